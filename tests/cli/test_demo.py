"""A made-up journal to look around in, and nothing else touched."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import World
from valley.dates import WEEKDAYS
from valley.demo.journal import write
from valley.demo.story import story
from valley.entry.kinds import kind_of
from valley.insight import findings as rules
from valley.insight.evidence import Evidence
from valley.insight.recurring import recurring
from valley.journal import Journal
from valley.model import Entry


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


# The story is true by the rules that it shows

ACCOUNTS = "Corvin Amblers Osgood Norden Tessel Ravel Haddon Pellworth Harbour Maple Quist".split()
LABELLED = [
    *("Amblers", "Brightwater", "Corvin", "Haddon", "Lindqvist", "Maple and Sons", "Norden"),
    *("Osgood", "Pellworth", "Quist", "Ravel Park", "Tessel"),
]
NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)
ON = [date(2026, 3, 18), date(2026, 3, 20), date(2026, 3, 22), date(2026, 8, 4)]


def told_on(today: date, home: Path) -> list[Entry]:
    """Make the demo of a day, and return its entries, oldest first."""
    write(home, datetime.combine(today, NOON.timetz()), today)
    return list(Journal(home, NOON).entries(oldest_first=True))


@pytest.mark.parametrize("today", ON)
def test_its_excuses_rise_and_fall(today: date, tmp_path: Path) -> None:
    """As the entries of 90 days, and of the 90 before, have them."""
    entries = told_on(today, tmp_path)
    times = [(one.excuse, one.day) for one in entries if one.excuse]
    times += [(e.note_excuse, e.resolved_on) for e in entries if e.note_excuse and e.resolved_on]
    since, before = (today - timedelta(days=days) for days in (89, 179))
    assert entries[0].day <= before
    now = Counter(name for name, on in times if since <= on)
    then = Counter(name for name, on in times if before <= on < since)
    ways: Counter[str | None] = Counter()
    for one in recurring(entries, since=since, today=today, covered=True):
        some, more = max(now[one.excuse], then[one.excuse]), now[one.excuse] - then[one.excuse]
        way = None if some < 3 else "flat" if abs(more) < 2 else "up" if more > 0 else "down"
        assert (one.count, one.trend) == (now[one.excuse], way)
        ways[way] += 1
    assert ways["up"] >= 1
    assert ways["down"] >= 2
    assert ways["up"] <= 3
    assert any(one.for_promises for one in recurring(entries, since=date.min, today=today))


@pytest.mark.parametrize("today", ON)
def test_its_promises_are_due_when_they_say(today: date, tmp_path: Path) -> None:
    """'By Friday' on a Friday; and none ended before it was made, or after today."""
    for entry in told_on(today, tmp_path):
        for number, name in enumerate(WEEKDAYS):
            if entry.due and name in (entry.action or ""):
                assert entry.due.weekday() == number
        assert entry.resolved_on is None or entry.day <= entry.resolved_on < today


def test_its_wins_were_told(tmp_path: Path) -> None:
    """By the words, or by the rep."""
    said = {line.happened for lines in story() for line in lines if "w" in line.ended}
    entries = told_on(ON[0], tmp_path)
    for entry in entries:
        by_words = kind_of(entry.happened, entry.reason, None)
        assert entry.kind is by_words or (entry.is_win and entry.happened in said)
    assert sum(entry.is_win for entry in entries) >= 10


@pytest.mark.parametrize("today", ON)
def test_its_credits_go_by_account_and_day(today: date, tmp_path: Path) -> None:
    """Where a review names what came before a win."""
    entries = told_on(today, tmp_path)
    monday = today - timedelta(days=today.weekday())
    credited = []
    for back in range(1, 20):
        start = monday - timedelta(weeks=back)
        until = start + timedelta(days=6)
        known = [one for one in entries if one.day <= until]
        credited += [rules.before_win(Evidence(known, monday=start, until=until))]
    for found in filter(None, credited):
        steps = [one for one in entries if one.action == found.link]
        wins = [one for one in entries if one.is_win and one.happened == found.about]
        named = [name for name in ACCOUNTS if name in found.about]
        assert named, found
        account = named[0]
        assert all(account in f"{one.happened} {one.action}" for one in steps)
        days = {one.resolved_on if found.kept else one.day for one in steps}
        assert any((win.day - timedelta(days=found.count)) in days for win in wins)
    assert sum(found is not None for found in credited) >= 2


def test_its_accounts_are_found_and_nothing_else_is_one(world: World) -> None:
    """Those that were marked by hand in the story; a street and a source of leads are none."""
    told = {name for one in world.json("demo", "log", "--limit", "0") for name in one["accounts"]}
    assert told == set(LABELLED)
    shown = [one["account"] for one in world.json("demo", "about")]
    assert set(shown) < set(LABELLED)
    assert len(shown) == len(set(shown))
    screen = world.run("--plain", "demo", "about")
    assert all(name in screen for name in shown)
    assert world.json("demo", "about", "maple & sons")["account"] == "Maple and Sons"
