"""`python -m model worth SCENARIO`: which belief is worth checking next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.analysis import MEASURES, WORTH_DRAWS, Worth, known_in_words
from model.analysis import worth as worth_of
from model.engine import engine_in_words, warm_up
from model.explain import surprise_in_words, where_counted
from model.knowledge import Case
from model.scenario import MadeBy, Scenario
from model.shell.errors import refused
from model.shell.may_happen import MayHappen, may_happen_in_words, may_happen_options
from model.shell.options import (
    case_option,
    csv_style_option,
    drawn_as,
    draws_option,
    file_option,
    json_option,
    months_option,
    open_scenario,
    seed_option,
)
from model.shell.output import fields_of, hanging, print_json, print_lines, wrapped, write_file
from model.store import csv_text
from model.uncertainty import without_each_happening

if TYPE_CHECKING:
    import pandas as pd

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
@file_option("--surprises", help="Also write what each kind of surprise is worth here, as CSV.")
@csv_style_option
@may_happen_options()
def worth(
    scenario: str,
    case_name: str | None,
    may_happen: MayHappen,
    months: int | None,
    seed: int | None,
    as_json: bool,
    draws: int,
    measure: str,
    surprises: Path | None,
    csv_style: str,
) -> None:
    """Tell what of SCENARIO is worth knowing: beliefs, and surprises.

    First, which beliefs are worth checking next: the ones whose resolution would move its shares of the pull most.
    Beside each stand its rank by plain sensitivity (the swing of the leading pull of the central run), and what it
    rests on. Then, where something may happen, by how much the shares of the pull would differ without each kind of
    surprise. For example:

    \b
    python -m model worth default
    python -m model worth default --happenings all --surprises surprises.csv
    """
    with refused(ValueError):
        case, chosen = open_scenario(scenario, case_name, months, may_happen)
        seed, _ = drawn_as(scenario, seed)
        warm_up(case)
        found = worth_of(case, chosen, draws, seed, measure)
        without = without_each_happening(case, chosen, draws, seed)
    made_by = MadeBy.of("worth", case, chosen, engine_in_words(), seed=seed, draws=draws, asked={"measure": measure})
    if surprises is not None:
        write_file(surprises, csv_text(without, csv_style, made_by.but(what="surprises").to_text()))
    if as_json:
        rows = without.to_dict("records")
        print_json({"made_by": made_by.to_dict(), **fields_of(found), "surprises": rows})
    else:
        print_lines(_report(case, found))
        print_lines(_surprises(case, chosen, without))


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


def _surprises(case: Case, scenario: Scenario, without: pd.DataFrame) -> Iterator[str]:
    """Yield what each kind of surprise is worth, or that nothing may happen."""
    yield from ("", *wrapped(may_happen_in_words(case, scenario)))
    for number, row in enumerate(without.to_dict("records"), 1):
        happening = case.happening_of[row["happening"]]
        yield from ("", *hanging(f"{number}. {happening.says} ({happening.id}; {row['times']:.2f} times in a variant)"))
        yield from hanging(surprise_in_words(row), 3)
        yield from hanging(where_counted(happening), 3)
