"""The rep's own moves: what was done before promises were kept and wins came, by excuse.

A move is what an action begins with: 'ring' of 'ring Kim at 9'. It is counted by promise: how often
it was promised, how often that was kept or bettered, and how often a win on the same account came
within 14 days of it. A win is no proof that the move made it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from valley.accounts.book import Book
from valley.coach import actions
from valley.coach.catalogue import title
from valley.coach.stems import stem
from valley.coach.words import read
from valley.entry.promise import each, made_on
from valley.insight.findings import accounts_of_step, steps_to
from valley.insight.week import oldest_first
from valley.model import KEPT, Debriefed, Entry, Status

QUOTED = 5  # answers about wins of each kind


@dataclass(frozen=True, slots=True)
class Move:
    """Something the rep does.

    Attributes:
        name: The word for it that was used most.
        made: How often it was promised, and that has ended.
        kept: How often of these it was kept or bettered.
        wins: Before how many wins it came.
        last: The newest that was kept; None where none was.
    """

    name: str
    made: int
    kept: int
    wins: int
    last: Entry | None


@dataclass(frozen=True, slots=True)
class Playbook:
    """The view of what the rep did.

    Attributes:
        moves: The moves that were kept, or came before a win; the most first.
        by_excuse: The same by the excuse they answered: its name, its title, its moves.
        made_it: The wins whose debrief says what made them happen, newest first.
        nearly_lost: Those whose debrief says what nearly lost them.
    """

    moves: tuple[Move, ...]
    by_excuse: tuple[tuple[str, str, tuple[Move, ...]], ...]
    made_it: tuple[Entry, ...]
    nearly_lost: tuple[Entry, ...]


def playbook(entries: Iterable[Entry], book: Book) -> Playbook:
    """Return the rep's own moves.

    Args:
        entries: In any order.
        book: The accounts they are about.
    """
    known = oldest_first(entries)
    promised = [one for entry in known for one in each(entry) if one.status is not Status.OPEN]
    wins = _before_wins(known, book)
    by_excuse: defaultdict[str, list[Entry]] = defaultdict(list)
    for one in promised:
        if one.excuse:
            by_excuse[one.excuse].append(one)
    plays = ((name, title(name), _moves(some, wins)) for name, some in by_excuse.items())
    told = sorted(
        (play for play in plays if play[2]), key=lambda play: (-_weight(play[2]), play[0])
    )
    newest = [entry for entry in reversed(known) if entry.debrief]
    return Playbook(
        moves=_moves(promised, wins),
        by_excuse=tuple(told),
        made_it=tuple(one for one in newest if one.debriefed is Debriefed.MADE_IT)[:QUOTED],
        nearly_lost=tuple(one for one in newest if one.debriefed is Debriefed.NEARLY_LOST)[:QUOTED],
    )


def best_move(excuse: str | None, entries: Iterable[Entry]) -> Move | None:
    """Return the move that was kept most often for an excuse; None where none was."""
    promised = [one for entry in entries if entry.excuse == excuse for one in each(entry)]
    moves = _moves((one for one in promised if one.status is not Status.OPEN), Counter())
    return next((move for move in moves if move.kept), None)


def next_debrief(recent: Sequence[Entry]) -> Debriefed | None:
    """Return what to ask of a win that is told now: every other one, in turn; None for nothing.

    Not of the first; and after an evening on which it was skipped, not on the next.

    Args:
        recent: The entries before, newest first.
    """
    wins = [entry for entry in recent if entry.is_win]
    asked = next((win for win in wins if win.debriefed), None)
    if not wins or wins[0] is asked:
        return None
    if asked is None:
        return Debriefed.MADE_IT
    if not asked.debrief and asked.day == recent[0].day:
        return None
    turn = {Debriefed.MADE_IT: Debriefed.NEARLY_LOST, Debriefed.NEARLY_LOST: Debriefed.MADE_IT}
    return turn[asked.debriefed or Debriefed.NEARLY_LOST]


def _before_wins(known: Sequence[Entry], book: Book) -> Counter[tuple[str, date]]:
    """Count before how many wins on its account each promise came: by its entry and the day made."""
    found: Counter[tuple[str, date]] = Counter()
    steps = [entry for entry in known if entry.action]
    for win in (entry for entry in known if entry.is_win):
        named = book.keys_of(win)
        for entry in steps if named else ():
            for _, kept, step in steps_to(win, entry):
                if kept and named & accounts_of_step(book, step):
                    found[step.id, made_on(step)] += 1
    return found


def _moves(promised: Iterable[Entry], wins: Counter[tuple[str, date]]) -> tuple[Move, ...]:
    """Return the moves of promises that have ended, those kept or before a win, the most first."""
    grouped: defaultdict[str, list[Entry]] = defaultdict(list)
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in promised:
        action = one.action or ""
        for deed in actions.deeds(action, ())[:1]:
            grouped[deed].append(one)
            names[deed][next(w for w in read(action).raw if stem(w) == deed)] += 1
    moves = []
    for deed, some in grouped.items():
        kept = [one for one in some if one.status in KEPT]
        before = sum(wins[one.id, made_on(one)] for one in some)
        if kept or before:
            last = max(kept, key=lambda one: one.resolved_on or one.day, default=None)
            name = names[deed].most_common(1)[0][0]
            moves.append(Move(name, len(some), len(kept), before, last))
    return tuple(sorted(moves, key=lambda move: (-move.kept, -move.wins, move.made, move.name)))


def _weight(moves: Sequence[Move]) -> int:
    return sum(move.kept + move.wins for move in moves)
