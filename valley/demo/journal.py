"""The demo's journal: the story laid over the working days before today."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from valley import dates, settings_file
from valley.coach.recognise import Recogniser
from valley.demo.story import AWAY, FOCUS, LATE, NOTHING, Line, story
from valley.due import Moment
from valley.entry import promise
from valley.entry.answers import Answers
from valley.entry.compose import compose, with_due
from valley.journal import Journal
from valley.model import Entry, EntryKind, Review
from valley.ui.sentences import ENDS, PLAN_USES
from valley.workdays import Away, Workdays

FRIDAY = 4


def write(root: Path, now: datetime, today: date) -> None:
    """Write the journal to a folder of its own; the same day makes the same journal.

    Args:
        root: The folder, still empty.
        now: The moment it is.
        today: The day after the story's last.
    """
    days = story()
    workdays = Workdays.of()
    on = _working_days_before(today, len(days), workdays)
    recogniser = Recogniser([], today=today, names={})
    entries: list[Entry] = []
    reviews: list[Review] = []
    away: list[date] = []
    for day, lines in zip(on, days, strict=True):
        for line in lines:
            if line.mark == AWAY:
                away.append(day)
            elif line.mark == FOCUS:
                reviews.extend(_review(day, line, today, now))
            elif line.mark != NOTHING:
                entries.append(_entry(day, line, today, now, workdays, recogniser))
    # As of the last evening, so that `valley undo` has that to take back.
    with Journal(root, now - timedelta(days=1)).change("the whole story") as change:
        for entry in entries:
            change.add(entry)
        for review in reviews:
            change.add_review(review)
    settings_file.add_away(root, Away(away[0], away[-1], "by the sea"))


def _entry(
    day: date,
    line: Line,
    today: date,
    now: datetime,
    workdays: Workdays,
    recogniser: Recogniser,
) -> Entry:
    """Make an entry of a line, and let its promise end as the story tells."""
    late = timedelta(days=9) if line.mark == LATE else timedelta()
    evening = time(18, 10 + 7 * day.day % 40)
    written = datetime.combine(day, evening, now.tzinfo) + late
    answers = Answers(
        happened=line.happened.partition(" #")[0],
        reason=line.reason or None,
        kind=EntryKind.WIN if "w" in line.ended else None,
        excuse=line.excuse or None,
        action=line.action if line.action != "*" else None,
        plan="p" in line.ended,
        plan_use=next((PLAN_USES[key] for key in line.ended if key in PLAN_USES), None),
        tags=line.tags,
    )
    entry = compose(answers, day=day, now=written, reader=recogniser)
    entry = with_due(entry, Moment(written - late, day, workdays))
    how = next((ENDS[key] for key in line.ended if key in ENDS), None)
    due = entry.due
    if how and due and due < today:
        entry = promise.settle(entry, how, on=due, note=line.note or None)
        if line.note_excuse:
            entry = promise.add_note(entry, line.note, line.note_excuse)
        written = datetime.combine(due, evening, now.tzinfo)
    same = uuid5(NAMESPACE_URL, f"valley:demo/{day}/{line.happened}")
    return replace(entry, id=str(same), updated_at=written)


def _review(day: date, line: Line, today: date, now: datetime) -> list[Review]:
    """Make the review of the week of a day, if that week has ended."""
    monday, _ = dates.week_of(day)
    friday = monday + timedelta(days=FRIDAY)
    if friday >= today:
        return []
    written = datetime.combine(friday, time(17, 15), now.tzinfo)
    week = dates.week_name(day)
    return [Review(week=week, written_at=written, updated_at=written, focus=line.happened)]


def _working_days_before(today: date, count: int, workdays: Workdays) -> list[date]:
    """List so many working days, the last of them before today."""
    first = today - timedelta(days=2 * count)
    return list(workdays.between(first, today - timedelta(days=1)))[-count:]
