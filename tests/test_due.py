"""The day that a promise names."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.strategies import texts
from valley import due
from valley.due import Moment
from valley.errors import InvalidInput
from valley.workdays import Workdays

WEDNESDAY = date(2026, 3, 11)
WEEK = Workdays.of("mon-fri")
EVENING = Moment(datetime(2026, 3, 11, 18, 30, tzinfo=UTC), WEDNESDAY, WEEK)
NOON = Moment(datetime(2026, 3, 11, 12, tzinfo=UTC), WEDNESDAY, WEEK)

NAMED = [
    ("send the checklist by Friday", "2026-03-13"),
    ("Friday: send the checklist", "2026-03-13"),
    ("send the checklist friday", "2026-03-13"),
    ("send it friday, whatever happens", "2026-03-13"),
    ("ring on monday at 9", "2026-03-16"),
    ("ring her tuesday at 6 and give her two times", "2026-03-17"),
    ("ring the buyer friday at ten", "2026-03-13"),
    ("visit the two plants fri 3 to 5", "2026-03-13"),
    ("ring them on Wednesday", "2026-03-18"),
    ("send it by this Friday", "2026-03-13"),
    ("next friday I am on their step", "2026-03-13"),
    ("call him on friday next week", "2026-03-20"),
    ("visit them next week on Tuesday", "2026-03-17"),
    ("wait til Friday, then I phone her at ten", "2026-03-13"),
    ("hand in the list before friday", "2026-03-13"),
    ("cards in all four shops on saturday morning", "2026-03-14"),
    ("back to the restaurant wed, ask for the manager", "2026-03-18"),
    ("he said Monday, so wednesday I call", "2026-03-18"),
    ("prepare the Monday meeting notes by Friday", "2026-03-13"),
    ("ring everybody on Friday's list by Thursday 12:00", "2026-03-12"),
    ("if she is out, write. Ring her by friday", "2026-03-13"),
    ("Monday at the latest, so monday", "2026-03-16"),
    ("visit them on 12 march", "2026-03-12"),
    ("visit them on the 12th of March", "2026-03-12"),
    ("offer out by march 20th", "2026-03-20"),
    ("offer out by Fri 20 Mar", "2026-03-20"),
    ("offer out by 4 mar", "2027-03-04"),
    ("send the plan by 2026-03-20", "2026-03-20"),
    ("send it by the 20th", "2026-03-20"),
    ("have it in her inbox before the 1st", "2026-04-01"),
    ("tasting in Sutton on the 23rd, room booked", "2026-03-23"),
    ("by the 31st at the latest I hand it in", "2026-03-31"),
    ("tmrw", "2026-03-12"),
    ("call Jo tmrw", "2026-03-12"),
    ("tomorrow at 9 I stand in her lobby", "2026-03-12"),
    ("post it tomorrow at noon", "2026-03-12"),
    ("ask credit tomorrow what they need", "2026-03-12"),
    ("text every temp on tomorrow's shift at 8 tonight", "2026-03-11"),
    ("mail him today that the notice is running", "2026-03-11"),
    ("check in with him in 2 weeks", "2026-03-25"),
    ("ring her again in a week", "2026-03-18"),
    ("get three quotes within ten days", "2026-03-21"),
    ("send it in 2 weeks' time", "2026-03-25"),
    ("fill the list by the end of the month", "2026-03-31"),
    ("fill the list by month end", "2026-03-31"),
    ("twenty names, eom", "2026-03-31"),
    ("send it by the end of May", "2026-05-29"),
    ("two referrals by end of the week, the dentist first", "2026-03-13"),
    ("two referrals by the end of next week", "2026-03-20"),
    ("five new ones by the end of the quarter", "2026-03-31"),
    ("five new ones by end of year", "2026-12-31"),
    ("send it by eod Friday", "2026-03-13"),
    ("call at 9", "2026-03-12"),
    ("ring their reception at 9 and ask who decides", "2026-03-12"),
    ("call them between 13:00 and 14:00", "2026-03-12"),
    ("walk over to legal at 11 with the two clauses", "2026-03-12"),
    ("list to the office by eod", "2026-03-12"),
    ("ring her at 8pm", "2026-03-11"),
    ("be in the lobby by noon", "2026-03-12"),
]
NOT_NAMED = [
    "write up the Monday meeting notes",
    "send the Monday numbers",
    "Monday meeting notes to everybody",
    "Friday's numbers into the sheet",
    "work on Friday numbers",
    "ask for calls at the monday meeting",
    "read through the report from Friday",
    "clean up what is left since Tuesday",
    "call those of last friday",
    "prepare the visit for Friday",
    "status mail to her every friday",
    "ring them on tuesdays and thursdays",
    "every day at 9",
    "ring him after Friday",
    "nothing before friday week",
    "not before Friday",
    "maybe on friday",
    "see if he surfaces before the 24th",
    "if there is nothing by wed I drive out at 9",
    "when she is back on the 9th",
    "ask her to send the figures by Friday",
    "ring on Thursday or Friday",
    "offer him thurs 10 or fri 2",
    "offer her the 14th or the 21st",
    "tonight the letter, tomorrow the call",
    "call back the ones who did not answer today",
    "write to the six I missed tonight",
    "prepare for tomorrow's visit",
    "up on the 5th floor",
    "write for the week of the 14th",
    "pick it up again in a week or so",
    "ring whoever I have not called in 2 weeks",
    "do the end of month report",
    "get back out next week",
    "over the weekend",
    "ring them last monday",
    "send it by yesterday",
    "send it by 2026-03-01",
    "send it by 31 feb",
    "send it by Thu 4 March 2027 or so",
    "by 2026-13-40",
    "call at 25:00",
    "sit down where they sat",
    "march in and ask",
    "I may ring them",
    "offer it at 9%",
    "offer the big ones at 12 a box",
    "be done by 3 calls",
    'ask "can you do friday" once more',
    "ring the shops, silence since tuesday, at 9",
    "ring",
    "",
]


@pytest.mark.parametrize(("action", "meant"), NAMED)
def test_the_day_in_a_promise_is_found(action: str, meant: str) -> None:
    """Looking ahead from the evening it is made, here Wednesday, 11 March, 18:30."""
    assert due.named(action, EVENING) == date.fromisoformat(meant)


@pytest.mark.parametrize("action", NOT_NAMED)
def test_a_day_that_is_only_spoken_of_is_none(action: str) -> None:
    """Nor one that hangs on something, comes every week, is past, or is one of two."""
    assert due.named(action, EVENING) is None


@pytest.mark.parametrize(
    ("action", "meant"),
    [
        ("call at 6pm", WEDNESDAY),
        ("call at 3", WEDNESDAY),
        ("call at 9.30", date(2026, 3, 12)),
        ("18:00 at their gate", WEDNESDAY),
        ("send it by eod", WEDNESDAY),
        ("send it by the end of the day", WEDNESDAY),
        ("send it by noon", date(2026, 3, 12)),
        ("call at 9 and at 3", None),
    ],
)
def test_a_time_alone_is_today_while_it_is_ahead(action: str, meant: date | None) -> None:
    """At noon some are and some are not; two that fall on two days name none."""
    assert due.named(action, NOON) == meant


def test_a_time_alone_is_never_on_a_day_of_rest() -> None:
    """On a Friday evening 'at 9' is Monday, past midnight as well; in the morning it is today."""
    friday = date(2026, 3, 13)
    for moment in datetime(2026, 3, 13, 18), datetime(2026, 3, 14, 0, 30):  # noqa: DTZ001
        assert due.named("call at 9", Moment(moment, friday, WEEK)) == date(2026, 3, 16)
    morning = Moment(datetime(2026, 3, 13, 7), friday, WEEK)  # noqa: DTZ001
    assert due.named("call at 9", morning) == friday


def test_tomorrow_is_asked_for_where_it_is_a_day_of_rest() -> None:
    """On a Friday it may be Saturday or Monday; where nobody can be asked, the next working day."""
    friday = date(2026, 3, 13)
    evening = Moment(datetime.combine(friday, time(18)), friday, WEEK)
    assert due.named("call 20 accounts tomorrow 8-10", evening) is None
    assert due.of("call 20 accounts tomorrow 8-10", evening) == date(2026, 3, 16)
    assert due.parse("tomorrow", evening) == date(2026, 3, 14)


def test_the_end_of_a_month_is_its_last_working_day() -> None:
    """Also where the month ends on a Sunday; once that day is over, the end is none."""
    assert due.named("by the end of May", EVENING) == date(2026, 5, 29)
    sunday = date(2026, 5, 31)
    late = Moment(datetime.combine(sunday, time(18)), sunday, WEEK)
    assert due.named("by the end of the month", late) is None
    assert due.of("by the end of the month", late) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("friday", "2026-03-13"),
        ("by Friday", "2026-03-13"),
        ("friday at 9", "2026-03-13"),
        ("this friday", "2026-03-13"),
        ("tmrw", "2026-03-12"),
        ("tomorrow morning", "2026-03-12"),
        ("tonight", "2026-03-11"),
        ("eod", "2026-03-12"),
        ("8pm", "2026-03-11"),
        ("at 9", "2026-03-12"),
        ("the 20th", "2026-03-20"),
        ("by the 20th", "2026-03-20"),
        ("end of the month", "2026-03-31"),
        ("friday next week", "2026-03-20"),
    ],
)
def test_the_same_words_answer_by_when(answer: str, meant: str) -> None:
    """Beside all that a day can be given as."""
    assert due.parse(answer, EVENING, since=WEDNESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    "answer", ["blursday", "not friday", "friday maybe", "ring him friday", "yesterday", "9%", "?"]
)
def test_an_answer_is_understood_whole_or_not(answer: str) -> None:
    """What stands beside a day may change it."""
    with pytest.raises(InvalidInput):
        due.parse(answer, EVENING, since=WEDNESDAY)


def test_what_is_not_understood_is_refused_as_ever() -> None:
    """With the sentence that says how to write a day."""
    with pytest.raises(InvalidInput, match=r"'4 mar' or 'in 2 weeks'\.$"):
        due.parse("blursday", EVENING)
    with pytest.raises(InvalidInput, match=r"is past; a promise is due today or later\.$"):
        due.parse("2026-03-01", EVENING, since=WEDNESDAY)


WORDS = st.lists(
    st.sampled_from(
        "by on until the next of end at in friday tue 12 31st march month week 9 9:30 6pm 25:00 "
        "tomorrow eod 2 weeks , ; and if every 0th 2026-03-31 9999 feb not ring him".split(" ")
    ),
    max_size=12,
).map(" ".join)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31))  # noqa: DTZ001


@given(texts() | WORDS, MOMENTS)
@example("by 4 march 9999", datetime(2026, 3, 11))  # noqa: DTZ001
@example("in 999 months", datetime(2199, 12, 31))  # noqa: DTZ001
def test_no_text_names_a_day_that_is_over(text: str, now: datetime) -> None:
    """Whatever is promised: no error, and no day before today, whichever way it is read."""
    moment = Moment(now, now.date(), WEEK)
    found = due.named(text, moment)
    assert found is None or now.date() <= found
    assert due.of(text, moment) >= now.date()
    with suppress(InvalidInput):
        assert due.parse(text, moment, since=now.date()) >= now.date()


@given(MOMENTS, st.integers(1, 300))
def test_a_day_that_is_written_out_is_found(now: datetime, ahead: int) -> None:
    """In every form that has its year."""
    day = now.date() + timedelta(days=ahead)
    moment = Moment(now, now.date(), WEEK)
    expected = day if day.year < 2200 else None
    for said in f"{day}", f"{day:%d %B} {day.year}", f"{day:%a %B} {day.day} {day.year}":
        assert due.named(f"send it by {said}", moment) == expected


@pytest.mark.parametrize(
    ("said", "by_noon", "by_evening"),
    [
        ("eod", "2026-03-11", "2026-03-12"),
        ("by eod", "2026-03-11", "2026-03-12"),
        ("EOD", "2026-03-11", "2026-03-12"),
        ("end of the day", "2026-03-11", "2026-03-12"),
        ("6pm", "2026-03-11", "2026-03-12"),
        ("at 6pm", "2026-03-11", "2026-03-12"),
        ("18:00", "2026-03-11", "2026-03-12"),
        ("17.30", "2026-03-11", "2026-03-12"),
        ("noon", "2026-03-12", "2026-03-12"),
        ("by 9", "2026-03-12", "2026-03-12"),
        ("tonight", "2026-03-11", "2026-03-11"),
        ("tmrw", "2026-03-12", "2026-03-12"),
        ("tomoz", "2026-03-12", "2026-03-12"),
        ("2moro", "2026-03-12", "2026-03-12"),
        ("first thing tomorrow", "2026-03-12", "2026-03-12"),
        ("day after tomorrow", "2026-03-13", "2026-03-13"),
        ("next friday", "2026-03-13", "2026-03-13"),
        ("eod friday", "2026-03-13", "2026-03-13"),
        ("friday eod", "2026-03-13", "2026-03-13"),
        ("mon 9am", "2026-03-16", "2026-03-16"),
        ("eow", "2026-03-13", "2026-03-13"),
        ("the 20th", "2026-03-20", "2026-03-20"),
        ("20th", "2026-03-20", "2026-03-20"),
        ("end of the month", "2026-03-31", "2026-03-31"),
        ("month end", "2026-03-31", "2026-03-31"),
        ("eom", "2026-03-31", "2026-03-31"),
        ("end of may", "2026-05-29", "2026-05-29"),  # the 31st is a Sunday
        *((said, "", "") for said in ("9", "by", "soon", "asap", "next week", "20/3", "lost it")),
    ],
)
def test_by_when_is_answered_in_the_words_of_an_action(
    said: str, by_noon: str, by_evening: str
) -> None:
    """A time alone is today while it is ahead; what is not sure is asked again."""
    for moment, meant in ((NOON, by_noon), (EVENING, by_evening)):
        if meant:
            assert due.parse(said, moment) == date.fromisoformat(meant)
        else:
            with pytest.raises(InvalidInput):
                due.parse(said, moment)
