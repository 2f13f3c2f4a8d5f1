"""`valley year`: a year on one screen, and as a picture."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from valley.cli.delivery import check_target, deliver
from valley.cli.options import Json, argument, flag, option
from valley.cli.output import Output, run_of
from valley.errors import InvalidInput
from valley.insight.recurring import WINDOW
from valley.insight.year import Year
from valley.insight.year import year as look_back
from valley.session import Session
from valley.ui import json_views

app = typer.Typer()

FIRST_YEAR = 2  # before it there is no day to look back to


@app.command(epilog="Last year as a picture: valley year 2025 --save year.svg")
def year(
    ctx: typer.Context,
    number: Annotated[str | None, argument("[YEAR]", "As 2025; default: this one.")] = None,
    save: Annotated[str | None, option("FILE", "Write it as a picture, FILE.svg.")] = None,
    force: Annotated[bool, flag("--force", "Replace a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Show a year on one screen: days, excuses that went and came, the best week."""
    session, out = run_of(ctx)
    which = _year_meant(session, number)
    path = Path(save) if save is not None else None
    if path:
        if path.suffix.lower() != ".svg":
            raise InvalidInput(f"The picture is an SVG: give {path} a name that ends in .svg.")
        check_target(path, force=force)
    since = date(which, 1, 1) - timedelta(days=WINDOW)
    entries = session.journal.entries(since, date(which, 12, 31))
    view = look_back(
        entries,
        number=which,
        today=session.today,
        workdays=session.workdays,
        book=session.journal.book,
    )
    if path:
        _save(session, out, view, path)
    if as_json:
        out.emit(json_views.year(view))
    elif not path:
        from valley.ui.year import year as draw

        out.draw(*draw(view, today=session.today, screen=out.screen))


def _year_meant(session: Session, text: str | None) -> int:
    """Return which year is meant.

    Raises:
        InvalidInput: It is no year, or yet to come.
    """
    if text is None:
        return session.today.year
    if not (text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text[:5]) <= date.max.year):
        raise InvalidInput(f"“{text}” is no year; give it as {session.today.year}.")
    if int(text) > session.today.year:
        raise InvalidInput(f"{text} is yet to come.")
    return int(text)


def _save(session: Session, out: Output, view: Year, path: Path) -> None:
    """Write the picture, whole or not at all."""
    from valley.ui import picture
    from valley.ui.year import year as draw

    canvas = picture.canvas()
    parts = draw(view, today=session.today, screen=canvas)
    deliver([picture.svg(parts, canvas, title=f"valley year {view.year}")], path, is_json=False)
    clear = ", in clear" if session.journal.is_encrypted else ""
    out.tell(f"Written to {path}{clear}.", of=path)
