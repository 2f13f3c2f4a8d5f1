"""A journal put under a passphrase, taken from under it, or under another one."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from valley import files, settings
from valley.errors import DamagedJournal, InvalidInput
from valley.store import paths
from valley.store.encryption import key_file, layer, sealed_file, swap
from valley.store.encryption.layer import GENERATIONS
from valley.store.encryption.sealed_file import BadSeal, Key
from valley.store.folder import LOCK, Folder

KEPT_CLEAR = {settings.FILE, key_file.FILE, key_file.SPARE, GENERATIONS, LOCK}
_TEMPORARY = re.compile(r"\..+\.tmp")


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What is not as it should be in an encrypted journal.

    Attributes:
        clear: Files that lie in clear.
        older: Volumes that are older than what was last written, or are gone.
        uncounted: The count of writes is damaged.
    """

    clear: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    uncounted: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to put right."""
        return bool(self.clear or self.older or self.uncounted)


@dataclass(frozen=True, slots=True)
class Decrypted:
    """What decrypting did.

    Attributes:
        count: How many files it opened.
        key_id: Names the key that opened them.
        left_sealed: Files that stay sealed, being damaged.
    """

    count: int
    key_id: str
    left_sealed: list[str] = field(default_factory=list)


def encrypt(folder: Folder, passphrase: str) -> int:
    """Seal the whole journal under a new key; return how many files that were.

    Raises:
        InvalidInput: The passphrase is too short, or the journal is encrypted already.
        Busy: Another valley holds the lock.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    key_file.check_new(passphrase)
    key = key_file.new_key()
    wrapped = key_file.wrap(key, passphrase)
    with folder.locked():
        if folder.layer.is_encrypted:
            raise InvalidInput(f"The journal in {folder.root} is encrypted already.")
        if key_file.parse(wrapped.data, key_file.FILE).unwrap(passphrase).id != key.id:
            raise DamagedJournal("The key file did not read back; nothing was changed.")
        names = files_of(folder)
        counted = {name: 1 for name in names if layer.is_counted(name)}
        swap.carry_out(
            folder.root,
            names,
            lambda name, data: key.seal(name, data, counted.get(name, 0)),
            lambda name, sealed: key.open(sealed, name).data,
            beside={
                key_file.SPARE: wrapped.data,
                key_file.FILE: wrapped.data,
                GENERATIONS: key.seal(GENERATIONS, layer.as_bytes(counted)),
            },
        )
        folder.layer.trust(key)
        _remove_temporary(folder)
        _seal_clear(folder, key)  # a draft that was written right now
    return len(names)


def decrypt(folder: Folder) -> Decrypted:
    """Bring the whole journal back to plain files, or carry on where that was cut off.

    Raises:
        InvalidInput: The journal is not encrypted.
        WrongPassphrase: There is no passphrase, or it does not open the journal.
        DamagedJournal: A file cannot be opened, or lies in clear; nothing is changed.
        Busy: Another valley holds the lock.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    if swap.is_decrypt(folder.root):
        return _carry_on(folder)
    key = _key_of(folder)
    with folder.locked():
        can = {name: _can_open(folder, key, name) for name in files_of(folder)}
        names = [name for name, opens in can.items() if opens]
        swap.carry_out(
            folder.root,
            names,
            lambda name, sealed: _opened(key, name, sealed),
            lambda name, data: _as_before(folder, key, name, data),
            seal_plan=lambda plan: key.seal(swap.SEALED_AS, plan),
        )
        folder.layer.forget()
    return Decrypted(len(names), key.id, [name for name, opens in can.items() if not opens])


def _carry_on(folder: Folder) -> Decrypted:
    """End a decrypt that was cut off, by the key that its plan was sealed under."""
    where = folder.path(key_file.FILE)
    key = folder.unlock(folder.root, key_file.parse(folder.raw(key_file.FILE), where))
    with folder.held():
        count = swap.carry_on(folder.root, lambda plan: key.open(plan, swap.SEALED_AS).data)
    folder.layer.forget()
    return Decrypted(count, key.id)


def change_passphrase(folder: Folder, key: Key, passphrase: str) -> None:
    """Wrap the key of the journal under another passphrase.

    The spare is written first: a kill in between leaves the journal under the old passphrase.

    Raises:
        InvalidInput: The passphrase is too short.
        CannotWrite: The disk is full, or the folder is closed; the old passphrase stays.
    """
    key_file.check_new(passphrase)
    wrapped = key_file.wrap(key, passphrase)
    if key_file.parse(wrapped.data, key_file.FILE).unwrap(passphrase).id != key.id:
        raise DamagedJournal("The key file did not read back; the old passphrase stays.")
    with folder.locked():
        for name in (key_file.SPARE, key_file.FILE):
            folder.put(name, wrapped.data)
        folder.layer.trust(key)


def inspect(folder: Folder) -> Upkeep:
    """Tell what is not as it should be in an encrypted journal.

    Raises:
        WrongPassphrase: There is no passphrase, or it does not open the journal.
    """
    key = _key_of(folder)
    clear = [name for name in files_of(folder) if not sealed_file.is_sealed(_raw(folder, name))]
    try:
        counted = folder.layer.generations(key)
    except DamagedJournal:
        return Upkeep(clear, uncounted=True)
    present = _present(folder, key)
    older = [name for name, least in counted.items() if present.get(name, least) < least]
    gone = [name for name in counted if not folder.exists(name)]
    return Upkeep(clear, sorted({*older, *gone}))


def put_right(folder: Folder) -> None:
    """Seal what lies in clear, and take the volumes as they are for the present ones.

    Raises:
        WrongPassphrase: There is no passphrase, or it does not open the journal.
        CannotWrite: The disk is full, or the folder is closed.
    """
    key = _key_of(folder)
    with folder.locked():
        _seal_clear(folder, key)
        counted = key.seal(GENERATIONS, layer.as_bytes(_present(folder, key)))
        folder.put(GENERATIONS, counted)


def files_of(folder: Folder) -> list[str]:
    """List the files that are sealed: whatever is in the folders that are valley's own.

    What lies elsewhere and is only linked to is not the journal's to seal, volumes aside.
    """
    found = (name for place in paths.FOLDERS for name in folder.there(place, "*"))
    return [
        name
        for name in found
        if name not in KEPT_CLEAR
        and not folder.is_odd(name)
        and not paths.leads_astray(folder.root, name)
    ]


def left_clear(folder: Folder) -> list[str]:
    """List what else lies in the journal's folder and stays readable: not valley's to seal."""
    sealed = {*files_of(folder), *KEPT_CLEAR}
    found = []
    for path in sorted(folder.root.iterdir()) if folder.root.is_dir() else ():
        if path.is_dir() and path.name in {place.split("/")[0] for place in paths.FOLDERS}:
            inner = (one.relative_to(folder.root).as_posix() for one in sorted(path.rglob("*")))
            found += [name for name in inner if folder.path(name).is_file() and name not in sealed]
        elif path.name not in sealed and path.name not in {swap.STAGING, swap.COMMITTED}:
            found.append(path.name + ("/" if path.is_dir() else ""))
    return found


def _key_of(folder: Folder) -> Key:
    """Return the key of an encrypted journal.

    Raises:
        InvalidInput: It is not encrypted.
        WrongPassphrase: There is no passphrase, or it does not open the journal.
    """
    key = folder.layer.key()
    if key is None:
        raise InvalidInput(f"The journal in {folder.root} is not encrypted; see: valley encrypt")
    return key


def _can_open(folder: Folder, key: Key, name: str) -> bool:
    """Tell whether a file can be opened; one that is damaged and no volume can stay as it is.

    Raises:
        DamagedJournal: It cannot, and is a part of the journal.
    """
    try:
        _opened(key, name, _raw(folder, name))
    except BadSeal as error:
        if name.startswith(sealed_file.VOLUMES):
            raise DamagedJournal(
                f"{folder.path(name)} is damaged ({error}), so nothing was decrypted; bring its"
                " volume back with valley restore, or move the file out of the journal."
            ) from error
        return False
    return True


def _opened(key: Key, name: str, data: bytes) -> bytes:
    """Open a file, also one that was put aside in `archive/` byte for byte.

    Raises:
        BadSeal: It is damaged.
    """
    if not sealed_file.is_sealed(data):
        return data
    header, _ = sealed_file.read_header(data)
    return key.open(data, header.name if name.startswith("archive/") else name).data


def _as_before(folder: Folder, key: Key, name: str, clear: bytes) -> bytes:
    """Return the bytes a file has, where it says the same as the clear ones; else the clear ones."""
    present = files.read(folder.path(name))
    return present if _opened(key, name, present) == clear else clear


def _seal_clear(folder: Folder, key: Key) -> None:
    for name in files_of(folder):
        data = _raw(folder, name)
        if not sealed_file.is_sealed(data):
            swap.check_link(folder.root, name)
            folder.put(name, key.seal(name, data, int(layer.is_counted(name))))


def _present(folder: Folder, key: Key) -> dict[str, int]:
    """Tell how often each volume that is there and sound was written."""
    found = {}
    for name in files_of(folder):
        if layer.is_counted(name):
            try:
                found[name] = key.open(_raw(folder, name), name).generation
            except BadSeal:
                continue
    return found


def _raw(folder: Folder, name: str) -> bytes:
    try:
        return folder.raw(name)
    except FileNotFoundError:
        return sealed_file.MAGIC  # went meanwhile


def _remove_temporary(folder: Folder) -> None:
    """Remove what writes in clear left behind, however young."""
    for place in (".", *paths.FOLDERS):
        where: Path = folder.path(place)
        for path in where.glob(".*.tmp") if where.is_dir() else ():
            if _TEMPORARY.fullmatch(path.name) and path.is_file():
                files.remove(path)
