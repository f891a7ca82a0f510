"""`python -m model reach`, `regions` and `worth`: the model asked backward."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from model.analysis import (
    MOST_TOGETHER,
    REGION_SITUATIONS,
    WORTH_DRAWS,
    Goal,
    Way,
    answer_in_words,
    as_it_is_in_words,
    box_in_words,
    boxes_in_words,
    failing_in_words,
    known_in_words,
    none_found_in_words,
    orders_in_words,
    red_line_moved_in_words,
    red_lines_moved,
    step_in_words,
    way_in_words,
    weakest_in_words,
)
from model.analysis import boxes as boxes_of
from model.analysis import reach as reached
from model.analysis import way as way_to
from model.analysis import worth as worth_of
from model.engine import simulate, warm_up
from model.explain import asked, asked_in_words, red_line_in_words, red_lines
from model.history import reference_in_brief
from model.knowledge import OUTCOMES, Case, InputError, Outcome, load_case
from model.scenario import Scenario, load_with_case, to_toml
from model.shell import output as output_

WIDE = 110


#: So many beliefs, and actors, are told.
BELIEFS, ACTORS = 15, 5


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """Add what all three commands take."""
    for option in reversed(
        (
            click.argument("scenario"),
            click.option("--case", "case_name", help="A case's id or folder; else the one that the scenario names."),
            click.option("--months", type=click.IntRange(1, 120), help="Look so far ahead; else as the scenario does."),
            click.option(
                "--seed", default=0, show_default=True, type=click.IntRange(0, 2**64 - 1), help="Of the draws."
            ),
            click.option("--json", "as_json", is_flag=True, help="Print JSON for machines."),
        )
    ):
        command = option(command)
    return command


def _goal(command: Callable[..., None]) -> Callable[..., None]:
    """Add what a goal is made of, and hand it over made: `goal`, with the usual share."""

    @wraps(command)
    def with_goal(
        *,
        outcome: str | None,
        leads: bool,
        variable: str,
        least: float | None,
        most: float | None,
        by: int | None,
        **rest: Any,
    ) -> None:
        chosen = outcome or ("" if variable else str(Outcome.SETTLEMENT))
        command(goal=Goal(chosen, not leads, variable, least, most, by), **rest)

    made: Callable[..., None] = with_goal
    for option in reversed(
        (
            click.option("--outcome", type=click.Choice(list(OUTCOMES)), help="What is to have formed."),
            click.option("--leads", is_flag=True, help="It is enough that the outcome leads."),
            click.option("--variable", default="", help="Instead: a variable that is to reach a value."),
            click.option("--least", type=float, help="The value that it is to reach from below."),
            click.option("--most", type=float, help="The value that it is to reach from above."),
            click.option("--by", type=int, help="The month by which; else the horizon."),
        )
    ):
        made = option(made)
    return made


def _opened(scenario: str, case_name: str | None, months: int | None) -> tuple[Case, Scenario]:
    case = load_case(case_name) if case_name else None
    case, chosen = load_with_case(scenario, case)
    warm_up(case)
    if months is not None:
        chosen = chosen.until(months) if months < chosen.months else chosen.but(months=months)
    return case, chosen


def _costs(given: tuple[str, ...]) -> dict[str, float]:
    found = {}
    for one in given:
        name, _, value = one.partition("=")
        try:
            found[name] = float(value)
        except ValueError:
            raise click.BadParameter(f"NAME=NUMBER is needed, not {one!r}", param_hint="--cost") from None
    return found


@click.command()
@_common
@_goal
@click.option(
    "--share", default=0.5, show_default=True, type=click.FloatRange(0, 1, min_open=True), help="Of variants."
)
@click.option("--move", multiple=True, metavar="NAME", help="A lever or assumption that may be changed; repeat it.")
@click.option("--cost", multiple=True, metavar="NAME=NUMBER", help="Of moving one by a whole unit; else 1.")
@click.option(
    "--together", default=MOST_TOGETHER, show_default=True, type=click.IntRange(1, 4), help="Moved at once, at most."
)
@click.option(
    "--save", type=click.Path(dir_okay=False, path_type=Path), help="Write the cheapest way here, as a scenario."
)
def reach(
    scenario: str,
    case_name: str | None,
    months: int | None,
    seed: int,
    as_json: bool,
    goal: Goal,
    share: float,
    move: tuple[str, ...],
    cost: tuple[str, ...],
    together: int,
    save: Path | None,
) -> None:
    r"""What would it take? Find the smallest changes with which SCENARIO reaches a goal, and a way to each of them.

    The goal is a settlement, unless another outcome or a variable is named. All levers and assumptions may be changed
    but the actors' engagement, unless some are named. Prints each answer, run with 1,024 variants; the way to it as
    steps at plausible speeds; what is left if a step is missing or late; what the terms ask of whom; and the red
    lines. For example:

    \b
    python -m model reach default --months 24
    python -m model reach default --variable trust --least 0.5 --by 12 --move relief --move strikes
    """  # fmt: skip
    goal = replace(goal, share=share)
    costs = _costs(cost)
    try:
        case, chosen = _opened(scenario, case_name, months)
        found = reached(case, chosen, goal, list(move) or None, costs, together, seed)
        ways = [way_to(case, chosen, goal, answer, seed) for answer in found.answers if answer.values]
        asks = [(asked(simulate(case, way.scenario)), red_lines(case, way.scenario, seed=seed)) for way in ways]
        nearest = found.closest.scenario if found.closest else chosen
        lines = red_lines_moved(case, nearest, goal, seed=seed) if not found.answers else []
    except (InputError, ValueError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if save is not None and ways:
        try:
            save.write_text(to_toml(ways[0].scenario), encoding="utf-8")
        except OSError as error:
            click.echo(f"{save}: cannot be written: {error.strerror or error}", err=True)
            sys.exit(2)
    if as_json:
        told = {
            "goal": goal, "now": found.now, "answers": found.answers, "closest": found.closest, "ways": ways,
            "asked": [one for one, _ in asks], "red_lines": [two for _, two in asks], "lines_moved": lines,
        }  # fmt: skip
        click.echo(json.dumps(output_.plain(told), indent=2))
        return
    click.echo(_filled(as_it_is_in_words(case, found)))
    for number, (way, (asks_of, near)) in enumerate(zip(ways, asks, strict=True), 1):
        click.echo(f"\n{number}. {_filled(answer_in_words(case, way.answer), 3).lstrip()}")
        for line in _way(case, way):
            click.echo(_filled(line, 3))
        click.echo(_filled("Of whom:", 3))
        for one in asks_of[:ACTORS]:
            click.echo(_filled(f"- {asked_in_words(case, one)}", 5))
        click.echo(_filled(f"Red lines: {red_line_in_words(case, near[0])}" if near else "There are no red lines.", 3))
    if not found.answers:
        click.echo(_filled(none_found_in_words(case, found)))
        for one_line in lines:
            click.echo(_filled(f"- {red_line_moved_in_words(case, one_line)}", 2))
    click.echo(f"\n{_filled(reference_in_brief())}")


def _way(case: Case, way: Way) -> Iterator[str]:
    for step in way.steps:
        yield f"- {step_in_words(case, step)}"
    yield way_in_words(case, way)
    yield from (f"- {line}" for line in failing_in_words(case, way))
    yield weakest_in_words(case, way)
    if told := orders_in_words(case, way):
        yield told


def _filled(text: str, indent: int = 0) -> str:
    return textwrap.fill(text, WIDE, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))


@click.command()
@_common
@_goal
@click.option("--over", multiple=True, metavar="NAME", help="A lever or assumption that is drawn; repeat it.")
@click.option(
    "--situations", default=REGION_SITUATIONS, show_default=True, type=click.IntRange(200, 100_000), help="How many."
)
def regions(
    scenario: str,
    case_name: str | None,
    months: int | None,
    seed: int,
    as_json: bool,
    goal: Goal,
    over: tuple[str, ...],
    situations: int,
) -> None:
    r"""Tell the conditions that go with a goal, as a few boxes, from situations all over the scales.

    Boxes that do not survive resampling are not told. Needs the extra `boxes` (scikit-learn). For example:

    \b
    python -m model regions default --months 24 --leads
    """  # fmt: skip
    try:
        case, chosen = _opened(scenario, case_name, months)
        found = boxes_of(case, chosen, goal, list(over) or None, situations, seed)
    except (InputError, ValueError, ImportError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps(output_.plain(found), indent=2))
        return
    click.echo(_filled(boxes_in_words(case, found)))
    for box in found.boxes:
        click.echo(_filled(f"- {box_in_words(case, box, found)}"))


@click.command()
@_common
@click.option("--draws", default=WORTH_DRAWS, show_default=True, type=click.IntRange(200, 10_000), help="Variants.")
def worth(scenario: str, case_name: str | None, months: int | None, seed: int, as_json: bool, draws: int) -> None:
    r"""Tell which knowledge is worth getting: beliefs whose resolution would move the shares of SCENARIO most.

    Beside each stand its rank by plain sensitivity (the swing of the leading pull), and what it rests on.
    """
    try:
        case, chosen = _opened(scenario, case_name, months)
        found = worth_of(case, chosen, draws, seed)
    except (InputError, ValueError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps(output_.plain(found), indent=2))
        return
    told: list[Any] = [one for one in found.beliefs if one.stands_out][:BELIEFS]
    if not told:
        click.echo("No single belief moves the shares more than chance would.")
    for number, one in enumerate(told, 1):
        basis = ", ".join(one.claims) or "our judgement"
        click.echo(_filled(f"{number}. {one.says} ({basis}; {one.factor.name}; plain sensitivity: no. {one.rank})"))
        click.echo(
            _filled(
                f"Knowing it would move the shares by {one.moves:.1%}. {known_in_words(case, one)}",
                3,
            )
        )
