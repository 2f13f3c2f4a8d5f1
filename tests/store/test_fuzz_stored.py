"""Whatever stands in a stored file, no command ends as a bug, hangs, or loses what is whole.

`python tests/fuzz/stored.py` does the same for as long as one likes.
"""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.conftest import World
from tests.fuzz import stored
from tests.fuzz.stored import OTHERS, Damage, Fell
from valley.errors import InvalidInput
from valley.model import Entry
from valley.store.rows import from_row


@pytest.mark.parametrize("seed", range(4))
def test_no_value_in_a_stored_file_is_a_bug(seed: int) -> None:
    """Values replaced by any others, files by what is none."""
    assert stored.fuzz(seed, lambda done: done >= 5, writing=1) == []


def test_no_value_in_an_encrypted_journal_is_a_bug() -> None:
    """Where the files that are not sealed can be damaged by anybody."""
    assert stored.fuzz(0, lambda done: done >= 4, writing=1, encrypted=True) == []


@pytest.mark.parametrize(
    ("broken", "seen"),
    [("valley.store.reading.from_row", "lost"), ("valley.store.doctor.check", "ended with 1")],
)
def test_the_fuzz_sees_what_falls(broken: str, seen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug, and an entry that is read no more."""
    bad: list[dict[str, Any]] = []

    def fall(row: dict[str, Any]) -> Entry:
        if bad or row.get("tags") == 5:
            bad.append(row)  # after one bad row none is read
            raise InvalidInput("makes no sense")
        return from_row(row)

    with stored.journals() as (template, home):
        damage = Damage("journal/2026.json", ("entries", "1", "tags"), 5)
        monkeypatch.setattr(broken, fall)
        with pytest.raises(Fell, match=seen):
            stored.hold(template, home, damage, Random(0), 0)


@pytest.mark.parametrize("field", ["id", "day", "tags", "steps", "due", "theme", "happened"])
def test_one_bad_row_keeps_nobody_from_the_others(field: str, world: World) -> None:
    """Whatever stands in a field: the others are read, searched, exported and changed."""
    kept = world.checkin("Acme was quiet", tag="t")["id"]
    bad = world.checkin("Demo", reason="too dear", excuse="price-too-high", action="ring Jo")["id"]
    volume = world.home / "journal" / "2026.json"
    whole = json.loads(volume.read_bytes())
    number = next(number for number, row in whole["entries"].items() if row["id"] == bad)
    for value in OTHERS:
        row = whole["entries"][number] | {field: value}
        volume.write_text(json.dumps({**whole, "entries": {**whole["entries"], number: row}}))
        for args in (("log", "--grep", "acme"), ("log",), ("export", "--format", "csv")):
            result = world.call(*args)
            assert result.exit_code == 0, (value, result.output)
            assert "Acme was quiet" in result.stdout
        assert world.call("excuses").exit_code == 0
    world.json("edit", kept, "--happened=Acme rang")


def test_doctor_takes_rows_that_make_no_sense_out_and_undo_brings_them_back(world: World) -> None:
    """The volume as it was is in archive/, and the other rows stay."""
    world.checkin("A day")
    world.checkin("Another day")
    volume = world.home / "journal" / "2026.json"
    whole = json.loads(volume.read_bytes())
    whole["entries"] |= {"7": 5, "8": whole["entries"]["1"] | {"tags": 5, "id": "x"}}
    volume.write_text(json.dumps(whole))
    problems = world.json("doctor", code=5)["problems"]
    assert [problem["why"] for problem in problems] == [
        "row 7 of entries has no id",
        "row 8 of entries makes no sense, x: tags is no list",
    ]
    (done,) = world.json("doctor", "--fix")["fixed"]
    assert done.startswith("Took 2 of the rows out of journal/2026.json")
    assert {row["happened"] for row in world.json("log")} == {"Another day", "A day"}
    (kept,) = (world.home / "archive").iterdir()
    assert json.loads(kept.read_bytes()) == whole
    world.run("undo", "--yes")
    assert len(world.json("doctor", code=5)["problems"]) == 2


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("drafts/checkin.json", '{"day": 5}'),
        ("history/00000007.json", "[]"),
        ("backups/2026.2026-03-03.json", "{}"),
    ],
)
def test_doctor_moves_away_what_cannot_be_read(file: str, text: str, world: World) -> None:
    """Nothing is lost: it stands in archive/ as it was."""
    world.checkin("A day")
    path: Path = world.home / file
    path.parent.mkdir(0o700, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)
    (problem,) = world.json("doctor", code=5)["problems"]
    assert problem["file"] == file
    assert "valley doctor --fix" in problem["help"]
    (done,) = world.json("doctor", "--fix")["fixed"]
    assert done.startswith(f"Moved {file} to archive/")
    assert (world.home / "archive" / path.name).read_text() == text


def test_half_a_character_is_shown_as_what_it_is(world: World) -> None:
    """It was never typed: a foreign program cut it, and no output can hold it."""
    world.checkin("before", action="ring Jo", due="friday")
    volume = world.home / "journal" / "2026.json"
    volume.write_text(volume.read_text("utf-8").replace("before", "\\ud83d before"), "utf-8")
    (entry,) = world.json("log")
    assert entry["happened"] == "\\ud83d before"
    for form in ("md", "html", "csv", "json", "ics"):
        assert "ud83d before" in world.run("export", "--format", form)
    world.json("edit", entry["id"], "--action=ring her")
    assert world.json("log")[0]["happened"] == "\\ud83d before"
