"""What a redaction replaced and kept, said before it is written."""

from collections.abc import Iterator, Sequence

from valley.model import short
from valley.ui.sentences import things, times

Replaced = Sequence[tuple[str, str, int]]  # what was replaced, by what, how often
Kept = Sequence[tuple[str, int]]  # what looked like a name and was kept, how often
MOST = 40  # lines of either
NO_PROMISE = "Rules cannot promise to find every name: read it before you hand it on."


def lines(replaced: Replaced, kept: Kept) -> Iterator[str]:
    """Yield what was replaced, what looked like a name and was kept, and what to do about it."""
    if replaced:
        yield "Replaced:"
    for said, stand_in, count in replaced[:MOST]:
        yield f"  {short(said, 40)} → {stand_in}, {times(count)}"
    if len(replaced) > MOST:
        yield f"  and {len(replaced) - MOST} more"
    if kept:
        yield "Looks like a name, kept:"
        yield "  " + ", ".join(short(word, 40) for word, _ in kept[:MOST])
    if not replaced:
        yield "Nothing was found to replace."
    yield NO_PROMISE
    yield "For good: valley config set redact_always 'Ash, Tree House'; redact_never keeps words."


def in_short(replaced: Replaced, kept: Kept) -> str:
    """Return the same in a line."""
    told = things(len(replaced), "name, amount or address", "names, amounts and addresses")
    like = things(len(kept), "that looks like a name", "that look like names")
    more = f", {like} kept" if kept else ""
    return f"Replaced {told}{more}. {NO_PROMISE}"
