"""This journal and the copy that another machine sent, brought together under the lock.

Rows are joined as by any merge, and leave no record behind: undo takes back only what was done
here. A file that says the same there stays what it is there, and comes here byte for byte, so that
two machines which agree have nothing to send. The settings travel as rows of a table of their own.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from valley.errors import DamagedJournal, InvalidInput
from valley.reports import Chosen, Exchanged
from valley.store import volume
from valley.store.encryption import key_file, sealed_file, swap
from valley.store.encryption.layer import GENERATIONS, as_bytes
from valley.store.encryption.sealed_file import BadSeal, Key
from valley.store.folder import Folder
from valley.store.merge import Copy, count, differences, join
from valley.store.rows import Row, by_id, is_deleted, stamp_of, tombstone
from valley.store.transaction import Transaction
from valley.store.undo_log import roll_back
from valley.store.volume import OF_NO_YEAR

SETTINGS = "settings"  # the table
MOVE = (
    "to join them, move {root} away, get the journal with: valley sync setup REMOTE, and take in"
    " what is only in the old folder with: valley merge OLD_FOLDER"
)
OWN_REMOTE = "or keep this one, and begin an empty remote for it: valley sync setup --fresh REMOTE"

Choose = Callable[[list[Chosen]], list[Chosen]]


class _Theirs(NamedTuple):
    """A volume of the other machine."""

    rows: dict[str, dict[str, Row]]
    generation: int
    is_whole: bool  # every row has an id, and no id stands there twice


def meet(
    folder: Folder,
    now: datetime,
    theirs: Mapping[str, bytes],
    choose: Choose,
    damaged: dict[str, DamagedJournal],
    patience: float,
) -> Exchanged:
    """Take in what the files of another machine say; return what they do not say yet.

    Args:
        folder: This journal.
        now: The moment this one's own changes are stamped with.
        theirs: The other machine's volumes and key file, by name.
        choose: Told the settings that are known, gives those that were changed here.
        damaged: Takes what was passed over, here or there.
        patience: How long to wait for another valley, in seconds.

    Raises:
        InvalidInput: One of the two is encrypted and the other is not, or under another key.
        WrongPassphrase: There is no passphrase, or it does not open the journal.
        DamagedJournal: A newer valley wrote a volume there.
        Busy: Another valley holds the lock.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    check_alike(folder, theirs)
    with folder.locked(patience):
        roll_back(folder)
        taken = _read_all(folder, theirs, damaged)
        transaction = Transaction(folder, now)
        ours: dict[str, dict[str, dict[str, Row]]] = {}
        for name in folder.volumes():
            try:
                ours[name] = transaction.tables(name)
                transaction.tidy(name)
            except DamagedJournal as error:
                damaged[name] = error
        copies: dict[str, Copy] = {
            name: {name: one.rows} for name, one in taken.items() if name not in damaged
        }
        own = _own_settings(ours, choose) if OF_NO_YEAR not in damaged else {}
        joined = join([ours, own, *copies.values()])
        for place, table, row in differences(ours, joined):
            transaction.put(place, table, row, stamp=False)
        folder.layer.at_least |= {volume.file_of(name): taken[name].generation for name in copies}
        transaction.commit("the sync", can_be_undone=False)
        files = {}
        for name in joined:
            file = volume.file_of(name)
            if name not in copies or differences(copies[name], {name: joined[name]}):
                files[file] = folder.raw(file)
            elif folder.exists(file):
                _adopt(folder, file, theirs[file], taken[name])
        if folder.layer.is_encrypted:
            files[key_file.FILE] = folder.raw(key_file.FILE)
    there = {name: taken[name].rows for name in copies}
    chosen = [_chosen(row) for row in joined.get(OF_NO_YEAR, {}).get(SETTINGS, {}).values()]
    return Exchanged(count(ours, joined), count(there, joined), files, chosen)


def as_they_are(folder: Folder) -> dict[str, bytes]:
    """Return what travels as it is on the disk; of an encrypted journal only what is sealed.

    Raises:
        DamagedJournal: A file cannot be read.
    """
    names = [name for name in folder.there(volume.FOLDER, "*.json") if volume.name_of(name)]
    found = {name: folder.raw(name) for name in names}
    if not folder.layer.is_encrypted:
        return found
    sealed = {name: data for name, data in found.items() if sealed_file.is_sealed(data)}
    return sealed | {key_file.FILE: folder.raw(key_file.FILE)}


def join_volumes(folder: Folder, file: str, copies: Sequence[bytes]) -> bytes:
    """Join copies of a volume, for Git, which then puts it in its place.

    Raises:
        InvalidInput: That is no volume.
        DamagedJournal: A copy is damaged, or a row of it has no id and would be lost.
        WrongPassphrase: There is no passphrase, or it does not open the journal.
    """
    name = volume.name_of(file)
    if name is None:
        raise InvalidInput(f"{file} is no volume of a journal.")
    key = folder.layer.key()
    try:
        read = [_read(key, file, name, data) for data in copies]
    except (volume.NoVolume, BadSeal) as error:
        raise DamagedJournal(f"{file} cannot be merged: {error}.") from error
    if not all(one.is_whole for one in read):
        raise DamagedJournal(f"{file} cannot be merged: a row has no id; see: valley doctor")
    joined = join({name: one.rows} for one in read)[name]
    tables = {
        table: {str(number): row for number, row in enumerate(rows.values(), 1)}
        for table, rows in joined.items()
    }
    data = volume.serialise(volume.new(name) | tables)
    return key.seal(file, data, max(one.generation for one in read) + 1) if key else data


def join_sealed(folder: Folder, theirs: Mapping[str, bytes]) -> None:
    """Make an empty folder the encrypted journal that another machine sent.

    Raises:
        WrongPassphrase: There is no passphrase, or it does not open the journal.
        DamagedJournal: The key file or a volume is damaged.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    if key_file.FILE not in theirs or folder.layer.is_encrypted or folder.volumes():
        return
    data = theirs[key_file.FILE]
    key = folder.unlock(folder.root, key_file.parse(data, key_file.FILE))
    volumes = {name: sealed for name, sealed in theirs.items() if name != key_file.FILE}
    try:
        counted = {name: key.open(sealed, name).generation for name, sealed in volumes.items()}
    except BadSeal as error:
        raise DamagedJournal(
            f"The journal there is damaged ({error}); nothing was taken."
        ) from error
    beside = {
        **volumes,
        key_file.SPARE: data,
        key_file.FILE: data,
        GENERATIONS: key.seal(GENERATIONS, as_bytes(counted)),
    }
    with folder.held():
        swap.carry_out(folder.root, (), _same, _same, beside=beside)
    folder.layer.trust(key)


def check_alike(folder: Folder, theirs: Mapping[str, bytes]) -> None:
    """Make sure that both are in clear, or both under one key.

    Raises:
        InvalidInput: They are not; the message says what to do.
        DamagedJournal: A key file is damaged.
    """
    here, there = folder.layer.is_encrypted, key_file.FILE in theirs
    if not theirs or not (here or folder.volumes()):
        return
    helps = f"{MOVE.format(root=folder.root)}; {OWN_REMOTE}"
    if here != there:
        how = ("encrypted here and in clear there", "in clear here and encrypted there")[there]
        raise InvalidInput(f"The journal is {how}, so nothing was sent or taken; {helps}")
    if here:
        keys = {
            key_file.parse(data, key_file.FILE).key_id
            for data in (folder.raw(key_file.FILE), theirs[key_file.FILE])
        }
        if len(keys) > 1:
            raise InvalidInput(
                "The journal is encrypted here under one key and there under another, so nothing"
                f" was sent or taken; {helps}"
            )


def _same(_: str, data: bytes) -> bytes:
    return data


def _read_all(
    folder: Folder, theirs: Mapping[str, bytes], damaged: dict[str, DamagedJournal]
) -> dict[str, _Theirs]:
    """Read the volumes of the other machine, by their names.

    Raises:
        DamagedJournal: A newer valley wrote one.
    """
    key = folder.layer.key()
    found = {}
    for file, data in theirs.items():
        if (name := volume.name_of(file)) is None:
            continue
        try:
            found[name] = _read(key, file, name, data)
        except volume.TooNew as error:
            raise DamagedJournal(f"{file} cannot be taken: {error}.") from error
        except (volume.NoVolume, BadSeal) as error:
            damaged[f"{file} there"] = DamagedJournal(
                f"{file} is damaged there ({error}): it was not taken, and what it says stays in"
                " Git's history."
            )
    return found


def _read(key: Key | None, file: str, name: str, data: bytes) -> _Theirs:
    """Read a volume of the other machine.

    Raises:
        NoVolume, BadSeal: It is damaged.
    """
    generation = 0
    if key:
        data, generation = key.open(data, file)
    elif sealed_file.is_sealed(data):
        raise BadSeal("it is sealed, and there is no key file beside it")
    _, tables = volume.read(data, name)
    del tables["meta"]
    rows = {table: by_id(numbered.values()) for table, numbered in tables.items()}
    is_whole = all(len(rows[table]) == len(numbered) for table, numbered in tables.items())
    return _Theirs(rows, generation, is_whole)


def _adopt(folder: Folder, file: str, data: bytes, theirs: _Theirs) -> None:
    """Put the very bytes of the other machine in the place of a file that says the same.

    A sealed one never goes back behind what was counted here.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    key = folder.layer.key()
    if folder.raw(file) == data or not theirs.is_whole:
        return
    if key and theirs.generation < folder.layer.generations(key).get(file, 0):
        return
    folder.put(file, data)
    if counted := folder.layer.count(file, data):
        folder.put(*counted)


def _own_settings(ours: Copy, choose: Choose) -> dict[str, dict[str, dict[str, Row]]]:
    """Return the settings that were changed here, as a copy to be joined."""
    known = ours.get(OF_NO_YEAR, {}).get(SETTINGS, {})
    rows = {one.id: _row(one) for one in choose([_chosen(row) for row in known.values()])}
    return {OF_NO_YEAR: {SETTINGS: rows}} if rows else {}


def _chosen(row: Row) -> Chosen:
    return Chosen(row["id"], None if is_deleted(row) else row.get("value"), stamp_of(row))


def _row(one: Chosen) -> Row:
    if one.value is None:
        return tombstone(one.id, one.at.isoformat())
    return {"id": one.id, "updated_at": one.at.isoformat(), "value": one.value}
