"""What `compare` prints and writes of scenarios of different wars, which share no draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from model.analysis import IN_COMMON, AcrossWars, across_sentences, across_shares_table, across_tables, across_to_dict
from model.explain import comparison_briefing, interval_in_figures, percent, reasons
from model.history import base_rate_in_brief, past_of_wars_in_brief
from model.knowledge import CLASS_TITLES, OUTCOME_NAMES, PULL_CLASSES, Outcome
from model.shell.may_happen import may_happen_in_words
from model.shell.output import hanging, print_json, print_lines, wrapped, write_file
from model.store import csv_text, workbook

#: How wide a row's title is, and a scenario's column, in characters.
TITLE_WIDTH, COLUMN_WIDTH = 24, 28


#: How many reasons are printed of each.
REASONS = 3


#: Why the reasons are not about an outcome that somebody names.
NO_OUTCOME = "scenarios of different wars are each told with the reasons for what leads there; leave it out"


def give_across(
    found: AcrossWars, as_json: bool, csv: Path | None, csv_style: str, xlsx: Path | None, html: Path | None
) -> None:
    """Write the files that are asked for, and print the rest."""
    made_by = found.made_by.to_text()
    if csv is not None:
        write_file(csv, csv_text(across_shares_table(found), csv_style, made_by))
    if xlsx is not None:
        write_file(xlsx, workbook(across_tables(found), made_by))
    if html is not None:
        write_file(html, _briefing(found))
    if as_json:
        print_json(across_to_dict(found))
    else:
        print_lines(_report(found))


def _briefing(found: AcrossWars) -> str:
    past = past_of_wars_in_brief({case.settings.title: case.settings.war for case in found.cases})
    levers = [(lever.what, lever.told) for lever in found.levers]
    return comparison_briefing(
        found.names, found.variants, found.ends, levers, across_sentences(found), past, over_settings=IN_COMMON
    )


def _report(found: AcrossWars) -> Iterator[str]:
    letters = "ABCD"[: len(found.names)]
    for letter, war, name in zip(letters, found.wars, found.names, strict=True):
        yield f"{letter}: {war}: {name}"
    yield ""
    for sentence in across_sentences(found):
        yield from wrapped(sentence, hyphens=False)
    yield ""
    yield f"at month {found.months}, {found.draws:,} variants of each; in brackets the 95 % interval of each share"
    yield _row("", letters)
    yield "share of the pull"
    for name in PULL_CLASSES:
        shares = [of[name] for of in found.shares]
        told = [f"{percent(s.value)} ({interval_in_figures(s.low, s.high)})" for s in shares]
        yield _row(f"  {CLASS_TITLES[name]}", told)
    yield from ("", *wrapped(base_rate_in_brief()), "", f"{IN_COMMON[0].lower()}{IN_COMMON[1:]}:")
    for lever in found.levers:
        yield f"  {lever.what}"
        yield from (f"    {letter} {told}" for letter, told in zip(letters, lever.told, strict=True))
    yield ""
    for letter, case, scenario in zip(letters, found.cases, found.scenarios, strict=True):
        yield from hanging(f"{letter}: {may_happen_in_words(case, scenario)}")
    for letter, run in zip(letters, found.runs, strict=True):
        yield from ("", f"{letter}: what adds to the pull of {OUTCOME_NAMES[Outcome(run.outcome)]}, or takes from it:")
        yield from (f"  {reason.effect:+.2f}  {reason.says} ({reason.basis})" for reason in reasons(run)[:REASONS])


def _row(title: str, cells: Iterable[str]) -> str:
    return f"{title:<{TITLE_WIDTH}}" + "".join(f"{cell:<{COLUMN_WIDTH}}" for cell in cells).rstrip()
