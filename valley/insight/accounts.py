"""Accounts: where one stands, and which of them matter now."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from valley.accounts.book import Account, Book
from valley.coach.catalogue import title
from valley.entry.promise import each
from valley.insight.mentor import Placed
from valley.insight.recurring import given
from valley.model import KEPT, Entry, Status

SINCE = 182  # days that are looked back on for the accounts that matter now
PILING = 3  # setbacks of NEAR days, more than twice the wins
NEAR = 56  # days
QUIET = 14  # days without a word after which an account that was in several entries is silent
SEVERAL = 2  # entries


@dataclass(frozen=True, slots=True)
class ExcuseGiven:
    """An excuse that was given for an account.

    Attributes:
        excuse: Its name.
        title: Its name as it is shown.
        count: How often it was given.
        last: The day of the last time.
    """

    excuse: str
    title: str
    count: int
    last: date


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account.

    Attributes:
        name: What it is called.
        spellings: How else it is written.
        first: The day of its first entry.
        last: The day of its last.
        silent: Days since then.
        stands: Where it stands: the last entry that is a setback or a win, if there is one.
        setbacks: How many of its entries are setbacks.
        wins: How many are wins.
        open: The entries whose promise is open, the one due first before the others.
        excuses: The excuses that were given for it, the most frequent first.
        worked: What was promised for it and kept or bettered, each as its promise, newest first.
        won: Its wins, newest first.
        entries: All of them, oldest first.
        comments: What the mentor wrote of it, the oldest first.
    """

    name: str
    spellings: tuple[str, ...]
    first: date
    last: date
    silent: int
    stands: Entry | None
    setbacks: int
    wins: int
    open: tuple[Entry, ...]
    excuses: tuple[ExcuseGiven, ...]
    worked: tuple[Entry, ...]
    won: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    comments: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Mattering:
    """An account that matters now.

    Attributes:
        name: What it is called.
        entries: How many entries it is in, of half a year.
        setbacks: How many of the last eight weeks are setbacks.
        wins: How many of those are wins.
        open: How many of its promises are open.
        last: The day of its last entry.
        silent: Days since then.
        piling: Whether setbacks pile up.
        is_silent: Whether it has gone quiet, with no win as its last word.
    """

    name: str
    entries: int
    setbacks: int
    wins: int
    open: int
    last: date
    silent: int
    piling: bool
    is_silent: bool


def account_view(account: Account, entries: Sequence[Entry], *, today: date) -> AccountView:
    """Return the view of an account.

    Args:
        account: The account.
        entries: Those that are about it, newest first; one at least.
        today: The day it is.
    """
    counts: Counter[str] = Counter()
    last: dict[str, date] = {}
    for one in given(entries):
        counts[one.excuse] += 1
        last[one.excuse] = max(one.day, last.get(one.excuse, one.day))
    order = sorted(counts, key=lambda name: (-counts[name], -last[name].toordinal(), name))
    promised = [one for entry in entries for one in each(entry)]
    standing = (entry for entry in entries if entry.is_setback or entry.is_win)
    waiting = [entry for entry in entries if entry.status is Status.OPEN]
    return AccountView(
        name=account.name,
        spellings=tuple(
            sorted(one for one in account.written if one.casefold() != account.name.casefold())
        ),
        first=entries[-1].day,
        last=entries[0].day,
        silent=max(0, (today - entries[0].day).days),
        stands=next(standing, None),
        setbacks=sum(entry.is_setback for entry in entries),
        wins=sum(entry.is_win for entry in entries),
        open=tuple(sorted(waiting, key=lambda entry: (entry.due or date.max, entry.written_at))),
        excuses=tuple(ExcuseGiven(name, title(name), counts[name], last[name]) for name in order),
        worked=tuple(one for one in promised if one.status in KEPT),
        won=tuple(entry for entry in entries if entry.is_win),
        entries=tuple(reversed(entries)),
    )


def matter_now(
    book: Book, entries: Iterable[Entry], *, open_promises: Iterable[Entry], today: date
) -> tuple[Mattering, ...]:
    """Return the accounts that matter now: where setbacks pile up, promises are open, or all is quiet.

    Args:
        book: The accounts.
        entries: Those of the last `SINCE` days, in any order.
        open_promises: The entries whose promise is open, of any time.
        today: The day it is.
    """
    waiting = {entry.id: entry for entry in open_promises}
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    still_open: Counter[str] = Counter()
    for entry in ({entry.id: entry for entry in entries} | waiting).values():
        for key in book.keys_of(entry):
            found[key].append(entry)
            still_open[key] += entry.id in waiting
    views = (_mattering(book.named(key), own, still_open[key], today) for key, own in found.items())
    shown = [one for one in views if one.piling or one.open or one.is_silent]
    return tuple(
        sorted(
            shown,
            key=lambda one: (not one.piling, -one.setbacks, not one.open, one.silent, one.name),
        )
    )


def _mattering(name: str, entries: list[Entry], waiting: int, today: date) -> Mattering:
    newest = max(entries, key=lambda entry: (entry.day, entry.written_at))
    near = [entry for entry in entries if entry.day > today - timedelta(days=NEAR)]
    setbacks = sum(entry.is_setback for entry in near)
    wins = sum(entry.is_win for entry in near)
    silent = max(0, (today - newest.day).days)
    return Mattering(
        name=name,
        entries=len(entries),
        setbacks=setbacks,
        wins=wins,
        open=waiting,
        last=newest.day,
        silent=silent,
        piling=setbacks >= PILING and setbacks > 2 * wins,
        is_silent=silent >= QUIET and len(entries) >= SEVERAL and not newest.is_win,
    )
