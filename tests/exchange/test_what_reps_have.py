"""Small files as reps have them, by what can go wrong: each comes in right, or is refused with what helps."""

from pathlib import Path

import pytest

from tests.conftest import World

# What goes wrong: file, its text, options; then its days and words, or what is told.
Case = tuple[str, str, str, list[tuple[str, str]] | str]
CASES: dict[str, list[Case]] = {
    "days merged or split": [
        ("a.txt", "[2026-03-02 18:30] a\n\n[3.3. 18:30] b\n", "", "cannot be read"),
        ("b.txt", "[2026-03-02 18:30] a\r\r[2026-03-03 18:30] b\r", "",
         [("2026-03-03", "b"), ("2026-03-02", "a")]),
        ("c.txt", "[2026-03-02 18:30] a\n\n[poc] is text\n", "",
         [("2026-03-02", "a\n[poc] is text")]),
        ("d.txt", "[02.03.2026 18:30] a\n\n[03.03.2026 18:30] b\n", "--date-format=day-first",
         [("2026-03-03", "b"), ("2026-03-02", "a")]),
    ],
    "which day": [
        ("a.csv", "Date,Notes\n2026-03-03T01:10:00Z,late\n", "", [("2026-03-02", "late")]),
        ("b.csv", "Date,Time,Notes\n2026-03-03,00:40,late\n", "", [("2026-03-02", "late")]),
        ("c.csv", "Date,Notes\n2026-03-09,to come\n", "", "yet to come"),
        ("d.csv", "Date,Notes\n0026-03-02,long ago\n", "", "too long ago"),
    ],
    "exact texts": [
        ("a.json", '[{"day": "2026-03-02", "happened": "M\\u00fcller \\ud83d\\ude00"}]', "",
         [("2026-03-02", "Müller 😀")]),
        ("b.csv", "Date,Notes\n2026-03-02,日本 – «x»\n", "", [("2026-03-02", "日本 – «x»")]),
        ("c.csv", 'Date,Notes\n2026-03-02,"a\nb ""c"""\n', "", [("2026-03-02", 'a\nb "c"')]),
    ],
    "instructions": [
        ("a.csv", "D,F,W\n2026-03-02,Acme,Demo\n", "--map=day=D --map=happened=F --map=happened=W",
         [("2026-03-02", "Acme\nDemo")]),
        ("b.csv", "D,F\n2026-03-02,Acme\n", "--map=day=1 --map=happened=2",
         [("2026-03-02", "Acme")]),
        ("c.csv", "Date,Notes\n2026-03-02,Demo\n", "--map=happened=Text", "has no column 'Text'"),
        ("d.txt", "[2026-03-02 18:30] a\n", "--map=happened=Notes", "--map"),
    ],
    "tables of other programs": [
        ("a.csv", "Activities\n\nDate,Comments\n2026-03-02,Demo\n\nTotal,\n", "",
         [("2026-03-02", "Demo")]),
        ("b.csv", "sep=;\nDate;Notes\n2026-03-02;Demo\n", "", [("2026-03-02", "Demo")]),
        ("c.csv", "Id,Date,Notes,Theme\n7,2026-03-02,<p>Demo &amp; more</p>,Blue\n", "",
         [("2026-03-02", "Demo & more")]),
        ("d.csv", "Date,Notes\n46083,Demo\n", "--date-format=excel", [("2026-03-02", "Demo")]),
        ("e.csv", "Date,Notes\n03/14/2025,Demo\n", "", "--date-format month-first"),
    ],
    "daily notes": [
        ("2026-03-02.md", "# Demo\n\n- they went quiet\n", "", [("2026-03-02", "Demo\nthey went quiet")]),
        ("2026_03_02.md", "- Demo\n", "", [("2026-03-02", "Demo")]),
        ("2026-03-02 Monday.md", "---\ntags: [acme]\n---\nDemo\n", "", [("2026-03-02", "Demo")]),
    ],
    "messages of the file": [
        ("a.xlsx", "PK\x03\x04", "", "a.xlsx"),
        ("b.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "", "is a calendar"),
        ("c.json", '[{"name": "x", "content": "y"}]', "", "It has name, content"),
        ("d.csv", "When,What\n2026-03-02,Demo\n", "--map=day=Wen", "It has When, What"),
    ],
    "no more than it claims": [
        ("a.csv", "Date,Notes\n2026-03-02,Lost Larkhill\n", "", [("2026-03-02", "Lost Larkhill")]),
        ("b.csv", "Date,Notes,Kind\n2026-03-02,quiet day,win\n", "", [("2026-03-02", "quiet day")]),
        ("c.txt", "[2026-03-02 18:30] Demo *\n", "", [("2026-03-02", "Demo")]),
    ],
}  # fmt: skip
KINDS = {"Lost Larkhill": "note", "quiet day": "win"}


@pytest.mark.parametrize(
    ("name", "text", "options", "comes"),
    [pytest.param(*case, id=f"{kind}: {case[0]}") for kind, some in CASES.items() for case in some],
)
def test_it_comes_in_right_or_is_refused(
    world: World,
    tmp_path: Path,
    name: str,
    text: str,
    options: str,
    comes: list[tuple[str, str]] | str,
) -> None:
    """And a second time adds nothing."""
    file = tmp_path / name
    file.write_bytes(text.encode())
    command = ["import", str(file), *options.split()]
    if isinstance(comes, str):
        result = world.call(*command)
        assert result.exit_code in {2, 3}, result.output
        assert comes in result.stderr
        assert world.json("log") == []
        return
    world.run(*command)
    log = world.json("log")
    assert [(one["day"], " ".join(one["happened"].split())) for one in log] == [
        (day, " ".join(words.split())) for day, words in comes
    ]
    assert all(KINDS.get(one["happened"], one["kind"]) == one["kind"] for one in log)
    assert world.json(*command)["added"] == 0
