"""The text of an answer, from whatever file it comes in: a mail, HTML, or plain text.

The file is hostile input: its size is bounded, nothing in it is fetched, run or opened.
"""

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime
from itertools import islice
from typing import NamedTuple

from valley.errors import InvalidInput
from valley.mentor import hypertext

MOST = 20 << 20  # bytes of a file: a mail may carry pictures
MOST_TEXT = 400_000  # characters of an answer; a page is one in a hundred of that
MOST_HTML = 2_000_000  # of one that is HTML
MOST_PARTS = 100  # of a mail
MOST_HEADER = 2000  # characters of a header that are looked at
# What is no text, by how it begins, and what to do about it.
FOREIGN = {
    b"PK\x03\x04": "is a document of a word processor, or an archive; save it as text or Markdown",
    b"%PDF": "is a PDF; copy its text into a file",
    b"{\\rtf": "is rich text; save it as plain text",
    b"\xd0\xcf\x11\xe0": "is a document of Word or Outlook; save it as text, or the mail as .eml",
}
# Headers that only a mail has, and those that a text may begin with as well.
_SURE = re.compile(
    rb"(?im)^(?:received|return-path|message-id|mime-version|content-type|delivered-to):"
)
_USUAL = re.compile(rb"(?im)^(from|to|date|subject|cc|reply-to):[ \t]")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:")
_ENOUGH = 3  # usual headers
_TEXTS = {"text/plain", "text/markdown", "text/x-markdown", "text/html"}
# What Python decodes as well, and no mail is in.
_NO_CHARSETS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
_QUOTE = re.compile(r">[> ]{0,200}")
_DELIMITER = "-- "


class Letter(NamedTuple):
    """An answer as text.

    Attributes:
        texts: What it says, then each text that is attached.
        by: The name of who sent it, where that is told.
        sent: When, where that is told.
        subject: Its subject.
        aside: Names of what is attached and is no text.
    """

    texts: tuple[str, ...]
    by: str = ""
    sent: datetime | None = None
    subject: str = ""
    aside: tuple[str, ...] = ()


def letter(data: bytes, name: str) -> Letter:
    """Return what a file says.

    Args:
        data: Its bytes.
        name: What it is called in messages.

    Raises:
        InvalidInput: It is too large, or no text.
    """
    if len(data) > MOST:
        raise InvalidInput(f"{name} is larger than 20 MB; save the answer alone.")
    for sign, why in FOREIGN.items():
        if data.startswith(sign):
            raise InvalidInput(f"{name} {why}.")
    found = _mail(data, name) if is_mail(data) else Letter((_plain(_decoded(data, name), name),))
    if sum(map(len, found.texts)) > MOST_TEXT:
        raise InvalidInput(f"{name} is too long for an answer; save the answer alone.")
    if not any(re.search(r"[^\W_]", text) for text in found.texts):
        raise InvalidInput(f"There is no text in {name}.")
    return found


def is_mail(data: bytes) -> bool:
    """Return whether bytes are a mail as it is sent, not one that was copied as text."""
    head = data.removeprefix(codecs.BOM_UTF8).lstrip()[:65536]
    first = head.split(b"\n", 1)[0]
    if first.startswith(b"From ") and b"@" in first:
        return True
    head = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if not _HEADER.match(head):
        return False
    usual = {found.lower() for found in _USUAL.findall(head)}
    return bool(_SURE.search(head)) or (len(usual) >= _ENOUGH and b"date" in usual)


def _mail(data: bytes, name: str) -> Letter:
    """Read a mail: its plain text or, where it has none, its HTML.

    Raises:
        InvalidInput: It is nested too deeply, or has too many parts.
    """
    data = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    try:
        # The policy that takes headers as they are: parsing long ones takes time of their square.
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = list(islice(_parts(message), MOST_PARTS + 1))
    except RecursionError as error:
        raise InvalidInput(f"{name} is nested too deeply; save the answer alone.") from error
    if len(parts) > MOST_PARTS:
        raise InvalidInput(f"{name} has more than {MOST_PARTS} parts; save the answer alone.")
    body, aside = "", []
    attached: list[str] = []
    for part in parts:
        said = _said(part, name)
        called = _file_of(part)
        is_file = part.get_content_disposition() == "attachment" or bool(called)
        if said is None or (is_file and not said.strip()):
            aside += [called or part.get_content_type()]
        elif is_file:
            attached.append(said)
        elif not re.search(r"[^\W_]", body):
            body = said
        elif part.get_content_type() != "text/html":
            body += f"\n\n{said}"
    by, sent = "", None
    with suppress(Exception):  # headers of a hostile mail break the parser in many ways
        called, address = parseaddr(_header(message, "from"))
        by = called or address.partition("@")[0]
    with suppress(Exception):
        sent = parsedate_to_datetime(_header(message, "date"))
    return Letter((body, *attached), by, sent, _header(message, "subject"), tuple(aside))


def _header(part: Message, name: str) -> str:
    """Return what a header says; empty where it says nothing, or what no header says."""
    with suppress(Exception):
        value = str(part.get(name, ""))[:MOST_HEADER]
        return _whole(str(make_header(decode_header(" ".join(value.split())))))
    return ""


def _parts(message: Message) -> Iterator[Message]:
    """Yield what a mail is made of, with no header that is longer than any is."""
    for part in message.walk():
        if not part.is_multipart():
            for header in ("content-type", "content-disposition"):
                if len(str(part.get(header, ""))) > MOST_HEADER:
                    del part[header]
            yield part


def _file_of(part: Message) -> str:
    try:
        called = part.get_filename() or ""
        return _whole(str(make_header(decode_header(called))))
    except (LookupError, ValueError, TypeError, AttributeError, HeaderParseError):
        return ""


def _said(part: Message, name: str) -> str | None:
    """Return the text of a part; None where it is none."""
    kind = part.get_content_type()
    called = _file_of(part).lower()
    if kind not in _TEXTS and not called.endswith((".md", ".markdown", ".txt", ".html", ".htm")):
        return None
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return None
    text = _in_charset(data, _param(part, "charset"))
    if kind == "text/html" or called.endswith((".html", ".htm")):
        return _plain(text, name, is_page=True)
    if _param(part, "format").lower() == "flowed":
        return unflowed(text, glued=_param(part, "delsp").lower() == "yes")
    return _plain(text, name)


def _param(part: Message, name: str) -> str:
    with suppress(LookupError, ValueError, TypeError):
        return collapse_rfc2231_value(part.get_param(name) or "")
    return ""


def _in_charset(data: bytes, charset: str) -> str:
    """Decode the bytes of a part: as UTF-8 where they are that, as it says, or as Windows has them.

    What holds letters beyond ASCII and is UTF-8 is nothing else, whatever it says; and what is
    ASCII alone has no letters of two bytes.
    """
    with suppress(LookupError, ValueError):
        charset = codecs.lookup(charset).name if charset else ""
    wide = charset.startswith(("utf-16", "utf-32"))
    if data.isascii() and not wide and charset not in _NO_CHARSETS:
        order = (charset, "utf-8-sig")
    else:
        order = ("utf-8-sig", "" if charset in _NO_CHARSETS else charset)
    for name in order:
        with suppress(LookupError, ValueError):
            if name:
                return _whole(data.decode(name))
    return data.decode("cp1252", "replace")


def _whole(text: str) -> str:
    """Return a text without halves of characters."""
    return text.encode("utf-8", "replace").decode()


def _decoded(data: bytes, name: str) -> str:
    """Decode the bytes of a file.

    Raises:
        InvalidInput: They are no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _whole(data.decode("utf-16", "replace"))
    if b"\0" in data:
        raise InvalidInput(f"{name} is no text; save the answer as text, or the mail as .eml.")
    return _in_charset(data, "")


def _plain(text: str, name: str, *, is_page: bool = False) -> str:
    r"""Return a text with `\n` at the ends of its lines; of HTML what it says.

    Raises:
        InvalidInput: It is more HTML than an answer has.
    """
    text = _ended(text)
    if not is_page and not hypertext.is_page(text):
        return text
    if len(text) > MOST_HTML:
        raise InvalidInput(f"{name} is too long for an answer; save the answer alone.")
    return hypertext.plain(text)


def _ended(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def unflowed(text: str, *, glued: bool = False) -> str:
    """Join the lines of a flowed text (RFC 3676) that a client broke.

    Args:
        text: The text.
        glued: The space at the end of a line was put there by the client too.
    """
    lines: list[str] = []
    before: tuple[str, bool] = ("", False)  # the quote marks of the line before, and if it goes on
    for line in _ended(text).split("\n"):
        found = _QUOTE.match(line)
        marks = ">" * found[0].count(">") if found else ""
        said = line[len(found[0].rstrip()) :] if found else line
        said = said.removeprefix(" ")
        flows = said.endswith(" ") and said != _DELIMITER
        said = said[:-1] if flows and glued else said
        if before == (marks, True):
            lines[-1] += said
        else:
            lines.append(f"{marks} {said}" if marks else said)
        before = marks, flows
    return "\n".join(lines)
