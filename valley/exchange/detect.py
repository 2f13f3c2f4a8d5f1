"""Which format a file is in, told by what is in it."""

import re

from valley.errors import InvalidInput
from valley.exchange import foreign_files
from valley.exchange.formats import ImportFormat, Reading
from valley.exchange.records import Document, NoJournal
from valley.exchange.source import Source

BLANK = b" \t\r\n\xef\xbb\xbf"  # and the byte order mark of UTF-8
BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
TABLES = {ImportFormat.JSON, ImportFormat.JSONL, ImportFormat.CSV}


def read(source: Source, form: ImportFormat, how: Reading) -> Document:
    """Read a file in a format; `auto` finds out which.

    Raises:
        InvalidInput: It is in none of the formats, is encrypted, breaks off, or an option does not
            go with its format.
    """
    foreign_files.refuse(source)
    if not source.head.strip(BLANK):
        return Document(records=iter(()))
    if form is ImportFormat.AUTO:
        form = _format_of(source, how)
    _check_options(source, form, how)
    return form.read(source, how)


def _check_options(source: Source, form: ImportFormat, how: Reading) -> None:
    """Refuse an option that would be passed over.

    Raises:
        InvalidInput: There is one.
    """
    packed = source.head.startswith(foreign_files.ZIP)
    passed_over = {
        "--map": how.columns and form not in TABLES,
        "--ignore": how.ignore and form not in TABLES,
        "--encoding": how.encoding and packed,
        "--date-format": how.days.form
        and form is ImportFormat.DAYONE
        and (packed or source.begins_as_json),
    }
    for option in (name for name, given in passed_over.items() if given):
        raise InvalidInput(
            f"{option} does not go with {source.name}, which is read as {form}. Nothing was imported."
        )


def _format_of(source: Source, how: Reading) -> ImportFormat:
    """Return the format of a file.

    Raises:
        NoJournal: It fits none.
    """
    for form in reversed(ImportFormat):
        if form is not ImportFormat.AUTO and form.fits(source, how):
            return form
    if BINARY.search(source.beginning):
        why = (
            "is no text; a journal that another program encrypted is written out in the clear first"
        )
    else:
        why = (
            f"begins with {source.first_line.strip()[:40]!r}, which is no table, no JSON and no day"
        )
    raise NoJournal(
        f"{source.name} {why}. valley takes JSON, JSON Lines, CSV, jrnl's text or JSON, Day One's"
        " JSON, ZIP or text, and Markdown notes with a day in their name. Nothing was imported."
    )
