"""Reviews and landscapes, as pictures."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests import strategies
from tests.ui.screens import KINDS, WIDE, drawn, screen
from tests.weeks import FRIDAY, MONDAY, day, note, quarter, setback, win
from valley.insight.landscape import landscape
from valley.insight.review import LookBack, look_back
from valley.model import Entry, Review, Status, Verdict
from valley.ui import landscape as landscape_ui
from valley.ui import review as ui
from valley.ui import review_sentences
from valley.ui.findings import nth
from valley.ui.style import theme
from valley.workdays import Workdays

Golden = Callable[[str, str], None]
WORKDAYS = Workdays.of("mon-fri")
THEN = datetime(2026, 6, 5, 16, tzinfo=UTC)
AWKWARD = ["https://example.com/" + "x" * 60, "🎉" * 30, "商談は延期に" * 9, "word " * 20]


def looked_back(entries: list[Entry], today: date = FRIDAY, **given: Any) -> LookBack:
    """Look back on the week of MONDAY."""
    return look_back(entries, monday=MONDAY, today=today, workdays=WORKDAYS, **given)


def a_review(week: str, focus: str | None, *answers: tuple[str, str]) -> Review:
    """Make a review."""
    return Review(week=week, written_at=THEN, updated_at=THEN, focus=focus, answers=answers)


def whole() -> LookBack:
    """Look back on a week that has everything."""
    plan = review_sentences.planned("gone-fishing", "ring their PA at 9 [poc]")
    kept = a_review("2026-W23", "Ask first", ("What worked?", "I rang at nine\nand asked"))
    return looked_back(quarter(), review=kept, previous=a_review("2026-W22", plan))


@pytest.mark.parametrize("kind", [*KINDS, *WIDE])
def test_a_review_is_drawn(kind: str, golden: Golden) -> None:
    """At any width, with and without colour, in ASCII, and in words."""
    on = screen(**(KINDS | WIDE)[kind])
    golden(f"review-{kind}.txt", drawn(ui.review(whole(), today=FRIDAY, screen=on), on))


@pytest.mark.parametrize("kind", KINDS)
def test_a_landscape_is_drawn(kind: str, golden: Golden) -> None:
    """At any width, with and without colour, in ASCII, and in words."""
    on = screen(**KINDS[kind])
    view = landscape(quarter(), first=day(11, 0), last=FRIDAY, workdays=WORKDAYS)
    golden(
        f"landscape-{kind}.txt", drawn(landscape_ui.landscape(view, today=FRIDAY, screen=on), on)
    )


def test_the_picture_of_a_week_fits_on_a_screen() -> None:
    """With the line to turn it over: 24 lines, the last one for the answer."""
    on = screen()
    picture = drawn(ui.picture(whole(), today=FRIDAY, screen=on), on)
    assert picture.count("\n") <= 22
    assert all(cell_len(line) <= 80 for line in picture.splitlines())


@pytest.mark.parametrize(
    ("entries", "today", "says"),
    [
        ([], day(-1, 0), "Nothing was logged on its 5 working days."),
        ([], day(0, 1), "Nothing is logged in this week yet."),
        (
            [win(day(0, 0))],
            day(0, 2),
            "it ends on Sun 7 Jun, with 2 working\ndays to come  2026-W23",
        ),
        ([win(day(0, 0))], day(-1, 0), "One day was logged: a glimpse, too few to tell a trend."),
        ([win(day(0, 0))], day(-1, 0), "Before: no week yet to compare with."),
        ([win(day(0, 0)), win(day(1, 0))], day(-1, 0), "Before: one day logged, too few"),
        ([win(day(0, 0))], day(-1, 0), "Nothing stands out yet."),
        ([win(day(0, n)) for n in range(3)], day(-1, 0), "W23\nA week of 3 wins.\n"),
        ([*map(note, (MONDAY, day(0, 1))), win(day(0, 2))], FRIDAY, "1 win and 2 plain days.\n"),
        ([setback(day(0, 0), "own-slow-start")], day(-1, 0), "Nobody was blamed"),
        ([win(day(0, 1))], day(0, 2), "mist: nothing logged or still to come\n"),
        ([win(day(0, 0))], day(-1, 0), "mist: nothing logged\n"),
        ([note(day(0, 0))], day(-1, 0), "a plain day is level ground"),
    ],
)
def test_a_thin_week_is_said_to_be_thin(entries: list[Entry], today: date, says: str) -> None:
    """No figure pretends."""
    on = screen()
    assert says in drawn(ui.review(looked_back(entries, today), today=today, screen=on), on)


def busy(*, well: bool) -> list[Entry]:
    """Make eight weeks of one kind, and after them a week of the other."""
    met: dict[str, Any] = {"verdict": Verdict.CONCRETE, "status": Status.KEPT}
    left: dict[str, Any] = {"verdict": Verdict.VAGUE, "status": Status.MISSED}
    made = []
    for weeks in range(8, -1, -1):
        good = well is (weeks == 0)
        said = ("own-slow-start", met) if good else ("too-dear-today", left)
        made += [setback(day(weeks, number), said[0], **said[1]) for number in range(4)]
        made += [win(day(weeks, number)) for number in range(4) if good]
    return made


@pytest.mark.parametrize("kind", ["40", "80", "80-plain"])
@pytest.mark.parametrize(
    ("well", "says", "lead"),
    [
        (True, "better", "Every setback met a concrete step of yours."),
        (False, "worse", "You own fewer of your reasons than before."),
    ],
)
def test_what_is_better_or_worse_says_so(kind: str, well: bool, says: str, lead: str) -> None:
    """In a word beside the figure, whatever the colour; and the week leads with what it was."""
    on = screen(**KINDS[kind])
    view = looked_back(busy(well=well))
    text = drawn(ui.review(view, today=FRIDAY, screen=on), on)
    told = {name for name, word in view.week.changes.items() if word == says}
    assert told == {"wins", "owned", "answered", "kept"} == set(view.week.changes)
    assert len(re.findall(rf"[\d%],? {says}\b", text)) == len(told)
    assert lead in " ".join(text.replace("▌ ", "").split())


def test_figures_stand_at_the_right() -> None:
    """In columns of their own, a change behind them; a share of nothing is not available."""
    on = screen()
    text = drawn(
        ui.review(looked_back([*busy(well=True), win(FRIDAY)]), today=FRIDAY, screen=on), on
    )
    lines = [line for line in text.splitlines() if line.startswith(("Wins", "Setbacks", "Reasons"))]
    assert lines[0].startswith("Wins                   5       0 better")
    assert {line[:24].rstrip()[-1:] for line in lines} == {"5", "4"}
    assert "n/a" in drawn(
        ui.review(looked_back([win(FRIDAY)]), today=FRIDAY, screen=screen()), screen()
    )


def test_an_empty_review_is_short() -> None:
    """A headline and two sentences."""
    on = screen()
    text = drawn(ui.review(looked_back([], day(-1, 0)), today=day(-1, 0), screen=on), on)
    assert text.count("\n") == 3


def test_nothing_is_red_and_nobody_is_scolded() -> None:
    """The tone is on your side."""
    on = screen()
    view = landscape(quarter(), first=day(11, 0), last=FRIDAY, workdays=WORKDAYS)
    drawn(landscape_ui.landscape(view, today=FRIDAY, screen=on), on)
    text = drawn(ui.review(whole(), today=FRIDAY, screen=on), on)
    assert not re.search(r"(?i)\b(fail|failed|failure|lost|bad|wrong|only|should|must)\b", text)
    for style in theme().styles.values():
        colour = style.color.get_truecolor() if style.color else (0, 0, 0)
        assert colour[0] <= max(colour[1:]) * 2


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([FRIDAY], "Fri 5 Jun"),
        ([MONDAY, FRIDAY], "Mon 1 and Fri 5 Jun"),
        ([date(2026, 5, 29), MONDAY, FRIDAY], "Fri 29 May, Mon 1 and Fri 5 Jun"),
        ([date(2025, 6, 5), FRIDAY], "Thu 5 Jun 2025 and Fri 5 Jun"),
        (
            [MONDAY + timedelta(days=number) for number in range(7)],
            "2 more, Wed 3, Thu 4, Fri 5, Sat 6 and Sun 7 Jun",
        ),
    ],
)
def test_days_are_listed_shortly(days: list[date], words: str) -> None:
    """A month once."""
    assert review_sentences.day_list(days, FRIDAY) == words


def test_the_third_and_the_twenty_first_week() -> None:
    """English ordinals."""
    says = [nth(number) for number in (3, 9, 11, 12, 21, 22, 23, 24)]
    assert says == ["third", "ninth", "11th", "12th", "21st", "22nd", "23rd", "24th"]


def test_a_landscape_of_a_long_time_is_one_picture() -> None:
    """With several days in a column where there are more than fit."""
    on = screen(40)
    view = landscape(quarter(), first=day(30, 0), last=FRIDAY, workdays=WORKDAYS)
    text = drawn(landscape_ui.landscape(view, today=FRIDAY, screen=on), on)
    assert text.count("  Valley ") == 1
    assert max(map(cell_len, text.splitlines())) <= 40


def test_a_landscape_without_entries_says_so() -> None:
    """There is nothing to draw."""
    on = screen()
    view = landscape([], first=day(11, 0), last=FRIDAY, workdays=WORKDAYS)
    text = drawn(landscape_ui.landscape(view, today=FRIDAY, screen=on), on)
    assert text.endswith("so there is no terrain yet.\n")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 120])
@pytest.mark.parametrize("plain", [False, True])
@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        strategies.entries(
            day=st.dates(day(4, 0), day(0, 6)),
            happened=st.sampled_from(AWKWARD) | strategies.kept_texts(),
        ),
        max_size=8,
    )
)
def test_no_line_is_too_wide(width: int, plain: bool, entries: list[Entry]) -> None:
    """Whatever was written; and nothing that was written is obeyed."""
    on = screen(width, plain=plain)
    kept = a_review("2026-W23", AWKWARD[0], (AWKWARD[1], AWKWARD[2]))
    view = looked_back(entries, day(0, 6), review=kept, previous=kept)
    drawn(ui.review(view, today=day(0, 6), screen=on), on)
    drawn(ui.review_list([kept], today=day(0, 6)), on)
    terrain = landscape(entries, first=day(4, 0), last=day(0, 6), workdays=WORKDAYS)
    text = drawn(landscape_ui.landscape(terrain, today=day(0, 6), screen=on), on)
    assert [line for line in text.split("\n") if cell_len(line) > width] == []
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    if plain:
        written = " ".join(f"{e.happened}{e.reason}{e.action}" for e in entries)
        boxes = set(re.findall(r"[\u2500-\u259f]", text))
        assert boxes <= set(written)
