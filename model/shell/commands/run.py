"""`python -m model run SCENARIO`: one scenario, its answer, and how firmly that stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from model.engine import simulate
from model.explain import (
    GOES_ON,
    briefing,
    flips,
    months_table,
    percent,
    reasons,
    report_in_text,
    result_tables,
    robustness_in_words,
    run_to_dict,
)
from model.history import base_rate_in_words, class_rows, load_base_rates, past_wars_in_brief, reference_class_in_words
from model.shell.errors import Refusal
from model.shell.options import (
    case_option,
    csv_style_option,
    drawn_as,
    draws_option,
    file_option,
    json_option,
    open_scenario,
    seed_option,
)
from model.shell.output import print_json, print_lines, say, wrapped, write_file
from model.store import check_openpyxl, csv_text, workbook
from model.uncertainty import ROBUSTNESS_RULE, Ensemble, ensemble, interval_in_words, robustness

#: So many variants are run where no number is given.
DRAWS = 256


@click.command()
@click.argument("scenario")
@case_option()
@draws_option(None, least=0, help=f"Variants; 0 for none. Else {DRAWS}, or as many as the result that is opened has.")
@seed_option(opened=True)
@json_option
@file_option("--csv", help="Also write the paths by month here.")
@csv_style_option
@file_option("--xlsx", help="Also write all tables here, as a workbook.")
@file_option("--html", help="Also write a briefing to print here.")
def run(
    scenario: str,
    case_name: str | None,
    draws: int | None,
    seed: int | None,
    as_json: bool,
    csv: Path | None,
    csv_style: str,
    xlsx: Path | None,
    html: Path | None,
) -> None:
    """Run SCENARIO, and tell how firmly its answer stands.

    SCENARIO is a file (*.scenario.toml) or a bundled scenario's id, "default" being today's situation. A
    result's file (.json, .csv, .parquet, .nc, .xlsx) does as well: it says what made it, and is run again, with the
    same seed and as many variants.

    Prints the outcome, whether it has formed, how firmly that stands, the pulls, since when it leads, the five
    strongest reasons and the issue that holds a settlement back; then the answer as a paragraph, and in how many
    plausible variants each outcome leads and has formed, with 95 % intervals. JSON has the deal on the table and
    what would change the answer besides. For example:

    \b
    python -m model run default
    python -m model run mine.scenario.toml --json
    python -m model run minsk --html minsk.html
    python -m model run result.json --csv paths.csv --csv-style european
    """
    if xlsx is not None:
        check_openpyxl()
    case, chosen = open_scenario(scenario, case_name)
    seed, draws = drawn_as(scenario, seed, draws, DRAWS)
    result = simulate(case, chosen)
    variants = ensemble(case, chosen, draws, seed) if draws else None
    made_by = (result if variants is None else variants).made_by.but(what="run")
    if csv is not None:
        write_file(csv, csv_text(months_table(result), csv_style, made_by.to_text()))
    if xlsx is not None:
        write_file(xlsx, workbook(result_tables(result, variants), made_by.to_text()))
    if html is not None:
        if variants is None:
            raise Refusal("--html: a briefing tells how firm its answer is: --draws has to be 1 or more")
        write_file(
            html, briefing(result, variants, reasons(result), flips(result), past_wars_in_brief(case.settings.war))
        )
    if as_json:
        summary = run_to_dict(result)
        if variants is not None:
            summary |= {"robustness": robustness(result, variants).to_dict(), **_shares(variants)}
        print_json(summary | {"made_by": made_by.to_dict()})
        return
    firmness = robustness_in_words(result, variants) if variants is not None else ""
    say(report_in_text(result, robustness_text=firmness))
    if variants is not None:
        print_lines(_share_table(variants))


def _shares(variants: Ensemble) -> dict[str, object]:
    """Return in what share of the variants each outcome leads and has formed, for machines."""
    return {
        "draws": variants.draws,
        "seed": variants.seed,
        "shares": variants.shares,
        "share_intervals": variants.share_intervals,
        "formed_shares": variants.formed,
        "formed_intervals": variants.formed_intervals,
        "past_wars": load_base_rates().rates[0].nearest,
        "reference_class": next((row for row in class_rows(variants.case.settings.war) if row["chosen"]), None),
    }


def _share_table(variants: Ensemble) -> Iterator[str]:
    """Yield the same as a table for people, how its words are chosen, and how past wars have ended."""
    yield from ("", f"in {variants.draws} plausible variants (95% intervals):")
    yield f"  {'':<16} {'leads':<20} has formed"
    for outcome, share in variants.shares.items():
        leads = f"{percent(share):>4} ({interval_in_words(*variants.share_intervals[outcome])})"
        formed = f"{percent(variants.formed[outcome]):>4} ({interval_in_words(*variants.formed_intervals[outcome])})"
        yield f"  {outcome:<16} {leads:<20} {formed}"
    goes_on, interval = variants.unformed
    yield f"  {GOES_ON.lower():<16} {'':<20} {percent(goes_on):>4} ({interval_in_words(*interval)})"
    for text in (ROBUSTNESS_RULE, reference_class_in_words(variants.case.settings.war), base_rate_in_words()):
        yield from ("", *wrapped(text))
