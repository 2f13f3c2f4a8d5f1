"""The closed sets of words that fields hold."""

from enum import StrEnum


class Theme(StrEnum):
    """Who or what is held responsible; `self` is ownership."""

    CUSTOMER = "customer"
    PRICE = "price"
    PRODUCT = "product"
    LEADS = "leads"
    MANAGEMENT = "management"
    COMPANY = "company"
    TEAM = "team"
    TOOLS = "tools"
    COMPETITOR = "competitor"
    MARKET = "market"
    TIME = "time"
    PERSONAL = "personal"
    SELF = "self"


class Verdict(StrEnum):
    """What kind of answer an action is to 'What are you going to do about that?'."""

    CONCRETE = "concrete"
    VAGUE = "vague"
    PASSIVE = "passive"
    SOMEONE_ELSE = "someone-else"


class Status(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    BETTER = "better"


KEPT = frozenset({Status.KEPT, Status.BETTER})  # what counts as a promise that was kept


class Did(StrEnum):
    """A step in the life of a promise."""

    KEPT = "kept"
    MISSED = "missed"
    BETTER = "better"
    MOVED = "moved"
    RENEWED = "renewed"


class PlanUse(StrEnum):
    """What became of an if-then plan when its excuse came up again."""

    HELPED = "helped"
    TRIED = "tried"
    NOT_USED = "not-used"


class EntryKind(StrEnum):
    """What an entry is: a setback has a reason; a win was told; of a note nothing is claimed."""

    WIN = "win"
    SETBACK = "setback"
    NOTE = "note"


class Altitude(StrEnum):
    """How far out of the Valley a setback is, from the bottom up."""

    VALLEY = "valley"
    SLOPE = "slope"
    CLIMBING = "climbing"
    OUT = "out"


class Source(StrEnum):
    """Whose words a reason is: theirs, or what the rep takes to be so."""

    THEM = "them"
    GUESS = "guess"


class Debriefed(StrEnum):
    """What was asked of a win: what made it happen, or what nearly lost it."""

    MADE_IT = "made-it"
    NEARLY_LOST = "nearly-lost"
