"""A draft of whatever values is never in the way, and never lost."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Terminal, World
from valley.entry.answers import Answers
from valley.errors import DamagedJournal
from valley.store import drafts
from valley.store.folder import Folder

Start = Callable[..., Terminal]
SOUND: dict[str, Any] = {
    "happened": "Demo at Acme",
    "reason": "gone dark",
    "kind": "note",
    "excuse": "prospect-ghosted",
    "own": True,
    "mine": "call sooner",
    "action": "ring his PA",
    "due": "2026-03-05",
    "tags": ["acme"],
    "volunteered": True,
    "plan": True,
    "plan_use": "helped",
    "heard": "them",
    "debriefed": "made-it",
    "debrief": "asked for it",
    "numbers": {"dials": 40, "talks": None},
}
OTHER: tuple[Any, ...] = (5, 1.5, None, True, [], {}, ["x"], [5], {"x": "y"}, "junk", "", "\ud800")


def _is_sound(name: str, value: Any) -> bool:
    """Tell whether the field takes that value, all the same."""
    if name == "numbers":
        return bool(value == {})
    if name == "tags":
        return value in ([], ["x"])
    if isinstance(SOUND[name], bool):
        return value is True
    if name in {"due", "kind", "plan_use", "heard", "debriefed"}:
        return False
    return value in ("junk", "")


WRONG = [(name, value) for name in SOUND for value in OTHER if not _is_sound(name, value)]


def _plant(world: World, whole: Any, name: str = "checkin") -> bytes:
    """Write a draft; return its bytes."""
    path = world.home / "drafts" / f"{name}.json"
    world.home.mkdir(mode=0o700, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(data := json.dumps(whole).encode())
    path.chmod(0o600)
    return data


def _draft(**answers: Any) -> dict[str, Any]:
    return {"day": "2026-03-04", "answers": answers}


def test_every_answer_of_a_check_in_is_checked() -> None:
    """And those that are sound go on."""
    assert SOUND.keys() == set(Answers._fields)
    assert SOUND.keys() == drafts._KINDS["checkin"].keys()
    assert drafts._checked("checkin", _draft(**SOUND, newer={"x": 1}))[1].items() >= SOUND.items()


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_an_answer_of_another_type_is_damage(world: World, name: str, value: Any) -> None:
    """The draft is passed over and named, a new one takes another name, and its bytes stay."""
    data = _plant(world, _draft(**SOUND | {name: value}))
    folder = Folder(world.home)
    (found,) = drafts.loaded(folder, "checkin")
    assert not found.answers
    assert isinstance(found.damage, DamagedJournal)
    assert name in str(found.damage)
    found.discard()
    new = drafts.spare(folder, "checkin", datetime(2026, 3, 4, tzinfo=UTC))
    assert new.file != found.file
    assert folder.read(found.file) == data


def test_a_reason_that_was_left_unnamed_is_gone_on_with(world: World, terminal: Start) -> None:
    """That there is to be no name is an answer, not damage."""
    left = terminal("checkin")
    left.answers("What happened today?", "Demo at Acme")
    left.answers("What reason did you give?", "flux capacitor jammed")
    left.answers("Which excuse is that?", "")
    left.interrupt("What are you going to do about that?")
    left.ends(code=130)
    again = terminal("checkin")
    again.answers("“Demo at Acme”. Go on with it?", "")
    again.answers("What are you going to do about that?", "ring him at 9")
    again.ends()
    assert world.json("log")[0]["reason"] == "flux capacitor jammed"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)
ANSWERS = st.dictionaries(st.sampled_from([*SOUND, "text", "2026-W10", "x"]), ANY) | ANY
WEEK = st.fixed_dictionaries({}, optional={"answers": ANY, "focus": ANY, "seen": ANY})


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["checkin", "review", "edit-1234"]),
    whole=st.fixed_dictionaries(
        {"day": st.just("2026-03-04") | ANY, "answers": ANSWERS | st.dictionaries(st.text(), WEEK)}
    )
    | ANY,
)
def test_whatever_a_draft_holds_is_gone_on_with_or_damage(
    world: World, kind: str, whole: Any
) -> None:
    """Saving beside it loses none of its bytes."""
    data = _plant(world, whole, kind)
    folder = Folder(world.home)
    draft = drafts.Draft(folder, kind)
    if not draft.load() and draft.damage:
        draft.save(date(2026, 3, 4), text="new")
        assert data in [path.read_bytes() for path in world.home.glob("archive/*")]
        assert drafts.Draft(folder, kind).load() == (kind != "review")


def test_a_check_in_goes_on_beside_a_wrong_draft(world: World) -> None:
    """It is named on stderr; doctor names it, and its --fix moves it to `archive/`."""
    data = _plant(world, _draft(happened=5))
    result = world.call("checkin", "--no-input", "--happened=a day")
    assert (result.exit_code, "checkin.json is damaged" in result.stderr) == (0, True)
    assert [one["file"] for one in world.json("doctor", code=5)["problems"]] == [
        "drafts/checkin.json"
    ]
    assert len(world.json("doctor", "--fix")["fixed"]) == 1
    assert data in [path.read_bytes() for path in world.home.glob("archive/*")]
    assert world.call("checkin", "--no-input", "--happened=more").stderr == ""


@pytest.mark.parametrize("wrong", [{"happened": 5}, {"happened": "x", "due": "junk"}])
def test_a_sitting_goes_on_beside_a_wrong_draft(
    world: World, terminal: Start, wrong: dict[str, Any]
) -> None:
    """Every question is asked as ever, and what is answered is saved."""
    data = _plant(world, _draft(**wrong))
    evening = terminal("checkin")
    evening.answers("What happened today?", "signed Acme!")
    evening.answers("What reason did you give?", "")
    assert "damaged" in evening.ends()
    assert (world.home / "drafts/checkin.json").read_bytes() == data
    assert [entry["happened"] for entry in world.json("log")] == ["signed Acme!"]


def test_a_wrong_draft_of_a_review_is_kept_aside(world: World, terminal: Start) -> None:
    """A review has one draft, so what could not be read of it moves to `archive/`."""
    world.checkin("a day")
    data = _plant(world, _draft(**{"2026-W10": {"answers": {"x": 5}}}), "review")
    friday = terminal("review")
    friday.answers("Enter", "")
    friday.interrupt("?")
    friday.ends(code=130)
    assert data in [path.read_bytes() for path in world.home.glob("archive/*")]
