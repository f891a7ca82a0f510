"""The command line: the commands there are, and what happens to input that cannot be used."""

from __future__ import annotations

from typing import Any

import click

from model.knowledge import InputError
from model.shell.commands.check import check
from model.shell.commands.compare import compare
from model.shell.commands.diff import diff
from model.shell.commands.history import history
from model.shell.commands.lint import lint
from model.shell.commands.new import new
from model.shell.commands.reach import reach
from model.shell.commands.regions import regions
from model.shell.commands.run import run
from model.shell.commands.schema import schema
from model.shell.commands.sweep import sweep
from model.shell.commands.worth import worth
from model.shell.errors import refused

#: Every command. To add one: write `commands/NAME.py`, import it above and name it here.
COMMANDS = (check, compare, diff, history, lint, new, reach, regions, run, schema, sweep, worth)


class CommandGroup(click.Group):
    """Commands that need not look after bad input: whichever of them meets it, it is printed, with exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with refused(InputError):
            return super().invoke(ctx)


main = CommandGroup(
    name="main",
    commands=COMMANDS,
    help="Ripeness: explore scenarios of the peace talks. It explores assumptions; it forecasts nothing.",
)
