"""The way through the questions of a sitting, and back.

A sitting is a list of questions. Each is called in turn, asks what it has to ask, and returns the
questions that its answer leads to, which come before those still waiting. `<` takes the last answer
back and asks that question again, also one that was answered in an earlier sitting. A question with
nothing to ask is no place to go back to; what it changed goes with the answer before.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from valley.ui.prompts import Asker, Back


def _nothing() -> None:
    """Take back an answer that changed nothing."""


class Answered(NamedTuple):
    """What an answer leads to.

    Attributes:
        then: The questions that follow from it.
        take_back: Puts back what it changed.
        ends: No other question is asked.
        known: It was answered beforehand; taken back, it is asked.
    """

    then: "tuple[Question, ...]" = ()
    take_back: Callable[[], object] = _nothing
    ends: bool = False
    known: bool = False


Question = Callable[[], Answered]


def walk(asker: Asker, questions: Iterable[Question]) -> None:
    """Ask questions and those that follow from their answers, until none is left."""
    asked: list[tuple[tuple[Question, ...], list[Callable[[], object]]]] = []
    waiting = tuple(questions)
    while waiting:
        before, asker.goes_back = asker.asked, bool(asked)
        try:
            answered = waiting[0]()
        except Back:
            waiting, changes = asked.pop()
            for take_back in reversed(changes):
                take_back()
            continue
        if asker.asked > before or answered.known:
            asked.append((waiting, []))
        if asked:
            asked[-1][1].append(answered.take_back)
        waiting = () if answered.ends else (*answered.then, *waiting[1:])
    asker.goes_back = False
