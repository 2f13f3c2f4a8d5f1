"""The evening's reminder: the platforms' schedulers, and the notification."""
