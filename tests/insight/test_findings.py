"""The rules of what stands out: each fires, just does not, and counts what is there."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.weeks import FRIDAY, MONDAY, day, note, promise, setback, win
from valley.entry import promise as life
from valley.insight import findings as rules
from valley.insight.evidence import Evidence, Finding
from valley.insight.findings import KINDS, RULES, findings
from valley.insight.week import oldest_first
from valley.model import Entry, Status, Theme, Verdict

KEPT, MISSED, BETTER = Status.KEPT, Status.MISSED, Status.BETTER
SUNDAY = MONDAY + timedelta(days=6)


LONG_AGO = date(2025, 1, 1)


def evidence(
    entries: Sequence[Entry], *, until: date = SUNDAY, begun: date | None = LONG_AGO
) -> Evidence:
    """Lay entries before the rules, as of the week of MONDAY; the journal is old."""
    return Evidence(oldest_first(entries), monday=MONDAY, until=until, begun=begun)


def run_of(weeks: int, *, skip: int | None = None) -> list[Entry]:
    """Give an excuse on the Tuesday of so many weeks, the last one this week."""
    return [setback(day(back, 1)) for back in range(weeks) if back != skip]


def renewed(on: date, action: str = "ring them", anew: str = "ring them at 9") -> Entry:
    """Make a promise that was missed the day after, made anew, and kept a week after that."""
    missed_on = on + timedelta(days=1)
    missed = life.settle(promise(on, action, Status.OPEN), MISSED, on=missed_on)
    again = life.renew(missed, anew, missed_on, on=missed_on)
    return life.settle(again, KEPT, on=missed_on + timedelta(weeks=1))


def daily(first: int, last: int, make: Callable[[date], Entry] = win) -> list[Entry]:
    """Make an entry on each of the days so many back from Sunday."""
    return [make(SUNDAY - timedelta(days=back)) for back in range(first, last - 1, -1)]


def often(excuse: str, times: int, first_back: int) -> list[Entry]:
    """Give an excuse so many times, day after day, the last so many days before Sunday."""
    return [
        setback(SUNDAY - timedelta(days=first_back + number), excuse) for number in range(times)
    ]


def owned(count: int, of: int, weeks_back: int) -> list[Entry]:
    """Give so many reasons in a week, the first of them owned."""
    return [
        setback(day(weeks_back, number % 5), "own-slow-start" if number < count else "empty-purse")
        for number in range(of)
    ]


def answered(count: int, of: int, weeks_back: int, *, unasked: bool = False) -> list[Entry]:
    """Give so many reasons in a week, the first of them with a concrete answer, asked for or not."""
    made = []
    for number in range(of):
        verdict = Verdict.CONCRETE if number < count else Verdict.VAGUE
        volunteered = unasked and number < count
        made.append(setback(day(weeks_back, number % 5), verdict=verdict, volunteered=volunteered))
    return made


def mondays(wrong: int, of: int) -> list[Entry]:
    """Make Mondays, the latest wrong, the others won, beside days that are all won."""
    made = [setback(day(n, 0)) if n < wrong else win(day(n, 0)) for n in range(of)]
    return made + [win(day(n, number)) for n in range(of) for number in (1, 2, 3)]


def promises(hour: tuple[int, int], other: tuple[int, int]) -> list[Entry]:
    """Make promises that ended this week and before, kept of all, with and without an hour."""
    made = []
    for action, (kept, of) in {"ring them at 9": hour, "ring them": other}.items():
        made += [
            promise(day(number % 3, 1), action, KEPT if number < kept else MISSED)
            for number in range(of)
        ]
    return made


STEP = "walk in at Marlowe Court tomorrow"
CAME = "got in at Marlowe"
A_NAME = "asked for Marlowe"


def _between(known: Sequence[Entry], first_back: int, last_back: int = 0) -> list[Entry]:
    """List the entries of the days so many back from Sunday, both included."""
    return [one for one in known if last_back <= (SUNDAY - one.day).days <= first_back]


def _recount_running(found: Finding, known: list[Entry]) -> None:
    same = [one for one in known if one.excuse == found.about]
    for back in range(found.count):
        assert any(MONDAY <= one.day + timedelta(weeks=back) <= SUNDAY for one in same)
    run = [one.day for one in same if one.day >= day(found.count - 1, 0)]
    assert (found.of, found.days) == (len(run), tuple(sorted(set(run))))
    assert found.count >= 3


def _recount_before_win(found: Finding, known: list[Entry]) -> None:
    on, won = found.days[0], found.days[-1]
    assert any(one.is_win for one in known if one.happened == found.about and one.day == won)
    steps = [one for one in known if one.action == found.link and one.status is not MISSED]
    if found.kept:
        steps = [one for one in steps if one.status in {KEPT, BETTER} and one.resolved_on == on]
    else:
        steps = [one for one in steps if one.day == on and one.verdict is Verdict.CONCRETE]
    names = re.findall("marlowe|okafor|@acme", found.about.casefold())
    assert any(name in f"{one.happened} {one.action}".casefold() for one in steps for name in names)
    assert found.count == (won - on).days <= 14
    assert won >= MONDAY


def _recount_left_behind(found: Finding, known: list[Entry]) -> None:
    given = [one.day for one in known if one.excuse == found.about]
    assert len(set(given)) >= 3
    assert (SUNDAY - max(given)).days == found.count >= 60
    assert found.of == sum(on > max(given) - timedelta(days=90) for on in given) >= 3


def _recount_behind(found: Finding, known: list[Entry]) -> None:
    shown = [
        one
        for one in _between(known, 55)
        if one.reason and found.about.casefold() in f"{one.happened} {one.action}".casefold()
    ]
    assert found.count == len(shown) >= 3
    assert found.days == tuple(sorted({one.day for one in shown}))


def _recount_all_answered(found: Finding, known: list[Entry]) -> None:
    setbacks = [one for one in _between(known, 6) if one.reason]
    assert found.count == found.of == len(setbacks) >= 3
    assert {one.verdict for one in setbacks} == {Verdict.CONCRETE}


def _recount_all_kept(found: Finding, known: list[Entry]) -> None:
    ended = [one for one in known if one.resolved_on and MONDAY <= one.resolved_on <= SUNDAY]
    assert found.count == found.of == len(ended) >= 2
    assert {one.status for one in ended} <= {KEPT, BETTER}
    assert not any(
        one.status is Status.OPEN and MONDAY <= (one.due or MONDAY) < SUNDAY for one in known
    )


def _recount_most_wins(found: Finding, known: list[Entry]) -> None:
    wins = [one for one in known if one.is_win]
    weeks = [len(_between(wins, 6 + 7 * back, 7 * back)) for back in range(5)]
    assert (found.count, found.against) == (weeks[0], (max(weeks[1:]), sum(weeks[1:])))
    assert weeks[0] >= max(3, max(weeks[1:]) + 2)


def _recount_comes_back(found: Finding, known: list[Entry]) -> None:
    same = [one for one in _between(known, 89) if one.excuse == found.about]
    concrete = sum(one.verdict is Verdict.CONCRETE for one in same)
    assert (found.count, found.against) == (len(same), (concrete, len(same)))
    assert len({one.day for one in same}) >= 3


def _recount_rising(found: Finding, known: list[Entry]) -> None:
    same = [one for one in known if one.excuse == found.about]
    assert found.count == len(_between(same, 89)) >= max(3, found.against[0] + 2)
    assert found.against[0] == len(_between(same, 179, 90))


def _recount_kept_kind(found: Finding, known: list[Entry]) -> None:
    ended = [one for one in _between(known, 89) if one.status in {KEPT, BETTER, MISSED}]
    kind = [one for one in ended if KINDS[found.about](one)]
    others = [one for one in ended if not KINDS[found.about](one)]
    assert (found.count, found.of) == (sum(o.status != MISSED for o in kind), len(kind))
    assert found.against == (sum(o.status != MISSED for o in others), len(others))
    assert found.count / found.of > found.against[0] / found.against[1]


def _recount_weekday(found: Finding, known: list[Entry]) -> None:
    by_day: dict[date, list[Entry]] = {}
    for one in _between(known, 55):
        by_day.setdefault(one.day, []).append(one)
    low = {
        on
        for on, of_day in by_day.items()
        if any(o.reason for o in of_day)
        and not any(o.is_win for o in of_day)
        and not any(o.verdict is Verdict.CONCRETE for o in of_day if o.reason)
        and not any(o.status in {KEPT, BETTER} for o in of_day if o.reason)
    }
    same = [on for on in by_day if str(on.weekday()) == found.about]
    assert (found.count, found.of) == (len(low.intersection(same)), len(same))
    assert found.against == (len(low.difference(same)), len(by_day) - len(same))


def _recount_share(found: Finding, known: list[Entry]) -> None:
    is_so = {
        "ownership": lambda one: one.theme is Theme.SELF,
        "answers": lambda one: one.verdict is Verdict.CONCRETE,
        "unasked": lambda one: one.volunteered,
    }[found.rule]
    counted = [one for one in known if one.action or (one.reason and found.rule != "unasked")]
    for days, (so, of) in {
        (27, 0): (found.count, found.of),
        (55, 28): found.against,
    }.items():
        period = _between(counted, *days)
        assert (so, of) == (sum(map(is_so, period)), len(period))
    assert max(found.count, found.against[0]) >= 3 or found.of != found.against[1]


@dataclass(frozen=True)
class Journals:
    """The journals of a rule, and how what it counts is counted again by other means.

    Attributes:
        fires: Those on which it just fires, and what it finds there.
        does_not: Those on which it just does not.
        recount: Asserts that a finding in any journal is right.
    """

    fires: list[tuple[list[Entry], dict[str, Any]]]
    does_not: list[list[Entry]]
    recount: Callable[[Finding, list[Entry]], None]


JOURNALS: dict[str, Journals] = {
    "running": Journals(
        fires=[
            (run_of(3), {"about": "too-dear-today", "count": 3, "of": 3}),
            ([*run_of(3), setback(day(0, 3))], {"count": 3, "of": 4}),
            ([*run_of(5), *run_of(3)], {"count": 5, "of": 8}),
        ],
        does_not=[
            run_of(2),
            run_of(4, skip=2),  # a week without it
            run_of(4, skip=0),  # not this week
        ],
        recount=_recount_running,
    ),
    "before_win": Journals(
        fires=[
            (
                [
                    setback(day(0, 1), action=STEP, verdict=Verdict.CONCRETE, status=Status.OPEN),
                    win(day(0, 2), CAME),
                ],
                {
                    "about": CAME,
                    "link": STEP,
                    "count": 1,
                    "kept": False,
                    "days": (day(0, 1), day(0, 2)),
                },
            ),
            (  # kept on the Tuesday, however long ago it was made
                [
                    promise(day(5, 0), STEP, KEPT, resolved_on=day(0, 1)),
                    win(day(0, 2), CAME),
                ],
                {"count": 1, "kept": True, "days": (day(0, 1), day(0, 2))},
            ),
            (
                [promise(day(0, 1), STEP, BETTER), win(day(0, 2), CAME)],
                {"count": 0, "kept": True, "days": (day(0, 2),)},
            ),
            (  # open on the day of the win, and kept after it
                [promise(day(0, 1), STEP, KEPT, resolved_on=day(0, 4)), win(day(0, 3), CAME)],
                {"count": 2, "kept": False},
            ),
            (  # missed, made anew, and kept
                [renewed(day(1, 0), "see Marlowe", "see Marlowe at 9"), win(day(0, 2), CAME)],
                {"count": 1, "kept": True, "link": "see Marlowe at 9"},
            ),
        ],
        does_not=[
            [
                setback(day(0, 1), action=STEP, verdict=Verdict.VAGUE, status=Status.OPEN),
                win(day(0, 2), CAME),
            ],
            [promise(day(3, 1), STEP, MISSED), win(day(0, 2), CAME)],  # three weeks before
            [promise(day(0, 1), "ring them", KEPT), win(day(0, 2))],  # nothing ties them
            [
                promise(day(0, 1), "ring them", KEPT, happened="a visit with Brightwater"),
                win(day(0, 2), "signed with Lindqvist"),
            ],  # another account
            [
                promise(day(0, 1), "ring @brightwater at 9", KEPT, happened="lost at Marlowe"),
                win(day(0, 2), CAME),
            ],  # said of one account, promised to another
            [promise(day(0, 1), STEP, MISSED), win(day(0, 2), CAME)],
            [promise(day(0, 1), STEP, KEPT), note(day(0, 2), CAME)],  # no win was told
            [promise(day(0, 1), STEP, KEPT, tags=("#n",)), win(day(0, 2), "ok", tags=("#n",))],
            [win(day(0, 2), CAME), promise(day(0, 2), STEP, Status.OPEN)],  # written after the win
            [promise(day(0, 1), "order #ppm sheets", Status.OPEN), win(day(0, 3), "sold #ppm")],
        ],
        recount=_recount_before_win,
    ),
    "left_behind": Journals(
        fires=[
            (
                [*often("empty-purse", 3, 60), *daily(10, 1)],
                {"about": "empty-purse", "count": 60, "of": 3},
            ),
            ([*often("empty-purse", 3, 66), *daily(10, 1)], {"count": 66}),
        ],
        does_not=[
            [*often("empty-purse", 3, 59), *daily(10, 1)],
            [*often("empty-purse", 3, 67), *daily(10, 1)],  # told a week ago
            [*often("empty-purse", 2, 60), *daily(10, 1)],
            [*often("empty-purse", 3, 60), *daily(9, 1)],  # nothing was logged, so nothing is known
        ],
        recount=_recount_left_behind,
    ),
    "behind": Journals(
        fires=[
            (
                [setback(day(n, 1), reason=A_NAME) for n in range(3)],
                {"about": "Marlowe", "count": 3, "days": (day(2, 1), day(1, 1), day(0, 1))},
            ),
            (
                [setback(day(n, 1), tags=("@North",)) for n in range(3)],
                {"about": "North", "count": 3},
            ),
        ],
        does_not=[
            [
                setback(day(n, 1), tags=("north",), happened="no #north") for n in range(3)
            ],  # a topic
            [setback(day(n, 1), reason=A_NAME) for n in range(2)],
            [setback(day(n + 1, 1), reason=A_NAME) for n in range(3)],  # not this week
            [
                setback(day(8 * (n > 1), n), reason=A_NAME) for n in range(3)
            ],  # more than 8 weeks ago
            [
                *(setback(day(n, 1), reason=A_NAME) for n in range(4)),
                *(win(day(n, 3), "a win with Marlowe") for n in range(2)),
            ],  # no more than twice the wins
        ],
        recount=_recount_behind,
    ),
    "all_answered": Journals(
        fires=[
            (
                [setback(day(0, n), verdict=Verdict.CONCRETE) for n in range(3)],
                {"count": 3, "of": 3},
            ),
        ],
        does_not=[
            [setback(day(0, n), verdict=Verdict.CONCRETE) for n in range(2)],
            [*(setback(day(0, n), verdict=Verdict.CONCRETE) for n in range(3)), setback(day(0, 3))],
        ],
        recount=_recount_all_answered,
    ),
    "all_kept": Journals(
        fires=[
            (
                [promise(day(0, n), "ring", (KEPT, BETTER)[n]) for n in range(2)],
                {"count": 2, "of": 2},
            ),
            ([promise(day(1, 6), "ring", KEPT), promise(day(0, 1), "ring", KEPT)], {"count": 2}),
            ([renewed(day(1, 0)), promise(day(0, 1), "ring", KEPT)], {"count": 2}),  # missed before
        ],
        does_not=[
            [  # one of Tuesday waits
                *(promise(day(0, n), "ring", KEPT) for n in range(2)),
                promise(day(0, 0), "ring", Status.OPEN),
            ],
            [promise(day(0, 0), "ring", KEPT)],
            [promise(day(0, n), "ring", (KEPT, KEPT, MISSED)[n]) for n in range(3)],
            [promise(day(1, n), "ring", KEPT) for n in range(3)],  # ended a week before
            [*(promise(day(0, n), "ring", KEPT) for n in range(2)), renewed(day(0, 0))],
        ],
        recount=_recount_all_kept,
    ),
    "most_wins": Journals(
        fires=[
            (
                [*(win(day(0, n)) for n in range(3)), *(win(day(n, 0)) for n in range(1, 5))],
                {"count": 3, "against": (1, 4), "days": (day(0, 0), day(0, 1), day(0, 2))},
            ),
        ],
        does_not=[
            [win(day(n, 0)) for n in range(5)],
            [win(day(0, 0)), win(day(0, 1)), *(note(day(n, 0)) for n in range(1, 5))],  # too few
            [*(win(day(0, n)) for n in range(3)), *(win(day(n, 0)) for n in range(1, 4))],
            [win(day(n // 3, n % 3)) for n in range(15)],  # as many the week before
            [*(win(day(0, n)) for n in range(3)), *(win(day(n // 2 + 1, n % 2)) for n in range(8))],
            [*(note(day(0, n)) for n in range(3)), *(win(day(n, 0)) for n in range(1, 5))],
        ],
        recount=_recount_most_wins,
    ),
    "comes_back": Journals(
        fires=[
            (
                [setback(day(n, 1), verdict=Verdict.CONCRETE if n else None) for n in (12, 6, 0)],
                {"about": "too-dear-today", "count": 3, "of": 90, "against": (2, 3)},
            ),
        ],
        does_not=[
            [setback(day(n, 1)) for n in (6, 0)],
            [setback(day(n, 1)) for n in (13, 6, 0)],  # more than 90 days ago
            [setback(day(n, 1)) for n in (7, 6, 1)],  # not this week
            [setback(day(0, 1)) for _ in range(3)],  # in a single day
        ],
        recount=_recount_comes_back,
    ),
    "rising": Journals(
        fires=[
            (
                [
                    *often("empty-purse", 4, 0),
                    *often("empty-purse", 2, 100),
                    *daily(28, 9),
                    *daily(140, 121),
                ],
                {"about": "empty-purse", "count": 4, "of": 90, "against": (2, 90)},
            ),
        ],
        does_not=[
            [
                *often("empty-purse", 2, 0),
                *daily(28, 9),
                *daily(140, 121),
            ],  # twice
            [
                *often("empty-purse", 4, 0),
                *often("empty-purse", 3, 100),
                *daily(28, 9),
                *daily(140, 121),
            ],
            [*often("empty-purse", 4, 0), *daily(28, 9), *daily(140, 122)],  # 19 days before
            [*often("empty-purse", 4, 7), *daily(40, 21), *daily(140, 121)],  # not this week
        ],
        recount=_recount_rising,
    ),
    "kept_kind": Journals(
        fires=[
            (promises((4, 4), (2, 4)), {"about": "hour", "count": 4, "of": 4, "against": (2, 4)}),
            (promises((8, 9), (3, 10)), {"about": "hour", "count": 8, "of": 9, "against": (3, 10)}),
            (
                [*promises((4, 4), (0, 2)), renewed(day(1, 0)), renewed(day(1, 1))],
                {"about": "hour", "count": 6, "of": 6, "against": (0, 4)},
            ),
        ],
        does_not=[
            promises((3, 3), (1, 4)),
            promises((4, 4), (3, 4)),
            promises((2, 4), (4, 4)),  # the other kind gets kept
            [
                promise(day(2, 1), one.action or "", one.status or KEPT)
                for one in promises((4, 4), (2, 4))
            ],
        ],
        recount=_recount_kept_kind,
    ),
    "ownership": Journals(
        fires=[
            (
                owned(3, 8, 0) + owned(0, 8, 4),
                {"worked": True, "count": 3, "of": 8, "against": (0, 8)},
            ),
            (owned(0, 8, 0) + owned(3, 8, 4), {"worked": False, "count": 0, "against": (3, 8)}),
        ],
        does_not=[
            owned(3, 7, 0) + owned(0, 8, 4),
            owned(2, 8, 0) + owned(0, 8, 4),  # two are too few to tell
            owned(4, 8, 0) + owned(3, 8, 4),  # one more
        ],
        recount=_recount_share,
    ),
    "answers": Journals(
        fires=[
            (
                answered(4, 8, 0) + answered(2, 8, 4),
                {"worked": True, "count": 4, "against": (2, 8)},
            ),
            (
                answered(2, 8, 0) + answered(4, 8, 4),
                {"worked": False, "count": 2, "against": (4, 8)},
            ),
        ],
        does_not=[answered(4, 8, 0) + answered(2, 7, 4), answered(4, 8, 0) + answered(3, 8, 4)],
        recount=_recount_share,
    ),
    "weekday": Journals(
        fires=[
            (mondays(5, 5), {"about": "0", "count": 5, "of": 5, "against": (0, 15)}),
            (mondays(6, 8), {"about": "0", "count": 6, "of": 8, "against": (0, 24)}),
        ],
        does_not=[
            mondays(4, 4),
            mondays(5, 7),
            [*mondays(5, 5)[1:], win(day(0, 0))],  # not this Monday
            [setback(day(n, number)) for n in range(5) for number in range(5)],  # every day
            [*mondays(5, 5), win(day(0, 0))],  # won this Monday as well
        ],
        recount=_recount_weekday,
    ),
    "unasked": Journals(
        fires=[
            (
                answered(3, 8, 0, unasked=True) + answered(0, 8, 4, unasked=True),
                {"worked": True, "count": 3, "of": 8, "against": (0, 8)},
            ),
        ],
        does_not=[answered(2, 8, 0, unasked=True) + answered(1, 8, 4, unasked=True)],
        recount=_recount_share,
    ),
}


@pytest.mark.parametrize(
    ("rule", "entries", "wanted"),
    [(rule, *case) for rule, of_rule in JOURNALS.items() for case in of_rule.fires],
)
def test_a_rule_fires(rule: str, entries: list[Entry], wanted: dict[str, Any]) -> None:
    """On the least that it asks for."""
    found = RULES[rule](evidence(entries))
    assert found is not None
    assert found.rule == rule
    assert {name: getattr(found, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("rule", "entries"),
    [(rule, case) for rule, of_rule in JOURNALS.items() for case in of_rule.does_not],
)
def test_a_rule_just_does_not_fire(rule: str, entries: list[Entry]) -> None:
    """On a little less."""
    assert RULES[rule](evidence(entries)) is None


@pytest.mark.parametrize("rule", ["rising", "ownership", "answers", "unasked", "most_wins"])
def test_nothing_is_compared_with_a_time_before_the_journal(rule: str) -> None:
    """What rises in an old journal does not in one that began with the entries there are."""
    entries = JOURNALS[rule].fires[0][0]
    assert RULES[rule](evidence(entries))
    assert RULES[rule](evidence(entries, begun=day(0, 0) - timedelta(days=20))) is None


def test_every_rule_is_tried_both_ways() -> None:
    """None is left out of this table."""
    assert RULES.keys() == JOURNALS.keys()


@pytest.mark.parametrize(
    ("action", "has"),
    [
        ("ring her at 9", True),
        ("ring her by 8:30", True),
        ("dial 8-10", True),
        ("send it before noon", True),
        ("call um 9 Uhr", True),
        ("3pm at the gate", True),
        ("call 20 accounts", False),
        ("offer at 5% less", False),
        ("write on Monday", False),
    ],
)
def test_an_hour_is_seen_in_an_action(action: str, has: bool) -> None:
    """A number alone is none."""
    assert KINDS["hour"](promise(FRIDAY, action, KEPT)) is has


def test_a_week_in_progress_is_judged_by_what_has_come() -> None:
    """An excuse that is silent for 60 days on Wednesday is told on Wednesday."""
    entries = [*often("empty-purse", 3, 64), *daily(14, 5)]
    found = RULES["left_behind"](evidence(entries, until=SUNDAY - timedelta(days=4)))
    assert found is not None
    assert found.count == 60


# What is chosen


def test_three_are_chosen_and_one_of_them_works() -> None:
    """Where anything works; the first ones of the table stay."""
    entries = [
        *run_of(3),
        *(setback(day(n, 2), reason=A_NAME) for n in range(3)),
        *mondays(5, 5),
        *owned(4, 8, 0),
        *owned(0, 8, 4),
    ]
    chosen = findings(evidence(entries))
    assert [one.rule for one in chosen] == ["running", "behind", "ownership"]


def test_an_excuse_is_told_once() -> None:
    """That it runs for weeks says that it comes up more."""
    entries = [*run_of(5), *daily(28, 9), *daily(140, 121)]
    assert RULES["rising"](evidence(entries)) is not None
    assert [one.rule for one in findings(evidence(entries))] == ["running"]


def test_nothing_is_said_of_a_week_without_entries() -> None:
    """Whatever there was before it."""
    assert findings(evidence(daily(40, 7, setback))) == ()


# Nothing is said that the entries do not show

_TEXTS = ("a call", "ring at 9", "with Marlowe", "note for Okafor", "for @acme", "#ppm")
_EXCUSES = ("too-dear-today", "empty-purse", "own-slow-start")


def journal(seed: int) -> list[Entry]:
    """Make half a year with habits: weekdays, excuses that come and go, halves that differ."""
    chance = Random(seed)
    steep = chance.randrange(5)
    per_day = chance.choice([0.4, 1, 1.6])
    active = {name: sorted(chance.choices((0, 30, 62, 120, 181), k=2)) for name in _EXCUSES}
    turn = chance.choice([0, 28, 181])
    habits = [
        (chance.random(), chance.choice([chance.random(), 1]), chance.random()) for _ in range(2)
    ]
    known = []
    for back in range(181, -1, -1):
        on = SUNDAY - timedelta(days=back)
        for _ in range(int(per_day + chance.random())):
            wins, concrete, unasked = habits[back < turn]
            text = chance.choice(_TEXTS)
            if chance.random() < wins * 0.7 and on.weekday() != steep:
                known.append(win(on, text))
                continue
            names = [name for name, (last, first) in active.items() if last <= back <= first]
            fields: dict[str, Any] = {"happened": text}
            if chance.random() < 0.8 and on.weekday() != steep:
                verdict = Verdict.CONCRETE if chance.random() < concrete else Verdict.VAGUE
                fields |= {"action": chance.choice(_TEXTS), "verdict": verdict}
                hour = KINDS["hour"](setback(on, **fields, status=Status.OPEN))
                fields["status"] = (
                    KEPT if hour and chance.random() < 0.8 else chance.choice([*Status])
                )
                if fields["status"] is not Status.OPEN:
                    fields["resolved_on"] = on
                fields["volunteered"] = chance.random() < unasked
            known.append(setback(on, chance.choice(names or ["full-diary"]), **fields))
    return known


@given(st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_what_a_rule_counts_can_be_counted_again(seed: int) -> None:
    """Rule by rule, by other means; and the days it names have entries."""
    known = journal(seed)
    for name, rule in rules.RULES.items():
        if found := rule(evidence(known)):
            event(name)
            JOURNALS[name].recount(found, known)
            assert set(found.days) <= {on for one in known for on in (one.day, one.resolved_on)}
            assert list(found.days) == sorted(set(found.days)) != []
