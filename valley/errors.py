"""What can go wrong, and the exit code each problem ends with.

    ValleyError            1
    ├── InvalidInput       3  a value that cannot be used
    ├── NotFound           4  nothing, or more than one thing, goes by that name
    ├── DamagedJournal     5  a file that must not be written to
    ├── Busy               6  another valley holds the lock
    ├── WrongPassphrase    7
    ├── CannotWrite        8  disk full, permission, a folder that is none
    └── Interrupted      130

The text of an error is the whole message: what happened, to which file, what to do. It is shown
in one line on stderr by the one boundary in `valley.cli.app`. Usage errors (2) are Typer's own.
"""

from typing import Self

# What is raised where JSON is read that makes no sense: of other types, cut short, nested too deeply.
MAKES_NO_SENSE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


class ValleyError(Exception):
    """A problem the user can act on; `str(error)` is the whole message."""

    exit_code = 1

    def with_more(self, more: str) -> Self:
        """Return the same problem with a further sentence in its message."""
        return type(self)(f"{str(self).rstrip('.')}. {more}")


class InvalidInput(ValleyError):
    """A value that cannot be used: a date, an option, a text, a file to import."""

    exit_code = 3


class NotFound(ValleyError):
    """Nothing goes by that name, or more than one thing does."""

    exit_code = 4


class DamagedJournal(ValleyError):
    """A file of the journal that cannot be understood and is therefore never written to."""

    exit_code = 5


class Busy(ValleyError):
    """Another valley is writing and did not finish in time."""

    exit_code = 6


class WrongPassphrase(ValleyError):
    """The passphrase does not open the journal."""

    exit_code = 7


class CannotWrite(ValleyError):
    """The disk is full, or the folder is closed."""

    exit_code = 8


class Interrupted(ValleyError):
    """The person left in the middle; what was answered is in the draft."""

    exit_code = 130
