"""Lint."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

import click

from model.analysis import LINT_CHECKS, Influence, case_counts, influences
from model.analysis import lint as findings_of
from model.knowledge import Case, InputError, load_case


@click.command()
@click.argument("case_name", metavar="[CASE]", required=False)
@click.option("--figures", is_flag=True, help="Also print what each lever, assumption, relation and actor moves.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def lint(case_name: str | None, figures: bool, as_json: bool) -> None:
    """Check the knowledge of CASE (an id or a folder; else the default case): what in it says or does nothing.

    Prints one finding a line: what has yet to be told, claims that no rule carries, rules that never fire, effects
    that are not monotone, levers with dead stretches, actors, objectives, relations and assumptions without effect,
    beliefs without a range, episodes without a scenario, scenarios without reasons. The exit code is 0 if there is
    none, else 1; and 2 if the files make no case, with every fault.
    """
    try:
        case = load_case(case_name)
        with _progress(len(LINT_CHECKS) + figures) as step:
            found = findings_of(case, step)
            if figures:
                step("figures")
            moves = influences(case) if figures else []
        looked_at = case_counts(case)
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if as_json:
        told = {"case": case.id, "counts": looked_at, "findings": [asdict(finding) for finding in found]}
        click.echo(json.dumps(told | ({"figures": [asdict(move) for move in moves]} if figures else {}), indent=2))
    else:
        for finding in found:
            click.echo(str(finding))
        for line in _table(case, moves) if figures else ():
            click.echo(line)
        click.echo(_closing(looked_at, len(found)))
    sys.exit(1 if found else 0)


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[str], None]]:
    """Give a function that tells the next step; a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    with click.progressbar(length=steps, show_eta=False, file=sys.stderr, item_show_func=lambda name: name) as bar:
        begun: list[str] = []

        def step(name: str) -> None:
            bar.update(1 if begun else 0, name)  # a step is done when the next begins
            begun.append(name)

        yield step


def _table(case: Case, moves: list[Influence]) -> list[str]:
    ends = {edge.id: f"{edge.id} {edge.tail} -> {edge.head}" for edge in case.edges}
    rows = [("id", "kind", "largest move of a pull", "scenario")]
    for move in moves:
        kind = move.kind + (f": {', '.join(move.through)}" if move.through else "")
        rows.append((ends.get(move.id, move.id), kind, f"{move.move:.4f}", move.where))
    wide = [max(len(row[column]) for row in rows) for column in range(3)]
    return ["  ".join([*map(str.ljust, row[:3], wide), row[3]]) for row in rows]


def _closing(looked_at: dict[str, int], found: int) -> str:
    """Return the last line: how much was looked at, and how much was found."""
    parts: list[str] = []
    for what, number in looked_at.items():
        if what.endswith(" not modelled"):
            parts[-1] += f" ({number} not modelled)"
        else:
            parts.append(f"{number} {what}")
    told = f"{found} finding{'' if found == 1 else 's'}" if found else "nothing found"
    return f"{', '.join(parts)}: {told}"
