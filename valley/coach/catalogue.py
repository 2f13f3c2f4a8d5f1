"""The catalogue: the excuses of selling life, and the cues that speak for each."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files

from valley.coach.cues import Cue, CueIndex
from valley.errors import InvalidInput
from valley.model import Theme


@dataclass(frozen=True, slots=True)
class Excuse:
    """An excuse that a coach would recognise.

    Attributes:
        slug: What it is filed under.
        title: How it is shown.
        theme: Who or what it holds responsible.
        meaning: What it says, in one line.
        cues: Weight to lines of cues, divided by semicolons; see `valley.coach.cues`.
    """

    slug: str
    title: str
    theme: Theme
    meaning: str
    cues: Mapping[str, list[str]] = field(repr=False, compare=False)


class Catalogue:
    """All excuses by slug; their cues are filed when a text is first read."""

    def __init__(self, themes: list[dict[str, object]], classes: dict[str, object]) -> None:
        """Take the parsed data files."""
        self.excuses: dict[str, Excuse] = {}
        self.theme_cues: dict[Theme, Mapping[str, list[str]]] = {}
        for page in themes:
            theme = Theme(page["theme"])
            self.theme_cues[theme] = page["cues"]  # type: ignore[assignment]
            for name, entry in page["excuses"].items():  # type: ignore[attr-defined]
                self.excuses[name] = Excuse(
                    name, entry["title"], theme, entry["meaning"], entry["cues"]
                )
        self._classes = classes
        self.slugs = tuple(self.excuses)
        self.themes = tuple(self.theme_cues)

    @cached_property
    def index(self) -> CueIndex:
        """File the cues; an excuse owns by its place in `slugs`, a theme after all excuses."""
        classes: dict[str, str] = self._classes["classes"]  # type: ignore[assignment]
        common = str(self._classes["common"])
        index = CueIndex({name: m.split() for name, m in classes.items()}, common.split())
        owners = [excuse.cues for excuse in self.excuses.values()]
        owners += self.theme_cues.values()
        for owner, cues in enumerate(owners):
            for weight, lines in cues.items():
                for line in lines:
                    for text in line.split("; "):
                        index.add(Cue(owner, float(weight), text))
        return index


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Read the data files of the package, once."""
    folder = files("valley.coach") / "data"
    pages = [json.loads((folder / f"{theme}.json").read_text("utf-8")) for theme in Theme]
    return Catalogue(pages, json.loads((folder / "classes.json").read_text("utf-8")))


def title(name: str) -> str:
    """Say how an excuse is shown: its title in the catalogue, else one made from the slug."""
    known = catalogue().excuses.get(name)
    if known is not None:
        return known.title
    words = name.replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def slug(name: str) -> str:
    """Make a slug of a name that a rep typed: 'Warp drive!' is 'warp-drive'.

    Raises:
        InvalidInput: There is no letter and no digit in it.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    plain = re.sub(r"['’]", "", plain)
    # Letters of all scripts stay; combining marks belong to their letter.
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in plain)
    made = re.sub(r"-+", "-", kept).strip("-")
    if not any(c.isalnum() for c in made):
        raise InvalidInput(f"An excuse needs a name with a letter or a digit in it, not {name!r}.")
    return made
