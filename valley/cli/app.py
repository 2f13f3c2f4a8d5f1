"""The command line as a whole: which commands there are, and the one place errors end.

A command's module is imported when the command is called, so that each pays for itself alone.
"""

import errno
import os
import sys
from collections import UserDict
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from valley import __version__
from valley.cli import COMPLETE, streams
from valley.errors import CannotWrite, Interrupted, InvalidInput, NotFound, ValleyError

if TYPE_CHECKING:
    from valley.cli.output import Output

MISUSED = 2

EVERY_DAY, LOOK_BACK, CHANGE = "Every day", "Look back", "Change"
SHARE, KEEP_SAFE, SETTINGS = "Share", "Keep safe", "Settings"

# Command: (module of `valley.cli`, group in the help), in the order of the help.
COMMANDS = {
    "status": ("status", EVERY_DAY),
    "checkin": ("checkin", EVERY_DAY),
    "promises": ("promises", EVERY_DAY),
    "mentor": ("mentor", EVERY_DAY),
    "review": ("review", LOOK_BACK),
    "excuses": ("excuses", LOOK_BACK),
    "about": ("about", LOOK_BACK),
    "playbook": ("playbook", LOOK_BACK),
    "year": ("year", LOOK_BACK),
    "numbers": ("numbers", LOOK_BACK),
    "streak": ("streak", LOOK_BACK),
    "landscape": ("landscape", LOOK_BACK),
    "log": ("log", LOOK_BACK),
    "show": ("log", LOOK_BACK),
    "edit": ("edit", CHANGE),
    "delete": ("undo", CHANGE),
    "undo": ("undo", CHANGE),
    "export": ("export", SHARE),
    "import": ("import_file", SHARE),
    "merge": ("merge", SHARE),
    "sync": ("sync", SHARE),
    "doctor": ("safety", KEEP_SAFE),
    "backup": ("safety", KEEP_SAFE),
    "restore": ("safety", KEEP_SAFE),
    "encrypt": ("encryption", KEEP_SAFE),
    "decrypt": ("encryption", KEEP_SAFE),
    "passphrase": ("encryption", KEEP_SAFE),
    "lock": ("encryption", KEEP_SAFE),
    "config": ("settings", SETTINGS),
    "away": ("settings", SETTINGS),
    "remind": ("remind", SETTINGS),
    "demo": ("demo", SETTINGS),
    "man": ("manual", SETTINGS),
}


class Commands(UserDict[str, Any]):
    """The commands by name; a command's module is imported when it is first asked for."""

    def __getitem__(self, name: str) -> Any:
        """Load a command."""
        if self.data[name] is None:
            module, group = COMMANDS[name]
            commands = typer.main.get_group(import_module(f"valley.cli.{module}").app).commands
            command = commands[name]
            command.rich_help_panel = group  # type: ignore[attr-defined]  # both kinds have one
            _adopt(command)
            if COMPLETE in os.environ:
                from valley.cli import complete

                complete.attach(command)
            self.data[name] = command
        return self.data[name]


class Valley(TyperGroup):
    """The top of the command line: loads commands when called, and turns errors into one line."""

    out: Any = None  # the output of this run, from the moment that there is one

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = Commands(dict.fromkeys(COMMANDS))

    def main(self, *args: Any, **options: Any) -> Any:
        """Run valley; whatever goes wrong ends here, in one line and with its exit code."""
        code = 0
        try:
            code = super().main(*args, **options | {"standalone_mode": False}) or 0
            sys.stdout.flush()
        except Exception as error:  # noqa: BLE001  # that is what a boundary is for
            code = _end(error, self.out, code)
        finally:
            streams.let_go()
        sys.exit(code)

    def _main_shell_completion(self, ctx_args: Any, prog_name: str, _: Any = None) -> None:
        """Answer the Tab key; Typer itself would let the shell run what stands in the journal."""
        if asked := os.environ.get(COMPLETE):
            from valley.cli import complete

            complete.answer(self, ctx_args, prog_name, asked)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the words; `help` before them is `--help` after them."""
        return super().parse_args(ctx, [*args[1:], "--help"] if args[:1] == ["help"] else args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page of valley itself."""
        _write_page(self, ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        """Run the command, and say what reading passed over."""
        try:
            super().invoke(ctx)
            sys.stdout.flush()
            _sync_after(ctx)
        except (KeyboardInterrupt, EOFError):
            raise Interrupted("Stopped.") from None
        finally:
            self.out = ctx.obj and ctx.obj[1]
        self.out.warn()


def _sync_after(ctx: Any) -> None:
    """Sync where the settings say so, after a command that wrote something."""
    session = ctx.obj[0]
    written = session.opened and session.opened.saved
    if written and session.settings.values["sync_after"] == ctx.invoked_subcommand:
        from valley.cli.sync import after

        after(*ctx.obj)


def _adopt(command: Any) -> None:
    """Equip a command, and those below it, with our pages of help, and errors that point to them."""
    command.rich_markup_mode = None
    command.format_help = partial(_write_page, command)
    command.parse_args = partial(_parse, command.parse_args)
    for below in getattr(command, "commands", {}).values():
        _adopt(below)


def _parse(parse: Callable[..., Any], ctx: Any, args: list[str]) -> Any:
    """Read what stands after a command; an option without its value does not say whose it is."""
    try:
        return parse(ctx, args)
    except typer.TyperException as error:
        if getattr(error, "ctx", None) is None:
            error.ctx = ctx  # type: ignore[attr-defined]  # usage errors have one
        raise


def _write_page(command: Any, ctx: Any, formatter: Any) -> None:
    from valley.cli import help_pages  # 2 ms that only --help needs

    help_pages.write(command, ctx, formatter)


NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
TOO_MANY = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}
NO_NAME = {errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR}


def _misused(error: Any) -> int:
    """Write how a command is to be used: in one line, or by its page where it was called bare."""
    ctx = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.message, err=True)
        return MISUSED
    from valley.ui import ansi

    said = error.format_message().rstrip(".")
    if near := getattr(error, "possibilities", None):
        said = f"{error.message}. Did you mean {' or '.join(near)}?"
    command = ctx.command_path if ctx else "valley"
    end = "" if said.endswith("?") else "."
    line = " ".join(f"{said}{end} Help: {command} --help".split())
    typer.echo(ansi.message(line), err=True)
    return MISUSED


def _end(error: Exception, out: "Output | None", code: int) -> int:
    """Write what happened in one line on stderr, and return the exit code.

    Args:
        error: What the run ended with.
        out: Where the run put its output, unless it ended before there was a run.
        code: What it would have ended with but for the error.
    """
    if isinstance(error, typer.Abort):
        return Interrupted.exit_code
    if isinstance(error, typer.TyperException):
        return _misused(error)
    saved = out.saved if out else ""
    error = _as_ours(error, saved)
    ends = error.exit_code
    if isinstance(error, streams.OutputLost):
        if error.enough and not saved:
            return code
        if out and saved and not out.emitted:
            ends = code
    if isinstance(error, Interrupted):
        saved = ""  # each step of a sitting said so
        typer.echo(err=True)  # the line of ^C
    elif out is not None:
        out.warn(told=str(error))
    from valley.ui import ansi

    typer.echo(ansi.message(f"{saved} {error}".strip()), err=True)
    return ends


def _as_ours(error: Exception, saved: str) -> ValleyError:
    """Make an error that nobody foresaw one that can be told."""
    if isinstance(error, ValleyError):
        return error
    if os.environ.get("VALLEY_DEBUG"):
        raise error
    if isinstance(error, OSError) and (refused := _refused(error)):
        return refused
    if isinstance(error, MemoryError):
        return CannotWrite("There is not enough memory for that.")
    if isinstance(error, FileNotFoundError) and _is_adrift():
        return NotFound("The working folder is gone; cd to another one, then try again.")
    left = "" if saved else "Nothing more was written; "
    told = f"valley met a bug ({type(error).__name__}: {error}). {left}VALLEY_DEBUG=1 shows where."
    return ValleyError(told)


def _refused(error: OSError) -> ValleyError | None:
    """Return what the system refused, where that is no fault of ours."""
    if error.errno in NO_ROOM | CLOSED:
        return CannotWrite(f"Cannot write {error.filename or 'a file'}: {error.strerror}.")
    if error.errno in TOO_MANY:
        return CannotWrite(f"Cannot open {error.filename or 'a file'}: {error.strerror}.")
    if error.errno in NO_NAME:
        return InvalidInput(f"{error.filename} is no name for a file: {error.strerror}.")
    return None


def _is_adrift() -> bool:
    """Return whether the folder valley was called in has been removed."""
    try:
        os.getcwd()  # noqa: PTH109  # Path.cwd asks the same
    except FileNotFoundError:
        return True
    return False


app = typer.Typer(
    name="valley",
    cls=Valley,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from platform import python_version

        from valley.session import schema

        typer.echo(f"valley {__version__}, journal schema {schema()}, Python {python_version()}")
        raise typer.Exit


@app.callback(epilog="Start with: valley checkin; Help on a command: valley checkin --help")
def start(
    ctx: typer.Context,
    plain: Annotated[
        bool, typer.Option("--plain", help="No boxes, no colour, no redraw: for screen readers.")
    ] = False,
    paged: Annotated[
        bool, typer.Option("--pager", help="Show long output through $PAGER.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Today as JSON.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """A journal for salespeople: what happened, which reason, what you will do."""
    from valley.cli import output

    del version
    ctx.obj = output.begin(plain=plain, paged=paged)
    if ctx.invoked_subcommand is None:
        from valley.cli.today import show_today

        show_today(*ctx.obj, as_json=as_json, bare=True)
    elif as_json:
        raise typer.BadParameter("give --json after the command")
