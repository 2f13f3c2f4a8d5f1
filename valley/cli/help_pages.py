"""The help: one page for each command, drawn by `--help` and by the man page.

Typer's own pages have boxes, which a screen reader spells out, and columns that need a wide
terminal. These have words and indents, in as many columns as there are.
"""

import re
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from itertools import groupby
from typing import Any

from valley.ui import ansi

Row = tuple[str, str]
NARROW = 56  # columns below which what a thing is for stands below its name
WIDEST = 100
INDENT = 4  # columns before and behind a name
LONGEST = 30  # columns of a name that the sentence still stands beside
WEEK = {"status", "checkin", "promises", "review", "excuses"}  # what a week needs
MARK = "*"
OF_A_WEEK = "what a week needs"
RANGE = re.compile(r"\s*\[x[^]]*\]$")  # how Typer says that a number has a least value
SELF_EVIDENT = {"--version", "--install-completion", "--show-completion", "--help", "-h"}


@dataclass(frozen=True, slots=True)
class Page:
    """The help of one command.

    Attributes:
        name: All of it: `valley excuses show`.
        usage: What may follow the name.
        text: What it does, a paragraph each.
        sections: Arguments, options, commands: a heading, and rows of name and sentence.
        examples: Commands to try, some with a word on what for.
        is_top: Whether it is the page of valley itself.
    """

    name: str
    usage: str
    text: tuple[str, ...]
    sections: tuple[tuple[str, tuple[Row, ...]], ...]
    examples: tuple[str, ...]
    is_top: bool


def page(command: Any, ctx: Any) -> Page:
    """Read the page of a command off its declaration."""
    kinds: dict[str, list[Row]] = {"Arguments": [], "Options": []}
    for param in command.get_params(ctx):
        if record := param.get_help_record(ctx):
            names, sentence = record
            kind = "Arguments" if param.param_type_name == "argument" else "Options"
            kinds[kind].append((names, RANGE.sub("", sentence)))
    sections = [(kind, tuple(rows)) for kind, rows in kinds.items() if rows]
    text = cleandoc(command.help or "").split("\n\n")
    return Page(
        name=ctx.command_path,
        usage=" ".join(command.collect_usage_pieces(ctx)),
        text=tuple(" ".join(part.split()) for part in text if part.strip()),
        sections=(*sections, *_commands(command)),
        examples=tuple(filter(None, (command.epilog or "").split("; "))),
        is_top=ctx.parent is None,
    )


def every(command: Any, ctx: Any) -> Iterator[Page]:
    """Yield the page of a command and those of all below it, the hidden ones left out."""
    yield page(command, ctx)
    for name, below in list(getattr(command, "commands", {}).items()):
        if not below.hidden:
            yield from every(below, type(ctx)(below, info_name=name, parent=ctx))


def drawn(shown: Page, width: int) -> Iterator[ansi.Line]:
    """Draw a page, the headings bold."""
    yield ("Usage: ", "bold"), (f"{shown.name} {shown.usage}", "")
    for paragraph in shown.text:
        yield ()
        yield ((paragraph, ""),)
    if shown.is_top:  # tight, so that all commands stand on one screen
        yield ()
        column = max(len(name) for _, rows in shown.sections[1:] for name, _ in rows)
        for heading, rows in shown.sections[1:]:
            short = [(name, _beginning(told, width - column - INDENT)) for name, told in rows]
            yield from _section(heading, short, width, column, marked=WEEK)
        yield ()
        yield (f"{MARK} ", "bold"), (OF_A_WEEK, "")
        said = [
            f"{o} ({s.rstrip('.')})" if o not in SELF_EVIDENT else o for o, s in _options(shown)
        ]
        yield ("Options: ", "bold"), (", ".join(said), "")
    else:
        for heading, rows in shown.sections:
            yield ()
            yield from _section(heading, rows, width)
    if shown.examples:
        if not shown.is_top:
            yield ()
            yield (("Example", "bold"),)
        for example in shown.examples:
            yield from _indented("", example, 0 if shown.is_top else 2, width)


def _options(shown: Page) -> Sequence[Row]:
    return [(names.split(", ")[-1], sentence) for names, sentence in shown.sections[0][1]]


def _section(
    heading: str,
    rows: Sequence[Row],
    width: int,
    column: int | None = None,
    *,
    marked: Collection[str] = (),
) -> Iterator[ansi.Line]:
    yield ((heading, "bold"),)
    column = column or min(LONGEST, max(len(name) for name, _ in rows))
    for name, sentence in rows:
        start = MARK if name in marked else " "
        if width < NARROW:
            yield ((f"{start} {name}", ""),)
            yield from _indented("", sentence, INDENT, width)
        elif len(name) > column:
            yield ((f"{start} {name}", ""),)
            yield from _indented("", sentence, column + INDENT, width)
        else:
            begun = f"{start} {name:<{column}}  "
            yield from _indented(begun, sentence, column + INDENT, width)


def _beginning(sentence: str, room: int) -> str:
    """Return as much of a sentence as fits on a line and is one by itself; its own page has it all."""
    if len(sentence) <= room:
        return sentence
    for ends in (";:", ","):
        cuts = [at for at, sign in enumerate(sentence[: room + 1]) if sign in ends]
        if cuts:
            return sentence[: cuts[-1]]
    return sentence


def _indented(start: str, text: str, indent: int, width: int) -> Iterator[ansi.Line]:
    """Wrap a text so that its further lines stand below its first."""
    lines = list(ansi.wrap(((text, ""),), max(8, width - indent)))
    for number, line in enumerate(lines):
        yield (start if start and not number else " " * indent, ""), *line


def _commands(command: Any) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield the commands below, by the groups they are in."""
    below = [(name, one) for name, one in getattr(command, "commands", {}).items()]
    shown = [(name, one) for name, one in below if not one.hidden]
    grouped = groupby(shown, key=lambda pair: getattr(pair[1], "rich_help_panel", None))
    for group, some in grouped:
        heading = group if isinstance(group, str) else "Commands"
        yield heading, tuple((name, _first(one)) for name, one in some)


def _first(command: Any) -> str:
    """Return the first sentence of what a command does."""
    text = " ".join(cleandoc(command.help or "").split("\n\n")[0].split())
    return text.rstrip(".")


def write(command: Any, ctx: Any, formatter: Any) -> None:
    """Write a command's page where Typer wants it."""
    from valley.cli import output

    session, _ = ctx.find_root().obj or output.begin(plain="--plain" in sys.argv)
    width = min(WIDEST, ansi.columns(sys.stdout))
    styled = ansi.is_styled(sys.stdout, plain=session.plain)
    ctx.color = styled  # or Typer takes the styles out again
    lines = drawn(page(command, ctx), width)
    formatter.write(ansi.rendered(lines, width, styled=styled))
