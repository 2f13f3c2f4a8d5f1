"""Closed replies are understood in the words people use, in whole texts, and nothing else is."""

import pytest

from valley.coach.catalogue import catalogue
from valley.coach.replies import number, understand

KEYS = {"o": "own"}
KINDS = ("yes", "no", "own", "skip")
SAID = {
    "yes": "Yes|yes!|yeah|ok|Thats right|YES PLEASE",
    "no": "No|Nope|not that one",
    "own": "o|O.|i own this|mine|That’s mine|my fault|Thats on me",
    "skip": "None of these|not sure|skip|dunno|no idea|later|I don’t know|dont know|n/a|Idk",
}
OTHERS = (
    *("late", "line", "No budget", "no idea who decides", "mine is late", "skipped lunch"),
    *("ok they left", ".", "", "--", "o o", "x"),
)


@pytest.mark.parametrize(
    ("said", "kind"), [(said, kind) for kind, some in SAID.items() for said in some.split("|")]
)
def test_a_reply_is_one_of_a_kind(said: str, kind: str) -> None:
    """In any case, and with a mark at its end."""
    assert understand(said, KEYS, KINDS).meant == kind


@pytest.mark.parametrize("said", OTHERS)
def test_what_holds_a_reply_is_none(said: str) -> None:
    """Nor is a word that is near one."""
    assert understand(said, KEYS, KINDS).meant is None
    assert number(said) is None


def test_no_excuse_of_the_catalogue_is_taken_for_a_reply() -> None:
    """By its title nor by its slug, so that each can be said."""
    names = [name for one in catalogue().excuses.values() for name in (one.title, one.slug)]
    assert not [one for one in names if number(one) or understand(one, KEYS, KINDS).meant]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *(("2", 2), ("2.", 2), ("#2", 2), ("17", 17), ("two", 2), ("2nd", 2)),
        *(("the second one", 2), ("First", 1), ("option 3", 3)),
        *(("two of them left", None), ("no one", None), ("2pm", None)),
    ],
)
def test_a_number_is_picked_in_digits_and_words(said: str, meant: int | None) -> None:
    """Of a number in a sentence nothing is picked."""
    assert number(said) == meant
