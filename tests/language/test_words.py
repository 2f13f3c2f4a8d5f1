"""No English word that code decides by stands in code: all are data of the language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from valley.language import listed, page, table

PACKAGE = Path(__file__).parents[2] / "valley"
DECIDING = (  # what reads texts of the rep; settings have a syntax of their own
    *("accounts", "coach", "entry", "insight", "redaction", "sittings"),
    *("dates.py", "workdays.py", "recognition.py", "ui/prompts.py", "exchange/free_text.py"),
)
ENGLISH = {*page("words.txt").split(), *listed("ordinary_words"), *table("names")["calendar"]}
# Words that no language would have otherwise: by module, each with the reason.
ALLOWED = {
    "coach/actions.py": "counted checked awaited given up hedged",  # names of rules in `actions.json`
    "coach/features.py": "me they we",  # names of groups in `grammar.json`
    "coach/volunteered.py": "starts day first last",  # names of patterns in `volunteered.json`
    "coach/words.py": "money hour",  # names of forms in `grammar.json`
    "dates.py": "days weeks",  # what `dates.json` calls units
    "workdays.py": "mon tue wed thu fri sat sun",  # codes of the settings file
    "accounts/book.py": "happened reason mine action note turned out",  # fields of an entry
    "accounts/names.py": "net info app shop groups tools places",  # ends of domains, names of lists
    "redaction/redact.py": "client person email link gmail outlook mail",  # stand-ins, kinds, providers
    "entry/answers.py": "plan use heard",  # fields of an entry
    "entry/editor_text.py": "happened reason excuse action",  # fields of an entry
    "exchange/free_text.py": "reason action",  # marks of a format: fields of an entry
    "sittings/week_draft.py": "answers focus seen",  # fields of a draft
    "insight/record.py": "page read at where text",  # fields of a comment
    # Names of questions, and of rules.
    "insight/review.py": "leader blame asked safe before win all answered kept most wins",
    "insight/week.py": "logged owned answered kept up down",  # names of figures, and of ways
    "insight/findings.py": "hour soon concrete",  # names of features
}
_AFFIXES = {"startswith", "endswith", "removeprefix", "removesuffix"}
_FEATURES = {"#", "@"}  # what names of features and of classes begin with
_NO_WORDS = r"\\.|\(\?P<\w+>"  # of a pattern: escapes, and names of groups


def _modules() -> Iterator[Path]:
    for room in DECIDING:
        path = PACKAGE / room
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _strings(node: ast.AST) -> Iterator[str]:
    """Yield the texts in an expression; not the names of tables and of what is looked up there."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("table"):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for part in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.Subscript) and part is node.slice):
            yield from _strings(part)


def _collected(node: ast.AST) -> Iterator[str]:
    """Yield the texts that a collection is written with."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple | ast.Dict):
        members = node.keys if isinstance(node, ast.Dict) else node.elts
        found = [one.value for one in members if isinstance(one, ast.Constant)]
        yield from (one for one in found if isinstance(one, str) and one[:1] not in _FEATURES)


def _names(node: ast.AST) -> ast.AST:
    """Return the part of a node that holds code's own names: keys, types, what it exports."""
    if isinstance(node, ast.Subscript):
        return node.slice
    if isinstance(node, ast.Assign | ast.AugAssign) and "__all__" in ast.unparse(node):
        return node.value
    return ast.Pass()


def _decided_by(tree: ast.Module) -> Iterator[tuple[int, str, int]]:
    """Yield where texts stand that a pattern, an affix or a collection is made of.

    Each with how many English words in it are too many: one word in a collection may be a name.
    """
    named = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    names = {id(part) for node in ast.walk(tree) for part in ast.walk(_names(node))}
    for node in ast.walk(tree):
        if id(node) in names:
            continue
        yield getattr(node, "lineno", 0), " ".join(_collected(node)), 2
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if ast.unparse(node.func.value) == "re":
            known = [
                named[name.id]
                for name in ast.walk(node)
                if isinstance(name, ast.Name) and name.id in named
            ]
            for one in (*node.args, *known):
                yield node.lineno, re.sub(_NO_WORDS, " ", " ".join(_strings(one))), 1
        elif node.func.attr in _AFFIXES:
            yield node.lineno, " ".join(text for one in node.args for text in _strings(one)), 1
        elif node.func.attr == "split":
            yield node.lineno, " ".join(_strings(node.func.value)), 2


def _english(source: str, allowed: str = "") -> list[str]:
    """List the English words that a module decides by, each line with its number."""
    known = ENGLISH - set(allowed.split())
    found = []
    for line, text, many in _decided_by(ast.parse(source)):
        words = [word for word in re.findall(r"[a-z]{2,}", text.lower()) if word in known]
        if len(words) >= many:
            found.append(f"line {line}: {' '.join(words)}")
    return found


@pytest.mark.parametrize("path", list(_modules()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_decides_by_no_english_word(path: Path) -> None:
    """What it looks for in a text stands in the folder of the language."""
    allowed = ALLOWED.get(path.relative_to(PACKAGE).as_posix(), "")
    assert _english(path.read_text("utf-8"), allowed) == []


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_allowed_is_there(name: str) -> None:
    """A word that a module no longer needs is allowed no longer."""
    source = (PACKAGE / name).read_text("utf-8")
    needed = set(" ".join(_english(source)).split())
    assert set(ALLOWED[name].split()) - needed == set()


@pytest.mark.parametrize(
    "source",
    [
        r're.compile(r"\b(?:noon|midday)\b")',
        '_AT = r"(?:at )?[0-9]"\nre.fullmatch(_AT, text)',
        'text in {"yesterday", "tomorrow"}',
        '{"yesterday": -1, "tomorrow": 1}',
        'HEDGES = "maybe perhaps".split()',
        'text.removeprefix("before ")',
    ],
)
def test_an_english_word_is_seen(source: str) -> None:
    """In whichever form code would decide by it."""
    assert _english(source)


@pytest.mark.parametrize(
    "source", ['table("dates")["back"]', 'raise ValueError("come back later")']
)
def test_names_and_sentences_are_no_such_words(source: str) -> None:
    """Keys of tables are code's own, and what valley says stands elsewhere."""
    assert not _english(source)
