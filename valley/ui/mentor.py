"""The exchange with the mentor on the screen: where it stands, what an answer says, all comments."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from valley import dates
from valley.entry.promise import is_agreed
from valley.insight.mentor import Placed, Shown, Standing
from valley.ui import mentor_sentences as said
from valley.ui import style
from valley.ui.promises import due_words
from valley.ui.review_sentences import MENTOR_SAID
from valley.ui.sentences import things
from valley.ui.style import Renderable


def standing(view: Standing, *, today: date) -> Iterator[Renderable]:
    """Yield where the exchange stands: the last page, what each owes, and the next step."""
    if view.page is None and not view.comments:
        yield Text(said.NO_PAGES, "quiet")
        return
    if view.page is not None:
        yield style.words(said.page_line(view.page, today), "title")
    if view.promises:
        yield Text("\nYou agreed to", "title")
    for entry in view.promises:
        anew = "" if is_agreed(entry) else ", made anew"
        when = f"{due_words(entry.due, today)}{anew}, {entry.short_id}"
        yield style.words(f"{entry.action}  ({when})", indent=2)
    if view.owed:
        yield style.words(f"\n{view.mentor or 'Your mentor'} owes you", "title")
    for one in view.owed:
        yield style.words(said.owed_line(one, today), indent=2)
    if view.waiting:
        yield Text("\nWaits for your yes", "title")
    for one in view.waiting:
        yield style.words(said.agreed_line(one, view.mentor, today), indent=2)
    told = things(view.comments, "comment")
    yield style.words(f"\n{told}: valley mentor comments. {said.next_step(view.page)}.", "quiet")


def understood(view: Shown) -> Iterator[Renderable]:
    """Yield what an answer says, as it was understood."""
    yield style.words(said.of_page(view.page), "title")
    yield from comments(view.comments)
    if view.agreements:
        yield Text("\nAgreed", "title")
    for line in view.agreements:
        yield style.words(line, indent=2)


def comment_list(found: Sequence[Placed], *, today: date) -> Iterator[Renderable]:
    """Yield all comments, each answer under the day it was read."""
    if not found:
        yield Text(said.NO_COMMENTS, "quiet")
        return
    shown = None
    for one in found:
        comment = one.comment
        head = comment.page, comment.read_at.date()
        if head != shown:
            page = f"Page {comment.page}, read" if comment.page else "Read"
            line = f"{page} {dates.show(comment.read_at.date(), today=today)}"
            yield Text(line if shown is None else f"\n{line}", "title")
            shown = head
        yield from comments([one])


def comments(found: Sequence[Placed]) -> Iterator[Renderable]:
    """Yield comments, each under what it is about."""
    place = None
    for one in found:
        if one.place != place:
            yield style.words(one.place, "quiet", indent=2)
            place = one.place
        for line in one.comment.text.split("\n"):
            yield style.words(line, "action", indent=4) if line.strip() else Text("")


def wrote(found: Sequence[Placed], most: int = 0) -> Iterator[Renderable]:
    """Yield what the mentor wrote of something under its heading.

    Args:
        found: The comments, the oldest first.
        most: How many are shown, the newest; 0 for all.
    """
    yield Text(f"\n{MENTOR_SAID}", "title")
    shown = found[-most:]
    if before := len(found) - len(shown):
        yield style.words(said.comments_before(before), "quiet", indent=2)
    yield from comments(shown)
