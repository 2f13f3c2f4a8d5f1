"""What tests of encrypted journals share."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import World
from valley.store.encryption import key_file

PASSPHRASE = "correct horse battery"
WORD = "zanzibar"  # what no file of an encrypted journal may hold


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make scrypt cost next to nothing; what it costs otherwise is for a test of its own."""
    monkeypatch.setattr(key_file, "COST", {"n": 16, "r": 8, "p": 1})


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the keyring of whoever runs it."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture
def sealed(world: World) -> World:
    """Give a journal of two years, encrypted, with a copy, an undo and a draft."""
    write(world)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    return world


def write(world: World) -> None:
    """Write a journal that has the word in every kind of file."""
    world.day("2025-12-30")
    world.checkin(WORD, reason=f"{WORD} is too dear", action=f"call {WORD} tomorrow at 9")
    world.day("2026-03-03")
    world.checkin(f"{WORD} again", reason=f"{WORD} is too dear", tag=WORD)
    world.run("backup")
    world.day("2026-03-04")
    world.checkin("a day", mine=WORD)
    drafts = world.home / "drafts"
    drafts.mkdir(mode=0o700)
    draft = drafts / "checkin.json"
    draft.write_text(f'{{"day": "2026-03-04", "answers": {{"happened": "{WORD}"}}}}')
    draft.chmod(0o600)


def files(root: Path) -> dict[str, bytes]:
    """Return every file of a folder, by name."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def readable(root: Path, word: str = WORD) -> list[str]:
    """List the files that hold the word, in whatever encoding."""
    forms = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [name for name, data in files(root).items() if any(form in data for form in forms)]


@pytest.fixture
def umask() -> Iterator[None]:
    """Let new files be open to all, unless valley sees to it."""
    before = os.umask(0)
    yield
    os.umask(before)
