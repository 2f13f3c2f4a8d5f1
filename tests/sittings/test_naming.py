"""What is answered at 'Which excuse is that?' comes to what was said, or is asked again."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Terminal, World
from tests.strategies import an_entry
from valley.coach.catalogue import catalogue, slug, title
from valley.coach.recognise import Guess, Reading, Recogniser
from valley.journal import Journal
from valley.model import Entry, Status, Theme
from valley.recognition import Recognition
from valley.sittings.naming import Named, ask_name, offered, understood
from valley.ui import naming_sentences as words
from valley.ui import sentences
from valley.ui.prompts import Asker
from valley.ui.text import visible

Start = Callable[..., Terminal]
ANSWERS = Path(__file__).parent / "data" / "excuse_answers.tsv"
OFFERED = tuple(
    Guess(name, title(name), catalogue().excuses[name].theme, score, seen)
    for name, score, seen in (
        ("prospect-ghosted", 0.9, 2),
        ("no-budget", 0.05, 0),
        ("bad-economy", 0.02, 0),
    )
)


def _reading(*, sure: bool) -> Reading:
    return Reading(Theme.CUSTOMER, False, OFFERED, OFFERED[0] if sure else None, 0.9, None)


def _table() -> list[tuple[str, str]]:
    lines = ANSWERS.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("# ")]
    return [(said, comes_to) for said, comes_to in rows]


@pytest.fixture
def recognition(world: World) -> Recognition:
    """Know one name of the rep's own, beside the catalogue."""
    world.checkin(reason="flux capacitor jammed", excuse="Warp drive")
    journal = Journal(world.home, datetime(2026, 3, 4, 18, tzinfo=UTC))
    return Recognition(journal, date(2026, 3, 4))


def _sit(
    recognition: Recognition, *answers: str, sure: bool = True
) -> tuple[Named | None, list[str]]:
    """Answer the question; return what it came to, None where it was still asked, and the lines."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stdin", io.StringIO("".join(f"{one}\n" for one in answers)))
        try:
            named = ask_name(Asker(out), _reading(sure=sure), recognition)
        except EOFError:
            named = None
    return named, out.getvalue().splitlines()


def test_there_are_answers_enough() -> None:
    """Of tired people: one word, typing errors, other questions' answers."""
    assert len({said for said, _ in _table()}) >= 150


@pytest.mark.parametrize(("said", "comes_to"), _table())
def test_an_answer_comes_to_what_was_said(
    recognition: Recognition, said: str, comes_to: str
) -> None:
    """Taken and echoed, asked again in one line, or confirmed beside the names it is near."""
    found, lines = _sit(recognition, said)
    asked = sum(line == sentences.EXCUSE for line in lines)
    kind, _, nearest = comes_to.partition(" ")
    if comes_to in {"again", "not a name"}:
        assert (found, asked) == (None, 2)
        refused = {words.A_STEP, words.A_SENTENCE}
        told = {line.removeprefix("› ") for line in lines} & refused
        assert bool(told) == (comes_to == "not a name")
    elif kind == "new":
        assert found is None
        assert f"“{title(slug(said))}” is a new name" in "\n".join(lines)
        assert nearest in {"", "alone"} or f"  1  {nearest}" in lines
        assert nearest != "alone" or "Or one you know:" not in lines
    else:
        named = {"own": Named(None, own=True), "unnamed": Named(""), "sure": Named(OFFERED[0][0])}
        assert found == named.get(comes_to, Named(comes_to))
        echo = {"own": "You own this.", "unnamed": "Left unnamed.", "sure": "Gone quiet"}
        assert echo.get(comes_to, title(comes_to)) in lines[-1]


@pytest.mark.parametrize("said", ["", "y", "yes", "ok"])
def test_nothing_is_taken_by_enter_or_yes_where_nothing_is_sure(
    recognition: Recognition, said: str
) -> None:
    """Enter leaves it unnamed; a yes to no guess in particular is asked again."""
    found, _ = _sit(recognition, said, sure=False)
    assert found == (Named("") if said == "" else None)


def test_what_is_next_to_impossible_is_not_offered(recognition: Recognition) -> None:
    """It would be there to fill a line, and Enter's guess beside it would look less sure."""
    _, shown = _sit(recognition, "")
    assert any("No budget" in line for line in shown)
    filler = OFFERED[2]._replace(score=0.015)
    assert filler not in offered(_reading(sure=True)._replace(guesses=(*OFFERED[:2], filler)))


@pytest.mark.parametrize("command", [("excuses", "forget", "Y"), ("edit", "{id}", "--excuse", "")])
def test_a_name_that_was_none_is_taken_off(world: World, command: tuple[str, ...]) -> None:
    """The reason stays and waits for a name; undo gives the old one back."""
    entry = world.checkin(reason="the lift was out", excuse="Y")
    world.run(*(part.format(id=entry["id"]) for part in command))
    (now,) = world.json("log")
    assert (now["reason"], now["excuse"], now["guessed"]) == ("the lift was out", None, False)
    assert [one["reason"] for one in world.json("excuses", "confirm")] == ["the lift was out"]
    assert not world.json("excuses")
    world.run("undo", "--yes")
    assert world.json("log")[0]["excuse"] == "y"


def test_a_forgotten_name_is_off_missed_promises_too(world: World) -> None:
    """And nothing is guessed by it any more."""
    missed = replace(_of(1, "sky fell", None), action="call 20 at 9", status=Status.MISSED)
    _stored(world, replace(missed, note="nah", note_excuse="not-sure"))
    assert "Not sure" in world.run("excuses")
    world.run("excuses", "forget", "Not sure")
    assert "not-sure" not in world.run("export", "--format", "json")


@pytest.mark.parametrize(
    ("answers", "comes_to"),
    [
        (("Budget", "y"), Named("budget")),
        (("Budget", "budget"), Named("budget")),
        (("Budget", "1"), Named("no-budget")),
        (("Budget", "the first one"), Named("no-budget")),
        (("Budget", "7", "1"), Named("no-budget")),
        (("Budget", "", "u"), Named("")),
        (("Budget", "n", ""), Named("prospect-ghosted")),
        (("Budget", "no budget"), Named("no-budget")),
        (("Budget", "mine"), Named(None, own=True)),
        (("Budget", "none of these"), Named("")),
        (("Budget", "gone", "1"), Named("prospect-ghosted")),
        (("Budget", ""), None),
        (("Budget",), None),
        (("ring him", "ring him", "y"), Named("ring-him")),
        (("ring him", "ask her", "ring him", ""), Named("prospect-ghosted")),
    ],
)
def test_a_new_name_is_taken_at_a_yes_alone(
    recognition: Recognition, answers: tuple[str, ...], comes_to: Named | None
) -> None:
    """Or one that it is near, or whatever else is said then; Enter goes back to the question."""
    assert _sit(recognition, *answers)[0] == comes_to


def test_a_very_long_name_is_held_against_others_as_well(world: World) -> None:
    """In time and memory of its length: it is nobody's slip of the finger."""
    long = "Budget" + "x" * 100_000
    done = world.call("checkin", "--no-input", "--happened", "x", "--reason", "y", "--excuse", long)
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_name_that_is_offered_is_picked_by_its_words(recognition: Recognition) -> None:
    """Also 'Not now', which says elsewhere that it can wait."""
    book = catalogue().excuses
    for name in book:
        guess = Guess(name, book[name].title, book[name].theme, 0.9, 0)
        assert understood(guess.title, [guess], {}, recognition) == Named(name)


@given(st.lists(st.text(max_size=30) | st.sampled_from([said for said, _ in _table()]), max_size=4))
def test_nothing_is_stored_that_the_echo_does_not_say(answers: list[str]) -> None:
    """Whatever is typed, in whatever order."""
    recogniser = Recogniser(today=date(2026, 3, 4))
    typed = [" ".join(answer.split()) for answer in answers]
    found, lines = _sit(_Heard(recogniser), *typed)
    if found is None:
        return
    said = {"own": words.OWNED, "": words.UNNAMED}
    name = "own" if found.own else found.excuse or ""
    assert lines[-1].removeprefix("› ") == visible(said.get(name, sentences.goes_by(title(name))))
    if name not in {"", "own", *catalogue().excuses}:
        assert any(f"“{visible(title(name))}” is a new name" in line for line in lines)


def _stored(world: World, *entries: Entry) -> None:
    journal = Journal(world.home, datetime(2026, 3, 4, 18, tzinfo=UTC))
    with journal.change("earlier entries") as change:
        for entry in entries:
            change.add(entry)


def _of(day: int, reason: str, excuse: str | None, **fields: Any) -> Entry:
    return an_entry(
        date(2026, 3, day), reason=reason, excuse=excuse, guessed=bool(excuse), **fields
    )


def test_confirm_goes_through_what_no_person_named(world: World, terminal: Start) -> None:
    """Each with its words; what is said of one stands in the journal, and can be undone."""
    _stored(
        world,
        _of(1, "stood there like a lemon", "stood-lemon", theme=Theme.SELF),
        _of(2, "the boat sank", None),
        _of(3, "they went quiet", "prospect-ghosted", theme=Theme.CUSTOMER),
        _of(4, "we are too dear", "price-too-high", theme=Theme.PRICE),
    )
    sitting = terminal("excuses", "confirm")
    sitting.answers("“we are too dear”. Is that “Price too high”?", "none of these")
    sitting.answers("“they went quiet”. Is that “Gone quiet”?", "")
    sitting.answers("“the boat sank”. Which excuse is that?", "Lost at sea")
    sitting.answers("“Lost at sea” is a new name", "y")
    sitting.sees("valley made up “Stood lemon” for it")
    sitting.answers("k: keep it, u: unnamed", "u")
    assert "2 named, 2 left unnamed." in sitting.ends()
    after = {entry["reason"]: entry["excuse"] for entry in world.json("log")}
    assert after == {
        "we are too dear": None,
        "they went quiet": "prospect-ghosted",
        "the boat sank": "lost-at-sea",
        "stood there like a lemon": None,
    }
    assert [one["reason"] for one in world.json("excuses", "confirm")] == [
        "we are too dear",
        "stood there like a lemon",
    ]
    world.run("undo", "--yes")
    assert world.json("log")[-1]["excuse"] == "stood-lemon"


def test_a_name_that_was_made_up_is_kept_at_a_key_alone(world: World, terminal: Start) -> None:
    """Enter skips it, and q ends; kept, it is the rep's own from then on."""
    lemon = _of(1, "stood there like a lemon", "stood-lemon")
    _stored(world, lemon, _of(2, "the boat sank", None))
    for answers, waiting in ((("", "s"), 2), (("skip", "stop"), 2), (("", "keep it"), 1)):
        sitting = terminal("excuses", "confirm")
        for answer in answers:
            sitting.answers("or the number or name of one", answer)
        assert "still to name" in " ".join(sitting.ends().split())
        assert len(world.json("excuses", "confirm")) == waiting


def test_a_name_that_was_made_up_is_never_offered(world: World) -> None:
    """Nor is what it went by heard."""
    _stored(world, _of(1, "stood there like a lemon", "stood-lemon"))
    guesses = world.json("excuses", "guess", "stood there like a lemon")
    assert "stood-lemon" not in [guess["excuse"] for guess in guesses]


def test_what_is_owned_is_owned_when_confirming(world: World, terminal: Start) -> None:
    """By its key, as in the evening; a name that says so stays."""
    _stored(
        world,
        _of(2, "the boat sank", None),
        _of(3, "was late", "own-late-to-call", theme=Theme.SELF),
    )
    sitting = terminal("excuses", "confirm")
    sitting.answers("Is that “I was late”?", "mine")
    sitting.answers("“the boat sank”", "o")
    sitting.ends()
    owned = {e["reason"]: (e["excuse"], e["owned"]) for e in world.json("log")}
    assert owned == {"the boat sank": (None, True), "was late": ("own-late-to-call", True)}


def test_friday_offers_to_name_what_the_week_left(world: World, terminal: Start) -> None:
    """Before its questions; no leaves it for another time."""
    world.checkin(reason="flux capacitor jammed")
    world.day("2026-03-06T17:00")
    for answer in ("n", ""):
        friday = terminal("review")
        if answer == "n":
            friday.answers("Enter: what stands out", "")
        friday.answers("1 reason has no name of yours yet. Go through them now?", answer)
        if answer == "":
            friday.answers("“flux capacitor jammed”. Which excuse is that?", "Warp drive")
            friday.answers("is a new name", "y")
            friday.sees("1 named.")
        friday.interrupt("?")
        friday.ends(code=130)
    assert world.json("log")[0]["excuse"] == "warp-drive"


class _Heard(Recognition):
    """Knows what a recogniser knows, without a journal."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.recogniser = recogniser

    def knows(self, name: str) -> bool:
        return name in self.names
