"""The coach: which excuse a reason is, whether it is owned, and what kind of action an answer is.

Everything here takes and returns values; nothing is read but the language.

    words         a text as words
    stems         words without their endings
    spelling      typing errors mended, before anything is counted
    features      what of a text is counted
    cues          cue phrases, and where they stand in a text
    packed_texts  a table of which only what is looked up is unpacked
    weights       a table of fitted weights, and their sums
    catalogue     the excuses of the language; titles and slugs
    concepts      how likely each theme and each excuse of the catalogue is
    memory        what this rep called such reasons before
    recognise     both together: the guesses for a reason
    actions       the verdict of an answer; being stuck
    volunteered   the action that already stands in a reason

All words that it decides by stand in the language's folder: in `excuses/`, a file for each theme
with its cues, and its excuses with examples of how they are said and cues by weight (a negative
weight speaks against); in `grammar.json` and `stems.json` how words are read; in `classes.json` the
classes that cues ask for; cues of verdicts in `actions.json`, patterns of promises in
`volunteered.json`. Of these and of labelled texts `python -m tests.fit` makes `*.built.json` and
`reasons.bin`.
"""
