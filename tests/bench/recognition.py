"""How well reasons and actions are recognised: `python -m tests.bench.recognition [--data DIR]`.

Real reasons first, by `tests.bench.field`: nothing that reads a text was fitted on its page. Then
texts tidier than life, which are in nothing that is learned from: those beside this file (their
kept-back half apart) and the practice data in DIR (the fifth that no cue is written from apart),
with journals replayed in order; and speeds. With `--confusions` it lists what went wrong, among the
texts that may be looked at only.
"""

import argparse
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from tests.bench import field as real
from valley.coach.actions import verdict
from valley.coach.catalogue import catalogue
from valley.coach.recognise import Guess, Heard, Reading, Recogniser, name_for
from valley.model import Theme, Verdict

HERE = Path(__file__).parent
_START = date(2026, 1, 1)
_TODAY = date(2026, 7, 10)
_BINS = 5
_SEEDS = 5
_NAMED = 2000

Pairs = list[tuple[float, bool]]


def held_out(text: str) -> bool:
    """Say whether a text is kept aside, by a hash of it alone.

    The same text is on the same side in every file and after every reordering, and nobody can
    choose the side. Texts kept aside are never printed; only figures over all of them are.
    """
    return hashlib.sha256(text.encode()).digest()[0] % 5 == 0


def kept_back(text: str) -> bool:
    """Say whether a text of our own is in the half that no cue is written from, by its hash."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with its labels; `day` where it stands in a journal."""

    text: str
    theme: Theme
    excuse: str
    day: date | None = None

    @property
    def owned(self) -> bool:
        """Whether the rep holds themselves responsible."""
        return self.theme is Theme.SELF


@dataclass(frozen=True, slots=True)
class Action:
    """An action with its label."""

    text: str
    verdict: Verdict


def rows(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def journal(path: Path) -> list[Reason]:
    """Read the reasons of a journal in order."""
    return [
        Reason(row["reason"], Theme(row["theme"]), row["excuse"], date.fromisoformat(row["date"]))
        for row in rows(path)
        if row["reason"]
    ]


def _reasons(path: Path) -> list[Reason]:
    return [Reason(row["text"], Theme(row["theme"]), row["excuse"]) for row in rows(path)]


def practice_reasons(folder: Path) -> list[Reason]:
    """Read all practice reasons, those of the journal last."""
    return _reasons(folder / "reasons.jsonl") + journal(folder / "journal_practice.jsonl")


def practice_actions(folder: Path) -> list[Action]:
    """Read all practice actions, those of the journal last."""
    journalled = rows(folder / "journal_practice.jsonl")
    return [Action(r["text"], Verdict(r["verdict"])) for r in rows(folder / "actions.jsonl")] + [
        Action(r["action"], Verdict(r["verdict"])) for r in journalled if r["action"]
    ]


def own_journals() -> dict[str, list[Reason]]:
    """Read the journals beside this file."""
    return {path.stem: journal(path) for path in sorted(HERE.glob("own_journal_*.jsonl"))}


def own_reasons() -> list[Reason]:
    """Read the reasons beside this file, those of the journals last."""
    return _reasons(HERE / "own_reasons.jsonl") + [
        reason for reasons in own_journals().values() for reason in reasons
    ]


def own_actions() -> list[Action]:
    """Read the actions beside this file."""
    return [Action(r["text"], Verdict(r["verdict"])) for r in rows(HERE / "own_actions.jsonl")]


@dataclass(slots=True)
class Replay:
    """What came of a replay.

    Attributes:
        readings: Each reason with what was read before its label was known.
        before: Whether the excuse of each had come before in the same journal.
    """

    readings: list[tuple[Reason, Reading]] = field(default_factory=list)
    before: list[bool] = field(default_factory=list)

    def rank(self, most: int) -> float:
        """Say how often the right excuse is among the first `most`, where it came before."""
        asked = [
            reason.excuse in [guess.excuse for guess in reading.guesses[:most]]
            for (reason, reading), before in zip(self.readings, self.before, strict=True)
            if before
        ]
        return sum(asked) / max(len(asked), 1)


def replay(journal: Sequence[Reason]) -> Replay:
    """Read a journal's reasons in order, learning each label after its reason was read."""
    result = Replay()
    used: set[str] = set()
    last = max((reason.day for reason in journal if reason.day), default=_START)
    recogniser = Recogniser(today=last)
    for reason in journal:
        result.readings.append((reason, recogniser.read(reason.text)))
        result.before.append(reason.excuse in used)
        used.add(reason.excuse)
        day = reason.day or last
        recogniser.learn(Heard(reason.text, reason.excuse, reason.theme, day, picked=True))
    return result


def renamed(journal: Iterable[Reason]) -> list[Reason]:
    """Give every excuse a name that is in no catalogue, as reps do who have names of their own."""
    return [replace(reason, excuse=f"mine-{reason.excuse[::-1]}") for reason in journal]


def shuffled(reasons: Sequence[Reason], seed: int) -> list[Reason]:
    """Make a journal of reasons in random order, one a day."""
    order = list(reasons)
    random.Random(seed).shuffle(order)
    return [replace(r, day=_START + timedelta(days=n)) for n, r in enumerate(order)]


def say(line: str = "") -> None:
    """Print a line of the report."""
    sys.stdout.write(line + "\n")


def judge_reasons(title: str, reasons: Sequence[Reason], *, confusions: bool = False) -> Pairs:
    """Report theme and ownership of reasons read one by one, nothing heard before."""
    recogniser = Recogniser(today=_TODAY)
    themes = right_first = 0
    both = claimed = owned = 0
    first: Pairs = []
    for reason in reasons:
        reading = recogniser.read(reason.text, explain=confusions)
        themes += reading.theme is reason.theme
        both += reading.owned and reason.owned
        claimed += reading.owned
        owned += reason.owned
        best = reading.guesses[0]
        right_first += best.excuse == reason.excuse
        if reason.excuse in catalogue().excuses:  # no first guess can be a name never heard
            first.append((best.score, best.excuse == reason.excuse))
        if confusions and reading.theme is not reason.theme:
            say(f"  {reason.theme}/{reason.excuse} read as {reading.theme}/{best.excuse}"
                f" ({best.score:.2f}; {', '.join(best.cues[:3])}): {reason.text}")  # fmt: skip
    count = max(len(reasons), 1)
    precision, recall = both / max(claimed, 1), both / max(owned, 1)
    f1 = 2 * both / max(claimed + owned, 1)
    say(f"{title:34} n {len(reasons):4}  theme {themes / count:.3f}  excuse {right_first / count:.3f}"
        f"  owned P {precision:.2f} R {recall:.2f} F1 {f1:.2f}")  # fmt: skip
    return first


def judge_actions(title: str, actions: Sequence[Action], *, confusions: bool = False) -> None:
    """Report the verdicts of actions."""
    right = 0
    for action in actions:
        found = verdict(action.text)
        right += found is action.verdict
        if confusions and found is not action.verdict:
            say(f"  {action.verdict} read as {found}: {action.text}")
    say(f"{title:34} n {len(actions):4}  verdict {right / max(len(actions), 1):.3f}")


def judge_replay(title: str, replays: Sequence[Replay]) -> Pairs:
    """Report replays: how often an excuse used before is first, and among the first three."""
    repeats = [sum(one.before) for one in replays]
    total = max(sum(repeats), 1)
    first = sum(one.rank(1) * n for one, n in zip(replays, repeats, strict=True)) / total
    three = sum(one.rank(3) * n for one, n in zip(replays, repeats, strict=True)) / total
    read = [pair for one in replays for pair in one.readings]
    themes = sum(reading.theme is reason.theme for reason, reading in read) / max(len(read), 1)
    both = sum(reading.owned and reason.owned for reason, reading in read)
    either = sum(reading.owned + reason.owned for reason, reading in read)
    say(f"{title:34} repeats {total:3}  first {first:.3f}  first three {three:.3f}"
        f"  theme {themes:.3f}  owned F1 {2 * both / max(either, 1):.2f}")  # fmt: skip
    return [(r.guesses[0].score, r.guesses[0].excuse == reason.excuse) for reason, r in read]


def judge_calibration(title: str, first: Pairs) -> None:
    """Report what share of first guesses is right, by score, and the expected error."""
    say(f"{title}: score of the first guess against how often it is right")
    error = 0.0
    for number in range(_BINS):
        low, high = number / _BINS, (number + 1) / _BINS
        inside = [p for p in first if low <= p[0] < high or (high == 1 and p[0] == 1)]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            right = sum(hit for _, hit in inside) / len(inside)
            error += len(inside) / len(first) * abs(mean - right)
            say(f"  {low:.1f}-{high:.1f}  n {len(inside):4}  score {mean:.2f}  right {right:.2f}")
    say(f"  expected calibration error {error:.3f}")


def judge_speed(reasons: Sequence[Reason]) -> None:
    """Report the time of a guess with thousands heard, and how many are named in a second."""
    texts = [f"{a.text} {b.text[:12]}" for a in reasons for b in reasons[:9]][:_NAMED]
    started = time.perf_counter()
    recogniser = Recogniser(today=_TODAY)
    recogniser.read("ready")
    loaded = time.perf_counter()
    for number, text in enumerate(texts):
        reading = recogniser.read(text)
        sure: Guess | None = reading.sure
        name = sure.excuse if sure else name_for(text)
        day = _TODAY - timedelta(days=number % 365)
        recogniser.learn(Heard(text, name, reading.theme, day, picked=False))
    named = time.perf_counter()
    for reason in reasons[:200]:
        recogniser.read(reason.text + "!")
    guessed = time.perf_counter()
    say(f"load and first guess {1e3 * (loaded - started):.1f} ms"
        f"  named {len(texts) / (named - loaded):.0f} a second"
        f"  a guess {1e3 * (guessed - named) / min(len(reasons), 200):.2f} ms")  # fmt: skip


_T = TypeVar("_T", Reason, Action)


def _split(items: Sequence[_T], aside: Callable[[str], bool]) -> tuple[list[_T], list[_T]]:
    return [i for i in items if not aside(i.text)], [i for i in items if aside(i.text)]


def main() -> None:
    """Print the whole report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the practice data")
    parser.add_argument("--confusions", action="store_true", help="list what went wrong")
    asked = parser.parse_args()
    seen, back = _split(own_reasons(), kept_back)
    judge_speed(seen)
    for line in real.lines(errors=asked.confusions):
        say(line)
    if asked.data:
        rest, fifth = _split(practice_reasons(asked.data), held_out)
        first = judge_reasons("practice, cues written from", rest, confusions=asked.confusions)
        aside = judge_reasons("practice, held-out fifth", fifth)
        actions, acted = _split(practice_actions(asked.data), held_out)
        judge_actions("practice, cues written from", actions, confusions=asked.confusions)
        judge_actions("practice, held-out fifth", acted)
        written = journal(asked.data / "journal_practice.jsonl")
        first += judge_replay("practice journal", [replay(written)])
        judge_replay("the same, names of its own", [replay(renamed(written))])
        mixed = [replay(renamed(shuffled(fifth, seed))) for seed in range(_SEEDS)]
        judge_replay("held-out fifth as journals", mixed)
        judge_calibration("practice", first + aside)
        judge_calibration("practice, held-out fifth", aside)
    first = judge_reasons("own texts, open half", seen, confusions=asked.confusions)
    aside = judge_reasons("own texts, kept-back half", back)
    actions, acted = _split(own_actions(), kept_back)
    judge_actions("own texts, open half", actions, confusions=asked.confusions)
    judge_actions("own texts, kept-back half", acted)
    for title, reasons in own_journals().items():
        judge_replay(title, [replay(reasons)])
    judge_calibration("own texts of the catalogue's names", first + aside)


if __name__ == "__main__":
    main()
