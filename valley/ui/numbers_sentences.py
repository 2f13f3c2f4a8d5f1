"""Every sentence valley says of the rep's own numbers, so that it can be read as prose."""

from collections.abc import Mapping, Sequence
from datetime import date

from valley import dates
from valley.enums import Theme
from valley.insight.numbers import (
    EACH_SIDE,
    STEP_BEFORE,
    STEP_DAYS,
    WEEKS_BEFORE,
    WIN,
    Link,
    Sum,
    WeekOf,
    With,
)
from valley.ui.sentences import THEMES, things

WEEK = 7  # days
EXAMPLE = (40, 6, 2, 1, 1)

# At the check-in

QUESTION = "Your numbers: {names}?"
HINT = "as {example}, or {first} 40; -: not known; Enter: skip"
AGAIN = "Whole numbers in that order, or each with its name; - where one is not known."
HELP = (
    "They are kept by day and shown by valley numbers. What is not said is unknown, not nought;"
    " a later answer takes the place of an earlier one."
)
NONE_KNOWN = "none known"

# The view

NONE_CHOSEN = (
    "No numbers are chosen yet. Up to five, one leading to the next:"
    " valley config set numbers 'dials, talks, meetings'"
)
NONE_YET = "No numbers yet; the next check-in asks for them. Now: {command}"
NO_NUMBERS = "There are no numbers to go with this; they are of a whole period."
NO_WEEK = "this week: none known yet"
CHAIN = "From one to the next, {weeks} weeks"
FEW_BEFORE = f"Too few days in the {WEEKS_BEFORE} weeks before to compare with."
TOO_FEW_BOTH = f"Too few days to tell: it takes {EACH_SIDE} on which both are known."
NO_STEP_FELL = "No step fell by more than chance would."
WITH = "What goes with what, half a year"
TOO_FEW = f"Too few to tell: it takes {EACH_SIDE} days on each side."
NOTHING_DIFFERS = "Nothing differs by more than chance would."
NO_CAUSE = "They go together; the one need not be the cause of the other."


def question(names: Sequence[str]) -> str:
    return QUESTION.format(names=", ".join(names))


def hint(names: Sequence[str]) -> str:
    return HINT.format(example=example(names), first=names[0])


def example(names: Sequence[str]) -> str:
    return " ".join(map(str, EXAMPLE[: len(names)]))


def command(names: Sequence[str]) -> str:
    return f"valley numbers say '{example(names)}'"


def can_wait(names: Sequence[str]) -> str:
    return f"Your numbers can wait: {command(names)}"


def understood(said: Mapping[str, int | None]) -> str:
    """Return what was said, so that it can be said again: 'dials 40, talks -'."""
    return ", ".join(f"{name} {'-' if count is None else count}" for name, count in said.items())


def counted_as(said: Mapping[str, int | None]) -> str:
    return f"Numbers: {understood(said)}"


def day_told(counts: Mapping[str, int]) -> str:
    return understood(counts) or NONE_KNOWN


def kept(day: date, counts: Mapping[str, int], today: date) -> str:
    return f"Numbers of {dates.show(day, today=today)}: {day_told(counts)}."


def before(counts: Mapping[str, int]) -> str:
    return f"Before: {day_told(counts)}. `valley undo` brings that back."


def no_entry_on(days: int) -> str:
    return (
        f"The numbers of {things(days, 'day')} without an entry stand in no row;"
        " valley numbers --csv has them all."
    )


def refused(bad: int, read: int) -> str:
    rows = "1 row is" if bad == 1 else f"{bad} rows are"
    return f"Nothing was imported: {rows} bad of {read}; --skip-bad takes the rest."


def imported(source: str, added: int, skipped: int, bad: int) -> str:
    left = f", {bad} bad left out" if bad else ""
    what = f"numbers of {things(added, 'day')}" if added else "nothing new"
    return f"Imported {what} from {source} ({skipped} there already{left})."


def not_understood(said: str, names: Sequence[str]) -> str:
    return (
        f"{said!r} is not understood as numbers of {', '.join(names)}."
        f" {AGAIN} As '{example(names)}'."
    )


def numbers_title(weeks: int, last: date, today: date) -> str:
    return f"Your numbers, {things(weeks, 'week')} to {dates.show(last, today=today)}"


def this_week(one: WeekOf) -> str:
    if one.known.a_day is None:
        return NO_WEEK
    days = things(one.known.days, "day")
    told = f"this week: {one.known.total} on {days}"
    if one.known.days > 1:
        told += f", {figure(one.known.a_day)} a day"
    return told


def weeks_before(known: Sum) -> str:
    return f"the {WEEKS_BEFORE} weeks before: {figure(known.a_day or 0)} a day"


def week_by_week(weeks: Sequence[WeekOf]) -> str:
    """Return the average day of each week, where it cannot be drawn."""
    told = ("-" if one.known.a_day is None else figure(one.known.a_day) for one in weeks)
    return f"a day, week by week: {', '.join(told)}"


def chain_title() -> str:
    return CHAIN.format(weeks=STEP_DAYS // WEEK)


def link(one: Link) -> str:
    if one.now is None:
        return f"{one.of} to {one.to}: too few days to tell"
    told = f"on 100 {one.of} {figure(100 * one.now.share)} {one.to}"
    if one.before is None:
        return told
    return f"{told}; {figure(100 * one.before.share)} in the {STEP_BEFORE // WEEK} weeks before"


def breaks(one: Link) -> str:
    return f"The chain breaks from {one.of} to {one.to}: no step fell more."


def goes_with(one: With) -> str:
    about = (
        "with a win"
        if one.about == WIN
        else "you owned it"
        if one.about == Theme.SELF
        else f"you blamed {THEMES[Theme(one.about)]}"
    )
    return (
        f"On {one.days} days {about} you had {figure(one.median)} {one.name},"
        f" on {one.other_days} others {figure(one.other_median)} ({_range(one)})."
    )


def _range(one: With) -> str:
    way, low, high = ("more", one.low, one.high) if one.low > 0 else ("fewer", -one.high, -one.low)
    return f"medians; {low} {way}" if low == high else f"medians; {low} to {high} {way}"


def figure(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
