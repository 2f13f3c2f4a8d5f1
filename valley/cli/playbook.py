"""`valley playbook`: the rep's own moves, and what came of them."""

from datetime import date
from typing import Annotated

import typer

from valley.cli.options import Json, option, past_day
from valley.cli.output import run_of

app = typer.Typer()


@app.command(epilog="What worked this year: valley playbook --since '1 jan'")
def playbook(
    ctx: typer.Context,
    since: Annotated[str | None, option("DAY", "From this day; default: all.")] = None,
    as_json: Json = False,
) -> None:
    """Show your own moves: what you did before wins, and which promises got kept."""
    from valley.insight.playbook import playbook as look
    from valley.ui import json_views

    session, out = run_of(ctx)
    entries = session.journal.entries(past_day(session, out, since) or date.min)
    view = look(entries, session.journal.book)
    if as_json:
        out.emit(json_views.playbook(view))
        return
    from valley.ui.playbook import playbook as draw

    out.draw(*draw(view, today=session.today))
