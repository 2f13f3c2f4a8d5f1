"""`valley status`: today at a glance, and in a shell prompt."""

from typing import Annotated

import typer

from valley.cli.options import Json, flag
from valley.cli.output import run_of
from valley.cli.today import show_today

app = typer.Typer()


@app.command(epilog="In a shell prompt: valley status --prompt")
def status(
    ctx: typer.Context,
    prompt: Annotated[bool, flag("--prompt", "A few characters for a shell prompt.")] = False,
    as_json: Json = False,
) -> None:
    """Show today at a glance."""
    show_today(*run_of(ctx), as_json=as_json, prompt=prompt)
