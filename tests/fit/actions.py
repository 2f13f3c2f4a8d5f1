"""Fits the verdicts of actions, offline: `python -m tests.fit.actions`.

Reads the labelled actions of `data/actions.tsv` (verdict, where it is from, text; from is the number of
a page of real reps, `written` in their register, or `composed`, tidier than life) and the cues of
`valley/language/en/actions.json`, and writes `actions.built.json` beside that: the cues filed, and
the weights of a multinomial logistic regression. The same data give the same bytes.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from tests.fit.tables import filed
from tests.fit.texts import FOLDER as TEXTS
from valley.coach.actions import RULES, VERDICTS, Judge
from valley.coach.words import read
from valley.language import FOLDER, table
from valley.model import Verdict

UNIT = 0.02  # of a weight in the table
TARGET = FOLDER / "actions.built.json"
_LEAST = 3  # texts that hold a feature, or it tells of these texts only
_STRENGTH = 0.5  # of the data against the prior that nothing counts
_REAL = 3.0  # what a text of a real rep weighs against one that was composed
_CLOSE = 1e-9  # to the best fit, so that rounding gives the same everywhere


class Labelled(NamedTuple):
    """An action, its verdict and where it is from."""

    verdict: Verdict
    source: str
    text: str

    @property
    def weight(self) -> float:
        """What it counts in the fit."""
        return _REAL if self.source.isdigit() else 1.0


def labelled() -> list[Labelled]:
    """Return all labelled actions."""
    rows = (line.split("\t") for line in (TEXTS / "actions.tsv").read_text("utf-8").splitlines())
    return [Labelled(Verdict(kind), source, text) for kind, source, text in rows]


def _cues(texts: Iterable[str]) -> dict[str, Any]:
    """File the cues of verdicts and rules."""
    source = table("actions")
    owners = [source["cues"][name] for name in (*VERDICTS, *RULES)]
    return filed(owners, table("classes")["classes"] | source["classes"], texts) | {
        "grammar": source["grammar"],
        "stuck": sorted(" ".join(read(text).raw) for text in source["stuck"].split("; ")),
    }


def fit(*, without: Callable[[Labelled], bool] = lambda _: False) -> dict[str, Any]:
    """Return the table of verdicts.

    Args:
        without: Leaves an action out, for cross-validation.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    known = [one for one in labelled() if not without(one)]
    cues = _cues(one.text for one in known)
    judge = Judge(cues | {"weights": {}})
    rows = [judge.features(one.text) for one in known]
    often = Counter(feature for row in rows for feature in row)
    rows = [{f: value for f, value in row.items() if often[f] >= _LEAST} for row in rows]
    vectors = DictVectorizer()
    model = LogisticRegression(C=_STRENGTH, fit_intercept=False, tol=_CLOSE, max_iter=10_000)
    model.fit(
        vectors.fit_transform(rows),
        [VERDICTS.index(one.verdict) for one in known],
        [one.weight for one in known],
    )
    weights = {
        feature: " ".join(f"{round(weight / UNIT)}" for weight in column)
        for feature, column in zip(vectors.get_feature_names_out(), model.coef_.T, strict=True)
    }
    return cues | {"weights": {f: w for f, w in weights.items() if set(w) - set(" -0")}}


def text_of(built: Mapping[str, Any]) -> str:
    """Return a table as it is written, one part a line."""
    lines = (
        f"{json.dumps(part)}: " + json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for part, value in built.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write the table."""
    TARGET.write_text(text_of(fit()), "utf-8")


if __name__ == "__main__":
    main()
