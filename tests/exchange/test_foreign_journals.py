"""jrnl's text, Day One's, and notes: where entries begin, and that none swallows the next."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import World

Found = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def at_the_end_of_the_year(world: World) -> None:
    """So that the days of the files are past."""
    world.day("2026-12-31")


def entries(world: World, *args: str) -> Found:
    """Import what must come in whole, and return the day and text of each entry, oldest first."""
    counts = world.json("import", *args)
    assert (counts["problems"], counts["added"]) == ([], counts["read"])
    again = world.json("import", *args)
    assert (again["added"], again["skipped"]) == (0, counts["read"])
    return [(entry["day"], entry["happened"]) for entry in world.json("log")[::-1]]


def bad_lines(world: World, *args: str) -> list[int]:
    """Import what must be refused, and return the lines that are named."""
    counts = world.json("import", *args, code=3)
    assert world.json("log") == []
    return [bad["line"] for bad in counts["problems"]]


MIXED = """\
[2026-03-02 18:30] Demo at Acme
They liked it.

[03.03.2026 18:30] Lost Bexley on price
Reason: too dear

[04.03.2026 18:10] Called the CFO
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (MIXED, [4, 7]),
        ("[2026-03-02 18:30] a\n[20260304] b\n", [2]),
        ("[2026-03-02 18:30] a\n[2026-03 14:23] b\n", [2]),
        ("[2026-03-02 18:30] a\n\n[2026-03-04 18:30 CET] b\n", [3]),
        ("[2026-03-02 18:30] a\n[2026-02-30 18:30] b\n[2026-03-04 18:61] c\n", [2, 3]),
        ("[2026-03-02 18:30] a\n[3/4/26 6:30 PM] b\n", [2]),
        ("[2026-03-02 18:30] a\n[04 Mär 2026] b\n", [2]),
        ("2026-03-02 18:30 a\n\n03.03.2026 18:30 b\n", [3]),
        ("2026-03-02 18:30 a\nmore\n03.03.2026 18:30 b\n", [3]),
    ],
)
def test_what_looks_like_a_start_and_is_none_is_a_bad_record(
    world: World, tmp_path: Path, text: str, lines: list[int]
) -> None:
    """With its line; its text is no part of the entry before it."""
    file = tmp_path / "j.txt"
    file.write_text(text)
    assert bad_lines(world, str(file)) == lines
    world.json("import", str(file), "--skip-bad")
    assert [one["happened"].splitlines()[0] for one in world.json("log")][-1] in {
        "a",
        "Demo at Acme",
    }


@pytest.mark.parametrize("form", ["day-first", "%d.%m.%Y %H:%M"])
def test_a_form_is_tried_beside_the_usual_ones(world: World, tmp_path: Path, form: str) -> None:
    """A journal whose owner changed jrnl's time format has both."""
    file = tmp_path / "j.txt"
    file.write_text(MIXED)
    assert entries(world, str(file), "--date-format", form) == [
        ("2026-03-02", "Demo at Acme\nThey liked it."),
        ("2026-03-03", "Lost Bexley on price"),
        ("2026-03-04", "Called the CFO"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "10.06.2026 15:00 A short day.\n\n10.06.2026 15:40 A longer one.\nWith a line.\n",
            [("2026-06-10", "A short day."), ("2026-06-10", "A longer one.\nWith a line.")],
        ),
        (
            "[09.06.2026 15:39] My first entry.\nAll right\n\n[10.07.2026 15:40] Second.\n",
            [("2026-06-09", "My first entry.\nAll right"), ("2026-07-10", "Second.")],
        ),
        ("9/6/26 17:00 a\n10/6/26 17:00 b\n", [("2026-06-09", "a"), ("2026-06-10", "b")]),
        ("[9-6-2026 5 PM] a\n[10-Jun-26] b\n", [("2026-06-09", "a"), ("2026-06-10", "b")]),
    ],
)
def test_days_with_the_day_first_are_read_where_that_is_said(
    world: World, tmp_path: Path, text: str, found: Found
) -> None:
    """With brackets, and bare as jrnl wrote them before 2.0."""
    file = tmp_path / "j.txt"
    file.write_text(text)
    assert entries(world, str(file), "--date-format", "day-first") == found


@pytest.mark.parametrize("end", ["\r", "\r\n", "\r\r\n", "\n"])
@pytest.mark.parametrize("name", ["j.txt", "t.csv", "l.jsonl", "2026-03-04.md"])
def test_lines_end_as_they_do_anywhere(world: World, tmp_path: Path, end: str, name: str) -> None:
    """Also those of an old Mac, in every format."""
    texts = {
        "j.txt": "[2026-03-04 18:30] Demo at Acme\nmore\n[2026-03-03 18:30] Quote\n",
        "t.csv": 'Date,Notes\n2026-03-03,Quote\n2026-03-04,"Demo at Acme\nmore"\n',
        "l.jsonl": '{"day": "2026-03-03", "happened": "Quote"}\n'
        '{"day": "2026-03-04", "happened": "Demo at Acme\\nmore"}\n',
        "2026-03-04.md": "# Wednesday\nDemo at Acme\nmore\n",
    }
    file = tmp_path / name
    file.write_bytes(texts[name].replace("\n", end).encode())
    found = dict(entries(world, str(file)))
    assert found["2026-03-04"] == "Demo at Acme\nmore"
    assert name.endswith(".md") or found["2026-03-03"] == "Quote"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[2026-03-04 18:30] a\n[poc] of it\n[12] boxes\n[10:30] rang\n[x] done\n[1.2.3] out\n", 1),
        ("[2026-03-04 18:30] a\n[2026-03-05](https://example.org) is the link\n", 1),
        ("[2026-03-04 18:30] a\n2026-03-05 18:30 he wrote back\n", 1),
        ("2026-03-04 18:30 a\nmore\n2026-03-09 is when he is back\n\n2026-03-05 18:30 b\n", 2),
        ("2026-03-04 a\nmore\n2026-03-09 he is back\n\n2026-03-05 b\n", 2),
        ("2026-03-04 a\n2026-03-05 b\n2026-03-06: c\n2026-03-07 - d\n", 4),
        ("\ufeff[2026-03-04 18:30] a\n\ufeff[2026-03-05 18:30] b\n", 2),
    ],
)
def test_no_line_of_a_text_becomes_an_entry(
    world: World, tmp_path: Path, text: str, count: int
) -> None:
    """Nor an entry a line of a text."""
    file = tmp_path / "j.txt"
    file.write_text(text)
    assert len(entries(world, str(file))) == count


DAY_ONE = (
    "\tDate:\t4 March 2026 at 18:30:00 GMT\n\tWeather:\t8°C\n\n# Demo at Acme\nThey went quiet\\.\n"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (DAY_ONE, [("2026-03-04", "Demo at Acme\nThey went quiet.")]),
        (
            DAY_ONE
            + "\n\n\tDate:\tMarch 5, 2026 at 6:30:00 PM EST\n\tTags:\tacme, demo\n\nSigned\n",
            [("2026-03-04", "Demo at Acme\nThey went quiet."), ("2026-03-05", "Signed")],
        ),
        ("\tDate:\t5 March 2026 at 00:20:00 CET\n\nLate\n", [("2026-03-04", "Late")]),
        ("\tDate:\t5 March 2026 at 9:05\u202fAM GMT+1\n\nEarly\n", [("2026-03-05", "Early")]),
    ],
)
def test_day_one_writes_text_as_well(world: World, tmp_path: Path, text: str, found: Found) -> None:
    """Its time is the clock on the wall, whatever the zone is called."""
    file = tmp_path / "Journal.txt"
    file.write_text(text)
    assert entries(world, str(file)) == found


def test_a_time_of_day_one_that_cannot_be_read_is_a_bad_record(
    world: World, tmp_path: Path
) -> None:
    """And swallows nothing."""
    file = tmp_path / "Journal.txt"
    file.write_text(DAY_ONE + "\n\tDate:\t31 February 2026 at 18:00:00 GMT\n\nNever\n")
    assert bad_lines(world, str(file)) == [7]


ODD: list[dict[str, Any]] = [
    {"timeZone": "GMT+0100", "text": "an offset"},
    {"timeZone": "UTC-05:30", "text": "another"},
    {"timeZone": "US/Pacific-New", "text": "a zone that is gone"},
    {"timeZone": "Nowhere/At All", "text": "a zone that never was"},
    {"text": "", "richText": '{"contents":[{"text":"Only rich text"}]}'},
    {"text": "", "richText": "no JSON", "location": {"localityName": "Leeds"}},
    {"location": {"placeName": "Acme HQ", "country": "UK"}},
    {"uuid": "not-a-uuid", "text": "made by a converter"},
    {"uuid": "123", "text": "made by another"},
]


def test_odd_entries_of_day_one_come_in(world: World, tmp_path: Path) -> None:
    """An unknown zone is local and said so; a place stands for a text, an odd id is left aside."""
    file = tmp_path / "dayone.json"
    rows = [{"creationDate": f"2026-03-{day:02}T12:00:00Z"} | row for day, row in enumerate(ODD, 1)]
    file.write_text(json.dumps({"metadata": {"version": "1.0"}, "entries": rows}))
    told = world.call("import", str(file), "--dry-run").stderr
    assert "(US/Pacific-New): local time was taken" in told
    found = [text for _, text in entries(world, str(file))]
    assert found[4:7] == ["Only rich text", "Leeds", "Acme HQ"]
    assert len(found) == len(ODD)
    log = {entry["happened"]: entry["written_at"] for entry in world.json("log")}
    assert log["an offset"] == "2026-03-01T13:00:00+01:00"


NOTES = {
    "2026-03-04.md": "# Wednesday\n\n- Demo at Acme\n- gone quiet\n",
    "journals/2026_03_05.md": "- Signed #acme\n\t- at last\n\tid:: 64b1\n",
    "2026/03/06.md": "## Reason\ntoo dear\n",
    "2026/03/07.txt": "[2026-03-07 06:30:00 PM] A jrnl folder\n",
    "Friday 2026-03-13 notes.md": "---\ntags: [acme, 'follow up']\n---\nTalked\nReason: no budget\n",
    "no name.md": "---\ndate: 2026-03-14\ntags:\n  - lost\n---\nBy its front matter\n",
    "9 March 2026.md": "* [ ] ring Jo\n1. first\n",
}


@pytest.mark.parametrize(
    ("name", "day", "happened"),
    [
        ("2026-03-04.md", "2026-03-04", "Demo at Acme\ngone quiet"),
        ("journals/2026_03_05.md", "2026-03-05", "Signed #acme\n\tat last"),
        ("2026/03/06.md", "2026-03-06", "Reason:\ntoo dear"),
        ("2026/03/07.txt", "2026-03-07", "A jrnl folder"),
        ("Friday 2026-03-13 notes.md", "2026-03-13", "Talked"),
        ("no name.md", "2026-03-14", "By its front matter"),
        ("9 March 2026.md", "2026-03-09", "[ ] ring Jo\n1. first"),
    ],
)
def test_a_note_is_of_the_day_in_its_name(
    world: World, tmp_path: Path, name: str, day: str, happened: str
) -> None:
    """Headings and list items are text; a heading that only names the day is none."""
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(NOTES[name])
    assert entries(world, str(file)) == [(day, happened)]


def test_a_folder_of_notes_comes_in_at_once(world: World, tmp_path: Path) -> None:
    """What is hidden or no note is passed by; a note without a day is named."""
    for name, text in NOTES.items():
        file = tmp_path / "vault" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "vault" / ".obsidian").mkdir()
    (tmp_path / "vault" / ".obsidian" / "2026-03-01.md").write_text("a template")
    (tmp_path / "vault" / "2026-03-02.md").write_text("\n")  # never filled in
    (tmp_path / "vault" / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "vault" / "Ideas.md").write_text("buy milk")
    told = world.call("import", str(tmp_path / "vault"), "--dry-run").stderr
    assert "No day is told by" in told
    assert "Ideas.md" in told
    assert len(entries(world, str(tmp_path / "vault"))) == len(NOTES)
    tags = {entry["day"]: entry["tags"] for entry in world.json("log")}
    assert tags["2026-03-13"] == ["acme", "follow up"]
    assert tags["2026-03-14"] == ["lost"]
    world.run("undo")
    assert world.json("log") == []


def test_no_link_leads_out_of_a_folder_of_notes(world: World, tmp_path: Path) -> None:
    """A folder from elsewhere takes in no other file; a link within it is a note as any."""
    vault, secret = tmp_path / "vault", tmp_path / "secret.txt"
    vault.mkdir()
    secret.write_text("a password\n")
    (vault / "2026-03-02.md").write_text("Demo at Acme\n")
    (vault / "2026-03-03.md").symlink_to(vault / "2026-03-02.md")
    assert world.json("import", str(vault))["added"] == 2
    (vault / "2026-03-04.md").symlink_to(secret)
    told = world.fails("import", str(vault), code=3)
    assert "2026-03-04.md is a link out of" in told
    assert "password" not in world.run("log")


def test_several_files_come_in_as_one(world: World, tmp_path: Path) -> None:
    """Each problem names its file, and one that is given twice comes in once."""
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("Date,Notes\n2026-03-04,Demo\n")
    bad.write_text("Date,Notes\n2026-02-30,Never\n")
    counts = world.json("import", str(good), str(bad), str(good), code=3)
    assert [(one["file"], one["line"]) for one in counts["problems"]] == [(str(bad), 2)]
    counts = world.json("import", str(good), str(good))
    assert (counts["added"], counts["skipped"]) == (1, 1)


@pytest.mark.parametrize(
    ("text", "found", "lines"),
    [
        ("# 2026-03-04\nDemo\n## 2026-03-05\n- Signed\n", 2, []),
        ("# 4 March 2026\nDemo\n# 31 February 2026\nNever\n", 1, [3]),
        ("# 04/03/2026\nDemo\n# 05/03/2026\nSigned\n", 0, [1, 3]),
    ],
)
def test_a_file_of_notes_has_a_heading_for_each_day(
    world: World, tmp_path: Path, text: str, found: int, lines: list[int]
) -> None:
    """A heading that looks like a day and is none is a bad record."""
    file = tmp_path / "work log.md"
    file.write_text(text)
    if lines:
        assert bad_lines(world, str(file)) == lines
        world.json("import", str(file), "--skip-bad")
        assert len(world.json("log")) == found
    else:
        assert len(entries(world, str(file))) == found


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ('{"metadata":{"version":"1.0"},"entries":[\n%s,\n%s\n]}\n', 2),
        ("[\n%s,\n%s\n]\n", 2),
        ("[%s,\n%s]", 2),
        ('{"entries": [%s, %s]}', 2),
    ],
)
def test_a_document_laid_out_in_lines_is_a_document(
    world: World, tmp_path: Path, rows: str, count: int
) -> None:
    """JSON Lines is where the first line is a whole object."""
    row = '{"uuid":"A4C95A3E9B1D4C0AB7A0B5B2F1C0D9E%d","creationDate":"2026-03-0%dT18:30:00Z","text":"x"}'
    file = tmp_path / "dayone.json"
    file.write_text(rows % (row % (1, 1), row % (2, 2)))
    assert len(entries(world, str(file))) == count
    jrnl = tmp_path / "jrnl.json"
    jrnl.write_text(
        '{"tags":{},"entries":[\n{"title":"Demo","body":"","date":"2026-03-04","time":"00:10"}\n]}'
    )
    assert ("2026-03-03", "Demo") in entries(world, str(jrnl))
