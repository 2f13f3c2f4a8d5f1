"""The volumes as they are read: the last few stay parsed, those that are damaged are passed over.

Reading loads no TinyDB; a row that is handed out is not to be changed.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from valley.errors import DamagedJournal
from valley.store import undo_log, volume
from valley.store.folder import Folder
from valley.store.rows import Row, last_writes

KEPT = 4  # volumes that stay parsed: more than a day's commands look at, few of a whole life
# The id of a row as valley lays it out, ASCII without escapes; nothing of one in another form.
_ID = re.compile(rb'"id"(?:: "([!#-\[\]-~]+)")?')


class Volumes:
    """The volumes of a journal's folder, read.

    Args:
        folder: The folder.

    Attributes:
        folder: The folder.
        damaged: The volumes that reading passed over, each with place and remedy.
    """

    def __init__(self, folder: Folder) -> None:
        self.damaged: dict[str, DamagedJournal] = {}
        self.folder = folder
        self._recovered = False
        self._parsed: dict[str, volume.Tables] = {}

    def years(self) -> list[int]:
        """List the years there are volumes of, newest first."""
        return sorted(map(int, filter(str.isdecimal, self.folder.volumes())), reverse=True)

    def rows(self, name: str, table: str) -> list[Row]:
        """Return the live rows of a table, none where the volume is missing or damaged."""
        self.recover()
        try:
            rows = self.tables(name).get(table, {})
        except DamagedJournal as error:
            self.damaged[name] = error
            return []
        return [row for row in rows.values() if not row.get("deleted")]

    def entries(self, year: int) -> list[Row]:
        """Return the live entries of a year, none where its volume is missing or damaged."""
        return self.rows(f"{year:04}", volume.ENTRIES)

    def holding(self, text: str) -> Iterator[tuple[int, list[Row]]]:
        """Yield the years that hold a text word for word, newest first, with their live entries.

        A volume is parsed only where its bytes hold the text as valley writes it.
        """
        self.recover()
        needle = json.dumps(text, ensure_ascii=False).encode()
        for year in self.years():
            with suppress(FileNotFoundError, DamagedJournal):
                if needle in self.folder.read(volume.file_of(f"{year:04}")):
                    yield year, self.entries(year)

    def rows_by_year(self, years: Iterable[int]) -> Iterator[tuple[int, list[Row]]]:
        """Yield the live entries of years, one volume at a time, as rows.

        An entry that lives in two of them (a folder synchronised while it was moved) is left out
        where it was changed first.
        """
        years = list(years)
        shared = self._shared(years)
        last = last_writes(
            (year, row)
            for year in (years if shared else ())
            for row in self.entries(year)
            if str(row.get("id")) in shared
        )
        for year in years:
            rows = self.entries(year)
            if shared:
                rows = [row for row in rows if last.get(str(row.get("id")), (year,))[0] == year]
            yield year, rows

    def tables(self, name: str) -> volume.Tables:
        """Return a volume, empty where it is missing.

        Raises:
            DamagedJournal: It is damaged, and must not be written to.
        """
        if name not in self._parsed:
            file = volume.file_of(name)
            try:
                data = self.folder.read(file)
            except FileNotFoundError:
                return {}
            for oldest in list(self._parsed)[: 1 - KEPT]:
                del self._parsed[oldest]
            self._parsed[name] = volume.parse(data, name, self.folder.path(file))
        return self._parsed[name]

    def start_afresh(self, known: Mapping[str, volume.Tables] | None = None) -> None:
        """Read again from here on, since something changed, but what is known as it is now."""
        self._parsed = dict(known or {})

    def _shared(self, years: Sequence[int]) -> set[str]:
        """Return the ids that stand in more than one of the years."""
        known: set[str] = set()
        shared: set[str] = set()
        for year in years if len(years) > 1 else ():
            self.recover()
            ids = self._ids(f"{year:04}")
            shared |= known & ids
            known |= ids
        return shared

    def _ids(self, name: str) -> set[str]:
        """Return what the rows of a volume are called, tombstones included; of a damaged one nothing.

        Looking for the ids in the text takes a fifth of the time of parsing it. Where the text has
        an id in any other form, it is parsed.
        """
        if name not in self._parsed:
            with suppress(FileNotFoundError, DamagedJournal):
                ids = set(_ID.findall(self.folder.read(volume.file_of(name))))
                if b"" not in ids:
                    return set(map(bytes.decode, ids))
        return {str(row.get("id")) for row in self.rows(name, volume.ENTRIES)}

    def recover(self) -> None:
        """Before anything is read, roll back a transaction that was cut off."""
        if not self._recovered:
            self._recovered = True
            undo_log.recover(self.folder)
