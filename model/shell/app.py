"""The command line: the commands there are, and what happens to input that cannot be used."""

from __future__ import annotations

from typing import Any

import click

from model.knowledge import InputError
from model.shell.commands.check import check
from model.shell.commands.compare import compare
from model.shell.commands.dashboard import dashboard
from model.shell.commands.diff import diff
from model.shell.commands.graph import graph
from model.shell.commands.history import history
from model.shell.commands.lint import lint
from model.shell.commands.list import list_what
from model.shell.commands.new import new
from model.shell.commands.rates import rates
from model.shell.commands.reach import reach
from model.shell.commands.regions import regions
from model.shell.commands.run import run
from model.shell.commands.schema import schema
from model.shell.commands.sweep import sweep
from model.shell.commands.worth import worth
from model.shell.console import use_plain_characters
from model.shell.errors import refused
from model.shell.own_name import helped_in_own_name
from model.version import __version__

#: Every command. To add one: write `commands/NAME.py`, import it above and name it here.
COMMANDS = (
    check,
    compare,
    dashboard,
    diff,
    graph,
    history,
    lint,
    list_what,
    new,
    rates,
    reach,
    regions,
    run,
    schema,
    sweep,
    worth,
)


class CommandGroup(click.Group):
    """Commands that need not look after bad input, nor after what a console can write.

    Whichever of them meets bad input, it is printed, with exit code 2; what a console has no character for is put
    plainly.
    """

    def main(self, *arguments: Any, **how: Any) -> Any:
        """Run the command line."""
        use_plain_characters()
        return super().main(*arguments, **how)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, with examples that work as they stand."""
        command = super().get_command(ctx, cmd_name)
        return command and helped_in_own_name(command)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with refused(InputError):
            return super().invoke(ctx)


@click.group(cls=CommandGroup, commands=COMMANDS)
@click.version_option(__version__, prog_name="Ripeness", message="%(prog)s %(version)s")
def main() -> None:
    """Ripeness: explore scenarios of the peace talks. It explores assumptions; it forecasts nothing."""
