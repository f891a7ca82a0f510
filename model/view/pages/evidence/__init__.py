"""What does it rest on? Every claim, rule and relation with its source."""
