"""`valley landscape`: the terrain of the last weeks."""

from datetime import timedelta

import typer

from valley import dates
from valley.cli.options import FromDay, Json, ToDay, past_day
from valley.cli.output import run_of
from valley.errors import InvalidInput
from valley.insight.landscape import landscape as survey
from valley.ui import json_views

app = typer.Typer()

WEEKS = 12


@app.command(epilog="Half a year: valley landscape --from '1 jan' --to '30 jun'")
def landscape(
    ctx: typer.Context, since: FromDay = None, until: ToDay = None, as_json: Json = False
) -> None:
    """Show the terrain of 12 weeks: valleys, summits, the way out."""
    session, out = run_of(ctx)
    last = min(past_day(session, out, until) or session.today, session.today)
    monday, _ = dates.week_of(last)
    first = past_day(session, out, since) or monday - timedelta(weeks=WEEKS - 1)
    if first > last:
        raise InvalidInput(f"{first} comes after {last}; give --from the earlier day.")
    first, sunday = dates.week_of(first)[0], dates.week_of(last)[1]
    last = min(sunday, session.today)
    entries = list(session.journal.entries(first, last))
    if since is None:  # no desert before the first entry
        first = max(first, min((entry.day for entry in entries), default=monday))
    view = survey(entries, first=first, last=last, workdays=session.workdays)
    if as_json:
        out.emit(json_views.landscape(view))
        return
    from valley.ui.landscape import landscape as draw

    out.draw(*draw(view, today=session.today, screen=out.screen))
