"""What an export holds: the chosen entries and what goes with them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from valley.entry.matching import Test, anything
from valley.exchanged import Comment
from valley.insight.mentor import by_entry
from valley.insight.record import comments
from valley.insight.recurring import WINDOW, period_before
from valley.journal import IN_ORDER, Journal
from valley.kept import BY_KIND, BY_NAME, TABLES, DayNumbers, Kept, Table
from valley.model import Entry, Review
from valley.redaction.redact import Redaction

NUMBERS = BY_KIND[DayNumbers].name


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which entries are asked for.

    Attributes:
        first: The first day; None from the beginning.
        last: The last day; None to the end.
        test: What an entry must pass beside the period.
        named: Entries that were named; then no others.
        only: What they are chosen by beside the period, in words.
    """

    first: date | None = None
    last: date | None = None
    test: Test = anything
    named: Sequence[Entry] = ()
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Entries to be handed on.

    Attributes:
        entries: Those chosen, oldest first; they may be read as they are asked for.
        earlier: Those before the period, as far as it is compared with them; likewise.
        first: First day of the period; None where it has no beginning.
        last: Last day of the period; None where it has no end.
        reviews: The reviews of the period.
        names: What excuses were renamed or merged to.
        kept: What the tables keep that belongs to the period, by the name of the table.
        comments: What the mentor wrote of entries, by their ids, the oldest first.
        only: What the entries were chosen by beside the period, in words.
        redacted: Whether names were replaced.
        begun: A day by which the journal had begun, where there is an earlier time to compare with.
    """

    entries: Iterable[Entry]
    earlier: Iterable[Entry] = ()
    first: date | None = None
    last: date | None = None
    reviews: Sequence[Review] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Sequence[Kept]] = field(default_factory=dict)
    comments: Mapping[str, Sequence[Comment]] = field(default_factory=dict)
    only: str = ""
    redacted: bool = False
    begun: date | None = None

    @property
    def numbers(self) -> list[DayNumbers]:
        """The rep's own numbers of the period, by day."""
        return [one for one in self.kept.get(NUMBERS, ()) if isinstance(one, DayNumbers)]

    def comments_of(self, entry: Entry) -> list[dict[str, Any]]:
        """Return what the mentor wrote of an entry, as JSON values."""
        return comments(self.comments.get(entry.id, ()))

    def counted(self, done: Callable[[int], object]) -> "Selection":
        """Return it so that each entry is counted as it is read."""

        def each(entries: Iterable[Entry]) -> Iterator[Entry]:
            for entry in entries:
                yield entry
                done(1)

        return replace(self, entries=each(self.entries), earlier=each(self.earlier))


def select(journal: Journal, choice: Choice, *, today: date) -> Selection:
    """Return what is asked for; reviews and names only where nothing but a period is."""
    first, last = choice.first, choice.last

    def between(start: date, end: date) -> Iterator[Entry]:
        return filter(choice.test, journal.entries(start, end, oldest_first=True))

    earlier: Iterable[Entry] = ()
    begun: date | None = None
    if first and not choice.named and first > date.min:
        needed = needed_since(first, last or today)
        earlier = between(needed, first - timedelta(days=1))
        begun = journal.begun(needed)
    whole = first or date.min, last or date.max
    named = filter(choice.test, sorted(choice.named, key=IN_ORDER))
    return Selection(
        entries=named if choice.named else between(*whole),
        earlier=earlier,
        first=first,
        last=last,
        reviews=() if choice.only else tuple(journal.reviews(*whole)),
        names={} if choice.only else journal.names(),
        kept={} if choice.only else {t.name: _kept(journal, t, *whole) for t in TABLES},
        comments=by_entry(journal.kept(Comment)),
        only=choice.only,
        begun=begun,
    )


def _kept(journal: Journal, table: Table, first: date, last: date) -> list[Kept]:
    """Return what a table keeps of a period, in order."""
    return sorted(journal.kept(table.kind, first, last), key=attrgetter("id"))


def counted_since(first: date, until: date) -> date:
    """Return since when excuses are counted: a week alone would not show what keeps coming back."""
    return min(first, until - timedelta(days=min(WINDOW, until.toordinal()) - 1))


def needed_since(first: date, until: date) -> date:
    """Return the first day whose entries the view of a period can use."""
    return period_before(counted_since(first, until), until)


def redact(selection: Selection, redaction: Redaction, done: Callable[[int], object]) -> Selection:
    """Return it with names, amounts and addresses replaced in all of it.

    Args:
        selection: What is handed on.
        redaction: Has read nothing yet; knows afterwards what it replaced.
        done: Called with how many entries were done, as they are.
    """
    entries, earlier = list(selection.entries), list(selection.earlier)
    of_entries = [selection.comments.get(entry.id, ()) for entry in entries]
    redaction.learn(
        [*earlier, *entries], selection.reviews, [one.text for some in of_entries for one in some]
    )

    def each(entries: Sequence[Entry]) -> list[Entry]:
        replaced = []
        for entry in entries:
            replaced.append(redaction.entry(entry))
            done(1)
        return replaced

    names = selection.names.items()
    return replace(
        selection,
        entries=each(entries),
        earlier=each(earlier),
        reviews=tuple(redaction.review(review) for review in selection.reviews),
        names={redaction.slug(old): redaction.slug(new) for old, new in names},
        kept={name: kept for name, kept in selection.kept.items() if BY_NAME[name].nameless}
        | {NUMBERS: [_renamed(one, redaction) for one in selection.numbers]},
        comments={
            entry.id: [replace(one, text=redaction.text(one.text)) for one in some]
            for entry, some in zip(entries, of_entries, strict=True)
            if some
        },
        only=redaction.text(selection.only),
        redacted=True,
    )


def _renamed(numbers: DayNumbers, redaction: Redaction) -> DayNumbers:
    """Return a day's numbers with what they are called as it may be read."""
    counts = {redaction.text(name): count for name, count in numbers.counts.items()}
    return replace(numbers, counts=counts)
