"""`valley review` and `valley landscape`, without questions."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import World
from tests.weeks import MONDAY, day, quarter, setback, win, write
from valley.store.folder import Folder

Golden = Callable[[str, str], None]
WEEK = "2026-W23"
FRIDAY = "2026-06-05"


@pytest.fixture
def friday(world: World) -> World:
    """Give a world with a quarter in it, on its last Friday."""
    write(world.home, quarter())
    world.day(FRIDAY)
    return world


def test_the_json_is_the_whole_view(friday: World, golden: Golden) -> None:
    """With stable names, dates in ISO form, and each finding with its sentence and days."""
    friday.run("review", "--focus", "Ask first", "--no-input")
    view = friday.json("review")
    for number, entry in enumerate(view["entries"]):
        entry["id"] = f"entry {number}"
        entry["written_at"] = entry["updated_at"] = "then"
    for one in view["came_back"]:
        one["entries"] = len(one["entries"])
    golden("review.json", json.dumps(view, ensure_ascii=False, indent=2) + "\n")


def test_the_landscape_in_json(friday: World, golden: Golden) -> None:
    """Weeks with their days and levels, and the way out."""
    view = friday.json("landscape", "--from", "2026-05-20")
    golden("landscape.json", json.dumps(view, ensure_ascii=False, indent=2) + "\n")


def test_the_week_before_is_the_week_by_its_name(friday: World) -> None:
    """`--last` and `--week` are two ways to say it."""
    friday.day("2026-06-08")
    assert friday.json("review", "--last") == friday.json("review", "--week", WEEK)
    assert friday.run("review", "--last") == friday.run("review", "--week", WEEK)


def test_every_week_has_a_review(friday: World) -> None:
    """Also the first, the ones before it, and the one in progress."""
    for back in range(20):
        monday = MONDAY - timedelta(weeks=back)
        view = friday.json("review", "--week", f"{monday:%G-W%V}")
        assert view["first"] == monday.isoformat()
        assert view["in_progress"] is (back == 0)
        assert len(view["findings"]) <= 3
        assert len(view["questions"]) <= 3
        shown = {found["rule"] for found in view["findings"]}
        assert len(shown) == len(view["findings"])


def test_no_terminal_no_questions(friday: World) -> None:
    """The picture and the findings come alone, and nothing is written."""
    before = {path: path.read_bytes() for path in friday.home.rglob("*.json")}
    text = friday.run("review")
    assert text == friday.run("review", "--no-input")
    assert "What stands out" in text
    assert "?" not in text
    assert {path: path.read_bytes() for path in friday.home.rglob("*.json")} == before


def test_a_focus_is_kept_shown_all_next_week_and_undone(friday: World) -> None:
    """By `valley` on every day of it; then the next review takes over."""
    friday.run("review", "--focus", "Ask for the date")
    assert friday.json("review")["focus"] == "Ask for the date"
    for number in range(10):  # from Friday to the Sunday after the next Friday
        friday.day((date.fromisoformat(FRIDAY) + timedelta(days=number)).isoformat())
        assert friday.json("status")["focus"] == "Ask for the date"
        assert "Ask for the date" in friday.run("status")
    assert friday.json("review")["last_focus"]["text"] == "Ask for the date"
    assert "\nThe focus of this week: Ask for the date\n" in friday.run("review")
    friday.day("2026-06-15")
    assert friday.json("status")["focus"] is None
    friday.run("undo", "--yes")
    assert friday.json("review", "--week", WEEK)["focus"] is None


def test_a_focus_of_the_last_week_of_a_year_holds_into_the_next(world: World) -> None:
    """ISO weeks: the 53rd of 2026 ends on 3 January."""
    world.day("2027-01-01")
    world.run("review", "--focus", "Begin anew")
    world.day("2027-01-08")
    assert world.json("status")["focus"] == "Begin anew"
    assert world.json("review", "--list")[0]["week"] == "2026-W53"


def test_a_review_that_was_written_is_not_asked_for_again(world: World) -> None:
    """`valley` names it as the next step of a Friday until then."""
    world.day(FRIDAY)
    world.checkin()
    assert "Next: valley review" in world.run("status")
    world.run("review", "--focus", "Ask first")
    assert "valley review" not in world.run("status")


def test_reviews_are_listed(friday: World) -> None:
    """The newest first."""
    assert "No review yet" in friday.run("review", "--list")
    assert friday.json("review", "--list") == []
    friday.run("review", "--focus", "Ask first")
    friday.run("review", "--last", "--focus", "Ring [poc] at nine")
    assert [one["focus"] for one in friday.json("review", "--list")] == [
        "Ask first",
        "Ring [poc] at nine",
    ]
    assert friday.run("review", "--list").splitlines() == [
        "2026-W23  Mon 1 Jun to Sun 7 Jun",
        "  Ask first",
        "2026-W22  Mon 25 May to Sun 31 May",
        "  Ring [poc] at nine",
    ]


def test_the_leaders_questions_are_their_own(friday: World) -> None:
    """By a setting."""
    friday.run("config", "set", "role", "leader")
    assert friday.json("review")["questions"] == [
        "Where did I blame this week: the team, the market, the company?",
        "When somebody brought me a reason, did I ask ‘What are you going to do about that?’",
        "Where did I make it safe to say how things are, and what worked about that?",
    ]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--week", "2026-W24"), 3),
        (("--week", "2026-W60"), 3),
        (("--week", "last"), 3),
        (("--week", "0001-W01"), 3),
        (("--focus", " "), 3),
    ],
)
def test_what_cannot_be_reviewed_is_refused(
    friday: World, args: tuple[str, ...], code: int
) -> None:
    """In one line."""
    friday.fails("review", *args, code=code)


def test_to_edit_asks_and_so_needs_a_terminal(friday: World) -> None:
    """It is a usage error without one."""
    assert friday.call("review", "--edit").exit_code == 2


def test_the_landscape_is_of_twelve_weeks_or_as_told(friday: World) -> None:
    """Whole weeks, none of them to come."""
    weeks = friday.json("landscape")["weeks"]
    assert (len(weeks), weeks[0]["week"], weeks[-1]["week"]) == (12, "2026-W12", WEEK)
    told = friday.json("landscape", "--from", "2026-05-13", "--to", "2026-05-20")
    assert [week["week"] for week in told["weeks"]] == ["2026-W20", "2026-W21"]
    assert (told["first"], told["last"]) == ("2026-05-11", "2026-05-24")
    friday.fails("landscape", "--from", FRIDAY, "--to", "2026-06-01", code=3)


def test_a_young_journal_has_no_desert_before_its_first_day(world: World) -> None:
    """Unless the days are asked for; and no trend is read from nothing."""
    for back in (1, 0):
        write(world.home, [setback(day(back, 1))])
    world.day(FRIDAY)
    assert len(world.json("landscape")["weeks"]) == 2
    assert len(world.json("landscape", "--from", "2026-05-04")["weeks"]) == 5
    assert world.json("review")["came_back"][0]["count"] == 2
    assert "\n  Too dear today, twice" in world.run("review")


def test_an_empty_journal_has_an_honest_review_and_landscape(world: World) -> None:
    """Nothing is made up."""
    assert "Nothing is logged in this week yet." in world.run("review")
    assert "no terrain yet" in world.run("landscape")
    assert world.json("review")["figures"]["owned"] is None


def test_only_the_years_that_are_needed_are_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty years cost no more than the half year a review looks at."""
    entries = [win(date(year, 5, 4)) for year in range(1987, 2027)]
    write(world.home, [*entries, setback(day(0, 1)), setback(date(2025, 12, 30))])
    world.day(FRIDAY)
    opened: list[str] = []
    really = Folder.read

    def counting(folder: Folder, name: str) -> bytes:
        if Path(name).parent.name == "journal":
            opened.append(Path(name).stem)
        return really(folder, name)

    monkeypatch.setattr(Folder, "read", counting)
    world.run("review", "--no-input")
    assert set(opened) == {"2025", "2026", "excuses"}
    opened.clear()
    world.run("review", "--no-input", "--week", "1999-W40")
    assert set(opened) == {
        "1998",
        "1999",
        "excuses",
    }  # the year before, to see that the journal had begun
    opened.clear()
    world.run("landscape")
    assert set(opened) == {"2026"}


def test_an_empty_week_names_the_last_one_with_entries(world: World) -> None:
    """On stderr, with the command; where there is none, nothing."""
    assert "entr" not in world.call("review", "--no-input").stderr
    world.checkin()
    world.day("2026-03-13")
    shown = world.call("review", "--no-input").stderr
    assert "The week of Mon 2 Mar has 1 entry: valley review --week 2026-W10" in shown
