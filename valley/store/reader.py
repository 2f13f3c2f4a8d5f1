"""The volumes as they are read: each parsed once in a run, those that are damaged passed over.

Reading loads no TinyDB; a row that is handed out is not to be changed.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from valley.errors import DamagedJournal
from valley.store import undo_log, volume
from valley.store.folder import Folder
from valley.store.rows import Row, precedence

# The id of a row as valley lays it out, ASCII without escapes; nothing of one in another form.
_ID = re.compile(rb'"id"(?:: "([!#-\[\]-~]+)")?')
AT_HAND = 2  # parsed volumes that are kept; daily commands look at this year and the last


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
        # What volumes that are no longer at hand hold beside entries.
        self._beside: dict[str, volume.Tables] = {}

    def years(self) -> list[int]:
        """List the years there are volumes of, newest first."""
        names = self._folder.names(volume.FOLDER, "[0-9][0-9][0-9][0-9].json")
        years = (name.rpartition("/")[2].removesuffix(".json") for name in names)
        return sorted(map(int, years), reverse=True)

    def rows(self, name: str, table: str) -> list[Row]:
        """Return the live rows of a table, none where the volume is missing or damaged."""
        self._recover()
        try:
            beside = self._beside.get(name) if table != volume.ENTRIES else None
            rows = (self.tables(name) if beside is None else beside).get(table, {})
        except DamagedJournal as error:
            self.damaged[name] = error
            return []
        return [row for row in rows.values() if not row.get("deleted")]

    def holding(self, text: str) -> Iterator[tuple[int, list[Row]]]:
        """Yield the years that hold a text word for word, newest first, with their live entries.

        A volume is parsed only where its bytes hold the text as valley writes it.
        """
        self._recover()
        needle = json.dumps(text, ensure_ascii=False).encode()
        for year in self.years():
            with suppress(FileNotFoundError, DamagedJournal):
                if needle in self._folder.read(volume.file_of(f"{year:04}")):
                    yield year, self.rows(f"{year:04}", volume.ENTRIES)

    def rows_by_year(self, years: Iterable[int]) -> Iterator[tuple[int, list[Row]]]:
        """Yield the live entries of years, one volume at a time, as rows.

        An entry that lives in two of them (a folder synchronised while it was moved) is left out
        where it was changed first.
        """
        years = list(years)
        outdated = self._outdated(years)
        for year in years:
            rows = self.rows(f"{year:04}", volume.ENTRIES)
            if year in outdated:
                rows = [row for row in rows if row.get("id") not in outdated[year]]
            yield year, rows

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
                oldest = next(iter(self._parsed))
                gone = self._parsed.pop(oldest)
                self._beside[oldest] = {t: rows for t, rows in gone.items() if t != volume.ENTRIES}
            self._parsed[name] = volume.parse(data, name, self._folder.path(file))
        return self._parsed[name]

    def forget(self) -> None:
        """Read afresh from here on, since something changes."""
        self._parsed.clear()
        self._beside.clear()

    def take(self, written: Mapping[str, volume.Tables]) -> None:
        """Take over volumes that were just written, so that they need not be parsed again."""
        self._parsed |= dict(list(written.items())[:AT_HAND])

    def _outdated(self, years: Sequence[int]) -> dict[int, set[str]]:
        """Tell which entries of a year live in another one too, where they were changed later."""
        if len(years) <= 1:
            return {}
        self._recover()
        known: set[str] = set()
        shared: set[str] = set()
        for year in years:
            ids = self._ids(f"{year:04}")
            shared |= known & ids
            known |= ids
        last: dict[str, tuple[int, Row]] = {}
        outdated: dict[int, set[str]] = {}
        for year in years if shared else ():
            for row in self.rows(f"{year:04}", volume.ENTRIES):
                row_id = str(row.get("id"))
                if row_id not in shared:
                    continue
                other = last.setdefault(row_id, (year, row))
                if other[0] != year:
                    loser, last[row_id] = sorted([other, (year, row)], key=_precedence)
                    outdated.setdefault(loser[0], set()).add(row_id)
        return outdated

    def _ids(self, name: str) -> set[str]:
        """Tell what the rows of a volume are called, tombstones included; of a damaged one nothing.

        Looking for the ids in the text takes a fifth of the time of parsing it, and a whole life
        need not be kept in memory for it. Where the text has an id in any other form, it is parsed.
        """
        if name not in self._parsed:
            with suppress(FileNotFoundError, DamagedJournal):
                ids = set(_ID.findall(self._folder.read(volume.file_of(name))))
                if b"" not in ids:
                    return set(map(bytes.decode, ids))
        return {str(row.get("id")) for row in self.rows(name, volume.ENTRIES)}

    def _recover(self) -> None:
        """Before anything is read, roll back a change that was cut off."""
        if not self._recovered:
            self._recovered = True
            if undo_log.unfinished(self._folder):
                from valley.store.undo import recover

                recover(self._folder, self._now)


def _precedence(standing: tuple[int, Row]) -> tuple[datetime, bool, str]:
    return precedence(standing[1])
