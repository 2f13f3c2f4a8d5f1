"""What a person sees: prompts, the sentences, and views drawn with Rich."""
