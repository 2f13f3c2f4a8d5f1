"""An entry as the documented fields, in their order: what `--json` prints and exports hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from valley.exchanged import Comment
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


@cache
def _maker(derived: frozenset[str], *, whole: bool) -> Callable[[Entry], dict[str, Any]]:
    """Return what makes a record, quickly: exports make one of each entry.

    The derived figures stand in it as None; those that nobody derives do not.
    """
    names = [
        name for name in (WHOLE if whole else FIELDS) if name in derived or hasattr(Entry, name)
    ]
    values = attrgetter(*("id" if name in derived else name for name in names))
    written = [(name, _WRITERS[KNOWN[name].type]) for name in names if _type(name) in _WRITERS]

    def make(entry: Entry) -> dict[str, Any]:
        made = dict(zip(names, values(entry), strict=True))
        for name, write in written:
            made[name] = write(made[name])
        return made

    return make


def _type(name: str) -> Any:
    return KNOWN[name].type if name in KNOWN else None


FIELDS = tuple(_ordered(shown=True))
WHOLE = (*FIELDS, *_ordered(shown=False))


def records(
    entries: Iterable[Entry],
    derived: Mapping[str, Callable[[Entry], Any]],
    *,
    whole: bool = False,
) -> Iterator[dict[str, Any]]:
    """Yield entries as JSON values by field; days and times are ISO, what is absent is None.

    Args:
        entries: The entries.
        derived: Return of an entry the figures that do not stand in it, by their names.
        whole: All of an entry: also the fields of the lossless export.
    """
    make = _maker(frozenset(derived), whole=whole)
    figures = derived.items()
    return (make(entry) | {name: of(entry) for name, of in figures} for entry in entries)


def comments(found: Iterable[Comment]) -> list[dict[str, Any]]:
    """Return what the mentor wrote of an entry, as JSON values."""
    return [
        {
            "page": one.page,
            "read_at": one.read_at.isoformat(),
            "where": str(one.where),
            "text": one.text,
        }
        for one in found
    ]
