"""The values valley speaks of: entries and what is in them. Frozen, checked, without I/O."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from valley.errors import InvalidInput


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


class Altitude(StrEnum):
    """How far out of the Valley a setback is, from the bottom up."""

    VALLEY = "valley"
    SLOPE = "slope"
    CLIMBING = "climbing"
    OUT = "out"
