"""Nothing leaves the machine: every command runs where sockets are forbidden."""

import socket
from typing import Any, NoReturn

import pytest

from tests.conftest import World
from valley.cli.app import COMMANDS

MORE = {
    "checkin": ["--no-input", "--happened=x", "--reason=too dear", "--action=call them at 9"],
    "review": ["--no-input"],
    "show": ["today"],
    "edit": ["today", "--happened=y"],
    "delete": ["yesterday"],
    "import": ["FILE"],
    "config": ["list"],
    "away": ["list"],
    "remind": ["show"],
    "sync": ["status"],
}
ASKS = {7: {"encrypt"}, 3: {"decrypt", "passphrase", "lock"}}


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Forbid every way to a socket; return what was tried."""
    tried: list[str] = []

    def forbid(name: str) -> Any:
        def forbidden(*args: object, **_: object) -> NoReturn:
            tried.append(f"{name}{args[1:]}")
            raise OSError(f"socket.{name} is forbidden")

        return forbidden

    for name in ("connect", "connect_ex", "bind", "sendto", "__init__"):
        monkeypatch.setattr(socket.socket, name, forbid(name))
    for name in ("getaddrinfo", "gethostbyname", "create_connection", "socketpair"):
        monkeypatch.setattr(socket, name, forbid(name))
    return tried


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_command_opens_a_socket(world: World, offline: list[str], command: str) -> None:
    """Also none that is added later."""
    world.checkin("today")
    world.checkin("yesterday", date="yesterday")
    record = world.home.with_name("in.json")
    record.write_text('[{"day": "2026-03-02", "happened": "z"}]')
    args = [str(record) if arg == "FILE" else arg for arg in MORE.get(command, [])]
    result = world.call(*filter(None, [command]), *args)
    expected = next((code for code, names in ASKS.items() if command in names), 0)
    assert result.exit_code in {expected, 4, 5}, result.output
    assert not offline


def test_an_encrypted_journal_needs_none_either(
    world: World, offline: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From encrypting to decrypting."""
    from valley.store.encryption import key_file

    monkeypatch.setattr(key_file, "COST", {"n": 16, "r": 8, "p": 1})
    world.set(VALLEY_PASSPHRASE="correct horse", VALLEY_NEW_PASSPHRASE="correct horse")
    world.checkin("today")
    for command in ("encrypt", "log", "passphrase", "decrypt"):
        world.run(command)
    assert not offline
