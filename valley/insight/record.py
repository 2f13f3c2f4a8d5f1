"""An entry as the documented fields, in their order: what `--json` prints and exports hold."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from valley.fields import FieldType
from valley.model import FIELDS as KNOWN
from valley.model import Entry

# How the values of a kind are written where JSON has none of that kind.
_WRITERS: dict[Any, Callable[[Any], Any]] = {
    FieldType.DAY: lambda day: day and day.isoformat(),
    FieldType.MOMENT: lambda moment: moment.isoformat(),
    FieldType.TAGS: list,
    FieldType.STEPS: lambda steps: [step.as_fields() for step in steps],
}


def _ordered(*, shown: bool) -> list[str]:
    """Return names of fields in their order, each with the figure that follows it."""
    named = [(name, known.before) for name, known in KNOWN.items() if known.shown is shown]
    return [name for name in chain.from_iterable(named) if name]


def _maker(names: Sequence[str]) -> Callable[[Entry, bool], dict[str, Any]]:
    """Return what makes a record with these fields, quickly: exports make one of each entry."""
    values = attrgetter(*("id" if name == "backfilled" else name for name in names))
    written = [(name, _WRITERS[KNOWN[name].type]) for name in names if _type(name) in _WRITERS]

    def make(entry: Entry, backfilled: bool) -> dict[str, Any]:
        made = dict(zip(names, values(entry), strict=True))
        made["backfilled"] = backfilled
        for name, write in written:
            made[name] = write(made[name])
        return made

    return make


def _type(name: str) -> Any:
    return KNOWN[name].type if name in KNOWN else None


FIELDS = tuple(_ordered(shown=True))
WHOLE = (*FIELDS, *_ordered(shown=False))
_shown, _whole = _maker(FIELDS), _maker(WHOLE)


def records(
    entries: Iterable[Entry], in_time: Callable[[Entry], bool], *, whole: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield entries as JSON values by field; days and times are ISO, what is absent is None.

    Args:
        entries: The entries.
        in_time: Returns whether an entry was written in time.
        whole: All of an entry: also the fields of the lossless export.
    """
    make = _whole if whole else _shown
    return (make(entry, not in_time(entry)) for entry in entries)
