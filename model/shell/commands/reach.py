"""`python -m model reach SCENARIO`: what it would take to reach a goal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from model.analysis import (
    MOST_TOGETHER,
    Goal,
    Reach,
    RedLineMoved,
    Way,
    answer_in_words,
    as_it_is_in_words,
    failing_in_words,
    none_found_in_words,
    orders_in_words,
    red_line_moved_in_words,
    red_lines_moved,
    step_in_words,
    way_in_words,
    weakest_in_words,
)
from model.analysis import reach as find_answers
from model.analysis import way as way_to
from model.engine import engine_in_words, simulate, warm_up
from model.explain import Demands, RedLineNearness, demands, demands_in_words, red_line_in_words, red_lines
from model.history import base_rate_in_brief
from model.knowledge import Case, read_number
from model.scenario import MadeBy, Scenario, to_toml
from model.shell.errors import refused
from model.shell.may_happen import MayHappen, may_happen_in_words, may_happen_options
from model.shell.options import (
    NumberRange,
    case_option,
    drawn_as,
    file_option,
    goal_options,
    json_option,
    months_option,
    open_scenario,
    seed_option,
)
from model.shell.output import hanging, print_json, print_lines, write_file

#: How many actors are printed of whom a way asks something.
ACTORS = 5


@dataclass(frozen=True)
class _Found:
    """What the command found.

    reach: the answers; ways: a way to each; asks, red_lines: what each way asks of whom, and which red lines it comes
    near; lines_moved: where there is no answer, what moving a red line would do.
    """

    reach: Reach
    ways: list[Way]
    asks: list[list[Demands]]
    red_lines: list[list[RedLineNearness]]
    lines_moved: list[RedLineMoved]


@click.command()
@click.argument("scenario")
@case_option()
@months_option
@seed_option(opened=True)
@json_option
@goal_options
@click.option(
    "--share",
    default=0.5,
    show_default=True,
    type=NumberRange(0, 1, min_open=True),
    help="Of variants, or of the pull.",
)
@click.option("--move", multiple=True, metavar="NAME", help="A lever or assumption that may be changed; repeat it.")
@click.option("--cost", multiple=True, metavar="NAME=NUMBER", help="Of moving one by a whole unit; else 1.")
@click.option(
    "--together", default=MOST_TOGETHER, show_default=True, type=click.IntRange(1, 4), help="Moved at once, at most."
)
@file_option("--save", help="Write the cheapest way here, as a scenario.")
@may_happen_options()
def reach(
    scenario: str,
    case_name: str | None,
    may_happen: MayHappen,
    months: int | None,
    seed: int | None,
    as_json: bool,
    goal: Goal,
    share: float,
    move: tuple[str, ...],
    cost: tuple[str, ...],
    together: int,
    save: Path | None,
) -> None:
    """Find the smallest changes with which SCENARIO reaches a goal.

    What would it take, and what is a way there? The goal is a settlement, unless another outcome or a variable is
    named. All levers and assumptions may be changed but the actors' engagement, unless some are named. Prints each
    answer, run with 1,024 variants; the way to it as steps at plausible speeds; what is left if a step is missing
    or late; what the terms ask of whom; and the red lines. For example:

    \b
    python -m model reach default --months 24
    python -m model reach default --variable trust --least 0.5 --by 12 --move relief --move strikes
    """
    costs = _costs(cost)
    with refused(ValueError):
        case, chosen = open_scenario(scenario, case_name, months, may_happen)
        seed, _ = drawn_as(scenario, seed)
        warm_up(case)
        found = _search(case, chosen, replace(goal, share=share), list(move) or None, costs, together, seed)
    if save is not None and found.ways:
        write_file(save, to_toml(found.ways[0].scenario))
    if as_json:
        asked = {"goal": asdict(found.reach.goal), "move": list(move), "cost": costs, "together": together}
        made_by = MadeBy.of("reach", case, chosen, engine_in_words(), seed=seed, asked=asked)
        print_json({"made_by": made_by.to_dict(), **_for_machines(found)})
    else:
        print_lines(_report(case, found))
        print_lines(hanging(may_happen_in_words(case, chosen)))


def _costs(texts: tuple[str, ...]) -> dict[str, float]:
    """Return the costs by name, from texts such as `trust=2`."""
    costs = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            costs[name] = read_number(value)
        except ValueError as error:
            raise click.BadParameter(f"NAME=NUMBER is needed, not {text!r}: {error}", param_hint="--cost") from None
    return costs


def _search(
    case: Case,
    scenario: Scenario,
    goal: Goal,
    movable: list[str] | None,
    costs: dict[str, float],
    together: int,
    seed: int,
) -> _Found:
    reach = find_answers(case, scenario, goal, movable, costs, together, seed)
    ways = [way_to(case, scenario, goal, answer, seed) for answer in reach.answers if answer.values]
    asks = [demands(simulate(case, way.scenario)) for way in ways]
    near = [red_lines(case, way.scenario, seed=seed) for way in ways]
    nearest = reach.closest.scenario if reach.closest else scenario
    lines_moved = red_lines_moved(case, nearest, goal, seed=seed) if not reach.answers else []
    return _Found(reach, ways, asks, near, lines_moved)


def _for_machines(found: _Found) -> dict[str, object]:
    return {
        "goal": found.reach.goal,
        "now": found.reach.now,
        "answers": found.reach.answers,
        "closest": found.reach.closest,
        "ways": found.ways,
        "asked": found.asks,
        "red_lines": found.red_lines,
        "lines_moved": found.lines_moved,
    }


def _report(case: Case, found: _Found) -> Iterator[str]:
    yield from hanging(as_it_is_in_words(case, found.reach))
    for number, (way, asks, lines) in enumerate(zip(found.ways, found.asks, found.red_lines, strict=True), 1):
        yield ""
        yield from _answer(case, number, way)
        for line in _steps(case, way):
            yield from hanging(line, 3)
        yield from hanging("Of whom:", 3)
        for ask in asks[:ACTORS]:
            yield from hanging(f"- {demands_in_words(case, ask)}", 5)
        nearest = f"Red lines: {red_line_in_words(case, lines[0])}" if lines else "There are no red lines."
        yield from hanging(nearest, 3)
    if not found.reach.answers:
        yield from hanging(none_found_in_words(case, found.reach))
        for moved in found.lines_moved:
            yield from hanging(f"- {red_line_moved_in_words(case, moved)}", 2)
    yield from ("", *hanging(base_rate_in_brief()))


def _answer(case: Case, number: int, way: Way) -> Iterator[str]:
    """Yield an answer with its number, which stands where the text is indented."""
    first, *rest = hanging(answer_in_words(case, way.answer), 3)
    yield from (f"{number}. {first.lstrip()}", *rest)


def _steps(case: Case, way: Way) -> Iterator[str]:
    """Yield the steps of a way, what comes of it, and what is left if one of them is missing or late."""
    yield from (f"- {step_in_words(case, step)}" for step in way.steps)
    yield way_in_words(case, way)
    yield from (f"- {line}" for line in failing_in_words(case, way))
    yield weakest_in_words(case, way)
    if orders := orders_in_words(case, way):
        yield orders
