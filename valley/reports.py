"""What is reported of a journal as a whole: values that the store gives and the screens show."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple


class Problem(NamedTuple):
    """Something that is wrong: with which file, why, and what helps."""

    file: str
    why: str
    help: str


class Copy(NamedTuple):
    """A copy of a volume.

    Attributes:
        name: How it is asked for: `2026.2026-03-04`.
        volume: The volume.
        day: The day it was made.
        by_hand: Somebody asked for it; else it is a daily one.
        file: Where it is, in the journal's folder.
    """

    name: str
    volume: str
    day: date
    by_hand: bool
    file: str


class Mention(NamedTuple):
    """An entry, a review or a name in a few words: its day, week or old name, and what it says."""

    when: str
    said: str


class Difference(NamedTuple):
    """What restoring a copy would do to its volume.

    Attributes:
        copy: The copy.
        damaged: The volume cannot be read, and would be replaced as a file.
        comes: What would come back.
        changes: What would change, as it is now.
        goes: What would go.
    """

    copy: Copy
    damaged: bool
    comes: list[Mention]
    changes: list[Mention]
    goes: list[Mention]

    @property
    def is_empty(self) -> bool:
        """Whether the volume says what the copy says."""
        return not (self.damaged or self.comes or self.changes or self.goes)


class Change(NamedTuple):
    """A change in the undo log: what it was, in words, when it was made, and its record."""

    what: str
    at: datetime
    record: str


class Undoable(NamedTuple):
    """A change that can be taken back.

    Attributes:
        what: What it was, in words.
        at: When it was made.
        parts: How many rows and files would be taken back.
        changed_since: How many of its rows and files were changed since, by a synchronised folder
            or by hand; those stay as they are.
        record: The name of its record.
    """

    what: str
    at: datetime
    parts: int
    changed_since: int
    record: str


class Merged(NamedTuple):
    """What a merge did.

    Attributes:
        added: How many entries came.
        updated: How many changed or went.
        unchanged: How many stayed as they were.
        sources: How many volumes were taken in.
        conflicts: How many of them were conflict files of this journal.
        without_id: How many of their rows have no id of their own; they cannot be merged.
    """

    added: int
    updated: int
    unchanged: int
    sources: int = 0
    conflicts: int = 0
    without_id: int = 0


class Upkeep(NamedTuple):
    """What is not as it should be in an encrypted journal.

    Attributes:
        clear: Files that lie in clear.
        older: Volumes that are older than what was last written, or are gone.
        uncounted: The count of writes is damaged.
    """

    clear: Sequence[str] = ()
    older: Sequence[str] = ()
    uncounted: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to put right."""
        return bool(self.clear or self.older or self.uncounted)
