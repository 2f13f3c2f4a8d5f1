"""A review as a whole: which questions, which excuse matters, what the last focus came to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.weeks import MONDAY, day, promise, quarter, setback, win
from valley.insight.evidence import Finding
from valley.insight.findings import RULES
from valley.insight.review import Ask, LookBack, look_back
from valley.model import Entry, Review, Status, Verdict
from valley.ui import review_sentences
from valley.ui.findings import FINDINGS, lead, question, sentence
from valley.workdays import Away, Workdays

THEN = datetime(2026, 5, 29, 16, tzinfo=UTC)
KEPT, CONCRETE = Status.KEPT, Verdict.CONCRETE


def looked_back(entries: Sequence[Entry], **given: Any) -> LookBack:
    """Look back on the week of MONDAY when it is over."""
    usual: dict[str, Any] = {"today": day(-1, 0), "workdays": Workdays.of("mon-fri")}
    return look_back(entries, monday=MONDAY, **usual | given)


def asked(view: LookBack) -> list[str]:
    """Name the questions."""
    return [ask.name for ask in view.asks]


def after(focus: str) -> Review:
    """Make the review of the week before."""
    return Review(week="2026-W22", written_at=THEN, updated_at=THEN, focus=focus)


def test_the_questions_follow_from_what_stands_out() -> None:
    """What worked comes first, and there are three at most."""
    view = looked_back(quarter())
    assert [one.rule for one in view.findings] == ["running", "before_win", "kept_kind"]
    assert asked(view) == ["before_win", "running"]


@pytest.mark.parametrize(
    ("entries", "rule"),
    [
        (quarter(), "before_win"),  # what worked in this very week, before a longer run
        ([setback(day(weeks, 1)) for weeks in range(3)], "running"),
        ([setback(day(0, number), verdict=CONCRETE) for number in range(3)], "all_answered"),
        ([win(day(0, 1)), setback(day(0, 2))], None),
        ([], None),
    ],
)
def test_a_week_is_told_by_what_worked_in_it_first(entries: list[Entry], rule: str | None) -> None:
    """Else by what does not; where there is too little, by nothing that was found."""
    found = looked_back(entries).lead
    assert (found and found.rule) == rule


def test_a_lead_is_not_what_worked_at_another_time() -> None:
    """A share of 90 days leads only where the week itself has nothing."""
    view = looked_back(quarter())
    lately = [one for one in view.findings if one.rule in {"running", "kept_kind"}]
    assert [one.rule for one in lately] == ["running", "kept_kind"]
    found = replace(view, findings=tuple(lately[::-1])).lead
    assert found == lately[0]
    assert replace(view, findings=(lately[1],)).lead == lately[1]


@pytest.mark.parametrize(
    ("count", "kept", "words"),
    [
        (0, True, "“signed”, on the day of a step you took there."),
        (1, False, "“signed”, the day after a step you planned there."),
        (2, True, "“signed”, 2 days after a step you took there."),
    ],
)
def test_a_win_leads_with_the_step_before_it(count: int, kept: bool, words: str) -> None:
    """What was planned is not said to have been done."""
    found = Finding("before_win", True, (MONDAY,), about="signed", count=count, kept=kept)
    assert lead(found) == words


@pytest.mark.parametrize(
    ("entries", "names"),
    [
        ([win(day(0, 1))], ["win"]),
        ([promise(day(0, 1), "ring them", KEPT)], ["kept", "setback"]),
        ([setback(day(0, 1))], ["worked", "setback"]),
        ([setback(day(0, 1)), setback(day(1, 1))], ["worked", "came_back"]),
        ([], ["empty"]),
    ],
)
def test_a_plain_week_is_asked_about_too(entries: list[Entry], names: list[str]) -> None:
    """The first question is about what worked, however little there is."""
    assert asked(looked_back(entries)) == names


def test_a_week_away_is_asked_nothing() -> None:
    """It was a week off."""
    away = Workdays.of("mon-fri", away=[Away(MONDAY, day(0, 6))])
    assert looked_back([], workdays=away).asks == ()


def test_a_week_that_has_only_begun_is_asked_nothing_yet() -> None:
    """Until its last working day, if nothing is logged."""
    assert asked(looked_back([], today=day(0, 1))) == []
    assert asked(looked_back([], today=day(0, 4))) == ["empty"]


def test_a_leader_has_questions_of_their_own() -> None:
    """Three, about how they feed or drain the Valley."""
    view = looked_back(quarter(), role="leader")
    assert asked(view) == ["leader_blame", "leader_asked", "leader_safe"]


def test_every_question_has_words_whatever_the_week() -> None:
    """Braces in what the rep wrote are no places to fill."""
    view = looked_back([win(day(0, 1), "signed {about} {0} {")])
    for turn in range(6):
        assert "signed {about} {0} {" in question(view.asks[0], monday=day(turn, 0))


def test_the_excuse_that_runs_for_weeks_matters_most() -> None:
    """Before one that came more often, and then what was kept on it is brought to mind."""
    entries = [
        *(setback(day(n, 1), "empty-purse") for n in range(3)),
        *(setback(day(n, 2), "full-diary") for n in (0, 2, 3, 4, 5)),
        promise(day(7, 2), "ask who holds the budget", KEPT, excuse="empty-purse"),
        setback(day(6, 2), "empty-purse", verdict=Verdict.CONCRETE),
    ]
    view = looked_back(entries)
    assert view.matters is not None
    assert view.matters.excuse == "empty-purse"
    assert view.tried is not None
    assert view.tried.action == "ask who holds the budget"


def test_where_nothing_came_back_the_latest_excuse_matters() -> None:
    """And in a week of wins none does."""
    view = looked_back([setback(day(0, 1), "empty-purse"), setback(day(0, 2), "full-diary")])
    assert view.matters is not None
    assert view.matters.excuse == "full-diary"
    assert looked_back([win(day(0, 1))]).matters is None


def test_the_last_focus_is_held_against_the_week() -> None:
    """Where it names an excuse."""
    plan = review_sentences.planned("empty-purse", "ask who holds it")
    entries = [
        setback(day(2, 1), "empty-purse"),
        setback(day(0, 1), "empty-purse", verdict=Verdict.CONCRETE),
        setback(day(0, 2), "empty-purse"),
    ]
    focus = looked_back(entries, previous=after(plan)).last_focus
    assert focus is not None
    assert (focus.text, focus.excuse, focus.came, focus.stepped) == (plan, "empty-purse", 2, 1)
    own = looked_back(entries, previous=after("Ring before nine")).last_focus
    assert own is not None
    assert (own.excuse, own.came) == (None, 0)
    assert looked_back(entries).last_focus is None


def test_what_comes_after_the_week_makes_no_difference() -> None:
    """A review of a week long ago is the same as it was."""
    later = [setback(day(-1, 1)), win(day(-2, 2))]
    known = quarter()
    assert looked_back([*known, *later], today=day(-3, 0)) == looked_back(known)


def test_every_rule_has_a_sentence_and_a_question() -> None:
    """And no sentence stands without its rule."""
    assert RULES.keys() == FINDINGS.keys()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("worked", [True, False])
def test_every_place_in_the_words_of_a_rule_is_filled(rule: str, worked: bool) -> None:
    """In its lead, its sentence, and in each question; braces of the rep's are none."""
    about = {"weekday": "0", "kept_kind": "hour"}.get(rule, "signed {count} {")
    found = Finding(rule, worked, (day(0, 0),), about=about)
    asks = [question(Ask(rule, found), monday=day(turn, 0)) for turn in range(6)]
    for text in (lead(found), sentence(found), *asks):
        assert "{" not in text.replace("{count} {", "")
        assert text[0] in "“" + text[0].upper()
        assert text[-1] in ".?"


@pytest.mark.parametrize("rule", ["ownership", "answers", "unasked"])
def test_a_rise_is_asked_about_in_other_words_than_a_fall(rule: str) -> None:
    """What helped, where it rose."""
    rise, fall = (Finding(rule, worked, (day(0, 0),)) for worked in (True, False))
    assert question(Ask(rule, rise), monday=MONDAY) != question(Ask(rule, fall), monday=MONDAY)
    assert "ore" in sentence(rise)
    assert "ewer" in sentence(fall)
