"""What is on the table? The deal issue by issue, and whose objectives it would meet."""
