"""What is typed at a question, and what of it is an answer."""

import io

import pytest

from valley.model import answer
from valley.ui import sentences
from valley.ui.prompts import HELP, HOW_TO_STOP, NOTHING_BEFORE, Asker


def ask(monkeypatch: pytest.MonkeyPatch, *typed: str, signs: bool = False) -> tuple[str, str]:
    """Ask in words; return the answer and what was shown."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    return Asker(out, plain=True).ask_in_words("What?", "", signs=signs), out.getvalue()


@pytest.mark.parametrize("said", ["exit", "quit", "QUIT", ":q", "exit()", "bye"])
def test_a_word_that_ends_other_programs_is_no_answer(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told how to stop, and the question comes again."""
    answered, shown = ask(monkeypatch, said, "the lift was out")
    assert answered == "the lift was out"
    assert shown.count(HOW_TO_STOP) == 1
    assert shown.count("What?") == 2


def test_help_is_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where that is an answer; and 'back' is the way back, where there is one."""
    monkeypatch.setattr("sys.stdin", io.StringIO("help\nBACK\nHelp\n"))
    out = io.StringIO()
    asker = Asker(out, plain=True)
    with pytest.raises(EOFError):
        asker.ask_in_words("What?", "", explain="It is kept.")
    assert out.getvalue().count("It is kept.") == 2
    assert NOTHING_BEFORE in out.getvalue()
    monkeypatch.setattr("sys.stdin", io.StringIO("help\n"))
    assert asker.ask_in_words("What?", "", keys=HELP) == HELP


def test_in_a_sentence_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rep says of somebody else stands."""
    assert ask(monkeypatch, "their buyer quit")[0] == "their buyer quit"


@pytest.mark.parametrize("said", ["y", "5", "x", "🎉", "42", "!!"])
def test_a_lone_key_is_asked_again(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was meant for another question."""
    answered, shown = ask(monkeypatch, said, "")
    assert answered == ""
    assert sentences.IN_WORDS in shown


def test_signs_can_be_words_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what happened a sign says something; a key does not."""
    assert ask(monkeypatch, "x", "🎉", signs=True)[0] == "🎉"


@pytest.mark.parametrize("said", ["", " ", "\u200b", "\u200b \u2060\ufeff", "\u00ad", "\u202e"])
def test_what_nobody_can_see_is_no_answer(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a question, and from options."""
    assert ask(monkeypatch, said)[0] == ""
    assert answer(said) is None
    assert answer(f"{said}a") == f"{said}a"
