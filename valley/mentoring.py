"""Each thing that is done to a journal in the exchange with the mentor, by name.

Every change is one, which `valley undo` takes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from uuid import UUID, uuid5

from valley.entry.promise import first_words
from valley.errors import NotFound
from valley.exchanged import About, Agreement, Comment, MentorPage, Side, State, newest_first
from valley.model import Entry, EntryKind, Status, as_typed

if TYPE_CHECKING:
    from valley.due import Moment
    from valley.journal import Journal
    from valley.mentor.agreeing import Step
    from valley.mentor.reading import Answer, Page, Remark
    from valley.store.entries import Change

FOREIGN = 3  # marks that no page of ours has: a page of somebody else
_OWN = ("entry", "promise")  # what only this rep's pages have marks of
T = TypeVar("T", Comment, Agreement)
# So that the same words at the same place are the same comment, on every machine.
_SPACE = UUID("6f1c1d1e-0c9f-4d7a-9b1b-0f4f0c1f2a77")


class Understood(NamedTuple):
    """What was understood of an answer.

    Attributes:
        page: The page it answers; None where there is none.
        comments: What the mentor wrote, those that are new.
        agreements: What was agreed, as it waits for a yes; those that are new.
        known: How many comments were there already.
        waiting: What it agrees that was read before, and waits.
    """

    page: MentorPage | None
    comments: tuple[Comment, ...]
    agreements: tuple[Agreement, ...]
    known: int = 0
    waiting: tuple[Agreement, ...] = ()


def as_sent(page: MentorPage) -> "Page":
    """Return a page in the form in which an answer is read."""
    from valley.mentor.reading import Page
    from valley.mentor.stream import Part

    parts = (one.partition(" ") for one in page.said)
    return Page(page.number, page.mark, tuple(Part(mark, text) for mark, _, text in parts))


def understood(
    journal: "Journal",
    answer: "Answer",
    steps: Mapping["Remark", Sequence["Step"]],
    moment: "Moment",
) -> Understood:
    """Return what an answer comes to, with what is there already left out.

    Args:
        journal: The journal.
        answer: The answer, names in the place of stand-ins.
        steps: What each of its remarks agrees.
        moment: When it was written, as far as that is told.
    """
    from valley import due

    pages = list(journal.kept(MentorPage))
    mark = answer.page.mark if answer.page else None
    page = next((one for one in pages if one.mark == mark), None)
    number = page.number if page else None
    before = {one.id: one for one in journal.kept(Agreement)}
    there = {one.id for one in journal.kept(Comment)} | before.keys()
    comments, agreements = [], []
    for remark in answer.remarks:
        where, of = place(page, remark.mark)
        comments.append(_comment(journal, number, where, of, remark.text))
        under = of if where in {About.ENTRY, About.PROMISE} else None
        for step in steps.get(remark, ()):
            day = due.named(step.text, moment)
            agreements.append(
                Agreement(
                    id=_same("agreement", mark, under, step.side, step.text),
                    read_at=journal.now,
                    page=number,
                    side=step.side,
                    text=as_typed(step.text),
                    due=day and max(day, journal.now.date()),
                    under=under,
                    state=State.WAITING,
                )
            )
    comments += [_comment(journal, number, About.ASIDE, None, text) for text in answer.aside]
    new = tuple(one for one in _each_once(comments) if one.id not in there)
    return Understood(
        page=page,
        comments=new,
        agreements=tuple(one for one in _each_once(agreements) if one.id not in there),
        known=len({one.id for one in comments}) - len(new),
        waiting=tuple(
            before[one.id]
            for one in _each_once(agreements)
            if one.id in before and before[one.id].state is State.WAITING
        ),
    )


def is_of_another(text: str, pages: Sequence[MentorPage]) -> bool:
    """Return whether a text holds the marks of a page that is none of these.

    Marks of figures, excuses and questions are the same on the pages of all reps.
    """
    from valley.mentor.reading import signs_in

    signs = signs_in(text)
    own = {mark for page in pages for mark, of in page.places.items() if of.startswith(_OWN)}
    known = {mark for page in pages for mark in page.places}
    return len(signs - known) >= FOREIGN and signs.isdisjoint(own | {page.mark for page in pages})


def place(page: MentorPage | None, mark: str) -> tuple[About, str | None]:
    """Return what a mark of a page stands for."""
    kind, _, which = (page.places.get(mark, "page") if page else "page").partition(" ")
    where = About(kind) if kind in set(About) else About.PAGE
    return where, which or None


def keep_page(journal: "Journal", page: MentorPage) -> None:
    """Keep a page as it was made."""
    with journal.change(f"page {page.number} for the mentor") as change:
        change.keep(page)


def id_of_page(number: int, *says: object) -> str:
    """Return the id of a page: the same for one that says the same."""
    return _same("page", number, *says)


def mark_sent(journal: "Journal", number: int | None, day: date) -> MentorPage:
    """Write that a page was sent, the newest where none is named.

    Raises:
        NotFound: There is none.
    """
    page = page_of(journal, number)
    with journal.change(f"page {page.number} as sent") as change:
        change.keep(replace(page, sent=day))
    return page


def page_of(journal: "Journal", number: int | None) -> MentorPage:
    """Return the page of a number, the newest where none is named.

    Raises:
        NotFound: There is none.
    """
    pages = newest_first(journal.kept(MentorPage))
    found = [one for one in pages if number in {None, one.number}]
    if found:
        return found[0]
    which = f"page {number}" if number else "page for a mentor"
    raise NotFound(f"There is no {which} yet; `valley mentor page` makes one.")


def taken(agreements: Sequence[Agreement], moment: "Moment") -> list[Agreement]:
    """Return agreements as they stand when all are taken over: each has a day."""
    from valley import due

    return [
        replace(one, state=State.TAKEN, due=one.due or due.of(one.text, moment))
        for one in agreements
    ]


def take_answer(
    journal: "Journal",
    found: Understood,
    answers: Sequence[Agreement],
    *,
    today: date,
    happened: str,
) -> list[Entry]:
    """Write what an answer says; return the entries whose promises came of it.

    Args:
        journal: The journal.
        found: What was understood.
        answers: Those of its agreements that were answered: taken over, or left.
        today: The day it is read.
        happened: What a note says that a promise is made of.
    """
    by_id = {one.id: one for one in answers}
    page = found.page
    what = f"the answer to page {page.number}" if page else "the mentor's answer"
    promised = []
    with journal.change(what) as change:
        for comment in found.comments:
            change.keep(comment)
        again = [one for one in found.waiting if one.id in by_id]
        for one in (*found.agreements, *again):
            answered = by_id.get(one.id, one)
            promised += _settle(journal, change, answered, today, happened)
        if page and page.answered is None:
            change.keep(replace(page, answered=today))
    return promised


def take_over(
    journal: "Journal", agreements: Sequence[Agreement], *, today: date, happened: str
) -> list[Entry]:
    """Write what became of agreements that waited; return the entries whose promises came of it."""
    some = "a step" if len(agreements) == 1 else f"{len(agreements)} steps"
    promised = []
    with journal.change(f"{some} agreed with the mentor") as change:
        for one in agreements:
            promised += _settle(journal, change, one, today, happened)
    return promised


def came(journal: "Journal", one: Agreement, state: State, *, today: date) -> Agreement:
    """Write whether what the mentor owed did come."""
    after = replace(one, state=state, on=today)
    with journal.change("whether the mentor's step was done") as change:
        change.keep(after)
    return after


def _settle(
    journal: "Journal", change: "Change", one: Agreement, today: date, happened: str
) -> list[Entry]:
    """Keep an agreement; one of the rep's that is taken over becomes a promise."""
    if one.state is not State.TAKEN or one.side is not Side.REP or one.entry:
        on = today if one.state is not State.WAITING else None
        change.keep(replace(one, on=on))
        return []
    entry = _promise(journal, change, one, today, happened)
    change.keep(replace(one, on=today, entry=entry.id))
    return [entry]


def promise_of(journal: "Journal", one: Agreement) -> Entry | None:
    """Return the entry whose promise a step is already: another machine may have taken it over."""
    for which in (one.entry, one.under, _promised_by(one)):
        entry = _found(journal, which) if which else None
        if entry and entry.agreed and first_words(entry) == one.text.split():
            return entry
    return None


def _promise(
    journal: "Journal", change: "Change", one: Agreement, today: date, happened: str
) -> Entry:
    """Make the promise of a step: of the entry it stood under, or of a note of today."""
    from valley.coach.actions import verdict

    if there := promise_of(journal, one):
        return there
    promise: dict[str, Any] = {
        "action": one.text,
        "verdict": verdict(one.text),
        "due": one.due,
        "status": Status.OPEN,
        "agreed": True,
    }
    known = _found(journal, one.under) if one.under else None
    now = change.fresh(known) if known else None
    if now is not None and now.action is None:
        return change.put(replace(now, **promise), was=now)
    return change.add(
        Entry(
            id=_promised_by(one),
            day=today,
            written_at=journal.now,
            updated_at=journal.now,
            kind=EntryKind.NOTE,
            happened=happened,
            **promise,
        )
    )


def _promised_by(one: Agreement) -> str:
    """Return the id of the note whose promise a step becomes: the same on every machine."""
    return _same("promise", one.id)


def _found(journal: "Journal", which: str) -> Entry | None:
    try:
        return journal.find(which)
    except NotFound:
        return None


def _comment(
    journal: "Journal", page: int | None, where: About, of: str | None, text: str
) -> Comment:
    return comment(text, where=where, of=of, page=page, read_at=journal.now)


def comment(
    text: str, *, where: About, of: str | None, page: int | None, read_at: datetime
) -> Comment:
    """Return a comment: the same words at the same place have the same id."""
    said = as_typed(text)
    id_ = _same("comment", where, of, said)
    return Comment(id=id_, read_at=read_at, page=page, where=where, of=of, text=said)


def _same(*what: object) -> str:
    """Return the id of something, the same wherever it is read."""
    told = (" ".join(str(one).split()) for one in what)
    return str(uuid5(_SPACE, "\n".join(told)))


def _each_once(values: Sequence[T]) -> list[T]:
    return list({one.id: one for one in values}.values())
