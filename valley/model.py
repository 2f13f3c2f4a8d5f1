"""The values valley speaks of: entries and what is in them. Frozen, checked, without I/O."""

import unicodedata
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from enum import StrEnum
from typing import NamedTuple

from valley.errors import InvalidInput

SHORT_ID = 8  # characters
# The days an entry can be of: from each of them, some years are counted in both directions.
FIRST, LAST = date(MINYEAR + 10, 1, 1), date(MAXYEAR - 10, 12, 31)
NO_DAY = "A day is at an end of the calendar, where none can be counted on."


class Theme(StrEnum):
    """Who or what is held responsible; `self` is ownership."""

    CUSTOMER = "customer"
    PRICE = "price"
    PRODUCT = "product"
    LEADS = "leads"
    MANAGEMENT = "management"
    COMPANY = "company"
    TEAM = "team"
    TOOLS = "tools"
    COMPETITOR = "competitor"
    MARKET = "market"
    TIME = "time"
    PERSONAL = "personal"
    SELF = "self"


class Verdict(StrEnum):
    """What kind of answer an action is to 'What are you going to do about that?'."""

    CONCRETE = "concrete"
    VAGUE = "vague"
    PASSIVE = "passive"
    SOMEONE_ELSE = "someone-else"


class Status(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    BETTER = "better"


class Did(StrEnum):
    """A step in the life of a promise."""

    KEPT = "kept"
    MISSED = "missed"
    BETTER = "better"
    MOVED = "moved"
    RENEWED = "renewed"


class PlanUse(StrEnum):
    """What became of an if-then plan when its excuse came up again."""

    HELPED = "helped"
    TRIED = "tried"
    NOT_USED = "not-used"


class Altitude(StrEnum):
    """How far out of the Valley a setback is, from the bottom up."""

    VALLEY = "valley"
    SLOPE = "slope"
    CLIMBING = "climbing"
    OUT = "out"


class Step(NamedTuple):
    """A step in the life of a promise: what was done, and what stood before it.

    Attributes:
        on: The day it was taken.
        did: What was done.
        due: The day the promise was due until then.
        action: What had been promised, where the step changed that.
        note: What was said about it.
    """

    on: date
    did: Did
    due: date | None = None
    action: str | None = None
    note: str | None = None

    def as_fields(self) -> dict[str, str]:
        """Turn it into JSON values, leaving out what it has not."""
        fields = {
            "on": self.on.isoformat(),
            "did": str(self.did),
            "due": self.due.isoformat() if self.due else None,
            "action": self.action,
            "note": self.note,
        }
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened on a day: a win (no reason given) or a setback (with a reason).

    Attributes:
        id: A UUID.
        day: The local calendar day it is about.
        written_at: When it was written, with the offset from UTC it was written at.
        updated_at: When it was last changed; later than any state of it before.
        excuse: The name its reason goes by.
        mine: What the rep's own part was.
        volunteered: The action stood in the reason before the question was asked.
        guessed: The excuse was guessed, and nobody has confirmed it yet.
        due: The day the action is promised for.
        status: Where the promise stands; None without an action.
        resolved_on: The day it was kept, missed or bettered.
        note: What the rep said of how it ended.
        steps: What the promise went through, in order; the last says where it stands.
        plan: The action is the rep's if-then plan for this excuse.
        plan_use: What became of the earlier plan for this excuse on this day.
    """

    id: str
    day: date
    written_at: datetime
    updated_at: datetime
    happened: str
    reason: str | None = None
    excuse: str | None = None
    theme: Theme | None = None
    mine: str | None = None
    action: str | None = None
    verdict: Verdict | None = None
    volunteered: bool = False
    guessed: bool = False
    due: date | None = None
    status: Status | None = None
    resolved_on: date | None = None
    note: str | None = None
    steps: tuple[Step, ...] = ()
    plan: bool = False
    plan_use: PlanUse | None = None
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold the rules that every entry keeps, wherever it comes from."""
        check(self.happened, self.written_at, self.updated_at, self.action, self.status)
        if not FIRST <= self.day <= LAST or (self.due and not FIRST <= self.due <= LAST):
            raise InvalidInput(NO_DAY)
        if self.resolved_on or self.steps:
            days = [self.resolved_on, *(day for step in self.steps for day in (step.on, step.due))]
            if not all(FIRST <= day <= LAST for day in days if day):
                raise InvalidInput(NO_DAY)

    @property
    def short_id(self) -> str:
        """As much of the id as is shown."""
        return self.id[:SHORT_ID]

    @property
    def owned(self) -> bool | None:
        """Whether the rep holds themselves responsible; None for a win."""
        return None if self.reason is None else self.theme is Theme.SELF

    @property
    def renewals(self) -> int:
        """How often its promise was missed and made anew."""
        return sum(step.did is Did.RENEWED for step in self.steps)

    @property
    def altitude(self) -> Altitude | None:
        """How far out of the Valley this setback is; None for a win."""
        if self.reason is None:
            return None
        if self.status in {Status.KEPT, Status.BETTER}:
            return Altitude.OUT
        if self.verdict is Verdict.CONCRETE:
            return Altitude.CLIMBING
        if self.action is not None or self.owned:
            return Altitude.SLOPE
        return Altitude.VALLEY


def check(
    happened: str,
    written_at: datetime,
    updated_at: datetime,
    action: str | None,
    status: Status | None,
) -> None:
    """Hold the rules that the fields of every entry keep.

    Raises:
        InvalidInput: They break one.
    """
    if not happened.strip():
        raise InvalidInput("An entry says what happened; this one is empty.")
    if written_at.tzinfo is None or updated_at.tzinfo is None:
        raise InvalidInput("A time of writing carries its offset from UTC.")
    if not (FIRST.year <= written_at.year <= LAST.year >= updated_at.year >= FIRST.year):
        raise InvalidInput(NO_DAY)
    if (action is None) != (status is None):
        raise InvalidInput("An action and where it stands come together.")


class Written(NamedTuple):
    """The day an entry is about, and when it was written: what a streak is made of."""

    day: date
    written_at: datetime


class Setback(NamedTuple):
    """What is counted of an entry that gives an excuse: its fields of the same names."""

    id: str
    day: date
    written_at: datetime
    excuse: str
    theme: Theme | None
    action: str | None
    status: Status | None
    renewals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A week looked back on.

    Attributes:
        week: The ISO week, as `2026-W12`.
        written_at: When it was begun, with the offset from UTC.
        updated_at: When it was last changed.
        focus: The one thing to change next week, in the rep's words.
        answers: What was asked and answered, in order.
    """

    week: str
    written_at: datetime
    updated_at: datetime
    focus: str | None = None
    answers: tuple[tuple[str, str], ...] = ()


def as_typed(text: str) -> str:
    r"""Bring a text into the form it is kept in: Unicode NFC, newlines as `\n`, else as typed.

    Raises:
        InvalidInput: It holds bytes that are no text.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(
            "The text holds bytes that are not UTF-8; type it again in a UTF-8 terminal."
        ) from error
    return text


def answer(text: str | None) -> str | None:
    """Take a text as an answer; one without a word in it is none."""
    return as_typed(text) if text and text.strip() else None
