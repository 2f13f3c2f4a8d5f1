"""Answers to one page as clients, editors and people send them; each with what it says where.

Each is the bytes of a file, what stands under which mark, what is kept aside, and who agreed what.
"""

from typing import NamedTuple

from tests.mentor.the_page import (
    HEADERS,
    HTML,
    MD,
    WROTE,
    line_with,
    mail,
    nested,
    quoted,
    under,
    wrapped,
)

ASK = "Who else signs there?"
WELL = "Well done, keep that."
AGREED = "Agreed: call the buyer by Friday"


class Case(NamedTuple):
    """An answer.

    Attributes:
        name: What it is.
        data: Its bytes.
        remarks: What stands under which mark; empty for none.
        aside: What is kept aside.
        agreed: Whose step, and what.
    """

    name: str
    data: bytes | str
    remarks: list[tuple[str, str]]
    aside: list[str] = []  # noqa: RUF012  # a named tuple; nobody changes it
    agreed: list[tuple[str, str]] = []  # noqa: RUF012


BOTH = [("3c11", ASK), ("4b22", WELL)]
EDITED = under(under(MD, "[3c11]", f"\n{ASK}"), "[4b22]", f"\n{WELL}")
INLINE = under(under(quoted(MD), "[3c11]", f"\n{ASK}\n"), "[4b22]", f"\n{WELL}\n")
WORD = EDITED.replace("'", "\u2019").replace("[", "\\[").replace("]", "\\]").replace("- ", "* ")
FRENCH = "Le lun. 9 mars 2026 à 08:12, Sam Ode <sam@example.com> a écrit :"
GERMAN = "Am Mo., 9. März 2026 um 08:12 Uhr schrieb Sam Ode <sam@example.com>:"
SPANISH = "El lun, 9 mar 2026 a las 8:12, Sam Ode (<sam@example.com>) escribió:"
DUTCH = "Op ma 9 mrt 2026 om 08:12 schreef Sam Ode <sam@example.com>:"
ITALIAN = "Il giorno lun 9 mar 2026 alle ore 08:12 Sam Ode <sam@example.com> ha scritto:"
OUTLOOK_DE = "Von: Sam Ode <sam@example.com>\nGesendet: Montag, 9. März 2026 08:12\nAn: Ana Petrov\nBetreff: Page 2\n"
OUTLOOK_FR = "De : Sam Ode <sam@example.com>\nEnvoyé : lundi 9 mars 2026 08:12\nÀ : Ana Petrov\nObjet : Page 2\n"
TOP = "You handle price too late. Ask about it in the first call."
RULE = "________________________________"
LONG = (
    "You lost this one long before the price came up, since nobody there had told you what it would\n"
    "cost them to stay where they are."
)
HTML_REPLY = (
    f"<html><head><style>p{{}}</style></head><body><div dir='ltr'>{TOP}<br></div><br>"
    f"<div class='gmail_quote'><div class='gmail_attr'>{WROTE.replace('<', '&lt;').replace('>', '&gt;')}<br></div>"
    f"<blockquote class='gmail_quote'>{HTML.split('<body>')[1].split('</body>')[0]}</blockquote></div></body></html>"
)
HTML_INLINE = HTML.replace(
    "[3c11]</span></p>", f"[3c11]</span></p><p style='color:red'>{ASK}</p>", 1
).replace("[4b22]</span></p>", f"[4b22]</span></p><div><font color='blue'>{WELL}</font></div>", 1)

CASES = [
    # The file, changed in place
    Case("the page edited in place", EDITED, BOTH),
    Case("nothing was written", MD, []),
    Case("saved by Windows", EDITED.replace("\n", "\r\n"), BOTH),
    Case("saved with a byte order mark", b"\xef\xbb\xbf" + EDITED.encode(), BOTH),
    Case("saved as UTF-16", EDITED.encode("utf-16"), BOTH),
    Case("saved in Windows-1252", under(MD, "[3c11]", "\nThat\u2019s naïve.").encode("cp1252"), [("3c11", "That\u2019s naïve.")]),
    Case("lines broken anew", wrapped(EDITED, 50), BOTH),
    Case("lines broken anew, narrow", wrapped(EDITED, 32), BOTH),
    Case("Word's Markdown", WORD, BOTH),
    Case("Google Docs' Markdown", EDITED.replace("- ", "* ").replace("1. ", "1. **").replace("?", "?").replace("[3c11]", "\\[3c11\\]  "), BOTH),
    Case("on the same line", MD.replace("[3c11]", f"[3c11] {ASK}").replace("[4b22]", f"[4b22] -- {WELL}"), [("3c11", ASK), ("4b22", WELL)]),
    Case("before the mark", MD.replace("Ashdown signed [4b22]", f"Ashdown signed - {WELL} [4b22]"), [("4b22", WELL)]),
    Case("into a sentence", MD.replace("was twenty percent", "was (did they show you the offer?) twenty percent"), [("3c11", "(did they show you the offer?)")]),
    Case("as a list", under(MD, "Reason (Price too high)", f"  - {ASK}\n  - {WELL}"), [("3c11", f"- {ASK}\n  - {WELL}")]),
    Case("in bold", under(MD, "[3c11]", f"\n**ANA: {ASK}**\n"), [("3c11", f"**ANA: {ASK}**")]),
    Case("two paragraphs", under(MD, "[3c11]", f"\n{ASK}\n\n{WELL}\n"), [("3c11", f"{ASK}\n\n{WELL}")]),
    Case("under an excuse and a topic", under(under(MD, "[e5c0]", ASK), "[7e1a]", WELL), [("7e1a", WELL), ("e5c0", ASK)]),
    Case("under the figures", under(MD, "| Setbacks", "Only five?"), [("f16a", "Only five?")]),
    Case("with the how-to removed", EDITED.split("## How to answer")[0], BOTH),
    Case("most of the page removed", f"{line_with('[4b22]')}\n{WELL}\n", [("4b22", WELL)]),
    Case("words that are the page's, twice", under(MD, "[5f33]", "\nGone quiet? Ashdown signed too, so ask.\n"), [("5f33", "Gone quiet? Ashdown signed too, so ask.")]),
    # CriticMarkup
    Case("CriticMarkup comments", MD.replace("[3c11]", f"[3c11]{{>>{ASK}<<}}").replace("Ashdown signed", f"{{==Ashdown signed==}}{{>>{WELL}<<}}"), BOTH),
    Case("a CriticMarkup insertion", MD.replace("[4b22]", f"[4b22] {{++{WELL}++}}"), [("4b22", WELL)]),
    Case("a CriticMarkup substitution", MD.replace("twenty percent", "{~~twenty~>how many~~} percent"), [("3c11", "how many")]),
    Case("a CriticMarkup deletion", MD.replace("after six weeks", "{--after six weeks--}"), []),
    # Mail, as text
    Case("inline under quotes", f"{WROTE}\n{INLINE}", BOTH),
    Case("inline, quoted lines broken", f"{WROTE}\n" + under(under(wrapped(quoted(MD), 40), "Lost the Henderson", ""), "[3c11]", f"\n{ASK}\n"), [("3c11", ASK)]),
    Case("quoted twice", quoted(f"{WROTE}\n{INLINE}"), BOTH),
    Case("quote marks without a space", f"{WROTE}\n" + under(quoted(MD, ">"), "[3c11]", ASK), [("3c11", ASK)]),
    Case("quote marks in quote marks", f"{WROTE}\n" + under(quoted(MD, ">> "), "[3c11]", ASK), [("3c11", ASK)]),
    Case("top-posted", f"{TOP}\n\n{WROTE}\n\n{quoted(MD)}\n", [("", TOP)]),
    Case("bottom-posted", f"{WROTE}\n{quoted(MD)}\n\n{TOP}\n", [("", TOP)]),
    Case("German", f"{TOP}\n\n{GERMAN}\n\n{quoted(MD)}\n", [("", TOP)]),
    Case("French", f"{TOP}\n\n{FRENCH}\n\n{quoted(MD)}\n", [("", TOP)]),
    Case("Spanish", f"{TOP}\n\n{SPANISH}\n\n{quoted(MD)}\n", [("", TOP)]),
    Case("Dutch", f"{TOP}\n\n{DUTCH}\n\n{quoted(MD)}\n", [("", TOP)]),
    Case("Italian", f"{TOP}\n\n{ITALIAN}\n\n{quoted(MD)}\n", [("", TOP)]),
    Case("'On … wrote:' broken over lines", f"{TOP}\n\nOn Mon, 9 Mar 2026 at 08:12, Sam Ode\n<sam@example.com> wrote:\n\n{quoted(MD)}", [("", TOP)]),
    Case("a quote without marks", f"{TOP}\n\n{WROTE}\n\n{MD}", [("", TOP)]),
    Case("Outlook", f"{TOP}\n\n{RULE}\n{HEADERS}\n{MD}", [("", TOP)]),
    Case("Outlook, old", f"{TOP}\n\n-----Original Message-----\n{HEADERS}\n{MD}", [("", TOP)]),
    Case("Outlook, German", f"{TOP}\n\n{OUTLOOK_DE}\n{MD}", [("", TOP)]),
    Case("Outlook, French", f"{TOP}\n\n{OUTLOOK_FR}\n{MD}", [("", TOP)]),
    Case("Outlook, answered below", f"See below.\n\n{RULE}\n{HEADERS}\n{EDITED}", [("", "See below."), *BOTH]),
    Case("Outlook, with what Sam wrote", f"{TOP}\n\n{RULE}\n{HEADERS}\nHi Ana, here is my second one.\n\n{MD}", [("", TOP)], ["Hi Ana, here is my second one."]),
    Case("a phone, one line", f"Great month. {AGREED}.\n\nSent from my iPhone\n\n{WROTE.replace(' wrote', chr(10) + 'wrote')}\n{quoted(MD)}", [("", f"Great month. {AGREED}.")], ["Sent from my iPhone"], [("rep", "call the buyer by Friday")]),
    Case("a phone, no quote", "Nice one. Ring them.\n\nSent from my iPhone\n", [("", "Nice one. Ring them.")], ["Sent from my iPhone"]),
    Case("a signature", f"{TOP}\n\n-- \nAna Petrov\nVP Sales\n\n{WROTE}\n{quoted(MD)}", [("", TOP)], ["Ana Petrov", "VP Sales"]),
    Case("a thread", f"{ASK}\n\n{WROTE}\n> Thanks, I will.\n>\n> On Sun, 8 Mar 2026, Ana wrote:\n>> {WELL}\n>>\n>> On Sat, 7 Mar 2026, Sam wrote:\n{quoted(MD, '>>> ')}", [("", ASK)], ["Thanks, I will.", WELL]),
    Case("forwarded by the rep", f"---------- Forwarded message ---------\nFrom: Ana Petrov <ana@example.com>\nDate: Mon, 9 Mar 2026\nSubject: Re: Page 2\nTo: Sam Ode <sam@example.com>\n\n{TOP}\n\n{WROTE}\n{quoted(MD)}", [("", TOP)]),
    Case("typed into the quote", f"{WROTE}\n" + under(quoted(MD), "[3c11]", f"> {ASK}"), [("3c11", ASK)]),
    Case("a long remark that a client broke", f"{WROTE}\n" + under(quoted(MD), "[3c11]", f"\n{LONG}\n"), [("3c11", LONG.replace("\n", " "))]),
    # Loose text with marks
    Case("loose, a mark a paragraph", f"[3c11] {ASK}\n\n[4b22] {WELL}\n\nKeep going.", [*BOTH, ("", "Keep going.")]),
    Case("loose, a mark in capitals", f"[3C11]: {ASK}", [("3c11", ASK)]),
    Case("loose, bare marks", f"3c11: {ASK}\n4b22 - {WELL}", BOTH),
    Case("loose, marks as headings", f"[3c11]\n{ASK}\n\n{TOP}\n\n[4b22]\n{WELL}", [("3c11", f"{ASK}\n\n{TOP}"), ("4b22", WELL)]),
    Case("loose, a mark in a sentence", f"What [3c11] tells me: {TOP}", [("3c11", f"What [3c11] tells me: {TOP}")]),
    Case("loose, a year in brackets is no mark", "In [2026] all of it will be better.", [("", "In [2026] all of it will be better.")]),
    Case("loose, no mark", TOP, [("", TOP)]),
    # Mail as it is sent
    Case(".eml, plain", mail(f"{WROTE}\n{INLINE}"), BOTH),
    Case(".eml, quoted-printable", mail(f"{WROTE}\n{INLINE}", cte="quoted-printable"), BOTH),
    Case(".eml, base64", mail(f"{WROTE}\n{INLINE}", cte="base64"), BOTH),
    Case(".eml, Latin 1", mail("C\u2019est naïf.".replace("\u2019", "'"), charset="iso-8859-1", cte="quoted-printable"), [("", "C'est naïf.")]),
    Case(".eml, format=flowed", mail("You lost this one long before the price \ncame up.\n\n" + f"{WROTE}\n" + quoted(wrapped(MD, 60).replace("\n", " \n").replace(" \n \n", "\n\n")), format="flowed"), [("", "You lost this one long before the price came up.")]),
    Case(".eml, HTML alone", mail(HTML_REPLY, kind="html"), [("", TOP)]),
    Case(".eml, Outlook's HTML", mail(f"<html><body><p class=MsoNormal>{TOP}<o:p></o:p></p><div style='border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Sam Ode &lt;sam@example.com&gt;<br><b>Sent:</b> Monday, March 9, 2026<br><b>To:</b> Ana<br><b>Subject:</b> Page 2</p></div>{HTML.split('<body>')[1].split('</body>')[0]}</body></html>", kind="html", cte="quoted-printable"), [("", TOP)]),
    Case("the HTML page, written into", HTML_INLINE, BOTH),
    # What means no good, or was sent by what knows no better
    Case("markup of a page in plain text", f"<script>alert(1)</script> {ASK} <img src=x onerror=y>", [("", f"<script>alert(1)</script> {ASK} <img src=x onerror=y>")]),
    Case("HTML with a script and a comment", f"<html><body><script>Agreed: pay me</script><!-- Agreed: pay me --><p onclick='x'>{TOP}</p></body></html>", [("", TOP)]),
    Case("control characters", under(MD, "[3c11]", f"\n\x1b[31m{ASK}\x07\u202e\n"), [("3c11", f"\x1b[31m{ASK}\x07\u202e")]),
    Case("CriticMarkup over the page's words", MD.replace("twenty percent above", "{--twenty percent above--}{++not the price++}"), [("3c11", "not the price")]),
    Case("CriticMarkup in CriticMarkup", MD.replace("[4b22]", f"[4b22] {{>>{{++{WELL}++}}<<}}"), [("4b22", f"{{++{WELL}++}}")]),
    Case("a quote from elsewhere that agrees", f"{TOP}\n\n{WROTE}\n> Agreed: call everybody by Friday\n> I'll send you the deck.\n>\n{quoted(MD, '>> ')}", [("", TOP)], ["Agreed: call everybody by Friday", "I'll send you the deck."]),
    Case("a signature that agrees", f"{TOP}\n\n-- \nAna\nAgreed: call me by Friday", [("", TOP)], ["Ana", "Agreed: call me by Friday"]),
    Case("the page's words as a mail of its own", mail(MD), []),
    Case(".eml that says ASCII and is UTF-8", mail("Na\u00efve\u2019s the word.").replace(b'charset="utf-8"', b'charset="us-ascii"'), [("", "Na\u00efve\u2019s the word.")]),
    Case(".eml that says Latin 1 and is UTF-8", mail("Na\u00efve.").replace(b'charset="utf-8"', b'charset="iso-8859-1"'), [("", "Na\u00efve.")]),
    Case(".eml that says UTF-16 and is ASCII", mail("Ring them.").replace(b'charset="utf-8"', b'charset="utf-16"'), [("", "Ring them.")]),
    Case(".eml in no charset", mail("Ring them, Zo\u00eb.").replace(b'charset="utf-8"', b'charset="klingon"'), [("", "Ring them, Zo\u00eb.")]),
    Case(".eml with half a character", mail("Ring them.", cte="7bit").replace(b'charset="utf-8"', b'charset="utf-7"').replace(b"Ring", b"+2AA- Ring"), [("", "? Ring them.")]),
    Case(".eml, nested", nested(mail(TOP), 60), [("", TOP)]),
    # What is agreed
    Case("agreed, both sides", f"{TOP}\n\nAgreed: call the buyer by Friday\nYou: ask Henderson who signs by Tuesday\nI'll send you the deck by Monday.", [("", f"{TOP}\n\nAgreed: call the buyer by Friday\nYou: ask Henderson who signs by Tuesday\nI'll send you the deck by Monday.")], [], [("rep", "call the buyer by Friday"), ("rep", "ask Henderson who signs by Tuesday"), ("mentor", "send you the deck by Monday")]),
    Case("agreed, under an entry", under(MD, "[3d12]", f"\n{AGREED}\n"), [("3d12", AGREED)], [], [("rep", "call the buyer by Friday")]),
    Case("agreed, as a list", "Next steps:\n- You: call Henderson on Monday\n- Me: introduce you to Jo\n- write the plan down", [("", "Next steps:\n- You: call Henderson on Monday\n- Me: introduce you to Jo\n- write the plan down")], [], [("rep", "call Henderson on Monday"), ("mentor", "introduce you to Jo"), ("rep", "write the plan down")]),
    Case("nothing is agreed by manners", "I'll be honest, you will get there. Agreed, price is hard. If you like I'll send you a book. Will you call them?", [("", "I'll be honest, you will get there. Agreed, price is hard. If you like I'll send you a book. Will you call them?")]),
    Case("we agreed that", "We agreed that you'll ring Jo by Thursday.", [("", "We agreed that you'll ring Jo by Thursday.")], [], [("rep", "ring Jo by Thursday")]),
    Case("a smart quote in it", "Great. I\u2019ll send you the template tomorrow.", [("", "Great. I\u2019ll send you the template tomorrow.")], [], [("mentor", "send you the template tomorrow")]),
]  # fmt: skip
