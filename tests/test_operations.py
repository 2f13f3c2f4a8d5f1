"""What a person can have done to the entries: each is one change, which undo takes back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from valley import excuse_names, operations
from valley.coach.recognise import Recogniser
from valley.due import Moment
from valley.entry.answers import Answers
from valley.entry.revise import Revision
from valley.errors import InvalidInput, NotFound
from valley.journal import Journal
from valley.model import Entry, Review, Status
from valley.workdays import Workdays

TODAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)
MOMENT = Moment(NOW, TODAY, Workdays.of("mon-fri"))
READER = Recogniser(today=TODAY)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return a journal that is not there yet."""
    return Journal(tmp_path / "home", NOW)


def log(journal: Journal, happened: str = "a day", reason: str = "too dear") -> Entry:
    """Check in with an action."""
    answers = Answers(happened=happened, reason=reason, excuse="dear", action="ring Jo at 9")
    return operations.check_in(journal, answers, day=TODAY, moment=MOMENT, reader=READER)


def stored(journal: Journal) -> list[Entry]:
    """Return the entries as another run reads them."""
    return list(Journal(journal.folder.root, NOW).entries())


DONE: dict[str, Callable[[Journal, Entry], object]] = {
    "delete": lambda journal, one: operations.delete(journal, one, "a day"),
    "settle": lambda journal, one: operations.settle(journal, [one], Status.KEPT, today=TODAY),
    "move": lambda journal, one: operations.move(
        journal, [one], TODAY + timedelta(days=9), today=TODAY
    ),
    "renew": lambda journal, one: operations.renew(
        journal, one, "go there", TODAY + timedelta(days=1), today=TODAY
    ),
    "confirm": lambda journal, one: excuse_names.confirm(journal, one, "other", READER),
    "rename": lambda journal, _: excuse_names.rename(journal, "dear", "Too dear"),
    "forget": lambda journal, _: excuse_names.forget(journal, "dear", READER),
    "edit": lambda journal, one: operations.edit(
        journal,
        one,
        Revision(happened="another day"),
        moment=MOMENT,
        reader=READER,
    ),
}


@pytest.mark.parametrize("name", DONE)
def test_each_is_one_change_that_undo_takes_back(journal: Journal, name: str) -> None:
    """On the disk before it returns; afterwards all is as it was."""
    before = log(journal)
    DONE[name](journal, before)
    assert stored(journal) != [before]
    journal.undo(next(journal.undoable()))
    after = stored(journal)
    assert [(one.id, one.happened, one.status, one.due) for one in after] == [
        (before.id, before.happened, before.status, before.due)
    ]
    assert [one.excuse for one in after] == ["dear"]


def test_an_edit_of_nothing_is_no_change(journal: Journal) -> None:
    """Undo goes on from what was done before it."""
    entry = log(journal)
    revision = Revision(happened=entry.happened)
    operations.edit(journal, entry, revision, moment=MOMENT, reader=READER)
    assert len(list(journal.changes())) == 1


def test_what_was_deleted_meanwhile_is_not_written_again(journal: Journal) -> None:
    """Not by any of them."""
    entry = log(journal)
    operations.delete(journal, entry, "a day")
    for name in DONE.keys() - {"rename", "forget"}:
        with pytest.raises(NotFound):
            DONE[name](journal, entry)
    assert stored(journal) == []


def test_of_several_promises_none_is_settled_where_one_is_gone(journal: Journal) -> None:
    """All is written, or nothing."""
    first, second = log(journal), log(journal, "another day")
    operations.delete(journal, second, "another day")
    with pytest.raises(NotFound):
        operations.settle(journal, [first, second], Status.KEPT, today=TODAY)
    assert [one.status for one in stored(journal)] == [Status.OPEN]


def test_an_entry_without_a_word_is_not_written(journal: Journal) -> None:
    """Nor is a folder made for it."""
    with pytest.raises(InvalidInput):
        log(journal, " ")
    assert not journal.folder.root.exists()


def test_excuses_merge_only_into_one_that_is_there(journal: Journal) -> None:
    """A name that nobody gave is a slip of the finger."""
    log(journal)
    with pytest.raises(NotFound, match="did you mean dear"):
        excuse_names.rename(journal, "deer", "other")
    with pytest.raises(NotFound):
        excuse_names.rename(journal, "dear", "nobody gave this", merging=True)
    assert excuse_names.rename(journal, "dear", "price-too-high", merging=True) == (
        "dear",
        "price-too-high",
        1,
    )


def test_a_review_keeps_what_is_not_said_anew(journal: Journal) -> None:
    """A focus alone leaves the answers."""
    operations.save_review(journal, "2026-W10", focus="ask first", answers=[("How?", "Well.")])
    operations.save_review(journal, "2026-W10", focus="ask twice")
    known = journal.review("2026-W10")
    assert known is not None
    assert (known.focus, known.answers) == ("ask twice", (("How?", "Well."),))


def test_an_import_is_one_change_with_all_that_belongs_to_it(journal: Journal) -> None:
    """Entries, reviews and names come and go together."""
    other = Journal(journal.folder.root.with_name("other"), NOW)
    entries = [log(other), log(other, "another day")]
    review = Review(week="2026-W10", written_at=NOW, updated_at=NOW, focus="ask first")
    counted: list[int] = []
    operations.import_entries(journal, entries, [review], {"old": "new"}, [], counted.append)
    assert {one.id for one in stored(journal)} == {one.id for one in entries}
    assert (journal.names(), sum(counted)) == ({"old": "new"}, 2)
    journal.undo(next(journal.undoable()))
    assert (stored(journal), journal.names(), journal.review("2026-W10")) == ([], {}, None)
