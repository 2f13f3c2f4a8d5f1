"""Imports point one way, each library has one home, and a light command stays light."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import World

PACKAGE = Path(__file__).parent.parent / "valley"
ROOMS = [  # from the bottom up; a room may use those below it, and itself
    {"valley", "again", "errors", "clock", "fields", "enums", "model", "kept", "exchanged"},
    {"files", "on_windows", "language", "lock", "reports", "counts"},
    {"json_values"},
    {"dates", "public_holidays", "workdays", "due"},
    {"settings", "settings_file"},
    {"coach", "mentor", "accounts"},
    {"editor_file", "store"},
    {"entry"},
    {"journal"},
    {"recognition", "operations", "excuse_names", "account_names", "mentoring", "sync"},
    {"insight"},
    {"ui"},
    {"redaction"},
    {"exchange"},
    {"page"},
    {"remind", "demo"},
    {"session"},
    {"sittings"},
    {"cli", "__main__"},
]
HOMES = {
    "typer": {"cli"},
    "rich": {"ui"},
    "tinydb": {"store"},
    "dateutil": {"dates", "workdays"},
    "filelock": {"lock"},
    "tomlkit": {"settings_file"},
    "platformdirs": {"session"},
    "holidays": {"public_holidays"},
    "icalendar": {"exchange"},
    "keyring": {"store"},
    "cryptography": {"store"},
}


def room_of(path: Path) -> str:
    """Name the room a module stands in."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py") if first != "__init__.py" else "valley"


def name_of(path: Path) -> str:
    """Name a module as it is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = {name_of(path) for path in MODULES}
# Who may look into the store: what it holds passes through the journal, as values.
DOORS = {"store", "journal", "operations", "mentoring", "session"}


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield what a module imports, at once, late or for the type checker, and the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield (inside if inside in NAMES else node.module), node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down_only(path: Path) -> None:
    """A room knows nothing of those above it, not even the types."""
    level = {name: number for number, rooms in enumerate(ROOMS) for name in rooms}
    here = room_of(path)
    assert here in level, f"{here} has no place among the rooms"
    for module, line in imports(path):
        parts = module.split(".")
        if parts[0] == "valley" and len(parts) > 1 and parts[1] in level:
            assert level[parts[1]] <= level[here], f"line {line} imports {module}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Neither directly nor by way of others, late or for types."""
    direct = {
        name_of(path): {one for one, _ in imports(path) if one in NAMES} - {name_of(path)}
        for path in MODULES
    }

    def reached(name: str) -> set[str]:
        seen: set[str] = set()
        ahead = [name]
        while ahead:
            new = direct[ahead.pop()] - seen
            seen |= new
            ahead += new
        return seen

    reach = {name: reached(name) for name in NAMES}
    circles = {
        frozenset(other for other in reach[name] if name in reach[other])
        for name in NAMES
        if name in reach[name]
    }
    assert not circles


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_store_is_entered_by_its_doors(path: Path) -> None:
    """No command and no screen knows how the journal lies on the disk."""
    if room_of(path) not in DOORS:
        found = [f"line {line}: {one}" for one, line in imports(path) if ".store" in one]
        assert not found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_has_one_home(path: Path) -> None:
    """So that it can be replaced in one place."""
    for module, line in imports(path):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or room_of(path) in homes, f"line {line} imports {module}"


RICH, TINYDB, FILELOCK = "rich", "tinydb", "filelock"
COACH = "valley.coach.catalogue"
LIBRARIES = {
    RICH,
    TINYDB,
    FILELOCK,
    COACH,
    "tomlkit",
    "dateutil",
    "holidays",
    "valley.cli.help_pages",
}
# Command: what of those it may load. Whatever is not listed here loads what it likes.
MAY_LOAD: dict[tuple[str, ...], set[str]] = {
    ("--version",): set(),
    (): set(),
    ("status",): set(),
    ("status", "--prompt"): set(),
    ("status", "--json"): set(),
    ("checkin", "--no-input", "--happened", "a win"): {TINYDB},
    ("checkin", "--no-input", "--happened", "no", "--reason", "too dear"): {
        TINYDB,
        COACH,
    },
    ("log", "--json"): set(),
    ("promises", "--json"): set(),
    ("streak", "--json"): set(),
    ("excuses", "--json"): {COACH},
    ("log",): {RICH, COACH},
    ("promises",): {RICH, COACH},
    ("streak",): {RICH},
    ("excuses",): {RICH, COACH},
}


def loaded_by(*args: str) -> set[str]:
    """Return the modules that a run of valley loads."""
    code = "import sys; from valley.__main__ import main\ntry: main()\nfinally: print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, check=False
    )
    return set(ran.stdout.split())


@pytest.mark.parametrize("args", MAY_LOAD, ids=" ".join)
def test_a_command_loads_only_what_it_needs(args: tuple[str, ...], world: World) -> None:
    """Each library costs more than the work of a command."""
    world.checkin("A day", action="call Jo at 9")
    assert loaded_by(*args) & LIBRARIES <= MAY_LOAD[args]


@pytest.mark.parametrize("due", ["", "2026-03-04"], ids=["nothing due", "a promise due"])
def test_the_first_prompt_stands_before_what_is_heavy(due: str, world: World) -> None:
    """Rich, TinyDB and the catalogue load while the person types."""
    if due:
        world.checkin("A day", action="call Jo at 9", due=due)
    code = (
        "import sys, valley.ui.prompts as p\n"
        "p.Asker._line = lambda *_: (sys.stderr.write(' '.join(sys.modules)), sys.exit())\n"
        "from valley.session import Session\n"
        "Session.is_terminal = True\n"
        "p.Thread.start = p.Thread.join = lambda self: None\n"
        "from valley.__main__ import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "checkin"], capture_output=True, text=True, check=False
    )
    loaded = set(ran.stderr.split())
    assert "valley.sittings.evening" in loaded, ran.stderr
    assert not loaded & LIBRARIES
