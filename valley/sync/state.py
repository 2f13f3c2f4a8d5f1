"""What this machine remembers of its last sync, in `.git/valley.json`: never sent, and no loss."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from valley import files
from valley.errors import MAKES_NO_SENSE

FILE = "valley.json"


@dataclass
class State:
    """What is remembered.

    Attributes:
        settings: What the settings said after the last sync, by the id under which each travels.
        key: A digest of the key file that was last sent or found.
        synced_at: When the last sync was through.
        began_at: When the last one began.
    """

    settings: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    synced_at: str = ""
    began_at: str = ""

    @property
    def moment(self) -> datetime | None:
        """When the last sync was through."""
        try:
            return datetime.fromisoformat(self.synced_at)
        except ValueError:
            return None

    def save(self, place: Path) -> None:
        """Write it down.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        files.write_whole(place / FILE, json.dumps(asdict(self), indent=1).encode())


def load(place: Path) -> State:
    """Return what is remembered; where that cannot be read, nothing is."""
    try:
        state = State(**json.loads(files.read(place / FILE, files.SMALL)))
    except (OSError, *MAKES_NO_SENSE):
        return State()
    sound = isinstance(state.settings, dict) and all(
        isinstance(text, str) for text in (state.key, state.synced_at, state.began_at)
    )
    return state if sound else State()
