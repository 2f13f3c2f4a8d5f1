"""`valley numbers`: said, kept, shown, taken back, and carried out and in."""

import csv
import io
import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import World
from tests.golden_plugin import Golden
from tests.weeks import note, setback, write
from valley.model import Theme

NAMES = "dials, talks, meetings, proposals"


@pytest.fixture(autouse=True)
def chosen(world: World) -> None:
    """Choose some numbers."""
    world.run("config", "set", "numbers", NAMES)


def days(world: World) -> dict[str, dict[str, int]]:
    """Return what is kept."""
    return {one["day"]: one["counts"] for one in world.json("numbers")["days"]}


def test_numbers_are_kept_by_day_and_name(world: World) -> None:
    """A later answer takes the place of an earlier one; what it does not say stays."""
    assert world.run("numbers", "say", "40 6 2 1") == (
        "Numbers of Wed 4 Mar: dials 40, talks 6, meetings 2, proposals 1.\n"
    )
    world.run("numbers", "say", "dials 42, talks -")
    world.run("numbers", "say", "8", "--date", "yesterday")
    assert days(world) == {
        "2026-03-03": {"dials": 8},
        "2026-03-04": {"dials": 42, "meetings": 2, "proposals": 1},
    }
    world.run("undo", "--yes")
    world.run("undo", "--yes")
    assert days(world) == {"2026-03-04": {"dials": 40, "talks": 6, "meetings": 2, "proposals": 1}}
    world.run("undo", "--yes")
    assert days(world) == {}
    assert world.json("doctor")["ok"]


def test_a_dash_says_that_none_is_known(world: World) -> None:
    """Which is not nought."""
    assert world.run("numbers", "say", "-") == "Numbers of Wed 4 Mar: none known.\n"
    assert days(world) == {"2026-03-04": {}}
    assert all(one["weeks"][-1]["days"] == 0 for one in world.json("numbers")["courses"])


def test_they_are_said_with_a_check_in(world: World) -> None:
    """Of its day, and undone with it."""
    world.checkin("Demo", numbers="40 6", date="2026-03-03")
    assert days(world) == {"2026-03-03": {"dials": 40, "talks": 6}}
    told = world.call("checkin", "--no-input", "--happened=Demo", "--numbers=talks 3")
    assert "Numbers: talks 3" in told.stderr
    world.run("undo", "--yes")
    assert days(world) == {"2026-03-03": {"dials": 40, "talks": 6}}


@pytest.mark.parametrize("line", ["a lot", "40 6 2 1 5", "-5", "1,200"])
def test_a_line_that_is_not_understood_writes_nothing(world: World, line: str) -> None:
    """No entry either."""
    world.fails("numbers", "say", "--", line, code=3)
    told = world.fails("checkin", "--no-input", "--happened=x", f"--numbers={line}", code=3)
    assert "40 6 2 1" in told
    assert days(world) == {}
    assert world.json("log") == []


def test_without_a_choice_the_command_says_how_to_make_one(world: World) -> None:
    """Nothing is guessed."""
    world.run("config", "unset", "numbers")
    assert "valley config set numbers" in world.run("numbers")
    assert "valley config set numbers" in world.fails("numbers", "say", "40", code=3)
    world.fails("config", "set", "numbers", "a, b, c, d, e, f", code=3)
    world.fails("config", "set", "numbers", "a, A", code=3)
    world.run("config", "set", "numbers", " Dials ,New  Talks")
    assert world.run("config", "get", "numbers") == "dials, new talks\n"


def test_what_is_counted_no_more_is_still_shown(world: World) -> None:
    """After what is, and in no sequence."""
    world.run("numbers", "say", "40 6")
    world.run("config", "set", "numbers", "talks, visits")
    shown = world.json("numbers")
    assert [one["name"] for one in shown["courses"]] == ["talks", "visits", "dials"]
    assert [(one["of"], one["to"]) for one in shown["chain"]] == [("talks", "visits")]


def test_the_table_comes_back_as_it_went(world: World, tmp_path: Path) -> None:
    """Twice changes nothing; what is known already stays."""
    world.run("numbers", "say", "40 6")
    world.run("numbers", "say", "0 - 3", "--date", "2026-03-02")
    table = world.run("numbers", "--csv")
    assert table == ("day,dials,talks,meetings,proposals\n2026-03-02,0,,3,\n2026-03-04,40,6,,\n")
    file = tmp_path / "numbers.csv"
    file.write_bytes(table.encode())
    assert world.json("numbers", "import", str(file)) == {
        "read": 2, "added": 0, "skipped": 2, "problems": [],
    }  # fmt: skip
    world.run("numbers", "say", "dials 1, talks -")
    done = world.json("numbers", "import", str(file))
    assert (done["added"], done["skipped"]) == (1, 1)
    assert days(world)["2026-03-04"] == {"dials": 1, "talks": 6}
    world.run("undo", "--yes")
    assert days(world)["2026-03-04"] == {"dials": 1}


def test_a_table_of_another_program(world: World, tmp_path: Path) -> None:
    """Other columns are left aside and named; a bad row keeps all out, or is left out."""
    file = tmp_path / "old.csv"
    file.write_text(
        "Date;Dials;Notes\n02.03.2026;40;x\n03.03.2026;many;\n02.03.2026;1;\n04.03.2099;1;\n"
    )
    options = ("--date-format", "day-first")
    result = world.call("numbers", "import", str(file), *options)
    assert result.exit_code == 3
    assert "Columns left aside: Notes." in result.stderr
    assert "'dials' cannot be 'many'" in result.stderr
    assert "stands there twice" in result.stderr
    assert "2099-03-04 is yet to come" in result.stderr
    assert days(world) == {}
    world.run("numbers", "import", str(file), *options, "--skip-bad")
    assert days(world) == {"2026-03-02": {"dials": 40}}
    file.write_text("a,b\n1,2\n")
    assert "a column 'day'" in world.fails("numbers", "import", str(file), code=3)
    file.write_text("")
    world.fails("numbers", "import", str(file), code=3)


@pytest.mark.parametrize("above", ["", "sep=,\n", "My numbers\n\n"])
def test_rows_that_end_early_do_not_hide_the_header(
    world: World, tmp_path: Path, above: str
) -> None:
    """More rows may be of one length than are as long as the header."""
    file = tmp_path / "short.csv"
    file.write_text(f"{above}day,{NAMES.replace(' ', '')}\n2026-03-02,1,2,3,\n2026-03-03,,,0,\n")
    world.run("numbers", "import", str(file))
    assert days(world) == {
        "2026-03-02": {"dials": 1, "talks": 2, "meetings": 3},
        "2026-03-03": {"meetings": 0},
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=6)
@given(
    st.dictionaries(
        st.dates(date(2025, 1, 1), date(2026, 3, 4)),
        st.dictionaries(st.sampled_from(NAMES.split(", ")), st.integers(0, 999_999_999)),
        max_size=5,
    )
)
def test_every_number_comes_back_from_every_export(
    world: World, tmp_path: Path, known: dict[date, dict[str, int]]
) -> None:
    """From JSON all, from tables each that has one; in a table of entries those of a day with one."""
    home = world.home.with_name(f"journal-{len(list(tmp_path.iterdir()))}")
    world.set(VALLEY_HOME=str(home))
    for day, counts in known.items():
        line = ", ".join(f"{name} {count}" for name, count in counts.items()) or "-"
        world.run("config", "set", "numbers", NAMES)
        world.run("checkin", "--no-input", "--happened=x", f"--numbers={line}", f"--date={day}")
    said = {day.isoformat(): counts for day, counts in known.items()}
    whole = world.run("export", "--format", "json")
    for number, (form, lost) in enumerate((("json", False), ("csv", True), ("numbers", True))):
        world.set(VALLEY_HOME=str(home))
        out = ("numbers", "--csv") if form == "numbers" else ("export", "--format", form)
        file = tmp_path / f"{home.name}.{number}"
        file.write_bytes(world.run(*out).encode())
        world.set(VALLEY_HOME=str(home.with_name(f"{home.name}-{number}")))
        world.run("config", "set", "numbers", NAMES)
        if known:
            into = ("numbers", "import") if form == "numbers" else ("import",)
            world.run(*into, str(file))
        back = {
            one["day"]: one["counts"]
            for one in json.loads(world.run("export", "--format", "json")).get("numbers", [])
        }
        kept = said if form != "csv" else {day: one for day, one in said.items() if one}
        assert back == kept, (form, lost)
        if form == "json":
            assert world.run("export", "--format", "json") == whole


def test_an_export_as_a_table_has_a_column_each(world: World) -> None:
    """In the first row of a day; days without an entry are told, not dropped in silence."""
    world.checkin("one", numbers="40 6")
    world.checkin("two")
    world.run("numbers", "say", "3", "--date", "2026-03-02")
    result = world.call("export", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["numbers.dials"] for row in rows] == ["40", ""]
    assert [row["numbers.talks"] for row in rows] == ["6", ""]
    assert "valley numbers --csv has them all" in result.stderr
    world.run("undo", "--yes")
    assert "without an entry" not in world.call("export", "--format", "csv").stderr


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_page_has_them_only_where_that_is_asked_for(world: World, form: str) -> None:
    """Those of its period."""
    world.run("numbers", "say", "99", "--date", "2026-02-02")
    world.checkin("one", numbers="40 6")
    page = ("export", "--format", form, "--from", "2026-03-02")
    assert "dials" not in world.run(*page)
    shown = world.run(*page, "--numbers")
    assert "Numbers" in shown
    assert "dials" in shown
    assert "40" in shown
    assert "99" not in shown
    told = world.call("export", "--format", form, "--tag", "none", "--numbers").stderr
    assert "There are no numbers" in told


def test_a_redacted_export_carries_them(world: World) -> None:
    """What they are called is text like any other."""
    world.run("config", "set", "numbers", "calls to henderson")
    world.run("config", "set", "redact_always", "henderson")
    world.checkin("Saw Henderson", numbers="4")
    shown = world.run("export", "--format", "json", "--redact")
    assert "enderson" not in shown
    assert json.loads(shown)["numbers"][0]["counts"] == {"calls to Client A": 4}


def quarter(world: World, table: Path) -> None:
    """Write a spring of numbers: talks fall, and are fewer where the price was blamed."""
    entries = []
    rows = ["day,dials,talks,meetings"]
    for back in range(110, -1, -1):
        day = date(2026, 6, 5) - timedelta(days=back)
        if day.isoweekday() > 5:
            continue
        low = back % 3 == 0
        entries.append(setback(day, theme=Theme.PRICE) if low else note(day))
        talks = (2 if low else 6 + back % 2) - (back < 28)
        rows.append(f"{day},{40 + back % 5},{talks},2")
    write(world.home, entries)
    world.day("2026-06-05T18:00")
    table.write_text("\n".join(rows))
    world.run("numbers", "import", str(table))


@pytest.mark.parametrize("columns", [40, 80])
def test_the_screen(world: World, golden: Golden, tmp_path: Path, columns: int) -> None:
    """Sparklines, the chain, what goes with what; in words for screen readers."""
    quarter(world, tmp_path / "numbers.csv")
    world.set(COLUMNS=str(columns))
    golden(f"numbers-{columns}.txt", world.run("numbers"))
    golden(f"numbers-{columns}-plain.txt", world.run("--plain", "numbers"))
    if columns == 80:
        shown = world.json("numbers")
        golden("numbers.json", json.dumps(shown | {"days": len(shown["days"])}, indent=2) + "\n")


def test_two_copies_of_a_journal_agree(world: World) -> None:
    """The later answer of a day wins on both."""
    world.run("numbers", "say", "40")
    there = world.home.with_name("there")
    shutil.copytree(world.home, there)
    world.day("2026-03-04T20:00")
    world.run("numbers", "say", "41")
    world.run("merge", str(there))
    assert days(world) == {"2026-03-04": {"dials": 41}}
    world.set(VALLEY_HOME=str(there))
    world.run("merge", str(world.home))
    assert days(world) == {"2026-03-04": {"dials": 41}}
