"""The rep's own numbers, in one line, last of an evening, and only where some were chosen."""

from valley.sittings.sheet import Sheet
from valley.sittings.walk import Answered

MOST = 8  # questions of an evening, after which the numbers wait


class Counting:
    """What is asked about the numbers of the day."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def ask(self) -> Answered:
        """Ask for what is not known of the day; what is not understood is asked again."""
        sheet = self._sheet
        if sheet.answers.numbers is not None:
            return sheet.known("numbers")
        names = sheet.session.settings.numbers
        if not names or not (sheet.answers.happened or "").strip() or self._is_known():
            return Answered()
        from valley.coach.numbers_said import NotUnderstood, understand
        from valley.ui import choices
        from valley.ui import numbers_sentences as say

        asker = sheet.asker
        if asker.asked >= MOST:
            asker.say(say.can_wait(names), quiet=True)
            return Answered()
        while True:
            said = asker.ask(say.question(names), say.hint(names), explain=say.HELP)
            if not said or choices.is_skipped(said):
                return Answered()
            try:
                counted = understand(said, names)
            except NotUnderstood:
                asker.say(say.AGAIN)
                continue
            asker.say(say.understood(counted), quiet=True)
            return Answered(take_back=sheet.keep(numbers=counted))

    def _is_known(self) -> bool:
        """Return whether the numbers of the day were said before."""
        from valley.kept import DayNumbers

        day = self._sheet.day
        return any(self._sheet.session.journal.kept(DayNumbers, day, day))
