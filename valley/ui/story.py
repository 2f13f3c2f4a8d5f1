"""An excuse as a story on the screen: how it went in a few lines, then each time it was given."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from valley import dates
from valley.coach.catalogue import catalogue, title
from valley.entry.promise import each
from valley.insight.promises import plan_for
from valley.insight.recurring import Recurring
from valley.insight.story import Turn, TurningPoint
from valley.model import Entry, Status
from valley.ui import sentences, style
from valley.ui import story_sentences as say
from valley.ui.entries import action_lines
from valley.ui.excuses import colour, ended, for_promises, marks, of_promise
from valley.ui.one_more_sentences import WHOSE, heard_and_proved, turned_out_to_be
from valley.ui.sentences import times
from valley.ui.style import Renderable, Screen
from valley.ui.text import one_line

NARROWEST = 30  # columns of a screen on which days stand beside what turned
DOT, DOT_ASCII = "●", "*"
# From the colour of the Valley, step by step out of it.
LOOKS = {
    Turn.FIRST: "valley",
    Turn.CAME_BACK: "valley",
    Turn.KEEPS_COMING: "valley",
    Turn.OWNED: "slope",
    Turn.KEPT: "out",
    Turn.TURNED_OUT: "climbing",
    Turn.LAST: "quiet",
    Turn.AWAY: "out",
}


def story(
    found: Recurring,
    entries: Sequence[Entry],
    points: Sequence[TurningPoint],
    *,
    today: date,
    screen: Screen,
) -> Iterator[Renderable]:
    """Yield an excuse: what it is, what turned when, and every time it was given, oldest first."""
    name = found.excuse
    known = {entry.id: entry for entry in entries}
    yield from _head(found, entries, screen=screen)
    yield Text()
    yield from _points(points, known, today=today, screen=screen)
    turned: defaultdict[str, list[Turn]] = defaultdict(list)
    for point in points:
        if point.turn in say.LABELS:
            turned[point.entry].append(point.turn)
    reasons = [(entry.day, entry) for entry in entries if entry.excuse == name]
    missed = [
        (one.resolved_on or one.day, one)
        for entry in entries
        for one in each(entry)
        if one.status is Status.MISSED and one.note_excuse == name
    ]
    for day, entry in sorted([*missed, *reasons], key=lambda one: (one[0], one[1].written_at)):
        yield Text()
        heading = Text(f"{dates.show(day, today=today)}  {entry.short_id}", "day")
        for turn in turned.pop(entry.id, ()):
            heading.append(f"  {say.LABELS[turn]}", LOOKS[turn])
        yield style.Words(heading, Text())
        if any(entry is one for _, one in missed):
            yield style.words(entry.note or "", indent=2)
            yield style.words(say.for_promise(entry), "action", indent=2)
            continue
        yield style.words(entry.reason or "", indent=2)
        if entry.heard:
            yield style.words(WHOSE[entry.heard], "quiet", indent=2)
        if entry.action:
            sign = of_promise(entry.status, screen)
            yield from action_lines(entry, today=today, screen=screen, sign=sign)
        if entry.turned_out:
            yield style.words(turned_out_to_be(entry), indent=2)


def _head(found: Recurring, entries: Sequence[Entry], *, screen: Screen) -> Iterator[Renderable]:
    """Yield what an excuse is, how often it came, and the plan for it."""
    name = found.excuse
    yield style.lead(f"{found.title}: {times(found.count)}", colour(found), screen=screen)
    if ends := ended(found):
        strip = Text() if screen.plain else marks(found, ascii_only=screen.ascii_only)
        yield strip.append(" " if strip else "").append(ends)
    if found.for_promises:
        yield Text(for_promises(found))
    if told := heard_and_proved(found):
        yield style.words(f"{told[0].upper()}{told[1:]}.")
    if known := catalogue().excuses.get(name):
        yield style.words(known.meaning, "quiet")
    if plan := plan_for(name, entries):
        yield style.words(sentences.plan(title(name), plan.entry.action or ""), "action")
        yield Text(sentences.plan_score(plan.came_up, plan.used, plan.helped), "quiet")


def _points(
    points: Sequence[TurningPoint], known: Mapping[str, Entry], *, today: date, screen: Screen
) -> Iterator[Renderable]:
    """Yield each day on which something turned, and what did."""
    told = [
        (dates.show(one.day, today=today), one_line(say.turned(one, known[one.entry])), one.turn)
        for one in points
    ]
    if screen.plain or screen.width < NARROWEST:
        yield from (style.words(f"{day}: {what}") for day, what, _ in told)
        return
    table = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    for wraps in (False, False, True):
        table.add_column(no_wrap=not wraps, overflow="fold")
    for day, what, turn in told:
        dot = Text(DOT_ASCII if screen.ascii_only else DOT, LOOKS[turn])
        table.add_row(dot, Text(f"{day} ", "quiet"), Text(what))
    yield from style.laid_out(table, screen, width=screen.width)
