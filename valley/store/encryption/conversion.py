"""A journal put under a passphrase, taken from under it, or under another one."""

import re
from collections.abc import Callable
from pathlib import Path

from valley import files, lock, settings
from valley.errors import DamagedJournal, InvalidInput
from valley.reports import Upkeep
from valley.store import paths
from valley.store.encryption import key_file, layer, passphrases, sealed_file, swap
from valley.store.encryption.key_file import KeyFile
from valley.store.encryption.layer import GENERATIONS, Unlock
from valley.store.encryption.sealed_file import BadSeal, Key
from valley.store.folder import LOCK, Folder

KEPT_CLEAR = {settings.FILE, key_file.FILE, key_file.SPARE, GENERATIONS, LOCK, lock.OF_A_SYNC}
_TEMPORARY = re.compile(r"\..+\.tmp")


class Encryption:
    """What can be done about the encryption of a journal.

    Args:
        folder: The journal's folder.
    """

    check_new = staticmethod(key_file.check_new)

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._root = folder.root

    def encrypt(self, passphrase: str) -> int:
        """Seal the whole journal under a new key; return how many files that were.

        Raises:
            InvalidInput: The passphrase is too short, or the journal is encrypted already.
            Busy: Another valley holds the lock.
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        key = key_file.new_key()
        wrapped = key_file.wrap(key, passphrase)
        with self._folder.locked():
            if self._folder.layer.is_encrypted:
                raise InvalidInput(f"The journal in {self._root} is encrypted already.")
            names = self.files()
            counted = {name: 1 for name in names if layer.is_counted(name)}
            swap.carry_out(
                self._root,
                names,
                lambda name, data: key.seal(name, data, counted.get(name, 0)),
                lambda name, sealed: key.open(sealed, name).data,
                beside={
                    key_file.SPARE: wrapped.data,
                    key_file.FILE: wrapped.data,
                    GENERATIONS: key.seal(GENERATIONS, layer.as_bytes(counted)),
                },
            )
            self._folder.layer.trust(key)
            self._remove_temporary()
            self._seal_clear(key)  # a draft that was written right now
        return len(names)

    def decrypt(self) -> tuple[int, list[str]]:
        """Bring the whole journal back to plain files, or carry on where that was cut off.

        Returns:
            How many files it opened, and which stay sealed, being damaged.

        Raises:
            InvalidInput: The journal is not encrypted.
            WrongPassphrase: There is no passphrase, or it does not open the journal.
            DamagedJournal: A file cannot be opened, or lies in clear; nothing is changed.
            Busy: Another valley holds the lock.
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        if swap.is_decrypt(self._root):
            key = self._unlocked()
            with self._folder.held():
                count = swap.carry_on(self._root, _opener(key))
            left_sealed: list[str] = []
        else:
            key = self._key_of()
            with self._folder.locked():
                can = {name: self._can_open(key, name) for name in self.files()}
                names = [name for name, opens in can.items() if opens]
                swap.carry_out(
                    self._root,
                    names,
                    lambda name, sealed: _opened(key, name, sealed),
                    lambda name, data: self._as_before(key, name, data),
                    seal_plan=lambda plan: key.seal(swap.SEALED_AS, plan),
                )
            count, left_sealed = len(names), [name for name, opens in can.items() if not opens]
        self._folder.layer.forget()
        passphrases.forget(key.id)
        return count, left_sealed

    def check_cut_off(self) -> None:
        """Make sure that a decrypt which was cut off can be carried on.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
            DamagedJournal: It cannot; its plan, or a file of it, is not what `valley decrypt` left.
        """
        swap.check_plan(self._root, _opener(self._unlocked()))

    def change_passphrase(self, unlock: Unlock, new: Callable[[], str]) -> None:
        """Wrap the key of the journal under another passphrase.

        The spare is written first: a kill in between leaves the journal under the old passphrase.

        Args:
            unlock: Opens the key file by the old one: what a keyring knows is not enough.
            new: Gives the new one, asked for once the old one has opened the journal.

        Raises:
            InvalidInput: The journal is not encrypted, or the new passphrase is too short.
            WrongPassphrase: There is no old passphrase, or it does not open the journal.
            CannotWrite: The disk is full, or the folder is closed; the old passphrase stays.
        """
        key = unlock(self._root, self._key_file())
        self._folder.layer.trust(key)
        wrapped = key_file.wrap(key, new())
        with self._folder.locked():
            for name in (key_file.SPARE, key_file.FILE):
                self._folder.put(name, wrapped.data)
            self._folder.layer.trust(key)

    def forget_key(self) -> bool:
        """Remove the key from the keyring; return whether it knew it.

        Raises:
            InvalidInput: The journal is not encrypted.
        """
        return passphrases.forget(self._key_file().key_id)

    def inspect(self, *, to_decrypt: bool = False) -> Upkeep:
        """Return what is not as it should be in an encrypted journal.

        Args:
            to_decrypt: Of one whose decrypt was cut off nothing: it has been looked at before.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        if to_decrypt and swap.is_decrypt(self._root):
            return Upkeep()
        key = self._key_of()
        clear = [name for name in self.files() if not sealed_file.is_sealed(self._raw(name))]
        try:
            counted = self._folder.layer.generations(key)
        except DamagedJournal:
            return Upkeep(clear, uncounted=True)
        present = self._present(key)
        older = [name for name, least in counted.items() if present.get(name, least) < least]
        gone = [name for name in counted if not self._folder.exists(name)]
        return Upkeep(clear, sorted({*older, *gone}))

    def put_right(self) -> None:
        """Seal what lies in clear, and take the volumes as they are for the present ones.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
            CannotWrite: The disk is full, or the folder is closed.
        """
        key = self._key_of()
        with self._folder.locked():
            self._seal_clear(key)
            counted = key.seal(GENERATIONS, layer.as_bytes(self._present(key)))
            self._folder.put(GENERATIONS, counted)

    def files(self) -> list[str]:
        """List the files that are sealed: whatever is in the folders that are valley's own.

        What lies elsewhere and is only linked to is not the journal's to seal, volumes aside.
        """
        found = (name for place in paths.FOLDERS for name in self._folder.there(place, "*"))
        return [
            name
            for name in found
            if name not in KEPT_CLEAR
            and not self._folder.is_odd(name)
            and not paths.leads_astray(self._root, name)
        ]

    def left_clear(self) -> list[str]:
        """List what else lies in the journal's folder and stays readable: not valley's to seal.

        Raises:
            ValleyError: The extra is not installed, so nothing can be sealed here.
        """
        sealed_file.require()
        sealed = {*self.files(), *KEPT_CLEAR}
        own = {place.split("/")[0] for place in paths.FOLDERS}
        found = []
        for path in sorted(self._root.iterdir()) if self._root.is_dir() else ():
            if path.is_dir() and path.name in own:
                inner = (one for one in sorted(path.rglob("*")) if one.is_file())
                names = (one.relative_to(self._root).as_posix() for one in inner)
                found += [name for name in names if name not in sealed]
            elif path.name not in sealed and path.name not in {swap.STAGING, swap.COMMITTED}:
                found.append(path.name + ("/" if path.is_dir() else ""))
        return found

    def _key_of(self) -> Key:
        """Return the key of an encrypted journal.

        Raises:
            InvalidInput: It is not encrypted.
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        key = self._folder.layer.key()
        if key is None:
            raise self._not_encrypted()
        return key

    def _unlocked(self) -> Key:
        """Return the key of a journal that cannot be opened otherwise: its decrypt was cut off."""
        return self._folder.unlock(self._root, self._parsed())

    def _key_file(self) -> KeyFile:
        """Return the key file of an encrypted journal.

        Raises:
            InvalidInput: It is not encrypted.
        """
        if not self._folder.layer.is_encrypted:
            raise self._not_encrypted()
        return self._parsed()

    def _parsed(self) -> KeyFile:
        return key_file.parse(self._folder.raw(key_file.FILE), self._folder.path(key_file.FILE))

    def _not_encrypted(self) -> InvalidInput:
        return InvalidInput(f"The journal in {self._root} is not encrypted; see: valley encrypt")

    def _can_open(self, key: Key, name: str) -> bool:
        """Return whether a file can be opened; one that is damaged and no volume can stay as it is.

        Raises:
            DamagedJournal: It cannot, and is a part of the journal.
        """
        try:
            _opened(key, name, self._raw(name))
        except BadSeal as error:
            if name.startswith(sealed_file.VOLUMES):
                raise DamagedJournal(
                    f"{self._folder.path(name)} is damaged ({error}), so nothing was decrypted; bring its"
                    " volume back with valley restore, or move the file out of the journal."
                ) from error
            return False
        return True

    def _as_before(self, key: Key, name: str, clear: bytes) -> bytes:
        """Return the bytes a file has, where it says the same as the clear ones; else the clear ones."""
        present = files.read(self._folder.path(name))
        return present if _opened(key, name, present) == clear else clear

    def _seal_clear(self, key: Key) -> None:
        for name in self.files():
            data = self._raw(name)
            if not sealed_file.is_sealed(data):
                swap.check_link(self._root, name)
                self._folder.put(name, key.seal(name, data, int(layer.is_counted(name))))

    def _present(self, key: Key) -> dict[str, int]:
        """Return how often each volume that is there and sound was written."""
        found = {}
        for name in self.files():
            if layer.is_counted(name):
                try:
                    found[name] = key.open(self._raw(name), name).generation
                except BadSeal:
                    continue
        return found

    def _raw(self, name: str) -> bytes:
        try:
            return self._folder.raw(name)
        except FileNotFoundError:
            return sealed_file.MAGIC  # went meanwhile

    def _remove_temporary(self) -> None:
        """Remove what writes in clear left behind, however young."""
        for place in (".", *paths.FOLDERS):
            where: Path = self._folder.path(place)
            for path in where.glob(".*.tmp") if where.is_dir() else ():
                if _TEMPORARY.fullmatch(path.name) and path.is_file():
                    files.remove(path)


def _opener(key: Key) -> Callable[[bytes], bytes]:
    """Return what opens a sealed plan."""
    return lambda plan: key.open(plan, swap.SEALED_AS).data


def _opened(key: Key, name: str, data: bytes) -> bytes:
    """Open a file, also one that was put aside in `archive/` byte for byte.

    Raises:
        BadSeal: It is damaged.
    """
    if not sealed_file.is_sealed(data):
        return data
    header, _ = sealed_file.read_header(data)
    return key.open(data, header.name if name.startswith("archive/") else name).data
