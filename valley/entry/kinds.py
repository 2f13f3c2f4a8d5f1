"""What an entry is, by one rule for every way in: a win, a setback, or a plain note."""

from valley.model import EntryKind


def kind_of(happened: str, reason: str | None, said: EntryKind | None) -> EntryKind:  # noqa: ARG001
    """Return what an entry is: a setback by its reason, else what was said."""
    if reason is not None:
        return EntryKind.SETBACK
    return said or EntryKind.WIN
