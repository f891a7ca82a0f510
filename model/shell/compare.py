"""`python -m model compare A B [C D]`."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator

import click

from model.analysis import (
    DIFFERENCE_RULE,
    FEWEST_SCENARIOS,
    MOST_SCENARIOS,
    Comparison,
    Contrast,
    Figure,
    comparison_in_words,
    plain,
)
from model.analysis import compare as compared
from model.engine import warm_up
from model.history import reference_in_brief
from model.knowledge import OUTCOME_NAMES, OUTCOMES, InputError, Outcome, load_case
from model.scenario import load_scenario, load_with_case
from model.uncertainty import MOST_DRAWS

#: How wide text is set, and a column of a scenario's.
WIDE, COLUMN = 110, 22


#: How many reasons are told.
REASONS = 5


LETTERS = "ABCD"


def _number(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    if not FEWEST_SCENARIOS <= len(given) <= MOST_SCENARIOS:
        raise click.BadParameter(f"two to four can be compared, not {len(given)}")
    return given


@click.command()
@click.argument("scenarios", nargs=-1, required=True, callback=_number, metavar="A B [C D]")
@click.option("--case", "case_name", help="A case's id or folder; else the one that the first scenario names.")
@click.option("--draws", default=256, show_default=True, type=click.IntRange(1, MOST_DRAWS), help="Variants of each.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**64 - 1), help="Of the draws.")
@click.option("--outcome", type=click.Choice(list(OUTCOMES)), help="Whose pull the reasons are about.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def compare(
    scenarios: tuple[str, ...], case_name: str | None, draws: int, seed: int, outcome: str | None, as_json: bool
) -> None:
    r"""Compare two to four scenarios, files or bundled ids, the first being the one that the others are held against.

    Prints what differs in a paragraph; the share of variants in which each outcome leads and has formed, with the
    differences and their 95 % intervals, the draws being the same for all; what is set differently; and the reasons
    that differ most. All are told at the shortest of the horizons. For example:

    \b
    python -m model compare default genuine-dialogue
    python -m model compare default mine.scenario.toml --draws 1024 --json
    """
    try:
        case = load_case(case_name) if case_name else None
        case, first = load_with_case(scenarios[0], case)
        warm_up(case)
        chosen = [first, *(load_scenario(name, case) for name in scenarios[1:])]
        found = compared(case, chosen, draws, seed, outcome=outcome)
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(json.dumps(plain(found), indent=2) if as_json else "\n".join(_report(found)))


def _report(found: Comparison) -> Iterator[str]:
    for letter, name in zip(LETTERS, found.names, strict=False):
        yield f"{letter}: {name}"
    yield from ("", textwrap.fill(comparison_in_words(found), WIDE, break_on_hyphens=False), "")
    yield from (*_figures(found), "")
    yield from textwrap.wrap(DIFFERENCE_RULE, WIDE)
    if found.settings:
        yield from ("", "set differently:")
        for setting in found.settings:
            yield f"  {setting.what}"
            yield from (f"    {letter} {text}" for letter, text in zip(LETTERS, setting.told, strict=False))
    if found.reasons:
        yield from ("", f"what each adds to the pull of {OUTCOME_NAMES[Outcome(found.outcome)]}, or takes from it:")
        for reason in found.reasons[:REASONS]:
            yield f"  {_effects(reason)}  {reason.says} ({reason.basis})"


def _figures(found: Comparison) -> Iterator[str]:
    """Yield a row for each share, with a column for each scenario: the share, and its difference."""
    letters = LETTERS[: len(found.names)]
    yield f"at month {found.months}, in {found.draws:,} variants; in brackets the difference from A in points"
    yield f"{'':<30}" + "".join(f"{letter:<{COLUMN}}" for letter in letters).rstrip()
    for figure in found.figures:
        cells = [_cell(figure, number) for number in range(len(letters))]
        yield f"{_title(figure):<30}" + "".join(f"{cell:<{COLUMN}}" for cell in cells).rstrip()
    yield from ("", *textwrap.wrap(reference_in_brief(), 110))


def _title(figure: Figure) -> str:
    if not figure.outcome:
        return "nothing has formed"
    return f"{OUTCOME_NAMES[Outcome(figure.outcome)]} {'leads' if figure.what == 'leads' else 'has formed'}"


def _cell(figure: Figure, number: int) -> str:
    share, difference = f"{figure.shares[number]:.0%}", figure.differences[number]
    if difference is None:
        return share
    low, high = (f"{100 * end:+.0f}" for end in (difference.low, difference.high))
    return f"{share} ({100 * difference.value:+.0f}: {low} to {high})"


def _effects(reason: Contrast) -> str:
    told = ("     " if effect is None else f"{effect:+.2f}" for effect in reason.effects)
    return " ".join(f"{letter} {text}" for letter, text in zip(LETTERS, told, strict=False))
