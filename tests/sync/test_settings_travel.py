"""Settings go key by key; periods away as a set; nothing that names a program."""

from pathlib import Path

from tests.conftest import World
from tests.sync.machines import pair
from valley import settings


def test_settings_join_key_by_key(world: World, tmp_path: Path) -> None:
    """Two keys changed on two machines are both changed on both."""
    laptop, desk = pair(world, tmp_path)
    laptop.run("config", "set", "workdays", "mon-thu")
    desk.run("config", "set", "repair_days", "2")
    for machine in (laptop, desk, laptop):
        machine.sync()
    for machine in (laptop, desk):
        values = settings.load(machine.home).values
        assert (values["workdays"], values["repair_days"]) == ("mon-thu", 2)
        assert settings.load(machine.home).before == settings.load(laptop.home).before


def test_of_one_key_the_later_change_counts(world: World, tmp_path: Path) -> None:
    """Whoever syncs last; and one that is taken out is out on both."""
    laptop, desk = pair(world, tmp_path)
    world.day("2026-03-05")
    desk.run("config", "set", "role", "leader")
    desk.sync()
    world.day("2026-03-06")
    laptop.run("config", "set", "role", "rep")
    for machine in (laptop, desk):
        machine.sync()
        assert settings.load(machine.home).values["role"] == "rep"
    world.day("2026-03-07")
    desk.run("config", "unset", "role")
    for machine in (desk, laptop):
        machine.sync()
        assert "role" not in settings.load(machine.home).chosen


def test_a_change_that_lay_unsent_does_not_beat_a_later_one(world: World, tmp_path: Path) -> None:
    """The moment of a change is when the file was written, not when it was sent."""
    laptop, desk = pair(world, tmp_path)
    world.day("2026-03-05")
    desk.run("config", "set", "day_ends_at", "03:00")
    (desk.home / "settings.toml").touch()
    import os
    from datetime import UTC, datetime

    earlier = datetime(2026, 3, 5, 8, tzinfo=UTC).timestamp()
    os.utime(desk.home / "settings.toml", (earlier, earlier))
    laptop.run("config", "set", "day_ends_at", "02:00")
    later = datetime(2026, 3, 5, 9, tzinfo=UTC).timestamp()
    os.utime(laptop.home / "settings.toml", (later, later))
    world.day("2026-03-06")
    for machine in (laptop, desk, laptop):
        machine.sync()
        assert settings.load(machine.home).values["day_ends_at"] == "02:00"


def test_days_off_are_a_set(world: World, tmp_path: Path) -> None:
    """What both say is kept, and what one takes out is out."""
    laptop, desk = pair(world, tmp_path)
    laptop.run("away", "add", "2026-04-06", "2026-04-10", "--note", "Skye")
    desk.run("away", "add", "2026-05-04", "2026-05-08")
    for machine in (laptop, desk, laptop):
        machine.sync()
    assert len(settings.load(desk.home).away) == 2
    world.day("2026-03-05")
    laptop.run("away", "remove", "1")
    for machine in (laptop, desk):
        machine.sync()
        assert len(settings.load(machine.home).away) == 1


def test_what_names_a_program_is_neither_sent_nor_taken(world: World, tmp_path: Path) -> None:
    """Not even where the other machine's journal says so."""
    laptop, desk = pair(world, tmp_path)
    laptop.run("config", "set", "passphrase_command", "pass valley")
    laptop.run("config", "set", "role", "leader")
    laptop.sync()
    volume = laptop.home / "journal" / "excuses.json"
    assert "pass valley" not in volume.read_text()
    planted = volume.read_text().replace('"role"', '"passphrase_command"')
    volume.write_text(planted.replace('"leader"', '"touch pwned"'))
    for machine in (laptop, desk):
        machine.sync()
    assert settings.load(desk.home).values["passphrase_command"] == ""
    assert settings.load(laptop.home).values["passphrase_command"] == "pass valley"


def test_comments_and_what_is_unknown_stay(world: World, tmp_path: Path) -> None:
    """The file is the person's; and one that makes no sense is left out of the sync."""
    laptop, desk = pair(world, tmp_path)
    (laptop.home / "settings.toml").write_text("# mine\nrole = 'rep'\n")
    desk.run("config", "set", "repair_days", "3")
    for machine in (desk, laptop):
        machine.sync()
    text = (laptop.home / "settings.toml").read_text()
    assert text.startswith("# mine\nrole = 'rep'\n")
    assert "repair_days = 3" in text
    (laptop.home / "settings.toml").write_text("role = [torn")
    assert "were left out" in laptop.sync()
    assert (laptop.home / "settings.toml").read_text() == "role = [torn"
    desk.sync()
    assert settings.load(desk.home).values["repair_days"] == 3
