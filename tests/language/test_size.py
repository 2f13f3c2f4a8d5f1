"""How much of a language is shipped."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST = 2_000_000  # bytes


def test_what_is_shipped_of_a_language_stays_small() -> None:
    """What its tables are made of stays with the sources, and the tables hold to their bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    left_out = project["tool"]["hatch"]["build"]["targets"]["wheel"]["exclude"]
    sources = {path for pattern in left_out for path in ROOT.glob(pattern)}
    assert {path.name for path in sources} == {"excuses", "actions.json"}
    shipped = [
        path
        for path in (ROOT / "valley" / "language" / "en").rglob("*")
        if path.is_file() and not sources & {path, *path.parents}
    ]
    assert 0 < sum(path.stat().st_size for path in shipped) < MOST
