"""The lines of an answer that agree a step: of the rep's, or of the mentor's.

Each is offered, and taken over by a yes; so what is said by the way ('I'll be honest', 'if you like
I'll …', a question) agrees nothing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from valley.exchanged import Side
from valley.language import table, words

_BULLET = re.compile(
    r"^[ \t]{0,12}(?:[-*+\u2022\u2013\u2014][ \t]{1,4}){0,3}(?:\[[ xX]\][ \t]{1,4})?"
)
_EMPHASIS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_SENTENCE = re.compile(r"(?<=[.!?;])[ \t]+")
MOST = 600  # characters of a line that are read for it
MOST_LINES = 2000


class Step(NamedTuple):
    """A step that a line agrees.

    Attributes:
        side: Whose it is.
        text: What will be done, as it was written.
    """

    side: Side
    text: str


def agreed(text: str, *, rep: str = "", mentor: str = "") -> list[Step]:
    """Return the steps that a remark agrees, in its order.

    Args:
        text: The remark.
        rep: The name of the rep, which may stand before a step of theirs.
        mentor: That of the mentor.
    """
    found: list[Step] = []
    heading: Side | None = None
    for line in text.split("\n")[:MOST_LINES]:
        bullet = _BULLET.match(line)
        is_item = bool(bullet and bullet[0].strip())
        plain = _plain(line)
        if not plain:
            continue
        heading = heading if is_item else None
        led = _led(plain, rep, mentor)
        if led is not None and not led.text:
            heading = led.side
        elif led is not None:
            found.append(led)
        elif said := list(_within(plain)):
            found += said
        elif heading is not None:
            found.append(Step(heading, _ended(plain)))
    return list(dict.fromkeys(found))


def _plain(line: str) -> str:
    """Return a line without its bullet, its emphasis and marks."""
    text = _EMPHASIS.sub("", _BULLET.sub("", line[:MOST], count=1))
    return " ".join(text.replace("\u2019", "'").split())


def _led(plain: str, rep: str, mentor: str) -> Step | None:
    """Return the step of a line that says at its beginning whose it is; without words, a heading."""
    parts = _leads(rep, mentor)
    for start in (0, *(cut.end() for cut in _SENTENCE.finditer(plain))):
        found = parts.match(plain, start)
        if found is None:
            continue
        said, lead = _ended(plain[found.end() :]), found["lead"].casefold()
        is_name = lead in {*_called(rep), *_called(mentor)}
        if said.endswith("?") or (is_name and not _begins_step().match(said)):
            continue  # somebody's name stands before whatever they say
        if lead not in table("mentor")["agreed"]:
            side = Side.MENTOR if lead in _names("mentor", mentor) else Side.REP
            return _of_agreed(said, side)
        return _of_agreed(said, Side.REP)
    return None


def _of_agreed(said: str, side: Side) -> Step:
    """Return a step without the words that say whose it is."""
    if found := _will("i_will").match(said):
        return Step(Side.MENTOR, said[found.end() :])
    if found := _will("you_will").match(said):
        return Step(Side.REP, said[found.end() :])
    nested = _leads("", "").match(said)
    if nested and nested.end() < len(said):
        lead = nested["lead"].casefold()
        side = Side.MENTOR if lead in _names("mentor", "") else Side.REP
        said = said[nested.end() :]
    return Step(side, said)


def _within(plain: str) -> Iterator[Step]:
    """Yield what the sentences of a line promise: 'Great, I'll send you the deck'."""
    for sentence in _SENTENCE.split(plain):
        told = sentence.casefold()
        if told.endswith("?") or _unsure().search(told):
            continue
        if found := _we_agreed().search(sentence):
            yield _of_agreed(_ended(sentence[found.end() :]), Side.REP)
        elif found := _promise().search(sentence):
            yield Step(Side.MENTOR, _ended(sentence[found.start("step") :]))


def _ended(text: str) -> str:
    return text.strip(" \t.;,!")


def _names(side: str, name: str) -> frozenset[str]:
    """Return the words that say whose step it is, a name in full and its first word among them."""
    return frozenset([*table("mentor")[side], *_called(name)])


def _called(name: str) -> frozenset[str]:
    told = name.casefold().split()
    return frozenset([*told[:1], " ".join(told)]) if told else frozenset()


def _leads(rep: str, mentor: str) -> re.Pattern[str]:
    known = {*table("mentor")["agreed"], *_names("rep", rep), *_names("mentor", mentor)}
    some = "|".join(re.escape(one) for one in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?P<lead>{some})[ ]?(?::|[-\u2013\u2014](?=[ ]))[ ]?", re.IGNORECASE)


@cache
def _will(which: str) -> re.Pattern[str]:
    some = sorted(table("mentor")[which], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, some))})[ ]", re.IGNORECASE)


@cache
def _begins_step() -> re.Pattern[str]:
    will = [*table("mentor")["i_will"], *table("mentor")["you_will"], *table("mentor")["that"]]
    some = "|".join(map(re.escape, [*will, *words(table("mentor")["steps"])]))
    return re.compile(rf"(?:{some})\b", re.IGNORECASE)


@cache
def _promise() -> re.Pattern[str]:
    """Return the pattern of a promise of the mentor's: 'I'll also send …'."""
    will = "|".join(map(re.escape, sorted(table("mentor")["i_will"], key=len, reverse=True)))
    softly = "|".join(table("mentor")["softly"])
    steps = "|".join(sorted(words(table("mentor")["steps"]), key=len, reverse=True))
    return re.compile(rf"\b(?:{will}) (?:(?:{softly}) )?(?P<step>(?:{steps})\b)", re.IGNORECASE)


@cache
def _we_agreed() -> re.Pattern[str]:
    """Return the pattern of what was agreed by both: 'We agreed that you'll …'."""
    some = "|".join(map(re.escape, sorted(table("mentor")["agreed"], key=len, reverse=True)))
    that = "|".join(table("mentor")["that"])
    will = sorted([*table("mentor")["i_will"], *table("mentor")["you_will"]], key=len, reverse=True)
    ahead = "|".join(map(re.escape, will))
    return re.compile(rf"\b(?:{some}) (?:(?:{that}) )?(?=(?:{ahead}) )", re.IGNORECASE)


@cache
def _unsure() -> re.Pattern[str]:
    some = "|".join(map(re.escape, table("mentor")["unsure"]))
    return re.compile(rf"\b(?:{some})\b")


def all_agreed(texts: Sequence[str], *, rep: str, mentor: str) -> list[Step]:
    """Return the steps that several remarks agree."""
    return [step for text in texts for step in agreed(text, rep=rep, mentor=mentor)]
