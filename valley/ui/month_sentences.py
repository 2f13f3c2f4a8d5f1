"""Every sentence valley says of a month, so that it can be read as prose."""

from datetime import date

from valley import dates
from valley.insight.month import Month, Shift
from valley.ui.sentences import things

BEFORE = "the 90 days before"
_DOES = {
    "hour": "you promise with an hour in it: on {now} of {of} days with a promise",
    "soon": "you promise for the next day: on {now} of {of} days with a promise",
    "concrete": "your promises are concrete steps: on {now} of {of} days with a promise",
    "unasked": "you say what you will do before you are asked: on {now} of {of} days with a promise",
    "owned": "you own your reasons: on {now} of {of} days with a setback",
}


def month_title(first: date, today: date) -> str:
    return f"What was true in {month_name(first, today)}"


def month_name(first: date, today: date) -> str:
    name = dates.MONTHS[first.month - 1].capitalize()
    return name if first.year == today.year else f"{name} {first.year}"


def month_sentences(one: Month) -> dict[str, tuple[Shift, str]]:
    """Return what is told of a month, each by its name with its sentence."""
    found: dict[str, tuple[Shift, str]] = {}
    if one.went:
        found["went"] = (
            one.went,
            (
                f"“{one.went.title}” went: on {things(len(one.went.days), 'day')} of {BEFORE},"
                f" and not once on the {one.went.other_of} days you logged."
            ),
        )
    if one.came:
        found["came"] = (
            one.came,
            (
                f"“{one.came.title}” came: on {things(len(one.came.days), 'day')},"
                f" and not once on the {one.came.other_of} days you logged in {BEFORE}."
            ),
        )
    if one.does:
        now = _DOES[one.does.about].format(now=len(one.does.days), of=one.does.of)
        before = f"{one.does.other} of {one.does.other_of} in {BEFORE}"
        found["does"] = one.does, f"Now {now}; {before}."
    return found
