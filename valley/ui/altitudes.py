"""How each altitude looks, from the Valley up to a win: its name, its marks, its style."""

from collections.abc import Iterable
from typing import NamedTuple

from valley.model import Altitude, Entry


class Look(NamedTuple):
    """A name, a mark, the same in ASCII, and a style of `valley.ui.ansi`."""

    name: str
    block: str
    ascii: str
    style: str

    def mark(self, *, ascii_only: bool) -> str:
        """Return the mark that a terminal can show."""
        return self.ascii if ascii_only else self.block


LOOKS: dict[Altitude | None, Look] = {
    Altitude.VALLEY: Look("Valley", "▁", "_", "valley"),
    Altitude.SLOPE: Look("slope", "▃", "/", "slope"),
    Altitude.CLIMBING: Look("climbing", "▅", "^", "climbing"),
    Altitude.OUT: Look("out", "█", "*", "out"),
    None: Look("win", "★", "+", "win"),
}
NOTE = Look("plain day", "·", ".", "quiet")


def look_of(entry: Entry) -> Look:
    """Return how an entry looks: a setback by its altitude, a win, or a plain day."""
    return LOOKS[entry.altitude] if entry.is_setback or entry.is_win else NOTE


def look_of_day(entries: Iterable[Entry]) -> Look | None:
    """Return how a day looks: by its lowest setback, else a win, else plain; None where it has none."""
    looks = {look_of(entry) for entry in entries}
    return next((look for look in (*LOOKS.values(), NOTE) if look in looks), None)
