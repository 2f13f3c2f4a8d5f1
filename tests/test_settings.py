"""Settings: checked, kept with the user's own comments, and never in the way."""

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import World
from valley import settings
from valley.errors import InvalidInput
from valley.workdays import Away

WEDNESDAY = date(2026, 3, 4)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """And nothing is made."""
    loaded = settings.load(tmp_path / "none")
    assert loaded.values["workdays"] == "mon-fri"
    assert not loaded.problems
    assert not (tmp_path / "none").exists()


def test_what_is_set_is_read_back_beside_comments_and_days_off(tmp_path: Path) -> None:
    """A setting stands at the top even where days off came first."""
    (tmp_path / "settings.toml").write_text("# mine\nrole = 'leader'  # since May\n", "utf-8")
    settings.add_away(tmp_path, Away(WEDNESDAY, date(2026, 3, 6), "skiing"))
    settings.set_value(tmp_path, "repair_days", "2", WEDNESDAY)
    text = (tmp_path / "settings.toml").read_text("utf-8")
    assert "# mine" in text
    assert "# since May" in text
    loaded = settings.load(tmp_path)
    assert loaded.problems == ()
    assert (loaded.repair_days, loaded.values["role"]) == (2, "leader")
    assert loaded.away == (Away(WEDNESDAY, date(2026, 3, 6), "skiing"),)


def test_a_change_of_working_days_leaves_the_past_as_it_was(tmp_path: Path) -> None:
    """It holds from the day it is made; twice on one day is one change."""
    settings.set_value(tmp_path, "workdays", "sun-thu", WEDNESDAY)
    settings.set_value(tmp_path, "workdays", "mon-thu", WEDNESDAY)
    days = settings.load(tmp_path).workdays()
    assert days.counts(date(2026, 2, 27))  # a Friday before
    assert not days.counts(date(2026, 3, 6))
    assert not days.counts(date(2026, 3, 1))  # a Sunday before


@pytest.mark.parametrize(
    ("name", "value"),
    [("workdays", "blursday"), ("day_ends_at", "25:00"), ("repair_days", "-1"), ("plain", "maybe")],
)
def test_a_value_that_makes_no_sense_is_refused(tmp_path: Path, name: str, value: str) -> None:
    """And nothing is written."""
    with pytest.raises(InvalidInput, match=name):
        settings.set_value(tmp_path, name, value, WEDNESDAY)
    assert not (tmp_path / "settings.toml").exists()


def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """A typing error costs one look."""
    with pytest.raises(InvalidInput, match="did you mean workdays"):
        settings.set_value(tmp_path, "workday", "mon-fri", WEDNESDAY)


@pytest.mark.parametrize(
    "text", ["workdays = [", "\x00", "role = 3\nnonsense = 1\n[[away]]\nx = 1"]
)
def test_broken_settings_never_keep_a_rep_from_checking_in(world: World, text: str) -> None:
    """The defaults hold, and what is wrong is said on stderr."""
    world.home.mkdir()
    (world.home / "settings.toml").write_text(text, "utf-8")
    result = world.call("checkin", "--no-input", "--happened", "A day")
    assert result.exit_code == 0
    assert "settings.toml" in result.stderr
    assert (world.home / "settings.toml").read_text("utf-8") == text


def test_days_off_are_added_listed_and_removed(world: World) -> None:
    """By number; a number that is none is not found."""
    world.run("away", "add", "2026-12-24", "2027-01-02", "--note", "skiing")
    world.run("away", "add", "2026-03-01", "2026-03-02")
    rows = world.json("away", "list")
    assert [row["from"] for row in rows] == ["2026-12-24", "2026-03-01"]
    assert "skiing" in world.run("away", "list")
    world.run("away", "remove", "1")
    assert [row["from"] for row in world.json("away", "list")] == ["2026-03-01"]
    assert "away list" in world.fails("away", "remove", "7", code=4)
