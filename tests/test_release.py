"""What a release consists of: made of the source as it stands, and the same whenever it is made."""

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from valley import __version__

ROOT = Path(__file__).parents[1]
SHARED = f"valley-{__version__}.data/data/share/"


def build(source: Path, dist: Path, *targets: str, **env: str) -> list[Path]:
    """Build the source with the tools that are here; return what came of it."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(dist)]
    for target in targets:
        command += ["-t", target]
    subprocess.run(command, cwd=source, env=os.environ | env, check=True, capture_output=True)
    return sorted(dist.iterdir())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the sdist and the wheel once."""
    sdist, wheel = sorted(
        build(ROOT, tmp_path_factory.mktemp("dist"), "sdist", "wheel"), key=lambda one: one.suffix
    )
    return sdist, wheel


def test_what_is_built_of_one_source_is_the_same_bit_by_bit(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    """In another place and zone, and a wheel from the sdist is the wheel."""
    sdist, _ = built
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    for path in source.rglob("*"):
        os.utime(path, (1, 1))
    here = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "COLUMNS": "40", "VALLEY_PLAIN": "1"}
    again = build(source, tmp_path / "dist", "sdist", "wheel", **here)
    assert {path.name: path.read_bytes() for path in again} == {
        path.name: path.read_bytes() for path in built
    }


def test_the_wheel_carries_the_man_page_and_what_tab_completes(built: tuple[Path, Path]) -> None:
    """Where the man program and the shells look for them."""
    with zipfile.ZipFile(built[1]) as wheel:
        shared = {
            name.removeprefix(SHARED): wheel.read(name).decode()
            for name in wheel.namelist()
            if name.startswith(SHARED)
        }
    assert sorted(shared) == [
        "bash-completion/completions/valley",
        "fish/vendor_completions.d/valley.fish",
        "man/man1/valley.1",
        "zsh/site-functions/_valley",
    ]
    assert shared["man/man1/valley.1"].startswith(f'.TH VALLEY 1 "" "valley {__version__}"')
    assert "checkin" in shared["man/man1/valley.1"]
    assert shared["zsh/site-functions/_valley"].startswith("#compdef valley\n")
    assert all("VALLEY_COMPLETE=complete_" in shared[name] for name in shared if "man" not in name)


def test_the_wheel_lists_its_parts(built: tuple[Path, Path]) -> None:
    """As CycloneDX: each dependency of `pyproject.toml` with the range that is allowed."""
    with zipfile.ZipFile(built[1]) as wheel:
        parts = json.loads(wheel.read(f"valley-{__version__}.dist-info/sboms/valley.cdx.json"))
        said = wheel.read(f"valley-{__version__}.dist-info/METADATA").decode()
    assert (parts["bomFormat"], parts["specVersion"]) == ("CycloneDX", "1.6")
    assert parts["metadata"]["component"]["version"] == __version__
    assert parts["metadata"]["component"]["licenses"] == [{"license": {"id": "MIT"}}]
    wanted = set(re.findall(r"(?m)^Requires-Dist: ([\w-]+)", said)) - {"valley"}
    assert {one["name"] for one in parts["components"]} == wanted
    assert {one["name"] for one in parts["components"] if one["scope"] == "required"} >= {
        "typer",
        "tinydb",
    }


def test_an_unpacked_release_holds_all_that_its_tests_need(built: tuple[Path, Path]) -> None:
    """Whoever packages valley from the sdist runs the tests from it."""
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    assert [name for name in tracked if name not in names] == []


def test_the_version_stands_in_one_place() -> None:
    """The wheel, the man page and `--version` have it from there."""
    assert re.search(r'(?m)^dynamic = \["version"\]', (ROOT / "pyproject.toml").read_text("utf-8"))
