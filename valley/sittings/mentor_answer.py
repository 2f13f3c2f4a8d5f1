"""Taking over what a mentor's answer agrees, one key each; and what the mentor owes, asked after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from valley import mentoring
from valley.coach.replies import Meant
from valley.errors import Interrupted
from valley.exchanged import Agreement, Side, State
from valley.sittings.walk import Answered, Question, walk
from valley.ui import mentor_sentences as said

if TYPE_CHECKING:
    from valley.session import Session
    from valley.sittings.sheet import Sheet
    from valley.ui.prompts import Asker

STATES = {Meant.YES: State.TAKEN, Meant.EDIT: State.TAKEN, Meant.NO: State.LEFT}


def sure_names(
    asker: "Asker", unsure: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, str]:
    """Ask which stand-ins are meant that were written wrongly; return those that are, by name."""
    found = {}
    for written, stand_in in unsure.items():
        name = names[stand_in]
        if asker.confirm(said.meant(written, stand_in, name), default=False):
            found[written] = name
    return found


class TakingOver:
    """What was agreed, taken over or left.

    Args:
        session: The run.
        asker: Asks and says.
    """

    def __init__(self, session: "Session", asker: "Asker") -> None:
        self._session = session
        self._asker = asker
        self._answered: dict[str, Agreement] = {}
        self._mentor = str(session.settings.values["mentor_name"])

    def ask(self, waiting: Sequence[Agreement]) -> list[Agreement]:
        """Ask about each; return those that were answered, as they stand now.

        Raises:
            Interrupted: The person left.
        """
        try:
            walk(self._asker, [self._question(one) for one in waiting])
        except (KeyboardInterrupt, EOFError) as error:
            raise Interrupted(f"Stopped. {said.NOT_KEPT}") from error
        return list(self._answered.values())

    def _question(self, one: Agreement) -> Question:
        return lambda: self._take(one)

    def _take(self, one: Agreement) -> Answered:
        today = self._session.today
        if one.side is Side.MENTOR:
            question, choice = said.ask_after(one, self._mentor, today), said.ASK_AFTER
        else:
            question, choice = said.take_over(one, today), said.TAKE
        meant = self._asker.choose(question, choice).meant
        state = STATES.get(meant) if meant else None
        if state is None:
            return Answered()
        if meant is Meant.EDIT:
            return Answered((lambda: self._edit(one),))
        return self._answer(one, state)

    def _edit(self, one: Agreement) -> Answered:
        """Ask for the words of a promise, beginning with the mentor's."""
        told = self._asker.ask(
            said.EDIT, choices=[f"  {one.text}"], prefill=one.text, explain=said.EDIT_HELP
        )
        return self._answer(replace(one, text=told or one.text), State.TAKEN)

    def _answer(self, one: Agreement, state: State) -> Answered:
        """Keep an answer; of a step without a day, by when is asked."""
        if state is State.TAKEN and (one.side is Side.REP or one.due is None):
            from valley.sittings.days import due_of

            day = one.due or due_of(self._session, self._asker, one.text)
            one = replace(one, due=day)
        self._answered[one.id] = replace(one, state=state)
        return Answered(take_back=lambda: self._answered.pop(one.id, None))


def did_it_come(sheet: "Sheet", one: Agreement) -> Answered:
    """Ask whether what the mentor owed did come."""
    session, mentor = sheet.session, str(sheet.session.settings.values["mentor_name"])
    sheet.extra = True
    meant = sheet.asker.choose(said.did_it_come(one, mentor), said.DID_IT_COME).meant
    state = {Meant.YES: State.CAME, Meant.NO: State.MISSING}.get(meant) if meant else None
    if state is None:
        return Answered()
    mentoring.came(session.journal, one, state, today=session.today)
    sheet.asker.say(said.came(state), quiet=True)

    def take_back() -> None:
        mentoring.came(session.journal, one, State.TAKEN, today=session.today)

    return Answered(take_back=take_back)
