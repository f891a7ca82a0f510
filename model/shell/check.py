"""`python -m model check [PATH ...]`."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from model.engine import warm_up
from model.expectations import (
    FileResult,
    bundled_suites,
    files_of,
    junit_xml,
    run_suite,
    suite_tally,
    verdict_in_words,
)
from model.knowledge import InputError, load_case
from model.uncertainty import MOST_DRAWS

#: How wide text is set.
WIDE = 110


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH ...]")
@click.option("--case", "case_name", help="A case's id or folder; else the one that each scenario names.")
@click.option(
    "--draws", type=click.IntRange(1, MOST_DRAWS), help="Variants; else 256, and more where these are not enough."
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**64 - 1), help="Of the draws.")
@click.option("--quiet", is_flag=True, help="Leave out what holds.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.option("--junit", "xml", type=click.Path(dir_okay=False, path_type=Path), help="Also write JUnit XML here.")
def check(
    paths: tuple[Path, ...],
    case_name: str | None,
    draws: int | None,
    seed: int,
    quiet: bool,
    as_json: bool,
    xml: Path | None,
) -> None:
    r"""Run scenario tests: the expectations of every *.scenario.toml at PATH, files or folders.

    Without a PATH, the suites that come with the case. Prints a line for each expectation with its verdict, and for
    what does not hold what was expected and found, the margin, and the rules that decided. "unsure" is what the draws
    could overturn: it does not pass. "differs" is what the model is known not to hold, with the reason. The exit code
    is 0 if all pass, else 1; 2 if there is nothing to run.

    \b
    python -m model check my-scenarios/
    python -m model check --case my-case/ --junit report.xml
    """
    try:
        case = load_case(case_name) if case_name else None
        files = files_of(paths) if paths else bundled_suites(case or load_case())
        warm_up(case or load_case())
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    found: list[FileResult] = []
    for one in run_suite(files, case, draws, seed):
        found.append(one)
        if not as_json:
            for line in _lines(one, quiet):
                click.echo(line)
    if xml is not None:
        try:
            xml.write_text(junit_xml(found), encoding="utf-8")
        except OSError as error:
            click.echo(f"{xml}: cannot be written: {error.strerror or error}", err=True)
            sys.exit(2)
    click.echo(
        json.dumps({"counts": suite_tally(found), "files": [one.to_dict() for one in found]}, indent=2)
        if as_json
        else _closing(found)
    )
    sys.exit(0 if all(one.held for one in found) else 1)


def _lines(one: FileResult, quiet: bool) -> Iterator[str]:
    shown = [verdict for verdict in one.verdicts if not (quiet and verdict.held)]
    if shown or one.faults:
        yield f"{one.scenario.title if one.scenario else one.file.name} ({one.file})"
    for fault in one.faults:
        yield f"  cannot be used: {fault}"
    for verdict in shown:
        head = f"  {verdict.word:<8} {verdict.margin:+.3f}  "
        blank = " " * len(head)
        yield from textwrap.wrap(verdict.expectation.says, WIDE, initial_indent=head, subsequent_indent=blank)
        if verdict.word == "differs":
            why = f"known to differ: {verdict.expectation.differs}"
            yield from textwrap.wrap(why, WIDE, initial_indent=blank, subsequent_indent=blank)
        if not verdict.held and one.case and one.scenario:
            for line in verdict_in_words(one.case, one.scenario, verdict).splitlines()[1:]:
                yield f"{blank}{line}"


def _closing(found: Sequence[FileResult]) -> str:
    counts = suite_tally(found)
    words = {"holds": "hold", "differs": "are known to differ", "unsure": "are unsure", "fails": "fail"}
    parts = [f"{counts[word]} {text}" for word, text in words.items() if counts[word] or word == "holds"]
    if counts["unusable"]:
        parts.append(f"{counts['unusable']} file{'s' if counts['unusable'] > 1 else ''} cannot be used")
    total = sum(counts[word] for word in words)
    return f"{total} expectation{'' if total == 1 else 's'} in {len(found)} scenarios: {', '.join(parts)}"
