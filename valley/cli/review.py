"""`valley review`: the week looked back on."""

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, Any

import typer

from valley import dates
from valley.cli.options import Json
from valley.cli.session import Session
from valley.errors import InvalidInput
from valley.insight.week import Week, needed_since, week
from valley.model import Review, answer

app = typer.Typer()


@app.command(epilog="The week before: valley review --last --no-input")
def review(
    ctx: typer.Context,
    of_week: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="An ISO week: 2026-W12.")
    ] = None,
    last: Annotated[bool, typer.Option("--last", help="The week before this one.")] = False,
    focus: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The one thing to change next week.")
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Look back on a week, and choose one thing to change."""
    session: Session = ctx.obj
    monday, _ = dates.parse_week(of_week) if of_week else dates.week_of(session.today)
    monday -= timedelta(weeks=1) if last and not of_week else timedelta()
    if monday > session.today:
        raise InvalidInput(f"{of_week} is yet to come.")
    name = dates.week_name(monday)
    del no_input  # nothing is asked
    if focus is not None:
        _keep_focus(session, name, focus)
    known = session.journal.review(name)
    view = week(
        session.journal.entries(needed_since(monday)),
        monday=monday,
        today=session.today,
        workdays=session.workdays,
        focus=known.focus if known else None,
    )
    if as_json:
        session.emit(as_fields(session, view))
        return
    from valley.ui.week import week as draw

    session.draw(*draw(view, today=session.today, screen=session.screen))


def _keep_focus(session: Session, name: str, focus: str) -> None:
    """Write the focus that was chosen.

    Raises:
        InvalidInput: It is empty.
    """
    chosen = answer(focus)
    if chosen is None:
        raise InvalidInput("The focus is empty; give --focus a text.")
    known = session.journal.review(name)
    written_at = known.written_at if known else session.now
    answers = known.answers if known else ()
    kept = Review(
        week=name, written_at=written_at, updated_at=session.now, focus=chosen, answers=answers
    )
    with session.journal.change(f"the focus of {name}") as change:
        change.put_review(kept)


def as_fields(session: Session, view: Week) -> dict[str, Any]:
    """Turn the view of a week into JSON values."""
    from valley.cli.excuses import as_fields as excuse_fields

    return {
        "week": view.name,
        "first": view.first.isoformat(),
        "last": view.last.isoformat(),
        "in_progress": view.in_progress,
        "focus": view.focus,
        "figures": asdict(view.figures),
        "before": asdict(view.before) if view.before else None,
        "terrain": [asdict(day) | {"day": day.day.isoformat()} for day in view.terrain],
        "came_back": [excuse_fields(one) for one in view.came_back],
        "blamed": [{"theme": theme, "count": count} for theme, count in view.blamed],
        "entries": [session.record(entry) for entry in view.entries],
    }
