"""`valley checkin`: the evening's questions, in a terminal or answered by options."""

import sys
from typing import Annotated

import typer

from valley.cli.options import (
    Json,
    Mine,
    NamedAs,
    NextDue,
    OnDay,
    Own,
    PlainDay,
    Win,
    day_to_log,
    due_day,
    excuse_named,
    flag,
    numbers_said,
    option,
    said_kind,
)
from valley.cli.output import Output, run_of
from valley.entry.answers import Answers
from valley.exchanged import Comment
from valley.model import Entry
from valley.session import Session

app = typer.Typer()


@app.command(
    epilog="Unattended: valley checkin --no-input --happened 'Demo at Acme' --reason 'too dear'"
    " --action 'call their CFO at 9' --due tomorrow"
)
def checkin(
    ctx: typer.Context,
    happened: Annotated[str | None, option("TEXT", "What happened today.")] = None,
    reason: Annotated[str | None, option("TEXT", "The reason you gave; empty: none.")] = None,
    win: Win = False,
    plain_day: PlainDay = False,
    excuse: NamedAs = None,
    own: Own = False,
    mine: Mine = None,
    action: Annotated[str | None, option("TEXT", "What you are going to do about that.")] = None,
    due: NextDue = None,
    day: OnDay = None,
    tag: Annotated[list[str] | None, option("T", "A tag; give it again for more.")] = None,
    numbers: Annotated[
        str | None, option("LINE", "Your numbers: '40 6 2 1', or 'dials 40'.")
    ] = None,
    no_input: Annotated[bool, flag("--no-input", "Ask nothing; take what Enter would.")] = False,
    as_json: Json = False,
) -> None:
    """Answer the evening's questions, in two minutes."""
    session, out = run_of(ctx)
    asks = session.is_terminal and not no_input
    if not asks and happened is None:
        raise typer.BadParameter(
            "give it a text; nothing can be asked here", param_hint="--happened"
        )
    excuse = excuse_named(session, out, excuse)  # refused now, not after all the questions
    counted = None if numbers is None else numbers_said(session, numbers)
    kind = said_kind(win=win, plain_day=plain_day, reason=reason)
    about = day_to_log(session, out, day)
    answers = Answers(
        happened=happened,
        reason="" if kind else reason,
        kind=kind,
        excuse=excuse,
        own=own,
        mine=mine,
        action=action,
        due=due_day(session, out, due, since=about),
        tags=tuple(tag or ()),
        numbers=counted,
    )
    if asks:
        from valley.sittings.evening import Evening

        said = day is not None
        sitting = Evening(session, answers, about, day_was_said=said, as_json=as_json)
        while entry := sitting.run():
            show_saved(session, out, entry, as_json=as_json)
            if as_json or not sitting.another():
                return
            session.start_afresh()
            sitting = Evening(
                session, Answers(), about, day_was_said=said, as_json=False, more=True
            )
        return
    from valley.sittings.saving import save

    saved = save(session, answers, about)
    if about != session.now.date():
        from valley.ui.sentences import for_day

        out.tell(for_day(about, session.now.date()))
    if counted is not None:
        from valley.ui.numbers_sentences import counted_as

        out.tell(counted_as(counted))
    show_saved(session, out, saved, as_json=as_json)
    if not as_json and any(True for _ in session.journal.kept(Comment)):
        from valley.accounts.book import texts_of
        from valley.sittings.mentor_comments import lines_now

        for line in lines_now(session, saved.excuse, texts_of(saved), but=saved.id):
            out.say(line)


def show_saved(session: Session, out: Output, entry: Entry, *, as_json: bool) -> None:
    """Show the line that was saved, the streak and the altitude."""
    if as_json:
        out.emit(session.record(entry))
        return
    from valley import dates
    from valley.ui import ansi
    from valley.ui.saved import edge, saved

    ascii_only = not ansi.has_blocks(sys.stdout)
    lines = saved(
        entry,
        session.standing(),
        session.journal.entries(dates.week_of(session.today)[0], session.today),
        today=session.today,
        plain=session.plain,
        ascii_only=ascii_only,
        accounts=session.accounts_of(entry),
    )
    is_block = sys.stdout.isatty() and not session.plain
    ansi.draw([()], sys.stdout, plain=session.plain)
    ansi.draw(
        lines,
        sys.stdout,
        plain=session.plain,
        edge=edge(entry, ascii_only=ascii_only) if is_block else (),
    )
