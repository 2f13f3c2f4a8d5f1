"""A made-up rep's journal to look around in: the story, and the journal made of it."""
