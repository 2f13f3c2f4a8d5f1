"""Which names a file of the journal can have, and whether the way to it leads out of the folder.

A record of a change, the plan of a swap and a count of writes name files, and may come out of a
synchronised folder. Such a name is used only where `leads_astray` finds nothing against it.
"""

import os
from pathlib import Path

from valley.store import volume

ARCHIVE = "archive"
FOLDERS = (volume.FOLDER, "backups", "backups/by-hand", "drafts", "history", ARCHIVE, "cache")
BESIDE = ("key.json", "generations.json")  # in none of the folders

_FOREIGN = set("\\:\0") if os.name == "nt" else set("\0")  # what leads elsewhere, or nowhere


def is_own(name: str) -> bool:
    """Return whether valley keeps files of such a name: one step below a folder of its own."""
    folder, _, file = name.rpartition("/")
    try:
        os.fsencode(name)
    except ValueError:
        return False  # no file can be called so
    return name in BESIDE or (
        folder in FOLDERS and bool(file) and file[0] != "." and not set(file) & _FOREIGN
    )


def is_inside(root: Path, name: str) -> bool:
    """Return whether what goes by that name lies in the folder, all links followed."""
    real = os.path.realpath(root)
    return Path(os.path.realpath(Path(real, name))).is_relative_to(real)


def leads_astray(root: Path, name: str) -> str:
    """Return why a name that was read from a file must not be used; nothing where it may.

    A volume may be a link, which leads wherever its owner likes; no other one leads outside.
    """
    if not is_own(name):
        return f"{name!r} is no file of valley's"
    followed = name.rpartition("/")[0] if volume.name_of(name) else name
    if not is_inside(root, followed):
        return f"{name!r} is a link that leads out of the journal's folder"
    return ""
