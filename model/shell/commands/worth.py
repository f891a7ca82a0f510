"""`python -m model worth SCENARIO`: which belief is worth checking next."""

from __future__ import annotations

from collections.abc import Iterator

import click

from model.analysis import MEASURES, WORTH_DRAWS, Worth, known_in_words
from model.analysis import worth as worth_of
from model.engine import engine_in_words, warm_up
from model.knowledge import Case
from model.scenario import MadeBy
from model.shell.errors import refused
from model.shell.options import (
    case_option,
    drawn_as,
    draws_option,
    json_option,
    months_option,
    open_scenario,
    seed_option,
)
from model.shell.output import fields_of, hanging, print_json, print_lines, wrapped

#: How many beliefs are printed.
BELIEFS = 15


@click.command()
@click.argument("scenario")
@case_option()
@months_option
@seed_option(opened=True)
@json_option
@draws_option(WORTH_DRAWS, help="Variants.", least=200, most=10_000)
@click.option(
    "--measure",
    type=click.Choice(list(MEASURES)),
    default=next(iter(MEASURES)),
    show_default=True,
    help="What would move: the shares of the pull, or in how many variants each outcome has formed.",
)
def worth(
    scenario: str, case_name: str | None, months: int | None, seed: int | None, as_json: bool, draws: int, measure: str
) -> None:
    """Tell which beliefs of SCENARIO are worth checking next.

    These are the ones whose resolution would move its shares of the pull most. Beside each stand its rank by plain
    sensitivity (the swing of the leading pull of the central run), and what it rests on. For example:

    \b
    python -m model worth default
    """
    with refused(ValueError):
        case, chosen = open_scenario(scenario, case_name, months)
        seed, _ = drawn_as(scenario, seed)
        warm_up(case)
        found = worth_of(case, chosen, draws, seed, measure)
    if as_json:
        made_by = MadeBy.of(
            "worth", case, chosen, engine_in_words(), seed=seed, draws=draws, asked={"measure": measure}
        )
        print_json({"made_by": made_by.to_dict(), **fields_of(found)})
    else:
        print_lines(_report(case, found))


def _report(case: Case, found: Worth) -> Iterator[str]:
    beliefs = [belief for belief in found.beliefs if belief.stands_out][:BELIEFS]
    if not beliefs:
        yield f"No single belief moves {found.about} more than chance would."
    else:
        yield from (
            *wrapped(f"By how much {found.about} would move if a belief were known, {found.draws:,} variants:"),
            "",
        )
    for number, belief in enumerate(beliefs, 1):
        basis = f"{', '.join(belief.claims) or 'our judgement'}; {belief.factor.name}"
        yield from hanging(f"{number}. {belief.says} ({basis}; plain sensitivity: no. {belief.rank})")
        effect = f"Knowing it would move them by {belief.moves:.1%}."
        yield from hanging(f"{effect} {known_in_words(case, belief)}", 3)
