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
from email.message import EmailMessage
from typing import NamedTuple

from valley.errors import InvalidInput
from valley.mentor import hypertext

MOST = 20 << 20  # bytes of a file: a mail may carry pictures
MOST_TEXT = 400_000  # characters of an answer; a page is one in a hundred of that
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
    found = _mail(data) if is_mail(data) else Letter((_plain(_decoded(data, name)),))
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


def _mail(data: bytes) -> Letter:
    """Read a mail: its plain text or, where it has none, its HTML."""
    data = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    message = email.message_from_bytes(data, policy=email.policy.default)
    body, aside = "", []
    attached: list[str] = []
    for part in _parts(message):
        said = _said(part)
        is_file = part.get_content_disposition() == "attachment" or bool(_file_of(part))
        if said is None or (is_file and not said.strip()):
            aside += [_file_of(part) or part.get_content_type()]
        elif is_file:
            attached.append(said)
        elif not re.search(r"[^\W_]", body):
            body = said
        elif part.get_content_type() != "text/html":
            body += f"\n\n{said}"
    sender, sent = "", None
    with suppress(Exception):  # headers of a hostile mail break the parser in many ways
        addresses = message["from"].addresses
        sender = addresses[0].display_name or addresses[0].username
    with suppress(Exception):
        sent = message["date"].datetime
    subject = ""
    with suppress(Exception):
        subject = str(message["subject"] or "")
    return Letter((body, *attached), sender, sent, subject, tuple(aside))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield what a mail is made of; of alternatives the plain text, where it says something."""
    for part in message.walk():
        if not part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def _file_of(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""


def _said(part: EmailMessage) -> str | None:
    """Return the text of a part; None where it is none."""
    kind = part.get_content_type()
    named = _file_of(part).lower().endswith((".md", ".markdown", ".txt", ".html", ".htm"))
    if kind not in _TEXTS and not named:
        return None
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return None
    text = _in_charset(data, str(part.get_param("charset") or ""))
    if kind == "text/html" or _file_of(part).lower().endswith((".html", ".htm")):
        return hypertext.plain(text)
    if str(part.get_param("format") or "").lower() == "flowed":
        glued = str(part.get_param("delsp") or "").lower() == "yes"
        return unflowed(text, glued=glued)
    return _plain(text)


def _in_charset(data: bytes, charset: str) -> str:
    """Decode the bytes of a part: as it says, as UTF-8, or as Windows has them."""
    for name in (charset, "utf-8-sig"):
        with suppress(LookupError, ValueError):
            if name:
                return data.decode(name)
    return data.decode("cp1252", "replace")


def _decoded(data: bytes, name: str) -> str:
    """Decode the bytes of a file.

    Raises:
        InvalidInput: They are no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise InvalidInput(f"{name} is no text; save the answer as text, or the mail as .eml.")
    return _in_charset(data, "")


def _plain(text: str) -> str:
    r"""Return a text with `\n` at the ends of its lines; of HTML what it says."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return hypertext.plain(text) if hypertext.is_page(text) else text


def unflowed(text: str, *, glued: bool = False) -> str:
    """Join the lines of a flowed text (RFC 3676) that a client broke.

    Args:
        text: The text.
        glued: The space at the end of a line was put there by the client too.
    """
    lines: list[str] = []
    before: tuple[str, bool] = ("", False)  # the quote marks of the line before, and if it goes on
    for line in _plain(text).split("\n"):
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
