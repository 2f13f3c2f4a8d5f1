"""An entry as a text for an editor, and back: every text comes back as it was."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.strategies import an_entry, entries, texts
from valley.entry import editor_text
from valley.errors import InvalidInput
from valley.model import Entry

ENTRY = an_entry(date(2026, 3, 4), happened="Demo at Acmé\n\n# not a note", reason="[poc]")
LINES = st.lists(
    st.sampled_from(["", " ", "#", "# x", "\\", "\\#", "[happened]", " [day] ", "[x]", "a\r", "b"])
).map("\n".join)


@given(entries(happened=(texts() | LINES).filter(lambda text: bool(text.strip()))))
@example(replace(ENTRY, happened="\n\nx\n\n", reason="#\n\\\n[due]\n ", note="\r\n\x1b\0\u2028"))
def test_every_text_comes_back(entry: Entry) -> None:
    """Newlines, leading signs, names of sections and control characters included."""
    assert editor_text.read(editor_text.write(entry)) == editor_text.fields(entry)
    assert editor_text.changes(entry, editor_text.write(entry)) == {}
    windows = editor_text.write(entry).replace("\n", "\r\n")
    if "\r" not in editor_text.write(entry):
        assert editor_text.changes(entry, f"\ufeff{windows}") == {}


def test_the_text_reads_well() -> None:
    """It says what to do, and what belongs where."""
    assert editor_text.write(ENTRY).startswith(
        "# Entry 2026-03-, written 2026-03-04 12:00.\n"
        "# Change it, save it, and leave the editor. Without a change, or empty, nothing is"
        " changed.\n"
    )
    assert "# What happened.\n[happened]\nDemo at Acmé\n\n\\# not a note\n\n#" in editor_text.write(
        ENTRY
    )


@pytest.mark.parametrize("text", ["", "\n \n", "# only\n# notes", "[happened]\n\n[reason]\n"])
def test_an_emptied_text_changes_nothing(text: str) -> None:
    """Whoever empties the text wants out."""
    assert editor_text.changes(ENTRY, text) == {}


def test_what_is_typed_without_care_is_understood() -> None:
    """Empty lines around a text, a missing section, brackets and blank lines within are fine."""
    typed = "[happened]\n\n\nOne\n\n[two]\n\n\n# a note\n[reason]\n"
    assert editor_text.changes(ENTRY, typed) == {"happened": "One\n\n[two]", "reason": ""}


@pytest.mark.parametrize(
    ("typed", "why"),
    [("[happened]\na\n[happened]\nb", "twice"), ("hello\n[happened]\na", "before the first")],
)
def test_what_could_be_lost_is_refused(typed: str, why: str) -> None:
    """A text that has no place is not dropped in silence."""
    with pytest.raises(InvalidInput, match=why):
        editor_text.changes(ENTRY, typed)
