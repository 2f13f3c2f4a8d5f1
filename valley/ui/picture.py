"""A screen as a picture: Rich's own SVG, without the fonts it would fetch from elsewhere."""

import re
from collections.abc import Iterable
from io import StringIO

from valley.ui.style import Renderable, Screen, theme
from valley.ui.style import ShowsAll as _ShowsAll

COLUMNS = 80
FONTS = "ui-monospace, Menlo, Consolas, DejaVu Sans Mono"
_FACE = r"@font-face \{[^}]*\}"
_CELL = 12.2  # how wide Rich draws a column
_LEADING = (
    r'x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="(?P<length>[\d.]+)"(?P<rest>[^>]*)>'
    r"(?P<spaces>(?:&#160;)+)(?!<)"
)


def canvas() -> Screen:
    """Return a screen that nobody sees, to draw a picture on."""
    made = Screen(
        file=StringIO(),
        width=COLUMNS,
        theme=theme(),
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=True,
        color_system="standard",
        record=True,
        _environ={},
    )
    made.push_render_hook(_ShowsAll())
    return made


def svg(parts: Iterable[Renderable], on: Screen, *, title: str) -> str:
    """Return what is drawn on a canvas as a picture that loads nothing."""
    for part in parts:
        on.print(part)
    return alone(on.export_svg(title=title, unique_id="valley"))


def alone(picture: str) -> str:
    """Return a picture of Rich's with the reader's own fonts, and leading spaces stepped over."""
    picture = re.sub(_FACE, "", picture).replace("Fira Code", FONTS)
    picture = re.sub(_LEADING, _step_over, picture)
    return "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"


def _step_over(match: re.Match[str]) -> str:
    """Begin a text behind its leading spaces, which some viewers drop."""
    blank = match["spaces"].count("&#160;") * _CELL
    x, length = float(match["x"]) + blank, float(match["length"]) - blank
    return f'x="{x:g}" y="{match["y"]}" textLength="{length:g}"{match["rest"]}>'
