"""The mentor's page: a period as CommonMark, the rep's words in it as text and nothing else."""

import re
from collections.abc import Sequence
from datetime import date

from valley import dates
from valley.insight.recurring import Recurring
from valley.insight.week import Figures, figures
from valley.model import Entry
from valley.ui.sentences import ALTITUDES, STATUSES, THEMES, times
from valley.ui.text import visible
from valley.workdays import Workdays

ALWAYS = re.compile(r"[\\`*_\[\]<>|~$^&]")
AT_START = re.compile(r"^([#+=:-]|\d{1,9}(?=[.)]))", re.MULTILINE)
LINKS = re.compile(r"(?i)(?<=\bhttp)(?=:)|(?<=\bhttps)(?=:)|(?<=\bwww)(?=\.)|(?=@)|(?<=\bftp)(?=:)")
REFERENCES = re.compile(r"#(?=\w)")
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def as_text(text: str) -> str:
    """Escape a text so that CommonMark (and GitHub's additions) show it just as it was typed."""
    text = ALWAYS.sub(r"\\\g<0>", visible(text))
    text = LINKS.sub(r"\\", text)
    text = REFERENCES.sub(r"\\#", text)
    text = INDENT.sub(lambda match: "&nbsp;" * len(match[0]), text)
    return AT_START.sub(_guard, text)


def _guard(match: re.Match[str]) -> str:
    sign = match[1]
    return f"{sign[:-1]}&#{ord(sign[-1])};" if sign.isdigit() else f"\\{sign}"


def in_line(text: str) -> str:
    """Escape a text and keep it in one paragraph, its lines as hard breaks."""
    lines = [line or "&nbsp;" for line in as_text(text.strip("\n")).split("\n")]
    return "\\\n".join(lines)


def quoted(text: str, indent: str = "") -> str:
    """Lay a text out as the rest of a list item: its further lines below the first."""
    return in_line(text).replace("\n", f"\n{indent}")


def page(
    entries: Sequence[Entry],
    *,
    first: date,
    last: date,
    today: date,
    recurring: Sequence[Recurring],
    workdays: Workdays,
) -> str:
    """Write the page of a period.

    Args:
        entries: Those of the period, oldest first.
        first: Its first day.
        last: Its last day.
        today: Days are shown as seen from it.
        recurring: The excuses of the period, the most frequent first.
        workdays: The days that count.
    """
    span = f"{dates.show(first, today=today)} to {dates.show(last, today=today)}"
    parts = [f"# Journal, {span}"]
    if not entries:
        return f"{parts[0]}\n\nNothing was logged in this period.\n"
    counted = figures(entries, list(workdays.between(first, min(last, today))))
    parts += ["## Figures", _table(counted)]
    if recurring:
        parts += ["## Excuses that came up", _excuses(recurring, entries)]
    promises = [entry for entry in entries if entry.action]
    if promises:
        parts += ["## Promises", "\n".join(_promise(entry, today) for entry in promises)]
    parts.append("## Days")
    for day in sorted({entry.day for entry in entries}):
        parts.append(f"### {dates.show(day, today=today)}")
        parts += [_entry(entry) for entry in entries if entry.day == day]
    parts += ["## For the talk", _questions(recurring, counted)]
    return "\n\n".join(parts) + "\n"


def _table(counted: Figures) -> str:
    made = counted.promises
    rows = [
        ("Days logged", f"{counted.logged:g} of {counted.workdays:g} working days"),
        ("Wins", f"{counted.wins:g}"),
        ("Setbacks", f"{counted.setbacks:g}"),
        ("Reasons owned", _percent(counted.owned)),
        ("Setbacks with a concrete action", _percent(counted.answered)),
        ("Actions that came unasked", _percent(counted.volunteered)),
        (
            "Promises",
            f"{made.made} made: {made.kept} kept, {made.better} bettered,"
            f" {made.missed} missed, {made.open} open",
        ),
    ]
    return "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)])


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{round(100 * share)}%"


def _excuses(recurring: Sequence[Recurring], entries: Sequence[Entry]) -> str:
    parts = []
    for one in recurring:
        head = f"- **{as_text(one.title)}** ({THEMES[one.theme]}), {times(one.count)},"
        head += f" answered with an action {times(one.answered)}, kept {times(one.kept)}"
        given = [e for e in entries if e.excuse == one.excuse and e.reason]
        parts.append("\n".join([head, *(f"  - {quoted(e.reason or '', '    ')}" for e in given)]))
    return "\n".join(parts)


def _promise(entry: Entry, today: date) -> str:
    due = f", due {dates.show(entry.due, today=today)}" if entry.due else ""
    stands = STATUSES[entry.status] if entry.status else ""
    note = f"\\\n  {quoted(entry.note, '  ')}" if entry.note else ""
    return f"- {quoted(entry.action or '', '  ')} ({stands}{due}){note}"


def _entry(entry: Entry) -> str:
    parts = [in_line(entry.happened)]
    if entry.reason is not None:
        parts.append(f"- Reason: {quoted(entry.reason, '  ')}")
        if entry.mine:
            parts.append(f"- My part: {quoted(entry.mine, '  ')}")
    if entry.action:
        parts.append(f"- Action: {quoted(entry.action, '  ')}")
    if entry.altitude:
        parts.append(f"- {ALTITUDES[entry.altitude].capitalize()}")
    if entry.tags:
        parts.append("- Tags: " + ", ".join(as_text(tag) for tag in entry.tags))
    head, *items = parts
    return f"{head}\n\n" + "\n".join(items) if items else head


def _questions(recurring: Sequence[Recurring], counted: Figures) -> str:
    questions = []
    if recurring and recurring[0].count > 1:
        most = recurring[0]
        questions.append(
            f"“{as_text(most.title)}” came up {times(most.count)}."
            " If that reason could not be used, what would you do differently?"
        )
    if counted.promises.kept + counted.promises.better:
        questions.append("What made the kept promises work, and where else would that help?")
    if counted.promises.missed:
        questions.append("What would make a missed promise work next time?")
    questions.append("What is the one thing to change next week?")
    return "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1))
