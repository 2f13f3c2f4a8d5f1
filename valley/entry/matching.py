"""Which entries are asked for beside the days they are of."""

from collections.abc import Callable

from valley.errors import InvalidInput
from valley.model import Entry, EntryKind, Theme

Test = Callable[[Entry], bool]


def anything(_: Entry) -> bool:
    """Return that any entry will do."""
    return True


def matching(
    *,
    kind: EntryKind | None = None,
    excuse: str | None = None,
    theme: str | None = None,
    tag: str | None = None,
) -> Test:
    """Return the test that entries must pass.

    Raises:
        InvalidInput: There is no such theme.
    """
    tests: list[Test] = []
    if kind is not None:
        tests.append(lambda entry: entry.kind is kind)
    if excuse is not None:
        from valley.coach.catalogue import named
        from valley.entry.promise import excuses_of

        names = {excuse, named(excuse)}
        tests.append(lambda entry: not names.isdisjoint(excuses_of(entry)))
    if theme is not None:
        if theme.casefold() not in set(Theme):
            raise InvalidInput(f"There is no theme {theme!r}; there are {', '.join(Theme)}.")
        tests.append(lambda entry: entry.theme == theme.casefold())
    if tag is not None:
        wanted = tag.removeprefix("#").casefold()
        tests.append(lambda entry: any(one.casefold() == wanted for one in entry.tags))
    return lambda entry: all(test(entry) for test in tests)
