"""`valley man`: the man page, of the same pages as `--help`."""

import inspect
from collections.abc import Iterator

import typer

from valley import __version__, errors, settings
from valley.cli import help_pages

app = typer.Typer()

ENVIRONMENT = (
    ("VALLEY_HOME", "The journal's folder; by default the platform's folder for data."),
    ("VALLEY_PLAIN", "1: no boxes, no colour, no redraw, as --plain and the setting plain."),
    ("ACCESSIBLE", "1: the same, as other programs are told."),
    ("VALLEY_TODAY", "An ISO day, or day and time: what valley takes for now, for tests."),
    ("VALLEY_PASSPHRASE", "The passphrase of an encrypted journal, for scripts."),
    ("VISUAL, EDITOR", "The editor that valley edit and valley config edit open."),
    ("NO_COLOR, FORCE_COLOR", "No colour and no bold; styles in a pipe too."),
    ("PAGER, LESS", "What --pager shows long output with."),
)
FILES = (
    ("journal/2026.json", "The entries of a year, one a line."),
    ("settings.toml", "The settings."),
    ("backups/", "The daily copies."),
    ("drafts/", "Answers of a check-in that was left in the middle."),
)


@app.command(hidden=True, epilog="valley man > valley.1; man -l valley.1")
def man(ctx: typer.Context) -> None:
    """Print the man page, in roff."""
    root = ctx.find_root()
    typer.echo("\n".join(_lines(list(help_pages.every(root.command, root)))))


def _lines(shown: list[help_pages.Page]) -> Iterator[str]:
    """Write the page, a roff request or text a line."""
    top, *commands = shown
    yield f'.TH VALLEY 1 "" "valley {__version__}" "User Commands"'
    yield from (".SH NAME", f"valley \\- {_text(top.text[0][0].lower() + top.text[0][1:])}")
    yield from (".SH SYNOPSIS", f".B valley\n{_text(top.usage)}")
    yield from (".SH DESCRIPTION", *map(_text, top.text), ".PP")
    yield from map(_text, top.examples)
    yield from (".SH OPTIONS", *_rows(top.sections[0][1]))
    yield ".SH COMMANDS"
    for page in commands:
        yield f'.SS "{_text(f"{page.name} {page.usage}")}"'
        for paragraph in page.text:
            yield from (".PP", _text(paragraph))
        for heading, rows in page.sections:
            if heading in {"Arguments", "Options"}:
                yield from _rows(row for row in rows if "--help" not in row[0])
        for example in page.examples:
            yield from (".PP", "Example:", f".B {_text(example)}")
    yield from (".SH SETTINGS", *_rows(_settings()))
    yield from (".SH ENVIRONMENT", *_rows(ENVIRONMENT))
    yield from (".SH FILES", "In the journal's folder:", *_rows(FILES))
    yield from (".SH EXIT STATUS", *_rows(_codes()))


def _settings() -> Iterator[help_pages.Row]:
    for one in settings.TABLE:
        default = settings.as_text(one.default) or "none"
        yield one.name, f"{one.sentence} Default: {default}."


def _codes() -> Iterator[help_pages.Row]:
    """List the exit codes, from the tree of errors."""
    yield "0", "Fine."
    yield "2", "The command was not used as its help says."
    codes = {
        one.exit_code: inspect.getdoc(one) or ""
        for one in vars(errors).values()
        if inspect.isclass(one) and issubclass(one, errors.ValleyError)
    }
    for code, said in sorted(codes.items()):
        yield str(code), "A bug." if code == 1 else said


def _rows(rows: "Iterator[help_pages.Row] | tuple[help_pages.Row, ...]") -> Iterator[str]:
    for name, said in rows:
        yield from (".TP", f".B {_text(name)}", _text(said) or "\\&")


def _text(text: str) -> str:
    """Write a text so that roff reads nothing into it."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
