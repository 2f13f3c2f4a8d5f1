"""How well reasons and actions are recognised: `python tests/bench/recognition.py --data DIR`.

Prints theme accuracy, ownership, verdicts, calibration, journals replayed in order, and speeds:
for the practice data in DIR (the fifth that no cue is written from apart from the rest), and for
the texts beside this file (their kept-back half apart). Nothing is fitted here; the weights come
from `fit.py`, which sees neither the fifth nor the kept-back half, so that both are a test of it.
With `--confusions` it lists what went wrong, among the texts that may be looked at only.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from bench_data import (
    Action,
    Reason,
    journal,
    own_actions,
    own_journals,
    own_reasons,
    practice_actions,
    practice_reasons,
)
from held_out import held_out, kept_back
from replay import Replay, renamed, replay, shuffled

from valley.coach.actions import verdict
from valley.coach.recognise import Guess, Heard, Recogniser, name_for

_TODAY = date(2026, 7, 10)
_BINS = 5
_SEEDS = 5
_NAMED = 2000

Pairs = list[tuple[float, bool]]
_T = TypeVar("_T", Reason, Action)


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
        reading = recogniser.read(reason.text)
        themes += reading.theme is reason.theme
        both += reading.owned and reason.owned
        claimed += reading.owned
        owned += reason.owned
        best = reading.guesses[0]
        right_first += best.excuse == reason.excuse
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


def _split(
    items: Sequence[_T], aside: Callable[[str], bool]
) -> tuple[list[_T], list[_T]]:
    return [i for i in items if not aside(i.text)], [i for i in items if aside(i.text)]


def main() -> None:
    """Print the whole report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the practice data")
    parser.add_argument("--confusions", action="store_true", help="list what went wrong")
    asked = parser.parse_args()
    seen, back = _split(own_reasons(), kept_back)
    judge_speed(seen)
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
