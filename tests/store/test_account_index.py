"""The index of accounts: lost, spoilt, cut off, of before or of another journal, no answer changes."""

import json
import os
import random
import shutil
import time
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from tests.conftest import World
from valley import __version__
from valley.accounts.evidence import Traces
from valley.store import account_index, volume
from valley.store.account_index import FILE, Index
from valley.store.folder import Folder
from valley.store.volumes import Volumes

YEARS = (2023, 2024, 2025)


@pytest.fixture
def journal(world: World) -> World:
    """Write of three accounts in three years, and have them shown."""
    for year in YEARS:
        world.day(f"{year}-03-04")
        world.checkin("Demo with Henderson", reason="the CFO ghosted me", action="ring Henderson")
        world.checkin("spoke to brightwater", action="call Brightwater at 9")
    world.day("2026-03-04")
    world.checkin("call with Acme Corp", reason="too dear")
    answers(world)
    trust(world)
    return world


def cache(world: World) -> Path:
    """Tell where the index is."""
    return world.home / FILE


def trust(world: World) -> None:
    """Let the index look as if it had been made long after the volumes were written."""
    later = time.time_ns() + 10_000_000_000
    if cache(world).is_file():
        os.utime(cache(world), ns=(later, later))


def answers(world: World) -> Any:
    """Ask for what the index is read for."""
    found = [world.json("about", name) for name in ("henderson", "Brightwater", "acme")]
    return *found, world.json("about"), world.json("log", "--about", "henderson")


def put(world: World, data: bytes) -> None:
    """Put something in the place of the index, as if it had been made after the volumes."""
    cache(world).write_bytes(data)
    trust(world)


def test_no_damage_to_the_index_changes_an_answer(journal: World) -> None:
    """Gone, cut off, a byte changed, bytes of chance."""
    expected = answers(journal)
    data = cache(journal).read_bytes()
    dice = random.Random(20)
    spoilt = [b"", b"null", b"00000000\n", b"00000000\n{}", dice.randbytes(1000)]
    for point in range(1, len(data), len(data) // 6):
        spoilt += [data[:point], data[:point] + bytes([data[point] ^ 1]) + data[point + 1 :]]
    for other in spoilt:
        put(journal, other)
        assert answers(journal) == expected, other
    shutil.rmtree(cache(journal).parent)
    assert answers(journal) == expected


def test_an_index_that_is_whole_and_makes_no_sense_changes_none(journal: World) -> None:
    """Its check holds, and what it says is of other types, or of lines that are not there."""
    expected = answers(journal)
    text = cache(journal).read_bytes().partition(b"\n")[2]
    head, _, rest = text.partition(b"\n")
    for old, new in (
        (b'"odd":[]', b'"odd":[2023,2024,2025,2026]'),
        (b'"odd":[]', b'"odd":null'),
        (b'"names":{', b'"names":{"x":1,'),
        (b'"2024":[', b'"2024":[4000,'),
        (b'"2024":[', b'"2024":[0,'),
        (b'"2024":[', b'"2024":"'),
    ):
        made = head.replace(old, new) + b"\n" + rest
        assert made != text
        put(journal, b"%08x\n%s" % (crc32(made), made))
        assert answers(journal) == expected, new
        assert answers(journal) == expected, new


def test_an_index_of_before_changes_none(journal: World) -> None:
    """A copy of it that was put back, and that of a journal that was copied."""
    before = cache(journal).read_bytes()
    journal.checkin("Henderson rang", reason="no budget")
    journal.run("delete", journal.json("log", "--about", "acme")[0]["id"])
    journal.checkin("lunch with Acme Corp")
    expected = answers(journal)
    put(journal, before)
    assert answers(journal) == expected
    head, _, rest = cache(journal).read_bytes().partition(b"\n")[2].partition(b"\n")
    made = head.replace(__version__.encode(), b"0.0.1").replace(b'"acme"', b'"acne"') + b"\n" + rest
    put(journal, b"%08x\n%s" % (crc32(made), made))  # of a valley that told names otherwise
    assert answers(journal) == expected
    other = journal.home.with_name("other")
    shutil.copytree(journal.home, other)
    journal.set(VALLEY_HOME=str(other))
    assert answers(journal) == expected


def test_it_is_used(journal: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read for it again while the volumes are what they were."""
    expected = answers(journal)
    trust(journal)

    def refuse(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("valley.store.account_index._Part.read", refuse)
    assert answers(journal) == expected


def test_a_folder_that_cannot_be_written_to_is_not_in_the_way(
    journal: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It only takes longer, and nothing is said."""
    expected = answers(journal)
    shutil.rmtree(cache(journal).parent)
    opens = os.open

    def refuse(path: Any, flags: int, *mode: int, **more: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(13, "Permission denied")
        return opens(path, flags, *mode, **more)

    def closed(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        patch.setattr(os, "mkdir", closed)
        assert answers(journal) == expected
        assert journal.call("about", "acme").stderr == ""
    assert not cache(journal).exists()


@pytest.mark.parametrize("odd", ["folder", "pipe", "link to nowhere", "no folder"])
def test_what_is_no_file_is_not_in_the_way(journal: World, odd: str) -> None:
    """Whoever put it there."""
    expected = answers(journal)
    shutil.rmtree(cache(journal).parent)
    if odd == "no folder":
        cache(journal).parent.write_text("a file")
    else:
        cache(journal).parent.mkdir()
        make = {"folder": os.mkdir, "pipe": os.mkfifo}
        if odd in make:
            make[odd](cache(journal))
        else:
            cache(journal).symlink_to("gone/away")
    assert answers(journal) == expected
    assert journal.call("about", "acme").stderr == ""


def test_a_volume_written_in_the_moment_between_is_read_again(
    journal: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines that the index told have moved when they are looked up."""
    path = journal.home / "journal" / "2025.json"
    load = account_index.load

    def slowly(volumes: Volumes, *, afresh: bool = False) -> Index:
        found = load(volumes, afresh=afresh)
        whole = json.loads(path.read_text("utf-8"))
        first, *rest = whole["entries"].values()
        if first["happened"].startswith("Demo"):  # the first stands last from now on
            whole["entries"] = {str(number): row for number, row in enumerate((*rest, first))}
            path.write_bytes(volume.serialise(whole))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(account_index, "load", slowly)
        shown = journal.json("about", "henderson")
    assert [one["happened"] for one in shown["entries"]] == 3 * ["Demo with Henderson"]


def test_what_is_brought_up_to_date_is_what_is_made_anew(journal: World) -> None:
    """After each kind of change: added, changed, settled with words, deleted, taken back."""
    volumes = Volumes(Folder(journal.home))

    def check() -> None:
        volumes.start_afresh()
        told, anew = account_index.load(volumes), account_index.load(volumes, afresh=True)
        assert (sorted(told.names), told.places) == (sorted(anew.names), anew.places)

    promised = journal.checkin("Osgood rang", reason="too dear", action="send Osgood the sheet")
    check()
    last = journal.checkin("lunch with Wexford")["id"]
    check()
    journal.run("edit", last, "--happened", "lunch with Larkhill")
    check()
    assert journal.json("log", "--about", "larkhill")
    journal.run("promises", "better", promised["id"], "--note", "met Fenwick of Osgood")
    check()
    journal.run("delete", last)
    check()
    journal.run("undo")
    check()
    journal.run("checkin", "--no-input", "--happened", "Pike & Sons called", "--date", "2024-05-06")
    check()


def test_of_a_year_to_which_was_added_the_old_texts_are_not_read_again(
    journal: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An evening makes the next `about` no slower."""
    for number in range(5):
        journal.checkin(f"call {number} with Acme Corp")
    answers(journal)
    taken: list[Any] = []
    take = Traces.take

    def watched(self: Traces, place: Any, texts: list[str]) -> None:
        taken.append(texts)
        take(self, place, texts)

    monkeypatch.setattr(Traces, "take", watched)
    journal.checkin("lunch with Wexford")
    assert journal.json("about", "wexford")["account"] == "Wexford"
    assert taken == [["lunch with Wexford"]]
