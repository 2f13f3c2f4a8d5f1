"""What rules look at, and what they find: the entries up to a day, and a finding with its days."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from valley.accounts.book import Book
from valley.insight.recurring import Given, given
from valley.insight.trend import covered
from valley.kept import AccountName
from valley.model import Entry

NAMED_SINCE = 56  # days in which a name can be behind setbacks


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands out.

    Attributes:
        rule: The name of the rule that found it.
        worked: Whether it is about something that works.
        days: The days of the entries that show it, oldest first.
        about: What it is about: an excuse, an account, a weekday, a kind of action, a win.
        link: What came before a win, on its account.
        count: How many times, weeks or days.
        of: Out of how many.
        against: The same two of what it is compared with.
        kept: Whether what came before a win was a promise that was kept.
    """

    rule: str
    worked: bool
    days: tuple[date, ...]
    about: str = ""
    link: str = ""
    count: int = 0
    of: int = 0
    against: tuple[int, int] = (0, 0)
    kept: bool = False


class Evidence:
    """The entries that rules look at.

    Args:
        entries: Oldest first, up to `until`, from half a year before on.
        monday: The first day of the week that is looked back on.
        until: The last day of it that has come.
        begun: A day by which the journal had begun; default: that of the first of these.
        corrections: What the rep corrected of the accounts.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        *,
        monday: date,
        until: date,
        begun: date | None = None,
        corrections: Iterable[AccountName] = (),
    ) -> None:
        self.entries = entries
        self.monday = monday
        self.until = until
        self._corrections = corrections
        self._begun = begun or (entries[0].day if entries else None)

    @cached_property
    def week(self) -> list[Entry]:
        """The entries of the week."""
        return [entry for entry in self.entries if entry.day >= self.monday]

    @cached_property
    def given(self) -> list[Given]:
        """Each time an excuse was given."""
        return [one for one in given(self.entries) if one.day <= self.until]

    @cached_property
    def excuses(self) -> frozenset[str]:
        """The excuses of the week."""
        return frozenset(one.excuse for one in self.given if one.day >= self.monday)

    def given_in(self, days: int, *, before: int = 0) -> list[Given]:
        """Return the times of so many days, up to so many days before the last."""
        end = self.until - timedelta(days=before)
        start = end - timedelta(days=days)
        return [one for one in self.given if start < one.day <= end]

    def excuses_of(self, days: int, *, before: int = 0) -> Counter[str]:
        """Return how often each excuse was given in so many days."""
        return Counter(one.excuse for one in self.given_in(days, before=before))

    def last(self, days: int, *, before: int = 0) -> list[Entry]:
        """Return the entries of so many days, up to so many days before the last."""
        end = self.until - timedelta(days=before)
        start = end - timedelta(days=days)
        return [entry for entry in self.entries if start < entry.day <= end]

    def has_begun(self, day: date) -> bool:
        """Return whether the journal had begun by a day."""
        return self._begun is not None and self._begun <= day

    def covered(self, days: int) -> bool:
        """Return whether the journal covers so many days, and the same number before them."""
        first, end = (self.until - timedelta(days=many - 1) for many in (2 * days, days))
        return covered((one.day for one in self.entries), first, end, begun=self._begun)

    @cached_property
    def book(self) -> Book:
        """The accounts that entries are about."""
        return Book.of_entries(self.last(NAMED_SINCE), self._corrections)
