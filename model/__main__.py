"""The command line: `python -m model run`, `reach`, `sweep`, `compare`, `check` and others, each with `--help`."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from model.domain import Case
from model.ensemble import DRAWS, Ensemble, ensemble
from model.explain import reasons
from model.export import report, summary
from model.faults import InputError
from model.flips import flips
from model.history import load_rates, reference
from model.lint import CHECKS, counts
from model.lint import lint as findings_of
from model.load import load_case
from model.probe import Effect, effects
from model.run import simulate
from model.scenario import with_case
from model.shell.check import check
from model.shell.compare import compare
from model.shell.diff import diff
from model.shell.history import history
from model.shell.new import new
from model.shell.reach import reach, regions, worth
from model.shell.schema import schema
from model.shell.sweep import sweep
from model.sturdy import RULE, between, plain, robustness, sturdiness


@click.group(help="Ripeness: explore scenarios of the peace talks. It explores assumptions; it forecasts nothing.")
def main() -> None:
    """Group the commands."""


main.add_command(sweep)
main.add_command(compare)
main.add_command(check)
main.add_command(diff)
main.add_command(history)
main.add_command(new)
main.add_command(reach)
main.add_command(regions)
main.add_command(schema)
main.add_command(worth)


@main.command()
@click.argument("scenario")
@click.option("--case", "case_name", help="A case's id or folder; else the one that the scenario names.")
@click.option("--draws", default=256, show_default=True, type=click.IntRange(0, DRAWS), help="Variants; 0 for none.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**64 - 1), help="Of the draws.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.option("--csv", type=click.Path(dir_okay=False, path_type=Path), help="Also write the paths by month here.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Also write a briefing to print here.")
def run(
    scenario: str, case_name: str | None, draws: int, seed: int, as_json: bool, csv: Path | None, html: Path | None
) -> None:
    """Run SCENARIO: a file (*.scenario.toml) or a bundled scenario's id, "default" being today's situation.

    Prints the outcome, whether it has formed, how firmly that stands, the pulls, since when it leads, the five
    strongest reasons and the issue that holds a settlement back; then the answer as a paragraph, and in how many
    plausible variants each outcome leads and has formed, with 95 % intervals. JSON has the deal on the table and what
    would change the answer besides.
    """
    try:
        case = load_case(case_name) if case_name else None
        case, chosen = with_case(scenario, case)
        result = simulate(case, chosen)
        variants = ensemble(case, chosen, draws, seed) if draws else None
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if csv is not None:
        _write(csv, result.paths.to_pandas().to_csv())
    if html is not None:
        if variants is None:
            click.echo("--html: a briefing tells how firm its answer is: --draws has to be 1 or more", err=True)
            sys.exit(2)
        from model.view.briefing import briefing  # Streamlit comes with it

        _write(html, briefing(result, variants, reasons(result), flips(result)))
    if as_json:
        found = summary(result)
        if variants is not None:
            found |= {"robustness": plain(robustness(result, variants)), **_shares(variants)}
        click.echo(json.dumps(found, indent=2))
        return
    click.echo(report(result, sturdy=sturdiness(result, variants) if variants is not None else ""))
    if variants is not None:
        click.echo("\n".join(_variants(variants)))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        click.echo(f"{path}: cannot be written: {error.strerror or error}", err=True)
        sys.exit(2)


def _shares(variants: Ensemble) -> dict[str, object]:
    """Return what the variants come to, for machines."""
    return {
        "draws": variants.draws,
        "seed": variants.seed,
        "shares": variants.shares,
        "share_intervals": variants.share_intervals,
        "formed_shares": variants.formed,
        "formed_intervals": variants.formed_intervals,
        "past_wars": load_rates().rates[0].nearest,
    }


def _variants(variants: Ensemble) -> list[str]:
    """Return what the variants come to as a table, and how their words are chosen."""
    lines = ["", f"in {variants.draws} plausible variants (95% intervals):"]
    lines += [f"  {'':<16} {'leads':<22} has formed"]
    for outcome, share in variants.shares.items():
        leads = f"{share:6.1%} ({between(*variants.share_intervals[outcome])})"
        formed = f"{variants.formed[outcome]:6.1%} ({between(*variants.formed_intervals[outcome])})"
        lines.append(f"  {outcome:<16} {leads:<22} {formed}")
    none, interval = variants.unformed
    lines.append(f"  {'the war goes on':<16} {'':<22} {none:6.1%} ({between(*interval)})")
    return [*lines, "", textwrap.fill(RULE, 110), "", textwrap.fill(reference(), 110)]


@main.command()
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
        with _progress(len(CHECKS) + figures) as step:
            found = findings_of(case, step)
            if figures:
                step("figures")
            moves = effects(case) if figures else []
        looked_at = counts(case)
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


def _table(case: Case, moves: list[Effect]) -> list[str]:
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


if __name__ == "__main__":
    main(prog_name="python -m model")
