"""The catalogue: the excuses of selling life by name; what speaks for each is in `concepts`."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from valley.errors import InvalidInput
from valley.language import table
from valley.model import Theme


class Excuse(NamedTuple):
    """An excuse that a coach would recognise.

    Attributes:
        slug: What it is filed under.
        title: How it is shown.
        theme: Who or what it holds responsible.
        meaning: What it says, in one line.
    """

    slug: str
    title: str
    theme: Theme
    meaning: str


class Catalogue:
    """All excuses by slug, and their numbers in what was built of them."""

    def __init__(self) -> None:
        """Read the names of the excuses."""
        self.excuses: dict[str, Excuse] = {
            name: Excuse(name, entry["title"], Theme(entry["theme"]), entry["meaning"])
            for name, entry in table("excuses.built").items()
        }
        self.slugs = tuple(self.excuses)
        self.numbers = {name: number for number, name in enumerate(self.slugs)}
        self.themes = tuple(Theme)
        self.theme_numbers = tuple(
            self.themes.index(excuse.theme) for excuse in self.excuses.values()
        )


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Read the catalogue, once."""
    return Catalogue()


def title(name: str) -> str:
    """Return how an excuse is shown: its title in the catalogue, else one made from the slug."""
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
    plain = re.sub(r"['\u2019]", "", plain)
    # Letters of all scripts stay; combining marks belong to their letter.
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in plain)
    made = re.sub(r"-+", "-", kept).strip("-")
    if not any(c.isalnum() for c in made):
        raise InvalidInput(f"An excuse needs a name with a letter or a digit in it, not {name!r}.")
    return made


def named(name: str) -> str:
    """Return the slug of the excuse a rep means, who sees titles: 'gone quiet' is prospect-ghosted.

    Raises:
        InvalidInput: There is no letter and no digit in it.
    """
    made = slug(name)
    return made if made in catalogue().excuses else _by_title().get(made, made)


@lru_cache(maxsize=1)
def _by_title() -> dict[str, str]:
    return {slug(excuse.title): name for name, excuse in catalogue().excuses.items()}
