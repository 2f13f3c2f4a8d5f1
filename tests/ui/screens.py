"""Screens of any kind, for pictures."""

from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.style import Style
from rich.theme import Theme

from valley.ui.style import Screen, theme

if TYPE_CHECKING:
    from rich.console import RenderableType

# Colours of a test, so that a picture shows which style is where, whatever its colour is today.
PALETTE = {
    "quiet": "dim",
    "title": "bold",
    "day": "bold",
    "win": "bright_green",
    "action": "magenta",
    "valley": "blue",
    "slope": "yellow",
    "climbing": "cyan",
    "out": "green",
}
KINDS: dict[str, dict[str, Any]] = {
    "80": {"width": 80},
    "40": {"width": 40},
    "80-colour": {"width": 80, "colour": True},
    "40-colour": {"width": 40, "colour": True},
    "80-ascii": {"width": 80, "ascii_only": True},
    "80-plain": {"width": 80, "plain": True},
    "40-plain": {"width": 40, "plain": True},
}

WIDE: dict[str, dict[str, Any]] = {
    "120": {"width": 120},
    "160": {"width": 160},
    "120-colour": {"width": 120, "colour": True},
    "160-colour": {"width": 160, "colour": True},
    "40-ascii": {"width": 40, "ascii_only": True},
    "120-ascii": {"width": 120, "ascii_only": True},
    "160-plain": {"width": 160, "plain": True},
}


def screen(
    width: int = 80, *, colour: bool = False, plain: bool = False, ascii_only: bool = False
) -> Screen:
    """Make a screen that keeps what is drawn on it."""
    made = Screen(
        file=StringIO(),
        width=width,
        theme=Theme(theme().styles | {n: Style.parse(s) for n, s in PALETTE.items()}),
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        _environ={},
    )
    made.plain = plain
    made.ascii_only = ascii_only
    return made


def drawn(parts: "Iterable[RenderableType]", on: Screen) -> str:
    """Draw on a screen, and return what stands there."""
    for part in parts:
        on.print(part)
    assert isinstance(on.file, StringIO)
    return on.file.getvalue()
