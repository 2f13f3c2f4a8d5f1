"""A change that was cut off is rolled back row by row and file by file, and nothing else is."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.store.faults import NOW, disk_full, faults
from valley import lock
from valley.store import undo_log, volume
from valley.store.folder import LOCK, Folder
from valley.store.rows import digest, tombstone
from valley.store.undo_log import Record, Replaced, ReplacedFile, recover, roll_back

OLD = {"id": "one", "happened": "before"}
NEW = {"id": "one", "happened": "after"}
ADDED = {"id": "two", "happened": "added"}
OTHER = {"id": "three", "happened": "another"}
DAMAGED = b"{"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a folder of two volumes."""
    folder = Folder(tmp_path / "valley")
    write(folder, "2025", OTHER)
    write(folder, "2026", NEW, OTHER, ADDED)
    return folder


def write(folder: Folder, name: str, *rows: dict[str, Any]) -> None:
    """Write a volume of such entries."""
    tables = volume.new(name) | {"entries": {str(at): row for at, row in enumerate(rows, 1)}}
    folder.write(volume.file_of(name), volume.serialise(tables))


def entries(folder: Folder, name: str = "2026") -> list[dict[str, Any]]:
    """Read the entries of a volume."""
    file = volume.file_of(name)
    return list(volume.parse(folder.read(file), name, file)["entries"].values())


def replaced(before: dict[str, Any] | None, after: dict[str, Any], name: str = "2026") -> Replaced:
    """Return what a change notes of a row."""
    return Replaced(name, "entries", after["id"], before, digest(after))


def cut_off(folder: Folder, *rows: Replaced, files: tuple[ReplacedFile, ...] = ()) -> str:
    """Leave the open record of a change."""
    return undo_log.begin(folder, Record(NOW, "a change", rows, files))


def test_each_row_gets_back_what_it_had(folder: Folder) -> None:
    """One that was not there goes; all others stay, in their order."""
    cut_off(folder, replaced(OLD, NEW), replaced(None, ADDED))
    roll_back(folder)
    assert entries(folder) == [OLD, OTHER]
    assert entries(folder, "2025") == [OTHER]
    assert undo_log.names(folder) == []


def test_a_row_that_says_something_else_by_now_stays(folder: Folder) -> None:
    """Also one that never came to be written; those after it are rolled back all the same."""
    gone = {"id": "gone", "happened": "never written"}
    since = {"id": "three", "happened": "another then"}
    cut_off(folder, replaced(None, gone), replaced(None, since), replaced(OLD, NEW))
    roll_back(folder)
    assert entries(folder) == [OLD, OTHER, ADDED]


def test_nothing_is_written_where_nothing_is_to_be_put_back(folder: Folder) -> None:
    """A volume stays as it is, byte by byte."""
    path = folder.path("journal/2026.json")
    path.write_bytes(path.read_bytes() + b"\n\n")
    before = path.read_bytes()
    cut_off(folder, replaced(OLD, {"id": "one", "happened": "something else"}))
    roll_back(folder)
    assert path.read_bytes() == before
    assert undo_log.names(folder) == []


def test_of_two_rows_of_one_id_the_one_that_counts_is_put_back(folder: Folder) -> None:
    """The other stays where it is."""
    earlier = tombstone("one", "2026-03-01T00:00:00+00:00")
    later = NEW | {"updated_at": "2026-03-04T00:00:00+00:00"}
    write(folder, "2026", later, earlier)
    cut_off(folder, replaced(OLD, later))
    roll_back(folder)
    assert entries(folder) == [OLD, earlier]


def test_a_volume_that_is_damaged_or_gone_keeps_no_other_from_its_rows(folder: Folder) -> None:
    """It stays as it is."""
    folder.path("journal/2025.json").write_bytes(DAMAGED)
    folder.write("journal/2023.json", mistaken := folder.read("journal/2026.json"))
    rows = [replaced(None, OTHER, name) for name in ("2023", "2024", "2025")]
    rows.append(replaced(OLD, NEW))
    cut_off(folder, *rows)
    roll_back(folder)
    assert folder.path("journal/2025.json").read_bytes() == DAMAGED
    assert folder.read("journal/2023.json") == mistaken, "it is of another year"
    assert entries(folder) == [OLD, OTHER, ADDED]
    assert undo_log.names(folder) == []


def test_a_table_that_is_gone_is_nothing_to_put_back(folder: Folder) -> None:
    """The others are there."""
    cut_off(folder, replaced(None, OTHER)._replace(table="reviews"), replaced(OLD, NEW))
    roll_back(folder)
    assert entries(folder) == [OLD, OTHER, ADDED]


def test_each_file_gets_back_what_it_said(folder: Folder) -> None:
    """Also one that was taken away; one that was not there goes; one changed since stays."""
    names = [f"journal/2026 {number}.json" for number in range(5)]
    folder.write("archive/kept", b"before")
    folder.path("archive/odd").mkdir()
    for name, data in zip(
        names, [b"after", b"after", b"changed since", None, b"after"], strict=True
    ):
        if data is not None:
            folder.write(name, data)
    after = undo_log.digest_of(b"after", names[0])
    files = (
        ReplacedFile(names[0], "archive/kept", after),
        ReplacedFile(names[4], "archive/lost", after),
        ReplacedFile(names[4], "archive/odd", after),
        ReplacedFile(names[1], None, after),
        ReplacedFile(names[2], "archive/kept", after),
        ReplacedFile(names[3], "archive/kept", None),
    )
    cut_off(folder, files=files)
    roll_back(folder)
    assert [folder.read(names[at]) for at in (0, 2, 3, 4)] == [
        b"before",
        b"changed since",
        b"before",
        b"after",
    ]
    assert not folder.exists(names[1])
    assert undo_log.names(folder) == []


def test_a_record_that_is_damaged_keeps_no_other_from_its_rows(folder: Folder) -> None:
    """It stays, for doctor to tell of."""
    cut_off(folder, replaced(OLD, NEW))
    damaged = cut_off(folder)
    folder.path(damaged).write_bytes(DAMAGED)
    roll_back(folder)
    assert entries(folder) == [OLD, OTHER, ADDED]
    assert undo_log.names(folder) == [damaged]


def test_a_reader_rolls_back_what_was_cut_off_and_leaves_what_goes_on(folder: Folder) -> None:
    """And does not wait for it; where nothing was cut off, it takes no lock."""
    recover(folder)
    assert not folder.exists(LOCK)
    cut_off(folder, replaced(OLD, NEW))
    other = Folder(folder.root)
    with other.locked():
        recover(folder)
        assert entries(folder) == [NEW, OTHER, ADDED]
    recover(folder)
    assert entries(folder) == [OLD, OTHER, ADDED]


def test_a_reader_that_may_write_nothing_reads_what_there_is(folder: Folder) -> None:
    """On a full disk, or in a folder that is closed; whoever can will roll it back."""
    open_record = cut_off(folder, replaced(OLD, NEW))
    with faults(0, disk_full, lasting=True):
        recover(folder)
    assert entries(folder) == [NEW, OTHER, ADDED]
    assert undo_log.names(folder) == [open_record]


def test_a_reader_waits_for_nobody(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or every look at a journal would last as long as a change elsewhere."""
    waited: list[float] = []
    held = lock.held

    def watched(path: Path, patience: float) -> AbstractContextManager[None]:
        waited.append(patience)
        return held(path, patience)

    monkeypatch.setattr(lock, "held", watched)
    cut_off(folder, replaced(OLD, NEW))
    recover(folder)
    assert waited == [0]
