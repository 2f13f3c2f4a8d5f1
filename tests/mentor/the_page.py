"""A page that was answered in many ways, and how mail clients and editors change what they quote."""

import textwrap
from email.message import EmailMessage

from valley.mentor.reading import Page
from valley.mentor.stream import Part as Said
from valley.page.parts import Form, Part, html, known_by, markdown

PARTS = (
    Part(Form.TITLE, "Sam Ode, 9 Feb to 6 Mar 2026", mark="a1f0"),
    Part(Form.TEXT, "Page 2 for Ana. It counts what Sam picked, and nothing else."),
    Part(Form.SECTION, "What we agreed last time"),
    Part(Form.ITEM, "ask Henderson who signs", label="Sam:", after="(promise kept, 20 Feb)", mark="c0d1"),
    Part(Form.ITEM, "send you the pricing deck", label="Ana:", after="(it came)", mark="c2d3"),
    Part(Form.SECTION, "Ask me about"),
    Part(Form.NUMBERED, "How to talk about price before they do", mark="7e1a"),
    Part(Form.NUMBERED, "Whether to drop Ashdown", mark="7e2b"),
    Part(Form.TEXT, "I never know what to say when they go quiet", label="Where I am stuck:", mark="5a0c"),
    Part(Form.SECTION, "Figures", mark="f16a"),
    Part(Form.ROW, "3", label="Wins"),
    Part(Form.ROW, "5", label="Setbacks"),
    Part(Form.ROW, "4 made: 2 kept, 1 missed, 1 open", label="Promises"),
    Part(Form.SECTION, "Excuses that came up"),
    Part(Form.ITEM, "Price too high", after="(price): 3 times, kept or bettered once", mark="e5c0"),
    Part(Form.ITEM, "Went silent", after="(customer): twice", mark="e6c1"),
    Part(Form.SECTION, "Days"),
    Part(Form.HEADING, "Tue 3 March"),
    Part(Form.TEXT, "Lost the Henderson renewal after six weeks of calls about the new contract", mark="3c11"),
    Part(Form.ITEM, "They said our price was twenty percent above the other one", label="Reason (Price too high):"),
    Part(Form.ITEM, "ring their buyer on Thursday at nine and ask what the other one leaves out", label="Promise (open):", after="due Thu 5 March", mark="3d12"),
    Part(Form.HEADING, "Thu 5 March"),
    Part(Form.TEXT, "Ashdown signed", mark="4b22"),
    Part(Form.HEADING, "Fri 6 March"),
    Part(Form.TEXT, "Second demo at Brightwater\nnobody asked a thing", mark="5f33"),
    Part(Form.ITEM, "He has gone quiet since the demo", label="Reason (Went silent):"),
    Part(Form.SECTION, "Questions"),
    Part(Form.NUMBERED, "If that reason could not be used, what would you do differently?", mark="90a1"),
    Part(Form.SECTION, "How to answer"),
    Part(Form.TEXT, "Write under anything and send it back: reply to the mail, or change this file."),
)  # fmt: skip
PAGE = Page(2, "a1f0", tuple(Said(*one) for one in known_by(PARTS)))
MD = markdown(PARTS)
HTML = html(PARTS, "Sam")
WROTE = "On Mon, 9 Mar 2026 at 08:12, Sam Ode <sam@example.com> wrote:"
HEADERS = "From: Sam Ode <sam@example.com>\nSent: Monday, March 9, 2026 8:12 AM\nTo: Ana Petrov <ana@example.com>\nSubject: Page 2\n"


def quoted(text: str, marks: str = "> ") -> str:
    """Put a mark before each line, as clients do."""
    return "\n".join((marks + line).rstrip() for line in text.rstrip("\n").split("\n"))


def wrapped(text: str, width: int = 60) -> str:
    """Break lines anew; what was broken stands at the beginning of a line."""
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False)) if line.strip() else ""
        for line in text.split("\n")
    )


def under(text: str, anchor: str, said: str) -> str:
    """Write under the line that holds something."""
    lines = text.split("\n")
    [at] = [number for number, line in enumerate(lines) if anchor in line]
    return "\n".join([*lines[: at + 1], said, *lines[at + 1 :]])


def line_with(anchor: str) -> str:
    """Return the line of the page that holds something."""
    return next(line for line in MD.split("\n") if anchor in line)


def mail(
    body: str, *, kind: str = "plain", charset: str = "utf-8", cte: str = "8bit", **params: str
) -> bytes:
    """Make a mail as it is sent."""
    message = EmailMessage()
    message["From"] = "Ana Petrov <ana@example.com>"
    message["To"] = "Sam Ode <sam@example.com>"
    message["Subject"] = "Re: Page 2"
    message["Date"] = "Mon, 09 Mar 2026 10:00:00 +0000"
    message["Message-ID"] = "<1@example.com>"
    message.set_content(body, subtype=kind, charset=charset, cte=cte, params=params)
    return message.as_bytes()


def nested(message: bytes, depth: int) -> bytes:
    """Put the body of a mail into parts within parts."""
    head, body = message.split(b"\n\n", 1)
    kind = next(line for line in head.split(b"\n") if line.startswith(b"Content-Type"))
    head = head.replace(kind + b"\n", b"")
    ahead = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
        for number in range(depth)
    )
    after = b"".join(b"\n--b%d--\n" % number for number in reversed(range(depth)))
    return head + b"\n" + ahead + kind + b"\n\n" + body + after
