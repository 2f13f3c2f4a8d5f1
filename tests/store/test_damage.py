"""A damaged volume is known as such, told in one line, and never written to."""

import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import World
from tests.strategies import texts
from valley.errors import DamagedJournal
from valley.store import migrations, volume

ROWS = st.dictionaries(
    st.integers(0, 10**9).map(str),
    st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.integers() | texts()),
    max_size=4,
)


@given(st.dictionaries(st.text(max_size=6).filter(lambda name: name != "meta"), ROWS, max_size=3))
def test_what_is_laid_out_is_read_back(tables: dict[str, Any]) -> None:
    """Whatever the rows hold, the file gives it back, one row a line."""
    whole = volume.new("2026") | tables
    data = volume.serialise(whole)
    assert volume.read(data, "2026") == ("2026", whole)
    lines = data.decode().split("\n")
    assert len(lines) >= sum(len(table) for table in whole.values())


def test_half_a_surrogate_pair_is_kept_as_it_is() -> None:
    """A text that UTF-8 cannot hold, from a foreign program, does not keep the rest from a rewrite."""
    tables = volume.new("2026") | {"entries": {"1": {"id": "x", "happened": "\ud83d é"}}}
    assert volume.read(volume.serialise(tables))[1] == tables


TWICE = (
    '{"meta": {"1": {"format": "valley", "schema": 1, "year": 2026}},\n"e": {},\n'
    '"e": {\n"1": {"id": "a"}\n}}'
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("\0\0", "line 1, column 1"),
        ("[]", "another shape"),
        ("{}", "marker"),
        ('{"meta": {"1": {"format": "valley", "year": 2026}}}', "schema"),
        ('{"meta": {"1": {"format": "valley", "schema": 1, "year": 2025}}}', "volume 2025"),
        ('{"meta": {"1": {"format": "valley", "schema": 1, "year": "x"}}}', "year"),
        ('{"meta": {"1": {"format": "valley", "schema": 1, "year": 2026}}, "entries": 1}', "shape"),
        (TWICE, "twice"),
        ("[" * 100_000, "nested"),
    ],
)
def test_every_kind_of_damage_has_its_words(text: str, why: str) -> None:
    """The message tells the file, the place, and the command that helps."""
    with pytest.raises(DamagedJournal, match=r"2026.json is damaged .*valley restore 2026") as told:
        volume.parse(text.encode(), "2026", "2026.json")
    assert why in str(told.value)


def test_an_older_valley_that_meets_a_newer_journal_says_what_to_do(world: World) -> None:
    """It writes nothing there, reads the other years, and restores no copy over it unasked."""
    world.checkin("long ago", date="2025-12-30")
    world.checkin("today")
    world.run("backup")
    path = world.home / "journal" / "2026.json"
    path.write_text(path.read_text("utf-8").replace('"schema": 2', '"schema": 3'), "utf-8")
    newer = path.read_bytes()
    result = world.call("log")
    assert (result.exit_code, "long ago" in result.stdout) == (0, True)
    for told in (world.fails("checkin", "--happened=x", "--no-input", code=5), result.stderr):
        assert f"{path} was left as it is: a newer valley wrote it" in told
        assert "upgrade valley here, too" in told
    (problem,) = world.json("doctor", code=5)["problems"]
    assert (problem["file"], problem["help"]) == ("journal/2026.json", "upgrade valley")
    assert "2025" in world.run("restore", "--yes")
    assert path.read_bytes() == newer


def test_two_rows_that_a_merge_of_lines_gave_one_number_are_both_kept() -> None:
    """Git merges the lines of two machines; no entry goes by that."""
    text = volume.serialise(volume.new("2026") | {"entries": {"1": {"id": "a"}, "2": {"id": "b"}}})
    twice = text.replace(b'"2": {"id": "b"}', b'"2": {"id": "b"},\n"2": {"id": "c"}')
    _, tables = volume.read(twice, "2026")
    assert sorted(row["id"] for row in tables["entries"].values()) == ["a", "b", "c"]


@pytest.mark.parametrize("number", ["2", "01", "²", "x", "-1", "9" * 20])
@pytest.mark.parametrize(
    "value",
    [5, None, "x", [{}], {"id": "b"}, -(10**5000)],
    ids=["a number", "null", "a text", "a list", "a row", "a number of many digits"],
)
def test_what_is_no_row_is_kept_beside_the_others(number: str, value: object) -> None:
    """It keeps nobody from them, and stays in the file when that is written anew."""
    tables = volume.new("2026") | {"entries": {"1": {"id": "a"}}}
    sys.set_int_max_str_digits(0)
    text = json.dumps(tables).replace('"a"}', f'"a"}}, "{number}": {json.dumps(value)}')
    sys.set_int_max_str_digits(sys.int_info.default_max_str_digits)
    _, read = volume.read(text.encode(), "2026")
    held = read["entries"].pop("1"), *read["entries"].values()
    kept = value if not isinstance(value, int) or value == 5 else f"-1{'0' * 5000}"
    assert held == ({"id": "a"}, value if isinstance(value, dict) else {volume.NO_ROW: kept})
    assert all(key.isdecimal() for key in read["entries"])
    assert volume.read(volume.serialise(read))[1] == read


def test_a_file_of_every_earlier_schema_is_brought_up_step_by_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The steps run in order, on read; the file of schema 1 that is stored here stays readable."""
    stored = (Path(__file__).parent / "schema-1.json").read_bytes()
    _, now = volume.read(stored, "2026")
    assert now["entries"]["1"]["happened"] == "Demo at Acmé"

    def split(tables: volume.Tables) -> None:
        for row in tables["entries"].values():
            row["said"] = row.pop("happened", "")

    def shout(tables: volume.Tables) -> None:
        for row in tables["entries"].values():
            row["said"] = row["said"].upper()

    monkeypatch.setattr(migrations, "SCHEMA", 3)
    monkeypatch.setattr(migrations, "STEPS", {1: split, 2: shout})
    _, later = volume.read(stored, "2026")
    assert later["entries"]["1"]["said"] == "DEMO AT ACMÉ"
    assert later["meta"]["1"]["schema"] == 3
    again = volume.serialise(later)
    assert volume.read(again, "2026")[1] == later, "each step is applied once"


def _sound(world: World) -> tuple[Path, bytes]:
    """Make a small volume, and another year beside it."""
    world.checkin("last year", date="2025-12-30")
    world.checkin("this year", reason="too dear [x]", excuse="price-too-high")
    file = world.home / "journal" / "2026.json"
    return file, file.read_bytes()


def _look(world: World, file: Path, data: bytes) -> None:
    """Read, check and change a journal with this volume in it; what is damaged stays as it is."""
    file.write_bytes(data)
    try:
        volume.read(data, "2026")
        damaged = False
    except volume.NoVolume:
        damaged = True
    log = world.call("log", "--json")
    assert log.exit_code == 0, log.output
    assert any(entry["happened"] == "last year" for entry in json.loads(log.stdout))
    assert not damaged or "valley restore 2026" in log.stderr
    doctor = world.call("doctor", "--json")
    assert doctor.exit_code == (0 if json.loads(doctor.stdout)["ok"] else 5), doctor.output
    assert damaged <= (doctor.exit_code == 5)
    if damaged:
        told = world.fails("checkin", "--no-input", "--happened=x", code=5)
        assert "2026.json" in told
        world.fails("checkin", "--no-input", "--happened=x", "--date=2026-01-02", code=5)
    assert file.read_bytes() == data


def test_a_volume_cut_off_anywhere_is_left_as_it_is(world: World) -> None:
    """At every offset; at some of them through the commands too."""
    file, whole = _sound(world)
    end = len(whole.rstrip())
    for length in range(end):
        with pytest.raises(volume.NoVolume):
            volume.read(whole[:length], "2026")
    for length in (0, 1, end // 3, end // 2, end - 3, end - 1):
        _look(world, file, whole[:length])


def test_what_cannot_be_read_is_not_said_to_be_nothing(world: World) -> None:
    """An empty list says so, beside the warning."""
    world.checkin("a day")
    (world.home / "journal" / "2026.json").write_text("{")
    result = world.call("log")
    assert result.stdout == "No entry can be read.\n"
    assert "valley restore 2026" in result.stderr


def test_flipped_bytes_never_end_in_a_traceback(world: World) -> None:
    """Whatever is made of the bytes: an entry may make no sense, the program goes on."""
    file, whole = _sound(world)
    dice = random.Random(3)
    for _ in range(1500):
        data = _flipped(whole, dice)
        try:
            _, tables = volume.read(data, "2026")
        except volume.NoVolume:
            continue
        assert volume.read(volume.serialise(tables), "2026")[1] == tables
    for _ in range(40):
        _look(world, file, _flipped(whole, dice))


def _flipped(whole: bytes, dice: random.Random) -> bytes:
    data = bytearray(whole)
    for _ in range(dice.choice([1, 1, 2, 8])):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def test_an_entry_that_makes_no_sense_is_kept_by_every_rewrite(world: World) -> None:
    """It is told by doctor, passed over by the rest, and stands there as it was after a change."""
    file, whole = _sound(world)
    broken = [
        '{"id": "11111111-0000-4000-8000-000000000000", "day": "never", "happened": 7}',
        '{"happened": "no id"}',
        '{"id": ["a list"], "happened": "x"}',
        '{"id": "22222222-0000-4000-8000-000000000000", "day": "2026-01-02"}',
    ]
    rows = "".join(f'"{number}": {row},\n' for number, row in enumerate(broken, 7))
    file.write_bytes(whole.replace(b'"entries": {\n', f'"entries": {{\n{rows}'.encode()))
    assert len(world.json("log")) == 2
    problems = world.json("doctor", code=5)["problems"]
    assert len(problems) == 4
    assert {problem["file"] for problem in problems} == {"journal/2026.json"}
    entry = world.checkin("one more")
    world.run("edit", entry["id"], "--happened=changed")
    world.run("undo")
    text = file.read_text("utf-8")
    assert all(row in text for row in broken)
    told = world.fails("show", "11111111", code=5)
    assert "11111111-0000" in told
