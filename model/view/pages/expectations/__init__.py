"""Does it hold? Sentences that the model is held to, and a visitor's own."""
