"""Every sentence of the exchange with the mentor, outside of the page itself."""

from collections.abc import Sequence
from datetime import date

from valley import dates
from valley.coach.replies import Meant
from valley.exchanged import About, Agreement, Comment, MentorPage, Side, State
from valley.model import Entry, short
from valley.ui.choices import Choice, same
from valley.ui.sentences import things

MY_NAME = "Your name, as it stands on the page?"
MENTOR_NAME = "And what is your mentor called?"
NAMES = {"my_name": MY_NAME, "mentor_name": MENTOR_NAME}  # settings
NAME_HINT = "Enter: none"
NAMES_HELP = "Both are asked once, and kept as settings: valley config set my_name, mentor_name."
TOPIC = "What do you want to be asked about?"
TOPIC_NEXT = "And what else?"
TOPIC_HINT = "up to three, one at a time; Enter: that is all"
TOPIC_HELP = "It stands at the top of the page, as “Ask me about”."
STUCK = "Where are you stuck?"
STUCK_HINT = "in your words; Enter: nowhere"
STUCK_HELP = "It stands at the top of the page, below what to ask you about."
PRIVATE = "What you wrote is private until you pick it. One key each:"
NUMBERS_TOO = "Your numbers of these days too?"
NOTHING_NEW = "Nothing is new since the last page."
NOTHING_WRITTEN = "Nothing was written."
WRITE_IT = "Write it like this?"
NO_PAGES = "No page yet. Make one for your mentor: valley mentor page page.md"
NO_COMMENTS = "No comments yet. Read an answer: valley mentor read answer.txt"
NEXT = "Read the answer: valley mentor read FILE. Sent it? valley mentor sent"
KEEP_IT = "Keep this?"
NOT_KEPT = "Nothing was kept."
EDIT = "In your words:"
EDIT_HELP = "The promise takes these words; the mentor's stay with the comment."

PICK = Choice(
    hint="y: yes, w: without its promise, a: all from here, Enter: private, q: stop",
    keys={"y": Meant.YES, "w": Meant.EDIT, "a": Meant.SAME, "n": Meant.KEEP, "q": Meant.STOP},
    counts={
        **same(Meant.YES, Meant.EDIT, Meant.SAME),
        **dict.fromkeys([Meant.KEEP, Meant.NO, Meant.SKIP, Meant.LATER], Meant.KEEP),
        Meant.STOP: Meant.STOP,
    },
    enter=Meant.KEEP,
    wanted="Which is it? y: yes, w: without its promise, a: all, Enter: private, q: stop",
    help="Only what you pick is on the page, or in its figures. Stopping leaves the rest private.",
)
PICK_PLAIN = PICK._replace(
    hint="y: yes, a: all from here, Enter: private, q: stop",
    keys={"y": Meant.YES, "a": Meant.SAME, "n": Meant.KEEP, "q": Meant.STOP},
    counts={meant: to for meant, to in PICK.counts.items() if meant is not Meant.EDIT},
    wanted="Which is it? y: yes, a: all from here, Enter: private, q: stop",
)
TAKE = Choice(
    hint="y: yes, e: in other words, n: no, Enter: later",
    keys={"y": Meant.YES, "e": Meant.EDIT, "n": Meant.NO},
    counts={
        **same(Meant.YES, Meant.NO, Meant.EDIT),
        **dict.fromkeys([Meant.LATER, Meant.SKIP], Meant.LATER),
    },
    enter=Meant.LATER,
    wanted="Please say which. y: yes, e: in other words, n: no, Enter: later",
    help="Yes makes it a promise of yours, agreed with your mentor. Later, it waits in valley mentor.",
)
ASK_AFTER = TAKE._replace(
    hint="y: yes, n: no, Enter: later",
    keys={"y": Meant.YES, "n": Meant.NO},
    counts={meant: to for meant, to in TAKE.counts.items() if meant is not Meant.EDIT},
    wanted="Please say which. y: yes, n: no, Enter: later",
    help="Yes keeps it, and asks you the day after it was due whether it was done.",
)
DID_IT_COME = Choice(
    hint="y: it came, n: not yet, Enter: ask me tomorrow",
    keys={"y": Meant.YES, "n": Meant.NO},
    counts={
        **dict.fromkeys([Meant.YES, Meant.KEPT, Meant.DONE], Meant.YES),
        **dict.fromkeys([Meant.NO, Meant.MISSED], Meant.NO),
        **dict.fromkeys([Meant.LATER, Meant.SKIP], Meant.LATER),
    },
    enter=Meant.LATER,
    wanted="Did it come? y: it came, n: not yet, Enter: ask me tomorrow",
    help="Your next page opens with it: that it came, or that it did not come yet.",
)


def entry_lines(entry: Entry, today: date) -> list[str]:
    """Return what would go out of an entry, in lines."""
    lines = [f"{dates.show(entry.day, today=today)}: {entry.happened}"]
    lines += [f"  Reason: {entry.reason}"] if entry.reason else []
    lines += [f"  My part: {entry.mine}"] if entry.mine else []
    lines += [f"  Promise: {entry.action}"] if entry.action else []
    lines += [f"  Note: {entry.note}"] if entry.note else []
    return lines


def on_the_page(left: int) -> str:
    more = f" ({left} after it)" if left else ""
    return f"On the page?{more}"


def picked(page: MentorPage) -> str:
    here, private = len(page.picked), len(page.private)
    stays = f"; {private} {'stays' if private == 1 else 'stay'} private" if private else ""
    return f"Page {page.number}: {things(here, 'entry', 'entries')}{stays}."


UNPICKED = "Pick entries with --pick ID or --all, or make the page in a terminal."


def written(where: str, *, clear: bool) -> str:
    return f"Written to {where}{', in clear' if clear else ''}. {NEXT}"


def sent(page: MentorPage) -> str:
    return f"Page {page.number} is sent; the next one begins after it."


def meant(said: str, stand_in: str, name: str) -> str:
    return f"“{said}”: is that {stand_in}, which is {name}?"


def left_as_said(said: str) -> str:
    return f"“{said}” is no stand-in of that page and stays as it is."


def of_page(page: MentorPage | None) -> str:
    return f"An answer to page {page.number}." if page else "An answer to no page of yours."


def of_another(name: str) -> str:
    return (
        f"{name} answers a page that was not made in this journal. Nothing was kept. One made on"
        " another machine comes by valley sync or valley merge."
    )


def where_lines(comment: Comment, entry: Entry | None, title: str, today: date) -> str:
    """Return what a comment stands under."""
    if comment.where is About.EXCUSE:
        return f"On the excuse “{title}”"
    if comment.where is About.PAGE:
        return "In general"
    if comment.where is About.ASIDE:
        return "Kept aside, a signature or a quote"
    if entry is None:
        return "On an entry that is gone"
    day = dates.show(entry.day, today=today)
    if comment.where is About.PROMISE and entry.action:
        return f"On the promise “{short(entry.action)}” of {day}"
    return f"On “{short(entry.happened)}” of {day}"


def agreed_line(one: Agreement, mentor: str, today: date) -> str:
    """Return whose step it is, what, and by when."""
    who = "You" if one.side is Side.REP else mentor or "Your mentor"
    due = f" ({dates.show(one.due, today=today)})" if one.due else ""
    return f"{who}: {_plain(one.text)}{due}"


def take_over(one: Agreement, today: date) -> str:
    due = f" ({dates.show(one.due, today=today)})" if one.due else ""
    return f"Agreed: “{short(one.text)}”{due}. Take it over as your promise?"


def ask_after(one: Agreement, mentor: str, today: date) -> str:
    due = f" ({dates.show(one.due, today=today)})" if one.due else ""
    who = mentor or "Your mentor"
    return f"{who} will {short(_plain(one.text))}{due}. Keep that, and ask you after it?"


def did_it_come(one: Agreement, mentor: str) -> str:
    return f"{mentor or 'Your mentor'} was to {short(_plain(one.text))}: did it come?"


def _plain(text: str) -> str:
    return text.rstrip(" .!")


def came(state: State) -> str:
    return "Good." if state is State.CAME else "Noted; your next page says so."


def agreed_with(mentor: str) -> str:
    return f"Agreed with {mentor or 'my mentor'}"


def kept(comments: int, aside: int, known: int, taken: int, waiting: int) -> str:
    """Return what was kept of an answer."""
    told = []
    if comments or aside:
        beside = f"{things(aside, 'line')} aside" if aside else ""
        some = things(comments, "comment") if comments else ""
        told.append(f"{' and '.join(filter(None, (some, beside)))} kept.")
    elif known:
        told.append("Nothing new in it.")
    elif not taken + waiting:
        told.append("No word of a mentor's was found in it.")
    told += [f"{things(taken, 'step')} taken over."] if taken else []
    told += [f"{things(waiting, 'step waits', 'steps wait')}: valley mentor"] if waiting else []
    return " ".join(told)


def not_text(names: Sequence[str]) -> str:
    return f"Not read, as it is no text: {', '.join(names)}."


def comments_before(count: int) -> str:
    return f"{things(count, 'comment')} before these: valley mentor comments"


def commented(comment: Comment, mentor: str) -> str:
    """Return a comment where it helps."""
    return f"{mentor or 'Your mentor'}: “{short(comment.text, 200)}”"


def page_line(page: MentorPage, today: date) -> str:
    """Return where a page stands."""
    made = dates.show(page.made_at.date(), today=today)
    if page.answered:
        stands = f"answered, read {dates.show(page.answered, today=today)}"
    elif page.sent:
        stands = f"sent {dates.show(page.sent, today=today)}, not answered yet"
    else:
        stands = "not answered yet"
    return f"Page {page.number}, made {made}: {stands}"


def owed_line(one: Agreement, today: date) -> str:
    if one.due is None:
        return one.text
    when = "was due" if one.due < today else "due"
    return f"{one.text} ({when} {dates.show(one.due, today=today)})"


def next_step(page: MentorPage | None) -> str:
    if page is not None and not page.answered:
        return "valley mentor read FILE takes the answer"
    return "valley mentor page FILE makes the next page"
