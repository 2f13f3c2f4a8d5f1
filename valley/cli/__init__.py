"""The commands: each parses, calls, and renders. One module a group of commands."""
