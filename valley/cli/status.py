"""`valley` and `valley status`: today at a glance."""

from typing import Annotated

import typer

from valley.cli.options import Json
from valley.cli.session import Session

app = typer.Typer()


@app.command(epilog="In a shell prompt: valley status --prompt")
def status(
    ctx: typer.Context,
    prompt: Annotated[
        bool, typer.Option("--prompt", help="A few characters for a shell prompt.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show today at a glance."""
    show_today(ctx.obj, as_json=as_json, prompt=prompt)


def show_today(session: Session, *, as_json: bool = False, prompt: bool = False) -> None:
    """Show today in under six lines."""
    from valley.insight.today import today

    view = today(
        session.journal.entries(session.today, session.today),
        promises=session.journal.open_promises(),
        standing=session.standing(),
        focus=session.focus(),
        today=session.today,
        first_run=session.journal.is_empty(),
    )
    if as_json:
        session.emit(view.as_json())
        return
    from valley.ui import today as ui

    if prompt:
        typer.echo(ui.for_prompt(view))
    else:
        session.draw(*ui.at_a_glance(view))
