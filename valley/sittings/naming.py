"""Naming reasons in a terminal: a guess by its key, or a name of the rep's own."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from valley import operations
from valley.coach.catalogue import named, title
from valley.errors import InvalidInput
from valley.model import Entry
from valley.ui import sentences
from valley.ui.prompts import Asker

if TYPE_CHECKING:
    from valley.coach.recognise import Guess, Reading
    from valley.session import Session

GUESSES = 3
FAINT = 0.25  # where the likeliest guess is less likely than this, nothing is offered
SKIP, STOP = "s", "q"


def confirm_guesses(session: "Session", guessed: Sequence[Entry]) -> None:
    """Ask about each reason that is unnamed or only guessed; each answer is saved at once."""
    asker = Asker(sys.stdout, plain=session.plain)
    done = 0
    for entry in guessed:
        name = _ask(session, asker, entry)
        if name == STOP:
            break
        if name != SKIP:
            operations.confirm_excuse(session.journal, entry, name, session.recognition)
            done += 1
    asker.say(sentences.confirmed(done, len(guessed) - done))


def _ask(session: "Session", asker: Asker, entry: Entry) -> str:
    """Return the name that is right, or that this one is to be skipped, or an end made."""
    guessed = entry.excuse
    reading = session.recognition.read(entry.reason or "")
    others = [guess for guess in offered(reading) if guess.excuse != guessed]
    question = sentences.confirm_guess(entry, title(guessed) if guessed else "", session.today)
    hint = sentences.CONFIRM_HINT if guessed else sentences.NAME_HINT
    while True:
        said = asker.ask(question, hint, choices=sentences.guess_lines(others, sure=False)[:-1])
        try:
            return _name(said, guessed or SKIP, others)
        except InvalidInput as error:
            asker.say(str(error))


def offered(reading: "Reading") -> "Sequence[Guess]":
    """Return the guesses that are shown; none where valley cannot tell."""
    if not reading.guesses or reading.guesses[0].score < FAINT:
        return ()
    return reading.guesses[:GUESSES]


def _name(said: str, guessed: str, others: "Sequence[Guess]") -> str:
    if not said:
        return guessed
    if said.casefold() in {SKIP, STOP}:
        return said.casefold()
    return picked(said, others)


def picked(said: str, guesses: "Sequence[Guess]") -> str:
    """Return the excuse that was picked by its number, or by a name of the rep's own.

    Raises:
        InvalidInput: There is no such number, or no letter in the name.
    """
    if not said.isdecimal():
        return named(said)
    if not 1 <= int(said) <= len(guesses):
        raise InvalidInput(f"There is no {said}; give a number from the list, or a name.")
    return guesses[int(said) - 1].excuse
