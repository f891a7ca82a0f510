"""The door for a terminal: `python -m model`. A file a command, with shared options, errors and output."""

from model.shell.app import main

__all__ = ["main"]
