"""A week on the screen: its terrain, its figures beside those before, what came back, the blame."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple
from datetime import date

from rich.console import Group
from rich.table import Table
from rich.text import Text

from valley import dates
from valley.insight.terrain import Ground, hills
from valley.insight.week import Figures, Week
from valley.ui import profile, style
from valley.ui import review_sentences as say
from valley.ui.excuses import TRENDS
from valley.ui.landscape_sentences import A_WIN
from valley.ui.one_more_sentences import heard_and_proved
from valley.ui.sentences import THEMES, part, times
from valley.ui.style import Renderable, Screen

GAP, VALUE = 3, 7  # columns between two halves, and of a figure at least
WIDE, HALVES = 100, 60  # columns from which the figures may stand beside the picture, or each other
HALF = 6  # rows, of which the others stand at the right where there is room
CHANGES = {"better": "win", "worse": "slope"}
DAY = 12  # columns of a day, at most
DAY_LABEL = 9  # columns from which a day of the month has room
NARROWEST_DAY = 4
WON_LABEL = 12  # columns from which a win is named there too
EXCUSES = 3
Row = tuple[str, str, str, str]


def week(view: Week, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield the picture of a week; nothing of one without entries."""
    if not view.entries:
        return
    hills = list(terrain(view, today=today, screen=screen))
    if screen.plain:
        yield from (Text(), *hills, Text(), *_in_sentences(view), *_back(view), *_blame(view))
        return
    if screen.width >= WIDE:
        back = style.laid_out(Group(*_back(view), *_blame(view)), screen)
        figures = [*_table(view, screen), Text(_compared(view), "quiet")]
        wide = style.beside([*hills, *back], figures, gap=GAP)
        if style.widest(wide) <= screen.width:
            yield from (Text(), *wide)
            return
    if hills[0].plain[: profile.AXIS].strip():  # else it is a row of flags, and air enough
        yield Text()
    yield from (*hills, *_figures(view, screen))
    lists = (Group(*_back(view)), Group(Text(), *_blame(view, listed=True)))
    both = style.beside(*(style.laid_out(one, screen) for one in lists), gap=GAP)
    if view.came_back and style.widest(both) <= screen.width:
        yield from both
    else:
        yield from (*_back(view), *_blame(view))


def _figures(view: Week, screen: Screen) -> Iterable[Renderable]:
    """Return the figures: in two halves where there is room, in words where there is none."""
    if screen.width >= HALVES:
        right = [Text(_compared(view), "quiet"), *_table(view, screen, slice(HALF, None))[1:]]
        halves = style.beside(_table(view, screen, slice(HALF)), right, gap=GAP)
        if style.widest(halves) <= screen.width:
            return halves
    whole = _table(view, screen)
    if style.widest(whole) <= screen.width:
        return (Text(), *whole, style.words(_compared(view), "quiet"))
    return (Text(), *_in_sentences(view))


def _back(view: Week) -> Iterator[Renderable]:
    """Yield what came back."""
    if view.came_back:
        yield Text(f"\n{say.CAME_BACK}", "title")
    for one in view.came_back[:EXCUSES]:
        trend = f", {TRENDS[one.trend]}" if one.trend else ""
        told = f"; {said}" if (said := heard_and_proved(one)) else ""
        yield style.words(f"{one.title}, {times(one.count)}{trend}{told}", indent=2)
    if (more := len(view.came_back) - EXCUSES) > 0:
        yield style.words(say.more_excuses(more), "quiet", indent=2)


def _blame(view: Week, *, listed: bool = False) -> Iterator[Renderable]:
    """Yield whom the excuses held responsible, in a sentence or as a list of its own."""
    blamed = [f"{THEMES[theme]} {count}" for theme, count in view.blamed]
    if blamed and listed:
        yield Text(say.BLAME, "title")
        yield from (style.words(one, indent=2) for one in blamed)
    elif blamed:
        yield style.words(f"{say.BLAME}: {', '.join(blamed)}")
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
        flag=A_WIN if flags and step < WON_LABEL else "",
        mist=say.mist(unknown) if unknown else "",
        level=say.LEVEL if any(day.is_plain for day in days) else "",
        width=screen.width,
        ascii_only=screen.ascii_only,
    )


def _in_words(day: Ground, today: date) -> str:
    won = "a win" if day.wins == 1 else f"{day.wins} wins"
    if day.lowest is None:
        if day.is_known:
            return won if day.wins else say.PLAIN
        return say.TO_COME if day.first >= today else say.NOT_LOGGED
    return f"{day.lowest}, and {won}" if day.wins else str(day.lowest)


def _in_sentences(view: Week) -> Iterator[Renderable]:
    """Yield the figures in words, each with that before."""
    for name, now, before, change in _rows(view):
        beside = ", ".join(filter(None, (before and f"{say.BEFORE}: {before}", change)))
        yield style.words(f"{name}: {now}" + (f" ({beside})" if beside else ""))
    yield style.words(_compared(view))


def _table(view: Week, screen: Screen, some: slice = slice(None)) -> list[Text]:
    """Return figures beside those before, as a table: a head, and a line each.

    A change is a word, in its colour.
    """
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="quiet")
    compared = _past(view) is not None
    table.add_column("", no_wrap=True)
    table.add_column(say.THIS_WEEK, justify="right", no_wrap=True, min_width=VALUE)
    if compared:
        table.add_column(say.BEFORE, justify="right", no_wrap=True, min_width=VALUE)
        table.add_column("", no_wrap=True)
    for name, now, before, change in _rows(view)[some]:
        told = (before, Text(change, CHANGES.get(change, ""))) if compared else ()
        table.add_row(name, now, *told)
    return style.laid_out(table, screen)


def _past(view: Week) -> Figures | None:
    """Return what the figures stand beside, where that is enough to tell of."""
    return None if view.before is None or view.before.few else view.before


def _compared(view: Week) -> str:
    """Return what the week is compared with."""
    if view.before is None:
        return say.NO_WEEKS_BEFORE
    if view.before.few:
        return say.few_before(view.before.days)
    return say.weeks_before(view.before.weeks)


def _rows(view: Week) -> list[Row]:
    now, past, changes = view.figures, _past(view), view.changes
    logged = f"{now.logged:g} of {now.workdays:g}"
    values = [logged, *_values(now, "{:g}".format)]
    before = [_average(past.logged), *_values(past, _average)] if past else [""] * len(values)
    return [
        (told, value, was, changes.get(name, ""))
        for (name, told), value, was in zip(say.FIGURES.items(), values, before, strict=True)
    ]


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
        *(
            say.NOTHING if share is None else part(share, round(each * figures.weeks))
            for share, each in shares
        ),
        *map(show, astuple(made)),
    ]


def _average(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
