"""`valley demo`: a made-up rep's journal, in a temporary place, for any command."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from valley.cli.options import argument
from valley.cli.output import Output, run_of
from valley.errors import InvalidInput
from valley.session import Session

app = typer.Typer()

HEAD = "This is the journal of a rep who does not exist: half a year of selling coffee machines."
NEVER_HERE = {"demo", "remind"}


@app.command(
    epilog="valley demo review --last; valley demo excuses",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
def demo(
    ctx: typer.Context,
    command: Annotated[
        list[str] | None, argument("[COMMAND]...", "A command, its options too.")
    ] = None,
) -> None:
    """Look around in a made-up journal; yours is not touched."""
    session, out = run_of(ctx)
    command = command or []
    if command and command[0] in NEVER_HERE:
        raise InvalidInput(f"valley demo {command[0]} would reach beyond the demo.")
    with TemporaryDirectory(prefix="valley-demo-") as folder:
        code = _inside(session, out, folder, command)
    raise typer.Exit(code)


def _inside(session: Session, out: Output, folder: str, command: list[str]) -> int:
    """Make the journal in a folder and run the command on it."""
    from valley.cli.app import app as valley
    from valley.demo import journal

    journal.write(Path(folder), session.now, session.today)
    known = {name: os.environ.get(name) for name in ("VALLEY_HOME", "VALLEY_PASSPHRASE")}
    os.environ["VALLEY_HOME"] = folder
    os.environ.pop("VALLEY_PASSPHRASE", None)
    if not command:
        _introduce(session)
    before = [*(["--plain"] if session.plain else []), *(["--pager"] if out.paged else [])]
    try:
        valley([*before, *command], prog_name="valley")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    finally:
        for name, value in known.items():
            if value is not None:
                os.environ[name] = value
            else:
                os.environ.pop(name, None)
    return 0


def _introduce(session: Session) -> None:
    """Write what this is, and what to try."""
    from valley.ui import ansi

    tries = ("review --last", "excuses", "excuses show price-too-high", "streak", "log", "checkin")
    lines: list[ansi.Line] = [((HEAD, ""),)]
    lines.append((("Each call makes it anew, and yours is not touched. Try:", ""),))
    lines += [((f"  valley demo {one}", "bold"),) for one in tries]
    lines += [(), (("Today it says:", "quiet"),)]
    ansi.draw(lines, sys.stdout, plain=session.plain)
