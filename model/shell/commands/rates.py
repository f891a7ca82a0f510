"""`python -m model rates [FILE]`: of wars like one at hand, how many went which way within two years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pandas as pd

from model.history import (
    INTERVALS_RULE,
    VICTORY_RULE,
    Asked,
    WarSort,
    class_rows,
    count_fallen,
    count_followed,
    load_reference_classes,
    read_war_years,
    reference_class_in_brief,
    tells_endings,
)
from model.knowledge import Case, load_case
from model.shell.commands.rates_report import class_lines, fallen_lines, fallen_rows, followed_lines, followed_rows
from model.shell.errors import Refusal
from model.shell.options import csv_style_option, default_case_option, file_option, json_option
from model.shell.output import print_json, print_lines, wrapped, write_file
from model.store import csv_text, read_table

KINDS = ("between-states", "internationalised", "within-a-state")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Count these kinds, together.")
@click.option("--least-deaths", type=click.Choice(["25", "1000"]), help="Count years with so many dead or more.")
@click.option("--least-years", type=click.IntRange(1), help="Count wars from this calendar year of theirs on.")
@click.option("--most-years", type=click.IntRange(1), help="Count wars up to this calendar year of theirs.")
@click.option("--from", "first", type=click.IntRange(1800, 2200), help="Count from this calendar year on.")
@click.option("--to", "last", type=click.IntRange(1800, 2200), help="Count up to this calendar year.")
@default_case_option
@json_option
@file_option("--csv", "table", help="Also write the table here.")
@csv_style_option
def rates(
    file: Path | None, case_name: str | None, as_json: bool, table: Path | None, csv_style: str, **asked: Any
) -> None:
    """Tell how wars like one at hand went on within two years.

    Without FILE: the bundled reference classes, and which of them the case's facts choose. With FILE, they are counted
    anew from what the Uppsala Conflict Data Program publishes, as CSV or .xlsx, each beside the bundled figures; an
    option asks for other wars instead. FILE is either of these, and these columns of it are read:

    \b
    Conflict Termination Dataset, dyad level:
      dyad_id, year, type_of_conflict (2 between states, 3 within a state,
      4 internationalised), intensity_level (1: 25 deaths a year or more, 2: 1,000),
      side_a_2nd and side_b_2nd (whose soldiers help), dyadterm (1: it ended in
      this year), outcome (1 agreement, 2 ceasefire, 3 and 4 victory, 5 quiet,
      6 one side is no more)
    UCDP/PRIO Armed Conflict Dataset:
      conflict_id, year, type_of_conflict, intensity_level

    Counted is every year after which the fighting went on, and what came first in the next two calendar years; years
    whose next two are not in the file are left out. For example:

    \b
    python -m model rates
    python -m model rates ucdp-term-dyad.csv
    python -m model rates ucdp-term-dyad.csv --kind between-states --least-years 2 --from 1990
    """
    case = load_case(case_name)
    given = {name: value for name, value in asked.items() if value not in (None, ())}
    if file is None:
        if given:
            name = next(iter(given))
            option = {"kinds": "kind", "first": "from", "last": "to"}.get(name, name).replace("_", "-")
            raise Refusal(f"--{option}: this asks what to count: name the FILE to count in")
        rows, text = class_rows(case.settings.war), _bundled(case)
        result: dict[str, Any] = {"case": case.id, "classes": rows}
    else:
        rows, text = _counted(file, asked, bool(given))
        result = {"file": file.name, "rows": rows}
    if table is not None:
        write_file(table, csv_text(pd.DataFrame(rows), csv_style))
    if as_json:
        print_json(result)
    else:
        print_lines(text)


def _bundled(case: Case) -> Iterator[str]:
    """Yield the bundled classes, and which of them is the case's."""
    known, facts = load_reference_classes(), case.settings.war
    yield from wrapped(f"{case.settings.title}: {reference_class_in_brief(facts)}")
    yield ""
    yield from class_lines(facts)
    for one in known.fallen:
        few = f"; {one.note}" if one.note else ""
        yield ""
        yield from wrapped(
            f"{one.title}: {one.share:.0%} fell below 1,000 dead a year within two years ({one.of}{few})."
        )
    for sentence in (
        VICTORY_RULE,
        INTERVALS_RULE,
        *(f"{one.title}, {one.period}. {one.defines}" for one in known.data),
    ):
        yield from ("", *wrapped(sentence))


def _counted(file: Path, asked: Mapping[str, Any], own: bool) -> tuple[list[dict[str, Any]], Iterator[str]]:
    """Return the rows that are counted in a file, and the same as lines for people."""
    held = read_table(file)
    years = read_war_years(held.name, held.columns, held.rows)
    period, known = (asked["first"], asked["last"]), load_reference_classes()
    told = f"{held.name}: {len(years):,} years of war, {min(y.year for y in years)} to {max(y.year for y in years)}."
    if tells_endings(held.columns):
        sorts: list[WarSort] = list(known.classes) if not own else list(_own_sorts(asked))
        found = [(sort, count_followed(years, Asked(sort, *period))) for sort in sorts]
        return list(followed_rows(found)), followed_lines(told, found)
    sorts = list(known.fallen) if not own else list(_own_sorts(asked))
    fallen = [(sort, count_fallen(years, Asked(sort, *period))) for sort in sorts]
    return list(fallen_rows(fallen)), fallen_lines(told, fallen)


def _own_sorts(asked: Mapping[str, Any]) -> Iterator[WarSort]:
    """Yield what is asked for: the kinds that are named, together; else each kind by itself."""
    least, most = asked["least_years"] or 1, asked["most_years"]
    if most is not None and most < least:
        raise Refusal(f"--most-years: {most} is less than {least}, the fewest that are counted")
    if None not in (asked["first"], asked["last"]) and asked["last"] < asked["first"]:
        raise Refusal(f"--to: {asked['last']} comes before {asked['first']}")
    bounds = {"least_deaths": int(asked["least_deaths"] or 1000), "least_years": least, "most_years": most}
    for kinds in [asked["kinds"]] if asked["kinds"] else [(kind,) for kind in KINDS]:
        yield WarSort(kinds=kinds, **bounds)
