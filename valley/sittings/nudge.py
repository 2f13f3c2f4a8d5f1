"""The one nudge on an action that is no step yet, with the rep's own record beside it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from valley.model import Entry, Status, Verdict
from valley.ui import choices, sentences

if TYPE_CHECKING:
    from valley.session import Session
    from valley.ui.prompts import Asker


def needed(action: str) -> Verdict | None:
    """Return what an action is that is no step of the rep's own yet; None where it is one."""
    from valley.coach.actions import verdict

    kind = verdict(action)
    return None if kind is Verdict.CONCRETE else kind


def nudged(
    session: "Session",
    asker: "Asker",
    first: str,
    kind: Verdict,
    excuse: str | None,
    *,
    questions: Mapping[Verdict, str] = sentences.NUDGES,
) -> str:
    """Ask once for what makes an action a step; return what is promised then.

    The second answer stands, and adds to the first: without one the first is returned as it was.

    Args:
        session: The run.
        asker: Asks and says.
        first: What was said.
        kind: What it was found to be.
        excuse: What it is about; the rep's own examples on that come first.
        questions: How it is asked, by what the first answer was found to be.
    """
    from valley.entry.promise import completed
    from valley.insight.promises import by_hour

    with_hour, alike = by_hour(session.recent, kind)
    if line := sentences.own_record(kind, alike, with_hour):
        asker.say(line, quiet=True)
    for entry in worked(session, excuse)[:1]:
        asker.say(sentences.example(entry), quiet=True)
    said = asker.ask(questions[kind], sentences.NUDGE_HINT, explain=sentences.NUDGE_HELP)
    return first if not said or choices.is_skipped(said) else completed(first, said)


def worked(session: "Session", excuse: str | None) -> Sequence[Entry]:
    """List the rep's own concrete promises that were kept, those on an excuse first."""
    kept = [
        entry
        for entry in session.recent
        if entry.status is Status.KEPT and entry.verdict is Verdict.CONCRETE
    ]
    return sorted(kept, key=lambda entry: entry.excuse != excuse)
