"""The durable journal: files written whole, year volumes, drafts, copies, undo, merge.

From the bottom up: `volume` is the format of one file (`migrations` brings an older one up), `paths`
which names its files may have, `encryption` what stands between the folder and its files where
the journal is encrypted, `folder` the journal's folder and its lock, `rows` an entry as a row,
`undo_log` what each transaction replaced, and how one that was cut off is taken back, `volumes`
reads rows and `reading` makes values of them, `storage` is what TinyDB reads and writes through,
`transaction` one read-change-write over several volumes, whole or not at all, and `entries` what
the journal does in it. Beside them: `undo`, `merge`, `backups` and `restore`, `drafts`,
`open_promises`, `doctor`.
"""
