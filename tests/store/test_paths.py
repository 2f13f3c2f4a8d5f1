"""No name that stands in a stored file leads out of the journal's folder."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import World
from valley.errors import DamagedJournal
from valley.journal import Journal
from valley.store import paths, undo_log
from valley.store.encryption import sealed_file, swap
from valley.store.undo_log import digest_of

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
VOLUME = '{"meta": {"1": {"format": "valley", "schema": 1, "year": 2026}}, "entries": {}}'
COMMANDS: tuple[list[str], ...] = (
    [],
    ["log"],
    ["checkin", "--no-input", "--happened=x"],
    ["undo"],
    ["doctor"],
    ["doctor", "--fix"],
    ["checkin", "--no-input", "--happened=y"],
)

Plant = Callable[[Path, Path], object]


def _record(*files: Any, rows: Any = (), name: str = "00000009.open.json") -> Plant:
    """Plant the record of a change."""

    def plant(home: Path, victim: Path) -> None:
        fill = {"OUT": str(victim), "HASH": digest_of((victim / "precious").read_bytes(), "")}
        record = {"at": NOW.isoformat(), "what": "x", "rows": rows, "files": files}
        text = json.dumps(record)
        for word, value in fill.items():
            text = text.replace(word, str(value))
        (home / "history" / name).write_text(text)

    return plant


def _plan(files: list[str], remove: list[str]) -> Plant:
    """Plant the plan of a turn."""

    def plant(home: Path, victim: Path) -> None:
        del victim
        (home / swap.COMMITTED / "journal").mkdir(parents=True, exist_ok=True)
        (home / swap.COMMITTED / "journal" / "2026.json").write_text(VOLUME)
        (home / swap.COMMITTED / swap.PLAN).write_text(
            json.dumps({"files": files, "remove": remove})
        )

    return plant


def _link(name: str, to: str = "", *, then: Plant | None = None) -> Plant:
    """Plant a link to the other folder, or to what is in it."""

    def plant(home: Path, victim: Path) -> None:
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            path.rename(home / f"was-{path.name}")
        path.unlink(missing_ok=True)
        path.symlink_to(victim / to)
        if then:
            then(home, victim)

    return plant


PLANTS: dict[str, Plant] = {
    "writes by an absolute path": _record(["OUT/new", "archive/x.json", None]),
    "writes by two dots": _record(["../victim/new", "archive/x.json", None]),
    "deletes": _record(["../victim/precious", None, "HASH"]),
    "overwrites": _record(["journal/../../victim/precious", "archive/x.json", "HASH"]),
    "copies in": _record(["journal/2027.json", "OUT/precious", None]),
    "volume outside": _record(rows=[["../../victim/2026", "entries", "a", None, ""]]),
    "by a folder that is a link": _link("sub", then=_record(["sub/precious", None, "HASH"])),
    "archive is a link": _link(
        "archive", then=_record(["journal/2026 2.json", "archive/precious", None])
    ),
    "journal is a link": _link("journal", then=_record(["journal/precious", None, "HASH"])),
    "a file that is a link": _link(
        "journal/2026 2.json",
        "precious",
        then=_record(["journal/2026 2.json", "archive/x.json", "HASH"]),
    ),
    "a volume that is a link to none": _link(
        "journal/2027.json",
        "precious",
        then=_record(["journal/2027.json", "archive/x.json", "HASH"]),
    ),
    "kept by a link": _link(
        "archive/y.json", "precious", then=_record(["journal/2026 2.json", "archive/y.json", None])
    ),
    "record that is a link": _link("history/00000009.open.json", "precious"),
    "plan outside": _plan(["../victim/2026.json"], []),
    "plan by an absolute path": _plan(["/tmp/valley-2026.json"], []),
    "plan removes": _plan([], ["../victim/precious"]),
    "plan by a link": _link("sub", then=_plan(["sub/2026.json"], ["sub/precious"])),
    "staged by a link": _link(f"{swap.COMMITTED}/drafts", then=_plan(["drafts/sealed.json"], [])),
    "staged link": _link(
        f"{swap.COMMITTED}/journal/2025.json",
        "sealed.json",
        then=_plan(["journal/2025.json"], []),
    ),
    "turned is a link": _link(swap.COMMITTED),
    "turning is a link": _link(swap.STAGING),
    "draft that is a link": _link("drafts/checkin.json", "precious"),
    "conflict that is a link": _link("journal/2026 3.json", "2026.json"),
    "copy that is a link": _link("backups/2026.2026-03-04.json", "precious"),
    "an undone record outside": _record(["OUT/precious", None, "HASH"], name="00000009.json"),
}


@pytest.fixture
def victim(world: World) -> Path:
    """Give a journal, and a folder beside it that is none of its business."""
    world.checkin("mine")
    (world.home / "archive").mkdir(mode=0o700)
    (world.home / "archive" / "x.json").write_text("touch x")
    folder = world.home.parent / "victim"
    folder.mkdir()
    for name in ("precious", "a.json"):
        (folder / name).write_text("precious\n")
    (folder / "2026.json").write_text(VOLUME)
    (folder / "sealed.json").write_bytes(
        sealed_file.Key(bytes(32)).seal("drafts/sealed.json", b"x")
    )
    return folder


def _seen(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return all that is in a folder, with its modes."""
    return {
        str(path): (path.read_bytes() if path.is_file() else b"", path.lstat().st_mode)
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("name", PLANTS)
def test_nothing_outside_is_touched_or_taken_in(world: World, victim: Path, name: str) -> None:
    """Whatever somebody puts into a synchronised folder: named or passed over, and never a bug.

    Where a folder of ours leads elsewhere, nothing is written there: exit 8.
    """
    before = _seen(victim)
    PLANTS[name](world.home, victim)
    for command in COMMANDS:
        result = world.call(*command)
        assert result.exit_code in {0, 4, 5, 8}, (command, result.output)
        assert _seen(victim) == before, command
    own = (path for path in world.home.rglob("*") if path.is_file() and not path.is_symlink())
    assert all(path.read_bytes() != b"precious\n" for path in own if victim not in path.parents)
    blocked = name == "journal is a link"
    assert world.call("checkin", "--no-input", "--happened=z").exit_code == 8 * blocked


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a journal's folder with links out of it, beside what they lead to."""
    root = tmp_path_factory.mktemp("paths") / "valley"
    for name in paths.FOLDERS:
        (root / name).mkdir(parents=True, exist_ok=True)
    outside = root.parent / "victim"
    outside.mkdir()
    (outside / "a.json").write_text("precious")
    (root / "archive" / "out").symlink_to(outside)
    (root / "journal" / "a.json").symlink_to(outside / "a.json")
    yield root
    assert [path.name for path in outside.iterdir()] == ["a.json"]
    assert (outside / "a.json").read_text() == "precious"


PARTS = st.sampled_from(
    ["..", ".", "", "journal", "archive", "out", "victim", "a.json", "2026.json", "\0", "\ud800"]
) | st.text(max_size=4)
NAMES = st.lists(PARTS, max_size=5).map("/".join) | st.just("/etc/passwd")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES)
def test_a_name_that_is_taken_lies_within(folder: Path, name: str) -> None:
    """In one of the folders, and nowhere else once all links are followed."""
    if not paths.leads_astray(folder, name):
        real = os.path.realpath(folder / name)
        assert real.startswith(f"{os.path.realpath(folder)}/")
        assert name.rpartition("/")[0] in {"", *paths.FOLDERS}


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | NAMES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
ROW = st.tuples(
    st.sampled_from(["2026", "../x"]), st.sampled_from(["entries", "meta"]), NAMES, ANY, ANY
)
RECORDS = st.fixed_dictionaries(
    {
        "at": st.just(NOW.isoformat()) | ANY,
        "what": st.text(max_size=3) | ANY,
        "rows": st.lists(ROW | ANY, max_size=2) | ANY,
        "files": st.lists(st.tuples(NAMES | ANY, NAMES | ANY, ANY), max_size=2) | ANY,
    }
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=RECORDS | ANY, plan=st.fixed_dictionaries({"files": st.lists(NAMES), "remove": ANY}))
def test_a_record_or_plan_of_whatever_values_does_nothing_outside(
    folder: Path, record: Any, plan: Any
) -> None:
    """It is read as what valley wrote, or as damage."""
    name = "history/00000001.open.json"
    (folder / name).write_text(json.dumps(record))
    journal = Journal(folder, NOW)
    read = undo_log.read(journal.folder, name)
    for row in read.rows if read else ():
        assert (row.volume, row.table) == ("2026", "entries")
    list(journal.entries())
    (folder / swap.COMMITTED).mkdir()
    (folder / swap.COMMITTED / swap.PLAN).write_text(json.dumps(plan))
    with suppress(DamagedJournal):
        swap.settle(folder)
    swap._clear_away(folder / swap.COMMITTED)


WRONG: dict[str, Any] = {
    "no object": [],
    "no rows": {"at": NOW.isoformat(), "what": "x"},
    "file of numbers": {"at": NOW.isoformat(), "what": "x", "rows": [], "files": [[5, None, None]]},
    "row that is no row": {
        "at": NOW.isoformat(),
        "what": "x",
        "rows": [["2026", "entries", "a", 5, "x"]],
    },
    "row of another id": {
        "at": NOW.isoformat(),
        "what": "x",
        "rows": [["2026", "entries", "a", {"id": "b"}, "x"]],
    },
    "marker of a volume": {
        "at": NOW.isoformat(),
        "what": "x",
        "rows": [["2026", "meta", "a", {"id": "a"}, "x"]],
    },
    "time without offset": {"at": "2026-03-04T12:00:00", "what": "x", "rows": []},
    "no words": {"at": NOW.isoformat(), "what": 5, "rows": []},
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("ending", ["open.json", "json"])
def test_a_record_of_wrong_types_is_damage_and_in_nobodys_way(
    world: World, name: str, ending: str
) -> None:
    """Named by doctor, moved to `archive/` by its --fix, with its bytes."""
    world.checkin("mine")
    file = f"history/00000009.{ending}"
    data = json.dumps(WRONG[name]).encode()
    (world.home / file).write_bytes(data)
    (world.home / file).chmod(0o600)
    for command in (["log"], [], ["checkin", "--no-input", "--happened=x"], ["undo"]):
        assert world.call(*command).exit_code == 0, command
    assert [one["file"] for one in world.json("doctor", code=5)["problems"]] == [file]
    assert len(world.json("doctor", "--fix")["fixed"]) == 1
    assert not (world.home / file).exists()
    assert data in [path.read_bytes() for path in world.home.glob("archive/*")]


def test_only_a_volume_is_written_through_a_link(world: World, victim: Path) -> None:
    """Another file takes the place of a link that leads out of the folder."""
    before = _seen(victim)
    folder = Journal(world.home, NOW).folder
    for name in ("drafts/checkin.json", "archive/y.json", "generations.json"):
        _link(name, "precious")(world.home, victim)
        folder.write(name, b"mine")
        assert (world.home / name).read_bytes() == b"mine"
    assert _seen(victim) == before


def test_what_is_moved_aside_twice_is_kept_twice(world: World, victim: Path) -> None:
    """A folder too."""
    for number in (1, 2):
        _plan(["../victim/2026.json"], [])(world.home, victim)
        assert swap.COMMITTED in world.fails("log", code=5)
        assert f"Moved {swap.COMMITTED}/" in world.json("doctor", "--fix")["fixed"][0]
        assert len(list(world.home.glob(f"archive/.*{swap.COMMITTED[1:]}"))) == number
        assert [entry["happened"] for entry in world.json("log")] == ["mine"]


def test_a_number_that_was_planted_ends_no_counting(world: World) -> None:
    """The next change can still be taken back."""
    world.checkin("first")
    (world.home / f"history/{undo_log.LAST}.json").write_text("{}")
    world.checkin("second")
    world.run("undo")
    assert [entry["happened"] for entry in world.json("log")] == ["first"]


def test_what_was_changed_since_a_cut_off_change_stays(world: World) -> None:
    """The roll back after a crash takes only what is as that change left it."""
    entry = world.checkin("first")
    world.run("edit", entry["id"], "--happened=second")
    last = max(world.home.glob("history/*.json"))
    last.rename(last.with_name(last.name.replace(".json", ".open.json")))
    volume = world.home / "journal" / "2026.json"
    volume.write_text(volume.read_text().replace("second", "second, changed elsewhere"))
    assert [one["happened"] for one in world.json("log")] == ["second, changed elsewhere"]
    assert not list(world.home.glob("history/*.open.json")), "that change is settled"


def test_a_volume_that_is_a_link_is_written_through_and_undone(world: World) -> None:
    """As documented: its target is replaced and the link stays, also by undo."""
    world.checkin("first")
    link = world.home / "journal" / "2026.json"
    real = link.rename(world.home.parent / "real.json")
    link.symlink_to(real)
    world.checkin("second")
    world.run("undo")
    assert link.is_symlink()
    assert "second" not in [entry["happened"] for entry in world.json("log")]
    assert b"first" in real.read_bytes()
