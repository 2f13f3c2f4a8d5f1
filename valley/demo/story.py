"""The story of the demo, day by day, as it stands in `story.txt`."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

MORE, LATE, FOCUS, AWAY, NOTHING = "+", "<", "!", "~", "-"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the story.

    Attributes:
        mark: What kind of line, "" for an entry of a day of its own.
        happened: Or the focus.
        action: `*` where it stands in the reason.
        ended: How, in letters, as the head of the story explains.
        note: What was noted of that.
        note_excuse: The excuse which that is, of a missed promise.
    """

    mark: str
    happened: str
    reason: str = ""
    excuse: str = ""
    action: str = ""
    ended: str = ""
    note: str = ""
    note_excuse: str = ""

    @property
    def tags(self) -> tuple[str, ...]:
        """What stands behind a # in what happened."""
        return tuple(word for word in self.happened.split() if word.startswith("#"))


def story() -> list[list[Line]]:
    """Return the lines of each working day, in order."""
    days: list[list[Line]] = []
    for line in _lines():
        if line.mark in {MORE, FOCUS}:
            days[-1].append(line)
        else:
            days.append([line])
    return days


def _lines() -> Iterator[Line]:
    text = (files(__package__) / "story.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        mark = line[0] if line[0] in {MORE, LATE, FOCUS, AWAY, NOTHING} else ""
        happened, *rest = (part.strip() for part in line.removeprefix(mark).split("|"))
        *texts, ended = rest if len(rest) == len("|||") + 1 else (*rest[:3], *[""] * 4)[:4]
        reason, excuse, action = texts
        how, _, note = ended.partition(":")
        letters, _, missed_for = how.partition(" x ")
        ending = letters.strip(), note.strip(), missed_for.strip()
        yield Line(mark, happened, reason, excuse, action, *ending)
