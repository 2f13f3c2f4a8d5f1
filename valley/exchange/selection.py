"""What an export holds: the chosen entries and what goes with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from valley.model import Entry, Review
from valley.redaction.redact import Redaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Entries to be handed on.

    Attributes:
        first: First day of the period.
        last: Last day of the period.
        entries: Those chosen, oldest first.
        earlier: Those of as many days before, to compare with.
        reviews: The reviews of the period.
        names: What excuses were renamed or merged to.
        only: What the entries were chosen by beside the period, in words.
        redacted: Whether names were replaced.
    """

    first: date
    last: date
    entries: Sequence[Entry]
    earlier: Sequence[Entry] = ()
    reviews: Sequence[Review] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    only: str = ""
    redacted: bool = False


def redact(selection: Selection, redaction: Redaction, done: Callable[[int], object]) -> Selection:
    """Replace names, amounts and addresses in all of it.

    Args:
        selection: What is handed on.
        redaction: Has read nothing yet; tells afterwards what it replaced.
        done: Told of each entry that is done.
    """
    redaction.learn([*selection.earlier, *selection.entries], selection.reviews)

    def each(entries: Sequence[Entry]) -> list[Entry]:
        replaced = []
        for entry in entries:
            replaced.append(redaction.entry(entry))
            done(1)
        return replaced

    names = selection.names.items()
    return replace(
        selection,
        entries=each(selection.entries),
        earlier=each(selection.earlier),
        reviews=[redaction.review(review) for review in selection.reviews],
        names={redaction.slug(old): redaction.slug(new) for old, new in names},
        only=redaction.text(selection.only),
        redacted=True,
    )
