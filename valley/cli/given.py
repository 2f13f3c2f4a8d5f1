"""What was answered before a check-in began: by its options, or in a draft."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from valley.compose import Answers


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
