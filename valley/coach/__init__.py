"""The coach: which excuse a reason is, whether it is owned, and what kind of action an answer is.

Everything here takes and returns values; nothing is read but the catalogue beside it.

    words        a text as words
    stems        words without their endings
    spelling     typing errors mended, before anything is counted
    features     what of a text is counted
    cues         cue phrases, and where they stand in a text
    bayes        what single words say
    drawers      tables of which only what is looked up is unpacked
    catalogue    the excuses of the data files; titles and slugs
    concepts     how likely each excuse of the catalogue is: cues and words together
    memory       what this rep called such reasons before
    recognise    both together: the guesses for a reason
    actions      the verdict of an answer; being stuck
    volunteered  the action that already stands in a reason
    build        files and counts the data, offline: run it after every change to `data/`

In `data/`, each theme has a file: its cues, and its excuses with examples of how they are said and
cues by weight (a negative weight speaks against). `*.built.json` are made of these. What judges
actions stands in the language: cues of verdicts and rules in `actions.json`, fitted with labelled
actions by `python -m tests.fit.actions`; patterns of promises in `volunteered.json`; the classes of
words that cues ask for in `classes.json`.
"""
