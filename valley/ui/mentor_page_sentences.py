"""The sentences of the page for the mentor, the same in Markdown and HTML."""

from collections.abc import Sequence
from datetime import date

from valley import dates
from valley.coach.catalogue import title
from valley.entry.promise import each
from valley.exchanged import Agreement, Side, State
from valley.insight.numbers import Sum
from valley.insight.recurring import Recurring
from valley.insight.week import Figures
from valley.model import Entry, Status, Theme
from valley.ui.numbers_sentences import figure
from valley.ui.sentences import THEMES, days, part, tally_words, things, times

AGREED = "What we agreed last time"
BECAME = "What became of what I promised"
ASK_ME = "Ask me about"
FIGURES = "Figures"
NUMBERS = "Numbers"
EXCUSES = "Excuses that came up"
DAYS = "Days"
QUESTIONS = "Questions"
ANSWER = "How to answer"
HOW = (
    "Write under anything and send it back: reply to the mail, or change this file. Or begin a line"
    " with the sign in brackets of what it is about."
)
HOW_AGREED = (
    "What we agree goes in a line of its own: “Agreed: …”, “You: … by Friday”, “I'll send you …”."
)
GUESSED = (
    "“Perhaps” marks a name that was guessed from the words and not confirmed; it is in no count."
)
REDACTED = (
    "Names, amounts and addresses have stand-ins here; answer with them, they are turned back."
)
STUCK = "Where I am stuck:"
MINE = "My part:"
NOTHING = "Nothing was picked for this page."
STATUSES = {
    Status.OPEN: "open",
    Status.KEPT: "promise kept",
    Status.MISSED: "missed",
    Status.BETTER: "something better done",
}
STATES = {
    State.TAKEN: "open",
    State.CAME: "it came",
    State.MISSING: "it did not come yet",
}


def number(one: Sum) -> str:
    """Return what is known of a number, and of how many days."""
    return f"{one.total} in all, known of {days(one.days)}, {figure(one.a_day or 0)} a day"


def heading(rep: str, first: date, last: date) -> str:
    span = " to ".join(
        f"{dates.show(day, today=day)} {day.year}" for day in dict.fromkeys((first, last))
    )
    return f"{rep}, {span}" if rep else span[0].upper() + span[1:]


def about(number: int, mentor: str) -> str:
    to = f" for {mentor}" if mentor else ""
    return f"Page {number}{to}. It shows and counts what I picked for it, and nothing else."


def changed(now: Figures, before: Figures | None, number: int, most: Recurring | None) -> str:
    """Return in one paragraph what it comes to, beside the page before."""
    wins = _beside(things(round(now.wins), "win"), None if before is None else before.wins)
    text = f"{wins} and {_beside(things(round(now.setbacks), 'setback'), None if before is None else before.setbacks)}"
    if before is not None:
        text += f" (on page {number} in brackets)"
    if now.setbacks:
        text += f". Reasons owned: {part(now.owned, round(now.setbacks))}"
    if now.promises.made:
        text += f". Promises: {tally_words(now.promises)}"
    if most is not None:
        text += f". Most often: “{most.title}”, {times(most.count)}"
    return f"{text}."


def _beside(said: str, before: float | None) -> str:
    return said if before is None else f"{said} ({before:g})"


def whose(side: Side, rep: str, mentor: str) -> str:
    return f"{rep or 'Me'}:" if side is Side.REP else f"{mentor or 'You'}:"


def stands(agreement: Agreement, entry: Entry | None, today: date) -> str:
    """Return in brackets what became of what was agreed."""
    if agreement.side is Side.MENTOR:
        is_open = agreement.state is State.TAKEN
        day = agreement.due if is_open else agreement.on
        when = f", {'due ' if is_open else ''}{dates.show(day, today=today)}" if day else ""
        return f"({STATES.get(agreement.state, 'open')}{when})"
    if entry is None or entry.status is None:
        return "(taken out again)"
    first, *anew = each(entry)
    return (
        f"({_stands(first, today)}; made anew, {_stands(anew[-1], today)})"
        if anew
        else promise(first, today)
    )


def promise(entry: Entry, today: date) -> str:
    """Return in brackets where a promise stands."""
    return f"({_stands(entry, today)})"


def _stands(entry: Entry, today: date) -> str:
    said = STATUSES[entry.status or Status.OPEN]
    if entry.status is Status.OPEN:
        due = f", due {dates.show(entry.due, today=today)}" if entry.due else ""
    else:
        due = f", {dates.show(entry.resolved_on, today=today)}" if entry.resolved_on else ""
    return f"{said}{due}"


def promised(entry: Entry, today: date, *, agreed: bool) -> str:
    """Return what stands before a promise: whether it was agreed, and what became of it."""
    if entry.status is Status.KEPT and not agreed:
        day = f" ({dates.show(entry.resolved_on, today=today)})" if entry.resolved_on else ""
        return f"Promise kept{day}:"
    return f"{'Agreed' if agreed else 'Promise'} {promise(entry, today)}:"


def reason(name: str) -> str:
    return f"Reason ({name}):" if name else "Reason:"


def kind(entry: Entry) -> str:
    return "(a win)" if entry.is_win else ""


def excuse(one: Recurring) -> str:
    whom = "me" if one.theme is Theme.SELF else one.theme and THEMES[one.theme]
    held = f"({whom}): " if whom else ": "
    done = f", answered with an action {times(one.answered)}" if one.answered else ""
    kept = f", kept or bettered {times(one.kept)}" if one.kept else ""
    missed = f", missed {times(one.missed)}" if one.missed else ""
    return f"{held}{times(one.count)}{done}{kept}{missed}"


def perhaps(guessed: Sequence[tuple[str, int]]) -> str:
    return "Perhaps: " + ", ".join(f"{title(name)} {times(count)}" for name, count in guessed) + "."
