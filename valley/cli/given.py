"""What was answered before a check-in began: by its options, or in a draft."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from valley.compose import Answers
    from valley.store.drafts import Draft


class Given(NamedTuple):
    """What was answered beforehand, by options; None where it is still to be asked."""

    happened: str | None
    reason: str | None
    excuse: str | None
    own: bool
    mine: str | None
    action: str | None
    due: date | None
    tags: tuple[str, ...]
    day: date
    day_was_said: bool
    volunteered: bool = False
    plan: bool = False
    plan_use: str | None = None

    def answers(self) -> "Answers":
        """Take what is there for the answers, and nothing for the rest."""
        from valley.compose import Answers
        from valley.model import PlanUse, as_typed

        return Answers(
            happened=as_typed(self.happened or ""),
            reason=self.reason or None,
            excuse=self.excuse or None,
            own=self.own,
            mine=self.mine,
            action=self.action,
            volunteered=self.volunteered,
            plan=self.plan,
            plan_use=PlanUse(self.plan_use) if self.plan_use else None,
            due=self.due,
            tags=self.tags,
        )

    def as_draft(self) -> dict[str, object]:
        """Turn what is answered into what a draft holds; an empty answer is one too.

        Raises:
            InvalidInput: A text holds bytes that are no text.
        """
        from valley.model import as_typed

        held: dict[str, object] = {}
        for name, value in self._asdict().items():
            if name in {"day", "day_was_said"} or value in (None, False, ()):
                continue
            if isinstance(value, date):
                held[name] = value.isoformat()
            elif isinstance(value, tuple):
                held[name] = [as_typed(one) for one in value]
            else:
                held[name] = as_typed(value) if isinstance(value, str) else value
        return held

    def goes_with(self, draft: "Draft") -> bool:
        """Tell whether a draft may be of this sitting: it says nothing otherwise. Tags add up."""
        said = self.as_draft()
        said.pop("tags", None)
        same_day = draft.day == self.day or not self.day_was_said
        return same_day and all(draft.answers.get(name, said[name]) == said[name] for name in said)
