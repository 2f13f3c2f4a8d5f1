"""Lines that fit, without Rich."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from valley.ui import ansi
from valley.ui.text import STAND_INS, visible

TEXTS = ("word " * 20, "商談は延期に" * 9, "🎉" * 30, "x" * 90, "שלום לכולם " * 9, "Café " * 9)
# Columns that terminals draw these in, as the Unicode standard has them.
DRAWN = {
    "❤️": 2,
    "☎️": 2,
    "1️⃣": 2,
    "👩‍💻": 2,
    "👍🏽": 2,
    "👨‍👩‍👧‍👦": 2,
    "🇩🇪": 2,
    "क्षि": 2,
    "金": 2,
    "é": 1,
    "e\u0301": 1,
    "“": 1,
    "→": 1,
    "★": 1,
}

# What a line may end inside of: half a flag, a syllable of two letters.
BREAKABLE = {"🇩🇪", "क्षि"}


def columns_of(text: str) -> int:
    """Add up what the signs of a text take, sign by sign from the table."""
    signs = sorted(DRAWN, key=len, reverse=True)
    columns = 0
    while text:
        sign = next((one for one in signs if text.startswith(one)), text[0])
        columns += DRAWN.get(sign, wcwidth(sign[0]))
        text = text[len(sign) :]
    return columns


@pytest.mark.parametrize(("sign", "columns"), DRAWN.items())
def test_columns_are_counted_as_terminals_draw_them(sign: str, columns: int) -> None:
    """Also of signs made of several characters, alone and between others."""
    assert ansi.width(sign) == columns
    assert ansi.width(f"a{sign * 3} b") == 3 + 3 * columns


@pytest.mark.parametrize("text", TEXTS)
def test_columns_are_those_that_another_library_counts(text: str) -> None:
    """Whatever the script."""
    assert ansi.width(text) == wcswidth(text)


@pytest.mark.parametrize("sign", sorted(DRAWN.keys() - BREAKABLE))
def test_no_line_of_such_signs_is_wider_than_40_columns(sign: str) -> None:
    """Each in lines of their own, a whole word of them, and where a line is cut."""
    for text in (sign * 50, f"{sign} " * 50, f"{sign}x" * 40):
        whole = ["".join(part for part, _ in line) for line in ansi.wrap(((text, ""),), 40)]
        lines = [line.rstrip(" ") for line in whole]
        assert "".join(whole) == text
        assert max(map(columns_of, lines)) in {38, 39, 40}
        assert sum(line.count(sign) for line in lines) == text.count(sign)
        assert columns_of(ansi.cut(text, 40)) <= 40


@given(
    st.lists(st.sampled_from([*(one for one in DRAWN if one != "🇩🇪"), " ", "word", "-"])).map(
        "".join
    ),
    st.integers(2, 60),
)
def test_no_line_is_wider_and_nothing_is_lost(text: str, room: int) -> None:
    """However such signs and words are mixed."""
    lines = ["".join(part for part, _ in line) for line in ansi.wrap(((text, ""),), room)]
    assert "".join(lines) == text
    assert all(columns_of(line.rstrip(" ")) <= room for line in lines)
    assert columns_of(ansi.cut(text, room)) <= room


@given(st.text(), st.integers(2, 60))
def test_nothing_of_any_text_is_lost(text: str, room: int) -> None:
    """And what fits is not cut."""
    text = visible(text).replace("\n", " ")
    lines = ["".join(part for part, _ in line) for line in ansi.wrap(((text, ""),), room)]
    assert "".join(lines) == text
    cut = ansi.cut(text, room)
    assert cut == text or (ansi.width(text) > room and cut.endswith("…"))


def test_words_stay_whole_where_they_can() -> None:
    """A line breaks between words."""
    lines = ansi.wrap((("Next: ", "quiet"), ("valley checkin", "bold")), 14)
    assert [[text for text, _ in line] for line in lines] == [["Next: ", "valley "], ["checkin"]]


def test_an_old_encoding_gets_what_comes_nearest() -> None:
    """In as many columns; what has nothing near it becomes a question mark."""
    shown = io.BytesIO()
    file = io.TextIOWrapper(shown, "ascii", errors=STAND_INS)
    file.write("“Zoë” → 3×… ▁▃▅█ ★ 金")
    file.flush()
    assert shown.getvalue() == b'"Zoe" > 3x. _/^# * ?'


@pytest.mark.parametrize(("told", "columns"), [("40", 40), ("7", 20), ("", 80), ("wide", 80)])
def test_there_are_as_many_columns_as_the_environment_says(
    told: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least 20; 80 where nothing tells."""
    monkeypatch.setenv("COLUMNS", told)
    assert ansi.columns(io.StringIO()) == columns
