"""Conversations over `Asker.ask` and `say`; each answer is on the disk before the next question."""
