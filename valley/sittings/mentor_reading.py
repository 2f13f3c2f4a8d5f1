"""An answer read, shown as it was understood, and kept."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from valley import files, mentoring
from valley.due import Moment
from valley.errors import InvalidInput, NotFound
from valley.exchanged import About, Agreement, MentorPage, State, newest_first
from valley.insight.mentor import Shown
from valley.mentor import agreeing, mail, reading, stand_ins
from valley.sittings.mentor_answer import TakingOver, sure_names
from valley.sittings.mentor_comments import placed
from valley.ui import mentor_sentences as said
from valley.workdays import local_day

if TYPE_CHECKING:
    from valley.mentor.mail import Letter
    from valley.mentoring import Understood
    from valley.session import Session
    from valley.ui.prompts import Asker


def bytes_of(file: str) -> bytes:
    """Return what is in a file, or comes in by stdin.

    Raises:
        NotFound: It is not there.
        InvalidInput: It cannot be read.
    """
    if file == "-":
        return sys.stdin.buffer.read(mail.MOST + 1)
    try:
        return files.read(Path(file), mail.MOST)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {file}; valley mentor read takes the answer.") from error
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read: {files.why(error)}.") from error


class AnswerRead:
    """An answer.

    Args:
        session: The run.
        data: The bytes of its file.
        name: What that is called.
        asker: Asks and says; None where nobody is asked.

    Raises:
        InvalidInput: It cannot be read as text.
        NotFound: It answers a page of another journal.

    Attributes:
        letter: What the file says.
        found: What was understood.
        shown: The same, to be shown.
        problems: What the person should know, a line each.
    """

    def __init__(self, session: "Session", data: bytes, name: str, asker: "Asker | None") -> None:
        self._session = session
        self._asker = asker
        self.problems: list[str] = []
        self.letter: Letter = mail.letter(data, name)
        if self.letter.aside:
            self.problems.append(said.not_text(self.letter.aside))
        pages = newest_first(session.journal.kept(MentorPage))
        if mentoring.is_of_another("\n".join(self.letter.texts), pages):
            raise NotFound(said.of_another(name))
        answer = reading.read(
            self.letter.texts, [mentoring.as_sent(one) for one in pages], self.letter.subject
        )
        mark = answer.page.mark if answer.page else None
        page = next((one for one in pages if one.mark == mark), None)
        answer = self._named(answer, page)
        self.found: Understood = mentoring.understood(
            session.journal, answer, self._steps(answer), self._moment()
        )
        mentor = str(session.settings.values["mentor_name"])
        self.shown = Shown(
            self.found.page,
            placed(session, self.found.comments),
            tuple(said.agreed_line(one, mentor, session.today) for one in self.found.agreements),
        )

    def keep(self, *, yes: bool) -> str:
        """Keep it, asked in a terminal; return what was kept, in words.

        Args:
            yes: Take over what was agreed as well.

        Raises:
            Interrupted: The person left; nothing is kept.
        """
        found, agreed = self.found, (*self.found.agreements, *self.found.waiting)
        answered: list[Agreement] = []
        if self._asker and (found.comments or agreed):
            if not self._asker.confirm(said.KEEP_IT):
                return said.NOT_KEPT
            answered = TakingOver(self._session, self._asker).ask(agreed)
        elif yes:
            answered = mentoring.taken(agreed, self._session.moment)
        unread = found.page is not None and found.page.answered is None
        if found.comments or found.agreements or answered or unread:
            happened = said.agreed_with(str(self._session.settings.values["mentor_name"]))
            mentoring.take_answer(
                self._session.journal,
                found,
                answered,
                today=self._session.today,
                happened=happened,
            )
            self._session.start_afresh()
        taken = sum(one.state is State.TAKEN for one in answered)
        aside = sum(one.where is About.ASIDE for one in found.comments)
        told = len(found.comments) - aside
        return said.kept(told, aside, found.known, taken, len(agreed) - len(answered))

    def _named(self, answer: "reading.Answer", page: MentorPage | None) -> "reading.Answer":
        """Return an answer with names in the place of stand-ins."""
        if page is None or not page.stand_ins:
            return answer
        known = dict(page.stand_ins)
        whole = "\n".join(one.text for one in answer.remarks)
        unsure = stand_ins.unsure(whole, known)
        meant = sure_names(self._asker, unsure, known) if self._asker else {}
        self.problems += [said.left_as_said(one) for one in unsure if one not in meant]

        def turned(text: str) -> str:
            return stand_ins.turned_back(text, known | meant)

        remarks = tuple(one._replace(text=turned(one.text)) for one in answer.remarks)
        return answer._replace(remarks=remarks, aside=tuple(map(turned, answer.aside)))

    def _steps(self, answer: "reading.Answer") -> "dict[reading.Remark, list[agreeing.Step]]":
        values = self._session.settings.values
        rep, mentor = str(values["my_name"]), str(values["mentor_name"] or self.letter.by)
        return {one: agreeing.agreed(one.text, rep=rep, mentor=mentor) for one in answer.remarks}

    def _moment(self) -> Moment:
        """Return when it was written: as a mail says, where that lies behind, else now."""
        moment, sent = self._session.moment, self.letter.sent
        if sent is None or sent.tzinfo is None or sent > moment.now:
            return moment
        sent = sent.astimezone(moment.now.tzinfo)
        day = local_day(sent, day_ends_at=self._session.settings.day_ends_at)
        return moment._replace(now=sent, today=day)
