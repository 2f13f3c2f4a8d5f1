"""One journal on several machines, through Git: what comes is joined entry by entry, never by Git.

Git keeps and carries files; it is never asked to write into the journal. What the remote holds is
read as bytes, by known names alone; the journal takes it in under its own lock, and what then says
more than the remote goes into a commit on top of both. So a sync that ends anywhere leaves two
whole journals, and `.git` can be made anew at any time: nothing but history is in it.

    git          Git run so that it asks nothing, and obeys nothing that a folder plants
    repository   the journal's repository: what is there, a commit, fetch and push
    preferences  settings, key by key
    state        what this machine remembers of its last sync
    exchange     a sync from its beginning to its end
    setting_up   a new repository, or one that joins what is there
    driver       the merge of a volume in a pull by hand
    checks       what `valley doctor` asks
"""
