"""A week looked back on as a whole: its picture, what stands out, what to ask, the focus.

`look_back` joins them into one view, from which text and JSON are drawn alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from valley.coach.catalogue import title
from valley.insight.evidence import Evidence, Finding
from valley.insight.findings import findings
from valley.insight.mentor import Placed
from valley.insight.month import Month, month
from valley.insight.recurring import Recurring, excuses, given, recurring
from valley.insight.terrain import SCALE
from valley.insight.week import Week, oldest_first, week
from valley.kept import AccountName
from valley.model import KEPT, Entry, Review, Status, Theme, Verdict
from valley.workdays import Workdays

QUESTIONS = 3  # at most, beside how the last focus went and the next one
# Rules about what worked in this very week, and not over a longer time.
OF_THE_WEEK = frozenset({"before_win", "all_answered", "all_kept", "most_wins"})
LEADER = ("leader_blame", "leader_asked", "leader_safe")


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to put, by name, and what it is about.

    Attributes:
        name: Of the rule it follows from, or its own.
        finding: What stands out, where it is about that.
        about: What it speaks of: an excuse, or what happened in an entry.
    """

    name: str
    finding: Finding | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Focus:
    """The focus a week began with, and what the week's entries say of it.

    Attributes:
        text: What was chosen.
        week: The ISO week at whose review it was chosen.
        excuse: The excuse it speaks of, where it names one.
        came: How often that came this week.
        days: On how many days the week has an entry.
        stepped: How often it met a concrete action.
    """

    text: str
    week: str
    excuse: str | None = None
    came: int = 0
    days: int = 0
    stepped: int = 0


@dataclass(frozen=True, slots=True)
class LookBack:
    """The view of a weekly review.

    Attributes:
        week: The picture of the week.
        findings: What stands out, three at most.
        asks: The questions, three at most, in order.
        last_focus: What the review before chose for this week.
        matters: The excuse that matters most, for which an if-then plan is offered.
        tried: What was last promised on that excuse, a promise that was kept first.
        review: What was answered and chosen, as far as it was.
        month: What was true of the month before, on its first Friday.
        comments: What the mentor wrote that was read in the week.
    """

    week: Week
    findings: tuple[Finding, ...]
    asks: tuple[Ask, ...]
    last_focus: Focus | None
    matters: Recurring | None
    tried: Entry | None
    review: Review | None
    month: Month | None
    comments: tuple[Placed, ...] = ()

    @property
    def lead(self) -> Finding | None:
        """What the week is told by first: what worked in it, else what did not, else what did lately."""
        week = [one for one in self.findings if one.rule in OF_THE_WEEK]
        other = [one for one in self.findings if not one.worked]
        return next(iter((*week, *other, *self.findings)), None)


def look_back(
    entries: Iterable[Entry],
    *,
    monday: date,
    today: date,
    workdays: Workdays,
    role: str = "rep",
    review: Review | None = None,
    previous: Review | None = None,
    begun: date | None = None,
    corrections: Iterable[AccountName] = (),
) -> LookBack:
    """Return the view of the week that begins on a Monday.

    Args:
        entries: In any order, from `needed_since(monday)` on; later ones do no harm.
        monday: Its first day.
        today: Days after it are not counted.
        workdays: The days that count.
        role: Whose questions to ask: `rep` or `leader`.
        review: What was answered at this week's review.
        previous: The review of the week before.
        begun: A day by which the journal had begun; default: that of the first of these.
        corrections: What the rep corrected of the accounts.
    """
    until = min(monday + timedelta(days=6), today)
    known = oldest_first(entry for entry in entries if entry.day <= until)
    picture = week(known, monday=monday, today=today, workdays=workdays, begun=begun)
    evidence = Evidence(known, monday=monday, until=until, begun=begun, corrections=corrections)
    found = findings(evidence)
    matters = _matters(known, picture, found, until)
    return LookBack(
        week=picture,
        findings=found,
        asks=_asks(picture, found, role),
        last_focus=_last_focus(known, picture, previous),
        matters=matters,
        tried=_tried(known, matters),
        review=review,
        month=month(known, monday=monday, until=until),
    )


def _matters(
    known: list[Entry], picture: Week, found: tuple[Finding, ...], until: date
) -> Recurring | None:
    """Return the excuse that matters most: running for weeks, then the most frequent, rising."""
    since = min((entry.day for entry in known), default=until)
    back = picture.came_back or recurring(known, since=since, today=until)
    runs = {one.about for one in found if one.rule == "running"}
    candidates = [one for one in back if one.last >= picture.first]
    return max(
        candidates,
        key=lambda one: (one.excuse in runs, one.count, one.trend == "up", one.last, one.excuse),
        default=None,
    )


def _tried(known: list[Entry], matters: Recurring | None) -> Entry | None:
    if matters is None:
        return None
    tried = [entry for entry in known if entry.excuse == matters.excuse and entry.action]
    kept = [entry for entry in tried if entry.status in KEPT]
    own = [entry for entry in tried if entry.verdict is Verdict.CONCRETE]
    return next((some[-1] for some in (kept, own) if some), None)


def _asks(picture: Week, found: tuple[Finding, ...], role: str) -> tuple[Ask, ...]:
    """Return the questions: what worked first, then what does not."""
    if not picture.entries:
        begun = picture.in_progress and picture.to_come
        return () if picture.is_away or begun else (Ask("empty"),)
    if role == "leader":
        return tuple(Ask(name) for name in LEADER)
    asks = [_worked(picture, found)]
    asks += [Ask(one.rule, one) for one in found if not one.worked]
    if len(asks) == 1:
        asks += _about_setbacks(picture)
    return tuple(asks[:QUESTIONS])


def _worked(picture: Week, found: tuple[Finding, ...]) -> Ask:
    """Return the question about what worked."""
    good = [one for one in found if one.worked]
    if good:
        return Ask(good[0].rule, good[0])
    wins = [entry for entry in picture.entries if entry.is_win]
    if wins:
        return Ask("win", about=wins[-1].happened)
    kept = [entry for entry in picture.entries if entry.status in KEPT]
    if kept:
        name = "better" if kept[-1].status is Status.BETTER else "kept"
        return Ask(name, about=kept[-1].action or "")
    return Ask("worked")


def _about_setbacks(picture: Week) -> list[Ask]:
    blamed = [one for one in picture.came_back if one.theme is not Theme.SELF]
    if blamed:
        return [Ask("came_back", about=blamed[0].excuse)]
    setbacks = [entry for entry in picture.entries if entry.altitude]
    if not setbacks:
        return []
    lowest = min(setbacks, key=lambda entry: SCALE[entry.altitude])
    return [Ask("setback", about=lowest.happened)]


def _last_focus(known: list[Entry], picture: Week, previous: Review | None) -> Focus | None:
    """Return the focus with what the week shows of it, where it names an excuse."""
    if previous is None or not previous.focus:
        return None
    text = previous.focus.casefold()
    named = [name for name in excuses(known) if title(name).casefold() in text]
    if not named:
        return Focus(previous.focus, previous.week)
    excuse = max(named, key=lambda name: (len(name), name))
    until = picture.first + timedelta(days=6)
    days = [one.day for one in given(known) if one.excuse == excuse]
    came = sum(picture.first <= day <= until for day in days)
    answered = [e for e in picture.entries if e.verdict is Verdict.CONCRETE and e.excuse == excuse]
    logged = picture.figures.days
    return Focus(previous.focus, previous.week, excuse, came, logged, len(answered))
