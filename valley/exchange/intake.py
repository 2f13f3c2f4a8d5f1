"""Files and folders to the entries they bring."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from valley import files
from valley.coach.recognise import Recogniser
from valley.errors import InvalidInput
from valley.exchange import detect
from valley.exchange.formats import ImportFormat, Reading
from valley.exchange.importer import Imported, import_records
from valley.exchange.known import Known
from valley.exchange.markdown_notes import NOTES
from valley.exchange.records import Document, NoJournal
from valley.exchange.source import Source
from valley.kept import Kept
from valley.model import Entry

MOST_FILES = 100_000  # in a folder: 270 years of daily notes


class Taken(NamedTuple):
    """A file that was read: what it is called, what it holds, and what of it is new."""

    name: str
    document: Document
    imported: Imported


class Intake(NamedTuple):
    """What came of all files.

    Attributes:
        taken: The files that were read, in order.
        aside: Files of folders that hold no entries in a form that is known.
    """

    taken: Sequence[Taken]
    aside: Sequence[str]

    @property
    def entries(self) -> list[Entry]:
        """The entries that are new, in the order of the files."""
        return [entry for one in self.taken for entry in one.imported.entries]

    @property
    def kept(self) -> list[Kept]:
        """What they hold for the tables, comments that stand with their entries among it."""
        return [
            value for one in self.taken for value in (*one.document.kept, *one.imported.comments)
        ]

    @property
    def columns(self) -> Mapping[str, Sequence[str]]:
        """Which columns of the first foreign table hold which field."""
        return next((one.document.columns for one in self.taken if one.document.columns), {})

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """What the person should know of how the files were read, each with its file."""
        return [(one.name, remark) for one in self.taken for remark in one.document.remarks]

    @property
    def read(self) -> int:
        """How many records there are."""
        return sum(one.imported.read for one in self.taken)

    @property
    def skipped(self) -> int:
        """How many of them are there already."""
        return sum(one.imported.skipped for one in self.taken)

    @property
    def problems(self) -> list[tuple[str, int, str]]:
        """Those that cannot be taken in: the file, the line, and why."""
        return [
            (one.name, bad.line, bad.why) for one in self.taken for bad in one.imported.problems
        ]


def take(
    paths: Sequence[Path],
    form: ImportFormat,
    how: Reading,
    *,
    known: Known,
    recogniser: Recogniser,
    now: datetime,
    watch: Callable[[Source], AbstractContextManager[Callable[[int], object]]],
) -> Intake:
    """Read files, and the notes of folders.

    Args:
        paths: The files and folders.
        form: The format they are in; `auto` finds out for each.
        how: How they are read.
        known: The entries there are; those of each file are added to them.
        recogniser: Names the reasons that bring no name.
        now: When this is.
        watch: Shows how far a file is read.

    Raises:
        InvalidInput: One cannot be read; none is imported then.
    """
    taken: list[Taken] = []
    aside: list[str] = []
    for path in paths:
        notes = list(_notes(path)) if path.is_dir() else [path]
        for file in notes:
            try:
                with Source(file, encoding=how.encoding) as source, watch(source) as source.watch:
                    document = detect.read(source, form, how)
                    imported = import_records(
                        document.records, known=known, recogniser=recogniser, now=now, days=how.days
                    )
            except NoJournal:
                if file is path:
                    raise
                aside.append(str(file))
                continue
            known.add(imported.entries)
            taken.append(Taken(source.name, document, imported))
    return Intake(taken, aside)


def _notes(folder: Path) -> Iterator[Path]:
    """Yield the notes in a folder by their names; what programs hide there is none.

    Raises:
        InvalidInput: It has none, or more than there can be, or one leads out of it: a folder from
            elsewhere does not say which other files are read.
    """
    count, inside = 0, folder.resolve()
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if path.suffix.casefold() not in NOTES or name.startswith("."):
                continue
            if files.odd_kind(path):
                continue  # a pipe would wait for ever
            if not path.resolve().is_relative_to(inside):
                raise InvalidInput(
                    f"{path} is a link out of {folder}; import what it leads to by its own name."
                    " Nothing was imported."
                )
            count += 1
            if count > MOST_FILES:
                raise InvalidInput(
                    f"{folder} holds more than {MOST_FILES} notes; import it in parts."
                )
            yield path
    if not count:
        endings = ", ".join(sorted(NOTES))
        raise InvalidInput(
            f"{folder} is a folder without notes in it ({endings}). Nothing was imported."
        )
