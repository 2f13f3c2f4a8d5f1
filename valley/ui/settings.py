"""The settings on the screen."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from valley.settings import Setting, Settings, as_text
from valley.ui import style
from valley.ui.text import visible

if TYPE_CHECKING:
    from rich.console import RenderableType


def setting_list(now: Settings, table: Sequence[Setting]) -> Iterator["RenderableType"]:
    """List the settings: name, value, what each is for."""
    for one in table:
        value = as_text(now.values[one.name]) or "(none)"
        chosen = "" if one.name in now.chosen else "  (default)"
        yield Text.assemble((one.name, "title"), visible(f" = {value}"), (chosen, "quiet"))
        yield style.words(one.sentence, "quiet", indent=2)
