"""What TinyDB reads and writes through: a volume of the journal's folder."""

from typing import Any

from tinydb import Storage

from valley.store import volume
from valley.store.folder import Folder


class VolumeStorage(Storage):
    """A year volume as TinyDB's storage.

    TinyDB reads before each write. Here the first read of an instance takes the file afresh, the
    writes that follow stay in memory, and `commit` puts them on the disk at once. The caller holds
    the folder's lock from before that read until after the commit (`valley.store.transaction`).
    """

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder = folder
        self._name = name
        self._tables: volume.Tables | None = None
        self._changed = False

    def read(self) -> volume.Tables | None:
        """Return the tables; None where there is no such volume yet.

        Raises:
            DamagedJournal: The file is not a volume.
        """
        if self._tables is None:
            file = volume.file_of(self._name)
            try:
                data = self._folder.read(file)
            except FileNotFoundError:
                return None
            self._tables = volume.parse(data, self._name, self._folder.path(file))
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take the tables over; they reach the disk with `commit`."""
        self._tables = data if "meta" in data else volume.new(self._name) | data
        self._changed = True

    def commit(self) -> volume.Tables:
        """Write the volume, whole or not at all; return what it says now.

        Raises:
            CannotWrite: The disk is full, or the folder is closed; the file is as it was.
        """
        tables = self._tables or {}
        if self._changed:
            self._folder.write(volume.file_of(self._name), volume.serialise(tables))
            self._changed = False
        return tables
