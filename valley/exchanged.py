"""What passes between a rep and the mentor, as it is kept: pages, comments, and what was agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter

from valley.errors import InvalidInput
from valley.fields import FieldType, about


class About(StrEnum):
    """What a comment is about."""

    ENTRY = "entry"
    PROMISE = "promise"
    EXCUSE = "excuse"
    PAGE = "page"  # none of its parts
    ASIDE = "aside"  # a signature, or what was quoted from elsewhere: kept, so that no word is lost


class Side(StrEnum):
    """Whose step it is that was agreed."""

    REP = "rep"
    MENTOR = "mentor"


class State(StrEnum):
    """Where a step stands that an answer agrees."""

    WAITING = "waiting"  # for a yes
    TAKEN = "taken"
    LEFT = "left"  # it was no step, or none to be taken over
    CAME = "came"  # a mentor's step was done
    MISSING = "missing"  # it was not


def _number(value: int) -> None:
    if value < 1:
        raise InvalidInput("Pages are numbered from 1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorPage:
    """A page for the mentor, as it was made."""

    id: str = about(FieldType.ID, "A UUID.")
    made_at: datetime = about(FieldType.MOMENT, "When it was made.")
    number: int = about(FieldType.NUMBER, "Its number.")
    first: date = about(FieldType.DAY, "The first day it covers.")
    last: date = about(FieldType.DAY, "The last day it covers.")
    mark: str = about(FieldType.NAME, "The mark it has itself.")
    picked: tuple[str, ...] = about(
        FieldType.TAGS, "Ids of the entries that are on it.", default=()
    )
    without: tuple[str, ...] = about(
        FieldType.TAGS, "Ids of those whose promise is not.", default=()
    )
    private: tuple[str, ...] = about(
        FieldType.TAGS, "Ids of the entries that were left out.", default=()
    )
    topics: tuple[str, ...] = about(FieldType.TAGS, "What the rep wants to be asked.", default=())
    stuck: str | None = about(FieldType.TEXT, "Where the rep is stuck.", default=None)
    places: Mapping[str, str] = about(FieldType.TEXTS, "What each mark stands for.")
    said: tuple[str, ...] = about(
        FieldType.TAGS, "What it said, each part after its mark and a space.", default=()
    )
    stand_ins: Mapping[str, str] = about(FieldType.TEXTS, "What each stand-in stands for.")
    sent: date | None = about(FieldType.DAY, "The day it was marked as sent.", default=None)
    answered: date | None = about(FieldType.DAY, "The day its answer was read.", default=None)

    def __post_init__(self) -> None:
        """Hold the rules of every page."""
        _number(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What the mentor wrote, and where it belongs."""

    id: str = about(FieldType.ID, "The same for the same words at the same place.")
    read_at: datetime = about(FieldType.MOMENT, "When the answer was read.")
    page: int | None = about(FieldType.NUMBER, "The number of the page.", default=None)
    where: About = about(About, "What it is about.")
    of: str | None = about(FieldType.NAME, "The id of the entry, or the excuse.", default=None)
    text: str = about(FieldType.TEXT, "The mentor's words.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A step that an answer agrees."""

    id: str = about(FieldType.ID, "The same for the same step of the same page.")
    read_at: datetime = about(FieldType.MOMENT, "When the answer was read.")
    page: int | None = about(FieldType.NUMBER, "The number of the page.", default=None)
    side: Side = about(Side, "Whose step it is.")
    text: str = about(FieldType.TEXT, "What will be done, in the mentor's words.")
    due: date | None = about(FieldType.DAY, "By when.", default=None)
    under: str | None = about(FieldType.NAME, "The id of the entry it stood under.", default=None)
    state: State = about(State, "Where it stands.")
    on: date | None = about(FieldType.DAY, "Since when it stands so.", default=None)
    entry: str | None = about(
        FieldType.NAME, "The id of the entry whose promise it is.", default=None
    )


def newest_first(pages: Iterable[MentorPage]) -> list[MentorPage]:
    """Return pages, the newest first."""
    return sorted(pages, key=attrgetter("number", "made_at", "id"), reverse=True)
