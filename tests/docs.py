"""What the documentation must hold, made from what the program says of itself."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from valley.settings import TABLE, as_text

Command = tuple[str, Any]


def settings_markdown() -> str:
    """Write the README's table of settings: paste what this returns, the test compares it."""
    lines = ["| setting | default | what it does |", "|---|---|---|"]
    for one in TABLE:
        default = f"`{as_text(one.default)}`" if as_text(one.default) else "none"
        lines.append(f"| `{one.name}` | {default} | {one.sentence} |")
    return "\n".join(lines)


def commands() -> list[Command]:
    """List every command that is shown, those below others too, by its whole name."""
    from valley.cli.app import app

    return list(_below("valley", get_command(app)))


def _below(name: str, command: Any) -> Iterator[Command]:
    for word, one in getattr(command, "commands", {}).items():
        if not one.hidden:
            yield f"{name} {word}", one
            yield from _below(f"{name} {word}", one)


if __name__ == "__main__":
    print(settings_markdown())  # noqa: T201
