"""`valley delete`, `valley undo`: changes to what was written."""

from typing import Annotated

import typer

from valley import dates
from valley.cli.log import named_entry
from valley.cli.options import Id
from valley.cli.session import Session

app = typer.Typer()

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


@app.command(epilog="valley delete 3f2a; valley delete yesterday --yes")
def delete(ctx: typer.Context, which: Id, yes: Yes = False) -> None:
    """Delete an entry; `valley undo` brings it back."""
    session: Session = ctx.obj
    entry = named_entry(session, which)
    told = f"“{entry.happened[:60]}” of {dates.show(entry.day, today=session.today)}"
    if session.is_terminal and not yes and not session.confirm(f"Delete {told}?", default=False):
        session.tell("Nothing was deleted.")
        return
    with session.journal.change(f"deleting {told}") as change:
        change.delete(change.fresh(entry))
    session.tell(f"Deleted {told}. valley undo brings it back.")


@app.command(epilog="valley undo, and again: valley undo")
def undo(ctx: typer.Context, yes: Yes = False) -> None:
    """Take back the last change, of whatever kind."""
    session: Session = ctx.obj
    what = session.journal.last_change()
    if what and session.is_terminal and not yes and not session.confirm(f"Undo {what}?"):
        session.tell("Nothing was changed.")
        return
    session.tell(f"Undone: {session.journal.undo()}.")
