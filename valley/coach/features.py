"""What of a text is counted: its words, neighbours, and who did what."""

from itertools import pairwise

from valley.coach.stems import is_past, stem
from valley.coach.words import BREAK, Words

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
    end = -BREAK
    for index, (raw, root, place) in enumerate(
        zip(words.raw, words.stems, words.places, strict=True)
    ):
        if raw in _STARTING or place - end >= BREAK:
            actor, implied, denied = "i", True, False
        end = place
        if raw == "i":
            actor, implied = "i", False
        elif raw in _OTHERS or index in words.names:
            actor, implied = "they", False
        elif raw in _DENYING:
            denied = True
        elif actor and root not in _HELPING and raw not in _STARTING:
            if not implied or denied or is_past(raw):
                found[f"{actor}>{root}"] = None
            if implied and (denied or is_past(raw)):
                found[BEGINS] = None
            actor = ""
    return list(found)


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
