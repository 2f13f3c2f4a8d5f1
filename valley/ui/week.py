"""A week on the screen: its terrain, its figures beside those before, what came back, the blame."""

from collections.abc import Callable, Iterator
from dataclasses import astuple
from datetime import date

from rich.text import Text

from valley import dates
from valley.insight.terrain import Ground, hills
from valley.insight.week import Figures, Week
from valley.ui import profile, review_sentences, style
from valley.ui.excuses import TRENDS
from valley.ui.sentences import THEMES, part, times
from valley.ui.style import Renderable, Screen

NAME, VALUE, PAST = 17, 9, 8  # columns of a table of figures
GAP = 4
BESIDE = 6  # rows, of which the others stand at the right where there is room
DAY = 12  # columns of a day, at most
DAY_LABEL = 9  # columns from which a day of the month has room
NARROWEST_DAY = 4
WIDE = 60  # columns from which a picture and its figures are told apart without a blank line
WON_LABEL = 12  # columns from which a win is named there too
EXCUSES = 3
Row = tuple[str, str, str]


def week(view: Week, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield the picture of a week."""
    say = review_sentences
    name = say.headline(view.first, view.last, today=today, in_progress=view.in_progress)
    yield Text.assemble((name, "title"), (f"  {view.name}", "quiet"), overflow="fold")
    if view.in_progress and today < view.last:
        yield style.words(say.still_going_on(view.to_come, view.last, today), "quiet")
    if not view.entries:
        yield style.words(_empty(view), "quiet")
        return
    if view.figures.few:
        yield style.words(say.few(view.figures.days), "quiet")
    yield from terrain(view, today=today, screen=screen)
    if screen.plain or screen.width < WIDE:
        yield Text()
    yield from _figures(view, screen=screen)
    if view.came_back:
        yield Text(f"\n{say.CAME_BACK}", "title")
        for one in view.came_back[:EXCUSES]:
            trend = f", {TRENDS[one.trend]}" if one.trend else ""
            yield style.words(f"{one.title}, {times(one.count)}{trend}", indent=2)
        if (more := len(view.came_back) - EXCUSES) > 0:
            yield style.words(say.more_excuses(more), "quiet", indent=2)
    if view.blamed:
        blamed = ", ".join(f"{THEMES[theme]} {count}" for theme, count in view.blamed)
        yield style.words(f"{say.BLAME}: {blamed}")
    elif view.figures.owned == 1:
        yield style.words(say.ALL_OWNED)


def terrain(view: Week, *, today: date, screen: Screen) -> Iterator[Text]:
    """Yield the days as hills with mist where nothing is known, or one by one in words."""
    days = [one for one in view.terrain if one.first in view.workdays or one.is_known]
    step = min(DAY, (screen.width - profile.AXIS - 1) // len(days))
    if screen.plain or step < NARROWEST_DAY:
        for day in days:
            weekday = dates.WEEKDAYS[day.first.weekday()]
            yield Text(f"{weekday}: {_in_words(day, today)}", overflow="fold")
        return
    flags = {number * step + step // 2 for number, day in enumerate(days) if day.wins}
    yield from profile.draw(hills(days, step=step), flags=flags, ascii_only=screen.ascii_only)
    labels = Text(" " * profile.AXIS, no_wrap=True)
    for day in days:
        label = dates.WEEKDAYS[day.first.weekday()][:3]
        label += f" {day.first.day}" if step >= DAY_LABEL else ""
        if day.wins and step >= WON_LABEL:
            label += f", {'win' if day.wins == 1 else 'wins'}"
        labels.append(label.center(step))
    labels.rstrip()
    yield labels
    unknown = dict.fromkeys(_in_words(day, today) for day in days if not day.is_known)
    yield from profile.legend(
        flagged=bool(flags) and step < WON_LABEL,
        mist=review_sentences.mist(unknown) if unknown else "",
        level=review_sentences.LEVEL if any(day.is_plain for day in days) else "",
        width=screen.width,
        ascii_only=screen.ascii_only,
    )


def _empty(view: Week) -> str:
    if view.is_away:
        return review_sentences.AWAY
    nothing = view.in_progress and view.to_come
    if nothing:
        return review_sentences.NOTHING_YET
    return review_sentences.nothing_logged(view.figures.workdays)


def _in_words(day: Ground, today: date) -> str:
    won = "a win" if day.wins == 1 else f"{day.wins} wins"
    if day.lowest is None:
        if day.is_known:
            return won if day.wins else review_sentences.PLAIN
        return review_sentences.TO_COME if day.first >= today else review_sentences.NOT_LOGGED
    return f"{day.lowest}, and {won}" if day.wins else str(day.lowest)


def _figures(view: Week, *, screen: Screen) -> Iterator[Renderable]:
    """Yield the figures beside those before; the columns of both halves are named in the first."""
    say = review_sentences
    past = None if view.before is None or view.before.few else view.before
    rows, note = _rows(view.figures, past), _compared(view)
    if screen.plain:
        for name, now, before in rows:
            yield style.words(f"{name}: {now}" + (f" ({say.BEFORE}: {before})" if before else ""))
        yield style.words(note)
        return
    head = _line(("", say.THIS_WEEK, say.BEFORE if past else ""))
    beside = len(head) + GAP
    if screen.width >= beside + max(len(head), len(note)):
        yield Text(f"{head:<{beside}}{note}", "quiet")
        left, right = rows[:BESIDE], rows[BESIDE:]
        for one, other in zip(left, right, strict=True):
            yield Text(f"{_line(one):<{beside}}{_line(other)}".rstrip())
        return
    yield Text(head.rstrip(), "quiet")
    for row in rows:
        yield Text(_line(row).rstrip(), overflow="fold")
    yield style.words(note, "quiet")


def _compared(view: Week) -> str:
    """Return what the week is compared with."""
    if view.before is None:
        return review_sentences.NO_WEEKS_BEFORE
    if view.before.few:
        return review_sentences.few_before(view.before.days)
    return review_sentences.weeks_before(view.before.weeks)


def _line(row: Row) -> str:
    name, now, before = row
    return f"{name:<{NAME}}{now:>{VALUE}}{before:>{PAST}}"


def _rows(now: Figures, past: Figures | None) -> list[Row]:
    logged = f"{now.logged:g} of {now.workdays:g}"
    values = [logged, *_values(now, "{:g}".format)]
    before = [_average(past.logged), *_values(past, _average)] if past else [""] * len(values)
    return list(zip(review_sentences.FIGURES, values, before, strict=True))


def _values(figures: Figures, show: Callable[[float], str]) -> list[str]:
    """Return what the figures come to, but for the days logged."""
    made = figures.promises
    shares = (
        (figures.owned, figures.setbacks),
        (figures.answered, figures.setbacks),
        (figures.volunteered, made.made),
    )
    return [
        *map(show, (figures.wins, figures.setbacks, figures.notes)),
        *(part(share, round(each * figures.weeks)) for share, each in shares),
        *map(show, astuple(made)),
    ]


def _average(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
