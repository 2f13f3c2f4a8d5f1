"""Words without their endings: a light suffix stripper, and the forms that follow no rule."""

import re
from functools import lru_cache

_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am is are was were been being",
        "have": "has had having",
        "do": "does did done doing",
        "go": "goes went gone going",
        "say": "said says saying",
        "tell": "told",
        "send": "sent",
        "get": "got gotten getting gets",
        "lose": "lost losing loses",
        "buy": "bought",
        "think": "thought",
        "take": "took taken",
        "give": "gave given",
        "come": "came",
        "keep": "kept",
        "forget": "forgot forgotten",
        "speak": "spoke spoken",
        "meet": "met",
        "ring": "rang rung",
        "know": "knew known",
        "choose": "chose chosen",
        "break": "broke broken",
        "fall": "fell fallen",
        "feel": "felt",
        "hold": "held",
        "make": "made",
        "pay": "paid",
        "run": "ran running",
        "see": "saw seen",
        "sell": "sold",
        "spend": "spent",
        "stand": "stood",
        "write": "wrote written",
        "bring": "brought",
        "leave": "left",
        "find": "found",
        "hide": "hid hidden",
        "bite": "bit bitten",
        "steal": "stole stolen",
        "shut": "shutting",
        "wake": "woke woken",
        "sleep": "slept",
        "mean": "meant",
        "win": "won winning",
        "catch": "caught",
        "drive": "drove driven",
        "deal": "dealt",
        "eat": "ate eaten",
        "sit": "sat",
        "child": "children kids kid",
        "die": "died dying",
        "freeze": "froze frozen",
        "stick": "stuck",
        "throw": "threw thrown",
        "grow": "grew grown",
        "blow": "blew blown",
        "wear": "wore worn",
        "hear": "heard",
        "understand": "understood",
        "build": "built",
        "shoot": "shot",
        "lie": "lied lying",
        "tie": "tied",
        "people": "folks folk persons",
        "not": "n't",
        "tomorrow": "tmrw tmw tomo",
        "because": "cause",
    }.items()
    for form in forms.split()
}
# Words whose ending is no ending, or whose stem would be another word.
_WHOLE = frozenset(
    [
        "training",
        "meeting",
        "meetings",
        "morning",
        "evening",
        "nothing",
        "something",
        "anything",
        "everything",
        "during",
        "building",
        "timing",
        "marketing",
        "spring",
        "string",
        "king",
        "thing",
        "things",
        "bring",
        "ring",
        "wedding",
        "ceiling",
        "this",
        "his",
        "its",
        "us",
        "bus",
        "plus",
        "as",
        "was",
        "has",
        "yes",
        "always",
        "lens",
        "news",
        "boss",
        "process",
        "access",
        "address",
        "less",
        "need",
        "speed",
        "feed",
        "indeed",
        "hundred",
        "red",
        "bed",
        "sick",
        "texas",
        "sales",
        "press",
        "express",
        "business",
        "happiness",
        "heating",
        "listing",
        "outing",
        "opening",
        "string",
        "sterling",
        "clothing",
        "plumbing",
        "housing",
        "funding",
        "hiring",
        "used",
        "species",
        "series",
        "physics",
        "logistics",
        "ops",
        "saas",
        "gas",
        "bias",
        "status",
        "virus",
        "bonus",
        "census",
        "focus",
        "across",
        "perhaps",
        "besides",
        "sometimes",
        "whereas",
        "alias",
        "christmas",
        "previous",
        "serious",
        "various",
        "obvious",
        "train",
        "trained",
        "united",
    ]
)
_VOWEL = re.compile(r"[aeiouy]")


_SHORT = 3  # letters; a word or a stem as short as that keeps its end
_DOUBLED_ENDS = "lsz"  # 'call', 'pass', 'buzz' end in a double letter of their own


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut off the ending of a lower-case word: a light suffix stripper after Harman (1991)."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in {"meetings", "things"}:
        return word[:-1]
    if len(word) <= _SHORT or word in _WHOLE:
        return word
    word = _unconjugated(_singular(word))
    if len(word) > _SHORT + 1 and word.endswith("e"):
        word = word[:-1]
    # favour, favor
    return word[:-3] + "or" if len(word) > _SHORT and word.endswith("our") else word


def _singular(word: str) -> str:
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _unconjugated(word: str) -> str:
    for ending in ("ing", "ed"):
        cut = word.removesuffix(ending)
        if cut == word or len(cut) < _SHORT or not _VOWEL.search(cut) or word in _WHOLE:
            continue
        own = cut[-1] in _DOUBLED_ENDS and len(cut) <= _SHORT + 1 + (cut[-1] == "s")
        return cut[:-1] if cut[-1] == cut[-2] and not own else cut
    return word


def is_past(word: str) -> bool:
    """Tell whether a lower-case word may be a past form."""
    return word.endswith("ed") or (word in _IRREGULAR and not word.endswith(("ing", "s")))
