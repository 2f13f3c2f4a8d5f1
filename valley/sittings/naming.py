"""Naming reasons in a terminal: a guess by its key, a name that is known, or a new one for a yes.

Nothing is taken for a name that was not said as one: what answers another question is asked again,
and a new name is confirmed beside those that it is near.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from valley.coach.catalogue import named, slug, title
from valley.coach.near_names import near
from valley.coach.replies import Meant, number, understand
from valley.errors import InvalidInput
from valley.model import Verdict
from valley.ui import naming_sentences as words
from valley.ui import sentences
from valley.ui.prompts import Back

if TYPE_CHECKING:
    from valley.coach.recognise import Guess, Reading
    from valley.model import Entry
    from valley.recognition import Recognition
    from valley.session import Session
    from valley.ui.prompts import Asker

GUESSES = 3
FAINT = 0.25  # where the likeliest guess is less likely than this, nothing is offered
FILLER = 0.02  # a guess less likely than this is not shown; of such, one in 25 was right
LONGEST = 5  # words of a name; what is longer is told, not named
# What is looked for in an answer, in this order: 'none of these' is 'skip' where nothing else.
MEANINGS = (
    *(Meant.UNNAMED, Meant.OWN, Meant.SKIP, Meant.LATER, Meant.YES, Meant.NO),
    *(Meant.STANDS, Meant.STOP, Meant.BACK, Meant.HELP),
)
MARKS = (".", ")", "!")  # that may stand behind a key
PASSED = (Meant.SKIP, Meant.LATER)


class Named(NamedTuple):
    """What a reason goes by.

    Attributes:
        excuse: The name; empty where it is to have none; None where only `own` was said.
        own: The rep said 'I own this'.
    """

    excuse: str | None
    own: bool = False


class Pass(StrEnum):
    """What can be said instead of an answer, where reasons are gone through."""

    SKIP = "skip"
    STOP = "stop"


class New(NamedTuple):
    """A name that nothing went by yet, as it was typed."""

    said: str


class NotAName(InvalidInput):
    """What was said answers another question; said once more it is meant as a name."""


Outcome = Named | Pass
UNNAMED, OWNED = Named(""), Named(None, own=True)


def ask_name(
    asker: "Asker", reading: "Reading", recognition: "Recognition", *, may_own: bool = True
) -> Named:
    """Ask which excuse a reason is; Enter takes the guess that is sure, else leaves it unnamed.

    Args:
        asker: What asks.
        reading: The reason, read.
        recognition: What knows the names there are.
        may_own: 'I own this' can be answered; of a promise there is nowhere to write that.
    """
    guesses, sure = offered(reading), reading.sure
    taken = Named(sure.excuse) if sure else UNNAMED
    outcomes: dict[str, Outcome] = {"": taken}
    outcomes |= {"o": OWNED, Meant.OWN: OWNED} if may_own else {}
    outcomes |= dict.fromkeys(("u", Meant.UNNAMED, *PASSED), UNNAMED)
    if sure:
        outcomes[Meant.YES] = taken
    lines = sentences.guess_lines(guesses, own=may_own)
    enter = lines[0] if sure else ""
    hint = words.guess_hint(len(guesses), sure=sure is not None, own=may_own)

    def ask() -> str:
        help_ = words.EXCUSE_HELP
        return asker.ask(sentences.EXCUSE, hint, choices=lines, taken=enter, explain=help_)

    found = _until_understood(asker, ask, guesses, outcomes, recognition)
    found = found if isinstance(found, Named) else UNNAMED
    if may_own or found.excuse:
        asker.say(_echo(found), quiet=True)
    return found


def go_through(
    session: "Session", asker: "Asker", entries: "Sequence[Entry]", made_up: Collection[str]
) -> None:
    """Ask about reasons that are unnamed or only guessed; each answer is saved at once.

    Args:
        session: The run.
        asker: What asks.
        entries: The entries of the reasons.
        made_up: The names that valley once made up.
    """
    from valley.excuse_names import confirm

    done: Counter[bool] = Counter()
    for entry in entries:
        found = _ask_about(session, asker, entry, is_made_up=entry.excuse in made_up)
        if found is Pass.STOP:
            break
        if isinstance(found, Named):
            after = confirm(
                session.journal, entry, found.excuse or "", session.recognition, own=found.own
            )
            session.recognition.learn(after)
            asker.say(_echo(found), quiet=True)
            done[bool(after.excuse)] += 1
    asker.say(words.gone_through(done[True], done[False], len(entries) - done.total()))


def _ask_about(session: "Session", asker: "Asker", entry: "Entry", *, is_made_up: bool) -> Outcome:
    """Ask what one reason goes by: the name it has, another, or none."""
    has = entry.excuse
    keep, drop = (Named(has), UNNAMED) if has else (Pass.SKIP, Pass.SKIP)
    outcomes: dict[str, Outcome] = dict.fromkeys(("", "s", *PASSED), Pass.SKIP)
    outcomes |= {"q": Pass.STOP, Meant.STOP: Pass.STOP, "o": OWNED, Meant.OWN: OWNED}
    outcomes |= {"u": drop, Meant.UNNAMED: drop, Meant.STANDS: keep}
    if has and is_made_up:
        outcomes["k"] = keep
        hint = words.MADE_UP_HINT
    elif has:
        outcomes |= {"": keep, Meant.YES: keep}
        hint = words.CONFIRM_HINT
    else:
        hint = words.NAME_HINT
    reading = session.recognition.read(entry.reason or "")
    guesses = [guess for guess in offered(reading) if guess.excuse != has]
    question = words.confirm_guess(
        entry, title(has) if has else "", session.today, made_up=is_made_up
    )
    lines = sentences.guess_lines(guesses)

    def ask() -> str:
        return asker.ask(question, hint, choices=lines, explain=words.EXCUSE_HELP)

    return _until_understood(asker, ask, guesses, outcomes, session.recognition)


def offered(reading: "Reading") -> "Sequence[Guess]":
    """Return the guesses that are shown; none where valley cannot tell."""
    if not reading.guesses or reading.guesses[0].score < FAINT:
        return ()
    return [guess for guess in reading.guesses[:GUESSES] if guess.score >= FILLER]


def understood(
    said: str,
    guesses: "Sequence[Guess]",
    outcomes: Mapping[str, Outcome],
    recognition: "Recognition",
) -> Outcome | New:
    """Return what an answer comes to.

    Args:
        said: The answer.
        guesses: Those that are offered by numbers.
        outcomes: What keys come to, and meanings of `replies.json`.
        recognition: What knows the names there are.

    Raises:
        NotAName: It answers another question.
        InvalidInput: Nothing can be made of it; the message says what is wanted.
    """
    pressed = said.casefold() if said[1:] not in MARKS else said[:1].casefold()
    if len(pressed) <= 1 and pressed in outcomes:
        return outcomes[pressed]
    if shown := [one for one in guesses if said.casefold() == one.title.casefold()]:
        return Named(shown[0].excuse)  # also 'Not now', which would be no name elsewhere
    if meant := _meant(said, outcomes):
        return outcomes[meant]
    if (which := _number(said)) is not None:
        return Named(guesses[_index(which, len(guesses))].excuse)
    if sum(sign.isalpha() for sign in said) <= 1 or _meant(said, MEANINGS):
        raise InvalidInput(words.WHICH_NAME)
    name = named(said)
    if recognition.knows(name):
        return Named(name)
    if len(said.split()) > LONGEST:
        raise NotAName(words.A_SENTENCE)
    if _is_step(said):
        raise NotAName(words.A_STEP)
    return New(said)


def near_names(name: str, recognition: "Recognition") -> list[str]:
    """List the names that one which was given is near; none where it is no new one."""
    return [] if recognition.knows(name) else near(name, recognition.names)


def _until_understood(
    asker: "Asker",
    ask: Callable[[], str],
    guesses: "Sequence[Guess]",
    outcomes: Mapping[str, Outcome],
    recognition: "Recognition",
) -> Outcome:
    """Ask until the answer is understood, and a new name confirmed."""
    instead: str | None = None
    refused = ""
    while True:
        said = ask() if instead is None else instead
        instead = None
        try:
            found = understood(said, guesses, outcomes, recognition)
        except NotAName as error:
            if said != refused:
                asker.say(str(error))
                refused = said
                continue
            found = New(said)
        except InvalidInput as error:
            asker.say(str(error))
            continue
        if not isinstance(found, New):
            return found
        confirmed = _confirm_new(asker, found.said, recognition)
        if isinstance(confirmed, Named):
            return confirmed
        instead = confirmed


def _confirm_new(asker: "Asker", said: str, recognition: "Recognition") -> Named | str | None:
    """Ask whether a new name is meant, or one that it is near.

    Returns:
        The name; or another answer that was given instead; None to ask anew.
    """
    name, close = slug(said), near(said, recognition.names)
    titles = [title(one) for one in close]
    while True:
        try:
            reply = asker.ask(
                words.new_name(title(name)),
                words.new_name_hint(len(close)),
                choices=words.near_lines(titles),
                explain=words.EXCUSE_HELP,
            )
        except Back:
            return None
        meant = _meant(reply, (Meant.YES, Meant.NO, Meant.BACK))
        if meant is Meant.YES or reply.casefold() == said.casefold():
            return Named(name)
        if not reply or meant:
            return None
        if (which := _number(reply)) is None:
            return reply
        try:
            return Named(close[_index(which, len(close))])
        except InvalidInput as error:
            asker.say(str(error))


def _meant(said: str, meanings: Iterable[str]) -> Meant | None:
    """Return which of these a text means, and no more."""
    for text in _mended(said):
        for one in MEANINGS:
            if one in meanings and (reply := understand(text, {}, (one,))).meant and not reply.rest:
                return one
    return None


def _number(said: str) -> int | None:
    return next((found for text in _mended(said) if (found := number(text)) is not None), None)


def _mended(said: str) -> tuple[str, str]:
    """Return a text as typed, and without its typing errors, which counts where that says nothing."""
    from valley.coach.spelling import Spelling

    return said, Spelling().mend(said)


def _index(which: int, count: int) -> int:
    if not 1 <= which <= count:
        raise InvalidInput(words.no_such_number(which, count))
    return which - 1


def _is_step(said: str) -> bool:
    """Return whether a text is what somebody is going to do, rather than a name with a verb in it."""
    from valley.coach.actions import does, verdict
    from valley.coach.features import content
    from valley.coach.words import read

    words = read(said)
    joined = len(content(words)) < len(words.raw)  # 'ring him tomorrow', but 'call reluctance'
    return joined and does(said) and verdict(said) is Verdict.CONCRETE


def _echo(found: Named) -> str:
    if found.own:
        return words.OWNED
    return sentences.goes_by(title(found.excuse)) if found.excuse else words.UNNAMED
