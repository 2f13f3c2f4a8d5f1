"""Lines that fit, without Rich."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from valley.ui import ansi
from valley.ui.text import STAND_INS, visible

TEXTS = ("word " * 20, "商談は延期に" * 9, "🎉" * 30, "x" * 90, "שלום לכולם " * 9, "Café " * 9)


@pytest.mark.parametrize("text", TEXTS)
def test_columns_are_counted_as_rich_counts_them(text: str) -> None:
    """So that both draw the same lines."""
    assert ansi.width(text) == cell_len(text)


@given(st.text(), st.integers(2, 60))
def test_no_line_is_wider_and_nothing_is_lost(text: str, room: int) -> None:
    """Whatever the script."""
    text = visible(text).replace("\n", " ")
    lines = ["".join(part for part, _ in line) for line in ansi.wrap(((text, ""),), room)]
    assert "".join(lines) == text
    assert all(ansi.width(line.rstrip(" ")) <= room for line in lines)


@given(st.text(), st.integers(2, 60))
def test_what_is_cut_fits(text: str, room: int) -> None:
    """And what fits is not cut."""
    text = visible(text).replace("\n", " ")
    cut = ansi.cut(text, room)
    assert ansi.width(cut) <= room
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
