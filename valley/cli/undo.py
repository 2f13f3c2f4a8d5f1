"""`valley delete`, `valley undo`: what was written goes, or comes back."""

from itertools import islice
from typing import Annotated

import typer

from valley import dates, operations
from valley.cli.log import named_entry
from valley.cli.options import Id, Json, Yes, flag
from valley.cli.output import Output, run_of
from valley.errors import NotFound
from valley.model import short
from valley.reports import Change, Undoable
from valley.session import Session
from valley.ui import json_views
from valley.ui.sentences import things

app = typer.Typer()

LISTED = 20


@app.command(epilog="valley delete 3f2a; valley delete yesterday --yes")
def delete(ctx: typer.Context, which: Id, yes: Yes = False) -> None:
    """Delete an entry; `valley undo` brings it back."""
    session, out = run_of(ctx)
    entry = named_entry(session, which)
    told = f"“{short(entry.happened)}” of {dates.show(entry.day, today=session.today)}"
    if not out.goes_on(f"Delete {told}?", yes=yes):
        return
    operations.delete(session.journal, entry, told)
    out.tell(f"Deleted {told}. valley undo brings it back.")


@app.command(epilog="valley undo, and again: valley undo; what it could take back: --list")
def undo(
    ctx: typer.Context,
    yes: Yes = False,
    listed: Annotated[bool, flag("--list", "Only show the last changes.")] = False,
    as_json: Json = False,
) -> None:
    """Take back the last change of the journal, of whatever kind.

    Settings and days off stay: valley config, valley away.
    """
    session, out = run_of(ctx)
    if listed:
        _list(session, out, as_json=as_json)
        return
    chosen = _last(session, out)
    out.tell(f"This takes back {_words(session, chosen)}.")
    if not out.goes_on("Undo it?", yes=yes, default=True):
        return
    done = session.journal.undo(chosen)
    if as_json:
        counts = {"count": done.parts, "changed_since": done.changed_since}
        out.emit(json_views.shown(done, "what", "at") | counts)
    rest = ""
    if done.changed_since:
        rest = f" {things(done.changed_since, 'part')} of it changed since and stayed as it is."
    out.tell(f"Undone: {done.what}.{rest}")


def _last(session: Session, out: Output) -> Undoable:
    """Find the last change of which anything can be taken back; say which were passed over.

    Raises:
        NotFound: There is none.
    """
    for one in session.journal.undoable():
        if one.parts:
            return one
        out.tell(f"Passed over {_words(session, one)}: all of it changed since.")
    raise NotFound("There is nothing to undo.")


def _list(session: Session, out: Output, *, as_json: bool) -> None:
    found = list(islice(session.journal.changes(), LISTED))
    if as_json:
        out.emit([json_views.shown(one, "what", "at") for one in found])
        return
    for one in found:
        out.say(_words(session, one))
    if not found:
        out.tell("There is nothing to undo.")


def _words(session: Session, one: Undoable | Change) -> str:
    """Name a change and when it was made."""
    day = dates.show(one.at.date(), today=session.today)
    return f"{one.what} ({day} {one.at:%H:%M})"
