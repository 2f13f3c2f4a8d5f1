"""Killed at any step, a journal is wholly sealed or wholly in clear, and the command goes on."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import World
from tests.store.encryption.conftest import PASSPHRASE, WORD, files, readable, write
from tests.store.encryption.kill import dies_at
from valley.errors import CannotWrite, DamagedJournal, WrongPassphrase
from valley.store.encryption import key_file, sealed_file, swap
from valley.store.encryption.conversion import Encryption
from valley.store.folder import Folder
from valley.store.paths import FOLDERS
from valley.store.undo_log import digest_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
NEW = "another passphrase"
Act = Callable[[Folder], object]


def contents(folder: Folder) -> dict[str, bytes]:
    """Return what the files of a journal say, opened."""
    return {name: folder.read(name) for name in Encryption(folder).files()}


def state(root: Path) -> set[bool]:
    """Tell whether the files that are valley's own are sealed: of one mind, or of two."""
    return {
        sealed_file.is_sealed(data)
        for name, data in files(root).items()
        if name.split("/")[0] in FOLDERS and name != key_file.SPARE
    }


def encrypt(folder: Folder) -> None:
    """Put a journal under the passphrase."""
    Encryption(folder).encrypt(PASSPHRASE)


def decrypt(folder: Folder) -> None:
    """Decrypt a journal."""
    Encryption(folder).decrypt()


def change_passphrase(folder: Folder) -> None:
    """Put a journal under another passphrase."""
    Encryption(folder).change_passphrase(folder.unlock, lambda: NEW)


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
        assert not swap.is_pending(copy)

    assert every_kill(world.home, encrypt, check) > 30
    assert ends == sorted(ends), "there is one point from which on it is sealed"
    assert set(ends) == {False, True}


def test_a_kill_while_decrypting(sealed: World) -> None:
    """Sealed as a whole, or in clear as a whole; in between nobody reads or writes it.

    From the rename on it takes `valley decrypt`, which carries on what it can prove to be its own.
    """
    before = contents(Folder(sealed.home))
    ends: list[str] = []

    def check(copy: Path) -> None:
        sealed.monkeypatch.delenv("VALLEY_PASSPHRASE", raising=False)
        there = files(copy)
        try:
            assert contents(Folder(copy)) == before
            assert state(copy) == {False}
            ends.append("in clear")
        except WrongPassphrase:
            assert state(copy) == {True}
            assert readable(copy) == [], "what was staged in clear is cleared away"
            ends.append("sealed")
        except DamagedJournal:
            with pytest.raises(WrongPassphrase):
                Encryption(Folder(copy)).decrypt()
            assert {name: data for name, data in files(copy).items() if name in there} == there
            ends.append("cut off")
        sealed.set(VALLEY_PASSPHRASE=PASSPHRASE)
        if ends[-1] != "in clear":
            Encryption(Folder(copy)).decrypt()
        assert contents(Folder(copy)) == before
        assert not swap.is_pending(copy)
        assert not (copy / key_file.FILE).exists()
        assert not (copy / key_file.SPARE).exists()

    assert every_kill(sealed.home, decrypt, check) > 30
    assert list(dict.fromkeys(ends)) == ["sealed", "cut off", "in clear"]


def cut_off(sealed: World) -> Path:
    """Leave a decrypt as a kill leaves it right after the rename; return its folder."""

    def dies(root: Path, plan: swap.Plan) -> None:
        del root, plan
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(swap, "_finish", dies)
        with pytest.raises(KeyboardInterrupt):
            Encryption(Folder(sealed.home)).decrypt()
    return sealed.home / swap.COMMITTED


def test_a_decrypt_that_was_cut_off_is_carried_on_by_decrypt_alone(sealed: World) -> None:
    """Every other command names it and writes nothing; doctor names what helps."""
    log = sealed.json("log")
    cut_off(sealed)
    before = files(sealed.home)
    for command in ("log", "checkin --no-input --happened=x", "undo", "encrypt --yes", "backup"):
        assert "valley decrypt" in sealed.fails(*command.split(), code=5), command
    assert files(sealed.home).items() >= before.items()
    (problem,) = sealed.json("doctor", code=5)["problems"]
    assert problem["help"] == "valley decrypt"
    sealed.run("decrypt")
    assert sealed.json("log") == log
    assert not (sealed.home / key_file.FILE).exists()


@pytest.mark.parametrize("name", [swap.PLAN, "journal/2026.json"])
def test_a_decrypt_that_was_cut_off_takes_nothing_that_was_changed(
    sealed: World, name: str
) -> None:
    """Neither the plan nor a file of it; the journal stays what it is."""
    path = cut_off(sealed) / name
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    before = files(sealed.home)
    assert swap.COMMITTED in sealed.fails("decrypt", code=5)
    assert files(sealed.home).items() >= before.items()
    assert (sealed.home / key_file.FILE).exists()
    (problem,) = sealed.json("doctor", code=5)["problems"]
    assert problem["help"] == "valley doctor --fix"
    sealed.call("doctor", "--fix")
    sealed.json("log")


CLEAR = b'{"meta": {"1": {"format": "valley", "schema": 1, "year": 2026}}, "entries": {}}'


@pytest.mark.parametrize(
    "plan",
    [
        {"files": ["journal/2026.json"], "remove": ["key.json", "generations.json"]},
        {"files": ["journal/2026.json"], "remove": []},
        {"files": [], "remove": ["key.json", key_file.SPARE]},
        {"files": ["key.json", "journal/2026.json"], "remove": []},
        {"files": {"journal/2026.json": "0" * 64}},
        [],
        sealed_file.Key(bytes(32)).seal(swap.SEALED_AS, b'{"files": {}}'),
        sealed_file.MAGIC + b"junk",
    ],
)
def test_no_forged_plan_makes_an_encrypted_journal_clear(sealed: World, plan: object) -> None:
    """It is refused and named, nothing is written, and doctor --fix moves it out of the way."""
    staged = sealed.home / swap.COMMITTED
    (staged / "journal").mkdir(parents=True)
    (staged / "journal/2026.json").write_bytes(CLEAR)
    other = key_file.wrap(key_file.new_key(), PASSPHRASE)
    (staged / "key.json").write_bytes(other.data)
    data = plan if isinstance(plan, bytes) else json.dumps(plan).encode()
    (staged / swap.PLAN).write_bytes(data)
    before = files(sealed.home)
    for command in ("checkin --no-input --happened=zanzibar", "log", "encrypt --yes", "decrypt"):
        told = sealed.fails(*command.split(), code=5)
        assert swap.COMMITTED in told or "carry it on with: valley decrypt" in told, command
    assert swap.COMMITTED in told, "by decrypt at the latest"
    assert files(sealed.home).items() >= before.items()
    sealed.call("doctor", "--fix")
    sealed.checkin(f"{WORD} again")
    assert readable(sealed.home) == []


@pytest.mark.parametrize("name", ["journal/2026.json", "history/00000009.open.json"])
def test_what_lies_in_clear_in_an_encrypted_journal_is_refused(sealed: World, name: str) -> None:
    """A volume and a record: neither read nor written to, and named; decrypt takes neither."""
    said = digest_of(Folder(sealed.home).read("journal/2025.json"), "journal/2025.json")
    gone = [["journal/2025.json", None, said]]
    record = {"at": "2026-03-04T12:00:00+00:00", "what": "x", "rows": [], "files": gone}
    planted = CLEAR if name.startswith("journal") else json.dumps(record).encode()
    (sealed.home / name).write_bytes(planted)
    (sealed.home / name).chmod(0o600)
    volume = (sealed.home / "journal/2025.json").read_bytes()
    code = 5 if name.startswith("journal") else 0
    assert sealed.call("checkin", "--no-input", f"--happened={WORD}").exit_code == code
    assert name in {one["file"] for one in sealed.json("doctor", code=5)["problems"]}
    assert name in sealed.fails("decrypt", code=5)
    assert (sealed.home / name).read_bytes() == planted
    assert (sealed.home / "journal/2025.json").read_bytes() == volume
    assert readable(sealed.home) == []


def test_a_link_that_leads_to_no_volume_is_not_sealed(world: World) -> None:
    """What somebody linked to from the journal's folder is not valley's to encrypt."""
    write(world)
    outside = world.home.with_name("precious")
    outside.write_text("precious")
    (world.home / "journal/2024.json").symlink_to(outside)
    (world.home / "archive").mkdir()
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    refused = world.call("encrypt")
    assert (refused.exit_code, "2024.json is a link" in refused.stderr) == (5, True)
    (world.home / "journal/2024.json").rename(world.home / "archive/2024.json")
    world.run("encrypt")
    assert outside.read_text() == "precious"
    world.run("decrypt")
    assert outside.read_text() == "precious"


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
        assert (copy / key_file.FILE).read_bytes() == (copy / key_file.SPARE).read_bytes()
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
        assert not Encryption(Folder(copy)).inspect().is_needed

    assert every_kill(sealed.home, write_once, check) > 5


@pytest.mark.parametrize("act", [encrypt, decrypt], ids=["encrypt", "decrypt"])
def test_a_full_disk_changes_nothing(world: World, act: Act) -> None:
    """At whichever file: exit 8, and the journal is what it was."""
    write(world)
    if act is not encrypt:
        world.set(VALLEY_PASSPHRASE=PASSPHRASE)
        world.run("encrypt")
    before = files(world.home)
    real = os.write
    for room in range(len(Encryption(Folder(world.home)).files())):
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
    real = sealed_file.Key.seal

    def lies(self: sealed_file.Key, name: str, data: bytes, generation: int = 0) -> bytes:
        return real(self, name, data[:-1], generation)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_file.Key, "seal", lies)
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
    planted = world.home / swap.COMMITTED
    planted.mkdir(parents=True)
    plan: dict[str, list[str]] = {"files": [], "remove": []} | {key: [name]}
    (planted / swap.PLAN).write_text(json.dumps(plan))
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
