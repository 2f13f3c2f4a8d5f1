"""The streak as it is told: mended, explained, and its milestones said once."""

import pytest

from tests.conftest import World

FIVE = ("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06")


def log(world: World, *days: str) -> str:
    """Check in on each of the days, and return what the last one printed."""
    out = ""
    for day in days:
        world.day(f"{day}T18:30")
        out = world.run("checkin", "--no-input", "--happened", f"Day {day}")
    return out


def test_a_milestone_is_said_once(world: World) -> None:
    """At the entry that reaches it, and not at the second one of that day."""
    assert "5 working days in a row." in log(world, *FIVE)
    assert "in a row" not in log(world, FIVE[-1])


def test_what_can_be_mended_is_said_and_mends(world: World) -> None:
    """By tonight, with what it keeps alive; afterwards nothing is said of it."""
    log(world, *FIVE[:2])
    world.day("2026-03-05T09:00")
    assert "Write Wed 4 Mar by tonight, and the streak stands at 3 days." in world.run("streak")
    world.run("checkin", "--no-input", "--happened", "late", "--date", "yesterday")
    assert "Streak 3 days" in world.run("streak")
    assert "stands at" not in world.run("streak")


def test_mending_keeps_nothing_alive_where_there_was_no_streak(world: World) -> None:
    """The day counts when it is written, and that is all."""
    log(world, FIVE[0])
    world.day("2026-03-05T09:00")
    told = world.run("streak")
    assert "Write Wed 4 Mar by tonight, and it still counts." in told
    assert "stands at" not in told


def test_a_streak_of_one_day_is_told_as_one(world: World) -> None:
    """Its day once, and no plural."""
    log(world, FIVE[0])
    world.day("2026-03-04T09:00")
    told = world.run("streak")
    assert "Longest 1 day, Mon 2 Mar\n" in told
    assert "1 of the last 2 working days" in told
    world.day("2026-03-03T09:00")
    assert "1 of the last 1 working day\n" in world.run("streak")


def test_a_day_that_is_over_is_backfilled_and_breaks(world: World) -> None:
    """The entry is kept and shown as what it is."""
    log(world, *FIVE[:2])
    world.day("2026-03-06")
    entry = world.checkin("far too late", date="2026-03-04")
    assert entry["backfilled"] is True
    assert world.json("streak")["current"] == 0


def test_after_a_break_what_is_still_true_is_told(world: World) -> None:
    """The longest so far and the last twenty days, with no word of loss."""
    log(world, *FIVE)
    world.day("2026-03-12")
    out = world.run("streak")
    assert "Longest 5 days, Mon 2 Mar to Fri 6 Mar" in out
    assert "5 of the last 8 working days" in out
    assert not {"lost", "broken", "failed"} & set(out.lower().split())


def test_explain_reckons_each_day(world: World) -> None:
    """So that a rep can follow the figure by hand."""
    log(world, *FIVE[:2])
    out = " ".join(world.run("streak", "--explain").split())
    assert "Tue 3 Mar, done: streak 1 + 1 = 2; momentum 5.2 × 0.948 + 5.2 = 10.1" in out


@pytest.mark.parametrize(
    "pattern", ["mon-fri", "sun-thu", "mon,wed,fri", "FREQ=WEEKLY;BYDAY=MO,TU"]
)
def test_patterns_of_working_days_are_taken(world: World, pattern: str) -> None:
    """Names, ranges and RRULE strings."""
    world.run("config", "set", "workdays", pattern)
    assert world.run("config", "get", "workdays").strip() == pattern


def test_a_clock_set_back_never_breaks_the_journal(world: World) -> None:
    """An entry of a day to come is kept, and shown when that day is there."""
    log(world, "2026-03-10")
    world.day("2026-03-04")
    assert world.json("streak")["current"] == 0
    world.checkin("today")
    assert world.json("streak")["current"] == 1
    assert len(world.json("log")) == 2
