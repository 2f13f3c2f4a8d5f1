"""`valley streak`: how many days in a row, how strong the habit, and the calendar."""

from datetime import timedelta
from typing import Annotated

import typer

from valley.cli.options import Json, flag
from valley.cli.output import run_of

app = typer.Typer()

YEAR = timedelta(days=370)
WEEK_STARTS = {"mon": 0, "sun": 6, "sat": 5}


@app.command(epilog="How it is reckoned: valley streak --explain")
def streak(
    ctx: typer.Context,
    explain: Annotated[bool, flag("--explain", "Show how streak and momentum come about.")] = False,
    as_json: Json = False,
) -> None:
    """Show the streak, the momentum and a calendar of the year."""
    from valley.insight.streak import streak as derive

    session, out = run_of(ctx)
    journal = session.journal
    view = derive(journal.written(*journal.years()), today=session.today, rules=session.rules)
    if as_json:
        from valley.ui import json_views

        out.emit(json_views.streak(view, since=session.today - YEAR))
        return
    from valley.ui import streak as ui

    if explain:
        out.draw(*ui.explained(view, today=session.today))
        return
    first_weekday = WEEK_STARTS[session.settings.values["week_starts"]]
    out.draw(
        *ui.streak(
            view,
            today=session.today,
            week_starts=first_weekday,
            screen=out.screen,
        )
    )
