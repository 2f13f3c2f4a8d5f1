"""Copies of the volumes: made before the first change of a day, the last fourteen kept, or by hand.

`backups/2026.2026-03-04.json` is a daily copy; `backups/by-hand/2026.2026-03-04-183000.json` was
asked for, and stays until somebody removes it.
"""

import re
from datetime import date, datetime

from valley.errors import DamagedJournal
from valley.reports import Copy
from valley.store import volume
from valley.store.folder import Folder

FOLDER = "backups"
BY_HAND = "backups/by-hand"
KEEP = 14
_NAME = re.compile(r"(?P<volume>\d{4}|excuses)\.(?P<day>\d{4}-\d\d-\d\d)(?P<time>-\d{6}(\.\d+)?)?")


def keep_daily(folder: Folder, name: str, today: date) -> None:
    """Copy a volume before the first change of the day, and let the oldest copy go.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    copy = f"{FOLDER}/{name}.{today.isoformat()}.json"
    if folder.exists(copy) or not folder.exists(volume.file_of(name)):
        return
    folder.write(copy, folder.read(volume.file_of(name)))
    kept = folder.names(FOLDER, f"{name}.????-??-??.json")
    for old in kept[: max(0, len(kept) - KEEP)]:
        if old != copy:
            folder.remove(old)


def keep_by_hand(folder: Folder, name: str, now: datetime) -> str:
    """Copy a volume because somebody asked for it; return the name of the copy.

    Raises:
        DamagedJournal: The volume is damaged; a copy of it would be no help.
        CannotWrite: The disk is full, or the folder is closed.
    """
    data = folder.read(volume.file_of(name))
    volume.parse(data, name, folder.path(volume.file_of(name)))
    stamp, number = f"{now:%Y-%m-%d-%H%M%S}", 1
    copy = f"{name}.{stamp}"
    while folder.exists(f"{BY_HAND}/{copy}.json"):
        if folder.read(f"{BY_HAND}/{copy}.json") == data:
            return copy
        number += 1
        copy = f"{name}.{stamp}.{number}"
    folder.write(f"{BY_HAND}/{copy}.json", data)
    return copy


def copies(folder: Folder) -> list[Copy]:
    """List the copies there are, the newest first; of a day those made by hand, which are later."""
    found = []
    for place in (FOLDER, BY_HAND):
        for file in folder.names(place, "*.json"):
            name = file.removeprefix(f"{place}/").removesuffix(".json")
            parts = _NAME.fullmatch(name)
            if parts and bool(parts["time"]) == (place == BY_HAND):
                try:
                    day = date.fromisoformat(parts["day"])
                except ValueError:
                    continue
                found.append(Copy(name, parts["volume"], day, place == BY_HAND, file))
    return sorted(found, key=_age, reverse=True)


def read(folder: Folder, copy: Copy) -> volume.Tables:
    """Read a copy.

    Raises:
        DamagedJournal: It is damaged itself.
    """
    where = folder.path(copy.file)
    try:
        return volume.read(folder.read(copy.file), copy.volume)[1]
    except (volume.NoVolume, FileNotFoundError) as error:
        raise DamagedJournal(
            f"{where} is damaged ({error}) and cannot be restored;"
            " see the other copies: valley backup list"
        ) from error


def _age(copy: Copy) -> tuple[date, bool, int, str]:
    """Order copies by age; a daily one is of the morning."""
    parts = copy.name.split(".")
    time = int(parts[1][11:] or 0)
    number = int(parts[2]) if len(parts) > 2 else 1  # noqa: PLR2004  # the second of one moment
    return copy.day, copy.by_hand, time * 1000 + number, copy.volume
