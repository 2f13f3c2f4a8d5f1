"""The one question more that an evening may have: which there are, and which one is asked.

`ONE_MORE` is the whole of it, what matters most first. At most one is asked an evening, and none
where the nudge or help was needed, where the evening has been long already, or in a second check-in
of a day.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from valley.coach.replies import Meant
from valley.exchanged import Agreement
from valley.insight.mentor import to_ask
from valley.model import Debriefed, EntryKind, PlanUse, Source, Theme
from valley.sittings.came_back import CameBack
from valley.sittings.mentor_answer import did_it_come
from valley.sittings.sheet import Sheet
from valley.sittings.turned_out import TurnedOut
from valley.sittings.walk import Answered
from valley.ui import choices
from valley.ui import one_more_sentences as words

ROOM = 7  # questions of an evening, after which none more is asked
TURN = 2  # times of an excuse between two at which it is asked who said so
USES: Mapping[Meant | None, PlanUse] = {
    Meant.HELPED: PlanUse.HELPED,
    Meant.TRIED: PlanUse.TRIED,
    Meant.UNUSED: PlanUse.NOT_USED,
}
SOURCES: Mapping[Meant | None, Source] = {Meant.THEM: Source.THEM, Meant.GUESS: Source.GUESS}
# Those who can say a reason to the rep; the time, the market or oneself do not.
SAY_SO = frozenset(
    {
        *(Theme.CUSTOMER, Theme.PRICE, Theme.PRODUCT, Theme.COMPETITOR),
        *(Theme.MANAGEMENT, Theme.COMPANY, Theme.TEAM),
    }
)


class When(StrEnum):
    """Where in the evening a question stands."""

    START = "start"  # after the promises that are due
    EXCUSE = "excuse"  # once it has a name
    END = "end"


class OneMore(NamedTuple):
    """A question that an evening may have.

    Attributes:
        name: What it is told by.
        when: Where it stands.
        fits: Whether this evening gives rise to it.
        ask: Asks it.
    """

    name: str
    when: When
    fits: Callable[[Sheet], bool]
    ask: Callable[[Sheet], Answered]


def one_more(sheet: Sheet, when: When) -> Answered:
    """Ask the question that matters most here, where there is one and room for it."""
    if not has_room(sheet):
        return Answered()
    found = next((one for one in ONE_MORE if one.when is when and one.fits(sheet)), None)
    if found is None:
        return Answered()
    answered = found.ask(sheet)
    sheet.more = found.name
    return answered._replace(take_back=partial(_taken_back, sheet, answered))


def has_room(sheet: Sheet) -> bool:
    """Return whether the evening may have a question more."""
    if sheet.more or sheet.nudge.given or sheet.helped or sheet.asker.asked >= ROOM:
        return False
    return all(entry.day != sheet.day for entry in sheet.session.recent)


def _taken_back(sheet: Sheet, answered: Answered) -> None:
    answered.take_back()
    sheet.more = ""


def _kept(sheet: Sheet, name: str, told: StrEnum | None, said: Mapping[Any, str]) -> Answered:
    """Keep what was answered under its name, and say so; nothing where it was skipped."""
    if told is None:
        return Answered()
    sheet.asker.say(said[told], quiet=True)
    return Answered(take_back=sheet.keep(**{name: told}))


def _has_plan(sheet: Sheet) -> bool:
    if sheet.answers.plan_use is not None or not CameBack(sheet).before():
        return False
    return CameBack(sheet).plan() is not None and not _can_be_heard(sheet)


def _plan_used(sheet: Sheet) -> Answered:
    """Ask what became of the plan this time."""
    meant = sheet.asker.choose(words.PLAN_USED, choices.PLAN_USE).meant
    return _kept(sheet, "plan_use", USES.get(meant), words.PLAN_WENT)


def _can_be_heard(sheet: Sheet) -> bool:
    """Return whether it is the turn of this question: of an excuse that others can say, each third time."""
    from valley.coach.catalogue import catalogue

    given = sheet.answers
    if given.heard or given.own or not given.excuse:
        return False
    before = CameBack(sheet).before()
    known = catalogue().excuses.get(given.excuse)
    themes = {known.theme} if known else {one.theme for one in before}
    last = [one for one in sheet.session.recent if one.excuse == given.excuse][:TURN]
    return bool(before and SAY_SO.intersection(themes)) and not any(one.heard for one in last)


def _heard(sheet: Sheet) -> Answered:
    """Ask whether they said so, or the rep takes it to be so."""
    meant = sheet.asker.choose(words.HEARD, choices.HEARD).meant
    return _kept(sheet, "heard", SOURCES.get(meant), words.HEARD_SAID)


def _can_be_plan(sheet: Sheet) -> bool:
    given = sheet.answers
    return bool(given.action and given.excuse and not given.plan and CameBack(sheet).before())


def _keep_as_plan(sheet: Sheet) -> Answered:
    """Offer the action as the if-then plan for an excuse that keeps coming back."""
    from valley.coach.catalogue import title

    given = sheet.answers
    offer = words.offer_plan(title(given.excuse or ""), given.action or "")
    chosen = sheet.asker.confirm(offer)
    sheet.asker.say(words.PLANNED if chosen else words.NOT_PLANNED, quiet=True)
    return Answered(take_back=sheet.keep(plan=chosen))


def _next_debrief(sheet: Sheet) -> Debriefed | None:
    from valley.insight.playbook import next_debrief

    if sheet.answers.kind is not EntryKind.WIN or sheet.answers.debriefed:
        return None
    return next_debrief(sheet.session.recent)


def _debrief(sheet: Sheet) -> Answered:
    """Ask what made the win happen, or what nearly lost it; that it was asked is kept as well."""
    asked = _next_debrief(sheet) or Debriefed.MADE_IT
    said = sheet.asker.ask_in_words(
        words.DEBRIEFS[asked], words.DEBRIEF_HINT, keys="s", explain=words.DEBRIEF_HELP
    )
    told = "" if choices.is_skipped(said) else said
    return Answered(take_back=sheet.keep(debriefed=asked, debrief=told))


def _owed(sheet: Sheet) -> Agreement | None:
    return to_ask(sheet.session.journal.kept(Agreement), sheet.session.today)


def _mentor_step(sheet: Sheet) -> Answered:
    """Ask whether what the mentor was to do did come."""
    owed = _owed(sheet)
    return did_it_come(sheet, owed) if owed else Answered()


ONE_MORE = (
    OneMore("mentor_step", When.START, lambda sheet: _owed(sheet) is not None, _mentor_step),
    OneMore("plan_used", When.EXCUSE, _has_plan, _plan_used),
    OneMore(
        "what_it_was",
        When.END,
        lambda sheet: TurnedOut(sheet).earlier() is not None,
        lambda sheet: TurnedOut(sheet).ask(),
    ),
    OneMore("heard", When.END, _can_be_heard, _heard),
    OneMore("keep_as_plan", When.END, _can_be_plan, _keep_as_plan),
    OneMore("debrief", When.END, lambda sheet: _next_debrief(sheet) is not None, _debrief),
)
