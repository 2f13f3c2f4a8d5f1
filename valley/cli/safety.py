"""`valley doctor`, `valley backup`, `valley restore`: what keeps a journal safe."""

from contextlib import suppress
from typing import Annotated

import typer

from valley.cli.options import Json, Yes, argument, flag
from valley.cli.output import Output, run_of
from valley.cli.settings import name_regions
from valley.errors import DamagedJournal, ValleyError
from valley.reports import Difference
from valley.session import Session
from valley.ui import json_views
from valley.ui.sentences import things

app = typer.Typer()
backup = typer.Typer(invoke_without_command=True)
app.add_typer(backup, name="backup")


@app.command(epilog="valley doctor; and what can be mended without losing anything: --fix")
def doctor(
    ctx: typer.Context,
    fix: Annotated[bool, flag("--fix", "Mend what can be without losing anything.")] = False,
    as_json: Json = False,
) -> None:
    """Check the journal: volumes, settings, drafts, copies, permissions, the sync."""
    session, out = run_of(ctx)
    done = session.journal.mend() if fix else []
    from valley.sync import checks

    problems = [*session.journal.check(), *checks.problems(session.journal, session.home)]
    if as_json:
        out.emit(json_views.checkup(problems, done if fix else None))
    else:
        from valley.ui.maintenance import checkup

        for line in done:
            out.say(line)
        out.draw(*checkup(problems, home=session.home))
        with suppress(ValleyError):  # a country that nobody knows is among the problems
            name_regions(session, out, session.settings)
    if problems:
        raise typer.Exit(DamagedJournal.exit_code)


@backup.callback(epilog="What there is to restore: valley backup list")
def back_up(ctx: typer.Context, as_json: Json = False) -> None:
    """Copy the journal now; a daily copy is made by itself."""
    if ctx.invoked_subcommand is not None:
        return
    session, out = run_of(ctx)
    names = session.journal.back_up()
    if as_json:
        out.emit({"copies": names})
    else:
        for name in names:
            out.say(name)
        place = session.home / "backups" / "by-hand"
        if names:
            out.tell(f"{things(len(names), 'copy', 'copies')} in {place}.", of=place)
        elif not session.journal.damaged:
            out.tell("Nothing to copy yet.")
    out.end_if_damaged()


@backup.command("list", epilog="valley backup list, and back: valley restore 2026.2026-03-04")
def list_copies(ctx: typer.Context, as_json: Json = False) -> None:
    """List the copies there are, newest first."""
    session, out = run_of(ctx)
    copies = session.journal.copies()
    if as_json:
        names = ("name", "volume", "day", "by_hand", "file")
        out.emit([json_views.shown(copy, *names) for copy in copies])
        return
    from valley.ui.maintenance import copy_list

    out.draw(*copy_list(copies, today=session.today))


@app.command(epilog="valley restore; valley restore 2026; valley restore 2026.2026-03-04")
def restore(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        argument(
            "[NAME]",
            "A volume, a day, or a copy as `valley backup list` names it; default: the newest"
            " copy, of a damaged volume where there is one.",
        ),
    ] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Bring a volume back to a copy; `valley undo` takes it back."""
    session, out = run_of(ctx)
    found = session.journal.compare(name)
    asks = session.is_terminal and not yes and not found.is_empty
    if asks:
        _show(session, out, found, as_json=as_json)
        if not out.goes_on("Restore it?", yes=yes):
            return
    done = found if found.is_empty else session.journal.restore(found.copy)
    if not asks:  # a stream that takes nothing is then no reason to leave it undone
        _show(session, out, found, as_json=as_json)
    if found.is_empty:
        _report(out, found, "Nothing was changed.", as_json=as_json)
        return
    told = "Restored; valley undo takes it back."
    if done.damaged:
        told = "Restored; the damaged file is kept in archive/, and valley undo takes it back."
    _report(out, done, told, as_json=as_json)


def _show(session: Session, out: Output, found: Difference, *, as_json: bool) -> None:
    """Show what a restore changes."""
    if not as_json:
        from valley.ui.maintenance import difference

        out.draw(*difference(found, today=session.today))


def _report(out: Output, found: Difference, told: str, *, as_json: bool) -> None:
    """Write what a restore did."""
    if as_json:
        out.emit(json_views.restored(found))
    out.tell(told)
