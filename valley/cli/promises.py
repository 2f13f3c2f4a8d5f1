"""`valley promises`: what is open, and how it ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from valley.cli.options import Json, due_day
from valley.cli.session import Session
from valley.errors import NotFound
from valley.model import Entry, Status, answer

app = typer.Typer()
promises = typer.Typer(invoke_without_command=True)
app.add_typer(promises, name="promises")

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="The starts of ids.")]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="How it went, or what you learned.")]


@promises.callback(epilog="Kept yesterday's: valley promises keep 3f2a")
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show open promises; keep, miss, better or move them."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    found = session.journal.open_promises()
    if as_json:
        session.emit([session.record(entry) for entry in found])
        return
    from valley.ui.promises import promise_list

    session.draw(*promise_list(found, today=session.today))


@promises.command(epilog="valley promises keep 3f2a --note 'his PA put me through'")
def keep(ctx: typer.Context, ids: Ids, note: Note = None, as_json: Json = False) -> None:
    """Say that promises were kept."""
    _settle(ctx.obj, ids, Status.KEPT, note, as_json=as_json)


@promises.command(epilog="valley promises miss 3f2a --note 'ring before nine next time'")
def miss(ctx: typer.Context, ids: Ids, note: Note = None, as_json: Json = False) -> None:
    """Say that promises were missed, and what would make it work next time."""
    _settle(ctx.obj, ids, Status.MISSED, note, as_json=as_json)


@promises.command(epilog="valley promises better 3f2a --note 'went there instead'")
def better(ctx: typer.Context, ids: Ids, note: Note = None, as_json: Json = False) -> None:
    """Say that you did something better than what was promised."""
    _settle(ctx.obj, ids, Status.BETTER, note, as_json=as_json)


@promises.command(epilog="valley promises move 3f2a --due friday")
def move(
    ctx: typer.Context,
    ids: Ids,
    due: Annotated[str, typer.Option(metavar="DAY", help="The new day: friday, in 2 weeks.")],
    as_json: Json = False,
) -> None:
    """Move promises to another day."""
    session: Session = ctx.obj
    day = due_day(session, due)
    entries = [_promise(session, which) for which in ids]
    moved = change_promises(session, entries, "moving a promise", due=day)
    _show(session, moved, as_json=as_json)


def settle(
    session: Session, entries: Sequence[Entry], status: Status, *, note: str | None
) -> list[Entry]:
    """Write how promises ended, and return them as they are now."""
    found = {"note": answer(note)} if note is not None else {}
    what = (
        f"{status} for a promise" if len(entries) == 1 else f"{status} for {len(entries)} promises"
    )
    return change_promises(
        session, entries, what, status=status, resolved_on=session.today, **found
    )


def change_promises(
    session: Session, entries: Sequence[Entry], what: str, **fields: Status | date | str | None
) -> list[Entry]:
    """Change fields of promises under the lock."""
    with session.journal.change(what) as change:
        changed = []
        for entry in entries:
            now = change.fresh(entry)
            new = replace(now, **fields)  # type: ignore[arg-type]  # fields of an entry
            changed.append(change.put(new, was=now))
        return changed


def _settle(
    session: Session, ids: Sequence[str], status: Status, note: str | None, *, as_json: bool
) -> None:
    entries = [_promise(session, which) for which in ids]
    _show(session, settle(session, entries, status, note=note), as_json=as_json)


def _promise(session: Session, which: str) -> Entry:
    entry = session.journal.find(which)
    if entry.action is None:
        raise NotFound(
            f"Entry {entry.id[:8]} promises nothing; `valley promises` lists what is open."
        )
    return entry


def _show(session: Session, entries: Sequence[Entry], *, as_json: bool) -> None:
    if as_json:
        session.emit([session.record(entry) for entry in entries])
        return
    from valley.ui.promises import settled

    session.draw(*settled(entries, today=session.today))
