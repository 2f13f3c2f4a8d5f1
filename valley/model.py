"""The values valley speaks of: entries and what is in them. Frozen, checked, without I/O."""

import unicodedata
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import NamedTuple

from valley.enums import (
    KEPT,
    Altitude,
    Debriefed,
    Did,
    EntryKind,
    PlanUse,
    Source,
    Status,
    Theme,
    Verdict,
)
from valley.errors import InvalidInput
from valley.fields import FieldType, about, fields_of

__all__ = [
    "FIELDS",
    "FIRST",
    "KEPT",
    "LAST",
    "NO_DAY",
    "SHORT_ID",
    "TYPED",
    "Altitude",
    "Debriefed",
    "Did",
    "Entry",
    "EntryKind",
    "PlanUse",
    "Review",
    "Setback",
    "Source",
    "Status",
    "Step",
    "Theme",
    "Verdict",
    "Written",
    "answer",
    "as_typed",
    "check",
    "is_blank",
    "kind_before_kinds",
    "short",
]

SHORT_ID = 8  # characters
# The days an entry can be of: from each of them, some years are counted in both directions.
FIRST, LAST = date(MINYEAR + 10, 1, 1), date(MAXYEAR - 10, 12, 31)
NO_DAY = "A day is at an end of the calendar, where none can be counted on."


class Step(NamedTuple):
    """A step in the life of a promise: what was done, and what stood before it.

    Attributes:
        on: The day it was taken.
        did: What was done.
        due: The day the promise was due until then.
        action: What had been promised, where the step changed that.
        note: What was said about it.
        note_excuse: The excuse that goes by, where the promise was missed.
        verdict: What the action was found to be, where the step changed it.
    """

    on: date
    did: Did
    due: date | None = None
    action: str | None = None
    note: str | None = None
    note_excuse: str | None = None
    verdict: Verdict | None = None

    def as_fields(self) -> dict[str, str]:
        """Return it as JSON values, without what it has not."""
        return {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in self._asdict().items()
            if value is not None
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened on a day: a setback (with a reason), a win, or a plain note.

    The one table of its fields, in the order of `--json`: its row in a volume, JSON, CSV, import,
    the editor's text and the documentation derive from it.
    """

    id: str = about(FieldType.ID, "A UUID.")
    day: date = about(
        FieldType.DAY,
        "The local calendar day it is about.",
        editor="The day it is about.",
        synonyms=(
            *("fulldate", "date", "entrydate", "dayofentry", "when", "datum"),
            *("activitydate", "logdate"),
        ),
    )
    written_at: datetime = about(
        FieldType.MOMENT,
        "When it was written, with the offset from UTC it was written at.",
        synonyms=("writtenat", "time", "timeofday", "entrytime", "clock"),
    )
    updated_at: datetime = about(
        FieldType.MOMENT, "When it was last changed; later than any state of it before."
    )
    kind: EntryKind = about(
        EntryKind,
        "A win, a setback or a plain note.",
        editor="Without a reason: win, or note for a plain day.",
    )
    happened: str = about(
        FieldType.TEXT,
        "What happened.",
        editor="What happened.",
        synonyms=(
            *("whathappened", "entry", "text", "journal", "description", "notes", "title"),
            *("note", "notebody", "content", "comments", "body", "details", "subject"),
        ),
    )
    reason: str | None = about(
        FieldType.TEXT,
        "The reason that was given.",
        default=None,
        editor="The reason you gave; it makes a setback.",
        synonyms=("reasons", "why", "reasongiven", "whynot"),
    )
    excuse: str | None = about(
        FieldType.NAME,
        "The name its reason goes by.",
        default=None,
        editor="The name that reason goes by.",
        synonyms=("excuses", "excusename"),
    )
    theme: Theme | None = about(
        Theme, "Who or what is held responsible.", default=None, before="owned"
    )
    mine: str | None = about(
        FieldType.TEXT,
        "What the rep's own part was.",
        default=None,
        editor="What you would do differently.",
        synonyms=("mypart", "myown"),
    )
    action: str | None = about(
        FieldType.TEXT,
        "The answer to 'What are you going to do about that?'.",
        default=None,
        editor="What you are going to do about that.",
        synonyms=("actions", "whatareyougoingtodoaboutthat", "todo", "nextaction", "promise"),
    )
    verdict: Verdict | None = about(Verdict, "What kind of answer that is.", default=None)
    volunteered: bool = about(
        FieldType.FLAG,
        "The action stood in the reason before the question was asked.",
        default=False,
    )
    due: date | None = about(
        FieldType.DAY,
        "The day the action is promised for.",
        default=None,
        editor="By when, as 2026-03-04 or friday.",
        synonyms=("duedate", "dueday", "dueon", "bywhen", "deadline"),
    )
    status: Status | None = about(
        Status, "Where the promise stands; none without an action.", default=None
    )
    resolved_on: date | None = about(
        FieldType.DAY, "The day it was kept, missed or bettered.", default=None
    )
    note: str | None = about(
        FieldType.TEXT,
        "What was said of how it ended.",
        default=None,
        editor="How the promise went.",
        synonyms=("comment", "comments"),
        before="altitude",
    )
    note_excuse: str | None = about(
        FieldType.NAME,
        "The name that goes by, where it says why the promise was missed.",
        default=None,
        shown=False,
    )
    tags: tuple[str, ...] = about(
        FieldType.TAGS,
        "Tags.",
        default=(),
        editor="Tags, one a line.",
        synonyms=("tag", "labels", "label"),
        before="backfilled",
    )
    guessed: bool = about(
        FieldType.FLAG,
        "The excuse was guessed, and nobody has confirmed it.",
        default=False,
        before="accounts",
    )
    heard: Source | None = about(
        Source, "Whether they said the reason, or the rep takes it to be so.", default=None
    )
    turned_out: str | None = about(
        FieldType.TEXT, "What the reason turned out to be, in the rep's words.", default=None
    )
    turned_out_excuse: str | None = about(
        FieldType.NAME, "The name that goes by.", default=None, shown=False
    )
    debrief: str | None = about(
        FieldType.TEXT, "What made a win happen, or what nearly lost it.", default=None
    )
    debriefed: Debriefed | None = about(
        Debriefed, "Which of the two that was asked.", default=None, shown=False
    )
    agreed: bool = about(
        FieldType.FLAG,
        "The action was agreed with the mentor.",
        default=False,
        before="comments",
    )
    steps: tuple[Step, ...] = about(
        FieldType.STEPS,
        "What the promise went through; the last says where it stands.",
        default=(),
        shown=False,
    )
    plan: bool = about(
        FieldType.FLAG,
        "The action is the if-then plan for this excuse.",
        default=False,
        shown=False,
    )
    plan_use: PlanUse | None = about(
        PlanUse, "What became of the earlier plan for this excuse.", default=None, shown=False
    )

    def __post_init__(self) -> None:
        """Hold the rules that every entry keeps, wherever it comes from."""
        check(self.happened, self.written_at, self.updated_at, self.action, self.status)
        if (self.reason is not None) != self.is_setback:
            raise InvalidInput("A reason makes a setback, and a setback has a reason.")
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
    def is_win(self) -> bool:
        """Whether a win was told."""
        return self.kind is EntryKind.WIN

    @property
    def is_setback(self) -> bool:
        """Whether it has a reason."""
        return self.kind is EntryKind.SETBACK

    @property
    def owned(self) -> bool | None:
        """Whether the rep holds themselves responsible; None where it is no setback."""
        return self.theme is Theme.SELF if self.is_setback else None

    @property
    def altitude(self) -> Altitude | None:
        """How far out of the Valley this setback is; None where it is none."""
        if not self.is_setback:
            return None
        if self.status in KEPT:
            return Altitude.OUT
        if self.verdict is Verdict.CONCRETE:
            return Altitude.CLIMBING
        if self.action is not None or self.owned:
            return Altitude.SLOPE
        return Altitude.VALLEY


FIELDS = fields_of(Entry)
TYPED = tuple(name for name, known in FIELDS.items() if known.type is FieldType.TEXT)


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


def kind_before_kinds(reason: str | None) -> EntryKind:
    """Return what an entry is that was written before kinds were: without a reason, a win."""
    return EntryKind.WIN if reason is None else EntryKind.SETBACK


class Written(NamedTuple):
    """The day an entry is about, and when it was written: what a streak is made of."""

    day: date
    written_at: datetime


class Setback(NamedTuple):
    """What is counted of an entry that gives an excuse: its fields of the same names."""

    id: str
    day: date
    written_at: datetime
    excuse: str | None
    theme: Theme | None
    action: str | None
    status: Status | None
    resolved_on: date | None
    note_excuse: str | None
    steps: tuple[Step, ...]
    heard: Source | None
    turned_out_excuse: str | None


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
    r"""Return a text in the form it is kept in: Unicode NFC, newlines as `\n`, else as typed.

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
    """Return a text as an answer; one without a word in it is none."""
    return None if text is None or is_blank(text) else as_typed(text)


def is_blank(text: str) -> bool:
    """Return whether nothing of a text is seen: spaces, and signs that only format others."""
    return all(sign.isspace() or unicodedata.category(sign) == "Cf" for sign in text)


def short(text: str, length: int = 72) -> str:
    """Return a text in one line, cut at a word where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + "…"
