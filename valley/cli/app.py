"""The command line as a whole: which commands there are, and the one place errors end.

A command's module is imported when the command is called, so that each pays for itself alone.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from valley import __version__
from valley.errors import CannotWrite, Interrupted, NotFound, ValleyError

EVERY_DAY, LOOK_BACK, CHANGE = "Every day", "Look back", "Change"
SHARE, KEEP_SAFE, SETTINGS = "Share", "Keep safe", "Settings"

# Command: (module of `valley.cli`, group in the help), in the order of the help.
COMMANDS = {
    "status": ("status", EVERY_DAY),
    "checkin": ("checkin", EVERY_DAY),
    "promises": ("promises", EVERY_DAY),
    "review": ("review", LOOK_BACK),
    "excuses": ("excuses", LOOK_BACK),
    "streak": ("streak", LOOK_BACK),
    "landscape": ("landscape", LOOK_BACK),
    "log": ("log", LOOK_BACK),
    "show": ("log", LOOK_BACK),
    "edit": ("edit", CHANGE),
    "delete": ("change", CHANGE),
    "undo": ("change", CHANGE),
    "export": ("export", SHARE),
    "import": ("import_file", SHARE),
    "merge": ("merge", SHARE),
    "doctor": ("keep", KEEP_SAFE),
    "backup": ("keep", KEEP_SAFE),
    "restore": ("keep", KEEP_SAFE),
    "encrypt": ("privacy", KEEP_SAFE),
    "decrypt": ("privacy", KEEP_SAFE),
    "passphrase": ("privacy", KEEP_SAFE),
    "lock": ("privacy", KEEP_SAFE),
    "config": ("settings", SETTINGS),
    "away": ("settings", SETTINGS),
    "remind": ("remind", SETTINGS),
    "demo": ("demo", SETTINGS),
    "man": ("manual", SETTINGS),
}


class Commands(MutableMapping[str, Any]):
    """The commands by name; a command's module is imported when it is first asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Load a command."""
        if name not in self._loaded:
            module, group = COMMANDS[name]
            commands = typer.main.get_group(import_module(f"valley.cli.{module}").app).commands
            command = commands[name]
            command.rich_help_panel = group  # type: ignore[attr-defined]  # both kinds have one
            _adopt(command)
            if "_VALLEY_COMPLETE" in os.environ:
                from valley.cli import complete

                complete.attach(command)
            self._loaded[name] = command
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Valley(TyperGroup):
    """The top of the command line: loads commands when called, and turns errors into one line."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = Commands()

    def main(self, *args: Any, **options: Any) -> Any:
        """Run valley; how a command is to be used is said in one line too."""
        standalone, options["standalone_mode"] = options.get("standalone_mode", True), False
        if not standalone:
            return super().main(*args, **options)
        try:
            code = super().main(*args, **options)
        except typer.TyperException as error:
            _misused(error)
            sys.exit(2)
        except typer.Abort:
            sys.exit(Interrupted.exit_code)
        sys.exit(code if isinstance(code, int) else 0)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page of valley itself."""
        _write_page(self, ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; whatever goes wrong ends here, in one line and with its exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            if ctx.obj is not None:
                ctx.obj.warn()
        except (KeyboardInterrupt, EOFError):
            _end(ctx, Interrupted("Stopped."))
        except ValleyError as error:
            _end(ctx, error)
        except BrokenPipeError:  # `valley log | head` has all it wanted
            _let_go()
            raise typer.Exit from None
        except Exception as error:
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                _let_go()
                _end(ctx, CannotWrite(f"Cannot write the output: {error.strerror}."))
            if isinstance(error, FileNotFoundError) and _is_adrift():
                _end(
                    ctx, NotFound("The working folder is gone; cd to another one, then try again.")
                )
            if isinstance(error, TYPERS_OWN) or os.environ.get("VALLEY_DEBUG"):
                raise
            told = f"valley met a bug ({type(error).__name__}: {error}). Nothing more was written;"
            _end(ctx, ValleyError(f"{told} VALLEY_DEBUG=1 shows where."))
        else:
            return result


def _is_adrift() -> bool:
    """Return whether the folder valley was called in has been removed."""
    try:
        os.getcwd()  # noqa: PTH109  # Path.cwd asks the same
    except FileNotFoundError:
        return True
    return False


def _let_go() -> None:
    """Lose what waits to be written: at the end of the process it would be tried once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _adopt(command: Any) -> None:
    """Give a command, and those below it, our pages of help, and errors that point to them."""
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
    from valley.cli import pages  # 2 ms that only --help needs

    pages.write(command, ctx, formatter)


NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
TYPERS_OWN = (typer.Exit, typer.Abort, typer.TyperException)


def _misused(error: Any) -> None:
    """Say how a command is to be used: in one line, or by its page where it was called bare."""
    ctx = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.message, err=True)
        return
    from valley.ui import ansi

    said = error.format_message().rstrip(".")
    if near := getattr(error, "possibilities", None):
        said = f"{error.message}. Did you mean {' or '.join(near)}?"
    command = ctx.command_path if ctx else "valley"
    end = "" if said.endswith("?") else "."
    line = " ".join(f"{said}{end} Help: {command} --help".split())
    typer.echo(ansi.message(line), err=True)


def _end(ctx: Any, error: ValleyError) -> None:
    """Say what happened in one line on stderr, and end with its exit code."""
    from valley.ui import ansi

    if isinstance(error, Interrupted):
        typer.echo(err=True)  # the line of ^C
    elif ctx.obj is not None:
        ctx.obj.warn(told=str(error))
    typer.echo(ansi.message(str(error)), err=True)
    raise typer.Exit(error.exit_code) from error


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
        typer.echo(f"valley {__version__}")
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
    from valley.cli.session import Session

    del version
    ctx.obj = Session(plain=plain, paged=paged)
    if ctx.invoked_subcommand is None:
        from valley.cli.glance import show_today

        show_today(ctx.obj, as_json=as_json)
    elif as_json:
        raise typer.BadParameter("give --json after the command")
