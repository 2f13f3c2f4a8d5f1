"""The undo log: records come back as they were written, or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.store.faults import NOW
from valley.store import undo_log, volume
from valley.store.folder import Folder
from valley.store.rows import digest, short_hash
from valley.store.undo_log import Record, Replaced, ReplacedFile

ROW = {"id": "one", "happened": "before"}
RECORD = Record(
    NOW,
    "a change",
    (Replaced("2026", "entries", "one", ROW, "x"), Replaced("excuses", "names", "old", None, "y")),
    (
        ReplacedFile("journal/2026 2.json", "archive/2026 2.json", None),
        ReplacedFile("journal/2025.json", None, "z"),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a folder with nothing in it."""
    return Folder(tmp_path / "valley")


def test_a_record_comes_back_as_it_was_written(folder: Folder) -> None:
    """With the name of its file."""
    first = undo_log.begin(folder, RECORD)
    second = undo_log.begin(folder, Record(NOW, "another", ()))
    assert (first, second) == ("history/00000001.open.json", "history/00000002.open.json")
    assert undo_log.read(folder, first) == RECORD._replace(name=first)
    assert undo_log.read(folder, second) == Record(NOW, "another", (), name=second)


def test_a_change_is_open_until_it_is_closed(folder: Folder) -> None:
    """The newest first; one that cannot be taken back leaves no record."""
    opened = [undo_log.begin(folder, RECORD) for _ in range(5)]
    assert undo_log.unfinished(folder) == opened[::-1]
    undo_log.close(folder, opened[0], keep=True)
    undo_log.close(folder, opened[1], keep=False)
    undo_log.close(folder, opened[2], keep=True)
    assert undo_log.finished(folder) == ["history/00000003.json", "history/00000001.json"]
    assert undo_log.unfinished(folder) == opened[:2:-1]
    assert undo_log.names(folder) == sorted([*undo_log.finished(folder), *opened[3:]])
    assert folder.names("history", "*") == undo_log.names(folder)


def test_what_cannot_be_taken_back_is_no_record_even_before_it_is_gone(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill may come in between."""
    monkeypatch.setattr(Folder, "remove", lambda *_: None)
    undo_log.close(folder, undo_log.begin(folder, RECORD), keep=False)
    assert folder.names("history", "*") == ["history/00000001.undone"]
    assert undo_log.names(folder) == []


def test_two_hundred_changes_can_be_taken_back(folder: Folder) -> None:
    """And not one more: the oldest goes as the next comes."""
    for _ in range(undo_log.KEEP + 3):
        undo_log.close(folder, undo_log.begin(folder, undo_log.Record(NOW, "x", ())), keep=True)
    known = undo_log.finished(folder)
    assert (len(known), undo_log.KEEP) == (200, 200)
    assert known[0] == "history/00000203.json"


def test_what_was_undone_and_left_behind_goes_with_the_next_change(folder: Folder) -> None:
    """And counts as no record; nor does what a cloud makes of a name."""
    folder.write("history/00000004.undone", b"{}")
    folder.write("history/00000009 2.json", b"{}")
    assert undo_log.names(folder) == []
    assert undo_log.begin(folder, RECORD) == "history/00000001.open.json"
    assert not folder.exists("history/00000004.undone")
    assert folder.exists("history/00000009 2.json")


def test_a_record_says_what_was_done_in_words_that_can_be_read(folder: Folder) -> None:
    """As everything stored."""
    name = undo_log.begin(folder, Record(NOW, "an edit of Jürgen’s day", ()))
    assert json.loads(folder.read(name)) == {
        "at": NOW.isoformat(),
        "what": "an edit of Jürgen’s day",
        "rows": [],
        "files": [],
    }
    assert "Jürgen’s".encode() in folder.read(name)


def written(**changes: Any) -> dict[str, Any]:
    """Return a record as it is stored, changed."""
    row, file = ["2026", "entries", "one", ROW, "x"], ["journal/2025.json", "archive/x", "z"]
    return {"at": NOW.isoformat(), "what": "x", "rows": [row], "files": [file]} | changes


@pytest.mark.parametrize(
    "changes",
    [
        {"at": "2026-03-04T12:00:00"},  # whose clock?
        {"at": "soon"},
        {"what": 7},
        {"rows": None},
        {"rows": [["2026", "entries", "one", ROW]]},
        {"rows": [["../2026", "entries", "one", ROW, "x"]]},
        {"rows": [[2026, "entries", "one", ROW, "x"]]},
        {"rows": [["2026", 7, "one", ROW, "x"]]},
        {"rows": [["2026", "entries", 1, None, "x"]]},
        {"rows": [["2026", "entries", "one", ROW, None]]},
        {"rows": [["2026", "meta", "one", ROW, "x"]]},
        {"rows": [["2026", "entries", "two", ROW, "x"]]},
        {"rows": [["2026", "entries", "one", "before", "x"]]},
        {"rows": [["2026", "entries", "one", {}, "x"]]},
        {"files": [["journal/2025.json", "archive/x"]]},
        {"files": [["journal/2025.json", "archive/x", 7]]},
        {"files": [["archive/x", None, "z"]]},
        {"files": [["journal/2025.json", "journal/2026.json", "z"]]},
        {"files": [["journal/../x", None, "z"]]},
        {"files": [["journal/2025.json", "archive/../../x", "z"]]},
        {"files": [["journal", None, "z"]]},
        {"files": 7},
    ],
)
def test_a_record_that_valley_would_not_write_is_none(
    folder: Folder, changes: dict[str, Any]
) -> None:
    """It may come from anywhere, and names what is to be written over."""
    name = "history/00000001.json"
    folder.write(name, volume.encode(written()).encode())
    assert undo_log.read(folder, name) is not None
    folder.write(name, volume.encode(written(**changes)).encode())
    assert undo_log.read(folder, name) is None
    assert undo_log.read(folder, "history/00000002.json") is None


def test_a_record_of_an_earlier_valley_names_no_files(folder: Folder) -> None:
    """And is read all the same."""
    whole = written()
    del whole["files"]
    folder.write("history/00000001.json", volume.encode(whole).encode())
    read = undo_log.read(folder, "history/00000001.json")
    assert read is not None
    assert read.files == ()
    assert len(read.rows) == 1


def test_a_volume_is_known_again_by_its_living_rows() -> None:
    """However they are ordered and whatever else is in it; another file by its bytes."""
    other, gone = {"id": "two", "happened": "also"}, {"id": "three", "deleted": True}
    tables = volume.new("2026") | {"entries": {"1": ROW, "2": other}}
    name = "journal/2026.json"
    known = undo_log.digest_of(volume.serialise(tables), name)
    turned = volume.new("2026") | {"reviews": {"1": gone}, "entries": {"1": other, "4": ROW}}
    assert undo_log.digest_of(volume.serialise(turned), name) == known
    marked = tables | {"meta": {"1": tables["meta"]["1"] | {"since": "then"}}}
    assert undo_log.digest_of(volume.serialise(marked), name) == known
    assert known == "ee3535464ee7e7be4965d6e54f5f2c85"  # as it stands in undo logs
    for entries in ({"1": ROW}, {"1": ROW, "2": other | {"happened": "also."}}):
        fewer = volume.serialise(volume.new("2026") | {"entries": entries})
        assert undo_log.digest_of(fewer, name) != known
    moved = volume.serialise(volume.new("2026") | {"reviews": {"1": ROW, "2": other}})
    assert undo_log.digest_of(moved, name) != known
    assert undo_log.digest_of(b"{", name) == undo_log.digest_of(b"{", "journal/2025.json")
    assert undo_log.digest_of(b"{", name) != undo_log.digest_of(b"{ ", name)
    misplaced = volume.serialise(tables)
    assert undo_log.digest_of(misplaced, "journal/2025.json") == short_hash(misplaced)
    assert undo_log.digest_of(None, name) is None
    assert digest(ROW) == digest(ROW | {"updated_at": NOW.isoformat()}) != digest(other)


def test_a_file_is_as_it_was_left_while_it_says_the_same(folder: Folder, tmp_path: Path) -> None:
    """One that is gone was taken away; a folder in its place, or a way out, says nothing."""
    name = "journal/2026 2.json"
    left = ReplacedFile(name, None, undo_log.digest_of(b"said", name))
    assert not undo_log.is_as_left(folder, left)
    assert undo_log.is_as_left(folder, left._replace(after=None))
    folder.write(name, b"said")
    assert undo_log.is_as_left(folder, left)
    assert not undo_log.is_as_left(folder, left._replace(after=None))
    folder.path(name).unlink()
    folder.path(name).mkdir()
    assert not undo_log.is_as_left(folder, left)
    assert not undo_log.is_as_left(folder, left._replace(after=None))
    folder.path(name).rmdir()
    (tmp_path / "outside").write_bytes(b"said")
    folder.path(name).symlink_to(tmp_path / "outside")
    assert not undo_log.is_as_left(folder, left)
