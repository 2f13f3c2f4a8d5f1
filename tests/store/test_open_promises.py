"""The cache of open promises: deleted, cut off and spoilt, it never changes an answer."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from tests.conftest import World
from valley import files
from valley.store.open_promises import FILE

YEARS = (2020, 2021, 2022, 2023, 2024, 2025)
LONG_AGO = 1_000_000_000  # seconds: files that were changed long before the cache was made


@pytest.fixture
def journal(world: World) -> World:
    """Write a promise in each of six years, some of them kept, and the cache of the open ones."""
    for year in YEARS:
        world.day(f"{year}-03-04")
        for number in range(3):
            world.checkin(f"{year}, {number}", action=f"call Jo at {number}")
    world.day("2026-03-04")
    world.run("promises", "keep", world.json("promises")[0]["id"])
    answers(world)
    trust(world)
    return world


def cache(world: World) -> Path:
    """Tell where the cache is."""
    return world.home / FILE


def trust(world: World) -> None:
    """Let the cache look as if it had been made long after the volumes were written."""
    later = time.time_ns() + 10_000_000_000
    for path in cache(world).parent.iterdir():  # that of the accounts beside it, too
        os.utime(path, ns=(later, later))


def answers(world: World) -> Any:
    """Ask for what the cache is read for."""
    return world.json("promises"), world.json("status"), world.run("status", "--prompt")


def spoilt(data: bytes) -> Iterator[bytes]:
    """Damage the file: cut off, a byte changed, a number changed, at points all over it."""
    for point in range(0, len(data), max(1, len(data) // 24)):
        yield data[:point]
        yield data[:point] + bytes([data[point] ^ 1]) + data[point + 1 :]
        yield data[:point] + b"\x00" + data[point:]


def test_no_damage_to_the_cache_changes_an_answer(journal: World) -> None:
    """It is derived, and counts for nothing where it cannot be relied on."""
    expected = answers(journal)
    cache(journal).unlink()
    assert answers(journal) == expected
    data = cache(journal).read_bytes()
    for damaged in spoilt(data):
        cache(journal).write_bytes(damaged)
        trust(journal)
        assert answers(journal) == expected
    foreign = (b"", b"[]", b"null", b"0", b"00000000\n", b"00000000\n{}", b"\xff\xfe")
    for other in foreign:
        cache(journal).write_bytes(other)
        trust(journal)
        assert answers(journal) == expected


def test_it_is_used(journal: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The years before the last are not read again."""
    expected = answers(journal)
    read = set()
    whole = files.read

    def watched(path: Path, *most: int) -> bytes:
        read.add(path.stem)
        return whole(path, *most)

    monkeypatch.setattr(files, "read", watched)
    assert answers(journal) == expected
    assert read & {str(year) for year in YEARS} == {"2025"}


def test_a_volume_that_changed_is_read_again(journal: World) -> None:
    """Whoever changed it, and however little time has passed."""
    for year in YEARS:
        path = journal.home / "journal" / f"{year}.json"
        before = {one["id"] for one in journal.json("promises")}
        trust(journal)
        text = path.read_text("utf-8")
        path.write_text(text.replace('"status": "open"', '"status": "kept"', 1), "utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))  # the same size and the same time: only not the same
        assert len(before - {one["id"] for one in journal.json("promises")}) == 1


def test_what_was_just_written_is_not_relied_on(journal: World) -> None:
    """A file changed twice within a tick of its clock looks as if it were changed once."""
    path = journal.home / "journal" / "2020.json"
    made = path.stat().st_ctime_ns + 1_000_000_000
    data = cache(journal).read_bytes().partition(b"\n")[2].replace(b"call Jo", b"call Ji")
    cache(journal).write_bytes(b"%08x\n%s" % (crc32(data), data))
    trust(journal)
    assert "call Ji" in journal.run("promises")  # so it does read what stands there
    os.utime(cache(journal), ns=(made, made))
    assert "call Ji" not in journal.run("promises")


def test_the_later_of_two_places_counts(journal: World) -> None:
    """An entry that was moved to another year here and settled there is open no more."""
    moved = next(one for one in journal.json("promises") if one["day"].startswith("2021"))
    path = journal.home / "journal" / "2022.json"
    whole = json.loads(path.read_text("utf-8"))
    row = json.loads((journal.home / "journal" / "2021.json").read_text("utf-8"))["entries"]
    settled = next(one for one in row.values() if one["id"] == moved["id"]) | {
        "day": "2022-03-05",
        "status": "kept",
        "updated_at": "2026-03-04T12:00:00+00:00",
    }
    whole["entries"]["99"] = settled
    path.write_text(json.dumps(whole), "utf-8")
    for _ in range(2):
        assert moved["id"] not in {one["id"] for one in journal.json("promises")}


def test_a_journal_that_cannot_be_written_to_is_read(
    journal: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the cache it only takes longer."""
    expected = answers(journal)
    cache(journal).unlink()

    opens = os.open

    def refuse(path: Path, flags: int, *mode: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(13, "Permission denied")
        return opens(path, flags, *mode)

    with monkeypatch.context() as closed:
        closed.setattr(os, "open", refuse)
        assert answers(journal) == expected
    assert not cache(journal).exists()


def test_a_damaged_volume_is_told_of_each_time(journal: World) -> None:
    """What could not be read is never put in the cache."""
    (journal.home / "journal" / "2021.json").write_text("{", "utf-8")
    for _ in range(2):
        result = journal.call("promises")
        assert "2021.json is damaged" in result.stderr
