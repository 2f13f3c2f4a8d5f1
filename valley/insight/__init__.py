"""Entries to frozen views: pure functions of values, with today passed in."""
