"""The evening's reminder: one module for each platform's scheduler, and the notification."""
