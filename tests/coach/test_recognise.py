"""Reasons are recognised: by the catalogue, and by what the rep picked before."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coach.patterns import finishes
from valley.coach import words
from valley.coach.concepts import fitted
from valley.coach.features import BEGINS, deeds
from valley.coach.recognise import Guess, Heard, Reading, Recogniser, calibrated, signs
from valley.model import Theme

TODAY = date(2026, 7, 10)


def read(reason: str, *heard: Heard) -> Reading:
    """Read a reason, knowing what was heard."""
    return Recogniser(heard, today=TODAY).read(reason)


def picked(reason: str, excuse: str, theme: Theme | None = None) -> Heard:
    """Make an earlier reason that the rep named."""
    return Heard(reason, excuse, theme, date(2026, 7, 1), picked=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("price isn't the problem, they just have no budget till April", "no-budget"),
            ("they have the money, they just won't pay our price", "price-too-high"),
        ),
        (
            ("our own legal team is sitting on the contract", "waiting-on-legal"),
            ("their legal team is sitting on the contract", "buyer-procurement-slow"),
        ),
        (
            ("he went quiet after the quote", "prospect-ghosted"),
            ("he went quiet because I never sent the quote", "own-no-follow-up"),
        ),
        (
            ("the leads marketing gave me are rubbish", "bad-leads"),
            ("nothing wrong with the leads, I let them go cold", "own-no-follow-up"),
        ),
        (
            ("no time left for cold calls", "no-time-to-prospect"),
            ("I had time and avoided the cold calls", "own-avoided-prospecting"),
        ),
    ],
)
def test_close_words_can_be_different_excuses(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Ours or theirs, negated or not, owned or not: the words alone do not decide."""
    for reason, excuse in (one, other):
        assert read(reason).guesses[0].excuse == excuse, reason


@pytest.mark.parametrize(
    "reason",
    [
        "my fault, I never sent the price",
        "I should have called her sooner",
        "can't blame the warehouse, I forgot to order it",
        "didn't prepare and it showed",
        "I gave away ten percent before she asked",
        "left the callbacks till the week was over",
        "never checked who holds the budget",
        "forgot to bring the contract along",
        "talked right through her question",
    ],
)
def test_taking_it_on_oneself_is_owned(reason: str) -> None:
    """Others may be mentioned."""
    assert read(reason).owned


@pytest.mark.parametrize(
    "reason",
    [
        "I was given a list of dead companies",
        "I looked stupid because the demo crashed",
        "the customer cancelled on me again",
        "I can't get past the receptionist",
        "I lost it because a rival was cheaper",
        "left me sitting in the lobby for an hour, the client did",
        "waited for the CRM to load all afternoon",
        "he forgot to pass on the message, my colleague",
        "sat in internal meetings until five",
    ],
)
def test_first_person_is_no_ownership(reason: str) -> None:
    """It follows who is held responsible, not the grammar."""
    assert not read(reason).owned


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("I just left it", ["i>leave"]),
        ("Left it", ["i>leave", BEGINS]),
        ("didn't ask", ["i>ask", BEGINS]),
        ("she left", ["they>leave"]),
        ("quiet week because Ben forgot", ["they>forget"]),
        ("no time left", []),
        ("", []),
    ],
)
def test_who_did_what_is_found(reason: str, told: list[str]) -> None:
    """Whoever is left out where a clause begins is the rep."""
    assert deeds(words.read(reason)) == told


def test_the_same_words_get_the_name_picked_before() -> None:
    """Whatever the catalogue thinks, and however it is typed."""
    reading = read("Gone QUIET, again…", picked("gone quiet again", "flux-drift"))
    assert reading.guesses[0].excuse == "flux-drift"
    assert reading.guesses[0].score > 0.95
    assert reading.sure == reading.guesses[0]


def test_the_name_picked_last_wins() -> None:
    """A rep may think again."""
    first, last = picked("crickets", "silence"), picked("crickets", "no-answer")
    assert read("crickets", first, last).guesses[0].excuse == "no-answer"


def test_a_name_of_the_reps_own_is_known_by_its_meaning() -> None:
    """No word is shared with the reason that was named."""
    named = picked("radio silence since the demo", "tumbleweed-town", Theme.CUSTOMER)
    assert read("they never called me back", named).guesses[0].excuse == "tumbleweed-town"


def test_a_guessed_name_weighs_less_than_a_picked_one() -> None:
    """A machine's guess does not become true by being repeated."""
    guessed = Heard("they never called back", "wrong", Theme.CUSTOMER, TODAY, picked=False)
    named = picked("radio silence since the demo", "right", Theme.CUSTOMER)
    ranks = [g.excuse for g in read("not a word from them", guessed, guessed, named).guesses]
    assert ranks.index("right") < ranks.index("wrong")


def test_renames_and_merges_are_followed() -> None:
    """Through several steps, for what was heard and for the catalogue; a circle does no harm."""
    names = {"prospect-ghosted": "ghosts", "ghosts": "gone", "a": "b", "b": "a"}
    recogniser = Recogniser([picked("x", "a")], today=TODAY, names=names)
    assert recogniser.read("radio silence since the demo").guesses[0].excuse == "gone"


@pytest.mark.parametrize(
    "nonsense",
    ["asdf qwer", "stuff happened", "dunno", "Tuesday", "", "I don't know", "No idea.", "not sure"],
)
def test_who_cannot_tell_says_nothing(nonsense: str) -> None:
    """No name for Enter, and no theme to store."""
    reading = read(nonsense)
    assert reading.sure is None
    assert reading.settled is None


@pytest.mark.parametrize(
    "reason",
    ["he has gone quiet", "never chased it", "too dear", "crm down all morning", "asdf", "Tuesday"],
)
def test_an_excuse_is_never_likelier_than_its_theme(reason: str) -> None:
    """Nor of another theme than the one that is read."""
    for heard in ([], [picked(reason, "prospect-ghosted")], [picked("late again", "mine")] * 9):
        reading = read(reason, *heard)
        assert reading.guesses[0].score <= reading.share
        assert reading.guesses[0].theme is reading.theme


def test_a_cue_makes_a_guess_surer() -> None:
    """Beside shares alone; and of a reason with the same shares the longer one is less sure."""
    by = fitted().guesses
    plain = calibrated(signs(0.7, 0.9, 6, 0.0), by)
    assert calibrated(signs(0.7, 0.9, 6, 4.0), by) > plain
    assert calibrated(signs(0.7, 0.9, 40, 0.0), by) < plain


def test_a_young_journal_trusts_the_catalogue() -> None:
    """One name that was used once does not draw everything to itself."""
    reading = read("they always cancel", picked("Their procurement is slow", "their-procurement"))
    assert reading.guesses[0].excuse != "their-procurement"
    assert reading.theme is Theme.CUSTOMER


@pytest.mark.parametrize("times", [1, 10, 60])
def test_enter_takes_no_name_that_the_catalogue_contradicts(times: int) -> None:
    """However often a name was used for something else."""
    heard = [picked(f"too dear for them, says number {n}", "price-too-high") for n in range(times)]
    reading = read("stuck in traffic on the motorway all morning", *heard)
    assert reading.sure is None or reading.sure.theme is Theme.PERSONAL


def test_use_makes_a_name_likelier() -> None:
    """What this rep says often is what they mean, where the words leave it open."""
    reason = "they went with somebody else"
    heard = [picked(f"undercut again by a rival, {n}", "undercut-by-rival") for n in range(20)]
    before = {guess.excuse: guess.score for guess in read(reason).guesses}
    after = {guess.excuse: guess.score for guess in read(reason, *heard).guesses}
    assert after["undercut-by-rival"] > before.get("undercut-by-rival", 0.0)


def test_use_is_counted() -> None:
    """`seen` is how often this rep used the name."""
    heard = [picked(f"silence from customer {n}", "prospect-ghosted") for n in range(3)]
    assert read("they stopped replying", *heard).guesses[0].seen == 3


def test_a_guess_says_what_counted() -> None:
    """For `guess --explain`."""
    reading = Recogniser(today=TODAY).read("they have no budget this year", explain=True)
    assert reading.guesses[0].cues
    assert not read("they have no budget this year").guesses[0].cues


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_read(reason: str) -> None:
    """Scores are probabilities, best first, at most five, and the same every time."""
    reading = read(reason)
    scores = [guess.score for guess in reading.guesses]
    assert 1 <= len(scores) <= 5
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1 + 1e-9
    assert reading == read(reason)
    assert reading.owned == (reading.theme is Theme.SELF)
    assert reading.sure is None or reading.sure == reading.guesses[0]
    assert reading.settled in {None, reading.theme}
    assert reading.guesses[0].theme is reading.theme


@settings(deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80))
def test_what_was_picked_is_remembered(reason: str, other: str) -> None:
    """The very same text gets the name it was given, whatever else was heard."""
    reading = read(reason, picked(other, "other"), picked(reason, "mine"))
    assert reading.guesses[0].excuse == "mine"


@pytest.mark.parametrize("piece", ["a", "not ", "I'll ", "£1.", "n't ", "'", "\n", "no reply, "])
def test_a_long_text_does_not_take_long(piece: str) -> None:
    """No pattern backtracks without bound."""
    finishes(
        "from datetime import date; from valley.coach.recognise import Recogniser as R; R(today=date(2026, 3, 4)).read(text)",
        piece,
    )


def test_recognising_loads_nothing_heavy() -> None:
    """It runs in the check-in, before which a person waits."""
    code = (
        "import sys; from valley.coach import recognise, actions, volunteered; "
        "print([m for m in ('rich', 'typer', 'tinydb', 'dateutil', 'asyncio') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_guess_is_a_value() -> None:
    """Frozen, so that a view can keep it."""
    with pytest.raises(AttributeError):
        Guess("a", "A", Theme.SELF, 1.0, 0, ()).score = 0.5  # type: ignore[misc]


def test_a_circle_of_renames_leaves_names_as_they_are() -> None:
    """Two merges on two computers may cross."""
    recogniser = Recogniser([picked("x", "a")], today=TODAY, names={"a": "b", "b": "a"})
    assert recogniser.read("x").guesses[0].excuse == "a"


def test_a_renamed_excuse_keeps_its_theme() -> None:
    """Also before it is used again."""
    recogniser = Recogniser(today=TODAY, names={"prospect-ghosted": "tumbleweed"})
    first = recogniser.read("radio silence since the demo, nobody replies").guesses[0]
    assert (first.excuse, first.theme, first.title) == ("tumbleweed", Theme.CUSTOMER, "Tumbleweed")


def test_a_pick_decides_the_theme_of_the_same_words() -> None:
    """What the rep owns is owned, even where the words blame."""
    reading = read("the client ghosted me", picked("the client ghosted me", "own-no-follow-up"))
    assert reading.owned


@pytest.mark.parametrize("text", ["stuff happened", "dunno", "well, you know", ""])
def test_ownership_is_never_presumed(text: str) -> None:
    """What says nothing of anybody is not the rep's own, which would be praise for nothing."""
    assert not Recogniser(today=TODAY).read(text).owned
