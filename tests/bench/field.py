"""How well real reasons are read by what was fitted without them.

Each reason by weights fitted without its page, and by a calibration fitted on the other pages.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tests.bench.fingers import report
from tests.fit.calibration import TODAY, USES, Case, calibrate, journals
from tests.fit.folds import Fold, folds, using
from tests.fit.reasons import Example, examples
from valley.coach.concepts import Fitted
from valley.coach.recognise import Reading, Recogniser
from valley.model import Theme

_TENTHS = 10
_DRAWS = 400
_SHARES = (0.1, 0.2, 0.4)

Table = list[tuple[Fold, Fitted]]


def tables() -> Table:
    """Pair each fold with a calibration that was fitted on the others."""
    reasons, all_folds = examples(), folds()
    return [
        (fold, calibrate([other for other in all_folds if other is not fold], reasons))
        for fold in all_folds
    ]


def lines(*, errors: bool = False) -> Iterator[str]:
    """Yield the report."""
    found = tables()
    cases = [case for fold, fit in found for case in _cases(fold, fit)]
    alone = [case for case in cases if case.uses == 0]
    yield from _accuracy(alone)
    for title, some in (
        ("in an empty journal", alone),
        ("with picks heard", [case for case in cases if case.uses]),
    ):
        yield from _taken(title, some)
        yield from _calibration(title, some)
    yield from _curve(cases)
    yield from report("typing errors, theme", lambda change: _themes(found, change))
    yield from _kinds(alone, errors=errors)


def _cases(fold: Fold, fit: Fitted) -> list[Case]:
    with using(fold.packed, fit):
        return journals(fold, seed=1)


def _interval(cases: Sequence[Case], measure: Callable[[Sequence[Case]], float]) -> str:
    """Return a figure with its 95% interval, drawn page by page."""
    pages: dict[str, list[Case]] = {}
    for case in cases:
        pages.setdefault(case.example.group, []).append(case)
    chance, names = random.Random(0), list(pages)
    drawn = sorted(
        measure([case for page in chance.choices(names, k=len(names)) for case in pages[page]])
        for _ in range(_DRAWS)
    )
    low, high = drawn[int(0.025 * _DRAWS)], drawn[int(0.975 * _DRAWS)]
    return f"{measure(cases):.3f} ({low:.3f} to {high:.3f})"


def _mean(hit: Callable[[Example, Reading], bool]) -> Callable[[Sequence[Case]], float]:
    return lambda cases: sum(hit(c.example, c.reading) for c in cases) / max(len(cases), 1)


def _f1(cases: Sequence[Case]) -> float:
    own = [(case.example.theme is Theme.SELF, case.reading.owned) for case in cases]
    return 2 * sum(is_own and read for is_own, read in own) / max(sum(map(sum, own)), 1)


def _fair(one: Example, reading: Reading, most: int) -> bool:
    names = {guess.excuse for guess in reading.guesses[:most]}
    return not names.isdisjoint((one.excuse, *one.excuses))


def _accuracy(cases: Sequence[Case]) -> Iterator[str]:
    yield f"real reasons, split by page: {len(cases)}"
    for title, measure in (
        ("theme", _mean(lambda one, read: read.theme is one.theme)),
        (
            "theme, or a fair other one",
            _mean(lambda one, read: read.theme in {one.theme, *one.themes}),
        ),
        ("owned, F1", _f1),
        ("excuse first", _mean(lambda one, read: read.guesses[0].excuse == one.excuse)),
        ("excuse first, or a fair other one", _mean(lambda one, read: _fair(one, read, 1))),
        (
            "excuse among three",
            _mean(lambda one, read: one.excuse in [g.excuse for g in read.guesses[:3]]),
        ),
        ("excuse among three, or a fair other", _mean(lambda one, read: _fair(one, read, 3))),
    ):
        yield f"  {title:36} {_interval(cases, measure)}"


def _taken(title: str, cases: Sequence[Case]) -> Iterator[str]:
    sure = [case for case in cases if case.reading.sure]
    settled = [case for case in cases if case.reading.settled]
    yield f"{title}: {len(cases)} readings"
    yield (
        f"  sure    {len(sure) / len(cases):.3f} of them, right "
        + _interval(sure, _mean(lambda one, read: read.guesses[0].excuse == one.excuse))
        + ", or fairly so "
        + _interval(sure, _mean(lambda one, read: _fair(one, read, 1)))
    )
    yield (
        f"  settled {len(settled) / len(cases):.3f} of them, theme right "
        + _interval(settled, _mean(lambda one, read: read.theme is one.theme))
        + ", or fairly so "
        + _interval(settled, _mean(lambda one, read: read.theme in {one.theme, *one.themes}))
    )
    order = sorted(cases, key=lambda case: -case.reading.guesses[0].score)
    themes = sorted(cases, key=lambda case: -case.reading.share)
    for share in _SHARES:
        count = int(share * len(cases))
        yield (
            f"  surest {share:.0%}: excuse fairly right {sum(_fair(c.example, c.reading, 1) for c in order[:count]) / count:.3f}"
            f", theme {sum(c.right_theme for c in themes[:count]) / count:.3f}"
        )


def _calibration(title: str, cases: Sequence[Case]) -> Iterator[str]:
    for what, pairs in (
        ("first guess", [(case.reading.guesses[0].score, case.right) for case in cases]),
        ("theme", [(case.reading.share, case.right_theme) for case in cases]),
    ):
        yield f"  {title}, {what}: what is said, and how often it is right"
        error = 0.0
        for tenth in range(_TENTHS):
            inside = [p for p in pairs if tenth == min(int(p[0] * _TENTHS), _TENTHS - 1)]
            if inside:
                said = sum(score for score, _ in inside) / len(inside)
                right = sum(hit for _, hit in inside) / len(inside)
                error += len(inside) / len(pairs) * abs(said - right)
                yield f"    n {len(inside):4}  said {said:.2f}  right {right:.2f}"
        yield f"    expected error {error:.3f}"


def _curve(cases: Sequence[Case]) -> Iterator[str]:
    yield "a young journal: picks heard, right first, among three, sure, right of these"
    for uses in USES:
        some = [case for case in cases if case.uses == uses]
        sure = [case for case in some if case.reading.sure]
        three = sum(
            case.example.excuse in [guess.excuse for guess in case.reading.guesses[:3]]
            for case in some
        )
        yield (
            f"  {uses:4}  {sum(case.right for case in some) / len(some):.3f}"
            f"  {three / len(some):.3f}  {len(sure) / len(some):.3f}"
            f"  {sum(case.right for case in sure) / max(len(sure), 1):.3f}"
        )


def _themes(found: Table, change: Callable[[str], str]) -> float:
    right = total = 0
    for fold, fit in found:
        with using(fold.packed, fit):
            recogniser = Recogniser(today=TODAY)
            read = [recogniser.read(change(one.text)).theme is one.theme for one in fold.aside]
        right, total = right + sum(read), total + len(read)
    return right / total


def _kind(case: Case) -> str:
    """Name the kind of an error; the first that it is."""
    wanted, found = case.example.theme, case.reading.theme
    both = {wanted, found}
    told = ", with an I in it" if "i" in case.example.text.casefold().split() else ""
    kinds = {
        "a fair other theme": found in case.example.themes,
        f"blame read as owned{told}": found is Theme.SELF,
        f"owned read as blame{told}": wanted is Theme.SELF,
        "read as the customer, who is not blamed": found is Theme.CUSTOMER,
        "the customer read as somebody else": wanted is Theme.CUSTOMER,
        "who of one's own firm": both <= {Theme.MANAGEMENT, Theme.COMPANY, Theme.TEAM},
        "what it is that is sold": both <= {Theme.PRICE, Theme.PRODUCT, Theme.LEADS},
        "others confused": True,
    }
    return next(kind for kind, is_one in kinds.items() if is_one)


def _kinds(cases: Sequence[Case], *, errors: bool) -> Iterator[str]:
    wrong = [case for case in cases if not case.right_theme]
    yield f"errors by kind: {len(wrong)} themes of {len(cases)}"
    for kind, count in Counter(map(_kind, wrong)).most_common():
        yield f"  {count / len(cases):.3f}  {kind}"
    for case in wrong if errors else ():
        found = case.reading.guesses[0]
        yield (
            f"  {case.example.theme}/{case.example.excuse} read as {case.reading.theme}/"
            f"{found.excuse} ({case.reading.share:.2f}): {case.example.text}"
        )
