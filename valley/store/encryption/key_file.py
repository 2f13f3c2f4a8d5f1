"""The key file: the data key of a journal, wrapped by a key that is derived from the passphrase.

`key.json` stands beside the sealed files; `backups/key.json` is a spare, for without it nothing
can be opened. Derivation is scrypt (RFC 7914), wrapping AES-256-GCM (NIST SP 800-38D) over the
data key with all other fields as additional data. A new passphrase wraps the same data key again,
so that no other file is written.
"""

import json
import os
import re
from typing import Any, NamedTuple
from unicodedata import normalize

from valley.errors import MAKES_NO_SENSE, DamagedJournal, InvalidInput, WrongPassphrase
from valley.store.encryption.sealed_file import CIPHER, KEY_BYTES, NONCE_BYTES, Key, gcm, require

FILE = "key.json"
SPARE = "backups/key.json"
FORMAT, VERSION, KDF = "valley-key", 1, "scrypt"
SALT_BYTES = 16
SHORTEST = 8  # characters of a new passphrase; NIST SP 800-63B, 5.1.1.1

# 32 MiB and 70 to 110 ms on a laptop of 2020; RFC 7914 names N = 2^14 for logging in, and every
# run of valley pays this once. The file says what it was made with, so that it can be raised.
COST = {"n": 2**15, "r": 8, "p": 1}
# A key file comes out of a synchronised folder: it cannot make valley take all memory there is.
MOST = {"n": 2**20, "r": 32, "p": 16}
MOST_MEMORY = 2**30  # bytes; scrypt takes 128·n·r
_FIELDS = {"format", "version", "cipher", "kdf", *COST, "salt", "nonce", "key"}


class KeyFile(NamedTuple):
    """A key file as it was read.

    Attributes:
        fields: All of it but the wrapped key, which they authenticate.
        wrapped: The data key under the passphrase.
        data: The file's bytes.
    """

    fields: dict[str, Any]
    wrapped: bytes
    data: bytes

    @property
    def key_id(self) -> str:
        """Return the id of the key it wraps."""
        return str(self.fields["key"])

    def unwrap(self, passphrase: str) -> Key:
        """Open the key with the passphrase.

        Raises:
            WrongPassphrase: It is another one, or the file was changed.
            ValleyError: The extra is not installed.
        """
        fields = self.fields
        nonce, salt = bytes.fromhex(fields["nonce"]), bytes.fromhex(fields["salt"])
        cost = {name: int(fields[name]) for name in COST}
        cipher = gcm(_derive(passphrase, salt, cost))
        from cryptography.exceptions import InvalidTag

        try:
            key = Key(cipher.decrypt(nonce, self.wrapped, _bound(fields)))
        except (InvalidTag, ValueError) as error:
            raise WrongPassphrase("The passphrase does not open the journal.") from error
        if key.id != self.key_id or len(key.secret) != KEY_BYTES:
            raise WrongPassphrase("The key file wraps another key than it says.")
        return key


def wrap(key: Key, passphrase: str) -> KeyFile:
    """Wrap a key under a new passphrase, with a salt of its own and today's cost.

    Raises:
        InvalidInput: The passphrase is too short.
        DamagedJournal: What was made does not open again.
        ValleyError: The extra is not installed.
    """
    check_new(passphrase)
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    fields = {
        "format": FORMAT,
        "version": VERSION,
        "cipher": CIPHER,
        "kdf": KDF,
        **COST,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "key": key.id,
    }
    wrapped = gcm(_derive(passphrase, salt, COST)).encrypt(nonce, key.secret, _bound(fields))
    data = json.dumps(fields | {"wrapped": wrapped.hex()}, indent=1).encode() + b"\n"
    if parse(data, FILE).unwrap(passphrase).id != key.id:
        raise DamagedJournal("The key file did not read back; nothing was changed.")
    return KeyFile(fields, wrapped, data)


def new_key() -> Key:
    """Return a new, random data key."""
    return Key(os.urandom(KEY_BYTES))


def parse(data: bytes, where: object) -> KeyFile:
    """Read a key file.

    Raises:
        DamagedJournal: It is none, or one that this valley does not know.
    """
    try:
        whole = json.loads(data)
        wrapped = bytes.fromhex(whole.pop("wrapped"))
        why = _fault(whole)
    except MAKES_NO_SENSE:
        why, whole, wrapped = "it is no key file", {}, b""
    if why:
        raise DamagedJournal(
            f"{where} is damaged ({why}), so the journal cannot be opened;"
            f" put its spare copy in its place: {SPARE}"
        )
    return KeyFile(whole, wrapped, data)


def check_new(passphrase: str) -> str:
    """Refuse a passphrase that is too short to keep anybody out.

    Raises:
        InvalidInput: It has fewer than eight characters.
    """
    if len(passphrase) < SHORTEST:
        raise InvalidInput(
            f"A passphrase needs {SHORTEST} characters or more, best are four words or more;"
            " nothing was changed."
        )
    return passphrase


def _fault(fields: dict[str, Any]) -> str:
    """Return what keeps the fields from being those of a key file, or nothing."""
    if fields.get("format") != FORMAT:
        return "it is no key file"
    if (fields.get("version"), fields.get("cipher"), fields.get("kdf")) != (VERSION, CIPHER, KDF):
        return "it is of a kind that this valley does not know; upgrade valley"
    cost: list[int] = [fields.get(name, 0) for name in COST]
    if any(type(number) is not int or number < 1 for number in cost):
        return "its cost makes no sense"
    n, r, _ = cost
    too_much = any(fields[name] > most for name, most in MOST.items())
    if too_much or n & (n - 1) or n < 2 or 128 * n * r > MOST_MEMORY:  # noqa: PLR2004  # RFC 7914
        return "its cost is out of bounds"
    for name, length in (("salt", SALT_BYTES), ("nonce", NONCE_BYTES)):
        if len(bytes.fromhex(fields[name])) != length:
            return f"its {name} has another length"
    named = re.fullmatch(r"[0-9a-f]{32}", fields["key"]) and set(fields) == _FIELDS
    return "" if named else "it names no key"


def _bound(fields: dict[str, Any]) -> bytes:
    """Return what is authenticated with the wrapped key: the other fields, sorted by name."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def _derive(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    """Derive the wrapping key; the same words typed on another system are the same (NFC)."""
    require()
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    words = normalize("NFC", passphrase).encode("utf-8", "surrogateescape")
    return Scrypt(salt=salt, length=KEY_BYTES, **cost).derive(words)
