"""What each screen may say of a journey: every line, from the rep's own account alone.

A line that is not here was not said, whatever it is: the screens are compared as a whole.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tests.journeys.account import DAY, ENDED, WELL, Account, Promise, Told, tally

ID = "ID"
WEEK = timedelta(days=6)
NAMES = {
    "out": "Out of the Valley: you did it",
    "climbing": "Climbing: a concrete step of your own",
    "slope": "On the slope: a start, not yet a step you can tick off",
    "valley": "In the Valley: a reason, and no plan yet",
}
KINDS = {"win": "a win", "note": "a plain day"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(on: date) -> str:
    """Return a day as it is shown."""
    return f"{on:%a} {on.day} {on:%b}"


def times(count: int) -> str:
    """Return a count of times in words."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def log(told: Account) -> Iterator[str]:
    """Yield the lines of `valley log`, newest first."""
    for entry in reversed(told.entries):
        name = {"win": "win", "note": "plain day"}.get(entry.kind)
        excuse = entry.excuse or entry.perhaps or "reason without a name"
        yield f"{day(entry.day)}  {name or f'{excuse} ({entry.altitude})'}  {ID}"
        yield f"  {entry.happened}"
        if entry.reason:
            yield f"  {entry.reason}"
        for one in entry.promises:
            if one is not entry.promises[-1]:
                yield f"  Action: {one.action} ({ENDED[one.status]})"
                continue
            note = f": {one.note}" if one.note else ""
            yield f"  Action: {one.action} ({ENDED[one.status]}, due {day(one.due)}){note}"


def promises(told: Account) -> Iterator[str]:
    """Yield the lines of `valley promises`."""
    for one in sorted(_open(told.promises), key=lambda one: one.due):
        yield day(one.due)
        yield f"  {one.action}  ({ID})"
    yield "valley promises keep ID, miss, better, or move ID --due friday"


def excuses(told: Account, today: date) -> Iterator[str]:
    """Yield the lines of `valley excuses`."""
    since = today - 89 * DAY
    yield f"What came up since {day(since)} {since.year}"
    for title, days in _by_count(told.given(since, today)):
        yield f"{title} {times(len(days))}"
        entries = [e for e in told.entries if title in {e.excuse, e.perhaps}]
        made = [promise for e in entries for promise in e.promises]
        for_promises = sum(one.excuse == title for one in told.promises)
        span = " to ".join(dict.fromkeys((day(days[0]), day(days[-1]))))
        parts = [told.themes[title], span]
        answered = sum(bool(e.promises) for e in entries)
        if entries:
            renewed = f" with {len(made)} promises" if len(made) > answered else ""
            parts.append(f"answered {answered} of {len(entries)}{renewed}")
        ended = Counter("well" if one.status in WELL else one.status for one in made)
        words = {"well": "kept or bettered", "missed": "missed", "open": "open"}
        parts += [f"{ended[how]} {word}" for how, word in words.items() if ended[how]]
        if for_promises:
            often = f"{for_promises} of {len(days)} times " if len(days) > 1 else ""
            parts.append(f"{often}for a promise of your own")
        yield f"  {', '.join(parts)}"
    yield "Too early to tell a trend: the 90 days before are not in the journal."


def streak(told: Account, today: date) -> Iterator[str]:
    """Yield the lines of `valley streak`; today has no entry yet."""
    begun = told.entries[0].day
    counted = told.working_days(begun, today - DAY)
    written = {entry.day for entry in told.entries}
    row: list[date] = []
    longest: list[date] = []
    score, stays = 0.0, 0.5 ** (1 / 13)
    for one in counted:
        done = one in written
        row = [*row, one] if done else []
        longest = row if len(row) > len(longest) else longest
        score = score * stays + done * (1 - stays)
    days_done = sum(one in written for one in counted)
    on_rest = sum(one.weekday() > 4 for one in written)
    span = [begun + DAY * number for number in range((today - begun).days + 1)]
    rest = sum(one.weekday() > 4 and one not in written for one in span)
    yield f"Streak {len(row)} days, today still to come"
    yield f"Longest {len(longest)} days, {day(longest[0])} to {day(longest[-1])}"
    yield f"Momentum {100 * score:.1f}%, {days_done} of the last {len(counted)} working days"
    yield (
        f"{begun:%B %Y}: {days_done} done, {len(counted) - days_done} missed, 1 pending, {rest} rest,"
        f" {len(told.away)} away, {on_rest} written on a day off."
    )


def review(told: Account, monday: date, stands_out: list[str]) -> Iterator[str]:
    """Yield the lines of `valley review` of a week that is over.

    Args:
        told: The account.
        monday: The first day of the week.
        stands_out: What it says stands out, which `findings` judges.
    """
    last, first = monday + WEEK, told.entries[0].day
    weeks_before = [monday - 7 * DAY * n for n in range(4, 0, -1) if monday - 7 * DAY * n >= first]
    name = f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}"
    now = _figures(told, monday)
    yield f"The week of {day(monday)} to {day(last)}  {name}"
    yield _lead(stands_out[0], now)
    yield from (line for _, line in _focus_before(told, monday))
    yield from _terrain(told, monday)
    before = [_figures(told, one) for one in weeks_before]
    for figure, value in now.items():
        earlier = f" (before: {_before(figure, [one[figure] for one in before])})" if before else ""
        yield f"{figure}: {_shown(value)}{earlier}"
    yield {
        0: "Before: no week yet to compare with.",
        1: "Before: the week before.",
    }.get(len(before), f"Before: the average of {len(before)} weeks.")
    of_week = {title for _, title in told.given(monday, last)}
    counts = _by_count(told.given(last - 89 * DAY, last))
    if back := [(t, days) for t, days in counts if len(days) > 1 and t in of_week]:
        yield "Came back, counted over 90 days"
        yield from (f"  {title}, {times(len(days))}" for title, days in back)
    blamed = Counter(told.themes[title] for _, title in told.given(monday, last))
    del blamed["yourself"]
    if blamed:
        yield f"The blame went to: {', '.join(f'{t} {n}' for t, n in blamed.most_common())}"
    yield "What stands out"
    yield from stands_out
    if answered := [one for one in told.answers if monday <= one[0] <= last]:
        yield "What you said"
    for _, question, said in answered:
        yield question
        yield f"  {said}"
    for on, title, said in told.focus:
        if monday <= on <= last:
            yield "Focus for the week after"
            yield f"  {_focus(title, said)}"


def _lead(stands_out: str, now: dict[str, int | tuple[int, int]]) -> str:
    """Return the sentence a week is told by: of what stands out first, else what it was."""
    if said := re.fullmatch(r"(“.+”) is in (\d+) setbacks of the last eight weeks\.", stands_out):
        return f"{said[1]} again: {said[2]} setbacks in eight weeks."
    if said := re.fullmatch(r"(“.+”) keeps coming back: (.+ in 90 days); .+", stands_out):
        return f"{said[1]} came back: {said[2]}."
    kinds = {"Wins": "win", "Setbacks": "setback", "Plain days": "plain day"}
    *some, final = [f"{now[n]} {kind}{'s' * (now[n] != 1)}" for n, kind in kinds.items() if now[n]]
    return f"A week of {', '.join(some)} and {final}." if some else f"A week of {final}."


def findings(lines: list[str], told: Account, monday: date) -> Iterator[str]:
    """Yield what is wrong with what stands out: each kind of sentence is counted again."""
    last = monday + WEEK
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        if line in {
            "Nothing stands out this week.",
            "Nothing stands out yet. With more weeks there is more to see.",
        }:
            continue
        if said := re.fullmatch(r"“(.+)” is in (\d+) setbacks of the last eight weeks\.", line):
            known = told.between(last - 55 * DAY, last)
            found = [e for e in known if e.kind == "setback" and said[1] in e.happened + e.reason]
            expected = [f"“{said[1]}” is in {len(found)} setbacks of the last eight weeks."]
            days = [e.day for e in found]
        elif said := re.fullmatch(r"“(.+)” keeps coming back: .+", line):
            days = [on for on, title in told.given(last - 89 * DAY, last) if title == said[1]]
            met = sum(
                e.excuse == said[1] and any(one.verdict == "concrete" for one in e.promises)
                for e in told.entries
            )
            count = len(days)
            often = f"“{said[1]}” keeps coming back: {times(count)} in 90 days;"
            expected = [f"{often} {met} of {count} met a concrete answer."]
        else:
            yield f"nobody said: {line}"
            continue
        expected.append(_days(days))
        if [line, *rest[:1]] != expected:
            yield f"{[line, *rest[:1]]} should be {expected}"
        del rest[:1]


def page(told: Account, today: date) -> Iterator[str]:
    """Yield the lines of the mentor's page, as Markdown, without empty ones."""
    first = told.entries[0].day
    yield f"# Journal, {day(first)} {first.year} to {day(today)} {today.year}"
    yield "## Figures"
    yield "| | |"
    yield "| --- | --- |"
    yield from _page_figures(told, today)
    yield "## Focus"
    for on, title, said in told.focus:
        yield f"- {on.isocalendar().year}-W{on.isocalendar().week:02}: {_focus(title, said)}"
    yield from _page_excuses(told, today)
    yield "## Promises"
    yield from _page_promises(told)
    yield "## Days"
    for on in sorted({entry.day for entry in told.entries}):
        yield f"### {day(on)}"
        for entry in told.between(on, on):
            yield from _page_entry(entry)
    yield "## For the talk"
    top, days = _by_count(_sure(told, today))[0]
    yield (
        f"1. “{top}” came up {times(len(days))}. If that reason could not be used, what would you"
        " do differently?"
    )
    yield (
        "2. What made the promises work that were kept or bettered, and where else would that help?"
    )
    yield "3. What would make a missed promise work next time?"
    yield "4. What is the one thing to change next week?"
    yield (
        "“Perhaps” marks an excuse that was guessed from the words and not confirmed; it is not"
        " counted."
    )


def _page_figures(told: Account, today: date) -> Iterator[str]:
    kinds = Counter(entry.kind for entry in told.entries)
    setbacks = [entry for entry in told.entries if entry.kind == "setback"]
    counted = told.working_days(told.entries[0].day, today)
    logged = {entry.day for entry in told.entries} & set(counted)
    made = told.promises
    ended = ", ".join(f"{count} {word}" for count, word in tally(made))
    concrete = sum(any(one.verdict == "concrete" for one in e.promises) for e in setbacks)
    unasked = sum(entry.unasked for entry in setbacks)
    yield f"| Days logged | {len(logged)} of {len(counted)} working days |"
    yield f"| Wins | {kinds['win']} |"
    yield f"| Setbacks | {kinds['setback']} |"
    yield f"| Plain days | {kinds['note']} |"
    yield f"| Reasons owned | {sum(e.owned for e in setbacks)} of {len(setbacks)} |"
    yield f"| Setbacks with a concrete action | {concrete} of {len(setbacks)} |"
    yield f"| Actions that came unasked | {unasked} of {len(made)} |"
    yield f"| Promises | {len(made)} made: {ended} |"


def _page_excuses(told: Account, today: date) -> Iterator[str]:
    yield "## Excuses that came up"
    counted = _by_count(_sure(told, today))
    for title, days in counted:
        if len(days) == 1:
            continue
        entries = [entry for entry in told.entries if entry.excuse == title]
        made = [promise for entry in entries for promise in entry.promises]
        answered = sum(bool(entry.promises) for entry in entries)
        parts = [f"answered with an action {times(answered)}"]
        if well := sum(one.status in WELL for one in made):
            parts.append(f"kept or bettered {times(well)}")
        if missed := sum(one.status == "missed" for one in made):
            parts.append(f"missed {times(missed)}")
        theme = told.themes[title]
        yield f"- **{title}** ({theme}): {times(len(days))} in 90 days, {', '.join(parts)}"
        for entry in reversed(entries):
            yield f"  - {day(entry.day)}: {_md(entry.reason)}"
            for one in entry.promises:
                yield f"    - {ENDED[one.status]}: {_md(one.action)}"
    yield f"Once: {', '.join(sorted(title for title, days in counted if len(days) == 1))}."
    perhaps = Counter(entry.perhaps for entry in told.entries if entry.perhaps)
    yield f"Perhaps: {', '.join(f'{title} {times(n)}' for title, n in perhaps.items())}."


def _page_promises(told: Account) -> Iterator[str]:
    ended = [(one.ended, one) for one in told.promises if one.ended]
    ended.sort(key=lambda one: one[0])
    for heading, wanted in (
        ("### Kept, or something better done", WELL),
        ("### Missed", {"missed"}),
    ):
        yield heading
        for on, one in ended:
            if one.status in wanted:
                yield f"- {_md(one.action)} ({ENDED[one.status]}, {day(on)})"
                yield f"  - {_md(one.note)}"
    yield "### Still open"
    for one in sorted(_open(told.promises), key=lambda one: one.due):
        yield f"- {_md(one.action)} (due {day(one.due)})"


def _page_entry(entry: Told) -> Iterator[str]:
    yield _md(entry.happened)
    if entry.kind != "setback":
        yield f"- {KINDS[entry.kind].capitalize()}"
        return
    name = entry.excuse or (f"perhaps: {entry.perhaps}" if entry.perhaps else "")
    yield f"- Reason{f' ({name})' if name else ''}: {_md(entry.reason)}"
    if entry.mine:
        yield f"- My part: {_md(entry.mine)}"
    for one in entry.promises:
        yield f"- Action ({ENDED[one.status]}): {_md(one.action)}"
    yield f"- {NAMES[entry.altitude]}"


def _md(text: str) -> str:
    return text.replace("&", r"\&")


def _focus(title: str, said: str) -> str:
    return f"If “{title}” comes up again, I will {said}"


def _focus_before(told: Account, monday: date) -> Iterator[tuple[date, str]]:
    for on, title, said in told.focus:
        if monday - 7 * DAY <= on < monday:
            yield on, f"The focus of this week: {_focus(title, said)}"


def _open(some: list[Promise]) -> list[Promise]:
    return [one for one in some if one.status == "open"]


def _sure(told: Account, today: date) -> list[tuple[date, str]]:
    """Return the excuses given that were not only guessed."""
    given = told.given(told.entries[0].day, today)
    for entry in told.entries:
        if entry.perhaps:
            given.remove((entry.day, entry.perhaps))
    return given


def _by_count(given: list[tuple[date, str]]) -> list[tuple[str, list[date]]]:
    """Return excuses with the days they were given, the most frequent first, then the latest."""
    days: dict[str, list[date]] = {}
    for on, title in given:
        days.setdefault(title, []).append(on)
    return sorted(days.items(), key=lambda one: (len(one[1]), one[1][-1]), reverse=True)


def _terrain(told: Account, monday: date) -> Iterator[str]:
    for number, weekday in enumerate(DAYS):
        on = monday + number * DAY
        entries = told.between(on, on)
        heights = [entry.altitude for entry in entries if entry.kind == "setback"]
        kinds = {entry.kind for entry in entries}
        if entries:
            shown = [*heights, *(["a win"] if "win" in kinds else [])] or ["a plain day"]
            yield f"{weekday}: {', and '.join(shown)}"
        elif told.working_days(on, on):
            yield f"{weekday}: nothing logged"


def _figures(told: Account, monday: date) -> dict[str, int | tuple[int, int]]:
    week = told.between(monday, monday + WEEK)
    counted = told.working_days(monday, monday + WEEK)
    setbacks = [entry for entry in week if entry.kind == "setback"]
    made = [promise for entry in week for promise in entry.promises]
    kinds, ended = Counter(e.kind for e in week), Counter(one.status for one in made)
    concrete = [e for e in setbacks if any(one.verdict == "concrete" for one in e.promises)]
    logged = {entry.day for entry in week} & set(counted)
    return {
        "Days logged": (len(logged), len(counted)),
        "Wins": kinds["win"],
        "Setbacks": kinds["setback"],
        "Plain days": kinds["note"],
        "Reasons owned": (sum(entry.owned for entry in setbacks), len(setbacks)),
        "Concrete answers": (len(concrete), len(setbacks)),
        "Unasked actions": (sum(entry.unasked for entry in setbacks), len(made)),
        "Promises made": len(made),
        "  kept": ended["kept"],
        "  did better": ended["better"],
        "  missed": ended["missed"],
        "  open": ended["open"],
    }


def _shown(value: int | tuple[int, int]) -> str:
    return f"{value[0]} of {value[1]}" if isinstance(value, tuple) else str(value)


def _before(figure: str, values: list[int | tuple[int, int]]) -> str:
    """Return what a figure was before: shares of all that there was, else the average."""
    if figure in {"Reasons owned", "Concrete answers", "Unasked actions"}:
        shares = [value for value in values if isinstance(value, tuple)]
        return f"{sum(part for part, _ in shares)} of {sum(whole for _, whole in shares)}"
    counts = [value[0] if isinstance(value, tuple) else value for value in values]
    return f"{sum(counts) / len(counts):g}"


def _days(days: list[date]) -> str:
    """Return days of one month: 'Mon 2, Tue 10 and Thu 19 Mar'."""
    *others, last = days
    return f"{', '.join(f'{one:%a} {one.day}' for one in others)} and {day(last)}"
