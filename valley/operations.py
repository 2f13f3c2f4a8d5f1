"""Each thing a person can have done to a journal, by name: values in, values out.

Each change of entries is one, which `valley undo` takes back. What is asked before and what is
shown afterwards is no matter of this module.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from valley.entry import promise
from valley.entry.answers import Answers
from valley.errors import InvalidInput
from valley.kept import DayNumbers
from valley.model import Entry, EntryKind, Review, Status, answer, short

if TYPE_CHECKING:
    from valley.due import Moment
    from valley.entry.compose import Reader
    from valley.entry.revise import Revision
    from valley.journal import Journal
    from valley.kept import Kept
    from valley.store.entries import Change

NAMED = 40  # characters of an entry that a change is named by

# The coach is loaded by what reads reasons and weighs actions alone: it costs 20 ms.


def check_in(
    journal: "Journal",
    answers: Answers,
    *,
    day: date,
    moment: "Moment",
    reader: "Reader",
) -> Entry:
    """Write the entry of a day; return it as it is stored.

    Raises:
        InvalidInput: What happened is empty, or a name has no letter in it.
        ValleyError: It could not be written.
    """
    from valley.entry.compose import compose, with_due

    entry = with_due(compose(answers, day=day, now=journal.now, reader=reader), moment)
    with journal.change(f"the check-in “{short(entry.happened, NAMED)}”") as change:
        if answers.numbers is not None:
            _say_numbers(change, day, answers.numbers)
        return change.add(entry)


def say_numbers(
    journal: "Journal", day: date, said: Mapping[str, int | None]
) -> "tuple[DayNumbers, DayNumbers | None]":
    """Write what is said of a day's numbers; what is not said stays as it was.

    Args:
        journal: The journal.
        day: The day they are of.
        said: By name; None takes a number back, as one that is not known.

    Returns:
        The numbers of the day, and what they were before; None where there were none.
    """
    with journal.change(f"the numbers of {day}") as change:
        return _say_numbers(change, day, said)


def import_numbers(journal: "Journal", days: Iterable["DayNumbers"]) -> tuple[int, int]:
    """Write the numbers of a file, where they are not known yet.

    Returns:
        How many days something was added to, and of how many all stays as it was.
    """
    added = skipped = 0
    with journal.change("the import of numbers") as change:
        for one in days:
            now = change.now(one)
            counts = {**one.counts, **(now.counts if now else {})}
            if now and counts == now.counts:
                skipped += 1
            else:
                change.keep(replace(one, counts=counts))
                added += 1
    return added, skipped


def _say_numbers(
    change: "Change", day: date, said: Mapping[str, int | None]
) -> "tuple[DayNumbers, DayNumbers | None]":
    before = change.now(DayNumbers(day=day, counts={}))
    counts = {**(before.counts if before else {}), **said}
    known = {name: count for name, count in counts.items() if count is not None}
    after = DayNumbers(day=day, counts=known)
    if after != before:
        change.keep(after)
    return after, before


def edit(
    journal: "Journal",
    entry: Entry,
    revision: "Revision",
    *,
    moment: "Moment",
    reader: "Reader",
) -> Entry:
    """Change what is to be changed of an entry as it is now; return it.

    Raises:
        InvalidInput: The entry would make no sense.
        NotFound: It was deleted meanwhile.
    """
    from valley.entry.revise import revise

    def revised(now: Entry) -> Entry:
        return revise(now, revision, reader=reader, moment=moment)

    if revised(entry) == entry:
        return entry
    what = f"the edit of “{short(entry.happened, NAMED)}”"
    return change_each(journal, [entry], what, revised)[0]


def set_kind(journal: "Journal", entries: Sequence[Entry], kind: EntryKind) -> None:
    """Write what entries without a reason are, also where they counted as that before."""
    some = "an entry" if len(entries) == 1 else f"{len(entries)} entries"
    with journal.change(f"the kind of {some}") as change:
        for now in map(change.fresh, entries):
            if not now.is_setback:
                change.put(replace(now, kind=kind), was=now)


def delete(journal: "Journal", entry: Entry, name: str) -> None:
    """Delete an entry, which the change calls by a name.

    Raises:
        NotFound: It was deleted meanwhile.
    """
    with journal.change(f"deleting {name}") as change:
        change.delete(change.fresh(entry))


def settle(
    journal: "Journal",
    entries: Sequence[Entry],
    status: Status,
    *,
    today: date,
    note: str | None = None,
) -> list[Entry]:
    """Write how promises ended; return their entries."""
    some = "a promise" if len(entries) == 1 else f"{len(entries)} promises"
    return change_each(
        journal,
        entries,
        f"{status} for {some}",
        lambda entry: promise.settle(entry, status, on=today, note=answer(note)),
    )


def add_note(journal: "Journal", entry: Entry, note: str, excuse: str | None = None) -> Entry:
    """Write what was said of how a promise ended, and the excuse that goes by."""
    return change_each(journal, [entry], "a note", lambda now: promise.add_note(now, note, excuse))[
        0
    ]


def turned_out(journal: "Journal", entry: Entry, text: str, excuse: str | None) -> Entry:
    """Write what a reason turned out to be, and the excuse that goes by; return its entry.

    Raises:
        InvalidInput: The entry gives no reason, or nothing was said.
    """
    if entry.reason is None:
        raise InvalidInput(f"Entry {entry.short_id} gives no reason that could turn out otherwise.")
    said = answer(text)
    if said is None:
        raise InvalidInput("Say what it turned out to be, in a few words.")
    return change_each(
        journal,
        [entry],
        "what a reason turned out to be",
        lambda now: replace(now, turned_out=said, turned_out_excuse=excuse),
    )[0]


def put_back(journal: "Journal", before: Entry, after: Entry) -> Entry:
    """Put an entry back to what it was, unless it was changed again since; return it as it is."""

    def step(now: Entry) -> Entry:
        same = replace(now, updated_at=after.updated_at) == after
        return replace(before, updated_at=now.updated_at) if same else now

    return change_each(journal, [after], "taking back an answer", step)[0]


def move(journal: "Journal", entries: Sequence[Entry], due: date, *, today: date) -> list[Entry]:
    """Move promises to another day; return their entries."""
    return change_each(
        journal, entries, "moving a promise", lambda entry: promise.move(entry, due, on=today)
    )


def renew(journal: "Journal", entry: Entry, action: str, due: date, *, today: date) -> Entry:
    """Make a new promise of one that was missed; return its entry.

    Raises:
        InvalidInput: There is no action in it.
    """
    return change_each(
        journal,
        [entry],
        "renewing a promise",
        lambda now: promise.renew(now, action, due, on=today),
    )[0]


def import_entries(
    journal: "Journal",
    entries: Sequence[Entry],
    reviews: Iterable[Review],
    names: Mapping[str, str],
    kept: Iterable["Kept"],
    done: Callable[[int], object],
) -> None:
    """Write the entries of a file, its reviews, what excuses are called in it, and its tables.

    Args:
        journal: The journal.
        entries: Those that are new.
        reviews: Its reviews.
        names: What excuses were renamed or merged to, old name to new.
        kept: What it holds for the tables.
        done: Called with how many entries were written, as they are.
    """
    some = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    with journal.change(f"the import of {some}") as change:
        for entry in entries:
            change.add(entry)
            done(1)
        for review in reviews:
            change.add_review(review)
        for old, new in names.items():
            change.add_name(old, new)
        for value in kept:
            change.keep_new(value)


def save_review(
    journal: "Journal",
    week: str,
    *,
    focus: str | None,
    answers: Iterable[tuple[str, str]] | None = None,
) -> Review:
    """Write the review of a week in the place of the one there was; without answers its own stay."""
    known = journal.review(week)
    before = known.answers if known else ()
    review = Review(
        week=week,
        written_at=known.written_at if known else journal.now,
        updated_at=journal.now,
        focus=focus,
        answers=before if answers is None else tuple(answers),
    )
    with journal.change(f"the review of {week}") as change:
        change.put_review(review)
    return review


def change_each(
    journal: "Journal", entries: Sequence[Entry], what: str, step: Callable[[Entry], Entry]
) -> list[Entry]:
    """Change entries by a step, each as it is under the lock; return them as they are stored."""
    with journal.change(what) as change:
        changed = []
        for entry in entries:
            now = change.fresh(entry)
            after = step(now)
            changed.append(now if after == now else change.put(after, was=now))
        return changed
