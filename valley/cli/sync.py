"""`valley sync`: the same journal on another machine, through Git."""

from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from valley.cli.options import Json, Yes
from valley.cli.output import Output, run_of
from valley.errors import ValleyError
from valley.reports import Synced
from valley.session import Session
from valley.ui import json_views
from valley.ui import sync as ui

app = typer.Typer()
sync = typer.Typer(invoke_without_command=True)
app.add_typer(sync, name="sync")

AFTERWARDS = 10.0  # seconds that a sync may take which nobody asked for


@sync.callback(epilog="Once on each machine: valley sync setup REMOTE; from then on: valley sync")
def synchronise(ctx: typer.Context, as_json: Json = False) -> None:
    """Bring this journal and that of your other machines together, through Git."""
    if ctx.invoked_subcommand is not None:
        return
    from valley.sync.exchange import sync

    session, out = run_of(ctx)
    with out.waiting(ui.WAITING, sealed=session.journal.is_encrypted):
        done = sync(session.journal, session.home)
    _report(out, done, as_json=as_json)


@sync.command(
    epilog="valley sync setup git@example.com:me/journal.git; on a stick: git init --bare"
    " /media/stick/journal.git, then valley sync setup /media/stick/journal.git"
)
def setup(
    ctx: typer.Context,
    remote: Annotated[
        str | None,
        typer.Argument(
            metavar="[REMOTE]",
            help="An SSH or HTTPS address, or the path of a bare repository; empty, or with your"
            " journal in it.",
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin a new history, at an empty remote.")
    ] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Make the journal a Git repository, or join the one that is at REMOTE."""
    from valley.sync.setting_up import set_up

    session, out = run_of(ctx)
    if remote and not session.journal.is_encrypted:
        out.tell(ui.CLEAR_STAYS)
        if session.is_terminal and not yes and not out.confirm(ui.SEND_IT):
            out.tell("Nothing was changed.")
            return
    with out.waiting(ui.WAITING, sealed=session.journal.is_encrypted):
        done = set_up(session.journal, session.home, remote, fresh=fresh)
    _report(out, done, as_json=as_json)


@sync.command(epilog="valley sync status --json")
def status(ctx: typer.Context, as_json: Json = False) -> None:
    """Show where the journal is synced to, and what waits; asks no remote."""
    from valley.sync.exchange import status

    session, out = run_of(ctx)
    found = status(session.journal, session.home)
    if as_json:
        out.emit(json_views.values(found))
        return
    for line in ui.status(found, session.now):
        out.say(line)


@sync.command(hidden=True)
def driver(ctx: typer.Context, base: Path, ours: Path, theirs: Path, name: str) -> None:
    """Merge two versions of a volume for Git, which calls this in the journal's folder."""
    from valley.sync.driver import merge

    del base
    session, _ = run_of(ctx)
    merge(session.now, session.unlocker(), name, ours, theirs)


def after(session: Session, out: Output) -> None:
    """Sync after a check-in or a review; what goes wrong is said in a line, and is no error."""
    from valley.sync.exchange import sync

    try:
        with out.waiting(ui.WAITING, sealed=session.journal.is_encrypted):
            done = sync(session.journal, session.home, monotonic() + AFTERWARDS)
    except ValleyError as error:
        out.tell(f"Not synced: {error}")
        return
    for line in ui.synced(done):
        out.tell(line)


def _report(out: Output, done: Synced, *, as_json: bool) -> None:
    if as_json:
        out.emit(ui.as_json(done))
    for line in ui.synced(done):
        out.tell(line)
    out.end_if_damaged()
