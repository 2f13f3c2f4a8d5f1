"""Every sentence of the one question more that an evening may have.

Each function returns the sentence that stands in it.
"""

from datetime import date
from typing import TYPE_CHECKING

from valley import dates
from valley.model import Debriefed, Entry, PlanUse, Source, short
from valley.ui.sentences import plan, times

if TYPE_CHECKING:
    from valley.insight.playbook import Move
    from valley.insight.recurring import Recurring

PLAN_USED = "Did you use it?"
PLAN_WENT = {
    PlanUse.HELPED: "Noted: it helped.",
    PlanUse.TRIED: "Noted: you tried it.",
    PlanUse.NOT_USED: "Noted: not this time.",
}
PLANNED, NOT_PLANNED = "It is your plan now.", "No plan made of it."
HEARD = "Did they say so, or is it your guess?"
HEARD_SAID = {
    Source.THEM: "Noted: they said so.",
    Source.GUESS: "Noted: your guess.",
}
WHOSE = {Source.THEM: "They said so.", Source.GUESS: "Your guess."}
DEBRIEFS = {
    Debriefed.MADE_IT: "What did you do that made it happen?",
    Debriefed.NEARLY_LOST: "What nearly lost it?",
}
DEBRIEF_HINT = "in your words; Enter: skip"
DEBRIEF_HELP = "It goes into your playbook: valley playbook."
TURNED_OUT_HINT = "y: as I said then, or in your words; Enter: skip"
TURNED_OUT_HELP = "It is kept beside the reason you gave then, which stays; nobody asks for proof."


def heard_and_proved(one: "Recurring") -> str:
    """Return whose words an excuse was, and what it turned out to be; empty where nobody said."""
    parts = []
    if one.heard or one.guess:
        by_you = f"said by you {times(one.count - one.for_promises)}"
        parts += [by_you, f"by them {times(one.heard)}"]
    if one.proved:
        parts.append(f"turned out true {times(one.proved)}")
    if one.otherwise:
        parts.append(f"turned out to be something else {times(one.otherwise)}")
    return ", ".join(parts)


def offer_plan(excuse_title: str, action: str) -> str:
    return f"Make it your plan? {plan(excuse_title, action)}"


def turned_out(entry: Entry, account: str, today: date) -> str:
    said = f"Of {account} you said on {dates.show(entry.day, today=today)}"
    return f"{said}: “{short(entry.reason or '')}”. What was it really?"


def turned_out_to_be(entry: Entry) -> str:
    from valley.coach.catalogue import title

    name = entry.turned_out_excuse
    goes_by = f", “{title(name)}”" if name else ""
    said = f"It turned out to be “{short(entry.turned_out or '')}”{goes_by}."
    return f"{said} As you had said." if name and name == entry.excuse else said


def turned_out_as(entry: Entry) -> str:
    return f"Noted. {turned_out_to_be(entry)}"


def day_record(weekday: str, on: tuple[int, int], else_: tuple[int, int]) -> str:
    return (
        f"  Yours due on a {weekday}: {on[0]} of {on[1]} kept;"
        f" on other days {else_[0]} of {else_[1]}."
    )


def best_move(title: str, move: "Move") -> str:
    last = f", the last time “{short(move.last.action or '')}”" if move.last else ""
    return (
        f"For “{title}” you promised to {move.name} {times(move.made)}, and kept {move.kept}{last}."
    )
