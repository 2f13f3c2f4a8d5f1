"""The mentor's page as CommonMark, the rep's words in it as text and nothing else.

Escapes hold against GitHub's and Obsidian's additions too: tables, strikethrough, bare links,
mentions, issue numbers, tags, wiki links, mathematics, highlights.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from valley import dates
from valley.entry.promise import each
from valley.exchange.formats import Writing
from valley.exchange.selection import Selection
from valley.exchanged import Comment
from valley.insight.recurring import Recurring
from valley.model import Entry
from valley.page import sentences
from valley.page.handout import Handout, handout_of
from valley.ui.sentences import MENTOR, times
from valley.ui.text import visible

ALWAYS = re.compile(r"[\\`*_\[\]<>|~$^&]|==|%%")
AT_START = re.compile(r"^(?:[#+=:-]|\d{1,9}(?=[.)]))", re.MULTILINE)
LINKS = re.compile(r"(?i)(?<=\bhttp)(?=:)|(?<=\bhttps)(?=:)|(?<=\bwww)(?=\.)|(?=@)|(?<=\bftp)(?=:)")
REFERENCES = re.compile(r"#(?=\w)")
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
QUOTED = 3  # times an excuse is quoted


def as_text(text: str) -> str:
    """Escape a text so that CommonMark (and what builds on it) shows it just as it was typed."""
    text = ALWAYS.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), visible(text))
    text = LINKS.sub(r"\\", text)
    text = REFERENCES.sub(r"\\#", text)
    text = INDENT.sub(lambda match: "&nbsp;" * len(match[0]), text)
    return AT_START.sub(
        lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", text
    )


def in_line(text: str, indent: str = "") -> str:
    """Escape a text and keep it in one paragraph, its lines as hard breaks.

    Args:
        text: The text.
        indent: What its further lines begin with, in a list.
    """
    lines = visible(text).strip("\n").split("\n")
    lines = [as_text(line) if line.strip() else "&nbsp;" for line in lines]
    return f"\\\n{indent}".join(lines)


def export(selection: Selection, how: Writing) -> Iterator[str]:
    """Yield the page of what is handed on."""
    yield page(handout_of(selection, how), front_matter=how.front_matter)


def page(view: Handout, *, front_matter: bool = False) -> str:
    """Return the page of a period.

    Args:
        view: The period.
        front_matter: Begin with YAML that Obsidian and static sites read.
    """
    parts = [_front_matter(view)] if front_matter else []
    parts.append(f"# Journal, {sentences.span(view)}")
    parts += [as_text(line) for line in sentences.about(view)]
    if not view.days:
        return "\n\n".join([*parts, sentences.NOTHING]) + "\n"
    parts += ["## Figures", _table(view)]
    if view.numbers:
        parts += ["## Numbers", _numbers(view)]
    if view.focuses:
        focuses = (f"- {week}: {in_line(focus, '  ')}" for week, focus in view.focuses)
        parts += ["## Focus", "\n".join(focuses)]
    if view.excuses or view.once or view.guessed:
        parts += ["## Excuses that came up", *_excuses(view)]
    for heading, promises in zip(sentences.PROMISES, view.promises, strict=True):
        if promises:
            if "## Promises" not in parts:
                parts.append("## Promises")
            parts += [f"### {heading}", "\n".join(_promise(one, view.today) for one in promises)]
    parts.append("## Days")
    for day, entries in view.days:
        parts.append(f"### {dates.show(day, today=view.today)}")
        parts += [_entry(entry, view.comments.get(entry.id, ())) for entry in entries]
    parts += ["## For the talk", _numbered(sentences.questions(view))]
    parts += [as_text(sentences.GUESSED)] if view.guessed else []
    return "\n\n".join(parts) + "\n"


def _front_matter(view: Handout) -> str:
    return "\n".join(
        [
            "---",
            f'title: "Journal, {sentences.span(view)}"',
            f"from: {view.first}",
            f"to: {view.last}",
            f"created: {view.today}",
            "tags: [valley]",
            "---",
        ]
    )


def _table(view: Handout) -> str:
    rows = sentences.figures(view)
    if view.before is None:
        lines = ["| | |", "| --- | --- |"]
        return "\n".join(lines + [f"| {name} | {now} |" for name, now, _ in rows])
    lines = ["| | Now | Before |", "| --- | --- | --- |"]
    return "\n".join(lines + [f"| {name} | {now} | {past} |" for name, now, past in rows])


def _numbers(view: Handout) -> str:
    lines = [f"| | {' | '.join(sentences.NUMBERS)} |", "| --- | --- | --- | --- |"]
    return "\n".join(
        lines
        + [f"| {as_text(name)} | {' | '.join(row)} |" for name, *row in sentences.numbers(view)]
    )


def _excuses(view: Handout) -> Iterator[str]:
    """Yield the excuses: those that came back with what was said and done, the others by name."""
    if view.excuses:
        yield "\n".join(
            _excuse(one, said, view) for one, said in view.excuses[: sentences.DETAILED]
        )
    yield from map(as_text, sentences.also(view))


def _excuse(one: Recurring, said: Sequence[Entry], view: Handout) -> str:
    lines = [f"- **{as_text(one.title)}**{sentences.blamed(one)}: {sentences.excuse(one, view)}"]
    for entry in said[:QUOTED]:
        words = in_line(sentences.words(one, entry), "    ")
        lines.append(f"  - {dates.show(entry.day, today=view.today)}: {words}")
        lines += [
            f"    - {sentences.stands(made)}: {in_line(made.action or '', '      ')}"
            for made in each(entry)
        ]
    if len(said) > QUOTED:
        lines.append(f"  - and {times(len(said) - QUOTED)} more")
    return "\n".join(lines)


def _promise(entry: Entry, today: date) -> str:
    due = f" ({sentences.due(entry, today)})" if entry.due or entry.resolved_on else ""
    note = f"\n  - {in_line(entry.note, '    ')}" if entry.note else ""
    return f"- {in_line(entry.action or '', '  ')}{due}{note}"


def _entry(entry: Entry, comments: Sequence[Comment]) -> str:
    items = []
    if entry.reason is not None:
        name = f" ({as_text(said)})" if (said := sentences.name(entry)) else ""
        items.append(f"- Reason{name}: {in_line(entry.reason, '  ')}")
    if entry.mine:
        items.append(f"- My part: {in_line(entry.mine, '  ')}")
    items += [
        f"- Action ({sentences.stands(one)}): {in_line(one.action or '', '  ')}"
        for one in each(entry)
    ]
    items += [f"- {MENTOR[one.where]}: {in_line(one.text, '  ')}" for one in comments]
    items.append(f"- {sentences.altitude(entry)}")
    if entry.note and not entry.action:
        items.append(f"- Note: {in_line(entry.note, '  ')}")
    if entry.tags:
        items.append("- Tags: " + ", ".join(in_line(tag, "  ") for tag in entry.tags))
    head = in_line(entry.happened)
    return f"{head}\n\n" + "\n".join(items)


def _numbered(questions: Sequence[str]) -> str:
    return "\n".join(f"{number}. {as_text(one)}" for number, one in enumerate(questions, 1))
