"""The volumes as they are read: each parsed once in a run, those that are damaged passed over.

Reading loads neither TinyDB nor the lock; a row that is handed out is not to be changed.
"""

from datetime import datetime
from pathlib import Path

from valley.errors import DamagedJournal
from valley.store import history, volume
from valley.store.folder import Folder
from valley.store.rows import Row, is_deleted

AT_HAND = 3  # parsed volumes that are kept; a daily command looks at no more years than that


class Volumes:
    """The volumes of a journal's folder.

    Args:
        folder: The folder.
        now: The moment that a change cut off earlier is rolled back at.

    Attributes:
        damaged: The volumes that reading passed over, each with place and remedy.
    """

    def __init__(self, folder: Folder, now: datetime) -> None:
        self.damaged: dict[str, DamagedJournal] = {}
        self._folder = folder
        self._now = now
        self._recovered = False
        self._parsed: dict[str, volume.Tables] = {}

    def years(self) -> list[int]:
        """List the years there are volumes of, newest first."""
        names = self._folder.names(volume.FOLDER, "[0-9][0-9][0-9][0-9].json")
        return sorted((int(Path(name).stem) for name in names), reverse=True)

    def rows(self, name: str, table: str) -> list[Row]:
        """Return the live rows of a table, none where the volume is missing or damaged."""
        self._recover()
        try:
            rows = self.tables(name).get(table, {})
        except DamagedJournal as error:
            self.damaged[name] = error
            return []
        return [row for row in rows.values() if not is_deleted(row)]

    def tables(self, name: str) -> volume.Tables:
        """Return a volume, empty where it is missing.

        Raises:
            DamagedJournal: It is damaged, and must not be written to.
        """
        if name not in self._parsed:
            file = volume.file_of(name)
            try:
                data = self._folder.read(file)
            except FileNotFoundError:
                return {}
            while len(self._parsed) >= AT_HAND:
                del self._parsed[next(iter(self._parsed))]
            self._parsed[name] = volume.parse(data, name, self._folder.path(file))
        return self._parsed[name]

    def forget(self) -> None:
        """Read afresh from here on, since something changes."""
        self._parsed.clear()

    def _recover(self) -> None:
        """Before anything is read, roll back a change that was cut off."""
        if not self._recovered:
            self._recovered = True
            if history.unfinished(self._folder):
                from valley.store.change import recover

                recover(self._folder, self._now)
