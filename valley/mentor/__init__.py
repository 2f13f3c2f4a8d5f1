"""What a mentor writes back: mail to text, text to comments and agreed steps. Pure, and bounded."""
