"""Three reps over a quarter, with seeds: each part is at work, true by counting, within two minutes."""

import io
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from valley import dates
from valley.accounts.book import Book
from valley.cli.app import app
from valley.cli.output import begin
from valley.cli.review import _view
from valley.entry.answers import Answers
from valley.entry.promise import each, missed_for
from valley.insight.month import told_of
from valley.insight.playbook import playbook
from valley.insight.promises import worked
from valley.insight.recurring import recurring
from valley.model import KEPT, Debriefed, Entry, Source
from valley.session import Session
from valley.sittings.evening import Evening
from valley.sittings.friday import Friday
from valley.ui import numbers_sentences, sentences
from valley.ui import one_more_sentences as words
from valley.ui import review_sentences as friday

FIRST = date(2026, 1, 5)
TURN = date(2026, 3, 1)  # from then on one excuse is given no more, and another instead
WEEKS = 13
FIRMS = ("Larkhill", "Osgood", "Harlow", "Bexley", "Wexford", "Fenwick", "Pike")
REASONS = {
    "they say we are too dear": "Price too high",
    "they went quiet on me": "Gone quiet",
    "no budget left this year": "No budget",
    "the leads are rubbish": "Bad leads",
}
STEPS = ("ring {firm} at 9 tomorrow", "send {firm} the cost sheet by noon tomorrow",
         "walk in at {firm} tomorrow at 10 with the numbers")  # fmt: skip
NAMES = ("dials", "talks", "meetings")
OBSTACLE = "I put off the first call"
PLAN = "ring before nine every day"
VAGUE = ("try harder with {firm}", "be better at this", "follow up more")


class Habits(NamedTuple):
    """What a rep is like: shares of evenings, promises and answers, 0 to 1."""

    wins: float
    plain: float
    vague: float
    keeps: float
    skips: float


REPS = {
    "steady": Habits(wins=0.15, plain=0.15, vague=0.1, keeps=0.8, skips=0.2),
    "tired": Habits(wins=0.1, plain=0.3, vague=0.2, keeps=0.5, skips=0.6),
    "eager": Habits(wins=0.3, plain=0.05, vague=0.05, keeps=0.7, skips=0.05),
}


class Typist(io.TextIOBase):
    """A rep at the keyboard: answers what stands on the screen.

    Attributes:
        screen: What stands there.
        keys: How many keys were pressed this evening.
        counts: The numbers that were said, by day; of a day on which they were asked for only, none.
    """

    def __init__(self, habits: Habits, seed: int) -> None:
        self._habits, self._dice = habits, Random(seed)  # a simulation
        self._dials = Random(seed)
        self.screen = io.StringIO()
        self.keys = 0
        self.counts: dict[date, list[int]] = {}
        self._read = 0

    def begin(self, day: date) -> None:
        """Come home from a day."""
        self.keys, self._day, self._firm = 0, day, self._dice.choice(FIRMS)
        roll = self._dice.random()
        habits = self._habits
        self._won = roll < habits.wins
        self._plain = not self._won and roll < habits.wins + habits.plain
        *old, new = REASONS
        self._reason = self._dice.choice([*old[1:], new, new] if day >= TURN else old)

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Return the next line that is typed."""
        del size
        shown = self.screen.getvalue()[self._read :]
        self._read += len(shown)
        said = self._answer(" ".join(shown.split()))
        self.keys += len(said) + 1
        return f"{said}\n"

    def _often(self, share: float) -> bool:
        return self._dice.random() < share

    def _answer(self, shown: str) -> str:
        habits, often = self._habits, self._often
        steps = VAGUE if often(habits.vague) else STEPS
        step = self._dice.choice(steps).format(firm=self._firm)
        day = f"{self._firm} signed" if self._won else f"A call with {self._firm}"
        went = "k" if often(habits.keeps) else "m" if often(0.7) else ""
        answers = {
            sentences.HAPPENED: day,
            "Did you?": went,
            sentences.REASON: "" if self._won or self._plain else self._reason,
            sentences.EXCUSE: REASONS[self._reason],
            sentences.QUESTION: step,
            sentences.QUESTION_AGAIN: step,
            **dict.fromkeys(
                sentences.NUDGES.values(), "" if often(habits.skips) else "at 9 tomorrow"
            ),
        }
        asked = next((asked for asked in answers if asked in shown), "")
        return answers[asked] if asked else self._more(shown)

    def _more(self, shown: str) -> str:
        if numbers_sentences.question(NAMES) in shown:
            return self._numbers()
        if self._often(self._habits.skips):
            return ""
        answers = {
            words.HEARD: self._dice.choice("tg"),
            words.PLAN_USED: self._dice.choice("htn"),
            words.DEBRIEFS[Debriefed.MADE_IT]: "I asked for it",
            words.DEBRIEFS[Debriefed.NEARLY_LOST]: "their new boss",
            "What was it really?": "y",
            sentences.WAY: "the day ran away",
            sentences.MINE: "bring the numbers",
            "Make it your plan?": "y",
        }
        return next((said for asked, said in answers.items() if asked in shown), "")

    def _numbers(self) -> str:
        """Say the numbers of the day, or none."""
        counts = [self._dials.randrange(most) for most in (40, 9, 3)]
        self.counts[self._day] = counts if self._dials.random() >= self._habits.skips else []
        return " ".join(map(str, self.counts[self._day]))


class OnFriday(Typist):
    """The same rep on a Friday: takes the focus step by step, and lets all else be."""

    def _answer(self, shown: str) -> str:
        answers = {
            friday.FOCUS_QUESTION: friday.STEPS_KEY,
            friday.WISH: "two new customers",
            friday.OUTCOME: "a calm month",
            friday.OBSTACLE: OBSTACLE,
            friday.obstacle_begun(OBSTACLE): PLAN,
        }
        return next((said for asked, said in answers.items() if asked in shown), "")


class Quarter(NamedTuple):
    """What a quarter came to.

    Attributes:
        entries: Its entries.
        asked: How many questions each evening had.
        keys: How many keys each took.
        screen: What stood there on the evenings.
        fridays: What stood there on the Fridays that tell of a month.
        counts: The numbers that were typed, by each day on which they were asked for.
        log: What `valley log --json` shows in the end.
        numbers: What `valley numbers --json` does.
        reviews: What `valley review --json` does, of each of those Fridays.
    """

    entries: list[Entry]
    asked: list[int]
    keys: list[int]
    screen: str
    fridays: str
    counts: Mapping[date, list[int]]
    log: list[Any]
    numbers: Any
    reviews: list[Any]


def _evening(day: date, patch: pytest.MonkeyPatch) -> int:
    """Play an evening; return how many questions were asked."""
    moment = datetime.combine(day, datetime.min.time()) + timedelta(hours=18, minutes=30)
    patch.setenv("VALLEY_TODAY", moment.isoformat())
    session = Session(tell=lambda _: None, ask=str)
    sitting = Evening(session, Answers(), day, day_was_said=False, as_json=True)
    sitting.run()
    return sitting._asker.asked  # what is counted here


def _friday(day: date, rep: Typist, patch: pytest.MonkeyPatch) -> None:
    """Play a review."""
    patch.setattr(sys, "stdin", rep)
    patch.setattr(sys, "stdout", rep.screen)
    monday, _ = dates.week_of(day)
    session, out = begin(silent=True)
    view = _view(session, monday, session.journal.review(dates.week_name(monday)))
    Friday(session, view, out.draw, out.screen, edit=False).run()


def _shown(*command: str) -> Any:
    """Return the document that a command prints."""
    result = CliRunner().invoke(app, [*command, "--json"], prog_name="valley")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module", params=REPS)
def quarter(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Quarter]:
    """Play a quarter of one rep."""
    home: Path = tmp_path_factory.mktemp(request.param) / "valley"
    habits = REPS[request.param]
    typist = Typist(habits, seed=len(request.param))
    on_friday = OnFriday(habits, seed=len(request.param))
    asked, keys, reviews = [], [], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VALLEY_HOME", str(home))
        patch.setenv("VALLEY_TODAY", FIRST.isoformat())
        patch.setattr(os, "fsync", lambda _: None)  # no battery dies here
        CliRunner().invoke(app, ["config", "set", "numbers", ", ".join(NAMES)], prog_name="valley")
        for number in range(7 * WEEKS):
            day = FIRST + timedelta(number)
            if day.weekday() >= 5:
                continue
            typist.begin(day)
            with pytest.MonkeyPatch.context() as evening:
                evening.setattr(sys, "stdin", typist)
                evening.setattr(sys, "stderr", typist.screen)
                asked.append(_evening(day, patch))
            keys.append(typist.keys)
            if day.weekday() == 4 and told_of(dates.week_of(day)[0]):
                with pytest.MonkeyPatch.context() as review:
                    _friday(day, on_friday, review)
                reviews.append(_shown("review"))
        entries = list(Session(tell=lambda _: None, ask=str).journal.entries())
        yield Quarter(
            entries,
            asked,
            keys,
            typist.screen.getvalue(),
            on_friday.screen.getvalue(),
            typist.counts,
            _shown("log"),
            _shown("numbers"),
            reviews,
        )


def test_an_evening_is_two_minutes(quarter: Quarter) -> None:
    """Half of them six questions at most, of twenty nineteen eight; and no page to type.

    Whoever chose numbers is asked for them in one line more, which is among the eight.
    """
    assert len(quarter.entries) == 5 * WEEKS
    days = sorted(entry.day for entry in quarter.entries)
    beside = [
        asked - (day in quarter.counts) for day, asked in zip(days, quarter.asked, strict=True)
    ]
    assert median(beside) <= 6
    assert sum(asked <= 8 for asked in quarter.asked) >= 0.95 * len(quarter.asked)
    assert median(quarter.keys) <= 160


def test_at_most_one_question_more(quarter: Quarter) -> None:
    """Whichever it is."""
    more = (
        *(words.HEARD, words.PLAN_USED, *words.DEBRIEFS.values()),
        *("What was it really?", "Make it your plan?"),
    )
    flat = " ".join(quarter.screen.split())
    for evening in flat.split(sentences.HAPPENED)[1:]:
        assert sum(evening.count(asked) for asked in more) <= 1
        nudged = any(nudge in evening for nudge in sentences.NUDGES.values())
        assert not (nudged and words.DEBRIEFS[Debriefed.MADE_IT] in evening)


def test_each_part_was_at_work(quarter: Quarter) -> None:
    """Heard, turned out, debriefed, planned, with the own record beside it."""
    assert {one.heard for one in quarter.entries} > {None}
    assert any(one.debriefed for one in quarter.entries)
    assert "again: " in quarter.screen
    assert "That is " in quarter.screen


def test_whose_words_is_what_was_answered(quarter: Quarter) -> None:
    """Counted again, entry by entry."""
    for one in recurring(quarter.entries, since=date.min, today=date.max):
        own = [entry for entry in quarter.entries if entry.excuse == one.excuse]
        said = Counter(entry.heard for entry in own)
        assert (one.heard, one.guess) == (said[Source.THEM], said[Source.GUESS])
        proved = sum(entry.turned_out_excuse == one.excuse for entry in own)
        assert (one.proved, one.otherwise) == (proved, 0)


def test_debriefs_come_every_other_win_in_turn(quarter: Quarter) -> None:
    """Never of two wins running."""
    wins = [entry for entry in reversed(quarter.entries) if entry.is_win]
    asked = [bool(win.debriefed) for win in wins]
    assert not any(one and other for one, other in pairwise(asked))
    kinds = [win.debriefed for win in wins if win.debriefed]
    assert all(one is not other for one, other in pairwise(kinds))


def test_the_playbook_and_the_record_count_what_was_promised(quarter: Quarter) -> None:
    """As a reader does in the log."""
    view = playbook(quarter.entries, Book.of_entries(quarter.entries))
    ended = [one for entry in quarter.entries for one in each(entry) if one.resolved_on]
    for move in view.moves:
        own = [one for one in ended if (one.action or "").startswith(move.name)]
        assert (move.made, move.kept) == (len(own), sum(one.status in KEPT for one in own))
    whole = worked(quarter.entries)
    assert sum(tally.made for _, tally in whole.by_weekday) == whole.overall.made
    assert whole.overall.made == sum(tally.made for _, tally in whole.by_verdict)


def test_the_numbers_are_those_that_were_typed(quarter: Quarter) -> None:
    """Day by day, and added up by week; a day on which none were said is none of nought."""
    said = {day: counts for day, counts in quarter.counts.items() if counts}
    assert len(said) >= WEEKS
    shown = {date.fromisoformat(one["day"]): one["counts"] for one in quarter.numbers["days"]}
    assert shown
    for day, counts in shown.items():
        assert counts == dict(zip(NAMES, said[day], strict=True))
    for place, course in enumerate(quarter.numbers["courses"]):
        for week in course["weeks"]:
            days = [day for day in said if dates.week_name(day) == week["week"]]
            total = sum(said[day][place] for day in days)
            assert (week["days"], week["total"]) == (len(days), total)


def test_what_was_true_of_a_month_is_counted_again_in_the_log(quarter: Quarter) -> None:
    """One excuse went in March and one came, each with its days: also those of promises missed."""
    assert [one["month"] and one["month"]["month"] for one in quarter.reviews][-1] == "2026-03"
    assert "What was true in March" in quarter.fridays
    found = quarter.reviews[-1]["month"]
    for told, first, last in (
        (found["went"], TURN - timedelta(90), TURN - timedelta(1)),
        (found["came"], TURN, date(2026, 3, 31)),
    ):
        given = {one["day"] for one in quarter.log if one["excuse"] == told["about"]}
        given |= {
            day.isoformat()
            for entry in quarter.entries
            for excuse, day in missed_for(entry)
            if excuse == told["about"]
        }
        logged = {one["day"] for one in quarter.log}
        days, of = (
            {day for day in some if first.isoformat() <= day <= last.isoformat()}
            for some in (given, logged)
        )
        assert (told["days"], told["of"]) == (sorted(days), len(of))


def test_a_focus_of_four_steps_is_the_plan_of_the_week_after(quarter: Quarter) -> None:
    """Taken by one key on Friday; the next review begins with it."""
    plan = friday.if_then(OBSTACLE, PLAN)
    assert [one["focus"] for one in quarter.reviews] == len(quarter.reviews) * [plan]
    for one in quarter.reviews:
        answers = {answer["question"]: answer["answer"] for answer in one["answers"]}
        assert answers[friday.WISH] == "two new customers"
        assert answers[friday.OBSTACLE] == OBSTACLE
