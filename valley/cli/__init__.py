"""The commands: each parses, calls, and renders. One module a group of commands."""

COMPLETE = "_VALLEY_COMPLETE"  # what shells ask for completions by, in the environment
