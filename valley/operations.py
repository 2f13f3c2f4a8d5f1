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
from valley.errors import InvalidInput, NotFound
from valley.kept import AccountName, DayNumbers
from valley.model import Entry, EntryKind, Review, Status, Theme, answer, short

if TYPE_CHECKING:
    from valley.accounts.book import Account
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
    return _change_each(journal, [entry], what, revised)[0]


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
    return _change_each(
        journal,
        entries,
        f"{status} for {some}",
        lambda entry: promise.settle(entry, status, on=today, note=answer(note)),
    )


def add_note(journal: "Journal", entry: Entry, note: str, excuse: str | None = None) -> Entry:
    """Write what was said of how a promise ended, and the excuse that goes by."""
    return _change_each(
        journal, [entry], "a note", lambda now: promise.add_note(now, note, excuse)
    )[0]


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
    return _change_each(
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

    return _change_each(journal, [after], "taking back an answer", step)[0]


def move(journal: "Journal", entries: Sequence[Entry], due: date, *, today: date) -> list[Entry]:
    """Move promises to another day; return their entries."""
    return _change_each(
        journal, entries, "moving a promise", lambda entry: promise.move(entry, due, on=today)
    )


def renew(journal: "Journal", entry: Entry, action: str, due: date, *, today: date) -> Entry:
    """Make a new promise of one that was missed; return its entry.

    Raises:
        InvalidInput: There is no action in it.
    """
    return _change_each(
        journal,
        [entry],
        "renewing a promise",
        lambda now: promise.renew(now, action, due, on=today),
    )[0]


def confirm_excuse(
    journal: "Journal", entry: Entry, name: str, reader: "Reader", *, own: bool = False
) -> Entry:
    """Write what a reason goes by, which is no guess any more.

    Args:
        journal: The journal.
        entry: The entry.
        name: The name; empty where the reason is to have none.
        reader: What reads the reason.
        own: The rep owns it; a name that says so stays.
    """
    from valley.entry.compose import theme_of

    def confirmed(now: Entry) -> Entry:
        if name == now.excuse or (own and now.excuse and now.theme is Theme.SELF):
            return replace(now, guessed=False)
        if not name:
            return _unnamed(now, reader, own=own)
        theme = theme_of(name, reader.read(now.reason or ""))
        return replace(now, excuse=name, theme=theme, guessed=False)

    what = f"confirming {name}" if name else "leaving a reason unnamed"
    return _change_each(journal, [entry], what, confirmed)[0]


def rename_excuse(
    journal: "Journal", old: str, new: str, *, merging: bool = False
) -> tuple[str, str, int]:
    """Rename an excuse, or count it as another one from now on.

    Returns:
        The old name, the new one, and in how many entries that was changed.

    Raises:
        NotFound: No entry gave the old one, or an excuse to merge into that nobody gave.
    """
    from valley.coach.catalogue import catalogue, named
    from valley.entry.compose import OWN

    name, entries = entries_with(journal, old)
    to = named(new)
    if merging and to not in catalogue().excuses:
        to = excuse_meant(journal, new)  # a name nobody gave is a slip of the finger
    target = catalogue().excuses.get(to)
    theme = target.theme if target and merging else None
    what = f"merging {name} into {to}" if merging else f"renaming {name} to {to}"
    with journal.change(what) as change:
        for entry in entries:
            now = change.fresh(entry)
            renamed = promise.rename_excuse(now, name, to)
            if now.excuse == name:
                own = Theme.SELF if to.startswith(OWN) else theme or now.theme
                renamed = replace(renamed, excuse=to, theme=own)
            change.put(renamed, was=now)
        change.rename(name, to)
    return name, to, len(entries)


def forget_excuse(journal: "Journal", excuse: str, reader: "Reader") -> tuple[str, int]:
    """Leave what went by a name unnamed.

    Returns:
        The name, and in how many entries that was changed.

    Raises:
        NotFound: No entry gave it, or the words fit more than one.
    """
    name, entries = entries_with(journal, excuse)

    def unnamed(now: Entry) -> Entry:
        after = promise.rename_excuse(now, name, None)
        return _unnamed(after, reader) if now.excuse == name else after

    _change_each(journal, entries, f"forgetting {name}", unnamed)
    return name, len(entries)


def _unnamed(entry: Entry, reader: "Reader", *, own: bool = False) -> Entry:
    """Return it with a reason that goes by no name, and whom its words or the rep hold responsible."""
    from valley.coach.catalogue import catalogue
    from valley.entry.compose import OWN

    # A name made up for what the rep owned began so.
    said = (entry.excuse or "").startswith(OWN) and entry.excuse not in catalogue().excuses
    theme = Theme.SELF if own or said else reader.read(entry.reason or "").settled
    return replace(entry, excuse=None, theme=theme, guessed=False)


class NeverGiven(NotFound):
    """No entry gave an excuse; the message names the nearest."""


def entries_with(journal: "Journal", excuse: str) -> tuple[str, list[Entry]]:
    """Return an excuse's name and the entries that gave it, for a missed promise too, newest first.

    Raises:
        NotFound: There is none, or the name fits more than one.
    """
    name = excuse_meant(journal, excuse)
    return name, [entry for entry in journal.entries() if name in promise.excuses_of(entry)]


def excuse_meant(journal: "Journal", excuse: str) -> str:
    """Return the excuse that is meant by its name, its title, or words of them.

    Raises:
        NeverGiven: No entry gave it.
        NotFound: The words fit more than one.
    """
    from valley.coach.catalogue import named, slug, title
    from valley.coach.near_names import fitting

    used = {name for one in journal.setbacks() for name in promise.excuses_of(one)}
    for name in (slug(excuse), named(excuse)):
        if name in used:
            return name
    fits = fitting(excuse, used)
    if len(fits) > 1:
        listed = ", ".join(f"“{title(name)}” ({name})" for name in fits)
        raise NotFound(f"{excuse!r} fits {len(fits)} excuses: {listed}; give one of them.")
    if not fits:
        from difflib import get_close_matches

        near = get_close_matches(named(excuse), sorted(used), 1)
        hint = f"did you mean {near[0]}?" if near else "`valley excuses --all` lists them."
        raise NeverGiven(f"No entry gave the excuse {excuse!r}; {hint}")
    return fits[0]


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


def _change_each(
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


def account_meant(journal: "Journal", name: str) -> "Account":
    """Return the account that is meant by its name, a spelling of it, or words of them.

    Raises:
        NotFound: There is none, it was forgotten, or the words fit more than one.
    """
    book = journal.book
    found = book.meant(name)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(sorted(one.name for one in found)[:NAMED])
        raise NotFound(f"{name!r} fits {len(found)} accounts: {listed}; give one of them.")
    if book.forgotten(name):
        raise NotFound(
            f"{name!r} was forgotten; bring it back with: valley about rename {name!r} {name!r}"
        )
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), {one.key: one for one in book}, 1)
    hint = f"did you mean {near[0]}?" if near else "`valley about` lists those that matter now."
    raise NotFound(f"No entry is about an account {name!r}; {hint}")


def rename_account(journal: "Journal", old: str, new: str) -> tuple[str, str]:
    """Call an account something else, also one that was forgotten; return both names.

    Raises:
        NotFound: There is no such account.
        InvalidInput: The new name is empty, or that of another one.
    """
    name = answer(new)
    if name is None:
        raise InvalidInput("A name has a letter in it.")
    key = journal.book.forgotten(old)
    known = None if key and not journal.book.meant(old) else account_meant(journal, old)
    others = [one for one in journal.book if one.name.casefold() == name.casefold()]
    if known and any(one.key != known.key for one in others):
        raise InvalidInput(
            f"{others[0].name} is an account already; make them one with:"
            f" valley about merge {known.name!r} {others[0].name!r}"
        )
    before = known.name if known else old
    with journal.change(f"renaming {before} to {name}") as change:
        change.keep(AccountName(id=known.key if known else key or "", name=name.strip()))
    return before, name.strip()


def merge_account(journal: "Journal", old: str, into: str) -> tuple[str, str]:
    """Count an account as another one from now on; return both names.

    Raises:
        NotFound: There is no such account.
        InvalidInput: They are one already.
    """
    one, other = account_meant(journal, old), account_meant(journal, into)
    if one.key == other.key:
        raise InvalidInput(f"{old!r} and {into!r} are one account already.")
    with journal.change(f"merging {one.name} into {other.name}") as change:
        change.keep(AccountName(id=one.key, into=other.key))
    return one.name, other.name


def forget_account(journal: "Journal", name: str) -> tuple[str, int]:
    """Treat a name as no account any more; no entry is touched.

    Returns:
        The name, and how many entries were about it.

    Raises:
        NotFound: There is no such account.
    """
    account = account_meant(journal, name)
    count = len(journal.about(account))
    with journal.change(f"forgetting {account.name}") as change:
        change.keep(AccountName(id=account.key, forgotten=True))
    return account.name, count
