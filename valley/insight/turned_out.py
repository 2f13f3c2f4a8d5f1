"""Which earlier reason to ask about once its account is won or lost."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from valley.accounts.book import Book
from valley.coach.wins import tells_win
from valley.kept import AccountName
from valley.language import table
from valley.model import Entry, Theme


class Earlier(NamedTuple):
    """An entry whose reason is asked about, and what the account is called that it was given for."""

    entry: Entry
    account: str


def reason_to_ask_about(
    happened: str, recent: Sequence[Entry], corrections: Iterable[AccountName]
) -> Earlier | None:
    """Return the last reason about others that was given for an account which is won or lost now.

    None where the words tell neither, or it was told already what it turned out to be.

    Args:
        happened: What is told now.
        recent: The entries to look in, newest first.
        corrections: What the rep corrected of accounts.
    """
    if not (tells_win(happened) or tells_loss(happened)):
        return None
    book = Book.of_entries(recent, corrections)
    accounts = {one.key for one in book.in_text(happened)}
    for entry in recent if accounts else ():
        about = [one.name for one in book.of(entry) if one.key in accounts]
        if entry.reason and entry.theme is not Theme.SELF and about:
            return None if entry.turned_out else Earlier(entry, about[0])
    return None


def tells_loss(happened: str) -> bool:
    """Return whether a text tells that an account is lost for good, as `losses.json` has it."""
    return bool(_told().search(happened)) and not _denied().search(happened)


@cache
def _told() -> re.Pattern[str]:
    return re.compile(table("losses")["told"])


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(table("losses")["denied"], re.IGNORECASE)
