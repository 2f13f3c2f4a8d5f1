"""An entry as the documented fields, in their order: what `--json` prints and exports hold."""

from collections.abc import Callable
from itertools import chain
from typing import Any

from valley.model import FIELDS as KNOWN
from valley.model import Entry, Kind

# How the values of a kind are written where JSON has none of that kind.
_WRITERS: dict[Any, Callable[[Any], Any]] = {
    Kind.DAY: lambda day: day and day.isoformat(),
    Kind.MOMENT: lambda moment: moment.isoformat(),
    Kind.TAGS: list,
    Kind.STEPS: lambda steps: [step.as_fields() for step in steps],
}


def _ordered(*, shown: bool) -> list[str]:
    """Return names of fields in their order, each with the figure that follows it."""
    named = [(name, known.before) for name, known in KNOWN.items() if known.shown is shown]
    return [name for name in chain.from_iterable(named) if name]


FIELDS = tuple(_ordered(shown=True))
_WHOLE = (*FIELDS, *_ordered(shown=False))
_WRITTEN = [(name, _WRITERS[known.kind]) for name, known in KNOWN.items() if known.kind in _WRITERS]


def whole_record(entry: Entry, *, backfilled: bool) -> dict[str, Any]:
    """Return all of an entry: the documented fields, and those of the lossless export."""
    values = {"backfilled": backfilled}
    made = {name: values[name] if name in values else getattr(entry, name) for name in _WHOLE}
    for name, write in _WRITTEN:
        made[name] = write(made[name])
    return made


def record(entry: Entry, *, backfilled: bool) -> dict[str, Any]:
    """Return an entry as JSON values by field; days and times are ISO, what is absent is None."""
    whole = whole_record(entry, backfilled=backfilled)
    return {name: whole[name] for name in FIELDS}
