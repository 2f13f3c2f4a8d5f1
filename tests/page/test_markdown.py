"""The mentor's page in Markdown: what it holds, and that the rep's words stay words."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.exchange.journals import said, view
from tests.golden_plugin import Golden
from tests.strategies import kept_texts
from valley.model import Theme
from valley.page import sentences
from valley.page.markdown import as_text, in_line, page
from valley.ui.text import visible

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
INLINE = {"text", "text_special", "hardbreak"}
NASTY = (
    *("# heading", "- item", "1. one", "2) two", "> quote", "```\ncode\n```", "~~~", "    code"),
    *("*a*", "__b__", "~~c~~", "`d`", "[e](f)", "![g](h)", "[i]: j", "<b>", "<!-- k -->", "&amp;"),
    *(
        "a\n===",
        "b\n---",
        "| c | d |\n| - | - |",
        "a | b\n- | -",
        "http://x.example",
        "www.x.example",
    ),
    *(
        "a@b.example",
        "@user",
        "#12",
        "#tag",
        "[[wiki]]",
        "==mark==",
        "%%note%%",
        "$x$",
        "\\",
        "\\*",
    ),
    *(
        "+ a",
        "* a",
        "***",
        ":--",
        "[ ] todo",
        "[^1]",
        "^up^",
        "  two spaces  ",
        "\ta tab",
        "a\\\nb",
    ),
)
TEXTS = st.lists(st.sampled_from(NASTY) | kept_texts(), min_size=1, max_size=3).map("\n".join)


def shown(tokens: list[Token]) -> str:
    """Return the text a reader sees, lines kept apart."""
    parts = [
        "\n" if inline.type in {"hardbreak", "softbreak"} else inline.content
        for token in tokens
        for inline in token.children or ()
    ]
    return "".join(parts)


def spaced(text: str) -> str:
    """Leave out what nobody sees: how wide a space is, and space at the end of a line."""
    lines = text.strip("\n").split("\n")
    return "\n".join(re.sub(r"[ \t\xa0]+", " ", line).strip() for line in lines)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("\n".join(NASTY))
@example("\u2028\n\x00")  # a separator of lines is shown, and no empty line
def test_a_text_is_shown_as_it_was_typed(text: str) -> None:
    """Parsed again it is one paragraph of text, in a line of its own as well as in a list."""
    for source in (in_line(text), f"- Reason: {in_line(text, '  ')}", f"- {in_line(text, '  ')}"):
        tokens = PARSER.parse(source)
        kinds = {child.type for token in tokens for child in token.children or ()}
        assert kinds <= INLINE, source
        assert [token.type for token in tokens if token.type == "paragraph_open"] == [
            "paragraph_open"
        ]
        assert {token.tag for token in tokens} <= {"p", "ul", "li", ""}
        assert spaced(shown(tokens).removeprefix("Reason: ")) == spaced(visible(text))


@settings(max_examples=50, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_text_changes_the_page(happened: str, reason: str, action: str, tag: str) -> None:
    """Its headings, lists and tables are the same whatever was typed."""
    fields: dict[str, Any] = {"excuse": "bad-leads", "theme": Theme.LEADS}

    def shape(*texts: str) -> list[str]:
        one, two, three, four = texts
        entry = said(2, one, reason=two, action=three, tags=(four,), **fields)
        tokens = PARSER.parse(page(view([entry])))
        return [token.type for token in tokens]

    assert shape(happened, reason, action, tag) == shape("a", "b", "c", "d")


def test_the_page_of_a_fortnight(golden: Golden) -> None:
    """Period, figures, focus, excuses and what was done, promises, days, questions."""
    golden("export.md", page(view(), front_matter=True))


def test_the_page_of_nothing() -> None:
    """Says so, and is short."""
    assert page(view([], reviews=[])).endswith("\n\nNothing was logged in this period.\n")


@pytest.mark.parametrize(
    "text", ["a@b.example", "http://x.example", "www.x.example", "ftp://x.example"]
)
def test_bare_addresses_are_broken_for_github(text: str) -> None:
    """Its parser makes links of them unless a backslash stands in between."""
    assert text not in in_line(text)
    assert unescape(PARSER.renderInline(in_line(text))) == text


def test_what_was_chosen_and_replaced_is_said() -> None:
    """At the top."""
    text = page(view(only="the tag won", redacted=True))
    assert (
        "\n\nOnly entries with the tag won.\n\nNames, amounts and addresses were replaced" in text
    )
    assert "Days with these entries" in text


DEAR: dict[str, Any] = {"reason": "too dear", "excuse": "price-too-high", "theme": Theme.PRICE}
GUESSES = [
    said(2, "Offer", **DEAR),
    said(3, "Second offer", **DEAR),
    said(4, "Third offer", **DEAR, guessed=True),
    said(5, "Call", reason="no reply", excuse="prospect-ghosted", theme="customer", guessed=True),
    said(6, "Visit", reason="stood like a lemon", excuse="stood-lemon", guessed=True),
    said(9, "Fair", reason="the boat sank"),
]


def test_a_guess_is_marked_and_not_counted() -> None:
    """Every time, explained once at the foot; what nobody named stands as it is."""
    text = page(view(GUESSES))
    assert "- Reason (Price too high): too dear" in text
    assert "- Reason (perhaps: Price too high): too dear" in text
    assert "- Reason: stood like a lemon" in text
    assert "- Reason: the boat sank" in text
    assert "**Price too high** (the price): twice in 90 days" in text
    assert "Perhaps: Price too high once, Gone quiet once." in text
    assert "“Price too high” came up twice." in text
    assert text.endswith(f"{as_text(sentences.GUESSED)}\n")
    assert "lemon" not in text.replace("stood like a lemon", "").lower()


def test_what_is_owned_is_counted_where_it_was_said() -> None:
    """A name that says so counts for nothing as long as it is a guess."""
    own: dict[str, Any] = {"theme": Theme.SELF, "excuse": "own-no-follow-up"}
    mine = said(2, "No call", reason="I did not ring", **own)
    perhaps = said(3, "No call", reason="it slipped", **own, guessed=True)
    figures = view([mine, perhaps]).figures
    assert (figures.owned, figures.setbacks) == (0.5, 2)


@pytest.mark.parametrize("count", range(4))
def test_no_figure_of_the_page_holds_a_guess(count: int) -> None:
    """They are what they would be had the reasons no name, however many were guessed."""
    guessed = [said(day, "Offer", **DEAR, guessed=True) for day in range(2, 2 + count)]
    unnamed = [replace(one, excuse=None, theme=None, guessed=False) for one in guessed]
    rest = [said(10, "Offer", **DEAR), said(11, "Offer", **DEAR)]
    one, other = view([*guessed, *rest]), view([*unnamed, *rest])
    for name in ("figures", "excuses", "once", "blamed"):
        assert getattr(one, name) == getattr(other, name)
    assert one.guessed == ((("price-too-high", count),) if count else ())
    assert (sentences.GUESSED in page(one).replace("\\", "")) == bool(count)
