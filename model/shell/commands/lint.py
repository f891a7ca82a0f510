"""`python -m model lint [CASE]`: what in the knowledge of a case says or does nothing."""

from __future__ import annotations

from itertools import count

import click

from model.analysis import LINT_CHECKS, Influence, case_counts, influences
from model.analysis import lint as findings_of
from model.knowledge import Case, load_case
from model.shell.options import json_option
from model.shell.output import columns, print_json, print_lines, say
from model.shell.progress import progress_bar


@click.command()
@click.argument("case_name", metavar="[CASE]", required=False)
@click.option("--figures", is_flag=True, help="Also print what each lever, assumption, relation and actor moves.")
@json_option
@click.pass_context
def lint(context: click.Context, case_name: str | None, figures: bool, as_json: bool) -> None:
    """Tell what in the knowledge of CASE says or does nothing.

    CASE is an id or a folder; else the default case. Prints one finding a line: what has yet to be told, claims
    that no rule carries, rules that never fire, effects that are not monotone, levers with dead stretches, actors,
    objectives, relations and assumptions without effect, beliefs without a range, episodes without a scenario,
    scenarios without reasons. The exit code is 0 if there is none, else 1; and 2 if the files make no case, with
    every fault. For example:

    \b
    python -m model lint --figures
    python -m model lint my-war/
    """
    case = load_case(case_name)
    steps, done = len(LINT_CHECKS) + figures, count()
    with progress_bar(steps, show_eta=False, item_show_func=lambda check: check) as advance:

        def show(check: str) -> None:
            if advance is not None:
                advance(next(done), steps, check)

        findings = findings_of(case, show)
        if figures:
            show("figures")
        moves = influences(case) if figures else []
    counts = case_counts(case)
    if as_json:
        print_json({"case": case.id, "counts": counts, "findings": findings} | ({"figures": moves} if figures else {}))
    else:
        print_lines(map(str, findings))
        print_lines(_figure_table(case, moves) if figures else ())
        say(_closing_line(counts, len(findings)))
    context.exit(1 if findings else 0)


def _figure_table(case: Case, moves: list[Influence]) -> list[str]:
    """Return what each belief moves, one a line; relations with the actors at their ends."""
    ends = {edge.id: f"{edge.id} {edge.tail} -> {edge.head}" for edge in case.edges}
    rows = [("id", "kind", "largest move of a pull", "scenario")]
    for move in moves:
        kind = move.kind + (f": {', '.join(move.through)}" if move.through else "")
        rows.append((ends.get(move.id, move.id), kind, f"{move.move:.4f}", move.where))
    return columns(rows)


def _closing_line(counts: dict[str, int], findings: int) -> str:
    """Return how much was looked at, and how much was found."""
    parts: list[str] = []
    for what, number in counts.items():
        if what.endswith(" not modelled"):  # follows the number of which it is a part
            parts[-1] += f" ({number} not modelled)"
        else:
            parts.append(f"{number} {what}")
    found = f"{findings} finding{'' if findings == 1 else 's'}" if findings else "nothing found"
    return f"{', '.join(parts)}: {found}"
