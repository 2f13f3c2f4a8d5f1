"""Public holidays of a country and its parts, from the `holidays` library.

The library is an extra and takes 50 ms to import: only a journal whose settings name a country
ever asks here.
"""

import re
from datetime import date
from functools import cache
from types import ModuleType

from valley.errors import InvalidInput

FEW = 20  # codes that are worth listing


def is_there() -> bool:
    """Return whether the library is installed, without loading it."""
    from importlib.util import find_spec

    return find_spec("holidays") is not None


def check(country: str, region: str | None = None) -> tuple[str, str | None]:
    """Check a country and its region, by code or name, and give the library's codes for them.

    Raises:
        InvalidInput: The library is not installed, or does not know the country or the region.
    """
    countries = {
        name.lower(): names[1]  # the class, the code of two letters, further codes
        for names in _library().registry.COUNTRIES.values()
        for name in names
    }
    code = _find(country, countries, "country")
    if not region:
        return code, None
    entity = getattr(_library(), code)()
    parts = {one.lower(): one for one in entity.subdivisions}
    parts |= {name.lower(): one for name, one in entity.subdivisions_aliases.items()}
    try:
        return code, _find(region, parts, f"region of {code}")
    except InvalidInput as error:
        raise InvalidInput(f"{error} To have none: valley config unset region") from error


def place(text: str) -> tuple[str, str | None]:
    """Return the codes of a country, and of its region where that stands behind it: 'GB/ENG'.

    Raises:
        InvalidInput: The library is not installed, or does not know the country or the region.
    """
    country, *region = re.split(r"[\s/,-]+", text.strip(), maxsplit=1)
    return check(country, *region)


def regions(country: str, year: int) -> list[str]:
    """List the codes of a country's parts whose public holidays of a year are not those of all."""
    code = check(country)[0]
    parts = getattr(_library(), code)().subdivisions
    return sorted(one for one in parts if of_year(code, one, year) != of_year(code, None, year))


@cache
def of_year(country: str, region: str | None, year: int) -> frozenset[date]:
    """List the public holidays of a year; the codes are those that `check` gives."""
    return frozenset(_library().country_holidays(country, subdiv=region, years=year))


def _find(text: str, codes: dict[str, str], what: str) -> str:
    wanted = text.strip().lower()
    if wanted in codes:
        return codes[wanted]
    from difflib import get_close_matches

    near = dict.fromkeys(codes[name] for name in get_close_matches(wanted, codes))
    known = list(dict.fromkeys(codes.values()))
    some = (
        ", ".join(known) if len(known) <= FEW else "give a code of ISO 3166, such as GB, IE or US"
    )
    hint = f"did you mean {' or '.join(near)}?" if near else f"{some or 'it has none'}."
    raise InvalidInput(f"{text!r} is no {what} whose public holidays are known; {hint}")


@cache
def _library() -> ModuleType:
    try:
        import holidays
    except ImportError as error:
        raise InvalidInput(
            "Public holidays need the holidays library: pip install 'valley[holidays]', "
            "or unset country."
        ) from error
    return holidays
