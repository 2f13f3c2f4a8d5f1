"""What others read: a period of the journal as Markdown or HTML, with its pictures."""
