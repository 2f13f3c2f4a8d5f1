"""What an editor is shown lies in memory where it can, open to nobody else, and is gone afterwards."""

import sys
from pathlib import Path

import pytest

from tests.conftest import World
from tests.store.encryption.conftest import WORD, readable
from valley import editor_file

DRAFT = "edit-3f2a"


def mounted(world: World, monkeypatch: pytest.MonkeyPatch, kind: str) -> Path:
    """Let a folder pass for one that is mounted."""
    place = world.home.with_name("run time")
    place.mkdir()
    mounts = world.home.with_name("mounts")
    escaped = str(place).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nnone {escaped} {kind} rw 0 0\n")
    monkeypatch.setattr(editor_file, "MOUNTS", mounts)
    world.set(XDG_RUNTIME_DIR=str(place))
    return place


def test_it_lies_in_memory(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """For its owner only, and for as long as it is needed."""
    place = mounted(world, monkeypatch, "tmpfs")
    with editor_file.lent_file("entry.txt", b"text", world.home, DRAFT) as lent:
        path = lent.path
        assert lent.in_memory
        assert path.parent.parent == place
        assert path.read_bytes() == b"text"
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        (path.parent / ".entry.txt.swp").write_text("what an editor leaves")
    assert not list(place.iterdir())


@pytest.mark.parametrize("kind", ["ext4", "fuse.tmpfs", ""])
def test_a_disk_is_no_memory(world: World, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Then it lies where temporary files do, and that is told."""
    mounted(world, monkeypatch, kind)
    with editor_file.lent_file("entry.txt", b"text", world.home, DRAFT) as lent:
        assert not lent.in_memory
    assert not lent.path.parent.exists()


def test_a_system_that_does_not_say_has_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a Mac."""
    monkeypatch.setattr(editor_file, "MOUNTS", world.home / "none")
    assert editor_file.memory_folders() == []


@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_an_entry_of_an_encrypted_journal_is_edited(
    sealed: World, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """In memory, or else with a word about it."""
    mounted(sealed, monkeypatch, kind)
    script = sealed.home.with_name("editor.py")
    script.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
        f"file.write_text(file.read_text().replace({WORD!r}, 'changed {WORD}'))\n"
    )
    sealed.set(EDITOR=f"{sys.executable} {script}")
    result = sealed.call("edit", "2026-03-03")
    assert result.exit_code == 0, result.output
    assert ("on disk" in result.stderr) == (kind == "ext4")
    assert f"changed {WORD} again" in sealed.run("show", "2026-03-03")
    assert readable(sealed.home) == []
