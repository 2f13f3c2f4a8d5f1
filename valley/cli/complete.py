"""What the Tab key offers: ids, excuses, settings, weeks, from the real journal.

A parameter is recognised by its metavar, so that a new command needs nothing of its own; what is
one of a few words (a format) Typer completes itself. Whatever goes wrong, nothing is offered and
nothing is said: the line being typed must not be disturbed.

Shells evaluate what they are offered, some of them twice, and put it into the line as it is. So
there is one way out of here, `answer`, and what leaves by it is inert in every shell.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any

from valley import dates, settings
from valley.cli import COMPLETE
from valley.cli.output import begin
from valley.cli.streams import OutputLost
from valley.session import Session
from valley.ui.ansi import cut
from valley.ui.text import one_line, visible

Offer = tuple[str, str]  # what is put in the line, and what it is
Find = Callable[[Any, str], Iterable[Offer]]

MOST = 50  # entries to choose from
ROOM = 60  # columns for what an offer is
DAYS = ("today", "yesterday", "tomorrow")
# Words that every shell takes for themselves wherever they stand: an id, a name, a time; an option.
WORD, OPTION = r"\w[\w.:+-]*", r"--?\w[\w-]*"
# What a shell could obey in a text that it was only to show.
OBEYED = str.maketrans({"'": "’", '"': "”", "`": "’", "\\": " ", "$": " "})


def answer(cli: Any, ctx_args: Any, prog_name: str, asked: str) -> None:
    """Answer what a shell asks for and end the run: offers, or the script that asks for them."""
    # Typer vendors Click and gives these no public names.
    from typer._click.shell_completion import get_completion_class
    from typer._completion_classes import completion_init

    completion_init()
    what, _, shell = asked.partition("_")
    made = get_completion_class(shell)
    said, code = "", 0
    with suppress(Exception):  # a locked or damaged journal, a shell that gives no words
        asks = made(cli, ctx_args, prog_name, COMPLETE) if made else None
        if asks and what == "source":
            said = asks.source()
        elif asks and what == "complete":
            args, begun = asks.get_completion_args()
            offers = [*_inert(asks.get_completions(args, begun), begun)]
            if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
                code = 0 if offers else 1  # then fish offers files
            else:
                said = _written(shell, offers)
    with suppress(OutputLost):
        print(said, end="\n" if said else "", flush=True)  # noqa: T201
    sys.exit(code)


def _inert(found: Iterable[Any], begun: str) -> Iterator[Offer]:
    """Yield what no shell obeys: a word that is itself, and what may be shown of it."""
    inert = re.compile(OPTION if begun.startswith("-") else WORD)
    for item in found:
        value = str(item.value)
        if item.type == "plain" and inert.fullmatch(value) and visible(value) == value:
            said = one_line(item.help or "").translate(OBEYED)
            yield value, cut(" ".join(said.split()), ROOM)


def _written(shell: str, offers: list[Offer]) -> str:
    """Write offers as the script of a shell, as Typer makes it, takes them."""
    if shell == "bash":
        return "\n".join(value for value, _ in offers)
    if shell == "fish":
        return "\n".join(f"{value}\t{said}".strip() for value, said in offers)
    if shell == "zsh":  # evaluated twice, and then split at the colon
        pairs = ([part.replace(":", r"\\:") for part in offer if part] for offer in offers)
        listed = " ".join(":".join(f'"{part}"' for part in pair) for pair in pairs)
        return f"_arguments '*: :(({listed}))'" if offers else "_files"
    return "\n".join(f"{value}:::{said or ' '}" for value, said in offers)


def attach(command: Any) -> None:
    """Let the parameters of a command, and of those below it, be completed."""
    for param in command.params:
        if find := BY_METAVAR.get((param.metavar or "").rstrip(".")):
            param.shell_complete = partial(_complete, find)
    for below in getattr(command, "commands", {}).values():
        attach(below)


def _complete(find: Find, ctx: Any, incomplete: str) -> list[Any]:
    from typer._click.shell_completion import CompletionItem

    offers: dict[str, str] = {}
    for value, said in find(ctx, incomplete):
        offers.setdefault(value, said)
    start = incomplete.casefold()
    fit = [(value, said) for value, said in offers.items() if value.casefold().startswith(start)]
    return [CompletionItem(value, help=said or None) for value, said in fit]


def _session() -> Session:
    return begin(silent=True)[0]


def _ids(ctx: Any, _: str) -> Iterator[Offer]:
    """Offer the newest entries; where promises are settled, the open ones."""
    journal = _session().journal
    promised = " promises " in f"{ctx.command_path} "
    entries = journal.open_promises() if promised else islice(journal.entries(), MOST)
    for entry in entries:
        yield entry.short_id, f"{entry.day} {(entry.action if promised else '') or entry.happened}"


def _names(ctx: Any, incomplete: str) -> Iterator[Offer]:
    """Offer settings, copies, or the excuses that were used, the others once some is typed."""
    words = ctx.command_path.split()
    if "config" in words:
        yield from ((one.name, one.sentence) for one in settings.TABLE)
    elif "restore" not in words:
        yield from _excuses(ctx, incomplete)


def _values(ctx: Any, _: str) -> Iterator[Offer]:
    """Offer what a setting takes, where that is a choice."""
    for value in settings.setting(ctx.params.get("name") or "").offers:
        yield value, ""


def _excuses(_: Any, incomplete: str) -> Iterator[Offer]:
    from valley.coach import catalogue as book

    for entry in _session().recent:
        if entry.excuse:
            yield entry.excuse, book.title(entry.excuse)
    for name in book.catalogue().excuses if incomplete else ():
        yield name, book.title(name)


def accounts(_: Any, incomplete: str) -> list[Any]:
    """Offer the accounts that entries are about, the latest first."""
    return _complete(_accounts, None, incomplete)


def _accounts(_: Any, __: str) -> Iterator[Offer]:
    session = _session()
    book = session.journal.book
    for entry in session.recent:
        for one in book.of(entry):
            yield (one.name if re.fullmatch(WORD, one.name) else one.key.split()[0]), one.name


def _themes(*_: Any) -> Iterator[Offer]:
    from valley.ui.sentences import THEMES

    for theme, said in THEMES.items():
        yield str(theme), said


def _kinds(*_: Any) -> Iterator[Offer]:
    """Offer the kinds of entries."""
    from valley.model import EntryKind

    yield from ((str(kind), "") for kind in EntryKind)


def _tags(*_: Any) -> Iterator[Offer]:
    for entry in _session().recent:
        for tag in entry.tags:
            yield tag, ""


def _weeks(*_: Any) -> Iterator[Offer]:
    """Offer the weeks that have entries, newest first."""
    for entry in _session().recent:
        first, last = dates.week_of(entry.day)
        yield dates.week_name(entry.day), f"{first} to {last}"


def _days(*_: Any) -> Iterator[Offer]:
    for word in (*DAYS, *(name.lower() for name in dates.WEEKDAYS)):
        yield word, ""


def _away(*_: Any) -> Iterator[Offer]:
    for number, period in enumerate(_session().settings.away, 1):
        yield str(number), f"{period.first} to {period.last} {period.note}"


def _commands(ctx: Any, _: str) -> Iterator[Offer]:
    for name in ctx.parent.command.commands:
        yield name, ""


BY_METAVAR: dict[str, Find] = {
    "ID": _ids,
    "NAME": _names,
    "INTO": _excuses,
    "ACCOUNT": _accounts,
    "VALUE": _values,
    "THEME": _themes,
    "KIND": _kinds,
    "T": _tags,
    "WEEK": _weeks,
    "DAY": _days,
    "FROM": _days,
    "TO": _days,
    "NUMBER": _away,
    "[COMMAND]": _commands,
}
