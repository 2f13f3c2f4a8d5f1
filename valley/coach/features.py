"""What of a text is counted: words and their parts, neighbours, who did what, where things stand."""

from collections.abc import Iterator, Sequence

from valley.coach.stems import is_past, stem
from valley.coach.words import BREAK, Words
from valley.language import table, words

_GRAMMAR = table("grammar")
# The one who writes; what others who act are called by; what denies, starts over, and stands
# between somebody and what they did.
_WRITER = words(_GRAMMAR["writer"])
_OTHERS = words(_GRAMMAR["others"])
_DENYING = words(_GRAMMAR["denying"])
_STARTING = words(_GRAMMAR["starting"]) | {","}
_HELPING = words(_GRAMMAR["helping"])
_CLAUSES = words(_GRAMMAR["clauses"]) | {","}
_PEOPLE = {name: words(_GRAMMAR[name]) for name in ("me", "they", "we")}
# Words that say nothing of what a reason is about.
_EMPTY = frozenset(map(stem, words(_GRAMMAR["empty"])))

BEGINS = "#begins"  # some clause begins with what was done
_PARTS = (3, 4, 5)  # letters
_BAND, _BANDS = 4, 6  # words: how long a reason is, in steps


def of_word(raw: str, terms: Sequence[str]) -> Iterator[str]:
    """Yield the features of a word: itself, its stem and classes, the parts that it is made of."""
    yield "=" + raw
    yield from terms
    framed = f"<{raw}>"
    for length in _PARTS:
        for start in range(len(framed) - length + 1):
            yield "#" + framed[start : start + length]


def of_pair(one: Sequence[str], two: Sequence[str]) -> Iterator[str]:
    """Yield the features of two neighbours, each a stem and its classes: 'my boss', 'my @boss'."""
    for before in one:
        for after in two:
            yield f"{before} {after}"


def of_places(said: Words) -> list[str]:
    """List what stands where: the first and the last word, the first and the last clause.

    A reason may tell what led to it first, or what came of it last; and who is spoken of at all,
    and whether it starts with what was done, tells much about who is held responsible.
    """
    stems = said.stems
    if not stems:
        return []
    found = dict.fromkeys((f"first:{stems[0]}", f"last:{stems[-1]}"))
    clauses: list[list[str]] = [[]]
    before = said.places[0]
    for raw, root, place in zip(said.raw, stems, said.places, strict=True):
        if raw in _CLAUSES or place - before >= BREAK:
            clauses.append([])
        before = place
        if raw != ",":
            clauses[-1].append(root)
    clauses = [clause for clause in clauses if clause]
    if len(clauses) > 1:
        found |= dict.fromkeys(f"opens:{root}" for root in clauses[0])
        found |= dict.fromkeys(f"closes:{root}" for root in clauses[-1])
        found |= dict.fromkeys(f"begins:{clause[0]}" for clause in clauses)
    spoken_of = set(said.raw)
    people = "".join(name for name, some in _PEOPLE.items() if spoken_of & some)
    found[f"!people:{people}"] = None
    found[f"!me:{'+'.join(sorted(spoken_of & _PEOPLE['me']))}"] = None
    found[f"!length:{min(len(stems) // _BAND, _BANDS)}"] = None
    if is_past(said.raw[0]):
        found["!past"] = None
    return list(found)


def deeds(said: Words) -> list[str]:
    """List who did what: 'i>leave' in 'I just left' and in 'left it', 'they>leave' in 'she left'.

    Reps leave themselves out of what they tell of themselves: a clause that begins with a past
    form, or with 'never' or 'did not', counts as said with 'I'. That others are left out too
    ('went quiet') is for the counts to tell.
    """
    found: dict[str, None] = {}
    actor = ""
    implied = denied = False
    end = -BREAK
    for index, (raw, root, place) in enumerate(zip(said.raw, said.stems, said.places, strict=True)):
        if raw in _STARTING or place - end >= BREAK:
            actor, implied, denied = "i", True, False
        end = place
        if raw in _WRITER:
            actor, implied = "i", False
        elif raw in _OTHERS or index in said.names:
            actor, implied = "they", False
        elif raw in _DENYING:
            denied = True
        elif actor and root not in _HELPING and raw not in _STARTING:
            if not implied or denied or is_past(raw):
                found[f"{actor}>{root}"] = None
            if implied and (denied or is_past(raw)):
                found[BEGINS] = None
            actor = ""
    return list(found)


def content(said: Words) -> tuple[str, ...]:
    """List the stems of the words that say what a text is about, in order."""
    return tuple(s for s in said.stems if len(s) > 1 and s not in _EMPTY and not s[0].isdigit())
