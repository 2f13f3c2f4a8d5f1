"""The coach: which excuse a reason is, whether it is owned, and what kind of action an answer is.

Everything here takes and returns values; nothing is read but the catalogue beside it.

    words       a text as words, stems and classes of words
    cues        cue phrases and where they stand in a text
    catalogue   the excuses and cues of the data files
    concepts    how likely each excuse of the catalogue is, by its cues
    memory      what this rep called such reasons before
    recognise   both together: the guesses for a reason
    actions     verdicts, actions volunteered in a reason, being stuck
"""
