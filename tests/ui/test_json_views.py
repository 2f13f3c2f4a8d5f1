"""Views as JSON: one way for all."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.weeks import FRIDAY, MONDAY, day, quarter
from valley.insight.days import Day, DayState
from valley.insight.promises import Tally, worked
from valley.insight.recurring import recurring
from valley.insight.review import look_back
from valley.model import Review, Verdict
from valley.ui import json_views
from valley.workdays import Workdays


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (Verdict.CONCRETE, "concrete"),
        (date(2026, 3, 4), "2026-03-04"),
        (datetime(2026, 3, 4, 18, tzinfo=UTC), "2026-03-04T18:00:00+00:00"),
        ((date(2026, 3, 4), 1.5), ["2026-03-04", 1.5]),
        ({"a": (1, 2)}, {"a": [1, 2]}),
        (Tally(made=1, open=1), {"made": 1, "kept": 0, "better": 0, "missed": 0, "open": 1}),
        (Day(MONDAY, DayState.DONE, 2), {"day": "2026-06-01", "state": "done", "entries": 2}),
    ],
)
def test_a_value_is_shown_by_its_fields(value: Any, shown: Any) -> None:
    """Days and times as ISO, and nothing that JSON does not have."""
    assert json_views.values(value) == shown
    assert json.loads(json.dumps(json_views.values(value))) == shown


def test_views_are_what_json_can_hold() -> None:
    """Those with a shape of their own as well."""
    then = datetime(2026, 6, 5, tzinfo=UTC)
    kept = Review(week="2026-W23", written_at=then, updated_at=then)
    view = look_back(
        quarter(), monday=MONDAY, today=FRIDAY, workdays=Workdays.of("mon-fri"), review=kept
    )
    for shown in (
        json_views.review(view, entries=[]),
        json_views.worked(worked(quarter())),
        json_views.stored_review(kept),
        *map(json_views.excuse, recurring(quarter(), since=day(12, 0), today=FRIDAY)),
    ):
        assert json.loads(json.dumps(shown)) == shown
