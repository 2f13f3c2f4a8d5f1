"""The values of the declared tables as rows, and the volumes those stand in."""

from valley.kept import BY_KIND, Kept
from valley.store.rows import Row, as_row
from valley.store.volume import OF_NO_YEAR, YEAR_DIGITS


def volume_of(value: Kept) -> str:
    """Return the name of the volume that a value stands in."""
    day = getattr(value, "day", None) if BY_KIND[type(value)].by_year else None
    return f"{day.year:0{YEAR_DIGITS}}" if day else OF_NO_YEAR


def to_row(value: Kept) -> Row:
    """Return a value as a row."""
    return {"id": value.id} | as_row(value, BY_KIND[type(value)].fields)
