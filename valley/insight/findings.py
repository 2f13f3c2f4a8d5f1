"""What stands out in a week: findings by rule, each with the days that bear it out.

A rule is a function from the evidence to a finding or None: values in, a frozen value out, no
sentence. `@rule` enters it in `RULES` under its own name, and its place in this file is its rank:
the most telling first. To add a finding, write its rule here, its sentence and its questions in
`valley.ui.findings`, and its journals in `tests/insight/test_findings.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from valley.accounts.book import Book
from valley.coach.words import names_an_hour
from valley.entry.promise import each, made_on
from valley.insight.evidence import NAMED_SINCE, Evidence, Finding
from valley.insight.recurring import OFTEN, SILENT, WINDOW, Given
from valley.insight.recurring import left_behind as silent
from valley.insight.trend import trend
from valley.model import KEPT, Altitude, Entry, Status, Theme, Verdict

MOST = 3  # findings shown

RUNNING = 3  # weeks one after the other
LOGGED = 20  # days of WINDOW and of the WINDOW before
ALL = 3  # setbacks of a week that all met a concrete answer
ALL_KEPT = 2  # promises that ended in a week, all kept
WEEKS = 4  # with fewer wins each
BEHIND = 3  # setbacks a name is behind
PRECEDED = 14  # days from a step to the win it came before
GROUP = 4  # promises of a kind, and of the other
ENOUGH = 8  # setbacks, or actions, in each of two periods
PERIOD = 28  # days of each
WEEKDAY_SINCE = 56  # days
WEEKDAY = 5  # times that weekday was logged
OTHER_DAYS = 8
MOSTLY = 0.75
CLEARLY = 0.3  # difference between two shares
SHIFT = 0.2  # between two periods

LOW, HIGH = {Altitude.VALLEY, Altitude.SLOPE}, {Altitude.CLIMBING, Altitude.OUT}

Rule = Callable[[Evidence], Finding | None]
Test = Callable[[Entry], bool]
RULES: dict[str, Rule] = {}
OF_EXCUSES: set[str] = set()

# Kinds of action that may be kept more often than others.
KINDS: dict[str, Test] = {
    "hour": lambda entry: names_an_hour(entry.action or ""),
    "soon": lambda entry: entry.due is not None and (entry.due - made_on(entry)).days <= 1,
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
    for excuse, times in _by_excuse(evidence).items():
        weeks = {_monday(one.day) for one in times}
        count = 0
        while evidence.monday - timedelta(weeks=count) in weeks:
            count += 1
        since = evidence.monday - timedelta(weeks=count - 1)
        run = [one for one in times if one.day >= since]
        if count >= RUNNING:
            found.append((count, len(run), excuse, run))
    if not found:
        return None
    count, of, excuse, run = max(found, key=lambda one: one[:3])
    return Finding("running", False, _days(run), excuse, count=count, of=of)


@rule
def before_win(evidence: Evidence) -> Finding | None:
    """Return the step that came before a win on the same account: kept by then, or planned."""
    for win in reversed(evidence.week):
        if not win.is_win:
            continue
        steps = [step for entry in evidence.last(NAMED_SINCE) for step in steps_to(win, entry)]
        named = evidence.book.keys_of(win)
        led = [one for one in steps if named & accounts_of_step(evidence.book, one[2])]
        if led:
            on, kept, step = max(led, key=lambda one: (one[0], one[1], one[2].written_at))
            return Finding(
                "before_win",
                True,
                tuple(sorted({on, win.day})),
                about=win.happened,
                link=step.action or "",
                count=(win.day - on).days,
                kept=kept,
            )
    return None


def steps_to(win: Entry, entry: Entry) -> Iterator[tuple[date, bool, Entry]]:
    """Yield the promises that came before a win: when that was, and whether they were kept."""
    if entry.written_at >= win.written_at:
        return
    for one in each(entry):
        kept = one.status in KEPT and one.resolved_on is not None and one.resolved_on <= win.day
        on = one.resolved_on if kept and one.resolved_on else made_on(one)
        planned = one.verdict is Verdict.CONCRETE and one.status is not Status.MISSED
        if (kept or planned) and 0 <= (win.day - on).days <= PRECEDED:
            yield on, kept, one


def accounts_of_step(book: Book, step: Entry) -> frozenset[str]:
    """Return the accounts of a step: those it names itself, else those its entry is about."""
    named = frozenset(one.key for one in book.in_text(step.action or ""))
    return named or book.keys_of(step)


@rule_of_excuses
def left_behind(evidence: Evidence) -> Finding | None:
    """Return the excuse that kept coming back and has now been silent for 60 days."""
    logged = {entry.day for entry in evidence.entries}
    late = (evidence.until - evidence.monday).days  # else it was found in a week before
    found = [
        one
        for one in silent(evidence.entries, logged=logged, today=evidence.until)
        if one.silent <= SILENT + late
    ]
    if not found:
        return None
    one = max(found, key=lambda one: (one.count, one.excuse))
    return Finding("left_behind", True, one.days, one.excuse, count=one.silent, of=one.count)


@rule
def behind(evidence: Evidence) -> Finding | None:
    """Return the account that is behind several setbacks of eight weeks."""
    setbacks: Counter[str] = Counter()
    wins: Counter[str] = Counter()
    recent = evidence.last(NAMED_SINCE)
    for entry in recent:
        count_in = setbacks if entry.is_setback else wins if entry.is_win else Counter()
        count_in.update(evidence.book.keys_of(entry))
    low = [entry for entry in evidence.week if entry.is_setback]
    now = {name for entry in low for name in evidence.book.keys_of(entry)}
    found = [
        (count, name)
        for name, count in setbacks.items()
        if name in now and count >= BEHIND and count > 2 * wins[name]
    ]
    if not found:
        return None
    count, name = max(found)
    shown = [e for e in recent if e.is_setback and name in evidence.book.keys_of(e)]
    spelt = evidence.book.named(name)
    return Finding("behind", False, _days(shown), spelt, count=count, of=len(shown))


@rule
def all_answered(evidence: Evidence) -> Finding | None:
    """Return that every setback of the week met a concrete answer."""
    setbacks = [entry for entry in evidence.week if entry.is_setback]
    count = len(setbacks)
    if count < ALL or any(entry.verdict is not Verdict.CONCRETE for entry in setbacks):
        return None
    return Finding("all_answered", True, _days(setbacks), count=count, of=count)


@rule
def all_kept(evidence: Evidence) -> Finding | None:
    """Return that every promise that ended this week was kept, and none of it waits."""
    promised = [one for entry in evidence.entries for one in each(entry)]
    ended = [
        one
        for one in promised
        if one.resolved_on and evidence.monday <= one.resolved_on <= evidence.until
    ]
    waiting = [
        one
        for one in promised
        if one.status is Status.OPEN and one.due and evidence.monday <= one.due < evidence.until
    ]
    count = len(ended)
    if count < ALL_KEPT or _kept(ended) < count or waiting:
        return None
    return Finding("all_kept", True, _ended(ended), count=count, of=count)


@rule_of_excuses
def rising(evidence: Evidence) -> Finding | None:
    """Return the excuse of this week that came more often in 90 days than in the 90 before."""
    recent, earlier = evidence.last(WINDOW), evidence.last(WINDOW, before=WINDOW)
    if not evidence.covered(WINDOW) or min(len(_days(recent)), len(_days(earlier))) < LOGGED:
        return None
    now, then = evidence.excuses_of(WINDOW), evidence.excuses_of(WINDOW, before=WINDOW)
    names = [name for name in evidence.excuses if trend(now[name], then[name]) == "up"]
    if not names:
        return None
    excuse = max(names, key=lambda name: (now[name] - then[name], name))
    shown = _of_excuse(evidence, excuse)
    return Finding(
        "rising",
        False,
        _days(shown),
        excuse,
        count=now[excuse],
        of=WINDOW,
        against=(then[excuse], WINDOW),
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
    return Finding("kept_kind", True, _ended(shown), kind, count=count, of=of, against=against)


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
    low = {entry.day for entry in recent if entry.altitude in LOW}
    low -= {e.day for e in recent if e.is_win or e.altitude in HIGH}
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
    mondays = [evidence.monday - timedelta(weeks=number) for number in range(1, WEEKS + 1)]
    if not evidence.has_begun(mondays[-1]):
        return None
    by_week = defaultdict(list)
    for entry in evidence.entries:
        by_week[_monday(entry.day)].append(entry)
    before = [sum(entry.is_win for entry in by_week[monday]) for monday in mondays]
    wins = [entry for entry in evidence.week if entry.is_win]
    if not all(by_week[monday] for monday in mondays) or trend(len(wins), max(before)) != "up":
        return None
    against = (max(before), sum(before))
    return Finding("most_wins", True, _days(wins), count=len(wins), of=WEEKS, against=against)


@rule_of_excuses
def comes_back(evidence: Evidence) -> Finding | None:
    """Return the excuse of this week that came most often in 90 days, and how it was answered."""
    counts = evidence.excuses_of(WINDOW)
    count, excuse = max(((counts[name], name) for name in evidence.excuses), default=(0, ""))
    shown = _of_excuse(evidence, excuse)
    if len(_days(shown)) < OFTEN:
        return None
    of_reasons = {one.entry.id for one in shown if not one.for_promise}
    reasons = [entry for entry in evidence.entries if entry.id in of_reasons]
    answered = sum(entry.verdict is Verdict.CONCRETE for entry in reasons)
    against = (answered, len(reasons))
    return Finding(
        "comes_back", False, _days(shown), excuse, count=count, of=WINDOW, against=against
    )


def _shift(name: str, evidence: Evidence, counts: Test, is_so: Test) -> Finding | None:
    """Compare a share of four weeks with that of the four before."""
    now = [entry for entry in evidence.last(PERIOD) if counts(entry)]
    then = [entry for entry in evidence.last(PERIOD, before=PERIOD) if counts(entry)]
    if min(len(now), len(then)) < ENOUGH or not evidence.covered(PERIOD):
        return None
    so = [entry for entry in now if is_so(entry)]
    before = sum(is_so(entry) for entry in then)
    change = len(so) / len(now) - before / len(then)
    # Told in numbers of today: how many there are, and would be at the share there was.
    way = trend(len(so), before / len(then) * len(now))
    if abs(change) < SHIFT or way in {None, "flat"}:
        return None
    against = (before, len(then))
    shown = _days(so or now)
    return Finding(name, change > 0, shown, count=len(so), of=len(now), against=against)


def _is_setback(entry: Entry) -> bool:
    return entry.is_setback


def _kept(entries: Iterable[Entry]) -> int:
    return sum(entry.status in KEPT for entry in entries)


def _by_excuse(evidence: Evidence) -> dict[str, list[Given]]:
    found: defaultdict[str, list[Given]] = defaultdict(list)
    for one in evidence.given:
        found[one.excuse].append(one)
    return found


def _of_excuse(evidence: Evidence, excuse: str) -> list[Given]:
    """Return the times of 90 days that an excuse was given."""
    return [one for one in evidence.given_in(WINDOW) if one.excuse == excuse]


def _ended(promised: Iterable[Entry]) -> tuple[date, ...]:
    """Return the days on which promises ended, or else were made."""
    return tuple(sorted({one.resolved_on or one.day for one in promised}))


def _days(entries: Iterable[Entry | Given]) -> tuple[date, ...]:
    return tuple(sorted({entry.day for entry in entries}))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
