"""`python -m model regions SCENARIO`: the conditions that go with a goal."""

from __future__ import annotations

from dataclasses import asdict

import click

from model.analysis import REGION_SITUATIONS, Goal, box_in_words, boxes, boxes_in_words
from model.engine import engine_in_words, warm_up
from model.scenario import MadeBy
from model.shell.errors import refused
from model.shell.may_happen import MayHappen, may_happen_in_words, may_happen_options
from model.shell.options import (
    case_option,
    drawn_as,
    goal_options,
    json_option,
    months_option,
    open_scenario,
    seed_option,
)
from model.shell.output import fields_of, hanging, print_json, print_lines


@click.command()
@click.argument("scenario")
@case_option()
@months_option
@seed_option(opened=True)
@json_option
@goal_options
@click.option("--over", multiple=True, metavar="NAME", help="A lever or assumption that is drawn; repeat it.")
@click.option(
    "--situations", default=REGION_SITUATIONS, show_default=True, type=click.IntRange(200, 100_000), help="How many."
)
@may_happen_options()
def regions(
    scenario: str,
    case_name: str | None,
    may_happen: MayHappen,
    months: int | None,
    seed: int | None,
    as_json: bool,
    goal: Goal,
    over: tuple[str, ...],
    situations: int,
) -> None:
    """Tell the conditions that go with a goal, as a few boxes.

    They are found among situations all over the scales. Boxes that do not survive resampling are not told. Needs
    the extra `boxes` (scikit-learn). For example:

    \b
    python -m model regions default --months 24 --leads
    """
    with refused(ValueError, ImportError):
        case, chosen = open_scenario(scenario, case_name, months, may_happen)
        seed, _ = drawn_as(scenario, seed)
        warm_up(case)
        found = boxes(case, chosen, goal, list(over) or None, situations, seed)
    if as_json:
        asked = {"goal": asdict(goal), "over": list(over), "situations": situations}
        made_by = MadeBy.of("regions", case, chosen, engine_in_words(), seed=seed, asked=asked)
        print_json({"made_by": made_by.to_dict(), **fields_of(found)})
        return
    print_lines(hanging(boxes_in_words(case, found)))
    for box in found.boxes:
        print_lines(hanging(f"- {box_in_words(case, box, found)}"))
    print_lines(hanging(may_happen_in_words(case, chosen)))
