"""Importing a table in a terminal: which column is which, in which order the days are, and a look."""

import shlex
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from valley.coach.replies import Meant
from valley.exchange.columns import NEEDED, ColumnsNeeded
from valley.exchange.days import DAY_FIRST, MONTH_FIRST
from valley.ui import choices, importing
from valley.ui.prompts import Asker

if TYPE_CHECKING:
    from pathlib import Path

    from valley.exchange.formats import ImportFormat, Reading
    from valley.exchange.intake import Intake
    from valley.exchange.records import Look
    from valley.session import Session

Read = Callable[["Reading"], "Intake"]
ORDERS = {Meant.DAY_FIRST: DAY_FIRST, Meant.MONTH_FIRST: MONTH_FIRST}


def read_asking(asker: Asker, read: Read, how: "Reading") -> "tuple[Reading, Intake]":
    """Read files; where nothing tells which column is which, or the order of days, ask."""
    while True:
        try:
            found = read(how)
        except ColumnsNeeded as needed:
            how = how._replace(columns=_ask_columns(asker, needed.look))
            continue
        form = "" if how.days.form or not found.problems else _ask_form(asker, how, found)
        if not form:
            return how, found
        how = how._replace(days=how.days.in_form(form))


def look(
    asker: Asker, session: "Session", read: Read, how: "Reading", found: "Intake"
) -> "tuple[Reading, Intake] | None":
    """Show what a foreign table gives, and return it once it is right; None where it is not wanted."""
    while True:
        table = next((one.document.look for one in found.taken if one.document.look), None)
        if table is None or found.problems or not found.entries:
            return how, found
        for line in importing.columns(found.columns):
            asker.say(line)
        for line in importing.first(found.entries, session.today):
            asker.say(line)
        if asker.confirm(importing.take_in(found.entries)):
            return how, found
        if not asker.confirm(importing.CHOOSE, default=False):
            return None
        how = how._replace(columns=_ask_columns(asker, table))
        how, found = read_asking(asker, read, how)


def command(
    files: "Sequence[Path]", form: "ImportFormat", how: "Reading", *, skip_bad: bool
) -> str:
    """Return the command that reads files so without a question."""
    names = [f"./{file}" if str(file).startswith("-") else str(file) for file in files]
    told = f"valley import {shlex.join(names)}"
    if form is not form.AUTO:
        told += f" --format {form.value}"
    for field, column in how.columns:
        told += f" --map {shlex.quote(f'{field}={column}')}"
    for column in how.ignore:
        told += f" --ignore {shlex.quote(column)}"
    if how.days.form:
        told += f" --date-format {shlex.quote(how.days.form)}"
    if how.encoding:
        told += f" --encoding {shlex.quote(how.encoding)}"
    return told + (" --skip-bad" if skip_bad else "")


def _ask_columns(asker: Asker, table: "Look") -> Sequence[tuple[str, str]]:
    """Ask for the columns of each field, by number."""
    names = table.names
    lines = [
        importing.column_line(number, name, [row[number - 1] for row in table.rows])
        for number, name in enumerate(names, 1)
    ]
    chosen: list[tuple[str, str]] = []
    for field, (question, hint) in importing.COLUMN_QUESTIONS.items():
        while True:
            left = lines if not chosen else ()
            said = asker.ask(question, hint, choices=left, explain=importing.COLUMN_HELP)
            numbers = said.replace(",", " ").split()
            right = all(word.isdecimal() and 1 <= int(word) <= len(names) for word in numbers)
            if right and (numbers or field not in NEEDED):
                break
            asker.say(importing.COLUMN_AGAIN.format(len(names)))
        for word in numbers:
            name = names[int(word) - 1]
            alone = names.count(name) == 1 and name.strip()
            chosen.append((field, name if alone else word))
    return chosen


def _ask_form(asker: Asker, how: "Reading", found: "Intake") -> str:
    """Ask how the days that could not be read are written; empty where nothing reads them all."""
    offered, example = how.days.offered, found.problems[0][2]
    if offered >= {DAY_FIRST, MONTH_FIRST}:
        meant = asker.choose(importing.order(example), choices.ORDER).meant
        return ORDERS[meant or Meant.DAY_FIRST]
    for form in offered:
        if asker.confirm(importing.only_form(form, example)):
            return form
    return ""
