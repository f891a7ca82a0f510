"""`python -m model compare A B [C D]`: what differs between scenarios, on the same draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click

from model.analysis import (
    DIFFERENCE_RULE,
    FEWEST_SCENARIOS,
    MOST_SCENARIOS,
    Comparison,
    Contrast,
    Figure,
    compare_across,
    comparison_in_words,
    comparison_sentences,
    comparison_shares_table,
    comparison_tables,
    comparison_to_dict,
    figure_name,
    settings_in_brief,
)
from model.analysis import compare as compare_scenarios
from model.engine import warm_up
from model.explain import comparison_briefing
from model.history import base_rate_in_brief, past_wars_in_brief
from model.knowledge import CLASS_TITLES, OUTCOME_NAMES, OUTCOMES, PULL_CLASSES, Case, Outcome
from model.scenario import Scenario, load_scenario, named_case
from model.shell.commands.compare_wars import NO_OUTCOME, give_across
from model.shell.may_happen import MayHappen, may_happen_in_words, may_happen_options
from model.shell.options import (
    case_option,
    changes_told,
    csv_style_option,
    drawn_as,
    draws_option,
    file_option,
    json_option,
    open_scenario,
    seed_option,
)
from model.shell.output import hanging, print_json, print_lines, wrapped, write_file
from model.store import check_openpyxl, csv_text, workbook
from model.uncertainty import headline

T = TypeVar("T")


#: What the scenarios are called in the tables.
LETTERS = "ABCD"[:MOST_SCENARIOS]


#: How wide a row's title is in the table of figures, and a scenario's column, in characters.
TITLE_WIDTH, COLUMN_WIDTH = 30, 25


#: How many reasons are printed.
REASONS = 5


#: So many variants of each are run where no number is given.
DRAWS = 256


def _neither_too_few_nor_too_many(
    context: click.Context, parameter: click.Parameter, scenarios: tuple[str, ...]
) -> tuple[str, ...]:
    if not FEWEST_SCENARIOS <= len(scenarios) <= MOST_SCENARIOS:
        raise click.BadParameter(f"two to four can be compared, not {len(scenarios)}")
    return scenarios


@click.command()
@click.argument("scenarios", nargs=-1, required=True, callback=_neither_too_few_nor_too_many, metavar="A B [C D]")
@case_option("the first scenario")
@draws_option(None, help=f"Variants of each. Else {DRAWS}, or as many as the first result that is opened has.")
@seed_option(opened=True)
@click.option("--at", type=click.IntRange(1, 120), help="Compare at this month; else at the end of the shortest.")
@click.option("--outcome", type=click.Choice(list(OUTCOMES)), help="Whose pull the reasons are about.")
@json_option
@file_option("--csv", help="Also write the figures with their differences here.")
@csv_style_option
@file_option("--xlsx", help="Also write all tables here, as a workbook.")
@file_option("--html", help="Also write a briefing to print here.")
@may_happen_options()
def compare(
    scenarios: tuple[str, ...],
    case_name: str | None,
    may_happen: MayHappen,
    draws: int | None,
    seed: int | None,
    at: int | None,
    outcome: str | None,
    as_json: bool,
    csv: Path | None,
    csv_style: str,
    xlsx: Path | None,
    html: Path | None,
) -> None:
    """Compare two to four scenarios on the same draws.

    They are files or bundled ids; the others are held against the first. Prints what differs in a paragraph; the
    share of the pull of each outcome, and of the war going on, with the differences and their 95 % intervals, the
    draws being the same for all; in how many variants each outcome leads and has formed; what is set differently; and
    the reasons that differ most. All are compared at one month: the end of the shortest, or --at an earlier one;
    what a longer one comes to at its own end stands beside it. A file of another war, or a bundled id with its case
    before it, as CASE/ID, is put beside the first on its own war's draws. For example:

    \b
    python -m model compare default genuine-dialogue
    python -m model compare default genuine-dialogue --at 6
    python -m model compare default genuine-dialogue minsk --html compared.html
    python -m model compare default mine.scenario.toml --draws 1024 --json
    python -m model compare default korea/thaw-1953
    """
    if xlsx is not None:
        check_openpyxl()
    case, first = open_scenario(scenarios[0], case_name, may_happen=may_happen)
    seed, draws = drawn_as(scenarios[0], seed, draws, DRAWS)
    draws = draws or DRAWS  # a result that is opened may have none
    warm_up(case)
    with changes_told():
        beside = [_beside(name, case, bool(case_name), may_happen) for name in scenarios[1:]]
    cases, chosen = [case, *(home for home, _ in beside)], [first, *(scenario for _, scenario in beside)]
    at = _reached(at, chosen)
    if len(set(cases)) > 1:
        if outcome is not None:
            raise click.BadParameter(NO_OUTCOME, param_hint="--outcome")
        wars = compare_across(cases, chosen, draws, seed, at=at)
        give_across(wars, as_json, csv, csv_style, xlsx, html)
        return
    comparison = compare_scenarios(case, chosen, draws, seed, outcome=outcome, at=at)
    made_by = comparison.made_by.to_text()
    if csv is not None:
        write_file(csv, csv_text(comparison_shares_table(comparison), csv_style, made_by))
    if xlsx is not None:
        write_file(xlsx, workbook(comparison_tables(comparison), made_by))
    if html is not None:
        write_file(html, _briefing(comparison))
    if as_json:
        print_json(comparison_to_dict(comparison))
    else:
        print_lines(_report(comparison))


def _beside(name: str, case: Case, is_fixed: bool, may_happen: MayHappen) -> tuple[Case, Scenario]:
    """Return a scenario and its case: the one that it names, unless `is_fixed` says that all are of the first's."""
    own = None if is_fixed else named_case(name)
    home = case if own is None or own.id == case.id else own
    return home, may_happen.on(home, load_scenario(name, home))


def _briefing(comparison: Comparison) -> str:
    past = past_wars_in_brief(comparison.case.settings.war)
    settings, sentences = settings_in_brief(comparison), comparison_sentences(comparison)
    return comparison_briefing(comparison.names, comparison.variants, comparison.ends, settings, sentences, past)


def _reached(at: int | None, scenarios: Iterable[Scenario]) -> int | None:
    """Return the month that is asked for. Raises click.BadParameter if one of the scenarios ends before it."""
    shortest = min(scenarios, key=lambda scenario: scenario.months)
    if at is not None and at > shortest.months:
        why = f"“{shortest.title}” ends at month {shortest.months}: choose a month from 1 to {shortest.months}"
        raise click.BadParameter(why, param_hint="--at")
    return at


def _report(comparison: Comparison) -> Iterator[str]:
    yield from (f"{letter}: {name}" for letter, name in _with_letters(comparison.names))
    yield from ("", *wrapped(comparison_in_words(comparison), hyphens=False), "")
    yield from (*_figures(comparison), "")
    yield from (*wrapped(DIFFERENCE_RULE), "")
    yield from _luck(comparison)
    if comparison.settings:
        yield from ("", "set differently:")
        for setting in comparison.settings:
            yield f"  {setting.what}"
            yield from (f"    {letter} {text}" for letter, text in _with_letters(setting.told))
    if comparison.reasons:
        outcome = OUTCOME_NAMES[Outcome(comparison.outcome)]
        yield from ("", f"what each adds to the pull of {outcome}, or takes from it:")
        for reason in comparison.reasons[:REASONS]:
            yield f"  {_effects(reason)}  {reason.says} ({reason.basis})"


def _luck(comparison: Comparison) -> Iterator[str]:
    """Yield whether what may happen is drawn: once where it is so alike in all, else for each."""
    told = [may_happen_in_words(comparison.case, scenario) for scenario in comparison.scenarios]
    if len({*told}) == 1:
        yield from wrapped(told[0])
    else:
        yield from (line for letter, text in _with_letters(told) for line in hanging(f"{letter}: {text}"))


def _with_letters(told: Iterable[T]) -> Iterator[tuple[str, T]]:
    """Pair what there is of each scenario with the scenario's letter."""
    return zip(LETTERS, told, strict=False)


def _figures(comparison: Comparison) -> Iterator[str]:
    """Yield a row for each figure, with a column for each scenario: shares of the pull, then counts of variants."""
    many = range(len(comparison.names))
    yield f"at month {comparison.months}, {comparison.draws:,} variants of each; in brackets the difference from A"
    yield _row("", LETTERS[: len(many)])
    heads = {"pull": "share of the pull", "leads": f"in so many of {comparison.draws:,} variants"}
    for figure in comparison.figures:
        if head := heads.pop(figure.what, ""):
            yield head
        yield _row(f"  {figure_name(figure)}", [_cell(figure, number) for number in many])
    yield from _own_ends(comparison)
    yield from ("", *wrapped(base_rate_in_brief()))


def _own_ends(comparison: Comparison) -> Iterator[str]:
    """Yield the shares of the pull of each scenario at its own horizon, where these are not all the common month."""
    if all(scenario.months == comparison.months for scenario in comparison.given):
        return
    yield ""
    yield _row(
        "each at its own end",
        [f"{letter} month {end.scenario.months}" for letter, end in _with_letters(comparison.ends)],
    )
    for name in PULL_CLASSES:
        shares = [headline(end).share_of[name] for end in comparison.ends]
        yield _row(f"  {CLASS_TITLES[name]}", [f"{share:.0%}" for share in shares])


def _row(title: str, cells: Iterable[str]) -> str:
    return f"{title:<{TITLE_WIDTH}}" + "".join(f"{cell:<{COLUMN_WIDTH}}" for cell in cells).rstrip()


def _cell(figure: Figure, number: int) -> str:
    """Return a figure of one scenario, and by how much it differs from the first one's, with the interval."""
    told = f"{figure.counts[number]:,}" if figure.counts else f"{figure.shares[number]:.0%}"
    difference = figure.differences[number]
    if difference is None:
        return told
    scale = figure.draws if figure.counts else 100
    value, low, high = (f"{scale * part:+z.0f}" for part in (difference.value, difference.low, difference.high))
    return f"{told} ({value}: {low} to {high})"


def _effects(reason: Contrast) -> str:
    """Return what a reason adds to the pull in each scenario; blank where it does not apply."""
    effects = ("     " if effect is None else f"{effect:+.2f}" for effect in reason.effects)
    return " ".join(f"{letter} {text}" for letter, text in _with_letters(effects))
