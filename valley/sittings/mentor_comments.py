"""What the mentor wrote, said again where it helps: at the check-in, on Friday, beside an entry."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from valley.entry.promise import excuses_of
from valley.errors import NotFound
from valley.exchanged import About, Comment
from valley.insight import mentor
from valley.insight.mentor import Placed
from valley.model import Entry, EntryKind

if TYPE_CHECKING:
    from valley.accounts.book import Account
    from valley.session import Session

MOST_SAID = 2  # at one check-in; the others stand in `valley mentor comments`


def placed(session: "Session", comments: Iterable[Comment]) -> tuple[Placed, ...]:
    """Return comments with what they stand under."""
    from valley.coach.catalogue import title
    from valley.ui import mentor_sentences as words

    found = []
    for one in comments:
        named = title(one.of) if one.where is About.EXCUSE and one.of else ""
        place = words.where_lines(one, _entry(session, one), named, session.today)
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


def of_account(session: "Session", account: "Account", own: Iterable[Entry]) -> tuple[Placed, ...]:
    """Return what was said of an account: of its entries, or by its name."""
    comments = list(session.journal.kept(Comment))
    if not comments:
        return ()
    book = session.journal.book
    found = mentor.of_account(
        comments, {entry.id for entry in own}, lambda text: account in book.in_text(text)
    )
    return placed(session, found)


def lines_now(
    session: "Session", excuse: str | None, said: list[str], but: str = ""
) -> Iterator[str]:
    """Yield what helps where an excuse or an account comes up again, once.

    Args:
        session: The run.
        excuse: The excuse that is given.
        said: The texts that are written now, which may name an account.
        but: The id of the entry they stand in, where it has one already.
    """
    comments = [one for one in session.journal.kept(Comment) if one.where is not About.ASIDE]
    if not comments:
        return
    others = [entry for entry in session.recent if entry.id != but]
    topics = _Topics(session, comments, said, but)
    now = topics.of_texts(said) | ({f"excuse {excuse}"} if excuse else frozenset())
    found = mentor.to_say(
        comments, now, others, of_comment=topics.of_comment, of_entry=topics.of_entry
    )
    if found:
        from valley.ui.mentor_sentences import commented  # after most check-ins there is none

        name = str(session.settings.values["mentor_name"])
        yield from (commented(one, name) for one in found[-MOST_SAID:])


class _Topics:
    """What comments and entries are about: excuses and accounts, each by a word before its name.

    Args:
        session: The run.
        comments: The comments.
        said: The texts that are written now.
        place: The id of the entry they stand in.
    """

    def __init__(
        self, session: "Session", comments: Iterable[Comment], said: list[str], place: str
    ) -> None:
        found = {one.of: _entry(session, one) for one in comments}
        self._entries = {of: entry for of, entry in found.items() if entry is not None}
        self._book = session.book_of_days(said, place, self._entries.values())

    def of_texts(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the accounts that texts name."""
        found = (account for text in texts for account in self._book.in_text(text))
        return frozenset(f"account {one.key}" for one in found)

    def of_entry(self, entry: Entry) -> frozenset[str]:
        """Return what came up in an entry; one that was made for an agreed step is no evening."""
        if entry.agreed and entry.kind is EntryKind.NOTE:
            return frozenset()
        return self._about(entry)

    def of_comment(self, one: Comment) -> frozenset[str]:
        """Return what a comment is about: what it stands under, and whom it names."""
        if one.where is About.EXCUSE:
            return frozenset({f"excuse {one.of}"})
        entry = self._entries.get(one.of)
        return self.of_texts([one.text]) | (self._about(entry) if entry else frozenset())

    def _about(self, entry: Entry) -> frozenset[str]:
        accounts = {f"account {key}" for key in self._book.keys_of(entry)}
        return frozenset({*accounts, *(f"excuse {one}" for one in excuses_of(entry))})


def _entry(session: "Session", one: Comment) -> Entry | None:
    if one.of is None or one.where not in {About.ENTRY, About.PROMISE}:
        return None
    try:
        return session.journal.find(one.of)
    except NotFound:
        return None
