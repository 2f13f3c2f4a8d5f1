"""What stands out in a week: findings by rule, each with the days that bear it out.

A rule is a function that looks at the evidence and returns what it found, or nothing. `RULES` is
the table of all of them, the most telling first. Nothing is said that the entries do not show.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from valley.entry.promise import each
from valley.insight.evidence import NAMED_SINCE, Evidence, Finding
from valley.insight.kinds import KINDS
from valley.insight.recurring import SILENT
from valley.insight.week import LOGGED
from valley.model import Altitude, Entry, Status, Theme, Verdict

MOST = 3  # findings shown

RUNNING = 3  # weeks one after the other
RISING = 4  # times in LOOKED_BACK days, and RISEN more than in the LOOKED_BACK before
RISEN = 2
ALL = 3  # setbacks of a week that all met a concrete answer
ALL_KEPT = 2  # promises that ended in a week, all kept
COMES_BACK = 3  # times in LOOKED_BACK days
WINS = 2  # in a week, and more than in each of WEEKS before
WEEKS = 4
RECURRED = 3  # times, within LOOKED_BACK days, that make an excuse a recurring one
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


def comes_back(evidence: Evidence) -> Finding | None:
    """Find the excuse of this week that came most often in 90 days, and how it was answered."""
    recent = evidence.last(LOOKED_BACK)
    counts = Counter(entry.excuse for entry in recent if entry.excuse)
    found = [(counts[excuse], excuse) for excuse in {e.excuse for e in evidence.week if e.excuse}]
    if not found or max(found)[0] < COMES_BACK:
        return None
    count, excuse = max(found)
    shown = [entry for entry in recent if entry.excuse == excuse]
    answered = sum(entry.verdict is Verdict.CONCRETE for entry in shown)
    against = (answered, count)
    return Finding(
        "comes_back",
        False,
        _days(shown),
        about=excuse,
        count=count,
        of=LOOKED_BACK,
        against=against,
    )


def most_wins(evidence: Evidence) -> Finding | None:
    """Find that the week has more wins than each of the four before, all of them logged."""
    before = []
    for number in range(1, WEEKS + 1):
        monday = evidence.monday - timedelta(weeks=number)
        of_week = [entry for entry in evidence.entries if _monday(entry.day) == monday]
        before.append(sum(entry.reason is None for entry in of_week) if of_week else None)
    wins = [entry for entry in evidence.week if entry.reason is None]
    known = [count for count in before if count is not None]
    if len(known) < WEEKS or len(wins) < WINS or len(wins) <= max(known):
        return None
    return Finding(
        "most_wins", True, _days(wins), count=len(wins), of=WEEKS, against=(max(known), sum(known))
    )


def all_kept(evidence: Evidence) -> Finding | None:
    """Find that every promise that ended this week was kept."""
    ended = [
        one
        for entry in evidence.entries
        for one in each(entry)
        if one.resolved_on and evidence.monday <= one.resolved_on <= evidence.until
    ]
    if len(ended) < ALL_KEPT or not all(_is_kept(one) for one in ended):
        return None
    return Finding("all_kept", True, _days(ended), count=len(ended), of=len(ended))


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


def kept_kind(evidence: Evidence) -> Finding | None:
    """Find the kind of action that gets kept, where a promise ended this week."""
    promised = [one for entry in evidence.last(LOOKED_BACK) for one in each(entry)]
    ended = [one for one in promised if one.status in {*KEPT, Status.MISSED}]
    if not any(one.resolved_on and one.resolved_on >= evidence.monday for one in ended):
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
    "all_kept": all_kept,
    "rising": rising,
    "kept_kind": kept_kind,
    "ownership": ownership,
    "answers": answers,
    "weekday": weekday,
    "unasked": unasked,
    "most_wins": most_wins,
    "comes_back": comes_back,
}

OF_AN_EXCUSE = ("running", "rising", "comes_back")


def findings(evidence: Evidence) -> tuple[Finding, ...]:
    """Choose what stands out: three at most, one of them about something that works, if any is."""
    if not evidence.week:
        return ()
    found = [finding for rule in RULES.values() if (finding := rule(evidence))]
    told: set[str] = set()
    for one in list(found):  # an excuse is told of once, by the first rule that found it
        if one.rule in OF_AN_EXCUSE and one.about in told:
            found.remove(one)
        elif one.rule in OF_AN_EXCUSE:
            told.add(one.about)
    chosen = found[:MOST]
    worked = [finding for finding in found if finding.worked]
    if worked and not any(finding.worked for finding in chosen):
        chosen[-1] = worked[0]
    return tuple(chosen)


def _days(entries: Iterable[Entry]) -> tuple[date, ...]:
    return tuple(sorted({entry.day for entry in entries}))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
