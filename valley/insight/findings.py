"""What stands out in a week: findings by rule, each with the days that bear it out.

A rule is a function from the evidence to a finding or None: values in, a frozen value out, no
sentence. `@rule` enters it in `RULES` under its own name, and its place in this file is its rank:
the most telling first. To add a finding, write its rule here, its sentence and its questions in
`valley.ui.findings`, and its journals in `tests/insight/test_findings.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from valley.coach.words import names_an_hour
from valley.entry.promise import each
from valley.insight.evidence import NAMED_SINCE, Evidence, Finding
from valley.insight.recurring import OFTEN, SILENT, WINDOW, excuses
from valley.insight.week import LOGGED
from valley.model import KEPT, Altitude, Entry, Status, Theme, Verdict

MOST = 3  # findings shown

RUNNING = 3  # weeks one after the other
RISING = 4  # times in WINDOW days, and RISEN more than in the WINDOW before
RISEN = 2
ALL = 3  # setbacks of a week that all met a concrete answer
ALL_KEPT = 2  # promises that ended in a week, all kept
WINS = 2  # in a week, and more than in each of WEEKS before
WEEKS = 4
SILENT_LOGGED = 10  # days logged in a silence, or it shows nothing
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

LOW = {Altitude.VALLEY, Altitude.SLOPE}

Rule = Callable[[Evidence], Finding | None]
Test = Callable[[Entry], bool]
RULES: dict[str, Rule] = {}
OF_EXCUSES: set[str] = set()

# Kinds of action that may be kept more often than others.
KINDS: dict[str, Test] = {
    "hour": lambda entry: names_an_hour(entry.action or ""),
    "soon": lambda entry: entry.due is not None and (entry.due - entry.day).days <= 1,
    "concrete": lambda entry: entry.verdict is Verdict.CONCRETE,
    "unasked": lambda entry: entry.volunteered,
}


def findings(evidence: Evidence) -> tuple[Finding, ...]:
    """Return what stands out: three at most, one of them about what works, if anything is."""
    if not evidence.week:
        return ()
    found: list[Finding] = []
    for look in RULES.values():
        one = look(evidence)
        told = {other.about for other in found if other.rule in OF_EXCUSES}
        if one and not (one.rule in OF_EXCUSES and one.about in told):
            found.append(one)
    chosen = found[:MOST]
    worked = [one for one in found if one.worked]
    if worked and not any(one.worked for one in chosen):
        chosen[-1] = worked[0]
    return tuple(chosen)


def rule(look: Rule) -> Rule:
    """Enter a rule in the table."""
    RULES[look.__name__] = look
    return look


def rule_of_excuses(look: Rule) -> Rule:
    """Enter a rule about an excuse; of several that find the same one, the first is shown."""
    OF_EXCUSES.add(look.__name__)
    return rule(look)


@rule_of_excuses
def running(evidence: Evidence) -> Finding | None:
    """Return the excuse that is here for its third week running, or more."""
    found = []
    for excuse, entries in _by_excuse(evidence).items():
        weeks = {_monday(entry.day) for entry in entries}
        count = 0
        while evidence.monday - timedelta(weeks=count) in weeks:
            count += 1
        since = evidence.monday - timedelta(weeks=count - 1)
        run = [entry for entry in entries if entry.day >= since]
        if count >= RUNNING:
            found.append((count, len(run), excuse, run))
    if not found:
        return None
    count, times, excuse, run = max(found, key=lambda one: one[:3])
    return Finding("running", False, _days(run), excuse, count=count, of=times)


@rule
def before_win(evidence: Evidence) -> Finding | None:
    """Return the step that came before a win: on the same customer, or kept the day before."""
    for win in reversed(evidence.week):
        if win.reason:
            continue
        earlier = [
            entry
            for entry in reversed(evidence.last(PRECEDED + (evidence.until - win.day).days))
            if entry.day <= win.day and entry.written_at < win.written_at and entry.action
        ]
        named = evidence.mentions.of(win, topics=False)
        own = [e for e in earlier if e.verdict is Verdict.CONCRETE or e.status in KEPT]
        led = [entry for entry in own if named & evidence.mentions.of(entry, topics=False)]
        led += [
            entry
            for entry in earlier
            if entry.status in KEPT
            and entry.resolved_on
            and 0 <= (win.day - entry.resolved_on).days <= 1
        ]
        if led:
            step = led[0]
            return Finding(
                "before_win",
                True,
                _days([step, win]),
                about=win.happened,
                link=step.action or "",
                count=(win.day - step.day).days,
                kept=step.status in KEPT,
            )
    return None


@rule_of_excuses
def left_behind(evidence: Evidence) -> Finding | None:
    """Return the excuse that kept coming back and has now been silent for 60 days."""
    found = []
    for excuse, entries in _by_excuse(evidence).items():
        silent = (evidence.until - entries[-1].day).days
        if not SILENT <= silent <= SILENT + (evidence.until - evidence.monday).days:
            continue  # not silent for long enough, or found in a week before
        since = entries[-1].day - timedelta(days=WINDOW)
        known = [entry for entry in entries if entry.day > since]
        if len(known) >= OFTEN and len(_days(evidence.last(silent))) >= SILENT_LOGGED:
            found.append((len(known), excuse, silent, known))
    if not found:
        return None
    times, excuse, silent, known = max(found, key=lambda one: one[:2])
    return Finding("left_behind", True, _days(known), excuse, count=silent, of=times)


@rule
def behind(evidence: Evidence) -> Finding | None:
    """Return the customer, person or tag that is behind several setbacks of eight weeks."""
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
    spelt = evidence.mentions.spelt(name)
    return Finding("behind", False, _days(shown), spelt, count=count, of=len(shown))


@rule
def all_answered(evidence: Evidence) -> Finding | None:
    """Return that every setback of the week met a concrete answer."""
    setbacks = [entry for entry in evidence.week if entry.reason]
    count = len(setbacks)
    if count < ALL or any(entry.verdict is not Verdict.CONCRETE for entry in setbacks):
        return None
    return Finding("all_answered", True, _days(setbacks), count=count, of=count)


@rule
def all_kept(evidence: Evidence) -> Finding | None:
    """Return that every promise that ended this week was kept."""
    ended = [
        one
        for entry in evidence.entries
        for one in each(entry)
        if one.resolved_on and evidence.monday <= one.resolved_on <= evidence.until
    ]
    count = len(ended)
    if count < ALL_KEPT or _kept(ended) < count:
        return None
    return Finding("all_kept", True, _days(ended), count=count, of=count)


@rule_of_excuses
def rising(evidence: Evidence) -> Finding | None:
    """Return the excuse of this week that came more often in 90 days than in the 90 before."""
    recent, earlier = evidence.last(WINDOW), evidence.last(WINDOW, before=WINDOW)
    if min(len(_days(recent)), len(_days(earlier))) < LOGGED:
        return None
    now, then = excuses(recent), excuses(earlier)
    risen = {excuse: now[excuse] - then[excuse] for excuse in evidence.excuses}
    found = [(n, name) for name, n in risen.items() if now[name] >= RISING and n >= RISEN]
    if not found:
        return None
    _, excuse = max(found)
    shown, against = _of_excuse(recent, excuse), (then[excuse], WINDOW)
    return Finding(
        "rising", False, _days(shown), excuse, count=len(shown), of=WINDOW, against=against
    )


@rule
def kept_kind(evidence: Evidence) -> Finding | None:
    """Return the kind of action that gets kept, where a promise ended this week."""
    promised = [one for entry in evidence.last(WINDOW) for one in each(entry)]
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
    shown = [entry for entry in of_kind if entry.status in KEPT]
    count, of, against = len(shown), len(of_kind), (_kept(others), len(others))
    return Finding("kept_kind", True, _days(shown), kind, count=count, of=of, against=against)


@rule
def ownership(evidence: Evidence) -> Finding | None:
    """Return that more reasons are owned than in the four weeks before, or fewer."""
    return _shift("ownership", evidence, _is_setback, lambda entry: entry.theme is Theme.SELF)


@rule
def answers(evidence: Evidence) -> Finding | None:
    """Return that more setbacks meet a concrete answer than in the four weeks before, or fewer."""
    return _shift("answers", evidence, _is_setback, lambda e: e.verdict is Verdict.CONCRETE)


@rule
def weekday(evidence: Evidence) -> Finding | None:
    """Return the day of the week that keeps going wrong: a setback, no win, no concrete step."""
    recent = evidence.last(WEEKDAY_SINCE)
    logged = {entry.day for entry in recent}
    low = logged - {entry.day for entry in recent if entry.altitude not in LOW}
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
    _, of, number, wrong, against = max(found, key=lambda one: one[:3])
    shown, about = tuple(sorted(wrong)), str(number)
    return Finding("weekday", False, shown, about, count=len(wrong), of=of, against=against)


@rule
def unasked(evidence: Evidence) -> Finding | None:
    """Return that more actions come unasked than in the four weeks before, or fewer."""
    return _shift("unasked", evidence, lambda e: e.action is not None, lambda e: e.volunteered)


@rule
def most_wins(evidence: Evidence) -> Finding | None:
    """Return that the week has more wins than each of the four before, all of them logged."""
    before = []
    for number in range(1, WEEKS + 1):
        monday = evidence.monday - timedelta(weeks=number)
        of_week = [entry for entry in evidence.entries if _monday(entry.day) == monday]
        if of_week:
            before.append(sum(entry.reason is None for entry in of_week))
    wins = [entry for entry in evidence.week if entry.reason is None]
    if len(before) < WEEKS or len(wins) < WINS or len(wins) <= max(before):
        return None
    against = (max(before), sum(before))
    return Finding("most_wins", True, _days(wins), count=len(wins), of=WEEKS, against=against)


@rule_of_excuses
def comes_back(evidence: Evidence) -> Finding | None:
    """Return the excuse of this week that came most often in 90 days, and how it was answered."""
    recent = evidence.last(WINDOW)
    counts = excuses(recent)
    count, excuse = max(((counts[name], name) for name in evidence.excuses), default=(0, ""))
    if count < OFTEN:
        return None
    shown = _of_excuse(recent, excuse)
    answered = sum(entry.verdict is Verdict.CONCRETE for entry in shown)
    days, against = _days(shown), (answered, count)
    return Finding("comes_back", False, days, excuse, count=count, of=WINDOW, against=against)


def _shift(name: str, evidence: Evidence, counts: Test, is_so: Test) -> Finding | None:
    """Compare a share of four weeks with that of the four before."""
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
    return Finding(name, change > 0, shown, count=len(so), of=len(now), against=against)


def _is_setback(entry: Entry) -> bool:
    return entry.reason is not None


def _kept(entries: Iterable[Entry]) -> int:
    return sum(entry.status in KEPT for entry in entries)


def _by_excuse(evidence: Evidence) -> dict[str, list[Entry]]:
    given: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in evidence.entries:
        if entry.excuse:
            given[entry.excuse].append(entry)
    return given


def _of_excuse(entries: Iterable[Entry], excuse: str) -> list[Entry]:
    return [entry for entry in entries if entry.excuse == excuse]


def _days(entries: Iterable[Entry]) -> tuple[date, ...]:
    return tuple(sorted({entry.day for entry in entries}))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
