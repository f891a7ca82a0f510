"""Two to four scenarios on the same draws: what is set differently, and what comes of it."""
