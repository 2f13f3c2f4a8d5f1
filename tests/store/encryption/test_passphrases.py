"""The passphrase comes from the first place that has it; a keyring that fails locks nobody out."""

import sys
import time
from functools import partial
from types import SimpleNamespace

import pytest

from tests.conftest import World
from tests.store.encryption.conftest import PASSPHRASE, write
from valley.errors import WrongPassphrase
from valley.store.encryption import key_file, passphrases
from valley.store.encryption.passphrases import Unlocker


class Ring:
    """A keyring that works."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        """Return what is kept."""
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        """Keep something."""
        self.kept[service, name] = secret

    def delete_password(self, service: str, name: str) -> None:
        """Forget something."""
        del self.kept[service, name]


def broken(*_: object) -> None:
    """Fail as keyrings do."""
    raise RuntimeError("no recommended backend was available")


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """Put a keyring that works in the place of the real one."""
    made = Ring()
    monkeypatch.setitem(sys.modules, "keyring", made)
    return made


def a_key_file() -> tuple[key_file.KeyFile, bytes]:
    """Make a key file."""
    key = key_file.new_key()
    return key_file.wrap(key, PASSPHRASE), key.secret


def test_the_environment_comes_first(world: World, ring: Ring) -> None:
    """Before the command, which is not even run, and before the keyring."""
    file, secret = a_key_file()
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    unlock = Unlocker(command=lambda: pytest.fail("was looked up"), ask=pytest.fail)
    assert unlock(world.home, file).secret == secret
    assert not ring.kept


def test_then_the_command(world: World) -> None:
    """Its first line; run without a shell."""
    file, secret = a_key_file()
    unlock = Unlocker(command=lambda: f"printf '%s\\nmore' '{PASSPHRASE}'", ask=pytest.fail)
    assert unlock(world.home, file).secret == secret
    mark = world.home.with_name("mark")
    told: list[str] = []
    for command in (f"echo x; touch {mark}", f"true && touch {mark}", f"$(touch {mark})", "'"):
        unlock = Unlocker(command=partial(str, command), tell=told.append)
        with pytest.raises(WrongPassphrase):
            unlock(world.home, file)
    assert not mark.exists()


def test_then_the_keyring_and_then_a_person(world: World, ring: Ring) -> None:
    """Who typed it once is spared it until `valley lock`."""
    file, secret = a_key_file()
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return PASSPHRASE if len(asked) > 1 else "wrong"

    assert Unlocker(ask=ask)(world.home, file).secret == secret
    assert len(asked) == 2
    assert Unlocker(ask=pytest.fail)(world.home, file).secret == secret
    assert PASSPHRASE not in str(ring.kept)
    assert passphrases.forget(file.key_id)
    assert not passphrases.forget(file.key_id)
    Unlocker(ask=ask)(world.home, file)
    assert len(asked) == 3


def test_three_tries(world: World) -> None:
    """Then it ends."""
    file, _ = a_key_file()
    answers = iter(["wrong", "", PASSPHRASE.upper(), PASSPHRASE])
    with pytest.raises(WrongPassphrase):
        Unlocker(ask=lambda _: next(answers))(world.home, file)
    assert list(answers) == [PASSPHRASE]


@pytest.mark.parametrize(
    "kept",
    [None, "", "xyz", "00" * 32, "00" * 31, 5],
    ids=["none", "empty", "no", "key", "short", "number"],
)
def test_a_keyring_that_has_another_key_locks_nobody_out(
    world: World, ring: Ring, kept: str
) -> None:
    """Whatever it hands out, the prompt comes."""
    file, secret = a_key_file()
    ring.kept["valley", file.key_id] = kept
    assert Unlocker(ask=lambda _: PASSPHRASE)(world.home, file).secret == secret


def test_a_keyring_that_fails_or_hangs_locks_nobody_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor one that is not installed."""
    file, secret = a_key_file()
    hangs = SimpleNamespace(get_password=lambda *_: time.sleep(0.5), set_password=broken)
    fails = SimpleNamespace(get_password=broken, set_password=broken, delete_password=broken)
    monkeypatch.setattr(passphrases, "PATIENCE", 0.1)
    for ring in (hangs, fails, None):
        monkeypatch.setitem(sys.modules, "keyring", ring)
        assert Unlocker(ask=lambda _: PASSPHRASE)(world.home, file).secret == secret
        assert not passphrases.forget(file.key_id)


def test_with_nobody_there_it_says_what_to_do(world: World) -> None:
    """Every way there is."""
    file, _ = a_key_file()
    with pytest.raises(WrongPassphrase) as told:
        Unlocker()(world.home, file)
    for way in ("VALLEY_PASSPHRASE", "passphrase_command", "terminal"):
        assert way in str(told.value)


def test_the_setting_opens_the_journal(world: World) -> None:
    """From encrypting to decrypting, nothing else is needed."""
    write(world)
    world.run("config", "set", "passphrase_command", f"echo '{PASSPHRASE}'")
    world.run("encrypt")
    assert len(world.json("log")) == 3
    world.run("config", "set", "passphrase_command", "false")
    assert "ended with code 1" in world.call("log").stderr
    world.run("config", "set", "passphrase_command", "no-such-command-here")
    assert world.call("log").exit_code == 7
    world.run("config", "set", "passphrase_command", f"echo '{PASSPHRASE}'")
    world.run("decrypt")


def test_lock_forgets(world: World, ring: Ring) -> None:
    """And says so; an open door by the environment is told."""
    write(world)
    assert "not encrypted" in world.fails("lock", code=3)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    key = key_file.parse((world.home / key_file.FILE).read_bytes(), "").unwrap(PASSPHRASE)
    assert passphrases.keep(key)
    told = world.call("lock").stderr
    assert "Forgotten" in told
    assert "VALLEY_PASSPHRASE" in told
    assert not ring.kept
    assert "knew nothing" in world.call("lock").stderr
