"""Imports point one way, each library has one home, and a light command stays light."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "valley"
ROOMS = [  # from the bottom up; a room may use those below it, and itself
    {"valley", "errors", "clock", "model", "files"},
    {"dates", "public_holidays", "workdays"},
    {"settings"},
    {"coach"},
    {"store"},
    {"promise", "compose", "revise", "sheet"},
    {"journal"},
    {"insight"},
    {"ui"},
    {"exchange"},
    {"remind", "demo"},
    {"cli", "__main__"},
]
HOMES = {
    "typer": {"cli"},
    "rich": {"ui"},
    "tinydb": {"store", "journal"},
    "dateutil": {"dates", "workdays"},
    "filelock": {"store"},
    "tomlkit": {"settings"},
    "platformdirs": {"cli"},
    "holidays": {"public_holidays"},
    "icalendar": {"exchange"},
    "keyring": {"store", "cli"},
    "cryptography": {"store"},
}


def room_of(path: Path) -> str:
    """Name the room a module stands in."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py") if first != "__init__.py" else "valley"


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield what a module imports when it runs, those for the type checker left out."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "valley":
            yield from ((f"valley.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down_only(path: Path) -> None:
    """A room knows nothing of those above it."""
    level = {name: number for number, rooms in enumerate(ROOMS) for name in rooms}
    here = room_of(path)
    assert here in level, f"{here} has no place among the rooms"
    for module, line in imports(path):
        parts = module.split(".")
        if parts[0] == "valley" and len(parts) > 1 and parts[1] in level:
            assert level[parts[1]] <= level[here], f"line {line} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_has_one_home(path: Path) -> None:
    """So that it can be replaced in one place."""
    for module, line in imports(path):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or room_of(path) in homes, f"line {line} imports {module}"


def loaded_by(*args: str) -> set[str]:
    """Return the modules that a run of valley loads."""
    code = "import sys; from valley.cli.app import app\ntry: app()\nfinally: print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, check=False
    )
    return set(ran.stdout.split())


def test_a_light_command_loads_no_heavy_library() -> None:
    """Each costs more than the command itself."""
    loaded = loaded_by("--version")
    assert not loaded & {"rich", "tinydb", "filelock", "tomlkit", "valley.coach", "holidays"}


def test_reading_takes_no_lock() -> None:
    """So that a second terminal never waits, and filelock is not loaded."""
    assert "filelock" not in loaded_by("log", "--json")
