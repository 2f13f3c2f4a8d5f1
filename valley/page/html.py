"""The mentor's page as one HTML file: no script, nothing fetched, for screen and paper.

Light or dark as the reader's system asks. The rep's words are text and nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from importlib.resources import files
from itertools import count

from valley import dates
from valley.entry.promise import each
from valley.exchange.formats import Writing
from valley.exchange.selection import Selection
from valley.exchanged import Comment
from valley.insight.recurring import Recurring
from valley.model import Entry
from valley.page import sentences, svg
from valley.page.handout import Handout, handout_of
from valley.ui.sentences import MENTOR, STATUSES, THEMES, times
from valley.ui.text import visible

QUOTED = 3  # times an excuse is quoted
MOST_BARS = 8
ONE_WEEK = 7  # days; the terrain shows them already


def export(selection: Selection, how: Writing) -> Iterator[str]:
    """Yield the page of what is handed on."""
    yield page(handout_of(selection, how))


def style() -> str:
    """Return how a page looks, on screen and on paper."""
    return files("valley.page").joinpath("page.css").read_text("utf-8")


def page(view: Handout) -> str:
    """Return the page of a period."""
    span = sentences.span(view)
    body = "".join(_body(view)) if view.days else f"<p>{sentences.NOTHING}</p>"
    about = "".join(f'<p class="about">{_text(line)}</p>' for line in sentences.about(view))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>Journal, {escape(span)}</title>\n<style>\n{style()}</style>\n</head>\n<body>\n<main>\n"
        f'<header><p class="kicker">Journal</p><h1>{escape(span)}</h1>{about}</header>\n'
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def _body(view: Handout) -> Iterator[str]:
    yield _section("figures", "Figures", _figures(view))
    if view.numbers:
        yield _section("numbers", "Numbers", _numbers(view))
    pictured = [svg.terrain(view.terrain, weekly=view.weekly, today=view.today)]
    pictured.append('<p class="key">✦ a win. The line is the mean of the setbacks: in the Valley'
                    " a reason and no plan, on the slope a start, climbing a concrete step, out a"
                    " promise kept or bettered.</p>")  # fmt: skip
    yield _section("terrain", "Terrain", pictured)
    if len(view.calendar) > ONE_WEEK:
        keys = (
            f'<li><span class="{kind}"></span>{words}</li>'
            for kind, words in svg.legend(view.calendar)
        )
        drawn = [*svg.heatmaps(view.calendar, today=view.today)]
        yield _section(
            "calendar", "Days logged", [*drawn, f'<ul class="legend">{"".join(keys)}</ul>']
        )
    if view.focuses:
        rows = (f"<li><b>{week}</b> {_said(focus, 'span')}</li>" for week, focus in view.focuses)
        yield _section("focus", "Focus", ["<ul>", *rows, "</ul>"])
    if view.excuses or view.once or view.guessed:
        yield _section("excuses", "Excuses that came up", _excuses(view))
    if view.blamed:
        yield _section("blamed", "Held responsible", _blamed(view))
    if any(view.promises):
        yield _section("promises", "Promises", _promises(view))
    yield _section("days", "Days", _days(view))
    questions = (f"<li>{_text(question)}</li>" for question in sentences.questions(view))
    yield _section("talk", "For the talk", ["<ol>", *questions, "</ol>"])
    if view.guessed:
        yield f'<footer><p class="key">{sentences.GUESSED}</p></footer>'


def _section(name: str, heading: str, parts: Iterable[str]) -> str:
    return (
        f'<section aria-labelledby="{name}-heading" class="{name}">'
        f'<h2 id="{name}-heading">{heading}</h2>{"".join(parts)}</section>\n'
    )


def _figures(view: Handout) -> Iterator[str]:
    before = view.before is not None
    head = '<thead><tr><td></td><th scope="col">Now</th><th scope="col">Before</th></tr></thead>'
    yield f"<table>{head if before else ''}<tbody>"
    for name, now, past in sentences.figures(view):
        last = f"<td>{past}</td>" if before else ""
        yield f'<tr><th scope="row">{name}</th><td>{now}</td>{last}</tr>'
    yield "</tbody></table>"


def _numbers(view: Handout) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{head}</th>' for head in sentences.NUMBERS)
    yield f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>"
    for name, *row in sentences.numbers(view):
        cells = "".join(f"<td>{cell}</td>" for cell in row)
        yield f'<tr><th scope="row">{_text(name)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _excuses(view: Handout) -> Iterator[str]:
    most = max((one.count for one, _ in view.excuses), default=1)
    numbers = count(1)
    for one, said in view.excuses[: sentences.DETAILED]:
        unkept = one.answered - one.kept
        parts = [("kept", one.kept), ("answered", unkept), ("open", one.count - one.answered)]
        told = sentences.excuse(one, view)
        drawn = svg.bar(f"excuse{next(numbers)}", visible(one.title), told, parts, most)
        yield f"<article><h3>{_text(one.title)} <small>{sentences.blamed(one).strip(' ()')}</small></h3>{drawn}"
        yield f'<p class="told">{told[0].upper()}{told[1:]}</p>{"".join(_quotes(one, said, view.today))}</article>'
    if view.excuses:
        yield '<ul class="legend"><li><span class="kept"></span>answered, and kept or bettered</li>'
        yield '<li><span class="answered"></span>answered with an action</li>'
        yield '<li><span class="open"></span>no action</li></ul>'
    yield from (f'<p class="once">{_text(line)}</p>' for line in sentences.also(view))


def _quotes(one: Recurring, said: Sequence[Entry], today: date) -> Iterator[str]:
    yield '<ul class="quotes">'
    for entry in said[:QUOTED]:
        done = "".join(
            f'<p class="action">{_stands(made)} {_said(made.action or "", "span")}</p>'
            for made in each(entry)
        )
        words = _said(sentences.words(one, entry), "span")
        yield f"<li>{_day(entry.day, today)} {words}{done}</li>"
    if len(said) > QUOTED:
        yield f'<li class="more">and {times(len(said) - QUOTED)} more</li>'
    yield "</ul>"


def _blamed(view: Handout) -> Iterator[str]:
    most = view.blamed[0][1]
    yield '<ul class="bars">'
    for number, (theme, many) in enumerate(view.blamed[:MOST_BARS], 1):
        name, kind = THEMES[theme], "own" if theme == "self" else "theme"
        drawn = svg.bar(f"theme{number}", name, times(many), [(kind, many)], most)
        yield f"<li><span>{name}</span>{drawn}<b>{many}</b></li>"
    yield "</ul>"


def _promises(view: Handout) -> Iterator[str]:
    for heading, promises in zip(sentences.PROMISES, view.promises, strict=True):
        if promises:
            yield f"<h3>{heading}</h3><ul>"
            for entry in promises:
                when = (
                    f" <small>{sentences.due(entry, view.today)}</small>"
                    if entry.due or entry.resolved_on
                    else ""
                )
                note = _said(entry.note, "p") if entry.note else ""
                yield f"<li>{_said(entry.action or '', 'span')}{when}{note}</li>"
            yield "</ul>"


def _days(view: Handout) -> Iterator[str]:
    for day, entries in view.days:
        yield f"<article><h3>{_day(day, view.today)}</h3>"
        for entry in entries:
            yield from _entry(entry, view.comments.get(entry.id, ()))
        yield "</article>"


def _entry(entry: Entry, comments: Sequence[Comment]) -> Iterator[str]:
    yield f'<div class="entry {entry.altitude or entry.kind}">{_said(entry.happened, "p")}'
    rows = []
    if entry.reason is not None:
        name = f" <small>{_text(said)}</small>" if (said := sentences.name(entry)) else ""
        rows.append(("Reason", _said(entry.reason, "span") + name))
    if entry.mine:
        rows.append(("My part", _said(entry.mine, "span")))
    rows += [
        ("Action", f"{_said(one.action or '', 'span')} <small>{_stands(one)}</small>")
        for one in each(entry)
    ]
    if entry.note and not entry.action:
        rows.append(("Note", _said(entry.note, "span")))
    rows += [(MENTOR[one.where], _said(one.text, "span")) for one in comments]
    if rows:
        yield f"<dl>{''.join(f'<dt>{name}</dt><dd>{said}</dd>' for name, said in rows)}</dl>"
    tags = "".join(f' <span class="tag" dir="auto">{_text(tag)}</span>' for tag in entry.tags)
    yield f'<p class="foot">{sentences.altitude(entry)}{tags}</p></div>'


def _stands(entry: Entry) -> str:
    status = STATUSES[entry.status] if entry.status else ""
    return f'<b class="status {entry.status}">{status}</b>'


def _day(day: date, today: date) -> str:
    return f'<time datetime="{day.isoformat()}">{dates.show(day, today=today)}</time>'


def _said(text: str, element: str) -> str:
    """Return a text somebody wrote, its lines and its direction as they are."""
    return f'<{element} class="said" dir="auto">{_text(text.strip())}</{element}>'


def _text(text: str) -> str:
    return escape(visible(text))
