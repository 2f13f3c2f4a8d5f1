"""Killed at any step, a journal is wholly sealed or wholly in clear, and the command goes on."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import World
from tests.private.conftest import PASSPHRASE, WORD, files, readable, write
from tests.private.kill import dies_at
from valley.errors import CannotWrite, DamagedJournal, WrongPassphrase
from valley.store import keyfile, private, seal, turn
from valley.store.folder import Folder
from valley.store.paths import FOLDERS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
NEW = "another passphrase"
Act = Callable[[Folder], object]


def contents(folder: Folder) -> dict[str, bytes]:
    """Return what the files of a journal say, opened."""
    return {name: folder.read(name) for name in private.files_of(folder)}


def state(root: Path) -> set[bool]:
    """Tell whether the files that are valley's own are sealed: of one mind, or of two."""
    return {
        seal.is_sealed(data)
        for name, data in files(root).items()
        if name.split("/")[0] in FOLDERS and name != keyfile.SPARE
    }


def encrypt(folder: Folder) -> None:
    """Put a journal under the passphrase."""
    private.encrypt(folder, PASSPHRASE)


def change_passphrase(folder: Folder) -> None:
    """Put a journal under another passphrase."""
    key = folder.safe.key()
    assert key
    private.change_passphrase(folder, key, NEW)


def every_kill(root: Path, act: Act, check: Callable[[Path], None]) -> int:
    """Act on a copy of the journal, killed at each step in turn, and check what is left."""
    step = 0
    while True:
        step += 1
        copy = root.with_name("killed")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(root, copy)
        if not dies_at(step, lambda copy=copy: act(Folder(copy))):  # type: ignore[misc]
            return step
        check(copy)


def test_a_kill_while_encrypting(world: World) -> None:
    """Whatever valley runs next, the journal is sealed as a whole or in clear as a whole."""
    write(world)
    before = contents(Folder(world.home))
    ends: list[bool] = []

    def check(copy: Path) -> None:
        world.monkeypatch.delenv("VALLEY_PASSPHRASE", raising=False)
        try:  # without the passphrase: carrying on takes none
            assert contents(Folder(copy)) == before
            assert state(copy) == {False}
            ends.append(False)
        except WrongPassphrase:
            assert state(copy) == {True}
            assert readable(copy) == []
            ends.append(True)
        world.set(VALLEY_PASSPHRASE=PASSPHRASE)
        if not ends[-1]:
            encrypt(Folder(copy))
        assert contents(Folder(copy)) == before
        assert readable(copy) == []
        assert not turn.is_pending(copy)

    assert every_kill(world.home, encrypt, check) > 30
    assert ends == sorted(ends), "there is one point from which on it is sealed"
    assert set(ends) == {False, True}


def test_a_kill_while_decrypting(sealed: World) -> None:
    """The same the other way round."""
    before = contents(Folder(sealed.home))
    ends: list[bool] = []

    def check(copy: Path) -> None:
        sealed.monkeypatch.delenv("VALLEY_PASSPHRASE", raising=False)
        try:
            assert contents(Folder(copy)) == before
            assert state(copy) == {False}
            ends.append(True)
        except WrongPassphrase:
            assert state(copy) == {True}
            assert readable(copy) == [], "what was staged in clear is cleared away"
            ends.append(False)
        sealed.set(VALLEY_PASSPHRASE=PASSPHRASE)
        if not ends[-1]:
            private.decrypt(Folder(copy))
        assert contents(Folder(copy)) == before
        assert not turn.is_pending(copy)
        assert not (copy / keyfile.FILE).exists()
        assert not (copy / keyfile.SPARE).exists()

    assert every_kill(sealed.home, private.decrypt, check) > 30
    assert ends == sorted(ends)
    assert set(ends) == {False, True}


def test_a_kill_while_changing_the_passphrase(sealed: World) -> None:
    """The old one opens it, or the new one; and it can be changed again."""
    before = contents(Folder(sealed.home))
    ends: list[bool] = []

    def check(copy: Path) -> None:
        sealed.set(VALLEY_PASSPHRASE=NEW)
        try:
            assert contents(Folder(copy)) == before
            ends.append(True)
        except WrongPassphrase:
            sealed.set(VALLEY_PASSPHRASE=PASSPHRASE)
            assert contents(Folder(copy)) == before
            ends.append(False)
        change_passphrase(Folder(copy))
        sealed.set(VALLEY_PASSPHRASE=NEW)
        assert contents(Folder(copy)) == before
        assert (copy / keyfile.FILE).read_bytes() == (copy / keyfile.SPARE).read_bytes()
        sealed.set(VALLEY_PASSPHRASE=PASSPHRASE)

    assert every_kill(sealed.home, change_passphrase, check) > 5
    assert ends == sorted(ends)


def test_a_kill_while_writing_locks_nobody_out(sealed: World) -> None:
    """Between a volume and the count of its writes too."""

    def write_once(folder: Folder) -> None:
        with folder.locked():
            folder.write("journal/2026.json", folder.read("journal/2026.json"))

    before = contents(Folder(sealed.home))

    def check(copy: Path) -> None:
        assert contents(Folder(copy)) == before
        write_once(Folder(copy))
        assert contents(Folder(copy)) == before
        assert not private.inspect(Folder(copy)).is_needed

    assert every_kill(sealed.home, write_once, check) > 5


@pytest.mark.parametrize("act", [encrypt, private.decrypt], ids=["encrypt", "decrypt"])
def test_a_full_disk_changes_nothing(world: World, act: Act) -> None:
    """At whichever file: exit 8, and the journal is what it was."""
    write(world)
    if act is not encrypt:
        world.set(VALLEY_PASSPHRASE=PASSPHRASE)
        world.run("encrypt")
    before = files(world.home)
    real = os.write
    for room in range(len(private.files_of(Folder(world.home)))):
        left = [room]

        def full(descriptor: int, data: bytes, left: list[int] = left) -> int:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, "No space left on device")
            return real(descriptor, data)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "write", full)
            with pytest.raises(CannotWrite):
                act(Folder(world.home))
        assert files(world.home) == before


def test_what_does_not_read_back_is_not_taken(world: World) -> None:
    """A cipher or a disk that lies is found out before anything in clear goes."""
    write(world)
    before = files(world.home)
    real = seal.Key.seal

    def lies(self: seal.Key, name: str, data: bytes, generation: int = 0) -> bytes:
        return real(self, name, data[:-1], generation)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seal.Key, "seal", lies)
        with pytest.raises(DamagedJournal, match="did not read back"):
            encrypt(Folder(world.home))
    assert files(world.home) == before


@pytest.mark.parametrize(
    "name",
    [
        "../outside.json",
        "/tmp/x.json",
        "journal/../../x.json",
        ".git/x.json",
        "x",
        "\ud800.json",
        "\0.json",
    ],
)
@pytest.mark.parametrize("key", ["files", "remove"])
def test_a_plan_from_elsewhere_names_no_file_outside(world: World, name: str, key: str) -> None:
    """A synchronised folder may bring one that valley never made."""
    planted = world.home / turn.COMMITTED
    planted.mkdir(parents=True)
    plan: dict[str, list[str]] = {"files": [], "remove": []} | {key: [name]}
    (planted / turn.PLAN).write_text(json.dumps(plan))
    with pytest.raises(DamagedJournal, match="damaged"):
        Folder(world.home).read("journal/2026.json")
    assert "damaged" in world.fails("checkin", "--no-input", f"--happened={WORD}", code=5)


def test_files_of_any_name_are_turned(world: World) -> None:
    """What a cloud, a kill or a person left among the volumes is sealed with them."""
    write(world)
    names = ["tmp1a2b3c4d", "2026 (Anna: 18:30).json", "a\\b.json", "2026.json.tmp", "ü 金.json"]
    odd = [os.fsencode(world.home / "journal" / name) for name in names]
    odd.append(os.fsencode(world.home / "journal") + b"/\xff\xfe.json")
    for path in odd:
        Path(os.fsdecode(path)).write_text(WORD)
    before = files(world.home)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    assert readable(world.home) == []
    world.run("decrypt")
    assert files(world.home) == before


def test_a_link_is_followed(world: World) -> None:
    """The volume behind it is sealed, and it stays a link."""
    write(world)
    link = world.home / "journal/2026.json"
    real = link.rename(world.home.with_name("real.json"))
    link.symlink_to(real)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    assert link.is_symlink()
    assert WORD.encode() not in real.read_bytes()
    world.checkin("more")
    world.run("decrypt")
    assert link.is_symlink()
    assert WORD.encode() in real.read_bytes()
