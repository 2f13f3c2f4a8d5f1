"""Names, amounts and addresses in texts, and the stand-ins that replace them on the way out."""
