"""`valley merge`: another copy of the journal, or the conflict files that lie in this one."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from valley.cli.options import Json, argument
from valley.cli.output import Output, run_of
from valley.reports import Merged
from valley.session import Session
from valley.ui import json_views
from valley.ui.sentences import things

app = typer.Typer()


@app.command(epilog="From the old laptop: valley merge /media/stick/valley")
def merge(
    ctx: typer.Context,
    path: Annotated[
        Path | None,
        argument(
            "[PATH]",
            "A journal's folder or one of its volumes; default: the conflict files that a"
            " synchronised folder left in this one.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Take in another copy of the journal; of each entry the later change wins."""
    session, out = run_of(ctx)
    with suppress(RuntimeError):  # a ~ that is nobody's home
        path = path.expanduser() if path else None
    merged = session.journal.merge(path)
    if merged.without_id:
        out.tell(f"{things(merged.without_id, 'row')} without an id could not be merged.")
    if as_json:
        out.emit(json_views.shown(merged, "added", "updated", "unchanged"))
    else:
        _report(session, out, merged)
    out.end_if_damaged()


def _report(session: Session, out: Output, merged: Merged) -> None:
    """Write what was merged; where all that could be is damaged, that instead."""
    if merged.sources or merged.added or merged.updated:
        out.tell(
            f"Merged: {things(merged.added, 'entry', 'entries')} added, {merged.updated} changed,"
            f" {merged.unchanged} as they were; valley undo takes it back."
        )
    elif not session.journal.damaged:
        out.tell("There is nothing to merge.")
    if merged.conflicts:
        out.tell(f"{things(merged.conflicts, 'conflict file')} moved to archive/.")
