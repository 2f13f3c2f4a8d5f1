"""`valley doctor`, `valley backup`, `valley restore`: what keeps a journal safe."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from valley.cli.options import Json, Yes
from valley.cli.session import Session
from valley.errors import DamagedJournal
from valley.ui.sentences import things

if TYPE_CHECKING:
    from valley.store.restore import Difference

app = typer.Typer()
backup = typer.Typer(invoke_without_command=True)
app.add_typer(backup, name="backup")


@app.command(epilog="valley doctor; and what can be mended without losing anything: --fix")
def doctor(
    ctx: typer.Context,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be without losing anything.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check the journal: volumes, entries, settings, drafts, copies, permissions."""
    session: Session = ctx.obj
    done = session.journal.mend() if fix else []
    problems = session.journal.check()
    if as_json:
        found = [{"file": one.file, "why": one.why, "help": one.help} for one in problems]
        session.emit({"ok": not found, "problems": found} | ({"fixed": done} if fix else {}))
    else:
        from valley.ui.keep import checkup

        for line in done:
            session.say(line)
        session.draw(*checkup(problems, home=session.home))
    if problems:
        raise typer.Exit(DamagedJournal.exit_code)


@backup.callback(epilog="What there is to restore: valley backup list")
def back_up(ctx: typer.Context, as_json: Json = False) -> None:
    """Copy the journal now; a daily copy is made by itself."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    names = session.journal.back_up()
    if as_json:
        session.emit({"copies": names})
    else:
        for name in names:
            session.say(name)
        place = session.home / "backups" / "by-hand"
        if names:
            session.tell(f"{things(len(names), 'copy', 'copies')} in {place}.")
        elif not session.journal.damaged:
            session.tell("Nothing to copy yet.")
    session.end_if_damaged()


@backup.command("list", epilog="valley backup list, and back: valley restore 2026.2026-03-04")
def list_copies(ctx: typer.Context, as_json: Json = False) -> None:
    """List the copies there are, newest first."""
    session: Session = ctx.obj
    copies = session.journal.copies()
    if as_json:
        fields: list[dict[str, Any]] = [
            {
                "name": copy.name,
                "volume": copy.volume,
                "day": copy.day.isoformat(),
                "by_hand": copy.by_hand,
                "file": copy.file,
            }
            for copy in copies
        ]
        session.emit(fields)
        return
    from valley.ui.keep import copy_list

    session.draw(*copy_list(copies, today=session.today))


@app.command(epilog="valley restore; valley restore 2026; valley restore 2026.2026-03-04")
def restore(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="A volume, a day, or a copy as `valley backup list` names it; default: the newest"
            " copy, of a damaged volume where there is one.",
        ),
    ] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Bring a volume back to a copy; `valley undo` takes it back."""
    session: Session = ctx.obj
    found = session.journal.compare(name)
    if not as_json:
        from valley.ui.keep import difference

        session.draw(*difference(found, today=session.today))
    if found.is_empty:
        _report(session, found, "Nothing was changed.", as_json=as_json)
        return
    if session.is_terminal and not yes and not session.confirm("Restore it?", default=False):
        session.tell("Nothing was changed.")
        return
    done = session.journal.restore(found.copy)
    told = "Restored; valley undo takes it back."
    if done.damaged:
        told = "Restored; the damaged file is kept in archive/, and valley undo takes it back."
    _report(session, done, told, as_json=as_json)


def _report(session: Session, found: "Difference", told: str, *, as_json: bool) -> None:
    """Say what a restore did."""
    if as_json:
        counts = {
            "added": len(found.comes),
            "changed": len(found.changes),
            "removed": len(found.goes),
        }
        session.emit({"copy": found.copy.name, "was_damaged": found.damaged} | counts)
    session.tell(told)
