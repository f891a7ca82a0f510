"""`python -m model diff OLD NEW`: what changed between two versions of a case, and which outcomes moved."""

from __future__ import annotations

from pathlib import Path

import click

from model.analysis import MOVES_POINTS, moves_between, scenario_moves
from model.engine import engine_in_words, warm_up
from model.knowledge import revisions
from model.scenario import CaseMark, MadeBy
from model.shell.commands.diff_data import for_machines, scenario_files, situations_csv
from model.shell.commands.diff_report import Changes, changelog_list, report
from model.shell.commands.diff_versions import version
from model.shell.options import csv_style_option, draws_option, file_option, json_option, seed_option
from model.shell.output import print_json, print_lines, write_file


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--points", default=MOVES_POINTS, show_default=True, type=click.IntRange(1, 100_000), help="Situations.")
@draws_option(256, help="Variants of a scenario.")
@seed_option()
@click.option("--words", is_flag=True, help="Also tell what is other in words alone.")
@click.option("--changelog", is_flag=True, help="Print only which outcomes moved, as a list for a changelog.")
@json_option
@file_option("--csv", help="Also write every situation here.")
@csv_style_option
def diff(
    old: str,
    new: str,
    points: int,
    draws: int,
    seed: int,
    words: bool,
    changelog: bool,
    as_json: bool,
    csv: Path | None,
    csv_style: str,
) -> None:
    """Tell what changed between two versions of a case.

    OLD and NEW are ids of bundled cases, folders, git revisions (of the default case), or folders in one, REV:PATH.
    Tells which outcomes moved, too: prints the records that were added, are gone or changed; in how many of some
    thousand situations another of the outcomes and the war going on has the largest pull, where on a map of the levers,
    and the situations that moved most; and by how much the shares of the pull of the bundled scenarios differ, on the
    same draws. For example:

    \b
    python -m model diff HEAD~1 HEAD
    python -m model diff v0.4.0 my-case/ --changelog
    """
    with version(old) as before, version(new) as after:
        warm_up(after)
        changes = Changes(
            after,
            revisions(before, after),
            moves_between(before, after, points),
            scenario_moves(before, after, draws, seed),
        )
        lines = list(changelog_list(changes) if changelog else report(changes, words))
        files = scenario_files(before, after)
        marks = {"before": CaseMark.of(before).model_dump(), "points": points}
        made_by = MadeBy(
            what="diff", engine=engine_in_words(), case=CaseMark.of(after), seed=seed, draws=draws, asked=marks
        )
    if csv is not None:
        write_file(csv, situations_csv(changes.moves, csv_style, made_by.to_text()))
    if as_json:
        print_json({"made_by": made_by.to_dict(), **for_machines(changes, files)})
    else:
        print_lines(lines)
