"""Which format a file is in, told by what is in it."""

import re

from valley.errors import InvalidInput
from valley.exchange import jrnl
from valley.exchange.formats import ImportFormat, Reading
from valley.exchange.records import Document
from valley.exchange.source import Source

BLANK = b" \t\r\n\xef\xbb\xbf"  # and the byte order mark of UTF-8
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read(source: Source, form: ImportFormat, how: Reading) -> Document:
    """Read a file in a format; `auto` finds out which.

    Raises:
        InvalidInput: It is in none of the formats, is encrypted, or breaks off.
    """
    jrnl.refuse_encrypted(source)
    if not source.head.strip(BLANK):
        return Document(records=iter(()))
    return (_format_of(source, how) if form is ImportFormat.AUTO else form).read(source, how)


def _format_of(source: Source, how: Reading) -> ImportFormat:
    """Return the format of a file.

    Raises:
        InvalidInput: It fits none.
    """
    for form in reversed(ImportFormat):
        if form is not ImportFormat.AUTO and form.fits(source, how):
            return form
    why = "begins like no format that is known"
    if BINARY.search(source.head):
        why = (
            "is no text; a journal that another program encrypted is written out in the clear first"
        )
    raise InvalidInput(
        f"{source.name} {why}: valley's JSON or JSON Lines, CSV, jrnl's text or JSON,"
        " Day One's JSON or ZIP. --format says which it is. Nothing was imported."
    )
