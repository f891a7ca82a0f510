"""Run."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path

import click

from model.engine import simulate
from model.explain import flips, reasons, report, sturdiness, summary_of
from model.history import load_rates, reference, reference_in_brief
from model.knowledge import InputError, load_case
from model.scenario import load_with_case
from model.uncertainty import MOST_DRAWS, ROBUSTNESS_RULE, Ensemble, ensemble, interval_in_words, plain, robustness


@click.command()
@click.argument("scenario")
@click.option("--case", "case_name", help="A case's id or folder; else the one that the scenario names.")
@click.option(
    "--draws", default=256, show_default=True, type=click.IntRange(0, MOST_DRAWS), help="Variants; 0 for none."
)
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
        case, chosen = load_with_case(scenario, case)
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
        from model.explain import briefing

        _write(html, briefing(result, variants, reasons(result), flips(result), reference_in_brief()))
    if as_json:
        found = summary_of(result)
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
        leads = f"{share:6.1%} ({interval_in_words(*variants.share_intervals[outcome])})"
        formed = f"{variants.formed[outcome]:6.1%} ({interval_in_words(*variants.formed_intervals[outcome])})"
        lines.append(f"  {outcome:<16} {leads:<22} {formed}")
    none, interval = variants.unformed
    lines.append(f"  {'the war goes on':<16} {'':<22} {none:6.1%} ({interval_in_words(*interval)})")
    return [*lines, "", textwrap.fill(ROBUSTNESS_RULE, 110), "", textwrap.fill(reference(), 110)]
