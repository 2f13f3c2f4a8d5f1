"""The merge of a volume for Git, where somebody pulls by hand."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from valley import files
from valley.errors import DamagedJournal
from valley.journal import Journal


def merge(now: datetime, unlock: Callable[..., Any], name: str, ours: Path, theirs: Path) -> None:
    """Put both versions of a volume, joined, in the place of ours; where that fails, ours stays.

    Git calls this in the top of the folder, with two temporary files there.

    Args:
        now: The moment.
        unlock: Gets the key of an encrypted journal.
        name: The volume's file in the folder.
        ours: The version here.
        theirs: The version that comes.

    Raises:
        InvalidInput: That is no volume.
        DamagedJournal: A version is damaged.
        WrongPassphrase: There is no passphrase, or it does not open the journal.
        CannotWrite: The disk is full.
    """
    journal = Journal(Path.cwd(), now, unlock)
    try:
        copies = [files.read(version) for version in (ours, theirs)]
    except OSError as error:
        raise DamagedJournal(f"{name} cannot be merged: {files.why(error)}.") from error
    files.write_whole(ours, journal.join_volumes(name, copies))
