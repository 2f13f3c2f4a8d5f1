"""The values valley speaks of: entries and what is in them. Frozen, checked, without I/O."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from valley.errors import InvalidInput


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


class Altitude(StrEnum):
    """How far out of the Valley a setback is, from the bottom up."""

    VALLEY = "valley"
    SLOPE = "slope"
    CLIMBING = "climbing"
    OUT = "out"


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
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold the rules that every entry keeps, wherever it comes from."""
        if not self.happened.strip():
            raise InvalidInput("An entry says what happened; this one is empty.")
        if self.written_at.tzinfo is None or self.updated_at.tzinfo is None:
            raise InvalidInput("A time of writing carries its offset from UTC.")
        if (self.action is None) != (self.status is None):
            raise InvalidInput("An action and where it stands come together.")

    @property
    def owned(self) -> bool | None:
        """Whether the rep holds themselves responsible; None for a win."""
        return None if self.reason is None else self.theme is Theme.SELF

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
