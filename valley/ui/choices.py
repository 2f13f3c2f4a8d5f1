"""The closed questions: which keys each shows, which answers it takes, and what it says of them."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from valley.coach.replies import Meant, Reply, understand
from valley.language import table, words

ASIDE = {Meant.BACK: Meant.BACK, Meant.HELP: Meant.HELP}  # what is no answer, at every question


class Choice(NamedTuple):
    """What can be answered to a closed question.

    Attributes:
        hint: The keys, as they are shown.
        keys: What each of them means.
        counts: What is understood in words, each with what it counts as here.
        enter: What Enter means; None where it means nothing.
        wanted: Said where an answer was not understood.
        help: What the answer will change.
    """

    hint: str
    keys: Mapping[str, Meant]
    counts: dict[Meant, Meant]
    enter: Meant | None
    wanted: str
    help: str

    def read(self, said: str) -> Reply:
        """Return what an answer means here."""
        if not said:
            return Reply(self.enter)
        counts = self.counts | ASIDE
        reply = understand(said, self.keys, counts)
        if not reply.meant:
            return reply
        meant = counts[reply.meant]
        return Reply() if self._says_otherwise(said, reply, meant) else reply._replace(meant=meant)

    def _says_otherwise(self, said: str, reply: Reply, meant: Meant) -> bool:
        """Return whether what follows an answer is another one: 'no, it was plain'."""
        rest = reply.rest if reply.rest != said.strip() else said.partition(" ")[2]
        more = understand(rest, {}, self.counts) if rest else Reply()
        if not more.meant or more.rest or more.meant is Meant.SKIP:
            return False
        return self.counts[more.meant] is not meant


def is_skipped(said: str, *, also_no: bool = True) -> bool:
    """Return whether an answer in the rep's own words is only that there is none."""
    reply = SKIPPED.read(said)
    skipped = {Meant.SKIP, Meant.NO} if also_no else {Meant.SKIP}
    return reply.meant in skipped and not reply.rest


def is_key(said: str, *, signs: bool = False) -> bool:
    """Return whether an answer is a lone key, a number or a mark: it was meant for another question.

    Args:
        said: The answer.
        signs: Whether numbers and marks, of more than a key, are words enough.
    """
    if len(said) == 1 and said.isascii():
        return True
    return not signs and bool(said) and said.isprintable() and not any(map(str.isalpha, said))


def command(said: str) -> Meant | None:
    """Return what a word alone asks of the program, as 'quit' and 'help' do; None for an answer."""
    told = said.casefold()
    found = (what for what, some in table("replies")["commands"].items() if told in words(some))
    return next(map(Meant, found), None)


def is_none(said: str) -> bool:
    """Return whether an answer is only that there is none: 'none', 'nothing', 'no'."""
    reply = understand(said, {}, [Meant.UNNAMED, Meant.NO])
    return reply.meant is not None and not reply.rest


def renewal(said: str) -> Meant | None:
    """Return what is to become of a promise that was missed; None where new words for it were said."""
    reply = RENEW.read(said)
    return None if reply.rest or re.search(r"\d", said) else reply.meant


def same(*meanings: Meant) -> dict[Meant, Meant]:
    """Return meanings that count as themselves."""
    return {meant: meant for meant in meanings}


_NO = dict.fromkeys([Meant.NO, Meant.SKIP, Meant.LATER], Meant.NO)

YES = Choice(
    hint="Enter: yes, n: no",
    keys={"y": Meant.YES, "n": Meant.NO},
    counts=same(Meant.YES) | _NO,
    enter=Meant.YES,
    wanted="Please say yes or no. Enter: yes, n: no",
    help="Yes does what is asked; no leaves it as it is.",
)
NO = YES._replace(
    hint="y: yes, Enter: no", enter=Meant.NO, wanted="Please say yes or no. y: yes, Enter: no"
)
RESUME = Choice(
    hint="Enter: go on, k: keep it for later, t: throw it away",
    keys={"y": Meant.RESUME, "n": Meant.KEEP, "k": Meant.KEEP, "t": Meant.DISCARD},
    counts={
        **dict.fromkeys([Meant.RESUME, Meant.YES], Meant.RESUME),
        **dict.fromkeys([Meant.KEEP, Meant.NO, Meant.LATER], Meant.KEEP),
        Meant.DISCARD: Meant.DISCARD,
    },
    enter=Meant.RESUME,
    wanted="Please say which. Enter: go on with it, k: keep it for later, t: throw it away",
    help="Going on asks what is still open in it. Kept, it waits as it is. Thrown away, it is gone.",
)
_DID_KEYS = {"k": Meant.KEPT, "m": Meant.MISSED, "b": Meant.BETTER, "d": Meant.MOVE}
DID_YOU = Choice(
    hint="k: kept, m: missed, b: did something better, d: another day, Enter: later",
    keys=_DID_KEYS,
    counts=same(*_DID_KEYS.values(), Meant.PART, Meant.LATER),
    enter=Meant.LATER,
    wanted="Which is it? k: kept, m: missed, b: did something better, d: another day, Enter: later",
    help=(
        "Kept and better count as kept; missed asks what got in the way; another day moves it;"
        " later leaves it open. What you say besides is kept as its note."
    ),
)
OPEN_PROMISE = DID_YOU._replace(
    hint="k: kept, m: missed, b: did something better, d: another day, Enter: next, q: stop",
    keys={**_DID_KEYS, "q": Meant.STOP},
    counts=DID_YOU.counts | same(Meant.STOP),
    wanted="Which is it? k: kept, m: missed, b: better, d: another day, Enter: next, q: stop",
)
PLAN_USE = Choice(
    hint="h: it helped, t: tried it, n: not this time, Enter: skip",
    keys={"h": Meant.HELPED, "t": Meant.TRIED, "n": Meant.UNUSED},
    counts={
        **dict.fromkeys([Meant.UNUSED, Meant.NO], Meant.UNUSED),
        **dict.fromkeys([Meant.SKIP, Meant.LATER], Meant.SKIP),
        **same(Meant.HELPED, Meant.TRIED),
    },
    enter=Meant.SKIP,
    wanted="Did it help? h: it helped, t: tried it, n: not this time, Enter: skip",
    help="It counts how often the plan was used, and how often that helped.",
)
HEARD = Choice(
    hint="t: they said so, g: my guess, Enter: skip",
    keys={"t": Meant.THEM, "g": Meant.GUESS, "y": Meant.THEM, "n": Meant.GUESS},
    counts={
        **dict.fromkeys([Meant.SKIP, Meant.LATER], Meant.SKIP),
        **dict.fromkeys([Meant.GUESS, Meant.NO], Meant.GUESS),  # 'I suppose so' before yes
        **dict.fromkeys([Meant.THEM, Meant.YES], Meant.THEM),
    },
    enter=Meant.SKIP,
    wanted="Which is it? t: they said so, g: my guess, Enter: skip",
    help="It is counted beside the excuse: how often you heard it, and how often you guessed it.",
)
AS_SAID = Choice(
    hint="",
    keys={"y": Meant.YES},
    counts=same(Meant.YES),
    enter=None,
    wanted="",
    help="",
)
RENEW = Choice(
    hint="the new words, or e: edit the old ones, s: the same again; Enter: leave it",
    keys={"e": Meant.EDIT, "s": Meant.SAME, "y": Meant.EDIT, "n": Meant.NO},
    counts={
        **dict.fromkeys([Meant.EDIT, Meant.YES], Meant.EDIT),
        Meant.SAME: Meant.SAME,
        **_NO,
    },
    enter=Meant.NO,
    wanted="",
    help="The new promise takes the place of the missed one, which stays in its history.",
)
SKIPPED = Choice(
    hint="Enter: skip",
    keys={"s": Meant.SKIP},
    counts=same(Meant.SKIP, Meant.NO),
    enter=Meant.SKIP,
    wanted="",
    help="",
)
ANOTHER = Choice(
    hint="a: another, Enter: done",
    keys={"a": Meant.ANOTHER, "y": Meant.ANOTHER, "n": Meant.DONE},
    counts={
        Meant.ANOTHER: Meant.ANOTHER,
        **dict.fromkeys([Meant.DONE, Meant.NO], Meant.DONE),
        Meant.YES: Meant.ANOTHER,
        **dict.fromkeys([Meant.SKIP, Meant.LATER], Meant.DONE),
    },
    enter=Meant.DONE,
    wanted="One more? a: another, Enter: done",
    help="Another asks about a further deal of today, as an entry of its own.",
)
ORDER = Choice(
    hint="d: the day comes first, m: the month does",
    keys={"d": Meant.DAY_FIRST, "m": Meant.MONTH_FIRST},
    counts=same(Meant.DAY_FIRST, Meant.MONTH_FIRST),
    enter=None,
    wanted="Please say which. d: the day comes first, m: the month does",
    help="All days of the file are read so; nothing is written before you have seen them.",
)
OLD_WINS = Choice(
    hint="y: yes, all; n: they were wins; o: one by one; Enter: later",
    keys={"y": Meant.PLAIN, "n": Meant.WIN, "o": Meant.EACH},
    counts={
        # Of the same words the first counts: 'never mind' leaves it, though it is a no elsewhere.
        **dict.fromkeys([Meant.LEAVE, Meant.LATER, Meant.SKIP, Meant.STOP], Meant.LATER),
        Meant.EACH: Meant.EACH,
        **dict.fromkeys([Meant.PLAIN, Meant.YES], Meant.PLAIN),
        **dict.fromkeys([Meant.WIN, Meant.NO], Meant.WIN),
    },
    enter=Meant.LATER,
    wanted="Please say which. y: all plain days; n: they were wins; o: one by one; Enter: later",
    help="Of a plain day nothing is claimed: streak and momentum stay, wins are fewer.",
)
WAS_A_WIN = Choice(
    hint="y: a win, n: a plain day, Enter: stop here",
    keys={"y": Meant.WIN, "n": Meant.PLAIN},
    counts={
        **dict.fromkeys([Meant.LEAVE, Meant.STOP, Meant.DONE, Meant.LATER, Meant.SKIP], Meant.STOP),
        **dict.fromkeys([Meant.WIN, Meant.YES], Meant.WIN),
        **dict.fromkeys([Meant.PLAIN, Meant.NO], Meant.PLAIN),
    },
    enter=Meant.STOP,
    wanted="Was it a win? y: a win, n: a plain day, Enter: stop here",
    help="It changes what this one day counts as.",
)
GO_ON = Choice(
    hint="",
    keys={"y": Meant.YES},
    counts=dict.fromkeys([Meant.YES, Meant.RESUME, Meant.SKIP, Meant.LATER], Meant.YES),
    enter=Meant.YES,
    wanted="Enter goes on.",
    help="Nothing is changed by it.",
)
