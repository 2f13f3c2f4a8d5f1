"""Where the exchange with the mentor stands: what is new, what is owed, what is to be said again."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from valley.entry.promise import excuses_of
from valley.exchanged import (
    About,
    Agreement,
    Comment,
    MentorPage,
    Side,
    State,
    newest_first,
)
from valley.model import Entry, Status

FIRST_PAGE = timedelta(weeks=4)


def last_answered(pages: Iterable[MentorPage]) -> MentorPage | None:
    """Return the last page that was answered or sent: what came after it is new."""
    return next((one for one in newest_first(pages) if one.answered or one.sent), None)


class Covered(NamedTuple):
    """What a new page is about.

    Attributes:
        first: Its first day.
        entries: What can be picked for it, oldest first.
        private: The ids of those that were left out of a page before that is not answered yet.
        picked: The ids of those that were on it.
        without: Those of them whose promise was not.
    """

    first: date
    entries: tuple[Entry, ...]
    private: frozenset[str] = frozenset()
    picked: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


class Placed(NamedTuple):
    """A comment and what it stands under, in words."""

    comment: Comment
    place: str


class Shown(NamedTuple):
    """What was understood of an answer, to be shown.

    Attributes:
        page: The page it answers.
        comments: The comments that are new.
        agreements: What is agreed that is new, in lines.
    """

    page: MentorPage | None
    comments: tuple[Placed, ...]
    agreements: tuple[str, ...]


class Standing(NamedTuple):
    """Where it stands.

    Attributes:
        page: The last page; None before the first.
        promises: What the rep owes: promises that were agreed and are open, by due day.
        owed: What the mentor owes, by due day.
        waiting: What waits for a yes.
        comments: How many comments there are.
        mentor: The mentor's name; empty for none.
    """

    page: MentorPage | None
    promises: tuple[Entry, ...]
    owed: tuple[Agreement, ...]
    waiting: tuple[Agreement, ...]
    comments: int
    mentor: str


def covered(
    entries: Iterable[Entry], pages: Sequence[MentorPage], *, today: date, since: date | None
) -> Covered:
    """Return what a page made today is about.

    Args:
        entries: In any order; those from a few weeks before the last page on.
        pages: The pages there are.
        today: Its last day.
        since: Its first day, where one was said.
    """
    base = last_answered(pages)
    first = since or (base.last if base else today - FIRST_PAGE + timedelta(days=1))
    done = frozenset((*base.picked, *base.private)) if base and since is None else frozenset()

    def is_new(entry: Entry) -> bool:
        if since is None and base is not None and entry.written_at > base.made_at:
            return entry.id not in done and entry.day >= base.first
        return entry.day >= first and entry.id not in done

    found = sorted(filter(is_new, entries), key=attrgetter("day", "written_at", "id"))
    open_pages = [one for one in newest_first(pages) if not (one.answered or one.sent)]
    private: set[str] = set()
    picked: set[str] = set()
    without: set[str] = set()
    for page in reversed(open_pages):  # the later answer holds
        private = (private | {*page.private}) - {*page.picked}
        picked = (picked | {*page.picked}) - {*page.private}
        without = (without - {*page.picked}) | {*page.without}
    first = min([first, *(entry.day for entry in found)])
    return Covered(first, tuple(found), frozenset(private), frozenset(picked), frozenset(without))


def agreed_before(
    agreements: Iterable[Agreement], entries: dict[str, Entry], base: MentorPage | None
) -> list[tuple[Agreement, Entry | None]]:
    """Return what the next page opens with: what was agreed last, and what was open or ended since."""
    found = []
    for one in sorted(agreements, key=attrgetter("read_at", "side", "id")):
        if one.state in {State.WAITING, State.LEFT}:
            continue
        entry = entries.get(one.entry or "")
        is_open = is_owed(one) or (entry is not None and entry.status is Status.OPEN)
        ended = entry.resolved_on if entry else one.on
        is_since = base is None or (ended is not None and ended >= base.last)
        if is_open or is_since or (base is not None and one.read_at >= base.made_at):
            found.append((one, entry))
    return found


def became(entries: Iterable[Entry], base: MentorPage | None, but: Collection[str]) -> list[Entry]:
    """Return the promises on the page before that have ended since."""
    if base is None:
        return []
    shown = frozenset(base.picked) - frozenset(base.without) - frozenset(but)
    return [
        entry
        for entry in sorted(entries, key=attrgetter("day", "written_at", "id"))
        if entry.id in shown
        and entry.status not in {None, Status.OPEN}
        and entry.resolved_on is not None
        and entry.resolved_on >= base.last
        and entry.updated_at > base.made_at
    ]


def is_owed(one: Agreement) -> bool:
    """Return whether the mentor owes it."""
    return one.side is Side.MENTOR and one.state is State.TAKEN


def to_ask(agreements: Iterable[Agreement], today: date) -> Agreement | None:
    """Return the mentor's step to ask about this evening: from the day after it was due."""
    due = [one for one in agreements if is_owed(one) and one.due and one.due < today]
    return min(due, key=attrgetter("due", "read_at", "id"), default=None)


def of_entry(comments: Iterable[Comment], entry: Entry) -> list[Comment]:
    """Return the comments on an entry and on its promise, the oldest first."""
    found = (one for one in comments if one.of == entry.id and one.where in _OF_ENTRIES)
    return sorted(found, key=attrgetter("read_at", "id"))


_OF_ENTRIES = {About.ENTRY, About.PROMISE}


def of_excuse(
    comments: Iterable[Comment], excuse: str, entries: Collection[Entry]
) -> list[Comment]:
    """Return the comments on an excuse, and on the entries that gave it, the oldest first."""
    gave = {entry.id for entry in entries if excuse in excuses_of(entry)}
    found = (
        one
        for one in comments
        if (one.where is About.EXCUSE and one.of == excuse)
        or (one.where in _OF_ENTRIES and one.of in gave)
    )
    return sorted(found, key=attrgetter("read_at", "id"))


def of_account(
    comments: Iterable[Comment], own: Collection[str], names_it: Callable[[str], bool]
) -> list[Comment]:
    """Return the comments on an account, the oldest first: on its entries, or naming it.

    Args:
        comments: All of them.
        own: The ids of the entries that are about it.
        names_it: Return whether a text names it.
    """
    found = (
        one
        for one in comments
        if one.where is not About.ASIDE and (one.of in own or names_it(one.text))
    )
    return sorted(found, key=attrgetter("read_at", "id"))


def by_entry(comments: Iterable[Comment]) -> dict[str, list[Comment]]:
    """Return the comments on entries and promises by the id of the entry, the oldest first."""
    found: dict[str, list[Comment]] = {}
    for one in sorted(comments, key=attrgetter("read_at", "id")):
        if one.of and one.where in _OF_ENTRIES:
            found.setdefault(one.of, []).append(one)
    return found


def to_say(
    comments: Iterable[Comment],
    now: frozenset[str],
    entries: Sequence[Entry],
    *,
    of_comment: Callable[[Comment], frozenset[str]],
    of_entry: Callable[[Entry], frozenset[str]],
) -> list[Comment]:
    """Return the comments that help where their excuse or account comes up, and were not said yet.

    One was said when that came up after it was read: nothing is stored about it, so that there is
    nothing to undo and nothing that two machines could disagree on.

    Args:
        comments: All of them.
        now: The excuses and accounts that come up now.
        entries: The recent ones, the one that is being written not among them.
        of_comment: Returns the excuses and accounts that a comment is about.
        of_entry: Returns those that came up in an entry.
    """
    found = []
    for one in sorted(comments, key=attrgetter("read_at", "id")):
        about = of_comment(one)
        since = (entry for entry in entries if entry.written_at > one.read_at)
        if about & now and not any(about & of_entry(entry) for entry in since):
            found.append(one)
    return found
