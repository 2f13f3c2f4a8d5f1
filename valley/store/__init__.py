"""The durable journal: files written whole, year volumes, drafts, copies, undo, merge.

From the bottom up: `folder` is the journal's folder and its lock, `volume` the format of one file
(`migrations` brings an older one up), `storage` what TinyDB reads and writes through, `rows` an
entry as a row, `history` what each change replaced, `staged` the rows of a change, `change` one
read-change-write over several volumes, whole or not at all, and `entries` what the journal does in
it. Beside them: `merge` joins copies and `sources` finds them, `backups` and `restore`, `doctor`.
"""
