"""Answers as they come are read: which words are the mentor's, under what, and what they agree."""

import pytest

from tests.mentor.answers import CASES, Case
from tests.mentor.the_page import PAGE
from valley.mentor.agreeing import agreed
from valley.mentor.mail import letter
from valley.mentor.reading import Answer, read
from valley.mentor.stream import words


def answer_of(case: Case) -> tuple[Answer, list[str]]:
    """Read an answer; return it with all that its file says."""
    data = case.data.encode() if isinstance(case.data, str) else case.data
    found = letter(data, case.name)
    return read(found.texts, [PAGE], found.subject), list(found.texts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_stands_where(case: Case) -> None:
    """Each remark under its part, in the mentor's words."""
    answer, _ = answer_of(case)
    assert [(one.mark, one.text) for one in answer.remarks] == case.remarks
    assert list(answer.aside) == case.aside


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_who_agreed_what(case: Case) -> None:
    """A step of the rep's, or of the mentor's."""
    answer, _ = answer_of(case)
    steps = [step for one in answer.remarks for step in agreed(one.text, rep="Sam Ode", mentor="Ana Petrov")]
    assert [(str(step.side), step.text) for step in steps] == case.agreed
