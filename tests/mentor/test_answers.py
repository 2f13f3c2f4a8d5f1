"""Answers as they come are read: which words are the mentor's, under what, and what they agree."""

import re

import pytest

from tests.mentor.answers import CASES, Case
from tests.mentor.the_page import PAGE, mail, nested
from valley.errors import InvalidInput
from valley.mentor import quotes
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
    steps = [
        step
        for one in answer.remarks
        for step in agreed(one.text, rep="Sam Ode", mentor="Ana Petrov")
    ]
    assert [(str(step.side), step.text) for step in steps] == case.agreed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_word_is_lost(case: Case) -> None:
    """What is no word of the page's stands in a remark, or was kept aside."""
    answer, texts = answer_of(case)
    kept = {
        one.word
        for said in (*answer.aside, *(r.text for r in answer.remarks))
        for one in words(said)
    }
    known = {one.word for part in PAGE.parts for one in words(part.text)}
    said = {
        one.word
        for text in texts
        for line in quotes.lines(text)
        if line.kind is not quotes.Kind.HEADER
        for one in words(re.sub(r"^[ >]*\d[.)] ", "", line.text))
    }
    assert said - known - kept == set()


def test_there_are_many() -> None:
    """More than forty, each of its own kind."""
    assert len({case.name for case in CASES}) == len(CASES) > 80


HOSTILE = [
    "<" * 9000,
    "> " * 9000,
    "{>>" * 3000,
    "[3c11] " * 3000,
    "the " * 9000,
    "\n".join(["On 1 wrote:"] * 900),
    "Agreed: " * 2000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_answer_is_read(text: str) -> None:
    """In a time of its length, and kept."""
    found = letter(f"x {text}".encode(), "it")
    answer = read(found.texts, [PAGE])
    assert answer.remarks
    for one in answer.remarks:
        agreed(one.text)


MANY = mail("x").replace(b"text/plain;", b'multipart/mixed; boundary="b";') + b"--b\n\nx\n" * 5000
BOMBS = [
    b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n",
    b"X-Long: " + b"(" * 50_000 + b"\n",
    b"Content-Disposition: inline; " + b"filename*1*=x; " * 20_000 + b"\n",
    b"Date: Mon, 01 Jan 0001 00:00:00 +1400\n",
]


@pytest.mark.parametrize("header", BOMBS, ids=lambda header: header[:12].decode())
def test_a_header_that_means_no_good_costs_nothing(header: bytes) -> None:
    """Its mail is read, in a time of its length."""
    found = letter(mail("Ring them.").replace(b"\n\n", b"\n" + header + b"\n", 1), "it")
    assert [one.text for one in read(found.texts, [PAGE], found.subject).remarks] == ["Ring them."]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04rest", "word processor"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1 x}", "rich text"),
        (b"a\0b", "no text"),
        (b"  \n", "no text"),
        (b"x" * 500_000, "too long"),
        (b"<html>" + b"<p>a</p>" * 300_000, "too long"),
        (nested(mail("x"), 3000), "nested too deeply"),
        (MANY, "more than 100 parts"),
        (b"x" * (21 << 20), "larger than 20 MB"),
    ],
)
def test_what_is_no_answer_is_refused(data: bytes, why: str) -> None:
    """In a line that says what to do."""
    with pytest.raises(InvalidInput, match=why):
        letter(data, "it")
