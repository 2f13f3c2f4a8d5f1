"""The exchange with the mentor as JSON."""

from collections.abc import Sequence
from typing import Any

from valley.exchanged import MentorPage
from valley.insight.mentor import Standing
from valley.ui.json_views import shown, values

Json = dict[str, Any]
PAGE = ("number", "made_at", "first", "last", "picked", "topics", "stuck", "sent", "answered")


def page(one: MentorPage) -> Json:
    """Return what is told of a page."""
    return shown(one, *PAGE)


def standing(view: Standing) -> Json:
    """Return where the exchange stands."""
    return {
        "page": page(view.page) if view.page else None,
        "promises": [entry.id for entry in view.promises],
        "owed": values(view.owed),
        "waiting": values(view.waiting),
        "comments": view.comments,
    }


def understood(found: Any, aside: Sequence[str]) -> Json:
    """Return what an answer says."""
    return {
        "page": found.page.number if found.page else None,
        "comments": values(found.comments),
        "agreements": values(found.agreements),
        "known": found.known,
        "not_read": list(aside),
    }
