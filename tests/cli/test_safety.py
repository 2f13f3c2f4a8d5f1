"""`valley doctor`, `valley backup`, `valley restore`."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Terminal, World


def _files(world: World) -> dict[str, tuple[bytes, int]]:
    """Read all of the journal, modes included."""
    return {
        str(path): (path.read_bytes() if path.is_file() else b"", path.lstat().st_mode)
        for path in sorted(world.home.rglob("*"))
    }


def _happened(world: World) -> list[str]:
    return [entry["happened"] for entry in world.json("log")]


@pytest.fixture
def sound(world: World) -> World:
    """Give a journal with all that belongs to one."""
    world.checkin("old", date="2025-12-30")
    entry = world.checkin("new", reason="too dear", excuse="price-too-high", action="call 3")
    world.run("edit", entry["id"], "--happened=newer")
    world.run("excuses", "rename", "price-too-high", "too-dear")
    world.run("review", "--no-input", "--focus=ask")
    world.run("backup")
    world.run("config", "set", "repair_days", "2")
    return world


def test_a_sound_journal_has_no_problem(sound: World) -> None:
    """Nor has one that does not exist yet; and looking changes nothing."""
    before = _files(sound)
    assert sound.json("doctor") == {"ok": True, "problems": []}
    assert "All is well" in sound.run("doctor")
    assert _files(sound) == before
    sound.set(VALLEY_HOME=str(sound.home / "nowhere"))
    assert sound.json("doctor") == {"ok": True, "problems": []}
    assert sound.json("doctor", "--fix") == {"ok": True, "problems": [], "fixed": []}
    assert not (sound.home / "nowhere").exists()


def _twice(home: Path) -> None:
    path = home / "journal" / "2026.json"
    line = next(line for line in path.read_text("utf-8").split("\n") if "newer" in line)
    other = line.replace('"1"', '"9"').replace("newer", "other")
    path.write_text(path.read_text("utf-8").replace(line, f"{line.rstrip(',')},\n{other}"), "utf-8")


def _in_two_years(home: Path) -> None:
    path = home / "journal" / "2025.json"
    whole = json.loads(path.read_text("utf-8"))
    other = json.loads((home / "journal" / "2026.json").read_text("utf-8"))
    row = other["entries"]["1"] | {"day": "2025-12-31", "updated_at": "2026-01-01T00:00:00+00:00"}
    whole["entries"]["9"] = row
    path.write_text(json.dumps(whole), "utf-8")


def _write(name: str, text: str) -> Callable[[Path], None]:
    def write(home: Path) -> None:
        path = home / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(0o600)

    return write


def _stale(home: Path) -> None:
    path = home / "journal" / ".2026.json.0123456789ab.tmp"
    path.write_text('{"half')
    path.chmod(0o600)
    os.utime(path, (time.time() - 3600,) * 2)


PROBLEMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "volume": (_write("journal/2026.json", "{"), "journal/2026.json"),
    "entry twice": (_twice, "journal/2026.json"),
    "entry in two years": (_in_two_years, "journal/2026.json"),
    "excuses volume": (_write("journal/excuses.json", "[]"), "journal/excuses.json"),
    "settings": (_write("settings.toml", "workdays = 3"), "settings.toml"),
    "settings torn": (_write("settings.toml", "workdays = "), "settings.toml"),
    "draft": (_write("drafts/checkin.json", "{"), "drafts/checkin.json"),
    "backup": (_write("backups/2026.2026-03-01.json", "{}"), "backups/2026.2026-03-01.json"),
    "history": (_write("history/00000002.json", "{}"), "history/00000002.json"),
    "conflict": (
        lambda home: shutil.copy(home / "journal/2026.json", home / "journal/2026 2.json"),
        "journal/2026 2.json",
    ),
    "stranger": (_write("journal/old.json", "{}"), "journal/old.json"),
    "stale": (_stale, "journal/.2026.json.0123456789ab.tmp"),
    "mode of a file": (
        lambda home: (home / "journal/2026.json").chmod(0o644),
        "journal/2026.json",
    ),
    "mode of a file for its group": (
        lambda home: (home / "journal/2026.json").chmod(0o640),
        "journal/2026.json",
    ),
    "mode of a folder": (lambda home: (home / "backups").chmod(0o755), "backups"),
    "mode of the home": (lambda home: home.chmod(0o755), "."),
    "link to itself": (
        lambda home: (home / "journal/2024.json").symlink_to("2024.json"),
        "journal/2024.json",
    ),
    "link to nowhere": (
        lambda home: (home / "journal/2024.json").symlink_to(home / "gone.json"),
        "journal/2024.json",
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_doctor_finds(sound: World, name: str) -> None:
    """Whatever is wrong: it names the file, says why and what helps, and changes nothing."""
    spoil, file = PROBLEMS[name]
    spoil(sound.home)
    before = _files(sound)
    found = sound.json("doctor", code=5)
    assert not found["ok"]
    assert [problem["file"] for problem in found["problems"]] == [file]
    assert all(problem["why"] and problem["help"] for problem in found["problems"])
    assert file in sound.run("doctor", code=5)
    assert _files(sound) == before


def test_fix_mends_what_can_lose_nothing_and_says_so(sound: World) -> None:
    """Modes and leftovers; a damaged volume and a stranger stay as they are."""
    for name in ("stale", "mode of a file", "mode of a folder", "mode of the home", "stranger"):
        PROBLEMS[name][0](sound.home)
    damage = b"{"
    (sound.home / "journal" / "2025.json").write_bytes(damage)
    found = sound.json("doctor", "--fix", code=5)
    assert len(found["fixed"]) == 4
    files = ["journal/2025.json", "journal/old.json"]
    assert [problem["file"] for problem in found["problems"]] == files
    assert (sound.home / "journal" / "2025.json").read_bytes() == damage
    assert sound.json("doctor", "--fix", code=5)["fixed"] == []


def test_another_programs_temporary_file_is_left_alone(sound: World) -> None:
    """Syncthing's are called much like ours, and a fresh one of ours may be in use."""
    others = [".syncthing.2026.json.tmp", "2026.json.tmp", ".2026.json.0123456789ab.tmp"]
    for name in others:
        path = sound.home / "journal" / name
        path.write_text("half")
        path.chmod(0o600)
        os.utime(path, (time.time() - (0 if "0123" in name else 9999),) * 2)
    sound.checkin("one more")
    sound.run("doctor", "--fix")
    assert {path.name for path in sound.home.glob("journal/*tmp")} >= set(others[:2])
    assert (sound.home / "journal" / others[2]).exists()


def test_an_entry_that_stands_twice_counts_once_the_later_change(sound: World) -> None:
    """In one volume or in two; `valley merge` settles it, and keeps the files as they were."""
    _in_two_years(sound.home)
    assert sorted(_happened(sound)) == ["newer", "old"]
    sound.run("merge")
    assert sorted(_happened(sound)) == ["newer", "old"]
    assert sound.json("doctor")["ok"]
    _twice(sound.home)
    before = (sound.home / "journal" / "2026.json").read_bytes()
    assert len(_happened(sound)) == 2
    sound.run("merge")
    assert sound.json("doctor")["ok"]
    assert before in [path.read_bytes() for path in sound.home.glob("archive/*")]


def test_fourteen_daily_copies_stay_and_those_by_hand_beside_them(world: World) -> None:
    """Each volume has its own fourteen; one by hand is not counted and does not go."""
    for number in range(1, 21):
        world.day(f"2026-03-{number:02}")
        world.checkin(f"day {number}")
        if number == 2:
            world.run("backup")
    copies = world.json("backup", "list")
    assert [copy["day"][-2:] for copy in copies] == [*(f"{n:02}" for n in range(20, 6, -1)), "02"]
    assert [copy["by_hand"] for copy in copies] == [False] * 14 + [True]
    assert "by hand" in world.run("backup", "list")
    assert world.json("doctor")["ok"]


def test_a_damaged_volume_keeps_no_other_from_a_copy(sound: World) -> None:
    """The healthy ones are copied, the damaged one is named, and the exit code is 5."""
    (sound.home / "journal" / "2025.json").write_bytes(b"{")
    result = sound.call("backup", "--json")
    assert result.exit_code == 5, result.output
    copied = [name.split(".")[0] for name in json.loads(result.stdout)["copies"]]
    assert copied == ["2026", "excuses"]
    assert "2025.json is damaged" in result.stderr
    assert "2026.json" not in result.stderr


def test_restore_brings_back_a_day_and_undo_takes_it_back(world: World) -> None:
    """By volume and day; the difference is shown first, with what comes, changes, and goes."""
    for number in (2, 3, 4):
        world.day(f"2026-03-0{number}")
        world.checkin(f"day {number}")
    entry = world.json("log")[-1]
    world.run("edit", entry["id"], "--happened=day two")
    before = world.json("log")
    shown = world.run("restore", "2026.2026-03-04")
    assert "1 would change" in shown
    assert "1 would go" in shown
    assert _happened(world) == ["day 3", "day 2"]
    world.run("undo")
    for one, other in zip(world.json("log"), before, strict=True):
        assert one | {"updated_at": ""} == other | {"updated_at": ""}
    world.run("restore", "2026-03-03")
    assert _happened(world) == ["day 2"]
    assert "says the same" in world.run("restore", "2026-03-03")


def test_restore_asks_in_a_terminal(world: World, terminal: Callable[..., Terminal]) -> None:
    """Enter is no."""
    world.checkin("first")
    world.run("backup")
    world.checkin("second")
    asking = terminal("restore")
    asking.sees("1 would go")
    asking.answers("Restore it?", "")
    asking.ends()
    assert len(_happened(world)) == 2
    terminal("restore", "--yes").ends()
    assert _happened(world) == ["first"]


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b'{"meta": {}}'])
def test_what_the_message_names_brings_a_damaged_volume_back(world: World, damage: bytes) -> None:
    """The damaged file is kept, and undo puts its very bytes back."""
    world.day("2026-03-03")
    world.checkin("kept")
    world.day("2026-03-04")
    world.checkin("since the copy")
    volume = world.home / "journal" / "2026.json"
    volume.write_bytes(damage)
    told = world.fails("checkin", "--no-input", "--happened=x", code=5)
    assert "valley restore 2026" in told
    world.run("restore", "2026")
    assert _happened(world) == ["kept"]
    assert damage in [path.read_bytes() for path in world.home.glob("archive/*")]
    world.checkin("after it")
    world.run("undo")
    world.run("undo")
    assert volume.read_bytes() == damage
    world.run("restore")
    assert _happened(world) == ["kept"]
    assert world.json("doctor")["ok"]


def test_a_damaged_copy_is_passed_over(world: World) -> None:
    """The newest copy that is whole comes back; naming the damaged one says so."""
    for number in (2, 3, 4):
        world.day(f"2026-03-0{number}")
        world.checkin(f"day {number}")
    (world.home / "backups" / "2026.2026-03-04.json").write_bytes(b"{")
    (world.home / "journal" / "2026.json").write_bytes(b"")
    assert "damaged" in world.fails("restore", "2026.2026-03-04", code=5)
    world.run("restore", "2026")
    assert _happened(world) == ["day 2"]


def test_what_cannot_be_restored_is_said(world: World) -> None:
    """No copy of that name, none at all, or a day that has several."""
    assert world.call("restore").exit_code == 4
    world.checkin("old", date="2025-12-30")
    world.checkin("new")
    world.run("backup")
    for name in ("2024", "nonsense", "2026-03-04"):
        assert world.call("restore", name).exit_code == 4
    assert "2025.2026-03-04" in world.call("restore", "2026-03-04").stderr


def test_restoring_a_year_leaves_each_entry_in_one(world: World) -> None:
    """An entry that moved away comes back from there; one that moved in stays."""
    leaves = world.checkin("leaves")["id"]
    comes = world.checkin("comes", date="2025-12-30")["id"]
    world.run("backup")
    world.run("edit", leaves, "--date=2025-12-31")
    world.run("edit", comes, "--date=2026-01-02")
    world.run("restore", "2026")
    found = {entry["happened"]: entry["day"] for entry in world.json("log")}
    assert found == {"leaves": "2026-03-04", "comes": "2026-01-02"}
    assert world.json("doctor")["ok"]
    world.run("undo")
    found = {entry["happened"]: entry["day"] for entry in world.json("log")}
    assert found == {"leaves": "2025-12-31", "comes": "2026-01-02"}


def test_json_of_a_restore(world: World) -> None:
    """Tells what was done."""
    world.checkin("first")
    world.run("backup")
    world.checkin("second")
    done: dict[str, Any] = world.json("restore")
    assert done | {"copy": ""} == {
        "copy": "",
        "was_damaged": False,
        "added": 0,
        "changed": 0,
        "removed": 1,
    }
