"""Views as JSON: the renderer beside the screen's, and the one way in which a view becomes JSON.

A view is shown by its fields (`values`); a view that is shown otherwise has a function here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from valley import dates

if TYPE_CHECKING:
    from pathlib import Path

    from valley.insight.accounts import AccountView, Mattering
    from valley.insight.landscape import Landscape
    from valley.insight.month import Month
    from valley.insight.numbers import Numbers, Ratio, WeekOf
    from valley.insight.playbook import Move, Playbook
    from valley.insight.promises import Tally, Worked
    from valley.insight.recurring import Recurring
    from valley.insight.review import LookBack
    from valley.insight.streak import Streak
    from valley.insight.today import Today
    from valley.insight.year import Year
    from valley.model import Review
    from valley.reports import Difference, Problem
    from valley.settings import Setting, Settings
    from valley.workdays import Away

Json = dict[str, Any]


def values(value: Any) -> Any:
    """Return a value as JSON has it: a view by its fields, days and times as ISO, lists."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: values(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "_asdict"):  # a named tuple
        value = value._asdict()
    if isinstance(value, Mapping):
        return {name: values(one) for name, one in value.items()}
    return [values(one) for one in value]


def shown(value: Any, *names: str) -> Json:
    """Return some fields of a value."""
    return {name: values(getattr(value, name)) for name in names}


def today(view: "Today") -> Json:
    """Return today at a glance."""
    due = [{"id": entry.id, "action": entry.action, "due": entry.due} for entry in view.due]
    shown = {
        "day": view.day,
        "logged": bool(view.entries),
        "entries": [entry.id for entry in view.entries],
        "due": due,
        "coming": view.coming,
        "today": view.standing.today,
        "current": view.standing.current,
        "momentum": round(view.standing.momentum, 1),
        "focus": view.focus,
    }
    return {name: values(one) for name, one in shown.items()}


def streak(view: "Streak", *, since: date) -> Json:
    """Return the streak, and the days since one of them."""
    return {
        "today": view.today,
        "current": view.current,
        "longest": view.longest,
        "momentum": round(view.momentum, 1),
        "days": [values(day) for day in view.days if day.day >= since],
    }


def excuse(one: "Recurring") -> Json:
    """Return the figures of an excuse."""
    shown: Json = values(one)
    return shown | {"trend": one.trend or "flat"}


def account(view: "AccountView", *, entries: Iterable[Json]) -> Json:
    """Return an account, with the records of its entries."""
    shown: Json = {name: values(getattr(view, name)) for name in ("spellings", "first", "last")}
    stands = view.stands
    return {
        "account": view.name,
        **shown,
        "silent": view.silent,
        "stands": stands and {"id": stands.id, "kind": stands.kind, "altitude": stands.altitude},
        "setbacks": view.setbacks,
        "wins": view.wins,
        "open": [{"id": one.id, "action": one.action, "due": values(one.due)} for one in view.open],
        "excuses": [values(one) for one in view.excuses],
        "worked": [
            {"id": one.id, "action": one.action, "resolved_on": values(one.resolved_on)}
            for one in view.worked
        ],
        "won": [one.id for one in view.won],
        "entries": list(entries),
        "comments": [values(one.comment) for one in view.comments],
    }


def mattering(one: "Mattering") -> Json:
    """Return an account that matters now."""
    shown: Json = values(one)
    return {"account": shown.pop("name")} | shown


def worked(view: "Worked") -> Json:
    """Return how promises ended."""
    return {
        "overall": _tally(view.overall),
        "by_verdict": {verdict: _tally(tally) for verdict, tally in view.by_verdict},
        "by_hour": {"with": _tally(view.by_hour[0]), "without": _tally(view.by_hour[1])},
        "by_weekday": {dates.WEEKDAYS[day]: _tally(tally) for day, tally in view.by_weekday},
        "by_excuse": [
            {"excuse": name, "title": title} | _tally(tally)
            for name, title, tally in view.by_excuse
        ],
        "worked": [{"id": entry.id, "action": entry.action} for entry in view.actions],
    }


def landscape(view: "Landscape") -> Json:
    """Return the terrain of some weeks."""
    names = ("level", "middle", "change", "wins", "setbacks", "out", "excuse", "win")
    weeks = [
        _span(week.first)
        | {"days": [{"day": values(day.first), "level": day.level} for day in week.days]}
        | {name: getattr(week, name) for name in names}
        | {"week": week.name}
        for week in view.weeks
    ]
    path = view.path and {"from": view.path[0], "to": view.path[1]}
    return {"first": values(view.first), "last": values(view.last), "weeks": weeks, "path": path}


def year(view: "Year") -> Json:
    """Return a year."""
    names = ("year", "first", "last", "logged", "workdays", "wins", "setbacks", "owned")
    gone = [shown(one, "excuse", "title", "days", "count") for one in view.left]
    new = [shown(one, "excuse", "title", "days") for one in view.came]
    learned = [shown(one, "id", "day", "excuse", "turned_out") for one in view.learned]
    hours = view.hours and {
        "with_hour": _tally(view.hours[0]),
        "vague": _tally(view.hours[1]),
    }
    best = view.best and shown(view.best, "first", "level", "wins", "setbacks", "out", "win")
    return shown(view, *names) | {
        "promises": _tally(view.promises),
        "left": gone,
        "came": new,
        "learned": learned,
        "moves": [_move(one) for one in view.moves],
        "hours": hours,
        "best": best and best | {"week": view.best and view.best.name},
    }


def numbers(view: "Numbers", names: Iterable[str], days: Mapping[date, Mapping[str, int]]) -> Json:
    """Return the view of the rep's numbers, and the days it shows."""
    return {
        "names": list(names),
        "first": values(view.first),
        "last": values(view.last),
        "courses": [
            {"name": course.name, "weeks": [_week_of(one) for one in course.weeks]}
            for course in view.courses
        ],
        "chain": [
            shown(link, "of", "to")
            | {"now": _ratio(link.now), "before": _ratio(link.before), "fell": link.fell}
            for link in view.chain
        ],
        "breaks": view.breaks and shown(view.breaks, "of", "to"),
        "goes_with": values(view.goes_with),
        "looked_at": view.looked_at,
        "days": [{"day": values(day), "counts": dict(counts)} for day, counts in days.items()],
    }


def _week_of(one: "WeekOf") -> Json:
    before = one.before and one.before.a_day
    known: Json = values(one.known)
    return {"week": one.week} | known | {"a_day": one.known.a_day, "before_a_day": before}


def _ratio(one: "Ratio | None") -> Json | None:
    return one and values(one) | {"share": one.share}


def stored_review(one: "Review") -> Json:
    """Return a review as it was written."""
    return {
        "week": one.week,
        **_span(dates.parse_week(one.week)[0]),
        "focus": one.focus,
        "answers": _answers(one),
        "written_at": values(one.written_at),
        "updated_at": values(one.updated_at),
    }


def review(view: "LookBack", *, entries: Iterable[Json]) -> Json:
    """Return the view of a review, with the records of the week's entries."""
    from valley.ui.findings import lead, question, sentence
    from valley.ui.review_sentences import plan

    week = view.week
    figures, before = (
        one and values(one) | {"few": one.few} for one in (week.figures, week.before)
    )
    terrain = [
        {"day": values(day.first), "lowest": day.lowest, "wins": day.wins}
        | {"setbacks": day.setbacks, "counts": day.first in week.workdays}
        for day in week.terrain
    ]
    return {
        "week": week.name,
        **_span(week.first),
        "in_progress": week.in_progress,
        "to_come": week.to_come,
        "focus": view.review.focus if view.review else None,
        "last_focus": values(view.last_focus),
        "comments": [values(one.comment) for one in view.comments],
        "figures": figures,
        "before": before,
        "changes": week.changes,
        "lead": view.lead and lead(view.lead),
        "terrain": terrain,
        "came_back": [excuse(one) for one in week.came_back],
        "blamed": [{"theme": theme, "count": count} for theme, count in week.blamed],
        "findings": [values(one) | {"sentence": sentence(one)} for one in view.findings],
        "month": _month(view.month),
        "questions": [question(ask, monday=week.first) for ask in view.asks],
        "answers": _answers(view.review),
        "plan": view.matters and plan(view.matters.excuse),
        "entries": list(entries),
    }


def imported(
    read: int,
    added: int,
    skipped: int,
    problems: Iterable[tuple[str, int, str]],
    *,
    several: bool,
) -> Json:
    """Return what came of a file, or of several: then each problem says which."""
    listed = [
        ({"file": file} if several else {}) | {"line": line, "why": why}
        for file, line, why in problems
    ]
    return {"read": read, "added": added, "skipped": skipped, "problems": listed}


def checkup(problems: "Sequence[Problem]", fixed: Sequence[str] | None) -> Json:
    """Return what is wrong with a journal, and what was mended where that was asked for."""
    found = [shown(one, "file", "why", "help") for one in problems]
    return {"ok": not found, "problems": found} | ({} if fixed is None else {"fixed": [*fixed]})


def playbook(view: "Playbook") -> Json:
    """Return the rep's own moves."""
    told = ("id", "day", "happened", "debrief")
    return {
        "moves": [_move(one) for one in view.moves],
        "by_excuse": [
            {"excuse": name, "title": title, "moves": [_move(one) for one in moves]}
            for name, title, moves in view.by_excuse
        ],
        "made_it": [shown(one, *told) for one in view.made_it],
        "nearly_lost": [shown(one, *told) for one in view.nearly_lost],
    }


def _move(one: "Move") -> Json:
    last = one.last and shown(one.last, "id", "day", "action")
    return shown(one, "name", "made", "kept", "wins") | {"last": last}


def restored(found: "Difference") -> Json:
    """Return what a restore changed."""
    return {
        "copy": found.copy.name,
        "was_damaged": found.damaged,
        "added": len(found.comes),
        "changed": len(found.changes),
        "removed": len(found.goes),
    }


def settings(now: "Settings", table: "Sequence[Setting]") -> list[Json]:
    """Return the settings: value, default, what each is for."""
    return [
        shown(one, "name")
        | {"value": now.values[one.name], "default": one.default}
        | {"chosen": one.name in now.chosen, "sentence": one.sentence}
        for one in table
    ]


def away(periods: "Sequence[Away]") -> list[Json]:
    """Return days off, with the numbers that `valley away remove` takes."""
    return [
        {"number": number, "from": values(one.first), "to": values(one.last), "note": one.note}
        for number, one in enumerate(periods, 1)
    ]


def reminder(at: time, by: str, files: "Sequence[Path]") -> Json:
    """Return a reminder that is set."""
    return {"at": f"{at:%H:%M}", "by": by, "files": [*map(str, files)]}


def _span(monday: date) -> Json:
    return {"first": values(monday), "last": values(monday + timedelta(days=6))}


def _month(one: "Month | None") -> Json | None:
    """Return what was true of a month, each with the sentence that tells it."""
    if one is None:
        return None
    from valley.ui.month_sentences import month_sentences

    told = month_sentences(one)
    return {"month": f"{one.first:%Y-%m}"} | {
        name: values(told[name][0]) | {"sentence": told[name][1]} if name in told else None
        for name in ("went", "came", "does")
    }


def _tally(tally: "Tally") -> Json:
    shown: Json = values(tally)
    return shown | {"rate": tally.rate}


def _answers(one: "Review | None") -> list[Json]:
    return [{"question": asked, "answer": said} for asked, said in one.answers] if one else []
