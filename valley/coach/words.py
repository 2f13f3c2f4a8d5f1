"""A text as words: contractions taken apart, typing errors of grammar mended, endings cut off."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

MOST_WORDS = 300  # a reason longer than that is read up to here, so that time stays bounded
_MOST_CHARACTERS = 4000
_ACRONYM = 5  # letters; longer words in capitals are shouted, not abbreviated
_BREAK = 50  # added to the position at the end of a sentence: no gap of a cue reaches across

_QUOTES = str.maketrans("\u2018\u2019\u00b4\u201c\u201d`", "'''\"\"'")

# Contractions with their apostrophe, in full. Compiled when the first text has one.
_SHORTENED = (
    (r"\bcan't\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"\bain't\b", "is not"),
    (r"n't\b", " not"),
    (r"'ve\b", " have"),
    (r"'ll\b", " will"),
    (r"'m\b", " am"),
    (r"'re\b", " are"),
    (r"'d\b", " would"),
    (r"\b(it|that|he|she|what|there|who|where|here|how)'s\b", r"\1 is"),
    (r"'cause\b", "because"),
    (r"\bo'clock\b", "oclock"),
    (r"'s?\b", ""),
)
# What is typed without one, and other spoken forms.
_SPOKEN = {
    form: full
    for full, forms in {
        "can not": "cant cannot",
        "will not": "wont",
        "is not": "aint isnt",
        "did not": "didnt",
        "does not": "doesnt",
        "do not": "dont",
        "was not": "wasnt",
        "were not": "werent",
        "are not": "arent",
        "could not": "couldnt",
        "should not": "shouldnt",
        "would not": "wouldnt",
        "have not": "havent",
        "has not": "hasnt",
        "had not": "hadnt",
        "must not": "mustnt",
        "should have": "shouldve shoulda",
        "could have": "couldve coulda",
        "would have": "wouldve woulda",
        "i have": "ive",
        "we have": "weve",
        "they have": "theyve",
        "i am": "im",
        "they are": "theyre",
        "you are": "youre",
        "that is": "thats",
        "going to": "gonna",
        "want to": "wanna",
        "got to": "gotta",
        "because": "cos cuz coz bc cause becuase",
        "without": "w/o",
    }.items()
    for form in forms.split()
}
_SPOKEN_FORM = re.compile(rf"\b(?:{'|'.join(_SPOKEN)})(?!\w)", re.IGNORECASE)
_SHOULD_OF = re.compile(r"\b(should|could|would|must|might) of\b", re.IGNORECASE)

_TOKEN = re.compile(
    r"[£$€]?\d+(?:[.,:]\d+)*(?:\s?(?:%|percent\b|am\b|pm\b)|k\b|m\b|x\b|st\b|nd\b|rd\b|th\b|[a-z]{1,4}\b)?"
    r"|[^\W\d_]+|[.!?;:\n]+|,",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[£$€]?\d")
_MONEY = re.compile(r"[£$€]\d|\d+(?:[.,]\d+)*k$")
_HOUR = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)$|\d{1,2}:\d\d$")

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


class Words(NamedTuple):
    """The words of a text and where they stand.

    Attributes:
        raw: The words as typed, in lower case, with sentence marks.
        stems: The same without their endings.
        places: The position of each; between sentences there is a jump.
        names: The indexes of words that look like a name.
    """

    raw: tuple[str, ...]
    stems: tuple[str, ...]
    places: tuple[int, ...]
    names: frozenset[int]


def kinds_of_number(token: str) -> tuple[str, ...]:
    """Name the classes a number belongs to; empty for a word."""
    if not _NUMBER.match(token):
        return ()
    kinds = ["@num"]
    if _MONEY.match(token):
        kinds.append("@money")
    if _HOUR.match(token):
        kinds.append("@hour")
    if token.endswith(("%", "percent")):
        kinds.append("@pct")
    return tuple(kinds)


def plain(text: str) -> str:
    """Bring a text to one way of writing: NFKC, straight quotes, contractions in full."""
    text = unicodedata.normalize("NFKC", text[:_MOST_CHARACTERS]).translate(_QUOTES)
    if "'" in text:
        for pattern, full in _SHORTENED:
            text = re.sub(pattern, full, text, flags=re.IGNORECASE)
    text = _SPOKEN_FORM.sub(lambda match: _SPOKEN[match[0].lower()], text)
    if " of" in text:
        text = _SHOULD_OF.sub(r"\1 have", text)
    return text


@lru_cache(maxsize=1024)
def read(text: str) -> Words:
    """Take a text apart."""
    raw: list[str] = []
    stems: list[str] = []
    places: list[int] = []
    names: set[int] = set()
    place = 0
    starts = True
    for token in _TOKEN.findall(plain(text))[:MOST_WORDS]:
        if token[0] in ".!?;:\n":
            place += _BREAK
            starts = True
            continue
        word = token.casefold()
        if not starts and token[0].isupper() and not (token.isupper() and len(token) <= _ACRONYM):
            names.add(len(raw))
        raw.append(word)
        stems.append(stem(word))
        places.append(place)
        place += 1
        starts = False
    return Words(tuple(raw), tuple(stems), tuple(places), frozenset(names))


def key(words: Words) -> str:
    """Bring texts that say the same in the same words to the same string."""
    return " ".join(word for word in words.raw if word != ",")


# Words that may stand before what somebody will do: 'so tomorrow at nine I will ring'.
LEAD = frozenset(
    [
        "i",
        "will",
        "am",
        "going",
        "to",
        "shall",
        "just",
        "then",
        "so",
        "and",
        "ok",
        "okay",
        "right",
        "well",
        "yes",
        "tomorrow",
        "today",
        "tonight",
        "first",
        "thing",
        "morning",
        "afternoon",
        "on",
        "by",
        "at",
        "from",
        ",",
        "please",
        "also",
        "again",
        "definitely",
        "simply",
        "only",
    ]
)
_LENGTHS = (4, 7, 11)  # words; short answers tend to be vague


def lead(words: Words) -> int:
    """Find the index of the word that says what will be done."""
    start = 0
    while start < len(words.raw) - 1 and words.raw[start] in LEAD:
        start += 1
    return start


def action_features(words: Words) -> list[str]:
    """List the features of an answer: words and pairs, numbers, how it starts, how long it is."""
    found = [feature for feature in features(words) if not feature[0].isdigit()]
    if any(raw[0].isdigit() for raw in words.raw):
        found.append("#number")
    if words.raw:
        found.append("^" + words.stems[lead(words)])
    found.append(f"#length{sum(len(words.raw) >= length for length in _LENGTHS)}")
    return found


# Words so common that they stand for nothing alone, though they may in a pair.
_GLUE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "it",
        "is",
        "be",
        "and",
        "or",
        "with",
        "from",
        "so",
        "as",
        "that",
        "this",
        "was",
        "for",
        "just",
        "do",
        "have",
    ]
)


def features(words: Words) -> list[str]:
    """List the stems that say something, and all pairs of neighbours, each once, in order."""
    stems = [root for root in words.stems if root != ","]
    pairs = [f"{one} {two}" for one, two in pairwise(stems)]
    return list(dict.fromkeys([root for root in stems if root not in _GLUE] + pairs))


# Words that others who act are called by, that deny, that start over, and that stand between
# somebody and what they did.
_OTHERS = frozenset(["he", "she", "they", "we", "it", "who", "nobody", "somebody", "someone"])
_DENYING = frozenset(["not", "never"])
_STARTING = frozenset([",", "but", "because", "and"])
_HELPING = frozenset(
    [
        "again",
        "already",
        "also",
        "always",
        "as",
        "be",
        "could",
        "do",
        "even",
        "ever",
        "have",
        "just",
        "only",
        "really",
        "should",
        "so",
        "still",
        "then",
        "would",
    ]
)
BEGINS = "#begins"  # some clause begins with what was done


def deeds(words: Words) -> list[str]:
    """List who did what: 'i>leave' in 'I just left' and in 'left it', 'they>leave' in 'she left'.

    Reps leave themselves out of what they tell of themselves: a clause that begins with a past
    form, or with 'never' or 'did not', counts as said with 'I'. That others are left out too
    ('went quiet') is for the counts to tell.
    """
    found: dict[str, None] = {}
    actor = ""
    implied = denied = False
    end = -_BREAK
    for index, (raw, root, place) in enumerate(
        zip(words.raw, words.stems, words.places, strict=True)
    ):
        if raw in _STARTING or place - end >= _BREAK:
            actor, implied, denied = "i", True, False
        end = place
        if raw == "i":
            actor, implied = "i", False
        elif raw in _OTHERS or index in words.names:
            actor, implied = "they", False
        elif raw in _DENYING:
            denied = True
        elif actor and root not in _HELPING and raw not in _STARTING:
            if not implied or denied or _past(raw):
                found[f"{actor}>{root}"] = None
            if implied and (denied or _past(raw)):
                found[BEGINS] = None
            actor = ""
    return list(found)


def _past(raw: str) -> bool:
    return raw.endswith("ed") or (raw in _IRREGULAR and not raw.endswith(("ing", "s")))


def reason_features(words: Words) -> list[str]:
    """List the features of a reason: words and pairs, and who did what."""
    return features(words) + deeds(words)


# Words that say nothing of what a reason is about.
_EMPTY = frozenset(
    map(
        stem,
        [
            "a",
            "about",
            "after",
            "again",
            "all",
            "also",
            "am",
            "an",
            "and",
            "any",
            "are",
            "as",
            "at",
            "back",
            "be",
            "because",
            "been",
            "before",
            "being",
            "but",
            "by",
            "can",
            "come",
            "could",
            "day",
            "did",
            "do",
            "does",
            "done",
            "down",
            "even",
            "every",
            "for",
            "from",
            "get",
            "go",
            "got",
            "had",
            "has",
            "have",
            "he",
            "her",
            "here",
            "him",
            "his",
            "how",
            "i",
            "if",
            "in",
            "into",
            "is",
            "it",
            "its",
            "just",
            "know",
            "last",
            "like",
            "made",
            "make",
            "me",
            "more",
            "most",
            "much",
            "my",
            "myself",
            "need",
            "never",
            "new",
            "no",
            "not",
            "now",
            "of",
            "off",
            "on",
            "one",
            "only",
            "or",
            "other",
            "our",
            "out",
            "over",
            "own",
            "part",
            "put",
            "really",
            "said",
            "same",
            "say",
            "see",
            "she",
            "should",
            "so",
            "some",
            "still",
            "such",
            "take",
            "than",
            "that",
            "the",
            "their",
            "them",
            "then",
            "there",
            "these",
            "they",
            "thing",
            "think",
            "this",
            "those",
            "though",
            "through",
            "till",
            "time",
            "to",
            "today",
            "too",
            "two",
            "up",
            "us",
            "very",
            "want",
            "was",
            "we",
            "week",
            "well",
            "were",
            "what",
            "when",
            "where",
            "which",
            "while",
            "who",
            "why",
            "will",
            "with",
            "would",
            "yes",
            "yet",
            "you",
            "your",
            "three",
            "first",
            "says",
            "asked",
            "told",
            "tell",
            "give",
            "keep",
            "nothing",
            "because",
            "anyone",
            "everyone",
            "somebody",
            "someone",
            "let",
            "another",
            "left",
            "use",
            "used",
            "yesterday",
            "tomorrow",
            "morning",
            "afternoon",
            "people",
        ],
    )
)


def content(words: Words) -> tuple[str, ...]:
    """List the stems of the words that say what a text is about, in order."""
    return tuple(s for s in words.stems if len(s) > 1 and s not in _EMPTY and not s[0].isdigit())
