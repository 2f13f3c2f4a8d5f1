"""A key file gives its key to one passphrase, and takes no more time or memory than it may."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valley.errors import DamagedJournal, InvalidInput, ValleyError, WrongPassphrase
from valley.store.encryption import key_file

COST = {"n": 2**15, "r": 8, "p": 1}


def made(passphrase: str = "correct horse") -> tuple[bytes, key_file.KeyFile]:
    """Make a key and its file."""
    key = key_file.new_key()
    return key.secret, key_file.wrap(key, passphrase)


def test_the_passphrase_opens_it_and_no_other() -> None:
    """A space more is another one."""
    secret, file = made()
    again = key_file.parse(file.data, "key.json")
    assert again.unwrap("correct horse").secret == secret
    for wrong in ("", "correct horse ", "Correct horse", "x" * 10_000):
        with pytest.raises(WrongPassphrase):
            again.unwrap(wrong)


def test_an_accent_is_the_same_however_it_is_typed() -> None:
    """A Mac composes it of two characters, others of one."""
    secret, file = made("caf\u00e9 au lait")
    assert file.unwrap("cafe\u0301 au lait").secret == secret


def test_the_cost_is_that_of_the_documentation(monkeypatch: pytest.MonkeyPatch) -> None:
    """32 MiB, and a tenth of a second."""
    monkeypatch.undo()
    assert key_file.COST == COST


def test_every_field_is_authenticated() -> None:
    """A file that was changed opens nothing, and asks for no absurd cost."""
    _, file = made()
    whole = json.loads(file.data)
    others: dict[str, Any] = {"n": 32, "r": 4, "p": 2, "key": "0" * 32, "version": 2}
    others |= {"kdf": "none", "format": "x", "cipher": "x", "salt": "00" * 16, "nonce": "00" * 12}
    others |= {"wrapped": "00" * 48}
    assert others.keys() == whole.keys()
    for name, value in others.items():
        changed = json.dumps(whole | {name: value}).encode()
        with pytest.raises((WrongPassphrase, DamagedJournal)):
            key_file.parse(changed, "key.json").unwrap("correct horse")


@pytest.mark.parametrize(
    "cost",
    [
        *({"n": 2**40}, {"n": 3}, {"n": 1}, {"n": 0}, {"n": -2}, {"n": True}, {"n": "16"}),
        *({"r": 10**9}, {"p": 10**9}, {"n": 2**20, "r": 32}, {"n": 1.5}, {"r": None}),
    ],
)
def test_a_cost_out_of_bounds_is_refused(cost: dict[str, Any]) -> None:
    """A key file out of a synchronised folder cannot take all memory there is."""
    _, file = made()
    with pytest.raises(DamagedJournal, match="cost"):
        key_file.parse(json.dumps(json.loads(file.data) | cost).encode(), "key.json")


@settings(max_examples=60)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: f'{{"wrapped": "{text}"}}'.encode())
)
def test_whatever_is_no_key_file_is_told(data: bytes) -> None:
    """In words that name the spare."""
    with pytest.raises(DamagedJournal, match=r"backups/key\.json"):
        key_file.parse(data, "key.json")


def test_a_short_passphrase_is_refused() -> None:
    """Eight characters, as NIST SP 800-63B has it."""
    with pytest.raises(InvalidInput):
        key_file.check_new("seven77")
    assert key_file.check_new("eight888") == "eight888"


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was changed."""
    import sys

    for name in [name for name in sys.modules if name.split(".")[0] == "cryptography"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(ValleyError, match=r"pip install 'valley\[encrypt\]'"):
        made()
