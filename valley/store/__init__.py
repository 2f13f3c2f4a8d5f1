"""The durable journal: files written whole, year volumes, drafts, daily copies, undo, merge.

From the bottom up: `folder` is the journal's folder
and its lock, `volume` the format of one file, `storage` what TinyDB reads and writes through,
`rows` an entry as a row, `change` a read-change-write over several volumes.
"""
