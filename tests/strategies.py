"""Hypothesis strategies for what a journal can hold."""

import unicodedata
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from valley.fields import FieldType
from valley.kept import Kept, Table
from valley.model import (
    Debriefed,
    Did,
    Entry,
    EntryKind,
    PlanUse,
    Source,
    Status,
    Step,
    Theme,
    Verdict,
    is_blank,
    kind_before_kinds,
)

# For examples that are short by their making: shrinking those of whole journals takes minutes.
PROMPT = settings(deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))

# Every offset of the inhabited world, and days far enough from the ends of the calendar that the
# weeks before and after one are days as well.
OFFSETS = st.integers(-11 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31))

_AWKWARD = (
    *(
        "\x00",
        "\x1b[31m",
        "\x1b]0;title\x07",
        "\x7f",
        "\x9b2J",
        "\r\n",
        "\r",
        "\u2028",
        "\t",
        "\\n",
    ),
    *("[bold]", "[/x]", ":smile:", "<script>", "*a* _b_", "# h", "- [ ] ", "|", "=1+1", "@SUM(A1)"),
    *("👩‍👩‍👧", "e\u0301", "\u202eabc", "\ufeff", "中文", "Übermaß", "'\"\\,;", "\ue000", "\u00a0"),
)


@cache
def texts(*, max_size: int = 80) -> st.SearchStrategy[str]:
    """Draw what a person or a program can hand over, most of it awkward.

    Control characters, escape sequences, markup, formulas, emoji, letters that combine or run from
    right to left, line ends of every kind; no lone surrogates, which no file can hold.
    """
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=min(max_size, 20))
    parts = st.lists(st.sampled_from(_AWKWARD) | anything, max_size=4)
    return parts.map(lambda drawn: "".join(drawn)[:max_size])


@cache
def kept_texts(*, max_size: int = 80) -> st.SearchStrategy[str]:
    r"""Draw a text with something in it, as a journal keeps it: NFC, and lines ended by \n."""
    return texts(max_size=max_size).map(_as_kept).filter(lambda text: not is_blank(text))


def _as_kept(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def moments(days: st.SearchStrategy[date] = DAYS) -> st.SearchStrategy[datetime]:
    """Draw a moment, to the microsecond, at any offset from UTC."""
    return st.builds(datetime.combine, days, st.times(), OFFSETS)


@st.composite
def entries(draw: st.DrawFn, /, **given: st.SearchStrategy[Any]) -> Entry:
    """Draw an entry as a check-in leaves it: a win, a note or a setback, with a promise or without.

    Args:
        draw: Hypothesis hands it in.
        given: Strategies for fields that are to be other than usual: `entries(day=st.just(day))`.
            What depends on a field does not follow, except for the times and `due`, which lie
            around `day`.
    """
    day = draw(given.get("day", DAYS))
    written = datetime.combine(day + timedelta(draw(_DAYS_LATER)), draw(_TIMES), draw(OFFSETS))
    fields = {
        "id": str(draw(_IDS)),
        "written_at": written,
        "updated_at": written + draw(_UNTIL_CHANGED),
        "happened": draw(_WORDS),
        "tags": draw(_TAGS),
        "kind": draw(_UNREASONED),
        **draw(_SETBACKS if draw(st.booleans()) else _DEBRIEFS),
    }
    if draw(st.booleans()):
        fields |= _promise(draw, day)
        fields["volunteered"] = "reason" in fields and draw(st.booleans())
        fields["plan"] = "excuse" in fields and fields["excuse"] is not None and draw(st.booleans())
    fields |= {name: draw(strategy) for name, strategy in given.items()}
    if "kind" not in given and fields.get("reason") is not None:
        fields["kind"] = EntryKind.SETBACK
    return Entry(**fields | {"day": day})


def an_entry(day: date, *, written_at: datetime | None = None, **fields: Any) -> Entry:
    """Make the simplest entry: a win of a day, written at noon UTC unless told otherwise."""
    written_at = written_at or datetime.combine(day, time(12), UTC)
    usual: dict[str, Any] = {"id": f"{day}", "happened": "A day", "updated_at": written_at}
    usual["kind"] = kind_before_kinds(fields.get("reason"))
    return Entry(day=day, written_at=written_at, **usual | fields)


# Made once: a strategy that is made anew is looked through anew, for longer than it takes to draw.
_WORDS = kept_texts()
_MAYBE_WORDS = st.none() | _WORDS
_NAMES = st.from_regex(r"[a-z]{1,9}(-[a-z]{1,9}){0,3}", fullmatch=True)
_MAYBE_NAMES = st.none() | _NAMES
_TAGS = st.lists(kept_texts(max_size=12), max_size=3, unique=True).map(tuple)
_IDS = st.uuids(version=4)
_TIMES = st.times()
_UNTIL_CHANGED = st.timedeltas(timedelta(0), timedelta(days=30))
_DAYS_LATER = st.sampled_from([0, 0, 0, 0, 1, 2, 3, 9, 400, -1])  # -1: where a clock was behind
_DAYS_AHEAD = st.integers(0, 60)
_UNREASONED = st.sampled_from([EntryKind.WIN, EntryKind.NOTE])
_DID = st.lists(st.sampled_from(Did), max_size=3)


@st.composite
def _setbacks(draw: st.DrawFn) -> dict[str, Any]:
    named = draw(st.booleans())
    return {
        "reason": draw(_WORDS),
        "mine": draw(_MAYBE_WORDS),
        "theme": draw(_THEMES if named else _UNNAMED_THEMES),
        "excuse": draw(_NAMES) if named else None,
        "guessed": named and draw(st.booleans()),
        "plan_use": draw(_PLAN_USES) if named else None,
        "heard": draw(_SOURCES),
        "turned_out": draw(_MAYBE_WORDS),
        "turned_out_excuse": draw(_MAYBE_NAMES),
    }


_SETBACKS = _setbacks()
_THEMES = st.sampled_from(Theme)
_UNNAMED_THEMES = st.sampled_from([None, Theme.SELF])
_PLAN_USES = st.none() | st.sampled_from(PlanUse)
_SOURCES = st.none() | st.sampled_from(Source)
_DEBRIEFS: st.SearchStrategy[dict[str, Any]] = st.just({}) | st.fixed_dictionaries(
    {"debrief": _WORDS, "debriefed": st.sampled_from(Debriefed)}
)


def _promise(draw: st.DrawFn, day: date) -> dict[str, Any]:
    steps = tuple(_step(draw, did, day) for did in draw(_DID))
    last = steps[-1] if steps else None
    status = _LEFT_BY[last.did] if last else draw(_STATUSES)
    ended = status is not Status.OPEN
    return {
        "action": draw(_WORDS),
        "verdict": draw(_VERDICTS),
        "due": _maybe_ahead(draw, day),
        "status": status,
        "resolved_on": (last.on if last else _ahead(draw, day)) if ended else None,
        "note": ((last and last.note) or draw(_MAYBE_WORDS)) if ended else None,
        "note_excuse": draw(_MAYBE_NAMES) if status is Status.MISSED else None,
        "steps": steps,
        "agreed": draw(st.booleans()),
    }


_STATUSES = st.sampled_from(Status)
_VERDICTS = st.sampled_from(Verdict)
_MAYBE_VERDICTS = st.none() | _VERDICTS


def _ahead(draw: st.DrawFn, day: date) -> date:
    return day + timedelta(draw(_DAYS_AHEAD))


def _maybe_ahead(draw: st.DrawFn, day: date) -> date | None:
    return _ahead(draw, day) if draw(st.booleans()) else None


# Where a step leaves the promise.
_LEFT_BY = {
    Did.KEPT: Status.KEPT,
    Did.MISSED: Status.MISSED,
    Did.BETTER: Status.BETTER,
    Did.MOVED: Status.OPEN,
    Did.RENEWED: Status.OPEN,
}


def _step(draw: st.DrawFn, did: Did, day: date) -> Step:
    renewed = did is Did.RENEWED
    return Step(
        on=_ahead(draw, day),
        did=did,
        due=_maybe_ahead(draw, day),
        action=draw(_WORDS) if renewed else None,
        note=draw(_MAYBE_WORDS) if _LEFT_BY[did] is not Status.OPEN else None,
        note_excuse=draw(_MAYBE_NAMES) if did is Did.MISSED else None,
        verdict=draw(_MAYBE_VERDICTS) if renewed else None,
    )


_VALUES: dict[Any, st.SearchStrategy[Any]] = {
    FieldType.ID: st.uuids(version=4).map(str),
    FieldType.TEXT: kept_texts(),
    FieldType.NAME: kept_texts(max_size=20),
    FieldType.FLAG: st.booleans(),
    FieldType.DAY: DAYS,
    FieldType.MOMENT: moments(),
    FieldType.TAGS: st.lists(kept_texts(max_size=12), max_size=3, unique=True).map(tuple),
    FieldType.TEXTS: st.dictionaries(kept_texts(max_size=12), kept_texts(max_size=12), max_size=3),
    FieldType.NUMBER: st.integers(1, 10**6),
    FieldType.COUNTS: st.dictionaries(kept_texts(max_size=12), st.integers(0, 10**6), max_size=3),
}


def kept_in(table: Table) -> st.SearchStrategy[Kept]:
    """Draw what a table can keep, by what is known of its fields."""
    values = {}
    for one in fields(table.kind):
        type_ = table.fields[one.name].type
        drawn = _VALUES[type_] if type_ in _VALUES else st.sampled_from(type_)
        values[one.name] = drawn if one.default is MISSING else st.just(one.default) | drawn
    return st.builds(table.kind, **values)
