"""Closed replies are understood in the words people use, in whole texts, and nothing else is."""

import pytest

from valley.coach.catalogue import catalogue
from valley.coach.replies import means, number

KINDS = ("yes", "no", "own", "unnamed")
SAID = {
    "yes": "Y|yes!|yeah|ok|Thats right|YES PLEASE",
    "no": "n|Nope|not that one|something else",
    "own": "o|O.|i own this|i onw this|mine|That’s mine|my fault|Thats on me|my own mistkae",
    "unnamed": "None of these|noone of these|not sure|nto sure|skip|skpi|dunno|dunnno|no iddea|later"
    "|I don’t know|dont know|n/a|Idk",
}
OTHERS = (
    "late|line|No budget|no idea who decides|mine is late|skipped lunch|ok they left|?|.||--|o o"
)


@pytest.mark.parametrize(
    ("said", "kind"), [(said, kind) for kind, some in SAID.items() for said in some.split("|")]
)
def test_a_reply_is_one_of_a_kind(said: str, kind: str) -> None:
    """In any case, with a mark at its end, and a slip in it."""
    assert [one for one in KINDS if means(said, one)] == [kind]


@pytest.mark.parametrize("said", OTHERS.split("|"))
def test_what_holds_a_reply_is_none(said: str) -> None:
    """Nor is a word that is near one."""
    assert not any(means(said, kind) for kind in KINDS)
    assert number(said) is None


def test_no_excuse_of_the_catalogue_is_taken_for_a_reply() -> None:
    """By its title nor by its slug, so that each can be said."""
    names = [name for one in catalogue().excuses.values() for name in (one.title, one.slug)]
    assert not [name for name in names if number(name) or any(means(name, kind) for kind in KINDS)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("2", 2), ("2.", 2), ("#2", 2), ("17", 17), ("two", 2), ("2nd", 2), ("the secnd one", 2)]
    + [("First", 1), ("option 3", 3), ("two of them left", None), ("no one", None), ("2pm", None)],
)
def test_a_number_is_picked_in_digits_and_words(said: str, meant: int | None) -> None:
    """Of a number in a sentence nothing is picked."""
    assert number(said) == meant
