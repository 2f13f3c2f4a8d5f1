"""A journal against a plain model of it, through whatever happens to it in whatever order."""

import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from unittest import mock
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
)

from tests.strategies import entries
from valley.errors import NotFound
from valley.journal import Journal
from valley.model import Entry

DAYS = st.dates(date(2024, 11, 1), date(2026, 2, 28))
Said = dict[str, tuple[date, str, tuple[str, ...]]]  # id: day, happened, tags


class JournalMachine(RuleBasedStateMachine):
    """Drives a journal and a dictionary side by side."""

    ids = Bundle("ids")
    copies = Bundle("copies")

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(mkdtemp())
        self.flush = mock.patch.object(os, "fsync", return_value=None)  # no power is cut here
        self.flush.start()
        self.moment = datetime(2026, 3, 1, tzinfo=UTC)
        self.said: Said = {}
        self.before: list[Said] = []  # what undo goes back to, the last change last
        self.number = 0

    @property
    def journal(self) -> Journal:
        """Open the journal afresh, some while later; at times the clock stands still or goes back."""
        self.number += 1
        self.moment += timedelta(minutes=(self.number % 5) - 1)
        return Journal(self.root / "valley", self.moment)

    def changed(self, now: Said) -> None:
        """Remember a change."""
        self.before.append(self.said)
        self.said = now

    @rule(target=ids, drawn=entries(day=DAYS))
    def check_in(self, drawn: Entry) -> str:
        """Add an entry, as a check-in or an import does."""
        with self.journal.change("a check-in") as change:
            change.add(drawn)
        self.changed(self.said | {drawn.id: _said(drawn)})
        return drawn.id

    @rule(target=ids, drawn=st.lists(entries(day=DAYS), min_size=2, max_size=4))
    def import_records(self, drawn: list[Entry]) -> object:
        """Import several at once."""
        with self.journal.change("an import") as change:
            for entry in drawn:
                change.add(entry)
        self.changed(self.said | {entry.id: _said(entry) for entry in drawn})
        return multiple(*(entry.id for entry in drawn))

    @rule(which=ids, day=st.none() | DAYS, happened=st.sampled_from(["", "one", "two\n"]))
    def edit(self, which: str, day: date | None, happened: str) -> None:
        """Change an entry, also into another year."""
        if which not in self.said:
            return
        journal = self.journal
        was = journal.find(which)
        now = replace(was, day=day or was.day, happened=happened or was.happened)
        with journal.change("an edit") as change:
            after = change.put(now, was=change.fresh(was))
        assert after.updated_at > was.updated_at
        self.changed(self.said | {which: _said(after)})

    @rule(which=ids)
    def delete(self, which: str) -> None:
        """Delete an entry."""
        if which not in self.said:
            return
        journal = self.journal
        with journal.change("a deletion") as change:
            change.delete(change.fresh(journal.find(which)))
        self.changed({one: said for one, said in self.said.items() if one != which})

    @rule()
    def undo(self) -> None:
        """Take the last change back."""
        last = next((one for one in self.journal.undoable() if one.parts), None)
        if last is None:
            assert not self.before
        else:
            self.journal.undo(last)
            self.said = self.before.pop()

    @rule(target=copies)
    def copy(self) -> tuple[str, Said]:
        """Copy the folder, as a backup or another machine does."""
        self.number += 1
        home, to = self.root / "valley", self.root / f"copy-{self.number}"
        home.mkdir(mode=0o700, exist_ok=True)
        shutil.copytree(home, to)
        return to.name, self.said

    @rule(copy=copies)
    def merge_an_old_copy(self, copy: tuple[str, Said]) -> None:
        """What was changed since is later, so an old copy brings nothing."""
        try:
            merged = self.journal.merge(self.root / copy[0])
        except NotFound:
            assert not copy[1]
        else:
            assert merged[:2] == (0, 0)

    @rule(copy=consumes(copies), drawn=entries(day=DAYS), which=st.integers(0, 9))
    def merge_a_copy_that_went_on(self, copy: tuple[str, Said], drawn: Entry, which: int) -> None:
        """What was added or deleted there comes here, unless it was changed here later, or in a tie."""
        name, then = copy
        self.moment += timedelta(hours=1)
        there = Journal(self.root / name, self.moment)
        deleted = [there.find(one) for one in sorted(then)[which : which + 1]]
        here = {entry.id: entry.updated_at for entry in self.journal.entries()}
        # A stamp ahead of the clock grows by as little as can be, on both sides alike: a tie.
        gone = [
            was.id
            for was in deleted
            if was.updated_at < self.moment or here.get(was.id) == was.updated_at
        ]
        with there.change("elsewhere") as change:
            change.add(drawn)
            for was in deleted:
                change.delete(change.fresh(was))
        merged = self.journal.merge(self.root / name)
        now = {one: said for one, said in self.said.items() if one not in gone}
        assert merged.added == (drawn.id not in self.said)
        self.changed(now | {drawn.id: _said(drawn)})

    @rule(back=st.booleans())
    def restore(self, back: bool) -> None:
        """Copy by hand, delete something, restore the copy: it says what it said."""
        self.moment += timedelta(minutes=10)
        names = self.journal.back_up()
        if not names:
            return
        chosen = max(names)
        of_year = [one for one, said in self.said.items() if f"{said[0].year}" == chosen[:4]]
        if of_year and back:
            self.delete(of_year[0])
        journal = self.journal
        copy = journal.compare(chosen).copy
        if not journal.compare(chosen).is_empty:
            journal.restore(copy)
            self.changed(self.before[-1])

    @rule()
    def restore_what_was_damaged(self) -> None:
        """A torn volume comes back from its copy; undo would bring the torn one back."""
        self.moment += timedelta(minutes=10)
        journal = self.journal
        names = journal.back_up()
        if not names:
            return
        path = self.root / "valley" / "journal" / f"{names[0].partition('.')[0]}.json"
        whole = path.read_bytes()
        path.write_bytes(whole[:-9])
        journal = self.journal
        journal.restore(journal.compare(names[0]).copy)
        assert path.read_bytes() == whole
        journal.undo(next(journal.undoable()))
        assert path.read_bytes() == whole[:-9]
        path.write_bytes(whole)

    @invariant()
    def says_what_the_model_says(self) -> None:
        """The journal and the model agree, newest first, and doctor finds nothing."""
        journal = Journal(self.root / "valley", self.moment)
        found = list(journal.entries())
        assert {entry.id: _said(entry) for entry in found} == self.said
        assert len(found) == len(self.said)
        assert [entry.day for entry in found] == sorted((e.day for e in found), reverse=True)
        assert not journal.damaged
        assert not journal.broken

    def teardown(self) -> None:
        """Look once more with doctor, and remove the folder."""
        self.flush.stop()
        problems = Journal(self.root / "valley", self.moment).check()
        shutil.rmtree(self.root)
        assert problems == []


def _said(entry: Entry) -> tuple[date, str, tuple[str, ...]]:
    assert UUID(entry.id)
    return entry.day, entry.happened, entry.tags


TestJournal = JournalMachine.TestCase
TestJournal.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
