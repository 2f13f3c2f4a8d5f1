"""A small journal that shows everything an export can hold."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from valley.insight.days import Rules
from valley.model import Entry, Review, Status, Theme, Verdict, kind_before_kinds
from valley.page.handout import Handout, handout
from valley.workdays import Workdays

TODAY = date(2026, 3, 13)
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 13)
RULES = Rules(Workdays.of("mon-fri"))


def said(day: int, happened: str, **fields: Any) -> Entry:
    """Make an entry of a day in March 2026, or in February for a negative one."""
    on = date(2026, 3, 1) + timedelta(days=day - 1)
    at = datetime.combine(on, time(18), UTC)
    number = f"{on:%Y%m%d}-0000-4000-8000-{abs(hash_of(happened)):012d}"
    usual: dict[str, Any] = {"id": number, "day": on, "written_at": at, "updated_at": at}
    usual["kind"] = kind_before_kinds(fields.get("reason"))
    if "action" in fields:
        usual |= {"status": Status.OPEN, "verdict": Verdict.CONCRETE}
    return Entry(happened=happened, **usual | fields)


def hash_of(text: str) -> int:
    """Number a text, the same in every run."""
    return sum(ord(sign) * place for place, sign in enumerate(text, 1)) % 10**12


PRICE: dict[str, Any] = {"excuse": "dear-offer", "theme": Theme.PRICE}
OWN: dict[str, Any] = {"excuse": "own-no-questions", "theme": Theme.SELF}
KEPT: dict[str, Any] = {"status": Status.KEPT, "resolved_on": date(2026, 3, 5)}

JOURNAL = [
    said(-10, "Long ago", reason="too dear, they said", **PRICE),
    said(2, "Offer to the brewery", reason="too dear", **PRICE, action="ring at 9", due=date(2026, 3, 3), **KEPT),
    said(3, "# Minutes\n- <b>bold</b> & [poc](http://x.example)", reason="*dear* again\n\n  1. so they say", **PRICE),
    said(4, "Signed! £7,200", tags=("won", "a|b")),
    said(
        *(9, "Nobody came"),
        **OWN,
        reason="I had no questions ready",
        mine="I could have asked",
        action="write five questions tonight",
        due=date(2026, 3, 10),
        status=Status.MISSED,
        resolved_on=date(2026, 3, 11),
        note="went home instead",
    ),
    said(10, "Second try", **OWN, reason="no agenda either", verdict=Verdict.VAGUE, action="prepare better", due=date(2026, 3, 11)),
    said(12, "The list is old", reason="half the numbers are dead", excuse="dead-list", theme=Theme.LEADS),
]  # fmt: skip
REVIEW = Review(
    week="2026-W10",
    written_at=datetime(2026, 3, 6, 17, tzinfo=UTC),
    updated_at=datetime(2026, 3, 6, 17, tzinfo=UTC),
    focus="one question more",
)


def view(journal: list[Entry] | None = None, **changes: Any) -> Handout:
    """Look at the journal as an export does."""
    usual: dict[str, Any] = {"first": FIRST, "last": LAST, "today": TODAY, "rules": RULES}
    usual |= {"reviews": [REVIEW], "only": "", "redacted": False, "begun": date(2025, 1, 1)}
    return handout(JOURNAL if journal is None else journal, **usual | changes)
