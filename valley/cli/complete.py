"""What the Tab key offers: ids, excuses, settings, weeks, from the real journal.

A parameter is recognised by its metavar, so that a new command needs nothing of its own; what is
one of a few words (a format) Typer completes itself. Whatever
goes wrong, nothing is offered and nothing is said: the line being typed must not be disturbed.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from valley.cli.session import Session

Offer = tuple[str, str]  # what is put in the line, and what it is
Find = Callable[[Any, str], Iterable[Offer]]

MOST = 50  # entries to choose from
DAYS = ("today", "yesterday", "tomorrow")


def attach(command: Any) -> None:
    """Let the parameters of a command, and of those below it, be completed."""
    for param in command.params:
        if find := BY_METAVAR.get((param.metavar or "").rstrip(".")):
            param.shell_complete = partial(_complete, find)
    for below in getattr(command, "commands", {}).values():
        attach(below)


def _complete(find: Find, ctx: Any, incomplete: str) -> list[Any]:
    # Typer vendors Click and gives this class no public name.
    from typer._click.shell_completion import CompletionItem

    from valley.ui.text import one_line

    try:
        offers: dict[str, str] = {}
        for value, said in find(ctx, incomplete):
            offers.setdefault(value, said)
    except Exception:  # noqa: BLE001  # a locked or damaged journal: nothing is offered
        return []
    start = incomplete.casefold()
    fit = [(value, said) for value, said in offers.items() if value.casefold().startswith(start)]
    return [CompletionItem(value, help=one_line(said) or None) for value, said in fit]


def _session() -> Session:
    return Session(silent=True)


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
        yield from _settings()
    elif "restore" not in words:
        yield from _excuses(catalogue=bool(incomplete))


def _settings() -> Iterator[Offer]:
    from valley.settings import TABLE

    for one in TABLE:
        yield one.name, one.sentence


def _values(ctx: Any, _: str) -> Iterator[Offer]:
    """Offer what a setting takes, where that is a choice."""
    choices = {
        "plain": ("true", "false"),
        "role": ("rep", "leader"),
        "week_starts": ("mon", "sun", "sat"),
        "workdays": ("mon-fri", "mon-sat", "sun-thu", "mon-thu"),
        "day_ends_at": ("04:00", "00:00"),
    }
    for value in choices.get(ctx.params.get("name"), ()):
        yield value, ""


def _excuses(*, catalogue: bool) -> Iterator[Offer]:
    from valley.coach import catalogue as book

    for entry in _session().recent:
        if entry.excuse:
            yield entry.excuse, book.title(entry.excuse)
    for name in book.catalogue().excuses if catalogue else ():
        yield name, book.title(name)


def _used(_: Any, incomplete: str) -> Iterator[Offer]:
    yield from _excuses(catalogue=bool(incomplete))


def _themes(*_: Any) -> Iterator[Offer]:
    from valley.ui.sentences import THEMES

    for theme, said in THEMES.items():
        yield str(theme), said


def _tags(*_: Any) -> Iterator[Offer]:
    for entry in _session().recent:
        for tag in entry.tags:
            yield tag, ""


def _weeks(*_: Any) -> Iterator[Offer]:
    """Offer the weeks that have entries, newest first."""
    from valley import dates

    for entry in _session().recent:
        first, last = dates.week_of(entry.day)
        yield dates.week_name(entry.day), f"{first} to {last}"


def _days(*_: Any) -> Iterator[Offer]:
    from valley.dates import WEEKDAYS

    for word in (*DAYS, *(name.lower() for name in WEEKDAYS)):
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
    "INTO": _used,
    "VALUE": _values,
    "THEME": _themes,
    "T": _tags,
    "WEEK": _weeks,
    "DAY": _days,
    "FROM": _days,
    "TO": _days,
    "NUMBER": _away,
    "[COMMAND]": _commands,
}
