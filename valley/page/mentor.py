"""The page for the mentor as parts: what was agreed, what to ask about, then what was picked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from valley import dates
from valley.entry.promise import each, is_agreed, without
from valley.exchanged import Agreement
from valley.insight.numbers import Sum
from valley.insight.week import Figures
from valley.model import Entry
from valley.page import sentences as of_handout
from valley.page.handout import Handout
from valley.page.parts import Form, Part, mark_of
from valley.redaction.redact import Redaction
from valley.ui import mentor_page_sentences as sentences

TOPICS = 3
QUESTIONS = 3
MOST_EXCUSES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What a page is made of.

    Attributes:
        id: The id of the page.
        number: Its number.
        rep: The name of the rep; empty for none.
        mentor: That of the mentor.
        handout: What was picked, as a period.
        before: What the page before came to; None where there was none.
        agreed: What was agreed, each with the entry whose promise it is.
        became: The promises of the page before that ended since.
        topics: What the rep wants to be asked.
        stuck: Where the rep is stuck.
        numbers: The rep's own numbers, each with what is known of it; empty where not picked.
        excuses: The excuses whose names are shown otherwise: that name, and their own.
    """

    id: str
    number: int
    rep: str
    mentor: str
    handout: Handout
    before: Figures | None = None
    agreed: Sequence[tuple[Agreement, Entry | None]] = ()
    became: Sequence[Entry] = ()
    topics: Sequence[str] = ()
    stuck: str = ""
    numbers: Sequence[tuple[str, Sum]] = ()
    excuses: Mapping[str, str] = field(default_factory=dict)


def picked(entry: Entry, *, promise: bool) -> Entry:
    """Return an entry as it goes on the page: without its promise where that was not picked."""
    entry = replace(entry, tags=())
    if promise or entry.action is None:
        return entry
    return replace(without(entry), plan_use=None)


class Made:
    """A page as it goes out.

    Args:
        exchange: What it is made of.

    Attributes:
        mark: Its own mark.
        places: What each mark stands for: `entry`, `promise`, `excuse`, `page` and which.
        parts: Its parts in order.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.places: dict[str, str] = {}
        self._exchange = exchange
        self._today = exchange.handout.today
        self.mark = self._mark(f"page {exchange.id}", "page")
        self.parts = tuple(self._parts())

    def _mark(self, what: str, place: str = "") -> str:
        """Return a mark for something, the same each time."""
        mark = mark_of(
            what, (one for one, known in self.places.items() if known != (place or what))
        )
        self.places[mark] = place or what
        return mark

    def _parts(self) -> Iterator[Part]:
        one, view = self._exchange, self._exchange.handout
        most = view.excuses[0][0] if view.excuses else None
        yield Part(Form.TITLE, sentences.heading(one.rep, view.first, view.last), mark=self.mark)
        yield Part(Form.TEXT, sentences.about(one.number, one.mentor))
        if view.redacted:
            yield Part(Form.TEXT, sentences.REDACTED)
        if view.days:
            yield Part(Form.TEXT, sentences.changed(view.figures, one.before, one.number - 1, most))
        yield from self._agreed()
        yield from self._asked()
        yield from self._numbers()
        if view.days:
            yield from self._figures()
            yield from self._excuses()
            yield from self._days()
            yield Part(Form.SECTION, sentences.QUESTIONS)
            for question in of_handout.questions(view)[:QUESTIONS]:
                yield Part(Form.NUMBERED, question, mark=self._mark(f"question {question}", "page"))
        else:
            yield Part(Form.TEXT, sentences.NOTHING)
        if view.guessed:
            yield Part(Form.TEXT, sentences.GUESSED)
        yield Part(Form.SECTION, sentences.ANSWER)
        yield Part(Form.TEXT, sentences.HOW)
        yield Part(Form.TEXT, sentences.HOW_AGREED)

    def _agreed(self) -> Iterator[Part]:
        one = self._exchange
        if one.agreed:
            yield Part(Form.SECTION, sentences.AGREED)
        for agreement, entry in one.agreed:
            place = f"promise {agreement.entry}" if agreement.entry else "page"
            yield Part(
                Form.ITEM,
                agreement.text,
                label=sentences.whose(agreement.side, one.rep, one.mentor),
                after=sentences.stands(agreement, entry, self._today),
                mark=self._mark(f"agreement {agreement.id}", place),
            )
        if one.became:
            yield Part(Form.SECTION, sentences.BECAME)
        for entry in one.became:
            yield Part(
                Form.ITEM,
                entry.action or "",
                after=sentences.promise(entry, self._today),
                mark=self._mark(f"promise {entry.id}"),
            )

    def _asked(self) -> Iterator[Part]:
        one = self._exchange
        if one.topics or one.stuck:
            yield Part(Form.SECTION, sentences.ASK_ME)
        for topic in one.topics:
            yield Part(Form.NUMBERED, topic, mark=self._mark(f"topic {topic}", "page"))
        if one.stuck:
            mark = self._mark(f"stuck {one.stuck}", "page")
            yield Part(Form.TEXT, one.stuck, label=sentences.STUCK, mark=mark)

    def _figures(self) -> Iterator[Part]:
        mark = self._mark("figures", "page")
        yield Part(Form.SECTION, sentences.FIGURES, mark=mark)
        for name, now, _ in of_handout.figures(self._exchange.handout):
            yield Part(Form.ROW, now, label=name)

    def _numbers(self) -> Iterator[Part]:
        if self._exchange.numbers:
            yield Part(Form.SECTION, sentences.NUMBERS, mark=self._mark("numbers", "page"))
        for name, one in self._exchange.numbers:
            yield Part(Form.ROW, sentences.number(one), label=name)

    def _excuses(self) -> Iterator[Part]:
        view = self._exchange.handout
        found = [*(one for one, _ in view.excuses), *view.once]
        if found or view.guessed:
            yield Part(Form.SECTION, sentences.EXCUSES)
        for one in found[:MOST_EXCUSES]:
            own = self._exchange.excuses.get(one.excuse, one.excuse)
            mark = self._mark(f"excuse {one.excuse}", f"excuse {own}")
            yield Part(Form.ITEM, one.title, after=sentences.excuse(one), mark=mark)
        if view.guessed:
            yield Part(Form.ITEM, sentences.perhaps(view.guessed))

    def _days(self) -> Iterator[Part]:
        yield Part(Form.SECTION, sentences.DAYS)
        for day, entries in self._exchange.handout.days:
            yield Part(Form.HEADING, dates.show(day, today=self._today))
            for entry in entries:
                yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[Part]:
        mark = self._mark(f"entry {entry.id}")
        yield Part(Form.TEXT, entry.happened, after=sentences.kind(entry), mark=mark)
        if entry.reason is not None:
            label = sentences.reason(of_handout.name(entry))
            yield Part(Form.ITEM, entry.reason, label=label)
        if entry.mine:
            yield Part(Form.ITEM, entry.mine, label=sentences.MINE)
        for one in each(entry):
            mark = self._mark(f"promise {entry.id}")
            label = sentences.promised(one, self._today, agreed=is_agreed(one))
            yield Part(Form.ITEM, one.action or "", label=label, mark=mark)
            if one.note:
                yield Part(Form.BELOW, one.note)


def redacted(exchange: Exchange, redaction: Redaction) -> Exchange:
    """Return it with names replaced in what stands beside the entries, which were replaced before."""
    hide = redaction.text
    return replace(
        exchange,
        topics=tuple(map(hide, exchange.topics)),
        stuck=hide(exchange.stuck),
        numbers=tuple((hide(name), one) for name, one in exchange.numbers),
        agreed=tuple((replace(one, text=hide(one.text)), of) for one, of in exchange.agreed),
        became=tuple(map(redaction.entry, exchange.became)),
    )
