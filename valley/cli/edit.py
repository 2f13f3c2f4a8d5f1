"""`valley edit`: single fields by options, or the whole entry in an editor."""

from functools import partial
from typing import Annotated

import typer

from valley.cli.log import named_entry
from valley.cli.options import (
    Id,
    Json,
    Mine,
    NamedAs,
    OnDay,
    Own,
    PlainDay,
    Win,
    day_to_log,
    due_day,
    excuse_named,
    option,
    said_kind,
)
from valley.cli.output import run_of
from valley.entry.revise import Revision
from valley.sittings.editing import edit_entry, save

app = typer.Typer()


@app.command(epilog="valley edit 3f2a --due friday; the whole entry in $EDITOR: valley edit 3f2a")
def edit(
    ctx: typer.Context,
    which: Id,
    happened: Annotated[str | None, option("TEXT", "What happened.")] = None,
    reason: Annotated[str | None, option("TEXT", "The reason; empty: there is none.")] = None,
    win: Win = False,
    plain_day: PlainDay = False,
    excuse: NamedAs = None,
    own: Own = False,
    mine: Mine = None,
    action: Annotated[str | None, option("TEXT", "What you will do; empty: no promise.")] = None,
    due: Annotated[str | None, option("DAY", "By when.")] = None,
    day: OnDay = None,
    tag: Annotated[list[str] | None, option("T", "The tags it shall have; empty: none.")] = None,
    as_json: Json = False,
) -> None:
    """Change an entry: what the options name, or the whole of it in your editor."""
    session, out = run_of(ctx)
    entry = named_entry(session, which)
    kind = said_kind(win=win, plain_day=plain_day, reason=reason)
    new = Revision(
        day=None if day is None else day_to_log(session, out, day),
        happened=happened,
        reason=reason,
        kind=kind,
        excuse=excuse_named(session, out, excuse),
        own=own,
        texts=() if mine is None else (("mine", mine),),
        action=action,
        due=due_day(session, out, due),
        tags=None if tag is None else tuple(tag),
    )
    if new.is_empty:
        from valley.cli.editor import edit_text, save_aside

        opened, aside = partial(edit_text, session, out), partial(save_aside, session)
        after = edit_entry(
            session, entry, opened, confirm=out.confirm, resume=out.resume, save_aside=aside
        )
    else:
        after = save(session, entry, new)
    if after is None or after == entry:
        out.tell("Nothing was changed.")
    else:
        out.tell("Changed; valley undo takes it back.")
    if as_json:
        out.emit(session.record(after or entry))
    elif after is not None:
        from valley.ui.entries import entry_list

        out.draw(*entry_list([after], today=session.today, screen=out.screen))
