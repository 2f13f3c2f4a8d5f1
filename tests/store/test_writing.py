"""What cannot be written harms nothing, and is said; links are followed; leftovers go."""

import errno
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import IS_ROOT, World
from tests.store.faults import NOW
from tests.strategies import entries
from valley import files
from valley.errors import Busy, CannotWrite
from valley.journal import Journal
from valley.model import Entry
from valley.store.folder import Folder

ANSWERS = ["--happened=Demo [x]", "--reason=too dear", "--action=call 3", "--tag=north"]
CHECKIN = ["checkin", "--no-input", *ANSWERS]


def _failing(monkeypatch: pytest.MonkeyPatch, name: str, code: int, part: str) -> None:
    """Let a call of the operating system fail on every path with this part."""
    real: Callable[..., Any] = getattr(os, name)
    opened: set[int] = set()

    def call(first: Any, *args: Any, **kwargs: Any) -> Any:
        hit = first in opened if isinstance(first, int) else part in str(first)
        if name != "open" and hit:
            raise OSError(code, os.strerror(code))
        return real(first, *args, **kwargs)

    def watch(path: Any, *args: Any, **kwargs: Any) -> int:
        if name == "open" and part in str(path):
            raise OSError(code, os.strerror(code))
        descriptor = real_open(path, *args, **kwargs)
        (opened.add if part in str(path) else opened.discard)(descriptor)
        return descriptor

    real_open = os.open
    monkeypatch.setattr(os, name, call)
    monkeypatch.setattr(os, "open", watch)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_full_or_closed_disk_is_said_and_the_answers_are_kept(
    world: World, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    """Exit 8, one line; the volume as it was; the next check-in has the answers."""
    world.checkin("before")
    volume = world.home / "journal" / "2026.json"
    before = volume.read_bytes()
    with monkeypatch.context() as broken:
        _failing(broken, call, code, ".2026.json.")
        told = world.fails(*CHECKIN, code=8)
    assert "2026.json" in told
    assert os.strerror(code) in told
    assert "Your answers are kept in" in told
    assert volume.read_bytes() == before
    draft = json.loads((world.home / "drafts" / "checkin.json").read_text("utf-8"))
    assert draft["answers"]["happened"] == "Demo [x]"
    assert draft["answers"]["tags"] == ["north"]
    assert not list(world.home.rglob("*.tmp"))
    assert world.json("doctor")["ok"]
    world.run(*CHECKIN)
    assert len(world.json("log")) == 2
    assert not list(world.home.glob("drafts/*")), "what is saved is no draft any more"


def test_the_draft_of_another_sitting_is_not_written_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both texts are there; each is said where."""
    world.checkin("before")
    with monkeypatch.context() as broken:
        _failing(broken, "write", errno.ENOSPC, ".2026.json.")
        for happened in ("one", "two"):
            told = world.fails("checkin", "--no-input", f"--happened={happened}", code=8)
            assert "Your answers are kept in" in told
    kept = "".join(path.read_text("utf-8") for path in world.home.glob("drafts/*"))
    assert '"one"' in kept
    assert '"two"' in kept


def test_where_not_even_a_draft_can_be_kept_the_error_is_that_of_the_journal(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not claim that anything was kept."""
    world.checkin("before")
    with monkeypatch.context() as broken:
        _failing(broken, "write", errno.ENOSPC, ".tmp")
        told = world.fails(*CHECKIN, code=8)
    assert "kept in" not in told


@pytest.mark.skipif(IS_ROOT, reason="root may write anywhere")
def test_a_folder_that_is_closed(world: World) -> None:
    """Exit 8, and reading goes on."""
    world.checkin("before")
    (world.home / "journal").chmod(0o500)
    world.fails(*CHECKIN, code=8)
    assert len(world.json("log")) == 1
    (world.home / "journal").chmod(0o700)


def test_a_file_where_a_folder_should_be(world: World) -> None:
    """It is named; nothing is made of it."""
    world.home.write_text("mine")
    told = world.fails(*CHECKIN, code=8)
    assert str(world.home) in told
    assert world.home.read_text() == "mine"


def test_calls_that_a_signal_cuts_in_on_are_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """EINTR from any of them, also from those that Python does not repeat itself."""
    for name in ("open", "write", "fsync", "replace"):
        real = getattr(os, name)
        left = [InterruptedError(errno.EINTR, "x")] * 2

        def call(*args: Any, real: Any = real, left: list[Any] = left) -> Any:
            if left:
                raise left.pop()
            return real(*args)

        with monkeypatch.context() as broken:
            broken.setattr(os, name, call)
            files.write_whole(tmp_path / "file", b"whole")
        assert (tmp_path / "file").read_bytes() == b"whole"


def test_a_write_that_takes_only_a_part_is_gone_on_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The operating system may take a few bytes at a time."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:3]))
    files.write_whole(tmp_path / "file", b"0123456789")
    assert (tmp_path / "file").read_bytes() == b"0123456789"


def test_a_folder_that_cannot_be_flushed_is_no_reason_to_fail(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Some network folders answer EINVAL; the file itself is flushed there."""
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if os.fstat(descriptor).st_mode & 0o040000:
            raise OSError(errno.EINVAL, "x")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    files.write_whole(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"


def test_everything_is_on_the_disk_before_it_is_acknowledged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The file is flushed before it is renamed, and the folder after."""
    done: list[str] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        done.append("folder" if os.fstat(descriptor).st_mode & 0o040000 else "file")
        real_fsync(descriptor)

    def replace(old: Path, new: Path) -> None:
        done.append("replace")
        real_replace(old, new)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    files.make_folder(tmp_path / "new")
    files.write_whole(tmp_path / "new" / "file", b"whole")
    assert done == ["folder", "file", "replace", "folder"]


def test_links_are_followed(world: World, tmp_path: Path) -> None:
    """Of a volume and of the home; the link stays, and leftovers beside its target are swept."""
    world.checkin("first")
    real = tmp_path / "elsewhere" / "real.json"
    real.parent.mkdir()
    volume = world.home / "journal" / "2026.json"
    volume.rename(real)
    volume.symlink_to(real)
    left = real.with_name(".real.json.0123456789ab.tmp")
    left.write_text("half")
    os.utime(left, (time.time() - 3600,) * 2)
    home = tmp_path / "link"
    home.symlink_to(world.home)
    world.set(VALLEY_HOME=str(home))
    world.checkin("second")
    assert volume.is_symlink()
    assert home.is_symlink()
    assert b"second" in real.read_bytes()
    assert not left.exists()
    assert len(world.json("log")) == 2


def test_a_link_to_nowhere_is_damage_not_an_empty_year(world: World, tmp_path: Path) -> None:
    """Its disk may not be connected; nothing is written in its place."""
    world.checkin("last year", date="2025-12-30")
    volume = world.home / "journal" / "2026.json"
    volume.symlink_to(tmp_path / "gone" / "2026.json")
    assert "gone" in world.fails(*CHECKIN, code=5)
    assert [entry["happened"] for entry in world.json("log")] == ["last year"]
    (tmp_path / "gone").mkdir()
    assert "gone" in world.fails(*CHECKIN, code=5)


def test_a_lock_that_is_held_ends_in_exit_6_and_one_left_behind_does_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers are kept; a lock file of yesterday means nothing."""
    world.checkin("first")
    assert (world.home / ".valley.lock").exists()
    monkeypatch.setattr(Folder.locked.__wrapped__, "__defaults__", (0.1,))  # type: ignore[attr-defined]
    with Folder(world.home).locked():
        told = world.fails(*CHECKIN, code=6)
        assert "kept in" in told
        assert len(world.json("log")) == 1
        with pytest.raises(Busy, match="has not finished"):
            Journal(world.home, NOW).back_up()
    world.checkin("second")


def test_the_journal_does_not_look_damaged_while_somebody_else_writes(world: World) -> None:
    """A change that goes on is not rolled back by a reader."""
    world.checkin("first")
    with Folder(world.home).locked():
        record = world.home / "history" / "00000002.open.json"
        record.write_text('{"at": "2026-03-04T12:00:00+00:00", "what": "x", "rows": []}')
        assert len(world.json("log")) == 1
        assert record.exists()
    world.json("log")
    assert not record.exists()


# A check-in names every reason and trims every tag, and so does an import.
NAMED = entries(tags=st.sampled_from([(), ("north",), ("a b", "[x]")])).filter(
    lambda entry: entry.reason is None or entry.excuse is not None
)


@settings(max_examples=15, deadline=None)
@given(found=st.lists(NAMED, min_size=1, max_size=4, unique_by=lambda entry: entry.id))
def test_any_text_survives_the_journal_an_export_and_an_import(
    tmp_path_factory: pytest.TempPathFactory, found: list[Entry]
) -> None:
    """What is stored, exported as JSON and imported is what it was, field by field."""
    from typer.testing import CliRunner

    from valley.cli.app import app

    root = tmp_path_factory.mktemp("journal")
    now = max(entry.updated_at for entry in found)
    with mock.patch.object(os, "fsync"):  # no power is cut here
        with Journal(root / "one", now).change("x") as change:
            for entry in found:
                change.add(entry)
        for home, args in (
            ("one", ["export", "--format", "json", str(root / "export.json")]),
            ("two", ["import", str(root / "export.json")]),
        ):
            env = {"VALLEY_HOME": str(root / home)}
            result = CliRunner().invoke(app, args, env=env, prog_name="valley")
            assert result.exit_code == 0, result.output
    for home in ("one", "two"):
        kept = list(Journal(root / home, now).entries())
        assert sorted(kept, key=str) == sorted(found, key=str)


def test_cannot_write_is_what_it_says(tmp_path: Path) -> None:
    """The message names the file, the reason and what to do."""
    with pytest.raises(CannotWrite, match=r"Cannot write .*file: .*make room"):
        files.write_whole(tmp_path / "no" / "file", b"")
