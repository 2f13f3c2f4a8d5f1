"""What a person can have done to accounts: rename one, count two as one, forget one.

Each is one change, which `valley undo` takes back; the entries are not touched.
"""

from typing import TYPE_CHECKING

from valley.accounts.names import LONGEST
from valley.errors import InvalidInput, NotFound
from valley.kept import AccountName
from valley.model import answer

if TYPE_CHECKING:
    from valley.accounts.book import Account
    from valley.journal import Journal

LISTED = 10  # names that words fit


def meant(journal: "Journal", name: str) -> "Account":
    """Return the account that is meant by its name, a spelling of it, or words of them.

    Raises:
        NotFound: There is none, it was forgotten, or the words fit more than one.
    """
    book = journal.book
    found = book.meant(name)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(sorted(one.name for one in found)[:LISTED])
        raise NotFound(f"{name!r} fits {len(found)} accounts: {listed}; give one of them.")
    if book.forgotten(name):
        raise NotFound(
            f"{name!r} was forgotten; bring it back with: valley about rename {name!r} {name!r}"
        )
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), {one.key: one for one in book}, 1)
    hint = f"did you mean {near[0]}?" if near else "`valley about` lists those that matter now."
    if not near and name.isalnum():
        hint = f"where you write it as @{name}, it is one."
    raise NotFound(f"No entry is about an account {name!r}; {hint}")


def rename(journal: "Journal", old: str, new: str) -> tuple[str, str]:
    """Call an account something else, also one that was forgotten; return both names.

    Raises:
        NotFound: There is no such account.
        InvalidInput: The new name is no name, that of another one, or the one it has.
    """
    name = " ".join((answer(new) or "").split())
    if not any(map(str.isalnum, name)):
        raise InvalidInput("A name has a letter or a digit in it.")
    if len(name) > LONGEST:
        raise InvalidInput(f"A name has at most {LONGEST} characters.")
    key = journal.book.forgotten(old)
    known = None if key and not journal.book.meant(old) else meant(journal, old)
    others = [one for one in journal.book if one.name.casefold() == name.casefold()]
    if known and any(one.key != known.key for one in others):
        raise InvalidInput(
            f"{others[0].name} is an account already; make them one with:"
            f" valley about merge {known.name!r} {others[0].name!r}"
        )
    if known and known.name == name:
        raise InvalidInput(f"{name} is called that already.")
    before = known.name if known else old
    with journal.change(f"renaming {before} to {name}") as change:
        change.keep(AccountName(id=known.key if known else key or "", name=name))
    return before, name


def merge(journal: "Journal", old: str, into: str) -> tuple[str, str]:
    """Count an account as another one from now on; return both names.

    Raises:
        NotFound: There is no such account.
        InvalidInput: They are one already.
    """
    one, other = meant(journal, old), meant(journal, into)
    if one.key == other.key:
        raise InvalidInput(f"{old!r} and {into!r} are one account already.")
    with journal.change(f"merging {one.name} into {other.name}") as change:
        change.keep(AccountName(id=one.key, into=other.key))
    return one.name, other.name


def forget(journal: "Journal", name: str) -> tuple[str, int]:
    """Treat a name as no account any more; no entry is touched.

    Returns:
        The name, and how many entries were about it.

    Raises:
        NotFound: There is no such account.
    """
    account = meant(journal, name)
    count = len(journal.about(account))
    with journal.change(f"forgetting {account.name}") as change:
        change.keep(AccountName(id=account.key, forgotten=True))
    return account.name, count
