"""The command line: `python -m model run`, `reach`, `sweep`, `compare`, `check` and others, each with `--help`."""

from __future__ import annotations

import click

from model.shell.check import check
from model.shell.compare import compare
from model.shell.diff import diff
from model.shell.history import history
from model.shell.lint import lint
from model.shell.new import new
from model.shell.reach import reach, regions, worth
from model.shell.run import run
from model.shell.schema import schema
from model.shell.sweep import sweep


@click.group(help="Ripeness: explore scenarios of the peace talks. It explores assumptions; it forecasts nothing.")
def main() -> None:
    """Group the commands."""


main.add_command(run)
main.add_command(lint)
main.add_command(sweep)


main.add_command(compare)


main.add_command(check)


main.add_command(diff)


main.add_command(history)


main.add_command(new)


main.add_command(reach)


main.add_command(regions)


main.add_command(schema)


main.add_command(worth)


if __name__ == "__main__":
    main(prog_name="python -m model")
