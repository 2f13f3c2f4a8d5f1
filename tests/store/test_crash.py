"""A change that is cut off at any call to the operating system leaves the journal whole."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.store.faults import (
    NOW,
    again,
    ctrl_c,
    day,
    death,
    disk_full,
    faults,
    in_a_child,
    state,
)
from tests.strategies import an_entry
from valley.errors import CannotWrite
from valley.journal import Journal
from valley.model import Review
from valley.store.folder import Folder

OLD = [an_entry(day(text)) for text in ("2025-11-03", "2025-12-30", "2026-01-05", "2026-02-02")]
NEW = [an_entry(day(text)) for text in ("2025-10-01", "2026-03-03", "2026-03-04")]


class Scenario(NamedTuple):
    """A journal, and a change of it."""

    prepare: Callable[[Journal], None]
    change: Callable[[Journal], object]


def _nothing(journal: Journal) -> None:
    del journal


def _check_in(journal: Journal) -> None:
    with journal.change("a check-in") as change:
        change.add(replace(NEW[-1], updated_at=NOW))


def _first(journal: Journal) -> None:
    """Check in where there is no journal yet."""
    journal.folder.root = journal.folder.root / "new"
    _check_in(journal)


def _move(journal: Journal) -> None:
    with journal.change("an edit across years") as change:
        change.put(replace(OLD[1], day=day("2026-01-02"), happened="moved"), was=OLD[1])


def _import(journal: Journal) -> None:
    with journal.change("an import") as change:
        for entry in NEW:
            change.add(entry)
        change.add_review(Review(week="2026-W09", written_at=NOW, updated_at=NOW, focus="ask"))
        change.add_name("too-dear", "price-too-high")


def _put_conflict(journal: Journal) -> None:
    other = Journal(journal.folder.root.parent / "other", NOW)
    for name in ("2025", "2026"):
        other.folder.write(f"journal/{name}.json", journal.folder.read(f"journal/{name}.json"))
    _import(other)
    _move(other)
    data = other.folder.read("journal/2026.json")
    journal.folder.write("journal/2026 2.json", data)


def _damage(journal: Journal) -> None:
    journal.back_up()
    path = journal.folder.path("journal/2026.json")
    path.write_bytes(path.read_bytes()[:-20])


def _back_up_and_change(journal: Journal) -> None:
    journal.back_up()
    _move(journal)
    _import(journal)


def _merged(journal: Journal) -> None:
    _put_conflict(journal)
    journal.merge()


def _restored(journal: Journal) -> None:
    _damage(journal)
    journal.restore(journal.compare("2026").copy)


SCENARIOS = {
    "check-in": Scenario(_nothing, _check_in),
    "edit across years": Scenario(_nothing, _move),
    "import": Scenario(_nothing, _import),
    "undo": Scenario(_move, lambda journal: journal.undo(next(journal.undoable()))),
    "merge": Scenario(_put_conflict, lambda journal: journal.merge()),
    "undo of a merge": Scenario(
        _merged,
        lambda journal: journal.undo(next(journal.undoable())),
    ),
    "restore": Scenario(
        _back_up_and_change, lambda journal: journal.restore(journal.compare("2026").copy)
    ),
    "restore of a damaged volume": Scenario(
        _damage, lambda journal: journal.restore(journal.compare("2026").copy)
    ),
    "undo of that": Scenario(
        _restored,
        lambda journal: journal.undo(next(journal.undoable())),
    ),
}


LONG = ("edit across years", "merge", "undo of that")


@pytest.fixture(autouse=True)
def unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flush nothing outside the faults: no power is cut here, and it would take minutes."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def _prepare(name: str, folder: Path) -> tuple[Path, Scenario, list[str]]:
    """Make a journal as a template, and tell the change of it and the calls that takes."""
    chosen = SCENARIOS[name]
    template = folder / "template"
    journal = Journal(template, NOW)
    with journal.change("what there was") as change:
        for entry in OLD:
            change.add(entry)
    chosen.prepare(journal)
    sample = again(template, folder / "home")
    with faults(-1, disk_full) as made:
        chosen.change(sample)
    assert {"write", "fsync", "replace"} <= set(made)
    return template, chosen, made


def _is_well(home: Path, wanted: list[dict[str, Any]]) -> None:
    """Check that the journal is one of these, without a trace of the fault, and can be written."""
    found = state(home)
    assert found in wanted
    journal = Journal(home, NOW)
    damaged = any(found["rest"][2])
    conflicts = any(found["rest"][3])
    problems = [problem for problem in journal.check() if not (damaged or conflicts)]
    assert problems == []
    if not damaged:
        with journal.change("one more") as change:
            change.add(an_entry(day("2026-03-02")))
        assert len(state(home)["entries"]) == len(found["entries"]) + 1


@pytest.mark.parametrize(
    ("name", "fault", "lasting"),
    [
        *((name, disk_full, False) for name in SCENARIOS),
        *((name, disk_full, True) for name in LONG),
        *((name, ctrl_c, False) for name in LONG),
    ],
)
def test_a_fault_at_any_call_changes_nothing(
    name: str, fault: Callable[[str], None], lasting: bool, tmp_path: Path
) -> None:
    """A full disk or Ctrl-C, once or from then on: the change is done and said so, or undone.

    Only after the renaming that ends it, where the last flush fails or Ctrl-C comes too late, it
    may be done and said not to be.
    """
    template, chosen, calls = _prepare(name, tmp_path)
    home = tmp_path / "home"
    before = state(home := _copy(template, home))
    chosen.change(again(template, home))
    after = state(home)
    assert before != after
    end = len(calls) - 1 - calls[::-1].index("replace")
    failed = 0
    for number in range(len(calls)):
        journal = again(template, home)
        raised = False
        try:
            with faults(number, fault, lasting=lasting):
                chosen.change(journal)
        except (CannotWrite, KeyboardInterrupt):
            raised = True
            failed += 1
        late = raised and number > end and (lasting or fault is ctrl_c)
        wanted = [before, after] if late else [before] if raised else [after]
        _is_well(home, wanted)
    assert failed > len(calls) / 4


def _copy(template: Path, home: Path) -> Path:
    again(template, home)
    return home


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_death_at_any_call_leaves_all_or_nothing(name: str, tmp_path: Path) -> None:
    """Killed at whatever call, the change is whole or absent, and the next one works."""
    template, chosen, calls = _prepare(name, tmp_path)
    home = _copy(template, tmp_path / "home")
    before = state(home)
    chosen.change(again(template, home))
    after = state(home)
    seen = []
    for number in range(len(calls)):
        journal = again(template, home)

        def work(journal: Journal = journal, number: int = number) -> None:
            with faults(number, death):
                chosen.change(journal)

        assert in_a_child(work) == 9
        seen.append(state(home) == after)
        _is_well(home, [before, after])
    assert seen == sorted(seen), "once it is done it stays done"
    assert not seen[0]
    assert seen[-1]


def test_a_first_check_in_that_fails_leaves_nothing_to_stumble_over(tmp_path: Path) -> None:
    """Where there is no folder yet, a fault at any call is harmless too."""
    home = tmp_path / "valley"
    with faults(-1, disk_full) as made:
        _check_in(Journal(tmp_path / "sample", NOW))
    for number in range(len(made)):
        root = home / str(number)
        try:
            with faults(number, disk_full):
                _check_in(Journal(root, NOW))
        except CannotWrite:
            assert state(root)["entries"] == {}
            _check_in(Journal(root, NOW))
        assert list(state(root)["entries"]) == [NEW[-1].id]


def test_a_reader_never_misses_an_entry_that_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever volume is written first, and whichever way it moves: it is there all the time."""
    journal = Journal(tmp_path / "valley", NOW)
    with journal.change("what there was") as change:
        for entry in OLD:
            change.add(entry)
    seen = []
    write = Folder.write

    def watched(folder: Folder, name: str, data: bytes) -> None:
        write(folder, name, data)
        seen.append({entry.id for entry in Journal(folder.root, NOW).entries()})

    monkeypatch.setattr(Folder, "write", watched)
    for old, new in (("2025-12-30", "2026-01-02"), ("2026-01-05", "2025-01-05")):
        with journal.change("an edit across years") as change:
            was = journal.find(old)
            change.put(replace(was, day=day(new)), was=was)
    assert len(seen) > 4
    assert all(ids == {entry.id for entry in OLD} for ids in seen)
