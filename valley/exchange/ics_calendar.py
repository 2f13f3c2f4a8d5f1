"""Promises with a due day as an iCalendar file, by the `icalendar` library (an extra).

Each is an all-day event, not a task: Google Calendar and Outlook leave tasks (VTODO) out when they
import a file, and Apple's Calendar does not show them. The events leave the time free. Its UID is
the entry's id and its SEQUENCE grows with each change, so importing again updates the event.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from valley import __version__
from valley.errors import ValleyError
from valley.exchange.formats import Writing
from valley.exchange.selection import Selection
from valley.model import Entry, Status
from valley.ui.sentences import STATUSES
from valley.ui.text import visible

if TYPE_CHECKING:
    from icalendar import Event, vText

MOST = 2**31 - 1  # of a SEQUENCE
DONE = {Status.KEPT: "✓ ", Status.BETTER: "✓ ", Status.MISSED: "– ", Status.OPEN: ""}


def export(selection: Selection, how: Writing) -> Iterator[str]:
    """Yield the calendar of what is handed on."""
    promised = [entry for entry in selection.entries if entry.action and entry.due]
    if not promised:
        how.tell("No promise in it has a due day, so the calendar is empty.")
    yield write(promised).decode()


def write(entries: Iterable[Entry]) -> bytes:
    """Return the calendar of the promises that have a day.

    Raises:
        ValleyError: The extra is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise ValleyError(
            "A calendar needs an extra: pip install 'valley[calendar]'. Nothing was written."
        ) from error

    calendar = Calendar()
    calendar.add("prodid", f"-//valley//valley {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Promises")
    for entry in entries:
        if entry.action and entry.due:
            calendar.add_component(_event(entry, entry.due))
    return bytes(calendar.to_ical())


def _event(entry: Entry, due: date) -> "Event":
    from icalendar import Event

    status = entry.status or Status.OPEN
    event = Event()
    event.add("uid", f"{entry.id}@valley")
    event.add("sequence", _sequence(entry))
    event.add("dtstamp", _utc(entry.updated_at))
    event.add("created", _utc(entry.written_at))
    event.add("last-modified", _utc(entry.updated_at))
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", _exact(DONE[status] + " ".join(visible(entry.action or "").split())))
    event.add("description", _exact(visible(_description(entry, status))))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    event.add("categories", ["valley", str(status)])
    return event


def _exact(text: str) -> "vText":
    r"""Return a text that keeps its backslashes: the library takes `C:\New` for a line end."""
    from icalendar import vText

    class Exact(vText):
        def to_ical(self) -> bytes:
            return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))

    return Exact(text)


def _description(entry: Entry, status: Status) -> str:
    parts = [entry.action, f"What happened: {entry.happened}"]
    parts += [f"Reason: {entry.reason}"] if entry.reason else []
    parts += [f"Promise: {STATUSES[status]}"]
    parts += [entry.note] if entry.note else []
    return "\n".join(part for part in parts if part)


def _sequence(entry: Entry) -> int:
    """Count up with each change, in seconds since the entry was written."""
    passed = (entry.updated_at - entry.written_at).total_seconds()
    return min(MOST, max(0, int(passed)))


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        return moment.replace(tzinfo=UTC, microsecond=0)
