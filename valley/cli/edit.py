"""`valley edit`: single fields by options, or the whole entry in an editor."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from valley import operations
from valley.cli.log import named_entry
from valley.cli.options import Id, Json, day_to_log, due_day
from valley.cli.output import Output, run_of
from valley.entry.revise import Revision
from valley.errors import CannotWrite, Interrupted, InvalidInput, ValleyError
from valley.model import TYPED
from valley.session import Session

if TYPE_CHECKING:
    from valley.journal import Draft
    from valley.model import Entry

app = typer.Typer()

PLAIN = {"happened", "reason", "excuse", "action"}  # texts that a revision knows by name


@app.command(epilog="valley edit 3f2a --due friday; the whole entry in $EDITOR: valley edit 3f2a")
def edit(
    ctx: typer.Context,
    which: Id,
    happened: Annotated[str | None, typer.Option(metavar="TEXT", help="What happened.")] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The reason; empty: it was a win.")
    ] = None,
    excuse: Annotated[
        str | None, typer.Option(metavar="NAME", help="The name that reason goes by.")
    ] = None,
    own: Annotated[bool, typer.Option("--own", help="I own this.")] = False,
    mine: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What you would do differently.")
    ] = None,
    action: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What you will do; empty: no promise.")
    ] = None,
    due: Annotated[str | None, typer.Option(metavar="DAY", help="By when.")] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DAY", help="The day it is about.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="T", help="The tags it shall have; empty: none.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Change an entry: what the options name, or the whole of it in your editor."""
    session, out = run_of(ctx)
    entry = named_entry(session, which)
    new = Revision(
        day=None if day is None else day_to_log(session, out, day),
        happened=happened,
        reason=reason,
        excuse=excuse,
        own=own,
        texts=() if mine is None else (("mine", mine),),
        action=action,
        due=due_day(session, out, due),
        tags=None if tag is None else tuple(tag),
    )
    after = _in_editor(session, out, entry) if new.is_empty else _save(session, entry, new)
    if after is None or after == entry:
        out.tell("Nothing was changed.")
    else:
        out.tell("Changed; valley undo takes it back.")
    if as_json:
        out.emit(session.record(after or entry))
    elif after is not None:
        from valley.ui.entries import entry_list

        out.draw(*entry_list([after], today=session.today, screen=out.screen))


def _save(session: Session, entry: "Entry", new: Revision) -> "Entry":
    """Change what is to be changed of an entry; return it as it is now."""
    return operations.edit(
        session.journal,
        entry,
        new,
        today=session.today,
        workdays=session.workdays,
        reader=session.recognition,
    )


def _in_editor(session: Session, out: Output, entry: "Entry") -> "Entry | None":
    """Let the whole entry be changed in an editor; None where nothing was changed.

    What was typed and could not be saved is kept in a draft.

    Raises:
        InvalidInput: The text makes no sense, and nobody is there to mend it.
    """
    from valley.cli.editor import EditStopped, edit_text
    from valley.entry import editor_text

    name = f"edit-{re.sub('[^0-9A-Za-z]', '', entry.short_id)}"  # it names files
    draft = session.journal.draft(name)
    text, problem = _taken_up(session, out, draft) or editor_text.write(entry), ""
    while True:
        note = f"# {problem}\n#\n" if problem else ""
        try:
            typed = edit_text(session, out, note + text, name=f"valley-{name}.txt", draft=name)
        except EditStopped as stopped:
            if stopped.text.removeprefix(note) in {"", text}:
                raise
            kept = _keep(session, draft, stopped.text.removeprefix(note))
            raise Interrupted(f"{stopped} {kept}") from stopped
        text = typed.removeprefix(note)
        try:
            changed = editor_text.changes(entry, text)
            if not changed:
                draft.discard()
                return None
            after = _save(session, entry, _revision(session, out, changed))
        except InvalidInput as error:
            problem = " ".join(str(error).split())
            if session.is_terminal and out.confirm(f"{problem} Open it again?"):
                continue
            raise InvalidInput(f"{problem} {_keep(session, draft, text)}") from error
        except ValleyError as error:
            raise error.with_more(_keep(session, draft, text)) from error
        draft.discard()
        return after


def _keep(session: Session, draft: "Draft", text: str) -> str:
    """Keep a text that was not saved, where the journal cannot take it in a file beside; say where."""
    from valley.ui.sentences import kept_in_draft

    try:
        draft.save(session.today, text=text)
    except CannotWrite:
        from valley.cli.editor import keep_aside

        return f"Your text is kept in {keep_aside(text)}."
    return kept_in_draft(draft.place, "edit")


def _taken_up(session: Session, out: Output, draft: "Draft") -> str | None:
    """Offer to go on with a text that could not be saved."""
    if not draft.load() or not session.is_terminal:
        return None
    if out.confirm("Your last text for this entry was not saved. Go on with it?"):
        return str(draft.answers.get("text", "")) or None
    return None


def _revision(session: Session, out: Output, changed: dict[str, str]) -> Revision:
    """Turn the sections that were changed into a revision.

    Raises:
        InvalidInput: A day is none, or is yet to come.
    """
    from valley.entry import editor_text

    known = {name: text for name, text in changed.items() if name in PLAIN}
    others = tuple((name, changed[name]) for name in TYPED if name in changed.keys() - PLAIN)
    new = Revision(**known, texts=others)  # type: ignore[arg-type]  # texts all
    if "day" in changed:
        new = replace(
            new, day=day_to_log(session, out, editor_text.as_day(changed["day"], "day").isoformat())
        )
    if "due" in changed:
        due = changed["due"].strip()
        new = replace(new, due=editor_text.as_day(due, "due") if due else None, no_due=not due)
    if "tags" in changed:
        new = replace(new, tags=tuple(changed["tags"].split("\n")))
    return new
