"""The first run: three settings at most, once, each left as it is by Enter.

That it was is told by `settings.toml`, which is made before anything is asked.
"""

import shlex
import sys
from contextlib import suppress
from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from valley import dates, settings, settings_file
from valley.errors import InvalidInput, ValleyError
from valley.remind.system import System
from valley.sittings.walk import Answered, Question, walk
from valley.ui import choices
from valley.ui import first_run_sentences as say
from valley.ui.prompts import Asker

if TYPE_CHECKING:
    from valley.remind.job import Scheduler
    from valley.session import Session


def was_before(session: "Session") -> bool:
    """Return whether there was a first run, or settings were made without one."""
    return (session.home / settings.FILE).exists()


def first_run(session: "Session") -> None:
    """Ask what there is to set; where nothing can be written, nothing is asked.

    Raises:
        KeyboardInterrupt: The person left; what was answered is set.
    """
    asker = Asker(sys.stdout, plain=session.plain)
    try:
        settings_file.make_file(session.home)
    except ValleyError:
        return  # the first check-in says why
    if command := bring_in():
        asker.say(say.bring_in(command), copied=True)
    questions = FirstRun(session, asker).questions()
    asker.rule(say.once(len(questions)))
    try:
        walk(asker, questions)
    except KeyboardInterrupt:
        asker.say()  # the line of ^C
        raise
    except EOFError:
        asker.say()
    except ValleyError as error:
        asker.say(str(error))
    asker.say(say.DONE, quiet=True)


def bring_in() -> str:
    """Return the command that takes in what jrnl keeps; empty where it keeps nothing."""
    from valley.exchange import jrnl_config

    path = jrnl_config.named()
    if path is None or not str(path).isprintable():
        return ""
    return f"valley import --format jrnl {shlex.quote(str(path))}"


class FirstRun:
    """What is asked the first time, and set as it is answered."""

    def __init__(self, session: "Session", asker: Asker) -> None:
        self._session = session
        self._asker = asker

    def questions(self) -> tuple[Question, ...]:
        """Return the questions there are here, in order."""
        from valley.public_holidays import is_there
        from valley.remind import setup

        asked: list[Question] = [
            partial(self._ask, "workdays", say.WORKDAYS, say.WORKDAYS_HINT, say.WORKDAYS_HELP)
        ]
        if is_there():
            asked.append(
                partial(self._ask, "country", say.COUNTRY, say.COUNTRY_HINT, say.COUNTRY_HELP)
            )
        with suppress(ValleyError):  # this machine has none
            asked.append(partial(self._remind, setup.scheduler(System())))
        return tuple(asked)

    def _ask(self, name: str, question: str, hint: str, explain: str) -> Answered:
        """Ask for a setting until the answer is one; Enter leaves it as it is."""
        while True:
            said = self._asker.ask_in_words(question, hint, explain=explain)
            if choices.is_skipped(said):
                return Answered()
            try:
                self._session.keep_setting(name, said, of_all_days=True)
            except InvalidInput as error:
                self._asker.say(str(error))
                continue
            kept = settings.as_text(self._session.settings.values[name])
            self._asker.say(f"  {name} = {kept}", quiet=True)
            return Answered(take_back=partial(self._leave, name))

    def _leave(self, name: str) -> None:
        """Let the default hold again."""
        with self._session.journal.held():
            settings_file.unset(self._session.home, name, None)
        self._session.__dict__.pop("settings", None)

    def _remind(self, chosen: "Scheduler") -> Answered:
        """Ask for the time of a reminder, and set it up; where that fails it is said."""
        while True:
            said = self._asker.ask_in_words(
                say.REMIND, say.REMIND_HINT, explain=say.REMIND_HELP, signs=True
            )
            if choices.is_skipped(said):
                return Answered()
            try:
                at = dates.parse_time(said)
            except InvalidInput:
                self._asker.say(say.A_TIME)
                continue
            return self._set_up(chosen, at)

    def _set_up(self, chosen: "Scheduler", at: time) -> Answered:
        from valley.remind import setup
        from valley.remind.job import Job

        system = System()
        plan = chosen.plan(Job.of(at, self._session.home.absolute(), system))
        try:
            setup.remove(system, first=True)
            setup.set_up(plan, system)
        except ValleyError as error:
            self._asker.say(f"{error} {say.NOT_SET}")
        else:
            self._asker.say(say.reminder_set(at, chosen.title, tuple(plan.files)), quiet=True)
        return Answered()
