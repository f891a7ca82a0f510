"""Options that several commands share, each said once; and the case and scenario that they name."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from model.analysis import Goal
from model.knowledge import OUTCOMES, Case, Outcome, load_case, read_number
from model.scenario import ResultChanged, Scenario, load_with_case, read_made_by
from model.shell.may_happen import UNSAID, MayHappen
from model.shell.output import say
from model.store import CSV_STYLES, PLAIN, RESULT_ENDINGS
from model.uncertainty import MOST_DRAWS

#: What an option does with a command: it adds itself.
Option = Callable[[Callable[..., Any]], Callable[..., Any]]


class Number(click.types.FloatParamType):
    """A number as the page reads it: with a decimal point or a decimal comma, and nothing else that Python takes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number. Raises click.BadParameter if a text says none."""
        if isinstance(value, str):
            try:
                return read_number(value)
            except ValueError as error:
                self.fail(str(error), param, ctx)
        return float(value)


class NumberRange(click.FloatRange):
    """Such a number within a range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number. Raises click.BadParameter if a text says none, or one that is out of the range."""
        return float(super().convert(Number().convert(value, param, ctx), param, ctx))


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


months_option = click.option(
    "--months", type=click.IntRange(1, 120), help="Look so far ahead; else as the scenario does."
)


def case_option(scenario: str = "the scenario") -> Option:
    """Return `--case`, handed over as `case_name`; in its help, `scenario` says which scenario names the case."""
    return click.option("--case", "case_name", help=f"A case's id or folder; else the one that {scenario} names.")


default_case_option = click.option("--case", "case_name", help="A case's id or folder; else the default case.")


def draws_option(default: int | None, help: str, least: int = 1, most: int = MOST_DRAWS) -> Option:
    """Return `--draws`: how many variants of a scenario are run."""
    return click.option("--draws", default=default, show_default=True, type=click.IntRange(least, most), help=help)


def seed_option(help: str = "Of the draws.", opened: bool = False) -> Option:
    """Return `--seed`: the same seed gives the same draws.

    `opened`: the command opens results as well, and is handed None where no seed is given; see `drawn_as`.
    """
    help = f"{help} Else 0, or that of the result which is opened." if opened else help
    default = None if opened else 0
    return click.option("--seed", default=default, show_default=True, type=click.IntRange(0, 2**64 - 1), help=help)


csv_style_option = click.option(
    "--csv-style",
    type=click.Choice(list(CSV_STYLES)),
    default=PLAIN,
    show_default=True,
    help="For CSV: european has semicolons and decimal commas, as spreadsheets of much of Europe read them.",
)


def file_option(*names: str, help: str) -> Option:
    """Return an option that takes a file to be written, and not a folder."""
    return click.option(*names, type=click.Path(dir_okay=False, path_type=Path), help=help)


def goal_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that make up a goal; the command is given the goal itself, with the usual share, as `goal`."""

    @click.option("--outcome", type=click.Choice(list(OUTCOMES)), help="What is to have formed.")
    @click.option("--leads", is_flag=True, help="It is enough that the outcome leads.")
    @click.option("--pull", is_flag=True, help="Instead of a count of variants: its share of the pull.")
    @click.option("--variable", default="", help="Instead: a variable that is to reach a value.")
    @click.option("--least", type=Number(), help="The value that it is to reach from below.")
    @click.option("--most", type=Number(), help="The value that it is to reach from above.")
    @click.option("--by", type=int, help="The month by which; else the horizon.")
    @wraps(command)
    def with_goal(
        *,
        outcome: str | None,
        leads: bool,
        pull: bool,
        variable: str,
        least: float | None,
        most: float | None,
        by: int | None,
        **others: Any,
    ) -> None:
        chosen = outcome or ("" if variable else str(Outcome.SETTLEMENT))
        command(goal=Goal(chosen, not leads, variable, least, most, by, pull=pull), **others)

    return with_goal


@contextmanager
def changes_told() -> Iterator[None]:
    """Say on stderr what has changed since a result that is opened was made."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always", ResultChanged)
        yield
    for warning in found:
        say(warning.message, err=True)


def drawn_as(scenario: str, seed: int | None, draws: int | None = None, usual: int = 0) -> tuple[int, int]:
    """Return the seed and the number of variants of a command: as given, else as of the result that is opened.

    Args:
        scenario: what the command is given: an id, or a file, which may be a result.
        seed: None if none was given; else 0 where no result is opened.
        draws: None if no number was given.
        usual: the number where none was given and no result is opened, or one without variants.
    """
    made = read_made_by(scenario) if Path(scenario).suffix.lower() in RESULT_ENDINGS else None
    if seed is None:
        seed = 0 if made is None or made.seed is None else made.seed
    if draws is None:
        draws = usual if made is None or made.draws is None else made.draws
    return seed, draws


def open_scenario(
    scenario: str, case_name: str | None, months: int | None = None, may_happen: MayHappen = UNSAID
) -> tuple[Case, Scenario]:
    """Return the case and the scenario that a command is asked about.

    Args:
        scenario: a bundled scenario's id, or a file; also a result's, which says what made it.
        case_name: a case's id or folder; else the case that the scenario names.
        months: the horizon, 1 to 120; else the scenario's.
        may_happen: what may happen, where the scenario's own word does not count.

    Raises:
        InputError: if there is no such case or scenario, or the scenario does not fit the case.
        click.BadParameter: if the case has no such happening.
    """
    with changes_told():
        case, chosen = load_with_case(scenario, load_case(case_name) if case_name else None)
    chosen = may_happen.on(case, chosen)
    if months is not None:
        chosen = chosen.until(months) if months < chosen.months else chosen.but(months=months)
    return case, chosen
