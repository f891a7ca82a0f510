"""What the program is called where it is: texts say `python -m model`, and where pip has put a command, its name."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import click

#: As all texts of ours have it, and the command that a package installs.
AS_MODULE, AS_COMMAND = "python -m model", "ripeness"


def in_own_name(text: str) -> str:
    """Return a text with the name by which the program was called, where it is another."""
    context = click.get_current_context(silent=True)
    called = context is not None and Path(context.find_root().info_name or "").stem == AS_COMMAND
    return text.replace(AS_MODULE, AS_COMMAND) if called else text


def helped_in_own_name(command: click.Command) -> click.Command:
    """Return a command whose help has that name."""
    told = copy(command)
    told.help = in_own_name(command.help or "")
    return told
