"""From answers to an entry, and what becomes of it; pure: values in, values out, no I/O."""
