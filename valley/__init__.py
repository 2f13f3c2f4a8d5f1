"""A terminal journal for salespeople: what happened, which reason, what you will do about it."""

__version__ = "0.2.0"
