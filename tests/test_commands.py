"""The commands from outside: what they print, and how they end."""

import json

import pytest

from tests.conftest import World

BLAME = {"reason": "they said our price is too high", "excuse": "price-too-high"}


def test_the_first_run_says_what_this_is(world: World) -> None:
    """In three lines, and makes nothing."""
    out = world.run()
    assert "valley checkin" in out
    assert out.count("\n") <= 3
    assert not world.home.exists()


def test_today_is_shown_in_under_six_lines(world: World) -> None:
    """However much there is to say."""
    for number in range(3):
        world.checkin(action=f"call {number} at 9", due="today", **BLAME)
    world.run("review", "--focus", "If they go quiet, I ring", "--no-input")
    assert world.run().count("\n") < 6


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("show", "ffff"), 4),
        (("show", "2026-03-01"), 4),
        (("delete", "ffff", "--yes"), 4),
        (("log", "--from", "blursday"), 3),
        (("log", "--theme", "weather"), 3),
        (("checkin", "--no-input", "--happened", "x", "--date", "2026-03-05"), 3),
        (("checkin", "--no-input", "--happened", "x", "--date", "31 feb"), 3),
        (("checkin", "--no-input", "--happened", "x", "--excuse", "!!", "--reason", "y"), 3),
        (("checkin", "--no-input", "--happened", " "), 3),
        (("review", "--week", "2026-W99"), 3),
        (("review", "--week", "2030-W01"), 3),
        (("excuses", "show", "none-such"), 4),
        (("promises", "keep", "ffff"), 4),
        (("import", "none-such.json"), 3),
        (("undo",), 4),
        (("config", "get", "workday"), 3),
    ],
)
def test_bad_input_ends_with_one_line_and_its_code(
    world: World, args: tuple[str, ...], code: int
) -> None:
    """On stderr, with nothing written."""
    world.fails(*args, code=code)
    assert not list(world.home.rglob("*.json"))


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            ("log", "--from", "2026-03-04", "--to", "2026-03-01"),
            "The period ends (2026-03-01) before it begins (2026-03-04).",
        ),
        (("promises", "keep", "zzz"), "No entry has the id 'zzz'; `valley promises` lists them."),
        (
            ("promises", "renew", "zzz", "--action", "x"),
            "No entry has the id 'zzz'; `valley log` lists them.",
        ),
        (
            ("promises", "move", "zzz", "--due", "blursday"),
            "write one like 2026-03-04, tomorrow, friday, '4 mar' or 'in 2 weeks'.",
        ),
        (
            ("export", "nodir/a.md"),
            "The folder nodir is not there; make it, then try again. Nothing was written.",
        ),
    ],
)
def test_a_refusal_says_what_helps(world: World, args: tuple[str, ...], told: str) -> None:
    """And nothing that would be refused again."""
    result = world.call(*args)
    assert result.exit_code in {3, 4, 8}
    assert result.stderr.strip().endswith(told)


def test_an_excuse_nobody_gave_is_met_with_the_nearest(world: World) -> None:
    """On stderr, whatever the list is made for; one that merely fits no other filter is known."""
    world.checkin(**BLAME)
    told = "No entry gave the excuse 'price-to-high'; did you mean price-too-high?\n"
    for form in ([], ["--json"]):
        result = world.call("log", "--excuse", "price-to-high", *form)
        assert result.exit_code == 0
        assert result.stderr == told
    assert world.call("log", "--excuse", "price-too-high", "--theme", "self").stderr == ""


def test_an_option_that_is_none_is_a_usage_error(world: World) -> None:
    """Exit 2, as everywhere."""
    assert world.call("log", "--nope").exit_code == 2
    assert world.call("checkin", "--no-input").exit_code == 2


def test_a_day_said_in_words_is_echoed(world: World) -> None:
    """So that a misunderstanding shows at once."""
    result = world.call("checkin", "--no-input", "--happened", "x", "--date", "yesterday")
    assert "Tue 3 Mar" in result.stderr


def test_an_evening_after_midnight_belongs_to_the_day_before(world: World) -> None:
    """And says so."""
    world.day("2026-03-05T00:30")
    result = world.call("checkin", "--no-input", "--happened", "late", "--json")
    assert json.loads(result.stdout)["day"] == "2026-03-04"
    assert "For Wed 4 Mar" in result.stderr


def test_two_entries_a_day_must_be_named_by_id(world: World) -> None:
    """A day names an entry only where it has one."""
    one, other = world.checkin("one"), world.checkin("other")
    told = world.fails("show", "2026-03-04", code=4)
    assert one["id"][:8] in told
    assert other["id"][:8] in told
    assert "one" in world.run("show", one["id"][:6])


def test_the_log_stops_at_twenty_and_says_so(world: World) -> None:
    """With --limit 0 or a filter it shows all."""
    for number in range(21):
        world.checkin(f"entry {number:02}")
    assert "--limit 0" in world.run("log")
    assert "--limit 0" not in world.run("log", "--limit", "0")
    assert len(world.json("log")) == 21
    assert len(world.json("log", "--limit", "3")) == 3


def test_undo_goes_back_change_by_change(world: World) -> None:
    """Each with a word on what it took back; at last there is nothing."""
    world.run("import", str(_jsonl(world, "from a file")))
    entry = world.checkin("second", action="call 3 at 9", **BLAME)
    world.run("promises", "keep", entry["id"])
    world.run("excuses", "rename", "price-too-high", "too-dear")
    world.run("delete", entry["id"], "--yes")
    told = [world.call("undo").stderr for _ in range(5)]
    assert [word in line for word, line in zip(_WORDS, told, strict=True)] == [True] * 5
    assert world.json("log") == []
    world.fails("undo", code=4)


_WORDS = ("deleting", "renaming", "kept", "check-in", "import")


def test_a_renamed_excuse_is_guessed_by_its_new_name(world: World) -> None:
    """The catalogue's name leads to the rep's."""
    world.checkin(**BLAME)
    world.run("excuses", "rename", "price-too-high", "Too dear")
    guesses = world.json("excuses", "guess", "our price is too high for them")
    assert guesses[0]["excuse"] == "too-dear"


def test_an_excuse_goes_by_the_title_it_is_shown_with(world: World) -> None:
    """Typed where it is picked, looked up, renamed or merged, in capitals or not."""
    world.checkin("a", reason="not a peep", excuse="gone quiet")
    world.checkin("b", **BLAME)
    [shown] = world.json("log", "--excuse", "Gone quiet")
    assert shown["excuse"] == "prospect-ghosted"
    assert world.json("excuses", "show", "GONE QUIET")["count"] == 1
    world.run("excuses", "merge", "price too high", "Gone quiet")
    assert world.json("excuses", "show", "Gone quiet")["count"] == 2
    world.run("excuses", "rename", "Gone quiet", "Crickets")
    assert world.json("excuses", "show", "crickets")["count"] == 2


def test_a_promise_is_not_due_before_it_is_made(world: World) -> None:
    """An entry on a day before may have promised for a day that has passed."""
    line = world.fails(
        *("checkin", "--no-input", "--happened", "x", "--due", "2026-03-03"),
        *("--reason", "too dear", "--action", "call at 9"),
        code=3,
    )
    assert "today or later" in line
    entry = world.checkin("y", action="call at 9", date="2026-03-02", due="2026-03-03", **BLAME)
    assert entry["due"] == "2026-03-03"
    world.fails("promises", "move", entry["id"], "--due", "2026-03-03", code=3)


def test_merging_into_a_name_nobody_gave_is_refused(world: World) -> None:
    """It is a slip of the finger; `rename` gives new names."""
    world.checkin(**BLAME)
    world.fails("excuses", "merge", "price-too-high", "prise-too-high", code=4)
    assert world.json("excuses")[0]["excuse"] == "price-too-high"


def test_what_was_guessed_unattended_is_marked_for_confirming(world: World) -> None:
    """What the rep picked is not."""
    world.checkin("a", reason="no reply since the demo, third week of silence")
    world.checkin("b", **BLAME)
    assert [entry["happened"] for entry in world.json("excuses", "confirm")] == ["a"]
    assert world.fails("excuses", "confirm", code=3).startswith("1 reason is unnamed or guessed, ")


def test_hostile_text_is_shown_and_never_sent(world: World) -> None:
    """Escape sequences, markup, emoji codes and hidden characters."""
    nasty = "[bold]x[/bold] :smile: \x1b[31mred\x07 \u202eevil [/x]"
    entry = world.checkin(nasty, **BLAME, action=nasty, tag=nasty)
    assert entry["happened"] == nasty
    for screen in (("log",), ("show", entry["id"]), ("promises",), (), ("export",), ("review",)):
        out = world.run(*screen)
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert "[bold]x[/bold] :smile: ␛[31mred␇ <U+202E>evil [/x]" in world.run("log", "--limit", "0")


def test_json_hides_nothing_from_the_eye(world: World) -> None:
    """What a terminal could obey is escaped inside the document, and read back exactly."""
    world.checkin("a\u009bb\u202ec")
    assert "\u009b" not in world.run("log", "--json")
    assert world.json("log")[0]["happened"] == "a\u009bb\u202ec"


def _jsonl(world: World, happened: str) -> str:
    file = world.home.parent / "rows.jsonl"
    file.write_text(json.dumps({"day": "2026-03-02", "happened": happened}) + "\n", "utf-8")
    return str(file)


def test_the_same_words_keep_their_name_for_ever(world: World) -> None:
    """However long ago it was picked, and by however many reasons since."""
    world.day("2019-05-06")
    world.checkin(reason="flux “capacitor” jammed", excuse="warp")
    world.day("2026-03-04")
    for reason in ("no reply at all", "they went quiet"):
        world.checkin(reason=reason, excuse="prospect-ghosted")
    guess = world.json("excuses", "guess", "flux “capacitor” jammed")[0]
    assert guess["excuse"] == "warp"
    assert world.checkin(reason="flux “capacitor” jammed")["excuse"] == "warp"


def test_an_excuse_is_found_by_words_of_its_name(world: World) -> None:
    """Of its title or what it is filed under; where they fit more than one, all are named."""
    for reason, excuse in (("silence", "Gone quiet"), ("a", "Bad leads"), ("b", "Bad economy")):
        world.checkin(reason, reason=reason, excuse=excuse)
    for words in ("gone", "QUIET", "prospect", "ghosted", "gone quiet"):
        assert world.json("excuses", "show", words)["excuse"] == "prospect-ghosted"
        assert [entry["happened"] for entry in world.json("log", "--excuse", words)] == ["silence"]
        assert "silence" in world.run("export", "--excuse", words)
    told = "“Bad economy” (bad-economy), “Bad leads” (bad-leads)"
    for args in (["excuses", "show", "bad"], ["log", "--excuse", "bad"]):
        assert told in world.fails(*args, code=4)
    world.run("excuses", "merge", "leads", "economy")
    world.run("excuses", "rename", "gone", "Crickets")
    assert {one["excuse"] for one in world.json("excuses")} == {"bad-economy", "crickets"}
    assert "No entry gave" in world.fails("excuses", "show", "gone quiet", code=4)


def test_a_new_name_that_is_near_another_is_said_unattended(world: World) -> None:
    """It is taken as given; the second time it is known."""
    args = ["checkin", "--no-input", "--happened", "x", "--reason", "too tight", "--excuse"]
    assert world.call(*args, "Budget").stderr == "New name “Budget”; near “No budget”.\n"
    assert world.call(*args, "budget").stderr == ""
    assert world.call(*args, "Warp drive").stderr == ""
    entry = next(one for one in world.json("log") if one["excuse"] == "warp-drive")
    edited = world.call("edit", entry["id"], "--excuse", "No buget")
    assert edited.stderr.startswith("New name “No buget”; near ")
    assert world.json("show", entry["id"])["excuse"] == "no-buget"
