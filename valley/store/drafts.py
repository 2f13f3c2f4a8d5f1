"""What was answered so far in a sitting that is not finished, kept answer by answer.

A draft is checked where it is read, by the kind of its sitting. One that is damaged holds nobody
up: it is passed over, never written over, and named.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from itertools import chain, count
from pathlib import PurePath
from typing import Any

from valley.counts import are_said
from valley.errors import MAKES_NO_SENSE, DamagedJournal
from valley.model import Debriefed, EntryKind, PlanUse, Source
from valley.store.folder import Folder

FOLDER = "drafts"

Check = Callable[[Any], bool]


class Draft:
    """The answers of an unfinished sitting.

    Args:
        folder: The journal's folder.
        name: Which sitting: `checkin`, `review`; `checkin-20260304-183000` is one beside another.

    Attributes:
        damage: Why what an earlier sitting left cannot be gone on with; None where it can.
    """

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder = folder
        self._kind = name.partition("-")[0]
        self.file = f"{FOLDER}/{name}.json"
        self.day: date | None = None
        self.answers: dict[str, Any] = {}
        self.damage: DamagedJournal | None = None

    @property
    def place(self) -> str:
        """Where the draft stands, for a message."""
        return str(self._folder.path(self.file))

    def load(self) -> bool:
        """Read what an earlier sitting left; return whether there is anything to go on with.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
            DamagedJournal: The journal as a whole cannot be opened.
        """
        self._folder.layer.key()  # what keeps the journal shut is no fault of the draft
        try:
            self.day, self.answers = _checked(self._kind, json.loads(self._folder.read(self.file)))
        except FileNotFoundError:
            return False
        except DamagedJournal as error:
            self.damage = error
        except MAKES_NO_SENSE as error:
            why = error if type(error) is ValueError else "it makes no sense"
            told = f"{self.place} is damaged ({why}), so it was passed over; see: valley doctor"
            self.damage = DamagedJournal(told)
        return bool(self.answers)

    def save(self, day: date, **answers: Any) -> None:
        """Add answers to the draft, on the disk before it returns; a damaged one is kept aside.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        if self.damage:
            self._folder.set_aside(self.file)
            self.damage = None
        self.day = day
        self.answers.update(answers)
        whole = {"day": day.isoformat(), "answers": self.answers}
        self._folder.write(self.file, json.dumps(whole, ensure_ascii=False, indent=1).encode())

    def discard(self) -> None:
        """Forget the draft; what could not be read of it stays."""
        self.answers = {}
        if self.damage is None:
            self._folder.remove(self.file)


def loaded(folder: Folder, kind: str = "") -> list[Draft]:
    """Read the drafts of a kind of sitting, or all of them, by name.

    Raises:
        WrongPassphrase: There is no passphrase, or it does not open the journal.
    """
    names = sorted(PurePath(file).stem for file in folder.there(FOLDER, f"{kind}*.json"))
    drafts = [Draft(folder, name) for name in names]
    for draft in drafts:
        draft.load()
    return drafts


def spare(folder: Folder, kind: str, now: datetime) -> Draft:
    """Return a draft for a new sitting, of a name under which no other one is kept."""
    beside = f"{kind}-{now:%Y%m%d-%H%M%S}"
    names = chain((kind, beside), (f"{beside}-{number}" for number in count(2)))
    drafts = (Draft(folder, name) for name in names)
    return next(draft for draft in drafts if not (draft.load() or draft.damage))


def _checked(kind: str, whole: Any) -> tuple[date, dict[str, Any]]:
    """Return the day and the answers of a draft.

    Raises:
        ValueError: They are none, and the message says which; so other errors of what is missing.
    """
    answers = dict(whole["answers"])
    checks = _KINDS.get(kind, {})
    for name, value in answers.items():
        if not checks.get(name, _is_week if kind == "review" else _is_anything)(value):
            raise ValueError(f"its answer to {name!r} is none")
    return date.fromisoformat(whole["day"]), answers


def _is_anything(value: Any) -> bool:
    """Take what a newer valley may have answered; nobody here goes on with it."""
    del value
    return True


def _is_text(value: Any) -> bool:
    try:
        return isinstance(value, str) and value.encode() is not None
    except UnicodeEncodeError:
        return False


def _is_name(value: Any) -> bool:
    """Return whether a value is a name, or says that there is to be none."""
    return value == "" or (_is_text(value) and any(map(str.isalnum, value)))


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_day(value: Any) -> bool:
    """Return whether a value is a day in ISO form."""
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_week(value: Any) -> bool:
    """Return whether this is what was answered at the review of a week."""
    if not isinstance(value, dict):
        return False
    answers = value.get("answers", {})
    return (
        isinstance(answers, dict)
        and all(map(_is_text, (*answers, *answers.values())))
        and _is_text(value.get("focus", ""))
        and _is_flag(value.get("seen", False))
    )


# The sittings, and how each answer of theirs is checked; those of a review go by the week.
_KINDS: Mapping[str, Mapping[str, Check]] = {
    "checkin": {
        **dict.fromkeys(("happened", "reason", "mine", "action", "debrief"), _is_text),
        **dict.fromkeys(("own", "volunteered", "plan"), _is_flag),
        "excuse": _is_name,
        "plan_use": lambda value: value in list(PlanUse),
        "heard": lambda value: value in list(Source),
        "debriefed": lambda value: value in list(Debriefed),
        "kind": lambda value: value in list(EntryKind),
        "due": is_day,
        "tags": _are_texts,
        "numbers": are_said,
    },
    "edit": {"text": _is_text},
}
