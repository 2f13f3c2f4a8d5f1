"""A review on the screen: the last focus, the picture, what stands out, what was said."""

from collections.abc import Iterable, Iterator
from datetime import date

from rich.text import Text

from valley import dates
from valley.insight.review import LookBack
from valley.model import Review
from valley.ui import review_sentences, style
from valley.ui.findings import lead, sentence
from valley.ui.month_sentences import month_sentences, month_title
from valley.ui.style import Renderable, Screen
from valley.ui.week import week


def review(view: LookBack, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield a review: its lead, the focus it began with, the picture, what stands out, what was said."""
    say = review_sentences
    yield from _opening(view, today=today, screen=screen)
    if view.last_focus:
        yield Text()
        yield style.words(say.focus_was(view.last_focus))
        if seen := say.focus_seen(view.last_focus):
            yield style.words(seen, "quiet")
    yield from week(view.week, today=today, screen=screen)
    if view.week.entries:
        yield Text()
        yield from outstanding(view, today=today, screen=screen)
    if view.review:
        yield from _said(view.review)


def picture(view: LookBack, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield the week by what it is told by first, and its picture."""
    yield from _opening(view, today=today, screen=screen)
    yield from week(view.week, today=today, screen=screen)


def _opening(view: LookBack, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield which week it is, and the one sentence it is told by; a quiet one where there is little."""
    say, of = review_sentences, view.week
    yield style.words(say.headline(of, today), "quiet")
    if not of.entries:
        yield style.words(say.nothing(of), "quiet")
        return
    if view.lead:
        yield style.lead(lead(view.lead), "win" if view.lead.worked else "valley", screen=screen)
    elif not of.figures.few:
        yield style.words(say.counted(of.figures))
    if of.figures.few:
        yield style.words(say.few(of.figures.days), "quiet")


def outstanding(view: LookBack, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield what stands out, each finding with the days that bear it out."""
    say = review_sentences
    bullet = "" if screen.plain else "- " if screen.ascii_only else "• "
    yield Text(say.STANDS_OUT, "title")
    for found in view.findings:
        days = say.day_list(found.days, today)
        yield style.words(f"{bullet}{sentence(found)}", "win" if found.worked else "")
        yield style.words(days, "quiet", indent=len(bullet))
    if not view.findings:
        young = view.week.before is None or view.week.before.few
        yield style.words(say.TOO_EARLY if young else say.NOTHING_STANDS_OUT, "quiet")
    yield from _month(view, today=today, bullet=bullet)
    if view.comments:
        from valley.ui.mentor import comments

        yield Text(f"\n{review_sentences.MENTOR_SAID}", "title")
        yield from comments(view.comments)


def _month(view: LookBack, *, today: date, bullet: str) -> Iterator[Renderable]:
    """Yield what was true of the month before, each sentence with its days."""
    if view.month is None:
        return
    yield Text(f"\n{month_title(view.month.first, today)}", "title")
    for shift, told in month_sentences(view.month).values():
        yield style.words(f"{bullet}{told}")
        yield style.words(review_sentences.day_list(shift.days, today), "quiet", indent=len(bullet))


def review_list(reviews: Iterable[Review], *, today: date) -> Iterator[Renderable]:
    """Yield reviews, each with its focus."""
    empty = True
    for one in reviews:
        empty = False
        first, last = (dates.show(day, today=today) for day in dates.parse_week(one.week))
        yield Text(f"{one.week}  {first} to {last}", "day")
        yield style.words(
            one.focus or review_sentences.NO_FOCUS, "" if one.focus else "quiet", indent=2
        )
    if empty:
        yield Text(review_sentences.NO_REVIEWS, "quiet")


def _said(kept: Review) -> Iterator[Renderable]:
    say = review_sentences
    if kept.answers:
        yield Text(f"\n{say.SAID}", "title")
    for asked, said in kept.answers:
        yield style.words(asked, "quiet")
        yield style.words(said, indent=2)
    if kept.focus:
        yield Text(f"\n{say.FOCUS}", "title")
        yield style.words(kept.focus, indent=2)
