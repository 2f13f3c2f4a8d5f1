"""A made-up journal to look around in, and nothing else touched."""

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import World


@pytest.fixture
def temporary(world: World, tmp_path: Path) -> Path:
    """Give the place for temporary files, to see what is left there."""
    place = tmp_path / "tmp"
    place.mkdir()
    world.set(TMPDIR=str(place))
    import tempfile

    world.monkeypatch.setattr(tempfile, "tempdir", None)
    return place


def files(root: Path) -> dict[str, bytes]:
    """Read all there is below a folder."""
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_it_says_what_it_is_and_what_to_try(world: World) -> None:
    """And shows today."""
    shown = world.run("demo")
    assert "does not exist" in shown
    assert "valley demo review" in shown
    assert "Streak" in shown


@pytest.mark.parametrize(
    "command",
    [(), ("excuses",), ("log", "--grep", "price"), ("streak",), ("promises",), ("config", "list")],
)
def test_any_command_runs_on_it(command: tuple[str, ...], world: World, temporary: Path) -> None:
    """Its options too; the real journal stays as it is, and nothing is left behind."""
    mine = world.checkin("mine")
    before = files(world.home)
    shown = world.run("demo", *command)
    assert shown
    assert mine["id"][:8] not in shown
    assert files(world.home) == before
    assert not list(temporary.iterdir())
    assert [path.name for path in world.home.parent.iterdir()] == ["tmp", "valley"]


def test_what_is_changed_there_goes_with_it(world: World) -> None:
    """A check-in in the demo is one."""
    entry = world.json("demo", "checkin", "--no-input", "--happened=here for a moment")
    assert entry["happened"] == "here for a moment"
    assert not world.home.exists()


def test_the_same_day_makes_the_same_journal(world: World) -> None:
    """So that pictures and examples can be made again."""
    assert world.json("demo", "log") == world.json("demo", "log")


@pytest.mark.parametrize("today", ["2026-03-02", "2026-03-04", "2026-03-08", "2027-01-04"])
def test_the_story_ends_yesterday(world: World, today: str) -> None:
    """On whatever day it is told."""
    world.day(today)
    log = world.json("demo", "log")
    assert len(log) > 70
    last = date.fromisoformat(log[0]["day"])
    assert 1 <= (date.fromisoformat(today) - last).days <= 3
    assert all(entry["written_at"][:10] < today for entry in log)
    assert {entry["status"] for entry in log} == {None, "open", "kept", "missed", "better"}
    assert sum(entry["status"] == "open" for entry in log) <= 3
    assert world.json("demo")["focus"]
    assert world.json("demo", "excuses")[0]["count"] >= 4


def test_errors_are_those_of_the_command(world: World) -> None:
    """Exit codes come through."""
    assert "ffff" in world.fails("demo", "show", "ffffffff", code=4)
    assert "--nope" in world.fails("demo", "log", "--nope", code=2)
    assert "beyond" in world.fails("demo", "remind", "off", code=3)


def test_it_can_be_heard(world: World) -> None:
    """Plain, before the command."""
    shown = world.run("--plain", "demo", "excuses")
    assert "times" in shown
    assert "█" not in shown
