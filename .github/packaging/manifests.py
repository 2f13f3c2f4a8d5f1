# ruff: noqa: INP001  # a script of the build, not of the package
"""Fill in what Homebrew, Scoop, winget and Nix take: `manifests.py DIST ADDRESS OUT`.

DIST is what `build.py` made, ADDRESS that of the repository. A formula and Nix name the sdist, Scoop
and winget the single file, which needs a Python on the machine; each has the hash of what was built.
The templates stand beside this script; what is to be filled in stands in them as `@VERSION@`.
"""

import sys
import tomllib
from base64 import b64encode
from pathlib import Path

HERE = Path(__file__).parent
TEMPLATES = ("flake.nix", "valley.json", "valley.rb", "winget.yaml")


def values(dist: Path, address: str) -> dict[str, str]:
    """Return what is to be filled in, from what was built.

    Raises:
        SystemExit: Something that a manifest names was not built.
    """
    sums = dict(
        reversed(line.split("  ", 1))
        for line in (dist / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    try:
        (sdist,) = (name for name in sums if name.endswith(".tar.gz"))
        windows = sums["valley-windows.zip"]
    except (KeyError, ValueError):
        sys.exit(f"{dist} holds no complete release; see build.py.")
    project = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    names = [one.split(">")[0].strip() for one in project["dependencies"]]
    return {
        "VERSION": sdist.removeprefix("valley-").removesuffix(".tar.gz"),
        "ADDRESS": address.rstrip("/"),
        "DESCRIPTION": project["description"].rstrip("."),
        "LICENSE": project["license"],
        "SDIST_SHA256": sums[sdist],
        "SDIST_SRI": "sha256-" + b64encode(bytes.fromhex(sums[sdist])).decode(),
        "WINDOWS_SHA256": windows,
        "NIX_DEPENDENCIES": " ".join(names),
        "OLDEST_PYTHON": project["requires-python"].removeprefix(">="),
    }


def fill(template: str, given: dict[str, str]) -> str:
    """Fill a template in.

    Raises:
        SystemExit: It asks for what there is not.
    """
    for name, value in given.items():
        template = template.replace(f"@{name}@", value)
    if "@" in template.replace("python@", ""):
        sys.exit(f"Not filled in: {template[template.index('@') :][:30]}")
    return template


def main(dist: str, address: str, out: str) -> None:
    """Write the manifests."""
    given = values(Path(dist), address)
    Path(out).mkdir(parents=True, exist_ok=True)
    for name in TEMPLATES:
        text = (HERE / f"{name}.in").read_text("utf-8")
        (Path(out) / name).write_text(fill(text, given), "utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
