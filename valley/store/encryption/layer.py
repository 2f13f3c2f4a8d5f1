"""What stands between the journal's folder and its files: a journal in clear, or a sealed one.

Whether the journal is sealed is looked up on the disk at every read and write (is there a key
file?), never remembered: a check-in that began before `valley encrypt` must not end in clear.

`generations.json` says how often each volume was written, so that an old volume put back is
noticed. It is written after the volume: a kill in between leaves a volume that is newer than it
says, which is fine, and never one that is older.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from valley import files
from valley.errors import DamagedJournal, WrongPassphrase
from valley.store import volume
from valley.store.encryption import key_file, sealed_file, swap
from valley.store.encryption.key_file import KeyFile
from valley.store.encryption.sealed_file import BadSeal, Key

GENERATIONS = "generations.json"
MOST_KEY_FILE = 2**16  # bytes
ACCEPT = "if you put it there yourself, have it accepted by: valley encrypt"

Unlock = Callable[[Path, KeyFile], Key]
Raw = Callable[[str], bytes]


class Layer:
    """Seals what is written and opens what is read, where the journal is encrypted.

    Args:
        root: The journal's folder.
        unlock: Gets the key out of a key file, by whatever passphrase is at hand.
        raw: Reads the bytes of a file as they are.
        settle: Ends a swap from clear to sealed files, or back, that was cut off.

    Attributes:
        at_least: How often volumes were written on another machine, which the next write exceeds.
    """

    def __init__(self, root: Path, unlock: Unlock, raw: Raw, settle: Callable[[], None]) -> None:
        self._root = root
        self._unlock = unlock
        self._raw = raw
        self._settle = settle
        self._seen: bytes | None = None  # the key file as it was when `_key` came out of it
        self._key: Key | None = None
        self._refused: tuple[bytes, WrongPassphrase] | None = None
        self._clear_before = False  # no key file, and no sealed volume either
        self._generations: tuple[bytes, dict[str, int]] = b"", {}
        self.at_least: dict[str, int] = {}

    @property
    def is_encrypted(self) -> bool:
        """Whether there is a key file."""
        return self._key_file() is not None

    def key(self) -> Key | None:
        """Return the key of the journal as it is on the disk now; None where that is in clear.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
            DamagedJournal: The key file is damaged, or is missing where volumes are sealed.
        """
        data = self._key_file()
        if data is None:
            sealed = self._sealed_volume()
            data = self._key_file() if sealed else None  # it may have been encrypted right now
            if data is None and sealed:
                raise DamagedJournal(self._without_key(sealed))
        if data is None:
            return None
        if self._key is None or data != self._seen:
            if self._refused and self._refused[0] == data:
                raise self._refused[1]  # who could not open it is not asked again
            try:
                key = self._unlock(self._root, key_file.parse(data, self._root / key_file.FILE))
            except WrongPassphrase as error:
                self._refused = data, error
                raise
            self._seen, self._key = data, key
        return self._key

    def trust(self, key: Key) -> None:
        """Take a key as that of the key file there is: it was just made or opened."""
        self._seen, self._key, self._refused = self._key_file(), key, None

    def forget(self) -> None:
        """Forget the key: the journal is in clear."""
        self._seen = self._key = self._refused = None

    def is_opened(self) -> bool:
        """Return whether the key file is still the one that was opened, or there is still none."""
        return self._key_file() == self._seen

    def opened(self, name: str) -> bytes:
        """Return what is in a file.

        Raises:
            FileNotFoundError: There is none.
            WrongPassphrase: There is no passphrase, or it does not open the journal.
            DamagedJournal: It cannot be read, was changed, or is older than it was.
        """
        key = self.key()
        if key is None:
            data = self._raw(name)
            if sealed_file.is_sealed(data) and (key := self._encrypted_meanwhile()) is None:
                raise DamagedJournal(self._without_key(name))
            return data if key is None else self._open(key, name, data).data
        least = self.generations(key).get(name, 0) if is_counted(name) else 0  # before the volume
        try:
            data = self._raw(name)
        except FileNotFoundError:
            if least:
                raise DamagedJournal(self._damaged(name, f"it is gone; {ACCEPT}")) from None
            raise
        opened = self._open(key, name, data)
        if opened.generation < least:
            told = f"it is older than what was last written ({opened.generation}, not {least});"
            raise DamagedJournal(self._damaged(name, f"{told} {ACCEPT}"))
        return opened.data

    def sealed(self, name: str, data: bytes) -> bytes:
        """Return the bytes to be written: sealed, where the journal is.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
            DamagedJournal: The key file or the count of writes is damaged.
        """
        key = self.key()
        if key is None:
            return data
        return key.seal(name, data, self._next(key, name) if is_counted(name) else 0)

    def count(self, name: str, sealed: bytes | None) -> tuple[str, bytes] | None:
        """Return which file must be written once a volume is written, or before it is removed.

        Args:
            name: The volume's file.
            sealed: What was written; None where it is to be removed.

        Raises:
            DamagedJournal: The count of writes is damaged.
        """
        key = self.key() if is_counted(name) else None
        if key is None:
            return None
        counted = dict(self.generations(key))
        if sealed is None:
            counted.pop(name, None)
        else:
            counted[name] = sealed_file.read_header(sealed)[0].generation
        return GENERATIONS, key.seal(GENERATIONS, as_bytes(counted))

    def generations(self, key: Key) -> dict[str, int]:
        """Return how often each volume was written, at least.

        Raises:
            DamagedJournal: It cannot be told any more.
        """
        try:
            sealed = self._raw(GENERATIONS)
            if sealed != self._generations[0]:
                self._generations = sealed, from_bytes(key.open(sealed, GENERATIONS).data)
        except (FileNotFoundError, BadSeal) as error:
            why = error if isinstance(error, BadSeal) else "it is gone"
            raise DamagedJournal(
                f"{self._root / GENERATIONS} is damaged ({why}), so an old volume could pass for"
                " the present one; check the journal and have it accepted by: valley encrypt"
            ) from error
        return self._generations[1]

    def as_is(self, name: str) -> bytes:
        """Return the bytes to keep of a file that cannot be opened, sealed if it is in clear.

        Raises:
            FileNotFoundError: There is none.
        """
        data = self._raw(name)
        return data if sealed_file.is_sealed(data) else self.sealed(name, data)

    def missing(self, folder: str) -> list[str]:
        """List the volumes that were written once and are gone, where the folder is theirs.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        if folder != volume.FOLDER or not (key := self.key()):
            return []
        try:
            counted = self.generations(key)
        except DamagedJournal:
            return []  # reading any of those that are there tells
        return [name for name in counted if not (self._root / name).is_file()]

    def _next(self, key: Key, name: str) -> int:
        """Count one write more than was counted, or than the file that is there says."""
        known = self.generations(key).get(name, 0)
        try:
            there = sealed_file.read_header(self._raw(name))[0].generation
        except (FileNotFoundError, BadSeal):
            there = 0
        return max(known, there, self.at_least.get(name, 0)) + 1

    def _open(self, key: Key, name: str, data: bytes) -> sealed_file.Opened:
        try:
            return key.open(data, name)
        except BadSeal as error:
            why = str(error)
            if not sealed_file.is_sealed(data):
                why = "it is not sealed, though the journal is; seal what lies here: valley encrypt"
            raise DamagedJournal(self._damaged(name, why)) from error

    def _damaged(self, name: str, why: str) -> str:
        """Return which file is damaged, and what brings it back."""
        told = f"{self._root / name} is damaged ({why}) and was left as it is"
        known = volume.name_of(name)
        back = f"bring back the newest copy with: valley restore {known}" if known else ""
        return f"{told}; {back or 'see: valley doctor'}"

    def _key_file(self) -> bytes | None:
        """Read the key file, if there is one."""
        if swap.is_pending(self._root):
            self._settle()
        try:
            return files.read(self._root / key_file.FILE, MOST_KEY_FILE)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise DamagedJournal(
                f"Cannot read {self._root / key_file.FILE}: {error.strerror}; see: valley doctor"
            ) from error

    def _encrypted_meanwhile(self) -> Key | None:
        self._clear_before = False
        return self.key()

    def _sealed_volume(self) -> str | None:
        """Return a volume that is sealed: nothing may be written in clear beside one."""
        self._key = self._seen = None
        if self._clear_before:
            return None
        folder = self._root / volume.FOLDER
        try:
            with os.scandir(folder) as found:
                names = sorted(f"{volume.FOLDER}/{file.name}" for file in found)
        except OSError:
            names = []
        for name in filter(is_counted, names):
            try:
                sealed = sealed_file.is_sealed(
                    files.head(self._root / name, len(sealed_file.MAGIC))
                )
            except OSError:
                continue
            if sealed:
                return name
        self._clear_before = True
        return None

    def _without_key(self, name: str) -> str:
        return (
            f"{self._root / name} is sealed, but the key file {self._root / key_file.FILE} is gone;"
            f" put its spare copy in its place: {key_file.SPARE}"
        )


def is_counted(name: str) -> bool:
    """Return whether the writes of a file are counted: those of the volumes are."""
    return volume.name_of(name) is not None


def as_bytes(counted: dict[str, int]) -> bytes:
    """Return the counts as JSON."""
    return json.dumps(counted, sort_keys=True, indent=1).encode()


def from_bytes(data: bytes) -> dict[str, int]:
    """Read the counts.

    Raises:
        BadSeal: They are none, though they were sealed.
    """
    try:
        counted = dict(json.loads(data))
    except (ValueError, TypeError, RecursionError):
        counted = {"": 0}
    if not all(is_counted(name) and type(number) is int for name, number in counted.items()):
        raise BadSeal("it counts what is no volume")
    return counted
