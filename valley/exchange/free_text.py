"""Free text with marks in it: what happened, then 'Reason:' and 'Action:'.

A mark stands at the beginning of a line and counts once; what follows, up to the next mark, belongs
to it. Without a mark, or with nothing before the first, everything is what happened.
"""

import re

MARKS = ("reason", "action")
MARK = re.compile(
    rf"^[ \t]*(?:\*\*)?({'|'.join(MARKS)})(?:\*\*)?:(?:\*\*)?[ \t]*", re.IGNORECASE | re.MULTILINE
)


def parts(text: str) -> dict[str, str]:
    """Split a text into `happened` and, where they are marked, `reason` and `action`."""
    found: list[tuple[str, int, int]] = []
    for match in MARK.finditer(text):
        name = match[1].casefold()
        if name not in {known for known, _, _ in found}:
            found.append((name, match.start(), match.end()))
    happened = text[: found[0][1]].strip() if found else ""
    if not happened:
        return {"happened": text.strip()}
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    said = {
        name: text[begin:end].strip() for (name, _, begin), end in zip(found, ends, strict=True)
    }
    return {"happened": happened} | {name: part for name, part in said.items() if part}
