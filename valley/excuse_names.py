"""What a person can have done to the names of excuses: confirm one, rename, merge, forget.

Each is one change, which `valley undo` takes back.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from valley.entry import promise
from valley.errors import NotFound
from valley.model import Entry, Theme
from valley.operations import change_each

if TYPE_CHECKING:
    from valley.entry.compose import Reader
    from valley.journal import Journal


def confirm(
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
    return change_each(journal, [entry], what, confirmed)[0]


def rename(
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
        to = meant(journal, new)  # a name nobody gave is a slip of the finger
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


def forget(journal: "Journal", excuse: str, reader: "Reader") -> tuple[str, int]:
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

    change_each(journal, entries, f"forgetting {name}", unnamed)
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
    name = meant(journal, excuse)
    return name, [entry for entry in journal.entries() if name in promise.excuses_of(entry)]


def meant(journal: "Journal", excuse: str) -> str:
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
