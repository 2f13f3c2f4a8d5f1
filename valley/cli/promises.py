"""`valley promises`: what is open, and how it ended."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from valley import operations
from valley.cli.options import Json, NextDue, argument, due_day, option, past_day
from valley.cli.output import Output, run_of
from valley.due import of as due_of
from valley.errors import NotFound
from valley.model import Entry, Status
from valley.session import Session

app = typer.Typer()
promises = typer.Typer(invoke_without_command=True)
app.add_typer(promises, name="promises")

Ids = Annotated[list[str], argument("ID...", "The starts of ids.")]
Note = Annotated[str | None, option("TEXT", "How it went, or what you learned.")]


@promises.callback(epilog="Kept yesterday's: valley promises keep 3f2a")
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Go through open promises, one key each, and say how they ended."""
    if ctx.invoked_subcommand is not None:
        return
    session, out = run_of(ctx)
    found = session.journal.open_promises()
    if as_json:
        out.emit(session.records(found))
        return
    if found and session.is_terminal and sys.stdout.isatty():
        from valley.sittings.promises_due import Promises
        from valley.ui import choices
        from valley.ui.prompts import Asker

        asker = Asker(sys.stdout, plain=session.plain)
        Promises(session, asker, choices.OPEN_PROMISE).go_through()
        return
    from valley.ui.promises import promise_list

    out.draw(*promise_list(found, today=session.today))


@promises.command(epilog="valley promises keep 3f2a --note 'his PA put me through'")
def keep(ctx: typer.Context, ids: Ids, note: Note = None, as_json: Json = False) -> None:
    """Say that promises were kept."""
    _settle(*run_of(ctx), ids, Status.KEPT, note, as_json=as_json)


@promises.command(epilog="valley promises miss 3f2a --note 'ring before nine next time'")
def miss(ctx: typer.Context, ids: Ids, note: Note = None, as_json: Json = False) -> None:
    """Say that promises were missed, and what would make it work next time."""
    _settle(*run_of(ctx), ids, Status.MISSED, note, as_json=as_json)


@promises.command(epilog="valley promises better 3f2a --note 'went there instead'")
def better(ctx: typer.Context, ids: Ids, note: Note = None, as_json: Json = False) -> None:
    """Say that you did something better than what was promised."""
    _settle(*run_of(ctx), ids, Status.BETTER, note, as_json=as_json)


@promises.command(epilog="valley promises move 3f2a --due friday")
def move(
    ctx: typer.Context,
    ids: Ids,
    due: Annotated[str, option("DAY", "The new day: friday, in 2 weeks.")],
    as_json: Json = False,
) -> None:
    """Move promises to another day."""
    session, out = run_of(ctx)
    day = due_day(session, out, due, since=session.today) or session.today
    found = [_promise(session, which) for which in ids]
    moved = operations.move(session.journal, found, day, today=session.today)
    _show(session, out, moved, as_json=as_json)


@promises.command(epilog="valley promises renew 3f2a --action 'ring him at 8' --due tomorrow")
def renew(
    ctx: typer.Context,
    which: Annotated[str, argument("ID", "The start of an id.")],
    action: Annotated[str, option("TEXT", "What you will do now.")],
    due: NextDue = None,
    as_json: Json = False,
) -> None:
    """Make a new promise of one that was missed; its history stays with it."""
    session, out = run_of(ctx)
    day = due_day(session, out, due, since=session.today) or due_of(action, session.moment)
    found = _promise(session, which, listed_by="valley log")
    renewed = operations.renew(session.journal, found, action, day, today=session.today)
    _show(session, out, [renewed], as_json=as_json)


@promises.command(epilog="Over the last year: valley promises worked --since '1 jan'")
def worked(
    ctx: typer.Context,
    since: Annotated[str | None, option("DAY", "From this day; default: all.")] = None,
    as_json: Json = False,
) -> None:
    """Show which kinds of promises get kept, per excuse, and those that worked."""
    from valley.insight.promises import worked as look

    session, out = run_of(ctx)
    view = look(session.journal.entries(past_day(session, out, since) or date.min))
    if as_json:
        from valley.ui import json_views

        out.emit(json_views.worked(view))
        return
    from valley.ui.promises import worked as draw

    out.draw(*draw(view, today=session.today))


def _settle(
    session: Session,
    out: Output,
    ids: Sequence[str],
    status: Status,
    note: str | None,
    *,
    as_json: bool,
) -> None:
    entries = [_promise(session, which) for which in ids]
    settled = operations.settle(session.journal, entries, status, today=session.today, note=note)
    _show(session, out, settled, as_json=as_json)


def _promise(session: Session, which: str, *, listed_by: str = "valley promises") -> Entry:
    entry = session.journal.find(which, listed_by=listed_by)
    if entry.action is None:
        raise NotFound(
            f"Entry {entry.short_id} promises nothing; `valley promises` lists what is open."
        )
    return entry


def _show(session: Session, out: Output, entries: Sequence[Entry], *, as_json: bool) -> None:
    if as_json:
        out.emit(session.records(entries))
        return
    from valley.ui.promises import settled

    out.draw(*settled(entries, today=session.today))
