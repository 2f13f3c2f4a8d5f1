"""What every entry keeps to."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from tests import strategies
from valley.errors import InvalidInput
from valley.model import Altitude, Entry, EntryKind, Status, Theme, Verdict, answer, as_typed

NOW = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
SETBACK = Entry(
    id="1",
    day=date(2026, 3, 4),
    written_at=NOW,
    updated_at=NOW,
    kind=EntryKind.SETBACK,
    happened="Demo",
    reason="too dear",
    excuse="price-too-high",
    theme=Theme.PRICE,
)


@pytest.mark.parametrize(
    ("fields", "altitude"),
    [
        ({}, Altitude.VALLEY),
        ({"theme": Theme.SELF}, Altitude.SLOPE),
        ({"action": "a", "verdict": Verdict.VAGUE}, Altitude.SLOPE),
        ({"action": "a", "verdict": Verdict.PASSIVE}, Altitude.SLOPE),
        ({"action": "a", "verdict": Verdict.SOMEONE_ELSE}, Altitude.SLOPE),
        ({"action": "a", "verdict": Verdict.CONCRETE}, Altitude.CLIMBING),
        ({"action": "a", "verdict": Verdict.CONCRETE, "status": Status.MISSED}, Altitude.CLIMBING),
        ({"action": "a", "verdict": Verdict.VAGUE, "status": Status.KEPT}, Altitude.OUT),
        ({"action": "a", "verdict": Verdict.VAGUE, "status": Status.BETTER}, Altitude.OUT),
        ({"kind": EntryKind.WIN, "reason": None, "excuse": None, "theme": None}, None),
        ({"kind": EntryKind.NOTE, "reason": None, "excuse": None, "theme": None}, None),
    ],
)
def test_altitude_follows_from_ownership_action_and_promise(
    fields: dict[str, object], altitude: Altitude | None
) -> None:
    """From the Valley up to out of it; a win has none."""
    stands = {"status": Status.OPEN} if "action" in fields else {}
    entry = replace(SETBACK, **(stands | fields))  # type: ignore[arg-type]  # fields by name
    assert entry.altitude is altitude


def test_a_win_is_neither_owned_nor_blamed() -> None:
    """Owned is whether the theme is `self`, for a setback."""
    assert replace(SETBACK, kind=EntryKind.WIN, reason=None).owned is None
    assert replace(SETBACK, theme=Theme.SELF).owned is True
    assert SETBACK.owned is False


@pytest.mark.parametrize(
    "fields",
    [
        {"happened": " \n"},
        {"written_at": datetime(2026, 3, 4)},  # noqa: DTZ001  # that is what is refused
        {"action": "call"},
        {"status": Status.OPEN},
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(fields: dict[str, object]) -> None:
    """Nothing happened, a time without offset, an action without a state or the reverse."""
    with pytest.raises(InvalidInput):
        replace(SETBACK, **fields)  # type: ignore[arg-type]  # fields by name


@given(strategies.texts())
def test_a_text_as_typed_is_stable(text: str) -> None:
    """Bringing it into its form twice changes nothing more."""
    once = as_typed(text)
    assert as_typed(once) == once
    assert "\r" not in once


def test_a_text_of_bytes_that_are_none_is_refused() -> None:
    """A terminal in another encoding hands such over."""
    with pytest.raises(InvalidInput, match="UTF-8"):
        as_typed("caf\udce9")


def test_an_answer_without_a_word_is_none() -> None:
    """Spaces say nothing."""
    assert answer(" \n\t") is None
    assert answer(" a ") == " a "
