"""Which accounts matter now, and what it costs to tell."""

import time
from datetime import date, timedelta
from typing import Any

from tests.strategies import an_entry
from valley.accounts.book import Book
from valley.insight.accounts import matter_now
from valley.model import Entry, Status

TODAY = date(2026, 3, 4)
FEW, TIMES = 400, 8


class OneAccount(Book):
    """A book that takes every entry for one account, which costs next to nothing."""

    def keys_of(self, entry: Entry) -> frozenset[str]:
        """Return its key."""
        del entry
        return frozenset({"henderson"})

    def named(self, key: str) -> str:
        """Return its key again."""
        return key


def promise(number: int, days_ago: int) -> Entry:
    """Make an open promise to one account."""
    day = TODAY - timedelta(days=days_ago)
    step: dict[str, Any] = {"action": "ring Henderson", "due": day, "status": Status.OPEN}
    return an_entry(day, id=str(number), happened="Demo with Henderson", **step)


def test_a_promise_that_is_open_counts_once_among_the_entries() -> None:
    """Whether it is of the last half year or of long ago."""
    near, far = promise(1, 3), promise(2, 900)
    plain = an_entry(TODAY - timedelta(days=2), id="3", happened="Henderson rang")
    book = Book.of_entries([near, far, plain])
    (found,) = matter_now(book, [plain, near], open_promises=[far, near], today=TODAY)
    assert (found.name, found.entries, found.open) == ("Henderson", 3, 2)
    assert (found.last, found.silent) == (plain.day, 2)


def test_thousands_of_open_promises_cost_what_they_are() -> None:
    """Not their square, as where each is looked for among all the others."""
    promises = [promise(number, number) for number in range(FEW * TIMES)]
    book = OneAccount([])

    def cost(number: int) -> float:
        least = float("inf")
        for _ in range(3):
            began = time.process_time()
            matter_now(book, (), open_promises=promises[:number], today=TODAY)
            least = min(least, time.process_time() - began)
        return least

    assert cost(FEW * TIMES) < 3 * TIMES * cost(FEW)
