"""What is known of a field of what is stored beside its value: the columns of the one table of them."""

from dataclasses import MISSING, field, fields
from enum import StrEnum
from typing import Any, NamedTuple


class FieldType(StrEnum):
    """What the values of a field are, where they are no words of an enum."""

    ID = "id"
    TEXT = "text"  # as somebody typed it
    NAME = "name"  # of an excuse
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"
    TAGS = "tags"
    STEPS = "steps"
    COUNTS = "counts"  # by name
    TEXTS = "texts"  # by name
    NUMBER = "number"


class Field(NamedTuple):
    """What valley knows of a field.

    Attributes:
        type: What its values are; of an enum, that enum.
        says: What it is, in a sentence.
        editor: What the editor's text says above it; None where it is not changed there.
        synonyms: What other programs' tables call it, without case, spaces and punctuation.
        shown: Whether it stands in `--json` and CSV, not in the lossless export alone.
        before: A figure derived from the entry that follows it in `--json`.
    """

    type: Any  # a FieldType, or an enum
    says: str
    editor: str | None = None
    synonyms: tuple[str, ...] = ()
    shown: bool = True
    before: str | None = None


def about(type_: Any, says: str, *, default: Any = MISSING, **known: Any) -> Any:
    """Return a field of a dataclass with what is known of it."""
    return field(default=default, metadata={"field": Field(type_, says, **known)})


def fields_of(kind: type) -> dict[str, Field]:
    """Return what is known of the fields of a dataclass, in their order."""
    return {one.name: one.metadata["field"] for one in fields(kind)}
