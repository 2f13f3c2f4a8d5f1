"""Settings: what the file may hold, what the commands do with it, and what goes wrong in it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import World
from valley import settings, settings_file
from valley.errors import InvalidInput
from valley.settings import TABLE


def file_of(world: World, text: str | None = None) -> Path:
    """Tell where the settings stand, with this text in them."""
    file = world.home / settings.FILE
    if text is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("one", TABLE, ids=lambda one: str(one.name))
def test_every_default_passes_its_own_check(one: settings.Setting) -> None:
    """And its sentence is one."""
    assert one.check(one.default) == one.default
    assert one.check(settings.as_text(one.default)) == one.default
    assert one.sentence.endswith(".")


@pytest.mark.parametrize(
    ("name", "said", "kept"),
    [
        ("workdays", "sun-thu", "sun-thu"),
        ("day_ends_at", "0:30", "00:30"),
        ("repair_days", "2", 2),
        ("week_starts", "Sun", "sun"),
        ("role", "leader", "leader"),
        ("plain", "yes", True),
        ("country", "GB", "GB"),
    ],
)
def test_a_setting_is_set_read_and_unset(
    world: World, name: str, said: str, kept: str | int
) -> None:
    """From the command line, and back to its default."""
    world.run("config", "set", name, said)
    assert settings.load(world.home).values[name] == kept
    assert world.run("config", "get", name).strip() == settings.as_text(kept)
    assert world.json("config", "get", name) == kept
    (listed,) = (one for one in world.json("config", "list") if one["name"] == name)
    assert listed["value"] == kept
    assert listed["chosen"]
    world.run("config", "unset", name)
    assert settings.load(world.home).values[name] == settings.setting(name).default
    assert name not in settings.load(world.home).chosen


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("workday", "mon", "did you mean workdays?"),
        ("Plain", "yes", "did you mean plain?"),
        ("zzz", "1", "there are workdays"),
        ("role", "leadr", "'leadr': it takes rep or leader; did you mean leader?"),
        ("week_starts", "tue", "mon or sun or sat"),
        ("day_ends_at", "4 pm", "like 04:00"),
        ("day_ends_at", "13:00", "before noon"),
        ("repair_days", "-1", "from 0 to 7"),
        ("repair_days", "8", "from 0 to 7"),
        ("plain", "perhaps", "true or false"),
        ("workdays", "mon-fry", "cannot be 'mon-fry': it takes names and ranges"),
        ("workdays", "FREQ=DAILY", "or an RRULE of weeks"),
    ],
)
def test_what_is_wrong_is_refused_with_the_nearest(
    world: World, name: str, said: str, told: str
) -> None:
    """And nothing is written."""
    line = world.fails("config", "set", "--", name, said, code=3)
    assert told in line
    assert line.count(repr(said)) <= 1
    assert line.endswith(".") != line.endswith("?")
    assert not line.endswith(("..", "?."))
    assert not file_of(world).exists()


def test_a_key_set_after_a_table_stands_above_it(world: World) -> None:
    """In TOML what follows a table belongs to it."""
    world.run("away", "add", "2026-04-01", "2026-04-05", "--note", "skiing")
    world.run("config", "set", "repair_days", "2")
    world.run("config", "set", "workdays", "mon-thu")
    world.run("config", "set", "role", "leader")
    now = settings.load(world.home)
    assert now.problems == ()
    assert (now.repair_days, now.values["role"], now.values["workdays"]) == (2, "leader", "mon-thu")
    assert [one.note for one in now.away] == ["skiing"]
    assert [pattern for _, pattern in now.before] == ["mon-fri"]


def test_comments_and_order_stay(world: World) -> None:
    """It is the user's file."""
    file = file_of(world, '# mine\nrole = "leader"  # since May\n\n# later\nplain = true\n')
    world.run("config", "set", "plain", "no")
    world.run("config", "set", "repair_days", "2")
    world.run("config", "unset", "role")
    kept = file.read_text("utf-8")
    assert "# mine" in kept
    assert "# later\nplain = false" in kept
    assert settings.load(world.home).values["repair_days"] == 2


@pytest.mark.parametrize(
    "text",
    [
        "not toml at all",
        "plain = ",
        "\x00\x01",
        "workdays = 5\nday_ends_at = 99\nrepair_days = 'many'\nplain = []\nrole = {}",
        "unknown = 1\n[tables]\nx = 1",
        "away = 3\nworkdays_before = 'x'",
        "[[away]]\nfrom = 2026-04-05\nto = 2026-04-01\n[[away]]\nnote = 'x'",
        "country = 'Atlantis'",
        "region = 'BY'",
    ],
)
def test_a_broken_file_never_blocks_a_check_in(world: World, text: str) -> None:
    """The defaults hold, and stderr says so."""
    file = file_of(world, text)
    result = world.call("checkin", "--no-input", "--happened=a day")
    assert result.exit_code == 0, result.output
    assert result.stderr
    assert "bug" not in result.stderr
    assert world.json("log")[0]["happened"] == "a day"
    assert file.read_text("utf-8") == text


def test_a_file_that_is_no_toml_is_not_written_to(world: World) -> None:
    """What somebody typed is kept, and can be mended."""
    file = file_of(world, "plain = maybe\nmine = 1")
    result = world.call("config", "set", "plain", "yes")
    assert result.exit_code == 5
    assert "config edit" in result.stderr
    assert file.read_text("utf-8") == "plain = maybe\nmine = 1"


def test_a_file_saved_by_notepad_is_read(world: World) -> None:
    """With its mark of byte order."""
    file_of(world, "\ufeffplain = true\n")
    assert settings.load(world.home).plain
    assert settings.load(world.home).problems == ()


def test_two_changes_at_once_are_both_kept(world: World) -> None:
    """Whoever comes second reads what the first one wrote."""
    pairs = [("repair_days", "2"), ("role", "leader"), ("plain", "yes"), ("week_starts", "sun")]

    def change(pair: tuple[str, str]) -> int:
        command = [sys.executable, "-m", "valley", "config", "set", *pair]
        return subprocess.run(command, env=os.environ | world.env, check=False).returncode

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(change, pairs)) == [0] * 4
    assert settings.load(world.home).chosen == {name for name, _ in pairs}


def test_the_file_to_edit_explains_itself(world: World) -> None:
    """Every setting stands in it, as a comment, and can be taken out of it."""
    path = settings_file.make_file(world.home)
    text = path.read_text("utf-8")
    assert settings.load(world.home).problems == ()
    path.write_text(text.replace("# " + TABLE[0].name, TABLE[0].name), "utf-8")
    assert settings.load(world.home).chosen == {TABLE[0].name}
    for one in TABLE:
        assert f"# {one.sentence}\n" in text
    everything = "\n".join(line.removeprefix("# ") for line in text.splitlines() if " = " in line)
    path.write_text(everything, "utf-8")
    assert settings.load(world.home).problems == ()
    assert settings.load(world.home).chosen == {one.name for one in TABLE}


def test_edit_says_what_the_editor_left_wrong(world: World) -> None:
    """At once, while it is fresh."""
    world.set(VISUAL="sh -c 'echo rol = 1 > \"$0\"'")
    assert "did you mean role?" in world.call("config", "edit").stderr
    world.set(VISUAL="no-such-editor")
    assert "no-such-editor" in world.call("config", "edit").stderr


def test_days_off_are_listed_numbered_and_removed(world: World) -> None:
    """By the numbers of the list."""
    world.run("away", "add", "2026-04-01", "2026-04-05", "--note", "skiing")
    world.run("away", "add", "friday", "friday")
    world.run("away", "add", "friday", "friday")  # said twice, it is one
    assert world.run("away", "list") == (
        "1  from Wed 1 Apr to Sun 5 Apr  skiing\n2  on Fri 6 Mar\n"
    )
    world.run("away", "remove", "1")
    assert [one["from"] for one in world.json("away", "list")] == ["2026-03-06"]
    assert "no away period 2" in world.fails("away", "remove", "2", code=4)
    world.run("away", "remove", "1")
    assert world.json("away", "list") == []
    assert "[[away]]" not in file_of(world).read_text("utf-8")


@pytest.mark.parametrize(
    ("today", "said", "kept"),
    [
        ("2026-03-20", ("16 mar", "20 mar"), ("2026-03-16", "2026-03-20")),
        ("2026-03-20", ("yesterday", "today"), ("2026-03-19", "2026-03-20")),
        ("2026-03-20", ("monday", "friday"), ("2026-03-23", "2026-03-27")),
        ("2026-03-20", ("friday", "friday"), ("2026-03-20", "2026-03-20")),
        ("2026-03-20", ("last monday", "today"), ("2026-03-16", "2026-03-20")),
        ("2026-03-06", ("in 2 weeks", "in 3 weeks"), ("2026-03-20", "2026-03-27")),
        ("2026-03-06", ("yesterday", "tomorrow"), ("2026-03-05", "2026-03-07")),
        ("2026-03-04", ("next monday", "next friday"), ("2026-03-09", "2026-03-13")),
        ("2026-03-04", ("24 dec", "2 jan"), ("2026-12-24", "2027-01-02")),
        ("2026-11-20", ("22 dec", "2 jan"), ("2026-12-22", "2027-01-02")),
        ("2026-12-23", ("22 dec", "2 jan"), ("2026-12-22", "2027-01-02")),
        ("2027-01-04", ("22 dec", "2 jan"), ("2026-12-22", "2027-01-02")),
        ("2026-03-04", ("1 apr", "30 nov"), ("2026-04-01", "2026-11-30")),
    ],
)
def test_days_off_are_understood_as_they_are_meant(
    world: World, today: str, said: tuple[str, str], kept: tuple[str, str]
) -> None:
    """They may have begun, and may go across a new year."""
    world.day(today)
    world.run("away", "add", *said)
    assert [(one["from"], one["to"]) for one in world.json("away", "list")] == [kept]


@pytest.mark.parametrize("said", [("2026-03-10", "2026-03-05"), ("10 mar", "5 mar")])
def test_days_off_that_end_before_they_begin_are_refused(
    world: World, said: tuple[str, str]
) -> None:
    """In words as in figures: nobody is away for a year but a few days by a slip."""
    world.day("2026-03-03")
    told = world.fails("away", "add", *said, code=3)
    assert told == "Away from 2026-03-10 to 2026-03-05 ends before it begins."
    assert world.json("away", "list") == []


def test_a_name_that_is_none_is_told_by_the_table() -> None:
    """In the code too."""
    with pytest.raises(InvalidInput, match="did you mean plain"):
        settings.setting("plane")


def test_a_change_of_working_days_leaves_the_past_as_it_was(tmp_path: Path) -> None:
    """It holds from the day it is made; twice on one day is one change."""
    wednesday = date(2026, 3, 4)
    for pattern in ("sun-thu", "mon", "mon-thu"):
        settings_file.set_value(tmp_path, "workdays", pattern, wednesday)
    assert settings.load(tmp_path).before == ((date(2026, 3, 3), "mon-fri"),)
    days = settings.load(tmp_path).workdays()
    assert days.counts(date(2026, 2, 27))  # a Friday before
    assert not days.counts(date(2026, 3, 6))
    assert not days.counts(date(2026, 3, 1))  # a Sunday before


def test_a_period_that_makes_no_sense_is_not_counted(world: World) -> None:
    """What `away list` numbers is what `away remove` takes."""
    world.home.mkdir()
    (world.home / "settings.toml").write_text(
        "[[away]]\nfrom = 2026-05-02\nto = 2026-05-01\n[[away]]\nfrom = 2026-06-01\nto = 2026-06-02\n"
    )
    world.run("away", "remove", "1")
    assert "2026-05-02" in (world.home / "settings.toml").read_text()
    assert "2026-06-01" not in (world.home / "settings.toml").read_text()


def test_a_country_is_checked_when_it_is_set(world: World) -> None:
    """One whose holidays nobody knows is refused, and not kept."""
    world.run("config", "set", "country", "GB")
    assert "ISO 3166" in world.fails("config", "set", "country", "XX", code=3)
    world.fails("config", "set", "region", "nowhere", code=3)
    world.run("config", "set", "region", "SCT")
    assert world.run("config", "get", "country").strip() == "GB"


def test_a_country_of_parts_names_them(world: World) -> None:
    """A holiday of a part alone would be missed; when it is set, and by doctor."""
    told = world.call("config", "set", "country", "GB").stderr
    assert "config set region CODE, of ENG, NIR, SCT, WLS" in told
    assert "config set region CODE" in world.call("doctor").stderr
    world.run("config", "set", "region", "ENG")
    assert "config set region" not in world.call("config", "set", "country", "GB").stderr
    assert "config set region" not in world.call("doctor").stderr
    assert world.json("config", "get", "region") == "ENG"
    assert "config set region" not in world.call("config", "set", "country", "IE").stderr


@pytest.mark.parametrize("where", ["GB/ENG", "GB ENG", "gb-eng", "GB, england"])
def test_a_country_takes_its_region_along(world: World, where: str) -> None:
    """Said behind it; a region that is not of it is refused, and nothing is kept."""
    told = world.call("config", "set", "country", where).stderr
    assert "country = GB\nregion = ENG\n" in told
    assert "config set region" not in told
    assert (world.json("config", "get", "country"), world.json("config", "get", "region")) == (
        "GB",
        "ENG",
    )
    assert "no region of US" in world.fails("config", "set", "country", "US/ENG", code=3)
    assert world.json("config", "get", "country") == "GB"


def test_a_region_goes_with_its_country(world: World) -> None:
    """Also where another has one of that code: Berlin is not Bern."""
    for country, region in [("DE", "BE"), ("CH", "BE"), ("GB", "ENG")]:
        world.run("config", "set", "country", f"{country}/{region}")
        other = "CH" if country == "DE" else "US"
        told = world.call("config", "set", "country", other).stderr
        assert f"The region {region} went with its country." in told
        assert world.json("config", "get", "region") == ""
    world.run("config", "set", "country", "GB/ENG")
    assert "The region ENG went" in world.call("config", "unset", "country").stderr
    assert world.json("config", "get", "region") == ""


def test_a_holiday_of_a_part_breaks_no_streak_there(world: World) -> None:
    """Easter Monday is a working day in Scotland alone."""
    for day in ("2026-04-02", "2026-04-07"):
        world.day(day)
        world.checkin("a day")
    streaks = {}
    for where in ("GB", "GB/SCT", "GB/ENG"):
        world.run("config", "set", "country", where)
        streaks[where] = world.json("streak")["current"]
    assert streaks == {"GB": 1, "GB/SCT": 1, "GB/ENG": 2}


def test_bytes_that_are_no_text_are_refused(world: World) -> None:
    """In words, and the file stays as it was."""
    world.run("config", "set", "redact_always", "Acme")
    told = world.fails("config", "set", "redact_always", "caf\udcff", code=3)
    assert "holds bytes that are not UTF-8" in told
    assert world.run("config", "get", "redact_always") == "Acme\n"
    told = world.fails("away", "add", "today", "tomorrow", "--note", "caf\udcff", code=3)
    assert "not UTF-8" in told
