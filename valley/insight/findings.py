"""What stands out in a week: findings by rule, each with the days that bear it out.

A rule is a function that looks at the evidence and returns what it found, or nothing. `RULES` is
the table of all of them, the most telling first. Nothing is said that the entries do not show.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from valley.insight.evidence import NAMED_SINCE, Evidence, Finding
from valley.insight.week import LOGGED
from valley.model import Altitude, Entry, Status, Theme, Verdict

MOST = 3  # findings shown

RUNNING = 3  # weeks one after the other
RISING = 4  # times in LOOKED_BACK days, and RISEN more than in the LOOKED_BACK before
RISEN = 2
ALL = 3  # setbacks of a week that all met a concrete answer
RECURRED = 3  # times, within LOOKED_BACK days, that make an excuse a recurring one
SILENT = 60  # days without an excuse after which it is left behind; told in the week it happens
SILENT_LOGGED = 10  # days logged in that silence, or it says nothing
LOOKED_BACK = 90  # days
BEHIND = 3  # setbacks a name is behind
PRECEDED = 14  # days from a step to the win it led to
GROUP = 4  # promises of a kind, and of the other
ENOUGH = 8  # setbacks, or actions, in each of two periods
PERIOD = 28  # days of each
WEEKDAY_SINCE = 56  # days
WEEKDAY = 5  # times that weekday was logged
OTHER_DAYS = 8
MOSTLY = 0.75
CLEARLY = 0.3  # difference between two shares
SHIFT = 0.2  # between two periods

KEPT = {Status.KEPT, Status.BETTER}
LOW = {Altitude.VALLEY, Altitude.SLOPE}


Rule = Callable[[Evidence], Finding | None]


def running(evidence: Evidence) -> Finding | None:
    """Find the excuse that is here for its third week running, or more."""
    given: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in evidence.entries:
        if entry.excuse:
            given[entry.excuse].append(entry)
    found = []
    for excuse in {entry.excuse for entry in evidence.week if entry.excuse}:
        weeks = {_monday(entry.day) for entry in given[excuse]}
        count = 0
        while evidence.monday - timedelta(weeks=count) in weeks:
            count += 1
        since = evidence.monday - timedelta(weeks=count - 1)
        run = [entry for entry in given[excuse] if entry.day >= since]
        if count >= RUNNING:
            found.append((count, len(run), excuse, run))
    if not found:
        return None
    count, times, excuse, run = max(found, key=lambda one: one[:3])
    return Finding("running", False, _days(run), about=excuse, count=count, of=times)


def behind(evidence: Evidence) -> Finding | None:
    """Find the customer, person or tag that is behind several setbacks of eight weeks."""
    setbacks: Counter[str] = Counter()
    wins: Counter[str] = Counter()
    recent = evidence.last(NAMED_SINCE)
    for entry in recent:
        (setbacks if entry.reason else wins).update(evidence.mentions.of(entry))
    now = {name for entry in evidence.week if entry.reason for name in evidence.mentions.of(entry)}
    found = [
        (count, name)
        for name, count in setbacks.items()
        if name in now and count >= BEHIND and count > 2 * wins[name]
    ]
    if not found:
        return None
    count, name = max(found)
    shown = [entry for entry in recent if entry.reason and name in evidence.mentions.of(entry)]
    return Finding(
        "behind",
        False,
        _days(shown),
        about=evidence.mentions.spelt(name),
        count=count,
        of=len(shown),
    )


def rising(evidence: Evidence) -> Finding | None:
    """Find the excuse of this week that came more often in 90 days than in the 90 before."""
    recent, earlier = evidence.last(LOOKED_BACK), evidence.last(LOOKED_BACK, before=LOOKED_BACK)
    if min(len(_days(recent)), len(_days(earlier))) < LOGGED:
        return None
    now = Counter(entry.excuse for entry in recent if entry.excuse)
    then = Counter(entry.excuse for entry in earlier if entry.excuse)
    found = [
        (now[excuse] - then[excuse], excuse)
        for excuse in {entry.excuse for entry in evidence.week if entry.excuse}
        if now[excuse] >= RISING and now[excuse] - then[excuse] >= RISEN
    ]
    if not found:
        return None
    _, excuse = max(found)
    shown = _days(entry for entry in recent if entry.excuse == excuse)
    against = (then[excuse], LOOKED_BACK)
    return Finding(
        "rising", False, shown, about=excuse, count=now[excuse], of=LOOKED_BACK, against=against
    )


def all_answered(evidence: Evidence) -> Finding | None:
    """Find that every setback of the week met a concrete answer."""
    setbacks = [entry for entry in evidence.week if entry.reason]
    if len(setbacks) < ALL or any(entry.verdict is not Verdict.CONCRETE for entry in setbacks):
        return None
    count = len(setbacks)
    return Finding("all_answered", True, _days(setbacks), count=count, of=count)


def left_behind(evidence: Evidence) -> Finding | None:
    """Find the excuse that kept coming back and has now been silent for 60 days."""
    given: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in evidence.entries:
        if entry.excuse:
            given[entry.excuse].append(entry)
    found = []
    for excuse, entries in given.items():
        silent = (evidence.until - entries[-1].day).days
        if not SILENT <= silent <= SILENT + (evidence.until - evidence.monday).days:
            continue  # not silent for long enough, or told before
        since = entries[-1].day - timedelta(days=LOOKED_BACK)
        known = [entry for entry in entries if entry.day > since]
        logged = {entry.day for entry in evidence.last(silent)}
        if len(known) >= RECURRED and len(logged) >= SILENT_LOGGED:
            found.append((len(known), excuse, silent, known))
    if not found:
        return None
    times, excuse, silent, known = max(found, key=lambda one: one[:2])
    return Finding("left_behind", True, _days(known), about=excuse, count=silent, of=times)


def before_win(evidence: Evidence) -> Finding | None:
    """Find the step that came before a win: on the same customer, or kept the day before."""
    for win in reversed(evidence.week):
        if win.reason:
            continue
        earlier = [
            entry
            for entry in reversed(evidence.last(PRECEDED + (evidence.until - win.day).days))
            if entry.day <= win.day and entry.written_at < win.written_at and entry.action
        ]
        named = evidence.mentions.of(win, topics=False)
        for entry in earlier:
            own_step = entry.verdict is Verdict.CONCRETE or _is_kept(entry)
            if own_step and named & evidence.mentions.of(entry, topics=False):
                return _preceded(win, entry)
        for entry in earlier:
            ended = entry.resolved_on if _is_kept(entry) else None
            if ended and 0 <= (win.day - ended).days <= 1:
                return _preceded(win, entry)
    return None


def _preceded(win: Entry, step: Entry) -> Finding:
    return Finding(
        "before_win",
        True,
        _days([step, win]),
        about=win.happened,
        link=step.action or "",
        count=(win.day - step.day).days,
        kept=_is_kept(step),
    )


_HOUR = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}\s?(?:am|pm|h|uhr|o'clock)\b|\b(?:noon|midday)\b"
    r"|\b\d{1,2}\s?(?:-|–|to)\s?\d{1,2}\b|\b(?:at|by|before|until|till|from)\s\d{1,2}\b(?![\w%])",
    re.IGNORECASE,
)
# Kind of action: how an entry's action is told to be of it.
KINDS: dict[str, Callable[[Entry], bool]] = {
    "hour": lambda entry: bool(_HOUR.search(entry.action or "")),
    "soon": lambda entry: entry.due is not None and (entry.due - entry.day).days <= 1,
    "concrete": lambda entry: entry.verdict is Verdict.CONCRETE,
    "unasked": lambda entry: entry.volunteered,
}


def kept_kind(evidence: Evidence) -> Finding | None:
    """Find the kind of action that gets kept, where a promise ended this week."""
    ended = [
        entry for entry in evidence.last(LOOKED_BACK) if entry.status in {*KEPT, Status.MISSED}
    ]
    if not any(entry.resolved_on and entry.resolved_on >= evidence.monday for entry in ended):
        return None
    found = []
    for kind, is_of in KINDS.items():
        of_kind = [entry for entry in ended if is_of(entry)]
        others = [entry for entry in ended if not is_of(entry)]
        if min(len(of_kind), len(others)) < GROUP:
            continue
        more = _kept(of_kind) / len(of_kind) - _kept(others) / len(others)
        if more >= CLEARLY:
            found.append((more, kind, of_kind, others))
    if not found:
        return None
    _, kind, of_kind, others = max(found, key=lambda one: one[0])
    shown = [entry for entry in of_kind if _is_kept(entry)]
    against = (_kept(others), len(others))
    return Finding(
        "kept_kind",
        True,
        _days(shown),
        about=kind,
        count=len(shown),
        of=len(of_kind),
        against=against,
    )


def _kept(entries: Iterable[Entry]) -> int:
    return sum(_is_kept(entry) for entry in entries)


def _is_kept(entry: Entry) -> bool:
    return entry.status in KEPT


def weekday(evidence: Evidence) -> Finding | None:
    """Find the day of the week that keeps going wrong: a setback, no win, no concrete step."""
    logged: defaultdict[date, list[Entry]] = defaultdict(list)
    for entry in evidence.last(WEEKDAY_SINCE):
        logged[entry.day].append(entry)
    low = {
        day for day, entries in logged.items() if all(entry.altitude in LOW for entry in entries)
    }
    found = []
    for number in {day.weekday() for day in low if day >= evidence.monday}:
        days = [day for day in logged if day.weekday() == number]
        wrong = [day for day in days if day in low]
        others = len(logged) - len(days)
        other = len(low) - len(wrong)
        if len(days) < WEEKDAY or others < OTHER_DAYS:
            continue
        share = len(wrong) / len(days)
        if share >= MOSTLY and share - other / others >= CLEARLY:
            found.append((share, len(days), number, wrong, (other, others)))
    if not found:
        return None
    _, count, number, wrong, against = max(found, key=lambda one: one[:3])
    return Finding(
        "weekday",
        False,
        tuple(sorted(wrong)),
        about=str(number),
        count=len(wrong),
        of=count,
        against=against,
    )


def ownership(evidence: Evidence) -> Finding | None:
    """Find that more reasons are owned than in the four weeks before, or fewer."""
    return _shift("ownership", evidence, _is_setback, lambda entry: entry.theme is Theme.SELF)


def answers(evidence: Evidence) -> Finding | None:
    """Find that more setbacks meet a concrete answer than in the four weeks before, or fewer."""
    return _shift("answers", evidence, _is_setback, lambda e: e.verdict is Verdict.CONCRETE)


def unasked(evidence: Evidence) -> Finding | None:
    """Find that more actions come unasked than in the four weeks before, or fewer."""
    return _shift("unasked", evidence, lambda e: e.action is not None, lambda e: e.volunteered)


Test = Callable[[Entry], bool]


def _is_setback(entry: Entry) -> bool:
    return entry.reason is not None


def _shift(rule: str, evidence: Evidence, counts: Test, is_so: Test) -> Finding | None:
    """Hold a share of four weeks against that of the four before."""
    now = [entry for entry in evidence.last(PERIOD) if counts(entry)]
    then = [entry for entry in evidence.last(PERIOD, before=PERIOD) if counts(entry)]
    if min(len(now), len(then)) < ENOUGH:
        return None
    so = [entry for entry in now if is_so(entry)]
    before = sum(is_so(entry) for entry in then)
    change = len(so) / len(now) - before / len(then)
    if abs(change) < SHIFT:
        return None
    against = (before, len(then))
    shown = _days(so or now)
    return Finding(rule, change > 0, shown, count=len(so), of=len(now), against=against)


# The table of rules, the most telling first.
RULES: dict[str, Rule] = {
    "running": running,
    "before_win": before_win,
    "left_behind": left_behind,
    "behind": behind,
    "all_answered": all_answered,
    "rising": rising,
    "kept_kind": kept_kind,
    "ownership": ownership,
    "answers": answers,
    "weekday": weekday,
    "unasked": unasked,
}


def findings(evidence: Evidence) -> tuple[Finding, ...]:
    """Choose what stands out: three at most, one of them about something that works, if any is."""
    if not evidence.week:
        return ()
    found = [finding for rule in RULES.values() if (finding := rule(evidence))]
    runs = {finding.about for finding in found if finding.rule == "running"}
    # Of an excuse that runs for weeks it goes without saying that it comes up more.
    found = [one for one in found if one.rule != "rising" or one.about not in runs]
    chosen = found[:MOST]
    worked = [finding for finding in found if finding.worked]
    if worked and not any(finding.worked for finding in chosen):
        chosen[-1] = worked[0]
    return tuple(chosen)


def _days(entries: Iterable[Entry]) -> tuple[date, ...]:
    return tuple(sorted({entry.day for entry in entries}))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
