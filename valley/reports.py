"""What is reported of a journal as a whole: values that the store gives and the screens show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple


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


class Chosen(NamedTuple):
    """A setting, a period away or an earlier pattern of working days, as it travels.

    Attributes:
        id: What it is: `workdays`, `away 2026-03-09 2026-03-13`.
        value: What was chosen, as JSON has it; None where it was taken out again.
        at: When.
    """

    id: str
    value: Any
    at: datetime


class Exchanged(NamedTuple):
    """What came from the copy of another machine, and what is to go there.

    Attributes:
        came: What the entries here went through.
        went: What the entries there go through.
        files: The files that say more than those there, by name, as they are on the disk.
        chosen: The settings of both.
    """

    came: Merged
    went: Merged
    files: dict[str, bytes]
    chosen: list[Chosen]


class Synced(NamedTuple):
    """What a sync did.

    Attributes:
        remote: Where to; None where there is no remote yet.
        came: What the entries here went through.
        went: What the entries there went through.
        sealed: How many files went without the key, which nothing can be counted without; None
            where the key was there.
        waits: Whether something came that waits for the key.
        refused: What bears the name of a file of ours there, and is none.
        ahead: By how much the clock of who was there last is ahead, where that matters.
        settings_damaged: The settings could not be read, so none came or went.
        begin_afresh: How many bytes the history takes, where an empty remote is better.
    """

    remote: str | None
    came: Merged
    went: Merged
    sealed: int | None = None
    waits: bool = False
    refused: tuple[str, ...] = ()
    ahead: timedelta | None = None
    settings_damaged: bool = False
    begin_afresh: int | None = None


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """How a journal stands with its remote, as far as this machine knows.

    Attributes:
        set_up: Whether `valley sync setup` ran here.
        remote: The address of the remote.
        synced_at: When the last sync was through.
        to_send: Files that say something else than what was last seen there.
        to_take: Files there that were fetched and not taken in yet.
        size: How many bytes Git's history takes.
        begin_afresh: Whether that is so much that an empty remote is better.
    """

    set_up: bool = False
    remote: str | None = None
    synced_at: datetime | None = None
    to_send: list[str] = field(default_factory=list)
    to_take: list[str] = field(default_factory=list)
    size: int = 0
    begin_afresh: bool = False
