"""`python -m model run SCENARIO`: one scenario, its answer, and how sturdy that is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from model.engine import simulate
from model.explain import (
    briefing,
    flips,
    months_table,
    reasons,
    report_in_text,
    result_tables,
    run_to_dict,
    story_in_text,
    story_to_dict,
    variants_to_dict,
)
from model.history import base_rate_in_words, class_rows, load_base_rates, past_wars_in_brief, reference_class_in_words
from model.shell.errors import Refusal
from model.shell.may_happen import HOW_TO_DRAW, MayHappen, may_happen_in_words, may_happen_options
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
from model.shell.output import hanging, print_json, print_lines, say, wrapped, write_file
from model.store import check_openpyxl, csv_text, workbook
from model.uncertainty import (
    ROBUSTNESS_RULE,
    Ensemble,
    ensemble,
    headline,
    layers,
    robustness,
    variant_number,
    variants_apart,
)

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
@click.option(
    "--variant",
    metavar="WHICH",
    help="Tell one variant's story instead: by its number from 0, or mean, most-CLASS or least-CLASS.",
)
@may_happen_options()
def run(
    scenario: str,
    case_name: str | None,
    may_happen: MayHappen,
    draws: int | None,
    seed: int | None,
    as_json: bool,
    csv: Path | None,
    csv_style: str,
    xlsx: Path | None,
    html: Path | None,
    variant: str | None,
) -> None:
    """Run SCENARIO, and tell how sturdy its answer is.

    SCENARIO is a file (*.scenario.toml) or a bundled scenario's id, "default" being today's situation. A
    result's file (.json, .csv, .parquet, .nc, .xlsx) does as well: it says what made it, and is run again, with the
    same seed and as many variants.

    Prints the class with the largest share of the pull (a settlement, a frozen conflict, an escalation, or that the
    war goes on) and how sturdy that is; the four shares with 95 % intervals, and in how many plausible variants each
    outcome leads and has formed; of the central run, what leads and since when, the five strongest reasons and the
    issue that holds a settlement back; then all of it as a paragraph. JSON has the deal on the table and what would
    change the answer besides. For example:

    \b
    python -m model run default
    python -m model run mine.scenario.toml --json
    python -m model run minsk --html minsk.html
    python -m model run result.json --csv paths.csv --csv-style european
    python -m model run default --happenings all --variant most-settlement
    """
    if xlsx is not None:
        check_openpyxl()
    case, chosen = open_scenario(scenario, case_name, may_happen=may_happen)
    seed, draws = drawn_as(scenario, seed, draws, DRAWS)
    variants = ensemble(case, chosen, draws, seed) if draws else None
    if variant is not None:
        _tell_one(variants, variant, as_json, [csv, xlsx, html])
        return
    result = simulate(case, chosen)
    made_by = (result if variants is None else variants).made_by.but(what="run")
    if csv is not None:
        write_file(csv, csv_text(months_table(result, variants), csv_style, made_by.to_text()))
    if xlsx is not None:
        write_file(xlsx, workbook(result_tables(result, variants), made_by.to_text()))
    if html is not None:
        if variants is None:
            raise Refusal("--html: a briefing tells shares of the pull over variants: --draws has to be 1 or more")
        past = past_wars_in_brief(case.settings.war)
        write_file(html, briefing(result, variants, reasons(result), flips(result), past))
    if as_json:
        summary = run_to_dict(result, told=headline(variants) if variants is not None else None)
        if variants is not None:
            summary |= {"robustness": robustness(result, variants).to_dict(), **_of_variants(variants)}
        print_json(summary | {"made_by": made_by.to_dict()})
        return
    say(report_in_text(result, variants))
    if variants is not None:
        print_lines(_notes(variants))


def _tell_one(variants: Ensemble | None, which: str, as_json: bool, files: list[Path | None]) -> None:
    """Print one variant's story: what happened in it, and what moved its pulls."""
    if variants is None:
        raise Refusal("--variant: there are no variants: --draws has to be 1 or more")
    if any(file is not None for file in files):
        raise Refusal("--variant tells the story of one variant; --csv, --xlsx and --html write the whole result")
    number = variant_number(variants, which)
    one = variants.variant(number)
    if as_json:
        made_by = variants.made_by.but(what="variant", asked={"variant": number})
        told = {"title": one.scenario.title, "months": one.scenario.months, "variant": number, **story_to_dict(one)}
        print_json(told | {"made_by": made_by.to_dict()})
        return
    apart = variants_apart().get(which.strip())
    say(one.scenario.title)
    say(f"variant {number} of {variants.draws:,}, seed {variants.seed}" + (f": the one {apart}" if apart else ""))
    for line in ("", *story_in_text(one)):
        print_lines(hanging(line.lstrip(), len(line) - len(line.lstrip())) if line else [""])


def _of_variants(variants: Ensemble) -> dict[str, object]:
    """Return the shares of the pull and how sturdy the answer is, and parts of the variants, for machines."""
    return {
        "draws": variants.draws,
        "seed": variants.seed,
        **variants_to_dict(variants),
        "shares": variants.shares,
        "share_intervals": variants.share_intervals,
        "formed_shares": variants.formed,
        "formed_intervals": variants.formed_intervals,
        "past_wars": load_base_rates().rates[0].nearest,
        "reference_class": next((row for row in class_rows(variants.case.settings.war) if row["chosen"]), None),
    }


def _notes(variants: Ensemble) -> Iterator[str]:
    """Yield whose the doubt is, how the word is chosen, how wars like this one went, and how past wars have ended."""
    found = layers(variants)
    how = HOW_TO_DRAW if variants.case.happenings else "The case has no happenings."
    luck = may_happen_in_words(variants.case, variants.scenario) if found.happenings else how
    of_war = reference_class_in_words(variants.case.settings.war)
    for text in (f"{found.in_words()} {luck}", ROBUSTNESS_RULE, of_war, base_rate_in_words()):
        yield from ("", *wrapped(text))
