"""What an entry is, by one rule for every way in: a win, a setback, or a plain note."""

from valley.model import EntryKind


def kind_of(happened: str, reason: str | None, said: EntryKind | None = None) -> EntryKind:
    """Return what an entry is: a setback by its reason, else what was said, else by its words.

    Where nobody said so and the words do not tell a win, nothing is claimed.
    """
    if reason is not None:
        return EntryKind.SETBACK
    if said is not None:
        return said
    from valley.coach.wins import tells_win  # a reason does without it

    return EntryKind.WIN if tells_win(happened) else EntryKind.NOTE
