"""What an import asks and tells: the one order that fits, the command for the next time, what helps."""

import json
import shlex
from datetime import UTC, date, time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Terminal, World
from valley.exchange import columns
from valley.exchange.days import Days
from valley.exchange.formats import ImportFormat, Reading
from valley.sittings import importing


@pytest.fixture
def table(tmp_path: Path) -> Any:
    """Give a function that writes a file."""

    def write(text: str) -> str:
        file = tmp_path / "t.csv"
        file.write_text(text, "utf-8")
        return str(file)

    return write


def test_days_that_fit_one_order_are_asked_for_and_the_order_is_told(
    terminal: Any, world: World, table: Any
) -> None:
    """Not taken by itself; and the command for the next time needs no question."""
    file = table("Date,Notes\n13/02/2026,Demo\n14/02/2026,Call\n")
    screen: Terminal = terminal("import", file)
    screen.answers("comes first. Read them so?", "")
    screen.answers("Take these 2 entries in", "y")
    screen.sees("Next time: valley ")
    command = shlex.split(screen.ends().splitlines()[0])
    assert command[-2:] == ["--date-format", "day-first"]
    again = world.json(*command)
    assert (again["added"], again["skipped"], again["problems"]) == (0, 2, [])


def test_an_order_that_is_refused_reads_nothing(terminal: Any, world: World, table: Any) -> None:
    """No command for the next time is told of what failed."""
    screen: Terminal = terminal("import", table("Date,Notes\n13/02/2026,Demo\n"))
    screen.answers("comes first. Read them so?", "no")
    assert "Next time" not in screen.ends(code=3)
    assert world.json("log") == []


AWKWARD_NAMES = ["a b.csv", "it's $HOME;`x`.csv", "-x.csv", "--map.csv", "ü\n2.csv"]


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_the_command_for_the_next_time_does_the_same(
    name: str, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the file and its columns are called, with every option that was given."""
    monkeypatch.chdir(tmp_path)
    rows = "When;It's what;Zu\n13.02.26;Müller wins;x\nsoon;Call;y\n"
    Path(tmp_path, name).write_bytes(rows.encode("windows-1252"))
    how = Reading(
        days=Days(today=date(2026, 3, 4), day_ends_at=time(4), form="day-first"),
        columns=[("day", "When"), ("happened", "It's what")],
        ignore=["Zu"],
        encoding="windows-1252",
    )
    told = importing.command([Path(name)], ImportFormat.CSV, how, skip_bad=True)
    valley, *arguments = shlex.split(told)
    assert valley == "valley"
    counts = world.json(*arguments)
    assert (counts["added"], len(counts["problems"])) == (1, 1)
    assert world.json("log")[0]["happened"] == "Müller wins"


def test_a_format_that_was_told_is_told_again() -> None:
    """And none where it was found out."""
    how = Reading(days=Days(today=date(2026, 3, 4), day_ends_at=time(4)))
    file = [Path("x")]
    assert importing.command(file, ImportFormat.JSONL, how, skip_bad=False).endswith("jsonl")
    assert importing.command(file, ImportFormat.AUTO, how, skip_bad=False) == "valley import x"


def test_a_table_of_very_many_columns_is_none(world: World, table: Any) -> None:
    """It is refused at once, with a line that can be read."""
    names = ["Date", "Notes", *(f"c{number}" for number in range(columns.MOST))]
    file = table(",".join(names) + "\n2026-03-04,Demo" + "," * columns.MOST + "\n")
    told = world.fails("import", file, code=3)
    assert "more than 4,000" in told
    assert len(told) < 300


def test_of_many_columns_left_aside_some_are_named(world: World, table: Any) -> None:
    """And the others counted."""
    names = ",".join(f"c{number}" for number in range(100))
    file = table(f"Date,Notes,{names}\n2026-03-04,Demo\n")
    told = world.call("import", file).stderr
    assert "c39 and 60 more." in told
    assert "c40" not in told


def test_a_zone_of_several_meanings_is_told_with_what_helps(world: World, table: Any) -> None:
    """Its offset, or the form with its name in it; which then reads it."""
    file = table("Date,Notes\n2026-03-02 18:30 CET,Demo\n")
    told = world.call("import", file).stderr
    assert "CET is the name of several zones" in told
    form = told.split("--date-format '")[1].split("'")[0]
    assert world.json("import", file, "--date-format", form)["added"] == 1


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("EST", 23),
        ("EDT", 22),
        ("CST", 0),
        ("CDT", 23),
        ("MST", 1),
        ("PST", 2),
        ("PDT", 1),
        ("Z", 18),
    ],
)
def test_a_zone_that_is_an_hour_is_read_to_the_hour(zone: str, utc: int) -> None:
    """As RFC 5322 has them."""
    reader = Days(today=date(2026, 3, 4), day_ends_at=time(4))
    assert reader.moment(f"2026-03-02 18:30 {zone}").astimezone(UTC).hour == utc


@pytest.mark.parametrize(
    "other", ["Demo  at\tAcme", " Demo at Acme ", "Demo\nat\n\nAcme", "'Demo at Acme"]
)
def test_white_space_makes_no_other_record(world: World, tmp_path: Path, other: str) -> None:
    """What differs in it alone is there already."""
    world.checkin("Demo at Acme", date="2026-03-02")
    file = tmp_path / "again.json"
    file.write_text(json.dumps([{"day": "2026-03-02", "happened": other}]))
    assert world.json("import", str(file))["skipped"] == 1
