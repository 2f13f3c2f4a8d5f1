"""The index of accounts is sealed where the journal is, and disposable there too."""

from pathlib import Path

from tests.conftest import World
from tests.store.encryption.conftest import PASSPHRASE, WORD, readable
from valley.store.account_index import FILE
from valley.store.encryption import sealed_file


def index(world: World) -> Path:
    """Tell where the index is."""
    return world.home / FILE


def test_no_name_can_be_read_in_the_folder(world: World) -> None:
    """Neither of an index that was there before, nor of those that are made after."""
    for number in range(2):
        world.checkin(f"spoke to {WORD}", reason=f"{WORD} is too dear", action=f"call {WORD} at 9")
        world.checkin(f"Visit {number} at Brindle Retail Park", tag="@orrin")
    clear = world.json("about", WORD)
    assert clear["account"] == WORD.title()
    assert readable(world.home, WORD)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    names = (WORD, WORD.title(), "Brindle", "brindle", "orrin", "retail park")
    for command in (["about"], ["about", WORD], ["log", "--about", WORD], ["about", "brindle"]):
        world.run(*command)
        assert not [readable(world.home, name) for name in names if readable(world.home, name)]
    assert sealed_file.is_sealed(index(world).read_bytes())
    assert world.json("about", WORD) == clear
    sealed = index(world).read_bytes()
    for spoilt in (b"", sealed[:-9], sealed[:200], sealed[:-1] + bytes([sealed[-1] ^ 1]), b"{}"):
        index(world).write_bytes(spoilt)
        assert world.json("about", WORD) == clear
    (world.home / "cache" / "promises").unlink(missing_ok=True)
    index(world).rename(world.home / "cache" / "promises")  # of another name
    assert world.json("promises")
    index(world).unlink(missing_ok=True)
    assert world.json("about", WORD) == clear
    assert sealed_file.is_sealed(index(world).read_bytes())


def test_an_index_of_before_encryption_is_not_believed(world: World) -> None:
    """Put back in clear, it is replaced by a sealed one."""
    world.checkin("Demo with Henderson", reason="the CFO ghosted me")
    clear = world.json("about", "henderson")
    before = index(world).read_bytes()
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    index(world).write_bytes(before)
    assert world.json("about", "henderson") == clear
    assert not readable(world.home, "Henderson")
    world.run("decrypt")
    world.monkeypatch.delenv("VALLEY_PASSPHRASE")
    assert world.json("about", "henderson") == clear
