"""`valley merge`: another copy of the journal, or the conflict files that lie in this one."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valley.cli.options import Json
from valley.cli.output import Output, run_of
from valley.session import Session
from valley.ui.sentences import things

if TYPE_CHECKING:
    from valley.store.merge import Merged
    from valley.store.sources import Source

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
    session, out = run_of(ctx)
    with suppress(RuntimeError):  # a ~ that is nobody's home
        path = path.expanduser() if path else None
    merged, taken = session.journal.merge(path)
    without_id = sum(source.without_id for source in taken)
    if without_id:
        out.tell(f"{things(without_id, 'row')} without an id could not be merged.")
    if as_json:
        out.emit(merged._asdict())
    else:
        _report(session, out, merged, taken)
    out.end_if_damaged()


def _report(session: Session, out: Output, merged: "Merged", taken: "list[Source]") -> None:
    """Say what was merged; where all that could be is damaged, that is said instead."""
    if taken or merged.added or merged.updated:
        out.tell(
            f"Merged: {things(merged.added, 'entry', 'entries')} added, {merged.updated} changed,"
            f" {merged.unchanged} as they were; valley undo takes it back."
        )
    elif not session.journal.damaged:
        out.tell("There is nothing to merge.")
    if conflicts := [source.conflict for source in taken if source.conflict]:
        out.tell(f"{things(len(conflicts), 'conflict file')} moved to archive/.")
