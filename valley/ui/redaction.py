"""What a redaction replaced and kept, said before it is written."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from valley.model import short
from valley.ui.sentences import things, times

if TYPE_CHECKING:
    from valley.redaction.redact import Preview

MOST = 40  # lines of either
NO_PROMISE = "Rules cannot promise to find every name: read it before you hand it on."


def lines(preview: "Preview") -> Iterator[str]:
    """Yield what was replaced, what looked like a name and was kept, and what to do about it."""
    if preview.replaced:
        yield "Replaced:"
    for said, stand_in, count in preview.replaced[:MOST]:
        yield f"  {short(said, 40)} → {stand_in}, {times(count)}"
    if len(preview.replaced) > MOST:
        yield f"  and {len(preview.replaced) - MOST} more"
    if preview.kept:
        yield "Looks like a name, kept:"
        yield "  " + ", ".join(short(word, 40) for word, _ in preview.kept[:MOST])
    if not preview.replaced:
        yield "Nothing was found to replace."
    yield NO_PROMISE
    yield "For good: valley config set redact_always 'Ash, Tree House'; redact_never keeps words."


def in_short(preview: "Preview") -> str:
    """Say the same in a line."""
    replaced = things(
        len(preview.replaced), "name, amount or address", "names, amounts and addresses"
    )
    like = things(len(preview.kept), "that looks like a name", "that look like names")
    kept = f", {like} kept" if preview.kept else ""
    return f"Replaced {replaced}{kept}. {NO_PROMISE}"
