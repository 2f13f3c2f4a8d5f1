"""Daily copies of the volumes: made before the first change of a day, the last fourteen kept."""

from datetime import date

from valley.store import volume
from valley.store.folder import Folder

FOLDER = "backups"
KEEP = 14


def keep_daily(folder: Folder, name: str, today: date) -> None:
    """Copy a volume before the first change of the day, and let the oldest copy go.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    copy = f"{FOLDER}/{name}.{today.isoformat()}.json"
    if folder.exists(copy) or not folder.exists(volume.file_of(name)):
        return
    folder.write(copy, folder.read(volume.file_of(name)))
    copies = folder.names(FOLDER, f"{name}.????-??-??.json")
    for old in copies[:-KEEP]:
        folder.remove(old)
