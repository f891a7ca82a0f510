"""Why? The sums behind the answer, and what would tip it."""
