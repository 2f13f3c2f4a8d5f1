"""What a new page for the mentor is made of, read from the journal; and the page as it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from valley.entry.promise import each
from valley.exchanged import Agreement, MentorPage, newest_first
from valley.insight import mentor
from valley.insight.days import Rules
from valley.insight.week import Figures, figures, oldest_first
from valley.journal import Journal
from valley.kept import DayNumbers
from valley.mentoring import id_of_page
from valley.model import Entry
from valley.page.handout import handout, sums
from valley.page.mentor import Exchange, Made, picked, redacted
from valley.page.parts import known_by
from valley.redaction.redact import Redaction

BEFORE = timedelta(weeks=60)  # how far back an entry can be written anew, or a promise end


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the rep chose for a page.

    Attributes:
        picked: The ids of the entries that go on it.
        without: Those of them whose promise does not.
        topics: What the rep wants to be asked.
        stuck: Where the rep is stuck.
        numbers: Whether the rep's numbers of these days go on it.
    """

    picked: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    stuck: str = ""
    numbers: bool = False


class NewPage:
    """A page that is about to be made.

    Args:
        journal: The journal.
        today: Its last day.
        since: Its first day, where one was said.

    Attributes:
        number: Its number.
        is_first: No page was made before.
        covered: What can be picked for it.
        numbers: The rep's own numbers of its days, which are private until picked as well.
    """

    def __init__(self, journal: Journal, *, today: date, since: date | None = None) -> None:
        self._journal = journal
        self._today = today
        self._pages = list(journal.kept(MentorPage))
        self._base = mentor.last_answered(self._pages)
        known = [since, self._base.first if self._base else None, today - BEFORE]
        start = min(day for day in known if day is not None)
        self._entries = list(journal.entries(start))
        self.number = self._base.number + 1 if self._base else 1  # until that one is sent, it stays
        self.is_first = not self._pages
        self.covered = mentor.covered(self._entries, self._pages, today=today, since=since)
        self.numbers = sums(journal.kept(DayNumbers, self.covered.first, today))

    @property
    def stand_ins(self) -> dict[str, str]:
        """The stand-ins of the pages before, each with what it stood for last."""
        pages = reversed(newest_first(self._pages))
        return {one: said for page in pages for one, said in page.stand_ins.items()}

    def make(
        self, chosen: Chosen, rules: Rules, names: tuple[str, str], redaction: Redaction | None
    ) -> tuple[Made, MentorPage]:
        """Return the page as it goes out, and as it is kept.

        Args:
            chosen: What the rep chose.
            rules: Which days count.
            names: The rep's and the mentor's.
            redaction: Replaces names, and has read nothing yet; None where they stay.
        """
        covered = [entry for entry in self.covered.entries if entry.id in chosen.picked]
        entries = [picked(one, promise=one.id not in chosen.without) for one in covered]
        by_id = {entry.id: entry for entry in self._entries}
        agreed = mentor.agreed_before(self._journal.kept(Agreement), by_id, self._base)
        told = {one.entry for one, _ in agreed if one.entry}
        became = mentor.became(self._entries, self._base, {*told, *chosen.picked})
        exchange = Exchange(
            id=id_of_page(
                *(self.number, self._today, names, chosen.topics, chosen.stuck),
                *([entry.id for entry in covered], sorted(chosen.without), redaction is not None),
                *(["numbers", self.numbers] if chosen.numbers else []),
            ),
            number=self.number,
            rep=names[0],
            mentor=names[1],
            handout=handout((), first=self._today, last=self._today, today=self._today, rules=rules,
                            reviews=(), only="", redacted=False, begun=None),
            before=self._before(by_id, rules),
            agreed=tuple(agreed),
            became=[picked(entry, promise=True) for entry in became],
            topics=chosen.topics,
            stuck=chosen.stuck,
            numbers=self.numbers if chosen.numbers else (),
        )  # fmt: skip
        if redaction is not None:
            entries, exchange = _redacted(entries, exchange, redaction)
        view = handout(
            entries,
            first=self.covered.first if entries else self._today,
            last=self._today,
            today=self._today,
            rules=rules,
            reviews=(),
            only="a pick",
            redacted=redaction is not None,
            begun=None,
        )
        made = Made(replace(exchange, handout=view))
        page = MentorPage(
            id=exchange.id,
            made_at=self._journal.now,
            number=self.number,
            first=self.covered.first,
            last=self._today,
            mark=made.mark,
            picked=tuple(one.id for one in covered),
            without=tuple(one.id for one in covered if one.id in chosen.without),
            private=tuple(one.id for one in self.covered.entries if one.id not in chosen.picked),
            topics=chosen.topics,
            stuck=chosen.stuck or None,
            places=made.places,
            said=tuple(f"{mark} {said}" for mark, said in known_by(made.parts)),
            stand_ins=_stand_ins(redaction),
        )
        return made, page

    def _before(self, by_id: Mapping[str, Entry], rules: Rules) -> Figures | None:
        """Return what the page before came to, as it stands today; None where there was none."""
        if self._base is None:
            return None
        there = [by_id[one] for one in self._base.picked if one in by_id]
        shown = [picked(one, promise=one.id not in self._base.without) for one in there]
        days = list(rules.workdays.between(self._base.first, self._base.last))
        return figures(oldest_first(shown), days) if shown else None


def _redacted(
    entries: Sequence[Entry], exchange: Exchange, redaction: Redaction
) -> tuple[list[Entry], Exchange]:
    """Return entries and the rest of a page with names replaced."""
    more = [*exchange.topics, exchange.stuck, *(one.text for one, _ in exchange.agreed)]
    redaction.learn([*entries, *exchange.became], more=more)
    named = {entry.excuse for entry in entries if entry.excuse}
    named |= {one.note_excuse for entry in entries for one in each(entry) if one.note_excuse}
    excuses = {redaction.slug(name): name for name in named}
    hidden = [redaction.entry(entry) for entry in entries]
    return hidden, replace(redacted(exchange, redaction), excuses=excuses)


def _stand_ins(redaction: Redaction | None) -> dict[str, str]:
    """Return what each stand-in stands for that is on the page."""
    found = redaction.preview().replaced if redaction else ()
    return {stand_in: said for said, stand_in, _ in found}
