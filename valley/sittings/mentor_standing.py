"""Where the exchange with the mentor stands, and what waits for a yes."""

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from valley import mentoring
from valley.exchanged import About, Agreement, Comment, MentorPage, Side, State, newest_first
from valley.insight.mentor import Placed, Standing, is_owed
from valley.model import Status
from valley.sittings.mentor_answer import TakingOver
from valley.sittings.mentor_comments import placed
from valley.ui import mentor_sentences as said

if TYPE_CHECKING:
    from valley.session import Session
    from valley.ui.prompts import Asker


def standing(session: "Session") -> Standing:
    """Return where it stands."""
    journal = session.journal
    pages = newest_first(journal.kept(MentorPage))
    agreements = _in_order(list(journal.kept(Agreement)))
    return Standing(
        page=pages[0] if pages else None,
        promises=tuple(
            one for one in journal.open_promises() if one.agreed and one.status is Status.OPEN
        ),
        owed=tuple(filter(is_owed, agreements)),
        waiting=tuple(
            one
            for one in agreements
            if one.state is State.WAITING and mentoring.promise_of(journal, one) is None
        ),
        comments=sum(one.where is not About.ASIDE for one in journal.kept(Comment)),
        mentor=str(session.settings.values["mentor_name"]),
    )


def take_over(session: "Session", asker: "Asker") -> None:
    """Ask about what waits, and write what became of it.

    Raises:
        Interrupted: The person left.
    """
    waiting = standing(session).waiting
    answered = TakingOver(session, asker).ask(waiting) if waiting else []
    if answered:
        happened = said.agreed_with(str(session.settings.values["mentor_name"]))
        mentoring.take_over(session.journal, answered, today=session.today, happened=happened)
        session.start_afresh()


def comments_of(session: "Session", number: int | None) -> tuple[Placed, ...]:
    """Return the comments, those of one page where it is named, the newest answer first.

    Raises:
        NotFound: There is no page of that number.
    """
    journal = session.journal
    if number is not None:
        mentoring.page_of(journal, number)
    found = [one for one in journal.kept(Comment) if number in {None, one.page}]
    order = list(About)
    found.sort(key=lambda one: (order.index(one.where), one.of or "", one.id))
    found.sort(key=attrgetter("read_at"), reverse=True)
    return placed(session, tuple(found))


def _in_order(agreements: list[Agreement]) -> list[Agreement]:
    return sorted(
        agreements,
        key=lambda one: (one.due or date.max, one.side is Side.MENTOR, one.read_at, one.id),
    )
