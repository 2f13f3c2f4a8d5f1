"""How well verdicts of actions are recognised: `python -m tests.bench.verdicts [--errors]`.

Cross-validated on the labelled actions of `tests/fit/data/actions.tsv`: those of one page of real reps
are never on both sides. Prints the share that is right with its interval, which verdict was taken
for which, and what typing errors and dictating cost; with `--errors` also what went wrong.
"""

import argparse
import hashlib
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tests.bench.fingers import report
from tests.fit.actions import Labelled, fit, labelled
from valley.coach.actions import VERDICTS, Judge
from valley.model import Verdict

FOLDS = 5

# What is asked, and what answers: a judge that was fitted without it.
Asked = list[tuple[Labelled, Judge]]


def _fold(one: Labelled) -> int:
    side = one.source if one.source.isdigit() else one.text
    return hashlib.sha256(side.encode()).digest()[2] % FOLDS


def _judge(fold: int) -> Judge:
    return Judge(fit(without=lambda one: _fold(one) == fold))


def apart() -> Asked:
    """Pair each action with a judge that has seen neither it nor its page."""
    judges = [_judge(fold) for fold in range(FOLDS)]
    return [(one, judges[_fold(one)]) for one in labelled()]


def _weigh(judge: Judge, text: str) -> Verdict:
    return Verdict.PASSIVE if judge.is_stuck(text) else judge.verdict(text)


def lines(title: str, asked: Asked, *, errors: bool = False) -> Iterator[str]:
    """Yield the report on some of the actions."""
    found = [(one, _weigh(judge, one.text)) for one, judge in asked]
    share = sum(one.verdict is kind for one, kind in found) / len(found)
    error = 1.96 * math.sqrt(share * (1 - share) / len(found))
    yield f"{title:34} n {len(found):4}  verdict {share:.3f} \N{PLUS-MINUS SIGN} {error:.3f}"
    yield from _confusion(Counter((one.verdict, kind) for one, kind in found))

    def right(change: Callable[[str], str]) -> float:
        kinds = [_weigh(judge, change(one.text)) is one.verdict for one, judge in asked]
        return sum(kinds) / len(kinds)

    yield from report(title, right)
    for one, kind in found if errors else ():
        if one.verdict is not kind:
            yield f"  {one.verdict} read as {kind}: {one.text}"


def _confusion(taken: Counter[tuple[Verdict, Verdict]]) -> Iterator[str]:
    yield "  is \\ read as  " + " ".join(f"{kind:>12}" for kind in VERDICTS)
    for kind in VERDICTS:
        row = [taken[kind, other] for other in VERDICTS]
        read = sum(taken[other, kind] for other in VERDICTS)
        yield (
            f"  {kind:13}" + " ".join(f"{count:12}" for count in row)
            + f"  recall {taken[kind, kind] / max(sum(row), 1):.2f}"
            + f"  precision {taken[kind, kind] / max(read, 1):.2f}"
        )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the whole report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    errors = parser.parse_args(arguments).errors
    asked = apart()
    for title, belongs in (
        ("real reps, split by page", str.isdigit),
        ("written in their register", "written".__eq__),
        ("composed", "composed".__eq__),
    ):
        some = [(one, judge) for one, judge in asked if belongs(one.source)]
        for line in lines(title, some, errors=errors):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
