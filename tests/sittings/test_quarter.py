"""Three reps over a quarter, with seeds: each part is at work, true by counting, within two minutes."""

import io
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

import pytest

from valley.accounts.book import Book
from valley.entry.answers import Answers
from valley.entry.promise import each
from valley.insight.playbook import playbook
from valley.insight.promises import worked
from valley.insight.recurring import recurring
from valley.model import KEPT, Debriefed, Entry, Source
from valley.session import Session
from valley.sittings.evening import Evening
from valley.ui import one_more_sentences as words
from valley.ui import sentences

FIRST = date(2026, 1, 5)
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
        keys: How many keys were pressed this evening.
    """

    def __init__(self, habits: Habits, seed: int) -> None:
        self._habits, self._dice = habits, Random(seed)  # a simulation
        self.screen = io.StringIO()
        self.keys = 0
        self._read = 0

    def begin(self) -> None:
        """Come home from a day."""
        self.keys, self._firm = 0, self._dice.choice(FIRMS)
        roll = self._dice.random()
        habits = self._habits
        self._won = roll < habits.wins
        self._plain = not self._won and roll < habits.wins + habits.plain
        self._reason = self._dice.choice([*REASONS])

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


class Quarter(NamedTuple):
    """What a quarter came to: its entries, and of each evening the questions and the keys."""

    entries: list[Entry]
    asked: list[int]
    keys: list[int]
    screen: str


def _evening(day: date, patch: pytest.MonkeyPatch) -> int:
    """Play an evening; return how many questions were asked."""
    moment = datetime.combine(day, datetime.min.time()) + timedelta(hours=18, minutes=30)
    patch.setenv("VALLEY_TODAY", moment.isoformat())
    session = Session(tell=lambda _: None, ask=str)
    sitting = Evening(session, Answers(), day, day_was_said=False, as_json=True)
    sitting.run()
    return sitting._asker.asked  # what is counted here


@pytest.fixture(scope="module", params=REPS)
def quarter(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Quarter]:
    """Play a quarter of one rep."""
    home: Path = tmp_path_factory.mktemp(request.param) / "valley"
    typist = Typist(REPS[request.param], seed=len(request.param))
    asked, keys = [], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VALLEY_HOME", str(home))
        patch.setattr(sys, "stdin", typist)
        patch.setattr(sys, "stderr", typist.screen)
        for number in range(7 * WEEKS):
            day = FIRST + timedelta(number)
            if day.weekday() < 5:
                typist.begin()
                asked.append(_evening(day, patch))
                keys.append(typist.keys)
        entries = list(Session(tell=lambda _: None, ask=str).journal.entries())
        yield Quarter(entries, asked, keys, typist.screen.getvalue())


def test_an_evening_is_two_minutes(quarter: Quarter) -> None:
    """Half of them six questions at most, of twenty nineteen eight; and no page to type."""
    assert len(quarter.entries) == 5 * WEEKS
    assert median(quarter.asked) <= 6
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
