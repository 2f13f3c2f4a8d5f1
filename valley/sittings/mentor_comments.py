"""What the mentor wrote, said again where it helps: at the check-in, on Friday, beside an entry."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from valley.coach.catalogue import title
from valley.errors import NotFound
from valley.exchanged import About, Comment
from valley.insight import mentor
from valley.insight.mentor import Placed
from valley.model import Entry
from valley.ui import mentor_sentences as said

if TYPE_CHECKING:
    from valley.session import Session

MOST_SAID = 2  # at one check-in; the others stand in `valley mentor comments`


def placed(session: "Session", comments: Iterable[Comment]) -> tuple[Placed, ...]:
    """Return comments with what they stand under."""
    found = []
    for one in comments:
        named = title(one.of) if one.where is About.EXCUSE and one.of else ""
        place = said.where_lines(one, _entry(session, one), named, session.today)
        found.append(Placed(one, place))
    return tuple(found)


def of_week(session: "Session", first: date, last: date) -> tuple[Placed, ...]:
    """Return what was read in a week, the oldest first."""
    zone = session.now.tzinfo
    read = [
        one
        for one in session.journal.kept(Comment)
        if one.where is not About.ASIDE and first <= one.read_at.astimezone(zone).date() <= last
    ]
    return placed(session, sorted(read, key=attrgetter("read_at", "id")))


def of_excuse(session: "Session", excuse: str, entries: Collection[Entry]) -> tuple[Placed, ...]:
    """Return what was said of an excuse, and of the entries that gave it."""
    return placed(session, mentor.of_excuse(session.journal.kept(Comment), excuse, entries))


def of_entry(session: "Session", entry: Entry) -> tuple[Placed, ...]:
    """Return what was said of an entry and its promise."""
    return placed(session, mentor.of_entry(session.journal.kept(Comment), entry))


def lines_now(
    session: "Session", excuse: str | None, entries: Sequence[Entry], but: str = ""
) -> Iterator[str]:
    """Yield what helps where an excuse comes up again, once.

    Args:
        session: The run.
        excuse: The excuse that is given.
        entries: The recent entries.
        but: The id of the entry that is being written.
    """
    comments = list(session.journal.kept(Comment)) if excuse else []
    if not comments:
        return
    others = [entry for entry in entries if entry.id != but]
    name = str(session.settings.values["mentor_name"])
    for one in mentor.to_say(comments, excuse, others)[-MOST_SAID:]:
        yield said.commented(one, name)


def _entry(session: "Session", one: Comment) -> Entry | None:
    if one.of is None or one.where not in {About.ENTRY, About.PROMISE}:
        return None
    try:
        return session.journal.find(one.of)
    except NotFound:
        return None
