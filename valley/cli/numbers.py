"""`valley numbers`: what the rep counts each day, by week, in sequence, and what goes with what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from valley import operations
from valley.cli.delivery import deliver
from valley.cli.options import Json, OnDay, argument, day_to_log, flag, numbers_said
from valley.cli.output import run_of
from valley.errors import InvalidInput
from valley.insight.numbers import WEEKS
from valley.kept import DayNumbers
from valley.session import Session
from valley.ui import json_views
from valley.ui import numbers_sentences as say

app = typer.Typer()
numbers = typer.Typer(invoke_without_command=True)
app.add_typer(numbers, name="numbers")

MOST_WEEKS = 53
MOST_OTHERS = 5  # numbers shown that are chosen no more


@numbers.callback(epilog="What you count: valley config set numbers 'dials, talks, meetings'")
def show(
    ctx: typer.Context,
    weeks: Annotated[
        int, typer.Option(min=1, max=MOST_WEEKS, metavar="N", help="How many weeks.")
    ] = WEEKS,
    as_csv: Annotated[bool, flag("--csv", "Print every day as a table.")] = False,
    as_json: Json = False,
) -> None:
    """Show your own daily numbers, week by week, and their ratios."""
    if ctx.invoked_subcommand is not None:
        return
    if as_csv and as_json:
        raise typer.BadParameter("give one of the two", param_hint="--csv, --json")
    session, out = run_of(ctx)
    names = session.settings.numbers
    if as_csv:
        _write_table(session, names)
        return
    from valley.insight.numbers import needed_since
    from valley.insight.numbers import numbers as view_of

    since = needed_since(session.today, weeks)
    known = {one.day: one.counts for one in session.journal.kept(DayNumbers, since, session.today)}
    others = _others(known, names)
    view = view_of(
        known,
        session.journal.entries(since, session.today),
        names=names,
        today=session.today,
        weeks=weeks,
        others=others,
    )
    if as_json:
        days = {day: known[day] for day in sorted(known) if day >= view.first}
        out.emit(json_views.numbers(view, names, days))
        return
    if not any(known.values()):
        out.say(say.NONE_YET.format(command=say.command(names)) if names else say.NONE_CHOSEN)
        return
    from valley.ui.numbers import numbers as draw

    out.draw(*draw(view, today=session.today, screen=out.screen))


@numbers.command("say", epilog="valley numbers say '40 6 2 1' --date yesterday")
def say_numbers(
    ctx: typer.Context,
    line: Annotated[str, argument("LINE", "As '40 6 2 1', or 'dials 40'; - is not known.")],
    day: OnDay = None,
    as_json: Json = False,
) -> None:
    """Say the numbers of a day; a later answer takes the place of an earlier one."""
    session, out = run_of(ctx)
    said = numbers_said(session, line)
    about = day_to_log(session, out, day)
    now, before = operations.say_numbers(session.journal, about, said)
    if as_json:
        out.emit(json_views.values(now))
        return
    out.say(say.kept(about, now.counts, session.today))
    if before is not None and before != now:
        out.tell(say.before(before.counts))


@numbers.command(
    "import", epilog="A table of days, as --csv prints it: valley numbers import old.csv"
)
def import_table(
    ctx: typer.Context,
    file: Annotated[Path, argument("FILE", "A table with a column day; - is stdin.")],
    skip_bad: Annotated[bool, flag("--skip-bad", "Leave bad rows out and take the rest.")] = False,
    date_format: Annotated[
        str,
        typer.Option(
            "--date-format", metavar="FORM", help="day-first, month-first, or as '%d.%m.%Y'."
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Take numbers in from a table; those known already stay, twice changes nothing."""
    from valley.exchange import numbers_table
    from valley.exchange.days import Days
    from valley.exchange.formats import Reading
    from valley.exchange.source import Source
    from valley.ui import importing

    session, out = run_of(ctx)
    how = Reading(
        Days(today=session.today, day_ends_at=session.settings.day_ends_at, form=date_format)
    )
    journal = session.journal  # whether somebody can be asked is seen before stdin is read
    with Source(file) as source:
        found = numbers_table.read(source, session.settings.numbers, how, today=session.today)
    problems = [(str(file), bad.line, bad.why) for bad in found.problems]
    refused = bool(problems) and not skip_bad
    added, skipped = (0, 0) if refused else operations.import_numbers(journal, found.days)
    for remark in found.remarks:
        out.tell(remark)
    if as_json:
        out.emit(json_views.imported(found.read, added, skipped, problems, several=False))
    else:
        for told in importing.problems(problems):
            out.tell(told)
    if refused:
        raise InvalidInput(say.refused(len(problems), found.read))
    if not as_json:
        out.tell(say.imported(str(file), added, skipped, len(problems)))


def _others(known: Mapping[date, Mapping[str, int]], names: Sequence[str]) -> list[str]:
    """Return what was counted beside what is chosen now, known of the most days first."""
    often = Counter(name for counts in known.values() for name in counts if name not in names)
    return [name for name, _ in sorted(often.items(), key=lambda one: (-one[1], one[0]))][
        :MOST_OTHERS
    ]


def _write_table(session: Session, names: Sequence[str]) -> None:
    """Print all days, with the numbers that are chosen first."""
    from valley.exchange import numbers_table

    days = sorted(session.journal.kept(DayNumbers), key=lambda one: one.day)
    others = sorted({name for one in days for name in one.counts} - set(names))
    deliver(numbers_table.write(days, [*names, *others]), None, is_json=False)
