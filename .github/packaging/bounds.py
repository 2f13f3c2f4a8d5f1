# ruff: noqa: INP001  # a script of the build, not of the package
"""Print the oldest versions that `pyproject.toml` allows, as constraints: `bounds.py oldest`.

`newest` prints none: pip takes the newest by itself.
"""

import re
import sys
import tomllib
from pathlib import Path


def oldest(text: str) -> list[str]:
    """Return each dependency at the lower end of its range, the extras' too."""
    project = tomllib.loads(text)["project"]
    asked = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        asked += extra
    found = (re.match(r"([\w-]+)>=([\w.]+)", one) for one in asked)
    return [f"{one[1]}=={one[2]}" for one in found if one]


def main(which: str) -> None:
    """Print them."""
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    print("\n".join(oldest(text) if which == "oldest" else []))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
