"""What was answered so far in a sitting that is not finished, kept answer by answer."""

import json
from datetime import date, datetime
from itertools import chain, count
from pathlib import PurePath
from typing import Any

from valley.errors import DamagedJournal
from valley.store import seal
from valley.store.folder import Folder

FOLDER = "drafts"


class Draft:
    """The answers of an unfinished sitting.

    Args:
        folder: The journal's folder.
        name: Which sitting: `checkin`, `review`; `checkin-20260304-183000` is one beside another.
    """

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder = folder
        self._file = f"{FOLDER}/{name}.json"
        self.day: date | None = None
        self.answers: dict[str, Any] = {}

    @property
    def place(self) -> str:
        """Where the draft stands, for a message."""
        return str(self._folder.path(self._file))

    def load(self) -> bool:
        """Read what an earlier sitting left; tell whether there is anything to go on with.

        Raises:
            DamagedJournal: It cannot be read, or lies in clear in an encrypted journal.
        """
        try:
            whole = json.loads(self._folder.read(self._file))
            self.day = date.fromisoformat(whole["day"])
            self.answers = dict(whole["answers"])
        except (FileNotFoundError, ValueError, TypeError, KeyError, RecursionError):
            return False
        except DamagedJournal:
            if self._folder.exists(self._file) and seal.is_sealed(self._folder.raw(self._file)):
                return False  # a broken seal, which nobody can open any more
            raise
        return bool(self.answers)

    def save(self, day: date, **answers: Any) -> None:
        """Add answers to the draft, on the disk before it returns.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        self.day = day
        self.answers.update(answers)
        whole = {"day": day.isoformat(), "answers": self.answers}
        self._folder.write(self._file, json.dumps(whole, ensure_ascii=False, indent=1).encode())

    def discard(self) -> None:
        """Forget the draft."""
        self.answers = {}
        self._folder.remove(self._file)


def unfinished(folder: Folder, kind: str) -> list[Draft]:
    """List the drafts of a kind of sitting that can be gone on with, loaded, by name.

    Raises:
        DamagedJournal: One lies in clear in an encrypted journal.
    """
    names = sorted(PurePath(file).stem for file in folder.there(FOLDER, f"{kind}*.json"))
    drafts = [Draft(folder, name) for name in names]
    return [draft for draft in drafts if draft.load()]


def spare(folder: Folder, kind: str, now: datetime) -> Draft:
    """Return a draft for a new sitting, of a name under which no other one is kept."""
    beside = f"{kind}-{now:%Y%m%d-%H%M%S}"
    names = chain((kind, beside), (f"{beside}-{number}" for number in count(2)))
    return next(draft for name in names if not (draft := Draft(folder, name)).load())
