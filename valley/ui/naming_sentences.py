"""Every sentence valley says where a reason gets its name, so that it can be read as prose."""

from collections.abc import Sequence
from datetime import date

from valley import dates
from valley.model import Entry, short
from valley.ui.sentences import EXCUSE, listed, things

CONFIRM_HINT = "Enter: yes, u: unnamed, s: skip, q: stop, or the number or name of another"
NAME_HINT = "Enter: skip, q: stop, or the number or name of one"
MADE_UP_HINT = "k: keep it, u: unnamed, Enter: skip, q: stop, or the number or name of one"
EXCUSE_HELP = (
    "The name goes with this reason: valley counts by it, and says when it comes back. The same words"
    " get the same name from then on."
)
WHICH_NAME = "Which one? Give its number, or a name in a few words; u: leave it unnamed."
A_SENTENCE = "That is long for a name: a few words will do. Say it again if it is one."
A_STEP = "A step comes next; this asks for a name. Say it again if it is one."
OWNED = "  You own this."
UNNAMED = "  Left unnamed."


def guess_hint(count: int, *, sure: bool, own: bool = True) -> str:
    own_key = "o, " if own else ""
    if not sure:
        return f"{_up_to(count)}{own_key}or a name of your own; Enter: leave it unnamed"
    others = {1: "", 2: "2, "}.get(count, f"2 to {count}, ")
    return f"Enter: 1; {others}{own_key}or a name of your own; u: leave it unnamed"


def _up_to(count: int) -> str:
    return f"1 to {count}, " if count > 1 else "1, " if count else ""


def no_such_number(which: int, count: int) -> str:
    there = f"There is {_up_to(count)}not {which}." if count else "No number is listed."
    return f"{there} Give a name, or press Enter."


def new_name(name: str) -> str:
    return f"“{name}” is a new name. Is it meant as one?"


def near_lines(titles: Sequence[str]) -> list[str]:
    lines = [f"  {number}  {one}" for number, one in enumerate(titles, 1)]
    return ["Or one you know:", *lines] if lines else []


def new_name_hint(count: int) -> str:
    known = f"1 to {count}: one of these, " if count > 1 else "1: that one, " if count else ""
    return f"y: yes, {known}Enter: back to the question"


def new_near(name: str, near: Sequence[str]) -> str:
    return f"New name “{name}”; near {' and '.join(f'“{one}”' for one in near)}."


def confirm_guess(entry: Entry, excuse_title: str, today: date, *, made_up: bool = False) -> str:
    day = dates.show(entry.day, today=today)
    asked = f"Is that “{excuse_title}”?" if excuse_title else EXCUSE
    if made_up:
        asked = f"valley made up “{excuse_title}” for it. Keep it, name it, or leave it unnamed?"
    return f"{day}: “{short(entry.reason or '')}”. {asked}"


def name_them(count: int) -> str:
    waits = things(count, "reason has", "reasons have")
    return f"{waits} no name of yours yet. Go through them now?"


def gone_through(named: int, unnamed: int, left: int) -> str:
    parts = listed(((named, "named"), (unnamed, "left unnamed"), (left, "still to name")))
    return f"{parts}."
