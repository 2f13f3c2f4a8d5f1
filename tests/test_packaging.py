"""The manifests of a release say what was built, and the workflows do no more than they must."""

import hashlib
import json
import re
import runpy
import subprocess
import sys
import tomllib
import zipimport
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PACKAGING = ROOT / ".github" / "packaging"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ADDRESS = "https://example.com/valley"


def run(script: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the release."""
    command = [sys.executable, str(PACKAGING / script), *args]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def manifests(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """Fill the manifests in for files that were built; return their hashes and the manifests."""
    dist, out = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("out")
    names = ["valley-1.2.3.tar.gz", "valley-1.2.3-py3-none-any.whl", "valley-windows.zip"]
    sums = {name: hashlib.sha256(name.encode()).hexdigest() for name in [*names, "valley.pyz"]}
    listed = "".join(f"{value}  {name}\n" for name, value in sums.items())
    (dist / "SHA256SUMS").write_text(listed, "utf-8")
    ran = run("manifests.py", str(dist), ADDRESS, str(out))
    assert ran.returncode == 0, ran.stderr
    return sums, {path.name: path.read_text("utf-8") for path in out.iterdir()}


def test_scoop_and_winget_name_the_single_file_and_its_hash(manifests: Any) -> None:
    """As JSON and YAML that parse."""
    sums, made = manifests
    scoop, winget = json.loads(made["valley.json"]), yaml.safe_load(made["winget.yaml"])
    assert scoop["version"] == winget["PackageVersion"] == "1.2.3"
    (installer,) = winget["Installers"]
    assert scoop["url"] == installer["InstallerUrl"]
    assert scoop["url"] == f"{ADDRESS}/releases/download/v1.2.3/valley-windows.zip"
    assert scoop["hash"] == installer["InstallerSha256"] == sums["valley-windows.zip"]
    assert scoop["bin"] == installer["NestedInstallerFiles"][0]["RelativeFilePath"] == "valley.cmd"


def test_homebrew_and_nix_name_the_sdist_and_its_hash(manifests: Any) -> None:
    """Ruby and Nix are not here to parse them; what opens is closed."""
    sums, made = manifests
    formula, flake = made["valley.rb"], made["flake.nix"]
    address = f'"{ADDRESS}/releases/download/v1.2.3/valley-1.2.3.tar.gz"'
    assert f"url {address}" in formula
    assert f'sha256 "{sums["valley-1.2.3.tar.gz"]}"' in formula
    opens = re.findall(r"(?m)^ *(?:class|def)\b|\bdo$", formula)
    assert len(opens) == len(re.findall(r"(?m)^ *end$", formula))
    assert f"url = {address};" in flake
    for opened, closed in ("{}", "[]", "()"):
        assert flake.count(opened) == flake.count(closed)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for one in project["dependencies"]:
        assert one.partition(">")[0] in flake


def test_a_release_that_is_not_whole_gets_no_manifests(tmp_path: Path) -> None:
    """A hash of what was not built is not made up."""
    (tmp_path / "SHA256SUMS").write_text("00  valley-1.2.3.tar.gz\n", "utf-8")
    ran = run("manifests.py", str(tmp_path), ADDRESS, str(tmp_path / "out"))
    assert ran.returncode == 1
    assert "no complete release" in ran.stderr


def test_the_oldest_of_each_dependency_is_the_lower_end_of_its_range() -> None:
    """None is left out, whatever its form."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = list(project["dependencies"])
    for name, extra in project["optional-dependencies"].items():
        asked += extra if name != "all" else []
    listed = run("bounds.py", "oldest").stdout.splitlines()
    assert listed == [re.sub(r">=([\w.]+).*", r"==\1", one) for one in asked]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_pinned_and_may_only_what_it_must(path: Path) -> None:
    """Actions go by their commit, nothing is allowed that a job does not say."""
    text = path.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "timeout-minutes" in job
        assert isinstance(job["permissions"], dict)
    for used in re.findall(r"uses: (.*)", text):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", used), used
    assert "secrets." not in text


def test_what_the_workflows_run_is_there() -> None:
    """A script or a folder that moved would be found by nobody before the release."""
    for path in WORKFLOWS:
        for name in re.findall(r"(?<![\w/])((?:\.ci|\.github|tests)/[\w./-]+)", path.read_text()):
            assert (ROOT / name).exists(), f"{path.name}: {name}"


@pytest.mark.parametrize(("magic", "file"), [(MAGIC_NUMBER, "x.py"), (b"none", "{zip}/x.py")])
def test_the_single_file_is_compiled_for_one_python_and_runs_on_others(
    tmp_path: Path, magic: bytes, file: str
) -> None:
    """Another one finds a number that is not its own, and reads the source."""
    build = runpy.run_path(str(PACKAGING / "build.py"))
    (made,) = build["compiled"]({"x.py": b"said = 1", "x.json": b"{}"}).items()
    contents = {"x.py": b"said = 1", made[0]: magic + made[1][len(magic) :]}
    path = tmp_path / "x.pyz"
    path.write_bytes(build["zipped"](contents))
    code = zipimport.zipimporter(str(path)).get_code("x")
    assert code.co_filename == file.format(zip=path)


def test_every_upper_bound_has_its_reason() -> None:
    """A bound that nobody can explain is never lifted."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    before = ""
    for line in text.splitlines():
        if re.search(r'">?[\w-]*>=[\d.]+,<|"[\w-]+>=[\w.]+,<', line):
            assert before.lstrip().startswith("#") or "# " in line, line
        before = line
