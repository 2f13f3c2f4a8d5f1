"""The catalogue is well formed, and the built files belong to it."""

import json
import re

import pytest

from tests.fit.tables import build, pages
from valley.coach.catalogue import catalogue, slug, title
from valley.errors import InvalidInput
from valley.language import table
from valley.model import Theme

_WORD = re.compile(r"\^|\.\.|&|\d:\d|[@=]?[^\W_]+\*?(?:/[@=]?[^\W_]+\*?)*")


def test_it_covers_selling_life() -> None:
    """80 to 160 excuses, some for every theme, each with words of its own."""
    excuses = catalogue().excuses
    assert 80 <= len(excuses) <= 160
    assert {excuse.theme for excuse in excuses.values()} == set(Theme)
    assert len({excuse.title for excuse in excuses.values()}) == len(excuses)
    assert len({excuse.meaning for excuse in excuses.values()}) == len(excuses)


def test_slugs_are_slugs_and_own_ones_say_so() -> None:
    """A slug is what `slug` makes; those of theme self, and only those, begin with own-."""
    for name, excuse in catalogue().excuses.items():
        assert slug(name) == name
        assert name.startswith("own-") == (excuse.theme is Theme.SELF)


def test_every_excuse_has_examples_and_cues() -> None:
    """Nothing in the catalogue is a name alone, and no page repeats another's excuse."""
    seen: list[str] = []
    for page in pages().values():
        for name, entry in page["excuses"].items():
            assert entry["said"], name
            assert entry["cues"], name
            seen.append(name)
    assert len(seen) == len(set(seen))


def test_cues_are_in_the_language_of_cues() -> None:
    """Words, alternatives, openings, classes that exist, gaps between words."""
    classes = table("classes")["classes"]
    numbers = {"num", "money", "hour", "pct", "name"}
    actions = table("actions")
    groups = [(classes, page["cues"]) for page in pages().values()]
    groups += [(classes, e["cues"]) for p in pages().values() for e in p["excuses"].values()]
    groups += [(classes | actions["classes"], cues) for cues in actions["cues"].values()]
    for known, cues in groups:
        for line in (line for lines in cues.values() for line in lines):
            for word in line.replace(";", "").split():
                assert _WORD.fullmatch(word), (word, line)
                for name in re.findall(r"@(\w+)", word):
                    assert name in known or name in numbers, line


def test_built_files_are_up_to_date() -> None:
    """`python -m tests.fit.tables` was run after the last change."""
    for name, parts in build().items():
        assert table(name.removesuffix(".json")) == json.loads(json.dumps(parts)), name


@pytest.mark.parametrize(
    ("name", "shown"),
    [("price-too-high", "Price too high"), ("flux-drift", "Flux drift"), ("", "")],
)
def test_a_slug_has_a_title(name: str, shown: str) -> None:
    """The catalogue's, else one made of the slug."""
    assert title(name) == shown


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Warp drive!", "warp-drive"),
        ("  Can't  reach Zoë ", "cant-reach-zoë"),
        ("金鱼楼 again", "金鱼楼-again"),
        ("Cafe\u0301", "café"),
        ("STRASSE/Straße", "strasse-strasse"),
        ("a--b__c", "a-b-c"),
    ],
)
def test_a_name_becomes_a_slug(name: str, made: str) -> None:
    """Letters of all scripts stay; everything else divides."""
    assert slug(name) == made


@pytest.mark.parametrize("name", ["", " ", "?!", "—"])
def test_a_name_without_letters_is_refused(name: str) -> None:
    """An excuse cannot be called nothing."""
    with pytest.raises(InvalidInput):
        slug(name)
