"""Commands of the shell that need room of their own."""
