"""`valley merge`: another copy of the journal, or the conflict files that lie in this one."""

from pathlib import Path
from typing import Annotated

import typer

from valley.cli.options import Json
from valley.cli.session import Session
from valley.ui.sentences import things

app = typer.Typer()


@app.command(epilog="From the old laptop: valley merge /media/stick/valley")
def merge(
    ctx: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PATH]",
            help="A journal's folder or one of its volumes; default: the conflict files that a"
            " synchronised folder left in this one.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Take in another copy of the journal; of each entry the later change wins."""
    session: Session = ctx.obj
    merged, taken = session.journal.merge(path.expanduser() if path else None)
    without_id = sum(source.without_id for source in taken)
    if without_id:
        session.tell(f"{things(without_id, 'row')} without an id could not be merged.")
    if as_json:
        session.emit(merged._asdict())
        return
    if not taken and not merged.added and not merged.updated:
        session.tell("There is nothing to merge.")
        return
    session.tell(
        f"Merged: {things(merged.added, 'entry', 'entries')} added, {merged.updated} changed,"
        f" {merged.unchanged} as they were; valley undo takes it back."
    )
    conflicts = [source.conflict for source in taken if source.conflict]
    if conflicts:
        session.tell(f"{things(len(conflicts), 'conflict file')} moved to archive/.")
