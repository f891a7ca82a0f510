"""The door for a terminal: `python -m model`. A file a command, with shared options and output."""
