"""The life of a promise: one state at a time, and every step remembered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import World
from tests.strategies import an_entry, entries
from valley.entry import promise
from valley.errors import InvalidInput
from valley.insight.promises import plan_for, tally, worked
from valley.insight.recurring import recurring
from valley.model import Did, Entry, PlanUse, Status, Verdict

DAY = date(2026, 3, 4)
PROMISED = an_entry(
    DAY,
    reason="too dear",
    action="call at 9",
    verdict=Verdict.CONCRETE,
    status=Status.OPEN,
    due=DAY,
)
Take = Callable[[Entry, date], Entry]

DAYS = st.integers(0, 400).map(lambda days: DAY + timedelta(days=days))
STEPS: st.SearchStrategy[Take] = st.one_of(
    st.sampled_from([Status.KEPT, Status.MISSED, Status.BETTER]).map(
        lambda status: lambda entry, on: promise.settle(entry, status, on=on)
    ),
    DAYS.map(lambda due: lambda entry, on: promise.move(entry, due, on=on)),
    DAYS.map(lambda due: lambda entry, on: promise.renew(entry, "ring at 8", due, on=on)),
)


@given(st.lists(st.tuples(STEPS, DAYS), max_size=12))
def test_a_promise_is_in_one_state_and_loses_no_step(taken: list[tuple[Take, date]]) -> None:
    """Whatever is done with it: the steps say what was done, in order, and where it stands."""
    entry, seen = PROMISED, [PROMISED]
    for step, on in taken:
        entry = step(entry, on)
        seen.append(entry)
    assert len(entry.steps) == len(taken)
    for before, after in pairwise(seen):
        assert after.steps[:-1] == before.steps
        last = after.steps[-1]
        assert last.due == before.due
        ended = last.did in {Did.KEPT, Did.MISSED, Did.BETTER}
        assert after.status == (last.did.value if ended else Status.OPEN)
        assert (after.resolved_on == last.on) if ended else after.resolved_on is None
        assert last.action == (before.action if last.did is Did.RENEWED else None)


def test_moves_are_counted_until_it_is_made_anew() -> None:
    """A new promise starts afresh."""
    entry = PROMISED
    for _ in range(3):
        entry = promise.move(entry, DAY, on=DAY)
    assert promise.moves(entry) == 3
    assert promise.moves(promise.renew(entry, "less", DAY, on=DAY)) == 0


def test_a_promise_without_a_word_is_none() -> None:
    """It says what one will do."""
    with pytest.raises(InvalidInput, match="says what you will do"):
        promise.renew(PROMISED, " ", DAY, on=DAY)


def missed_and_renewed(action: str = "ring at 8") -> Entry:
    """Miss what was promised on Thursday, and promise something else on Friday."""
    missed = promise.settle(PROMISED, Status.MISSED, on=DAY + timedelta(days=1), note="too late")
    return promise.renew(missed, action, DAY + timedelta(days=3), on=DAY + timedelta(days=2))


def test_a_renewed_promise_is_two_promises() -> None:
    """The one that was missed, as it stood then, and the one that was made of it."""
    renewed = missed_and_renewed()
    kept = promise.settle(renewed, Status.KEPT, on=DAY + timedelta(days=3))
    first, second = promise.each(kept)
    assert first == promise.settle(
        PROMISED, Status.MISSED, on=DAY + timedelta(days=1), note="too late"
    )
    assert second == kept
    counted = tally([first, second])
    assert (counted.made, counted.kept, counted.missed, counted.rate) == (2, 1, 1, 0.5)


def test_a_promise_that_is_moved_is_due_that_day() -> None:
    """And open again, if it had ended."""
    missed = promise.settle(PROMISED, Status.MISSED, on=DAY)
    moved = promise.move(missed, DAY + timedelta(days=7), on=DAY)
    assert (moved.due, moved.status) == (DAY + timedelta(days=7), Status.OPEN)
    assert moved.action == PROMISED.action


def test_a_promise_made_anew_is_a_promise_of_its_own() -> None:
    """What was said of the one before stays with that; it came unasked no more than a question."""
    unasked = replace(PROMISED, volunteered=True)
    missed = promise.settle(unasked, Status.MISSED, on=DAY, note="too late")
    renewed = promise.renew(missed, "try ha\u0308rder\r\n", DAY + timedelta(days=3), on=DAY)
    assert renewed.action == "try h\u00e4rder\n"  # kept as every answer is
    assert renewed.verdict is Verdict.VAGUE
    assert renewed.volunteered is False
    assert renewed.due == DAY + timedelta(days=3)
    assert renewed.note is None
    assert [one.note for one in promise.each(renewed)] == ["too late", None]
    assert [one.volunteered for one in promise.each(renewed)] == [False, False]


def test_a_promise_made_anew_again_and_again_is_as_many_promises() -> None:
    """Each with its own steps, day and note; what was kept stays kept."""
    entry = PROMISED
    days = [DAY + timedelta(days=number) for number in range(6)]
    entry = promise.settle(entry, Status.MISSED, on=days[0], note="first")
    entry = promise.renew(entry, "ring at 8", days[2], on=days[1])
    entry = promise.move(entry, days[3], on=days[2])
    entry = promise.settle(entry, Status.KEPT, on=days[2], note="so I thought")
    entry = promise.renew(entry, "ring at 7", days[5], on=days[4])
    first, second, third = promise.each(entry)
    assert [one.action for one in (first, second, third)] == ["call at 9", "ring at 8", "ring at 7"]
    assert [one.due for one in (first, second, third)] == [DAY, days[3], days[5]]
    assert [step.did for step in first.steps] == [Did.MISSED]
    assert [step.did for step in second.steps] == [Did.RENEWED, Did.MOVED, Did.KEPT]
    assert [one.status for one in (first, second, third)] == [*promise.ends(entry)]
    assert promise.ends(entry) == (Status.MISSED, Status.KEPT, Status.OPEN)
    assert [promise.made_on(one) for one in (first, second, third)] == [DAY, days[1], days[4]]
    assert (first.resolved_on, first.note) == (days[0], "first")
    assert (second.resolved_on, second.note) == (days[2], "so I thought")
    assert promise.given_up(entry) == ["call at 9"]
    assert promise.given_up(PROMISED) == []


def test_what_was_learned_is_added_to_the_last_step() -> None:
    """And to no other."""
    moved = promise.move(PROMISED, DAY, on=DAY)
    missed = promise.settle(moved, Status.MISSED, on=DAY, note="too late")
    learned = promise.add_note(missed, "ring before ten")
    assert learned.note == "ring before ten"
    assert [step.note for step in learned.steps] == [None, "ring before ten"]
    assert learned == replace(missed, note=learned.note, steps=learned.steps)
    assert [step.did for step in learned.steps] == [Did.MOVED, Did.MISSED]


def test_a_promise_renewed_before_it_was_called_missed_was_missed_that_day() -> None:
    """It was given up then."""
    first, _ = promise.each(promise.renew(PROMISED, "ring at 8", DAY, on=DAY + timedelta(days=2)))
    assert (first.status, first.resolved_on) == (Status.MISSED, DAY + timedelta(days=2))


def test_a_promise_that_was_missed_and_moved_was_missed_when_it_was_made_anew() -> None:
    """By moving it the rep took the miss back; its note goes with that."""
    moved = promise.move(
        promise.settle(PROMISED, Status.MISSED, on=DAY, note="too late"), DAY, on=DAY
    )
    first, _ = promise.each(promise.renew(moved, "ring at 8", DAY, on=DAY + timedelta(days=2)))
    assert (first.resolved_on, first.note) == (DAY + timedelta(days=2), None)


def test_what_another_valley_wrote_of_a_promise_is_taken_as_it_stands() -> None:
    """A last promise that came unasked, and one before it whose words were not kept."""
    (missed, renewed) = missed_and_renewed().steps
    entry = replace(
        missed_and_renewed(), volunteered=True, steps=(missed, renewed._replace(action=None))
    )
    first, last = promise.each(entry)
    assert (first.volunteered, last.volunteered) == (False, True)
    assert first.action == entry.action
    assert promise.given_up(entry) == []


def test_a_miss_counts_for_the_kind_of_action_that_was_missed() -> None:
    """Not for the kind of the one that was made of it."""
    view = worked([promise.settle(missed_and_renewed("try harder"), Status.KEPT, on=DAY)])
    assert {kind: (one.kept, one.missed) for kind, one in view.by_verdict} == {
        Verdict.CONCRETE: (0, 1),
        Verdict.VAGUE: (1, 0),
    }


def test_a_renewed_miss_is_told_wherever_promises_are_counted(world: World) -> None:
    """By the review, its findings, the export, the excuses and what worked, all alike."""
    world.day("2026-03-02")
    told = {"reason": "too dear", "excuse": "price-too-high", "due": "today"}
    first = world.checkin(action="call A at 9", **told)["id"]
    world.day("2026-03-03")
    world.run("promises", "miss", first, "--note", "ring earlier")
    world.run("promises", "renew", first, "--action", "call A at 8", "--due", "today")
    world.run("promises", "keep", first)
    world.day("2026-03-05")
    second = world.checkin(action="call B at 9", **told)["id"]
    world.run("promises", "keep", second)

    counted = {"made": 3, "kept": 2, "better": 0, "missed": 1, "open": 0}
    review = world.json("review")
    assert review["figures"]["promises"] == counted
    assert review["figures"]["volunteered"] == 0
    assert "all_kept" not in [one["rule"] for one in review["findings"]]
    overall = world.json("promises", "worked")["overall"]
    assert {name: overall[name] for name in counted} == counted
    (excuse,) = world.json("excuses")
    assert (excuse["kept"], excuse["missed"]) == (2, 1)
    export = world.run("export", "--week", "2026-W10", "--format", "md")
    assert "3 made: 2 kept, 1 missed" in export
    assert "kept or bettered twice, missed once" in export
    assert "### Missed\n\n- call A at 9 (missed, Tue 3 Mar)\n  - ring earlier" in export
    assert "- Action (missed): call A at 9\n- Action (kept): call A at 8\n" in export
    page = world.run("export", "--week", "2026-W10", "--format", "html")
    assert page.count("call A at 9") == 3 == page.count("call A at 8")


@given(entries())
def test_every_promise_is_counted_once(entry: Entry) -> None:
    """However often it was made anew: those kept, missed and open are those that were made."""
    each = [one.status for one in promise.each(entry)]
    assert each == [*promise.ends(entry)]
    made = (entry.action is not None) + sum(step.did is Did.RENEWED for step in entry.steps)
    assert len(each) == (made if entry.action else 0)
    overall = worked([entry]).overall
    assert (
        overall.made == len(each) == overall.kept + overall.better + overall.missed + overall.open
    )
    for one in recurring([entry], since=date.min, today=date.max):
        assert one.excuse != entry.excuse or one.kept + one.missed + one.open == len(each)
        assert one.answered <= one.count - one.for_promises
        assert set(one.entries) == {entry.id}
    excused = [one.note_excuse for one in promise.each(entry) if one.status is Status.MISSED]
    assert [name for name, _ in promise.missed_for(entry)] == [name for name in excused if name]


def test_the_third_move_is_named_gently(world: World) -> None:
    """And not the second."""
    entry = world.checkin(reason="too dear", excuse="price-too-high", action="call at 9")
    for due in ("friday", "monday"):
        assert "smaller one" not in world.run("promises", "move", entry["id"], "--due", due)
    out = world.run("promises", "move", entry["id"], "--due", "in 2 weeks")
    assert "Moved 3 times now. Is it still the right step, or is there a smaller one?" in out


def test_several_promises_are_settled_at_once_and_undone_as_one(world: World) -> None:
    """By the starts of their ids."""
    ids = [world.checkin(str(n), reason="x", excuse="y", action=f"call {n}")["id"] for n in "123"]
    world.run("promises", "keep", *(one[:8] for one in ids))
    assert world.json("promises") == []
    world.run("undo", "--yes")
    assert len(world.json("promises")) == 3


def test_overdue_promises_come_first_and_stay_open(world: World) -> None:
    """They are shown for as long as they are open."""
    world.checkin("a", reason="x", excuse="y", action="call the first", due="tomorrow")
    world.checkin("b", reason="x", excuse="y", action="call the second", due="in 3 weeks")
    world.day("2026-03-20")
    out = world.run("promises")
    assert out.index("Overdue since Thu 5 Mar") < out.index("call the first")
    assert out.index("call the first") < out.index("Wed 25 Mar") < out.index("call the second")


def test_what_worked_is_counted_by_kind_and_excuse_and_quoted(world: World) -> None:
    """Kept by verdict, per excuse, and in the rep's own words."""
    kept = world.checkin(reason="x", excuse="too-dear", action="call 20 accounts at 9")
    missed = world.checkin(reason="x", excuse="too-dear", action="try harder")
    world.run("promises", "keep", kept["id"])
    world.run("promises", "miss", missed["id"])
    view = world.json("promises", "worked")
    assert view["overall"] | {} == {
        "made": 2,
        "kept": 1,
        "better": 0,
        "missed": 1,
        "open": 0,
        "rate": 0.5,
    }
    assert view["by_verdict"]["concrete"]["rate"] == 1.0
    assert view["by_verdict"]["vague"]["rate"] == 0.0
    assert view["by_excuse"][0]["excuse"] == "too-dear"
    assert "“call 20 accounts at 9”" in world.run("promises", "worked")


def test_a_plan_is_scored_by_what_became_of_it_since() -> None:
    """The newest plan holds; what was said of an older one is not counted for it."""

    def heard(day: int, *, plan: bool = False, use: PlanUse | None = None) -> Entry:
        return an_entry(
            date(2026, 3, day),
            reason="x",
            excuse="y",
            action=f"do {day}",
            verdict=Verdict.CONCRETE,
            status=Status.OPEN,
            plan=plan,
            plan_use=use,
        )

    entries = [
        heard(9, use=PlanUse.HELPED),
        heard(8, use=PlanUse.NOT_USED),
        heard(7, use=PlanUse.TRIED),
        heard(6, plan=True, use=PlanUse.HELPED),
        heard(5, plan=True),
    ]
    found = plan_for("y", entries)
    assert found is not None
    assert (found.entry.action, found.came_up, found.used, found.helped) == ("do 6", 3, 2, 1)
    assert plan_for("z", entries) is None


def test_wins_and_reasons_without_action_are_no_promises() -> None:
    """They do not count."""
    assert worked([an_entry(DAY)]).overall.made == 0
