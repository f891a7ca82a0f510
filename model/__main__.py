"""The command line: `python -m model run FILE`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from model.analysis import DRAWS, ensemble
from model.explain import report, summary
from model.faults import InputError
from model.load import load_case
from model.run import simulate
from model.scenario import load_scenario


@click.group(help="Ripeness: explore scenarios of the peace talks. It explores assumptions; it forecasts nothing.")
def main() -> None:
    """Group the commands."""


@main.command()
@click.argument("scenario")
@click.option("--case", "case_name", help="A case's id or folder; else the one that the scenario names.")
@click.option("--draws", default=256, show_default=True, type=click.IntRange(0, DRAWS), help="Variants; 0 for none.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**64 - 1), help="Of the draws.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.option("--csv", type=click.Path(dir_okay=False, path_type=Path), help="Also write the paths by month here.")
def run(scenario: str, case_name: str | None, draws: int, seed: int, as_json: bool, csv: Path | None) -> None:
    """Run SCENARIO: a file (*.scenario.toml) or a bundled scenario's id, "default" being today's situation.

    Prints the outcome, whether it has formed, the pulls, since when it leads, and the five strongest reasons; then
    in how many plausible variants each outcome leads and has formed.
    """
    try:
        case = load_case(case_name) if case_name else None
        chosen = load_scenario(scenario, case)
        case = case or load_case(chosen.case)
        result = simulate(case, chosen)
        variants = ensemble(case, chosen, draws, seed) if draws else None
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if csv is not None:
        try:
            result.paths.to_pandas().to_csv(csv)
        except OSError as error:
            click.echo(f"{csv}: cannot be written: {error.strerror or error}", err=True)
            sys.exit(2)
    if as_json:
        found = summary(result)
        if variants is not None:
            found |= {
                "draws": draws,
                "seed": seed,
                "shares": variants.shares,
                "formed_shares": variants.formed,
            }
        click.echo(json.dumps(found, indent=2))
        return
    click.echo(report(result))
    if variants is not None:
        click.echo(f"\nin {draws} plausible variants:   leads / has formed")
        for outcome, share in variants.shares.items():
            click.echo(f"  {outcome:<16} {share:6.1%} / {variants.formed[outcome]:6.1%}")
        click.echo(f"  {'the war goes on':<16}        / {1 - sum(variants.formed.values()):6.1%}")


if __name__ == "__main__":
    main(prog_name="python -m model")
