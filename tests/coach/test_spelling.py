"""Typing errors are mended for recognition, and nothing else is."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valley.coach.recognise import Heard, Recogniser
from valley.coach.spelling import Spelling
from valley.language import page, table
from valley.model import Theme

TODAY = date(2026, 7, 10)


def knowing(*texts: str) -> Spelling:
    """Return a spelling that has heard some texts."""
    spelling = Spelling()
    for text in texts:
        spelling.learn(text)
    return spelling


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("custoemr went quiet", "customer went quiet"),  # swapped
        ("custommer went quiet", "customer went quiet"),  # doubled
        ("custmer went quiet", "customer went quiet"),  # left out
        ("cusromer went quiet", "customer went quiet"),  # mistaken
        ("custojmer went quiet", "customer went quiet"),  # put in
        ("Still wiating on leagl, again!", "Still waiting on legal, again!"),
        ("the custmer's boss", "the customer's boss"),
        ("folow-up", "follow-up"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    """Signs, spaces and capitals stay where they are."""
    assert Spelling().mend(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Custmer Ltd went quiet",
        "QUOET 17",
        "@custmer #custmer custmer2 2custmer",
        "mail to custmer@example.org or www.custmer.example",
        "he didn't and doesn\u2019t",
        "didnt wasnt theyre",
        "the diner, the barn owner and the liner",
        "zzzzzzz qqqq",
        "dn teh",
        "m\u00fcller \u5ba2\u6237",
    ],
)
def test_what_is_no_slip_stays(text: str) -> None:
    """Names, tags, addresses, numbers, contractions, other right words, and what nobody can tell."""
    assert Spelling().mend(text) == text


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("there legal team is slow", "their legal team is slow"),
        ("they have know budget this year", "they have no budget this year"),
        ("i no he has it", "i know he has it"),
        ("maybe next weak", "maybe next week"),
        ("they by from somebody else", "they buy from somebody else"),
    ],
)
def test_a_word_that_sounds_like_another_is_told_by_its_neighbours(heard: str, said: str) -> None:
    """A phone writes one for the other."""
    assert Spelling().mend(heard) == said
    assert Spelling().mend(said) == said


def test_a_right_word_is_never_changed() -> None:
    """Not one of those that are known, nor of those that are only guarded."""
    words = [word for word in page("words.txt").split() if word not in table("sounds")]
    spelling = Spelling()
    assert [word for word in words if spelling.mend(word) != word] == []


def test_the_reps_own_names_come_first() -> None:
    """A name is known once it was written as one, another word when it was typed twice."""
    named = knowing("Brackly gone quiet")
    assert named.mend("brackyl said no") == "brackly said no"
    assert knowing("the flumox again").mend("flumxo again") == "flumxo again"
    assert knowing("the flumox again", "flumox").mend("flumxo again") == "flumox again"


def test_a_word_of_the_reps_own_is_left_alone() -> None:
    """Though it is one slip away from a word that everybody knows."""
    assert Spelling().mend("legul is slow") == "legal is slow"
    assert knowing("saw Legul today").mend("legul is slow") == "legul is slow"


def test_a_slip_made_twice_does_not_become_a_word() -> None:
    """Of a word that is known."""
    assert knowing("custmer", "custmer").mend("custmer") == "customer"


@given(st.lists(st.text("abcdel @#'-.2", max_size=12), max_size=4), st.text(max_size=80))
def test_mending_twice_changes_nothing(heard: list[str], text: str) -> None:
    """What was mended is right."""
    spelling = knowing(*heard)
    assert spelling.mend(spelling.mend(text)) == spelling.mend(text)


def test_a_reason_is_recognised_through_slips() -> None:
    """By the catalogue, and by the words this rep used before."""
    heard = Heard("Brackly was grumbling", "grumbles", Theme.CUSTOMER, TODAY, picked=True)
    recogniser = Recogniser([heard], today=TODAY)
    for text, typed in (
        ("they have no budget this year", "they have no bugdet this yaer"),
        ("still waiting on our legal", "stil wiating on our leggal"),
        ("brackly grumbling", "brakcly grumbling"),
    ):
        guess = recogniser.read(text).guesses[0]
        assert recogniser.read(typed).guesses[0] == guess


@pytest.mark.parametrize("piece", ["a", "custmer ", "qwrtz", "qwrtz xcvbn ", "@", "'s "])
def test_a_long_text_does_not_take_long(piece: str) -> None:
    """No word is too long, and no text holds too many."""
    text = piece * (100_000 // len(piece))
    started = time.perf_counter()
    knowing(text).mend(text)
    assert time.perf_counter() - started < 1
