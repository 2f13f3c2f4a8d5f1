"""Today, and the way to it that does not load Typer: it is asked for before every shell prompt."""

import os
import sys

from valley import dates
from valley.cli import COMPLETE
from valley.cli.output import Output, begin
from valley.errors import WrongPassphrase
from valley.session import Session

NOON = 12
QUICK: tuple[list[str], ...] = ([], ["status"], ["status", "--prompt"], ["--plain"])


def quick(args: list[str]) -> bool:
    """Answer the bare calls that only look at today; return whether that was done.

    Whatever is out of the ordinary is left to the whole command line, which knows how to say it.
    """
    if args not in QUICK or COMPLETE in os.environ:
        return False
    session, out = begin(plain="--plain" in args, silent="--prompt" in args)
    try:
        asks = "--prompt" not in args and session.is_terminal
        if asks and session.journal.is_encrypted:
            return False  # a passphrase may have to be asked for, and but once
        show_today(session, out, prompt="--prompt" in args, bare="status" not in args)
        out.warn()
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception:  # noqa: BLE001  # it comes again there, and is told as every problem is
        return False
    return True


def show_today(
    session: Session,
    out: Output,
    *,
    as_json: bool = False,
    prompt: bool = False,
    bare: bool = False,
) -> None:
    """Show today in under six lines, as JSON, or in a few characters.

    Args:
        session: The run.
        out: Where it goes.
        as_json: As a document.
        prompt: For the prompt of a shell.
        bare: valley was called without a command: the first time of all it asks what to set.
    """
    from valley.insight.today import today as look

    session.may_ask = not prompt  # a shell prompt waits for no passphrase
    journal, today = session.journal, session.today
    if prompt and journal.is_encrypted:
        try:
            journal.unlock()
        except WrongPassphrase:
            out.say("locked")
            return
    promises = journal.open_promises()
    view = look(
        [*journal.entries(today, today), *(one for one in promises if one.day != today)],
        standing=session.standing(),
        focus=None if prompt else session.focus(),
        reviewed=not prompt and journal.review(dates.week_name(today)) is not None,
        today=today,
        first_run=journal.is_empty(),
        begun=not prompt and bool(journal.unfinished("checkin")),
        morning=session.today == session.now.date() and session.now.hour < NOON,
    )
    if as_json:
        from valley.ui import json_views

        out.emit(json_views.today(view))
        return
    from valley.ui import ansi
    from valley.ui import today as ui

    if prompt:
        out.say(ui.for_prompt(view))
        return
    lines = ui.lines(view, room=ansi.columns(sys.stdout))
    ansi.draw(lines, sys.stdout, plain=session.plain)
    if bare and view.first_run and session.is_terminal and sys.stdout.isatty():
        from valley.sittings import first_run

        if not first_run.was_before(session):
            first_run.first_run(session)
