"""`valley checkin`: the evening's questions, in a terminal or answered by options."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from valley.cli.options import Json, day_to_log, due_day
from valley.cli.session import Session
from valley.errors import CannotWrite, InvalidInput, ValleyError

if TYPE_CHECKING:
    from valley.cli.given import Given
    from valley.model import Entry
    from valley.store.drafts import Draft

app = typer.Typer()


@app.command(
    epilog="Unattended: valley checkin --no-input --happened 'Demo at Acme' --reason 'too dear'"
    " --action 'call their CFO at 9' --due tomorrow"
)
def checkin(
    ctx: typer.Context,
    happened: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What happened today.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The reason you gave; none: a win.")
    ] = None,
    excuse: Annotated[
        str | None, typer.Option(metavar="NAME", help="The name that reason goes by.")
    ] = None,
    own: Annotated[bool, typer.Option("--own", help="I own this.")] = False,
    mine: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What you would do differently.")
    ] = None,
    action: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What you are going to do about that.")
    ] = None,
    due: Annotated[
        str | None, typer.Option(metavar="DAY", help="By when; default: the next working day.")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DAY", help="The day it is about.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="T", help="A tag; give it again for more.")
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Ask nothing; take what Enter would.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Answer the evening's questions, in two minutes."""
    session: Session = ctx.obj
    from valley.cli.given import Given

    asks = session.is_terminal and not no_input
    if not asks and happened is None:
        raise typer.BadParameter(
            "give it a text; nothing can be asked here", param_hint="--happened"
        )
    if excuse:  # refused now where it cannot be a name, not after all the questions
        from valley.coach.catalogue import named

        excuse = named(excuse)
    about = day_to_log(session, day)
    given = Given(
        happened=happened,
        reason=reason,
        excuse=excuse,
        own=own,
        mine=mine,
        action=action,
        due=due_day(session, due, since=about),
        tags=tuple(tag or ()),
        day=about,
        day_was_said=day is not None,
    )
    if asks:
        from valley.cli.questions import Sitting

        entry = Sitting(session, given, as_json=as_json).run()
        if entry is None:
            return
    else:
        if not given.answers().happened.strip():
            raise InvalidInput("What happened is empty; nothing was written.")
        entry = save(session, given)
        if given.day != session.now.date():
            from valley.ui.sentences import for_day

            session.tell(for_day(given.day, session.now.date()))
    show_saved(session, entry, as_json=as_json)


def save(session: Session, given: "Given") -> "Entry":
    """Write the entry of what is answered; where that fails, keep it in a draft and say so.

    Raises:
        ValleyError: It could not be written.
    """
    from valley.compose import compose, with_due
    from valley.ui.sentences import short

    entry = compose(given.answers(), day=given.day, now=session.now, recogniser=session)
    entry = with_due(entry, session.workdays, session.today)
    try:
        with session.journal.change(f"the check-in “{short(entry.happened, 40)}”") as change:
            saved = change.add(entry)
    except ValleyError as error:
        try:
            kept = _keep(session, given)
        except CannotWrite:
            raise error from None
        told = str(error).rstrip(".")
        raise type(error)(f"{told}. {kept}") from error
    for draft in _same(session, given):
        draft.discard()  # what could not be saved the last time is saved now
    return saved


def _keep(session: Session, given: "Given") -> str:
    """Keep what is answered in a draft, where none has it already; say where.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    from valley.ui.sentences import kept_in_draft

    draft = next(iter(_same(session, given)), None) or session.journal.new_draft("checkin")
    draft.save(given.day, **given.as_draft())
    return kept_in_draft(draft.place)


def _same(session: Session, given: "Given") -> "list[Draft]":
    """List the drafts that hold exactly what is answered."""
    held = (given.day, given.as_draft())
    drafts = session.journal.unfinished("checkin")
    return [draft for draft in drafts if (draft.day, draft.answers) == held]


def show_saved(session: Session, entry: "Entry", *, as_json: bool) -> None:
    """Show the line that was saved, the streak and the altitude."""
    if as_json:
        session.emit(session.record(entry))
        return
    from valley.ui import ansi
    from valley.ui.saved import saved

    out = sys.stdout
    lines = saved(
        entry,
        session.standing(),
        today=session.today,
        plain=session.plain,
        ascii_only=not ansi.has_blocks(out),
    )
    ansi.draw(lines, out, plain=session.plain)
