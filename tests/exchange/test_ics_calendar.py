"""Promises in a calendar file."""

import re
import sys
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from tests.exchange.journals import JOURNAL, said
from tests.strategies import kept_texts
from valley.errors import ValleyError
from valley.exchange import ics_calendar
from valley.ui.text import visible

icalendar = pytest.importorskip("icalendar")


def events(data: bytes) -> list[Any]:
    """Read a calendar, whose lines must be as RFC 5545 wants them."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def text_of(data: bytes, name: str) -> str:
    r"""Read a text as RFC 5545 has it; icalendar 6 makes `\\\,` a comma alone."""
    (line,) = re.findall(rf"^{name}:(.*)\r$", data.decode().replace("\r\n ", ""), re.MULTILINE)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], line)


def test_each_promise_with_a_day_is_an_event_of_that_day() -> None:
    """All day, leaving the time free, with what it was about."""
    kept, missed, open_ = events(ics_calendar.write(JOURNAL))
    assert [event.decoded("dtstart") for event in (kept, missed, open_)] == [
        date(2026, 3, 3),
        date(2026, 3, 10),
        date(2026, 3, 11),
    ]
    assert kept.decoded("dtend") == date(2026, 3, 4)
    assert [str(event["summary"])[:6] for event in (kept, missed, open_)] == [
        "✓ ring",
        "– writ",
        "prepar",
    ]
    assert "Reason: too dear" in kept["description"]
    assert kept["transp"] == "TRANSPARENT"


def test_an_event_is_known_again_and_brought_up_to_date() -> None:
    """By the id of its entry, and a sequence that grows."""
    before = JOURNAL[1]
    after = replace(before, updated_at=before.updated_at + timedelta(hours=1), due=date(2026, 3, 4))
    (one,), (other,) = (events(ics_calendar.write([entry])) for entry in (before, after))
    assert one["uid"] == other["uid"] == f"{before.id}@valley"
    assert other["sequence"] > one["sequence"]


@settings(max_examples=60, deadline=None)
@given(kept_texts(), kept_texts())
def test_texts_stay_text(action: str, reason: str) -> None:
    """Whatever they hold, there is one event with these words."""
    entry = said(2, "A day", reason=reason, action=action + "\nEND:VEVENT", due=date(2026, 3, 3))
    written = ics_calendar.write([entry])
    assert len(events(written)) == 1
    assert text_of(written, "SUMMARY") == " ".join(visible(entry.action or "").split())
    assert visible(reason) in text_of(written, "DESCRIPTION")


def test_a_missing_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(ValleyError, match=r"pip install 'valley\[calendar\]'"):
        ics_calendar.write(JOURNAL)
