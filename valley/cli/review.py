"""`valley review`: the week looked back on, in a terminal with its questions."""

import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from valley import dates, operations
from valley.cli.options import Json, OfWeek, flag, option
from valley.cli.output import Output, run_of
from valley.errors import InvalidInput, NotFound
from valley.kept import AccountName
from valley.model import Review, answer
from valley.session import Session
from valley.ui import json_views

if TYPE_CHECKING:
    from valley.insight.review import LookBack

app = typer.Typer()

FIRST_YEAR = 2  # before it there is no half a year to look back on


@app.command(epilog="The week before: valley review --last; one answer anew: valley review --edit")
def review(
    ctx: typer.Context,
    of_week: OfWeek = None,
    last: Annotated[bool, flag("--last", "The week before this one.")] = False,
    focus: Annotated[str | None, option("TEXT", "The one thing to change next week.")] = None,
    edit: Annotated[bool, flag("--edit", "Go through the answers again, and change them.")] = False,
    listed: Annotated[bool, flag("--list", "List the reviews.")] = False,
    no_input: Annotated[bool, flag("--no-input", "Ask nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Look back on a week, and choose one thing to change."""
    session, out = run_of(ctx)
    if listed:
        _list(session, out, as_json=as_json)
        return
    monday = _monday(session, of_week, last=last)
    name = dates.week_name(monday)
    if focus is not None:
        _save_focus(session, name, focus)
    kept = session.journal.review(name)
    terminal = session.is_terminal and sys.stdout.isatty() and not (no_input or as_json)
    if edit:
        _check_edit(name, kept, terminal=terminal)
    if terminal and focus is None and not edit:
        from valley.sittings.old_wins import look_at_old_wins
        from valley.ui.prompts import Asker

        look_at_old_wins(session, Asker(sys.stdout, plain=session.plain))
    view = _view(session, monday, kept)
    if not view.week.entries and not as_json:
        _tell_of_week_before(session, out, monday)
    if as_json:
        out.emit(json_views.review(view, entries=session.records(view.week.entries)))
        return
    if terminal and focus is None:
        from valley.sittings.friday import Friday

        sitting = Friday(session, view, out.draw, out.screen, edit=edit)
        if sitting.is_due:
            sitting.run()
            return
    _show(session, out, view, hint=terminal and kept is not None)


def _monday(session: Session, of_week: str | None, *, last: bool) -> date:
    """Return which week is meant by its first day.

    Raises:
        InvalidInput: It is yet to come, or before any calendar of ours.
    """
    monday, _ = dates.parse_week(of_week) if of_week else dates.week_of(session.today)
    monday -= timedelta(weeks=1) if last and not of_week else timedelta()
    if monday > session.today:
        raise InvalidInput(f"{of_week} is yet to come.")
    if monday.year < FIRST_YEAR:
        raise InvalidInput(f"{of_week} is too long ago.")
    return monday


def _tell_of_week_before(session: Session, out: Output, monday: date) -> None:
    """Tell of the last week that has entries, where there is nothing in this one."""
    from valley.insight.week import needed_since
    from valley.ui.review_sentences import week_before

    day_before = monday - timedelta(days=1)
    newest = next(session.journal.entries(needed_since(monday), day_before), None)
    if newest is None:
        return

    first, last = dates.week_of(newest.day)
    count = sum(1 for _ in session.journal.entries(first, last))
    out.tell(week_before(count, first, today=session.today))


def _check_edit(name: str, kept: Review | None, *, terminal: bool) -> None:
    """Make sure that there is something to change, and somebody to change it.

    Raises:
        NotFound: The week has no review.
        BadParameter: Nobody can be asked here.
    """
    if not terminal:
        raise typer.BadParameter(
            "it asks in a terminal; --focus TEXT changes the focus without", param_hint="--edit"
        )
    if kept is None:
        raise NotFound(f"{name} has no review yet; write one: valley review --week {name}")


def _view(session: Session, monday: date, kept: Review | None) -> "LookBack":
    """Look back on a week, reading the years it needs."""
    from dataclasses import replace

    from valley.insight.review import look_back
    from valley.insight.week import needed_since
    from valley.sittings.mentor_comments import of_week

    since = needed_since(monday)
    view = look_back(
        session.journal.entries(since, monday + timedelta(days=6)),
        monday=monday,
        today=session.today,
        workdays=session.workdays,
        role=session.settings.values["role"],
        review=kept,
        previous=session.journal.review(dates.week_name(monday - timedelta(days=1))),
        begun=session.journal.begun(since),
        corrections=session.journal.kept(AccountName),
    )
    return replace(view, comments=of_week(session, monday, monday + timedelta(days=6)))


def _show(session: Session, out: Output, view: "LookBack", *, hint: bool) -> None:
    from valley.ui.review import review as draw
    from valley.ui.review_sentences import change_it

    out.draw(*draw(view, today=session.today, screen=out.screen))
    if hint:
        out.tell(change_it(view.week.name))


def _save_focus(session: Session, name: str, focus: str) -> None:
    """Write the focus that was chosen.

    Raises:
        InvalidInput: It is empty.
    """
    chosen = answer(focus)
    if chosen is None:
        raise InvalidInput("The focus is empty; give --focus a text.")
    operations.save_review(session.journal, name, focus=chosen)


def _list(session: Session, out: Output, *, as_json: bool) -> None:
    """List the reviews there are, newest first."""
    reviews = session.journal.reviews()
    if as_json:
        out.emit([json_views.stored_review(one) for one in reviews])
        return
    from valley.ui.review import review_list

    out.draw(*review_list(reviews, today=session.today))
