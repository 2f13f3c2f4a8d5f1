"""What a sealed file looks like, and how it is sealed and opened.

    valley-sealed 1⏎
    {"cipher": "AES-256-GCM", "generation": 7, "key": "…", "name": "journal/2026.json", "nonce": "…"}⏎
    the ciphertext and, in its last 16 bytes, the tag

The two lines are authenticated with the content (NIST SP 800-38D, additional data), so a file can
neither be changed nor pass for another one. Each sealing draws a nonce of 96 bits; the chance that
one comes twice stays below 2^-32 for the 2^32 sealings that section 8.3 allows a key.

`cryptography` is imported when a key is used, never before.
"""

import json
import os
from typing import Any, NamedTuple

from valley.errors import ValleyError

FORMAT = b"valley-sealed "
MAGIC = FORMAT + b"1\n"
CIPHER = "AES-256-GCM"
KEY_BYTES = 32
NONCE_BYTES = 12
HEADER_BYTES = 4096  # at most, so that a damaged file is not searched for the end of a line
VOLUMES = "journal/"


class BadSeal(ValueError):
    """The bytes are not what was sealed under this key and this name; the message says why."""


class Header(NamedTuple):
    """What a sealed file says about itself, in clear."""

    name: str
    generation: int
    key: str
    nonce: bytes


class Opened(NamedTuple):
    """What was in a sealed file, and how often the file had been written."""

    data: bytes
    generation: int


class Key:
    """A data key: 32 random bytes under which every file of a journal is sealed.

    Args:
        secret: The bytes.

    Attributes:
        secret: The bytes.
        id: Names the key without giving it away: a hash of it.
    """

    def __init__(self, secret: bytes) -> None:
        from hashlib import sha256  # 2 ms that only a sealed journal takes

        self.secret = secret
        self.id = sha256(b"valley data key\0" + secret).hexdigest()[:32]

    def seal(self, name: str, data: bytes, generation: int = 0) -> bytes:
        """Seal bytes for a name.

        Args:
            name: The file, in the journal's folder.
            data: What is in it.
            generation: How often the file was written, where that is counted.

        Raises:
            ValleyError: The extra is not installed.
        """
        nonce = os.urandom(NONCE_BYTES)
        fields = {
            "cipher": CIPHER,
            "generation": generation,
            "key": self.id,
            "name": bound_name(name),
            "nonce": nonce.hex(),
        }
        head = MAGIC + json.dumps(fields, sort_keys=True).encode() + b"\n"
        return head + bytes(gcm(self.secret).encrypt(nonce, data, head))

    def open(self, sealed: bytes, name: str) -> Opened:
        """Open what was sealed for a name, or for the name this one is a copy of.

        Raises:
            BadSeal: It is not sealed, or under another key, or for another name, or was changed.
            ValleyError: The extra is not installed.
        """
        header, length = read_header(sealed)
        if header.key != self.id:
            raise BadSeal("it is sealed under another key")
        if not stands_for(name, header.name):
            raise BadSeal(f"it was sealed as {header.name}")
        from cryptography.exceptions import InvalidTag

        try:
            head, rest = sealed[:length], sealed[length:]
            data = gcm(self.secret).decrypt(header.nonce, rest, head)
        except (InvalidTag, ValueError) as error:
            raise BadSeal("it was changed after it was sealed, or is not whole") from error
        return Opened(data, header.generation)


def is_sealed(data: bytes) -> bool:
    """Return whether the bytes are meant to be a sealed file, of whatever version."""
    return data.startswith(FORMAT)


def read_header(sealed: bytes) -> tuple[Header, int]:
    """Read what a sealed file says about itself; return where its content starts, too.

    Nothing in it is proven before the content is opened.

    Raises:
        BadSeal: It is none.
    """
    if not is_sealed(sealed):
        raise BadSeal("it is not sealed")
    if not sealed.startswith(MAGIC):
        version = sealed[len(FORMAT) : len(FORMAT) + 8].split(b"\n")[0].decode("ascii", "replace")
        raise BadSeal(
            f"it is sealed in format {version!r}, which this valley does not know; upgrade valley"
        )
    end = sealed.find(b"\n", len(MAGIC), HEADER_BYTES)
    try:
        fields = json.loads(sealed[len(MAGIC) : end]) if end > 0 else None
        header = _header(fields)
    except (ValueError, RecursionError):
        header = None
    if header is None:
        raise BadSeal("its header makes no sense")
    return header, end + 1


def _header(fields: Any) -> Header | None:
    """Check the fields of a header."""
    if not isinstance(fields, dict) or fields.get("cipher") != CIPHER:
        return None
    name, generation = fields.get("name"), fields.get("generation")
    key, nonce = fields.get("key"), fields.get("nonce")
    if not (isinstance(name, str) and isinstance(key, str) and isinstance(nonce, str)):
        return None
    if type(generation) is not int or len(raw := bytes.fromhex(nonce)) != NONCE_BYTES:
        return None
    return Header(name, generation, key, raw)


def bound_name(name: str) -> str:
    """Return the name a file is sealed for: a record of a change keeps its seal when it is closed."""
    return name.replace(".open.json", ".json")


def stands_for(name: str, sealed_name: str) -> bool:
    """Return whether a file of one name may hold what was sealed for another.

    A synchronised folder calls the loser of two volumes `2026.sync-conflict-….json` or
    `2026 (conflicted copy).json`: it opens as the volume it is a copy of. The other way round
    nothing opens, so no file can take the place of a volume.
    """
    name = bound_name(name)
    if name == sealed_name:
        return True
    stem, folder = sealed_name.removesuffix(".json"), name.rpartition("/")[0] + "/"
    added = name.removeprefix(stem).removesuffix(".json")
    if folder != VOLUMES or not stem.startswith(VOLUMES) or not name.startswith(stem):
        return False
    return name.endswith(".json") and added != "" and not added[0].isalnum()


def gcm(secret: bytes) -> Any:
    """Make the cipher of a key.

    Raises:
        ValleyError: The extra is not installed.
    """
    require()
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(secret)


def require() -> None:
    """Make sure that `cryptography` is there.

    Raises:
        ValleyError: The extra is not installed.
    """
    try:
        import cryptography.hazmat.primitives.ciphers.aead  # noqa: F401  # is it there?
    except ImportError as error:
        raise ValleyError(
            "An encrypted journal needs the extra `encrypt`, and nothing was changed;"
            " install it with: pip install 'valley[encrypt]'"
        ) from error
