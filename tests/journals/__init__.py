"""Journals as earlier versions wrote them, and the command that makes those of a version."""
