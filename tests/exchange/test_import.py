"""`valley import`: each format with what it must give, and what must never come in."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import World

FILES = Path(__file__).parent / "files"
DAYONE = (FILES / "dayone.json").read_bytes()
JRNL = ["jrnl.txt", "jrnl-24-hours.txt", "jrnl.json"]


def imported(world: World, file: str | Path, *args: str) -> list[dict[str, Any]]:
    """Import a file and return the entries, oldest first."""
    counts = world.json("import", str(FILES / file), *args)
    assert counts["problems"] == []
    assert counts["added"] == counts["read"]
    again = world.json("import", str(FILES / file), *args)
    assert (again["added"], again["skipped"]) == (0, counts["read"])
    log: list[dict[str, Any]] = world.json("log")
    return log[::-1]


@pytest.mark.parametrize("file", JRNL)
def test_jrnl_gives_the_same_in_each_of_its_formats(world: World, file: str) -> None:
    """Both time formats of its text, and its JSON."""
    depot, signed, bus, minutes = sorted(imported(world, file), key=lambda e: e["written_at"])
    assert depot["happened"] == "Counted stock with the depot, eleven pallets short #depot"
    assert depot["reason"] == "Nobody told me the count was moved"
    assert depot["action"] == "ring the depot at 9 and ask for the new list"
    assert (depot["written_at"][:16], depot["tags"]) == ("2026-02-02T18:35", ["depot"])
    assert signed["happened"] == "Signed the Hollin Mill order! #signed"
    assert (signed["reason"], signed["tags"]) == (None, ["signed", "starred"])
    assert bus["day"] == "2026-02-03"  # five past midnight, on the night bus
    assert bus["reason"].endswith(
        ":\n[poc] of the label printer\n[app] for their drivers\nand a price"
    )
    assert (bus["action"], bus["tags"]) == ("send all three by Friday noon", ["@fernhill"])
    assert minutes["happened"] == "# Minutes: what was said\nHe said it twice."
    assert (minutes["reason"], minutes["tags"]) == ("*stars* are not a star", [])


def test_jrnl_in_another_format_adds_nothing(world: World) -> None:
    """The same day and texts are the same entry."""
    imported(world, JRNL[0])
    for file in JRNL[1:]:
        assert world.json("import", str(FILES / file))["added"] == 0


@pytest.mark.parametrize("option", ["--date-format", "--time-format"])
def test_the_times_of_jrnl_can_be_told(world: World, tmp_path: Path, option: str) -> None:
    """Where its configuration has an unusual format; the old name of the option stays."""
    file = tmp_path / "j.txt"
    file.write_text("[04.02.2026 17:30] A good day\n[poc] went well\n")
    assert "--date-format" in world.call("import", str(file), "--format", "jrnl").stderr
    world.run("import", str(file), option, "%d.%m.%Y %H:%M")
    (entry,) = world.json("log")
    assert (entry["day"], entry["happened"]) == ("2026-02-04", "A good day\n[poc] went well")


def test_a_time_that_is_none_is_a_bad_record(world: World, tmp_path: Path) -> None:
    """Days are never moved."""
    file = tmp_path / "j.txt"
    file.write_text(
        "[2026-02-03 10:00] fine\n\n[2026-02-30 10:00] no\n[2026-02-03 13:00 PM] nor this\n"
    )
    problems = world.json("import", str(file), code=3)["problems"]
    assert [problem["line"] for problem in problems] == [3, 4]
    assert world.json("log") == []


@pytest.mark.parametrize("packed", [False, True])
def test_day_one_gives_days_where_they_were_lived(
    world: World, tmp_path: Path, *, packed: bool
) -> None:
    """The zone comes before the day, escapes go, photos are named."""
    world.day("2026-07-01")
    file = tmp_path / ("export.zip" if packed else "journal.json")
    if packed:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Journal.json", DAYONE)
            archive.writestr("photos/0123456789abcdef0123456789abcdef.jpeg", b"no picture")
    else:
        file.write_bytes(DAYONE)
    hall, late, roof, learned = imported(world, file)
    assert hall["written_at"] == "2026-02-02T18:12:00-06:00"
    assert (hall["day"], hall["happened"]) == ("2026-02-02", "Hall B is ours (finally)")
    assert (hall["reason"], hall["action"]) == ("their buyer was away. Again!", "call her at 7:30")
    assert hall["tags"] == ["hall", "starred"]
    assert late["day"] == "2026-03-31"  # 00:20 in summer time, before the day ends at 04:00
    assert (roof["day"], roof["tags"]) == ("2026-05-06", ["site visit"])
    assert roof["happened"] == "Roof visit, C:\\new\\plan, *stars*"
    assert roof["note"] == "Photo: photos/0123456789abcdef0123456789abcdef.jpeg"
    assert learned["happened"] == "One thing learned\n\n# is no heading"
    assert (learned["day"], learned["reason"]) == ("2026-06-25", "talked too much")


def test_a_table_is_mapped_by_the_names_of_its_columns(world: World) -> None:
    """Case and spaces do not matter; what is not known is left aside, and said."""
    told = world.call("import", str(FILES / "table.csv")).stderr
    assert "Columns left aside: Mood." in told
    trial, two_lines, late, quote = sorted(
        world.json("log"), key=lambda e: (e["day"], e["happened"] < "T")
    )
    assert (trial["due"], trial["tags"]) == ("2026-02-03", ["trial", "Hall B"])
    assert (two_lines["happened"], two_lines["reason"]) == ("Two lines\nin a cell", "one\nreason")
    assert late["happened"] == "=SUM(B2) came out at 3"
    assert (late["day"], late["written_at"][:16]) == ("2026-02-03", "2026-02-03T19:45")
    assert quote["happened"] == "'tis a quote, C:\\new\\plan"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_can_be_named(world: World, tmp_path: Path, delimiter: str) -> None:
    """`--map happened=Notes`; commas, semicolons and tabs all divide."""
    file = tmp_path / "t.csv"
    file.write_text(
        delimiter.join(["Day", "Title", "Notes"]) + "\n" + delimiter.join(["2026-02-02", "x", "y"])
    )
    world.run("import", str(file), "--map", "happened=notes", "--map", "reason=Title")
    (entry,) = world.json("log")
    assert (entry["happened"], entry["reason"]) == ("y", "x")
    assert "no column 'Nts'" in world.fails("import", str(file), "--map", "happened=Nts", code=3)
    assert "FIELD=COLUMN" in world.fails("import", str(file), "--map", "hapened=Notes", code=3)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("truncated.json", "line 30"),
        ("windows.csv", "byte 0xE9 at offset 29"),
        ("windows.csv", "--encoding windows-1252"),
        ("columns.csv", "needs the columns day and happened"),
        ("columns.csv", "It has Deal, Stage, Close date."),
        ("encrypted.txt", "encrypted by jrnl"),
    ],
)
def test_broken_files_say_what_is_wrong(world: World, file: str, told: str) -> None:
    """In one line, and leave nothing behind, not even a folder."""
    assert told in world.fails("import", str(FILES / "broken" / file), code=3)
    assert not world.home.exists()


def test_an_empty_file_holds_no_entries(world: World, tmp_path: Path) -> None:
    """That is said, and is no mistake; so it is with space alone."""
    assert "holds no entries" in world.call("import", str(FILES / "broken" / "empty.txt")).stderr
    blank = tmp_path / "blank.csv"
    blank.write_bytes(b"\xef\xbb\xbf \n\n")
    assert world.json("import", str(blank))["read"] == 0


def test_another_encoding_is_read_when_named(world: World) -> None:
    """As what it is; one that is none is refused."""
    file = str(FILES / "broken" / "windows.csv")
    world.run("import", file, "--encoding", "windows-1252")
    assert world.json("log")[0]["happened"] == "Café"
    assert "no encoding" in world.fails("import", file, "--encoding", "zlib", code=3)


def test_bad_records_keep_everything_out(world: World) -> None:
    """Unless they are to be skipped; each is listed with its line."""
    file = str(FILES / "broken" / "dates.csv")
    result = world.call("import", file)
    assert result.exit_code == 3
    assert [line.split(": ")[0][-6:] for line in result.stderr.splitlines()[:2]] == [
        "line 3",
        "line 4",
    ]
    assert not world.home.exists()
    counts = world.json("import", file, "--skip-bad")
    assert (counts["added"], len(counts["problems"])) == (2, 2)


def test_a_line_that_is_no_json_is_a_bad_record(world: World, tmp_path: Path) -> None:
    """So that the rest of JSON Lines can be taken."""
    file = tmp_path / "rows.jsonl"
    file.write_text('{"day": "2026-02-02", "happened": "a"}\nnot json\n{"day": "2026-02-03", "happ')
    assert [bad["line"] for bad in world.json("import", str(file), code=3)["problems"]] == [2, 3]
    assert world.json("import", str(file), "--skip-bad")["added"] == 1


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"happened": 5}, "happened"),
        ({"happened": "\ud800"}, "UTF-8"),
        ({"status": "done", "action": "x"}, "status"),
        ({"theme": "luck", "reason": "x"}, "theme"),
        ({"id": "../../x"}, "id"),
        ({"tags": [1]}, "tags"),
        ({"tags": {}}, "tags"),
        ({"steps": "kept"}, "steps"),
        ({"steps": 1}, "steps"),
        ({"steps": [{"did": "kept"}]}, "steps"),
        ({"steps": [{"on": "2026-02-02", "did": "kept", "note": 5}]}, "steps"),
        ({"plan_use": "often", "reason": "x"}, "plan_use"),
        ({"written_at": "soon"}, "written_at"),
        ({"due": "2026-02-31", "action": "x"}, "due"),
        ({"day": None}, "day"),
        ({"day": 20260302.5}, "day"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(
    world: World, tmp_path: Path, row: dict[str, Any], field: str
) -> None:
    """By the name of its field."""
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([{"day": "2026-02-02", "happened": "a"} | row]))
    (problem,) = world.json("import", str(file), code=3)["problems"]
    assert field in problem["why"]
    assert world.json("log") == []


def test_a_dry_run_shows_and_writes_nothing(world: World) -> None:
    """One line an entry."""
    shown = world.run("import", str(FILES / "table.csv"), "--dry-run")
    assert "2026-02-02  Tasting, 30 cups (reason, action)" in shown
    assert not world.home.exists()


def test_an_import_is_undone_as_one_step(world: World) -> None:
    """All of its entries, over the years."""
    world.day("2026-07-01")
    world.checkin("mine")
    imported_before = world.json("log")
    world.run("import", str(FILES / "dayone.json"))
    world.run("undo")
    assert world.json("log") == imported_before


def test_a_newer_export_is_refused(world: World, tmp_path: Path) -> None:
    """Its entries may mean something else."""
    file = tmp_path / "new.json"
    file.write_text(
        '{"format": "valley-export", "version": 9, "entries": [{"day": "2026-01-01", "happened": "a"}]}'
    )
    assert "newer valley" in world.fails("import", str(file), code=3)


def _zip(name: str, data: bytes = DAYONE) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def _longer_than_it_says() -> bytes:
    packed = bytearray(_zip("a.json", b" " * (40 << 20)))
    for at in (packed.find(b"PK\x03\x04") + 22, packed.find(b"PK\x01\x02") + 24):
        packed[at : at + 4] = struct.pack("<I", 100)
    return bytes(packed)


def _encrypted() -> bytes:
    packed = bytearray(_zip("a.json"))
    for at in (packed.find(b"PK\x03\x04") + 6, packed.find(b"PK\x01\x02") + 8):
        packed[at] |= 1
    return bytes(packed)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: _zip("../../evil.json"), "points outside"),
        (lambda: _zip("..\\evil.json"), "points outside"),
        (lambda: _zip("/etc/evil.json"), "no name of a file"),
        (lambda: _zip("C:\\evil.json"), "no name of a file"),
        (lambda: _zip("a.json", b" " * (40 << 20)), "times its size"),
        (_longer_than_it_says, "a.json"),
        (_encrypted, "is encrypted"),
        (lambda: _zip("photo.png"), "no journal in it"),
        (lambda: _zip("a.json")[:-30], "no whole ZIP"),
        (lambda: _zip("a.json").replace(DAYONE[:3], b"xxx")[:60] + b"PK", "no whole ZIP"),
    ],
)
def test_an_archive_made_to_do_harm_is_refused(
    world: World, tmp_path: Path, make: Callable[[], bytes], told: str
) -> None:
    """Before anything of it is unpacked."""
    file = tmp_path / "export.zip"
    file.write_bytes(make())
    assert told in world.fails("import", str(file), code=3)
    assert not world.home.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03" * 50, b"just a letter\n", bytes(range(256))[::-1][:64] + b"\xff"]
)
def test_what_is_in_no_format_is_refused(world: World, tmp_path: Path, data: bytes) -> None:
    """With the formats there are, or the byte that does not fit."""
    file = tmp_path / "thing"
    file.write_bytes(data)
    assert "Nothing was imported" in world.fails("import", str(file), code=3)


def test_a_file_that_is_not_there_is_told(world: World) -> None:
    """As is a folder."""
    assert "No such file" in world.fails("import", "nowhere.csv", code=3)
    assert "without notes" in world.fails("import", str(world.home.parent), code=3)


def test_of_alike_records_as_many_are_skipped_as_there_are_entries(
    world: World, tmp_path: Path
) -> None:
    """Two calls of one day may read the same: the second of them is no copy of the first."""
    world.checkin("Called Acme")
    row = {"day": "2026-03-04", "happened": "Called Acme"}
    path = tmp_path / "two.json"
    path.write_text(json.dumps([row, row]))
    counts = {"read": 2, "added": 1, "skipped": 1, "problems": []}
    assert world.json("import", str(path)) == counts
    assert world.json("import", str(path)) == counts | {"added": 0, "skipped": 2}
    assert len(world.json("log")) == 2
