"""Decrypt a valley journal without valley: from the description in .github/SECURITY.md alone.

python decrypt_independently.py JOURNAL_FOLDER TARGET_FOLDER    (the passphrase on stdin)
"""

import hashlib
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def data_key(key_file: dict[str, Any], passphrase: str) -> bytes:
    """Unwrap the data key."""
    cost = {name: key_file[name] for name in ("n", "r", "p")}
    words = unicodedata.normalize("NFC", passphrase).encode()
    salt = bytes.fromhex(key_file["salt"])
    wrapping = hashlib.scrypt(words, salt=salt, dklen=32, maxmem=2**30, **cost)
    bound = {name: value for name, value in key_file.items() if name != "wrapped"}
    header = json.dumps(bound, sort_keys=True, separators=(",", ":")).encode()
    nonce, wrapped = bytes.fromhex(key_file["nonce"]), bytes.fromhex(key_file["wrapped"])
    return AESGCM(wrapping).decrypt(nonce, wrapped, header)


def opened(sealed: bytes, key: bytes) -> tuple[dict[str, Any], bytes]:
    """Open a sealed file; return its header and what is in it."""
    magic, line, rest = sealed.split(b"\n", 2)
    if magic != b"valley-sealed 1":
        raise ValueError("not sealed, or in another format")
    header = json.loads(line)
    bound = magic + b"\n" + line + b"\n"
    return header, AESGCM(key).decrypt(bytes.fromhex(header["nonce"]), rest, bound)


def main() -> None:
    """Decrypt every sealed file of a journal into another folder."""
    journal, target = Path(sys.argv[1]), Path(sys.argv[2])
    passphrase = sys.stdin.readline().rstrip("\n")
    key = data_key(json.loads((journal / "key.json").read_bytes()), passphrase)
    for path in sorted(journal.rglob("*.json")):
        sealed = path.read_bytes()
        if sealed.startswith(b"valley-sealed "):
            _, data = opened(sealed, key)
            clear = target / path.relative_to(journal)
            clear.parent.mkdir(parents=True, exist_ok=True)
            clear.write_bytes(data)


if __name__ == "__main__":
    main()
