"""An encrypted journal: its files, its key file, the passphrase, and the way there and back.

From the bottom up: `sealed_file` is one encrypted file, `key_file` the data key under a passphrase,
`passphrases` where that passphrase comes from (`passphrase_command` runs a command for it), `swap`
puts all files of a journal in the place of the former ones at once, `layer` stands between the
folder and its files, and `conversion` encrypts and decrypts a whole journal.
"""
