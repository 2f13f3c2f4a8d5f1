"""The page for the mentor as it goes out, in Markdown and in HTML; and read back as it went out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.golden_plugin import Golden
from tests.strategies import an_entry
from valley.exchanged import Agreement, Side, State
from valley.insight.days import Rules
from valley.mentor.reading import Page, read
from valley.mentor.stream import Part as Said
from valley.model import Entry, EntryKind, Status, Theme, Verdict
from valley.page.handout import handout
from valley.page.mentor import Exchange, Made, picked
from valley.page.parts import html, known_by, mark_of, markdown
from valley.workdays import Workdays

TODAY = date(2026, 3, 4)
NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
DEAR: dict[str, Any] = {"excuse": "price-too-high", "theme": Theme.PRICE, "kind": EntryKind.SETBACK}
PROMISE: dict[str, Any] = {
    "verdict": Verdict.CONCRETE,
    "due": date(2026, 3, 5),
    "status": Status.OPEN,
}
ENTRIES = [
    an_entry(date(2026, 2, 16), id="a1", happened="*Henderson* wants <b>less</b>", reason="too dear", **DEAR),
    an_entry(date(2026, 2, 18), id="a2", happened="Ashdown signed", kind=EntryKind.WIN),
    an_entry(date(2026, 3, 2), id="a3", happened="Lost it\n# after six weeks", reason="[too] dear | again", mine="I asked late", action="ring them at 9", **DEAR, **PROMISE),
    an_entry(date(2026, 3, 3), id="a4", happened="Nothing much", reason="who knows", kind=EntryKind.SETBACK, excuse="gone-quiet", theme=Theme.CUSTOMER, guessed=True),
]  # fmt: skip


def agreement(side: Side, text: str, **more: object) -> Agreement:
    """Make what was agreed."""
    made = Agreement(id=text, read_at=NOW, page=1, side=side, text=text, state=State.TAKEN)
    return replace(made, **more)  # type: ignore[arg-type]  # as the fields are


def made(entries: list[Entry], **more: object) -> Made:
    """Make a page of entries."""
    rules = Rules(Workdays.of())
    view = handout(
        entries, first=date(2026, 2, 16), last=TODAY, today=TODAY, rules=rules,
        reviews=(), only="a pick", redacted=False, begun=None,
    )  # fmt: skip
    kept = an_entry(date(2026, 2, 20), id="a9", action="ask who signs", agreed=True, verdict=Verdict.CONCRETE,
                    status=Status.KEPT, resolved_on=date(2026, 2, 27))  # fmt: skip
    exchange = Exchange(
        id="page", number=2, rep="Sam", mentor="Ana", handout=view,
        agreed=(
            (agreement(Side.REP, "ask who signs", entry="a9"), kept),
            (agreement(Side.MENTOR, "send you the deck", due=date(2026, 3, 6)), None),
            (agreement(Side.MENTOR, "introduce you to Jo", state=State.CAME, on=date(2026, 3, 2)), None),
        ),
        topics=("How to bring price up first",),
        stuck="when they go quiet",
    )  # fmt: skip
    return Made(replace(exchange, **more))  # type: ignore[arg-type]  # as the fields are


def test_the_page_in_markdown(golden: Golden) -> None:
    """What was agreed first, then what to ask, then what was picked."""
    golden("mentor.md", markdown(made(ENTRIES).parts))


def test_the_page_in_html(golden: Golden) -> None:
    """The same parts, and no word of the rep's is markup."""
    text = html(made(ENTRIES).parts, "Sam")
    golden("mentor.html", text)
    assert "<b>less" not in text
    assert "<script" not in text


@pytest.mark.parametrize("form", [markdown, lambda parts: html(parts, "Sam")])
def test_a_page_that_comes_back_as_it_went_says_nothing(form: object) -> None:
    """Whatever stands in it, in either form."""
    from valley.mentor.mail import letter

    page = made(ENTRIES)
    text = form(page.parts)  # type: ignore[operator]  # a function
    sent = Page(2, page.mark, tuple(Said(*one) for one in known_by(page.parts)))
    answer = read(letter(text.encode(), "it").texts, [sent])
    assert answer.page == sent
    assert answer.remarks == ()


def test_a_promise_that_was_not_picked_is_nowhere() -> None:
    """Nor is it counted."""
    entries = [picked(one, promise=False) for one in ENTRIES]
    text = markdown(made(entries).parts)
    assert "ring them" not in text
    assert "| Promises | none |" in text


def test_marks_are_no_words_and_no_numbers() -> None:
    """Each has a letter and a digit, and is another than those that are taken."""
    marks: list[str] = []
    for number in range(400):
        marks.append(mark_of(f"entry {number}", marks))
    assert len(set(marks)) == len(marks)
    assert not any(mark.isdigit() or mark.isalpha() for mark in marks)
    assert mark_of("entry 1") == mark_of("entry 1")
