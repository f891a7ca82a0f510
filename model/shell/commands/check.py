"""`python -m model check [PATH ...]`: whether the expectations of scenarios hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from model.engine import warm_up
from model.expectations import (
    FileResult,
    bundled_suites,
    files_of,
    junit_xml,
    misnamed,
    run_suite,
    suite_tally,
    verdict_in_words,
)
from model.knowledge import load_case
from model.scenario import SCENARIO_SUFFIX
from model.shell.may_happen import MayHappen, may_happen_options
from model.shell.options import case_option, draws_option, file_option, json_option, seed_option
from model.shell.output import print_json, print_lines, say, wrapped, write_file


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH ...]")
@case_option("each scenario")
@draws_option(None, help="Variants; else 256, and more where these are not enough.")
@seed_option()
@click.option("--quiet", is_flag=True, help="Leave out what holds.")
@json_option
@file_option("--junit", help="Also write JUnit XML here.")
@may_happen_options(", in scenarios whose file does not say")
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    case_name: str | None,
    may_happen: MayHappen,
    draws: int | None,
    seed: int,
    quiet: bool,
    as_json: bool,
    junit: Path | None,
) -> None:
    """Run scenario tests: whether the expectations at PATH hold.

    A PATH is a scenario file, or a folder with such files (*.scenario.toml); without one, the suites that come with
    the case. A file that you name is run whatever it is called; what holds a test in a folder and is called otherwise
    is not, and that is said. Files of several cases can be run together. Where a file does not say what may happen,
    nothing may, unless --happenings and --front say otherwise: so a suite can be read again with luck.

    Prints a line for each expectation with its verdict, and for what does not pass the change that was looked at, what
    was expected and found, the margin, and the rules that decided or make the difference. "unsure" is what the draws
    could overturn: it does not pass. "differs" is what the model is known not to hold, with the reason; "stale" is what
    is said to differ and holds by now: it does not pass. The exit code is 0 if all pass, else 1; 2 if there is nothing
    to run.

    \b
    python -m model check my-scenarios/
    python -m model check --case my-case/ --junit report.xml
    """
    case = load_case(case_name) if case_name else None
    home = case or load_case()
    files = files_of(paths) if paths else bundled_suites(home)
    left_out = list(misnamed(paths or filter(None, [home.folder])))
    for file in left_out:
        say(f"not run: {file} holds a scenario test, but its name does not end in {SCENARIO_SUFFIX}", err=True)
    warm_up(home)
    suite: list[FileResult] = []
    for result in run_suite(files, case, draws, seed, suppose=may_happen.where_unsaid):
        suite.append(result)
        if not as_json:
            print_lines(_verdict_lines(result, quiet))
    if junit is not None:
        write_file(junit, junit_xml(suite))
    if as_json:
        files_told = [result.to_dict() for result in suite]
        told = {"files": files_told, "not_run": list(map(str, left_out))}
        print_json({"counts": suite_tally(suite), **may_happen.given, **told})
    else:
        say(_closing_line(suite))
        if may_happen.given:
            options = ", ".join(f"{name}: {value}" for name, value in may_happen.given.items())
            print_lines(wrapped(f"Where a file does not say what may happen it was judged with {options}."))
    context.exit(0 if all(result.held for result in suite) else 1)


def _verdict_lines(result: FileResult, quiet: bool) -> Iterator[str]:
    """Yield what was found of one scenario: its title, what makes it unusable, and its verdicts."""
    shown = [verdict for verdict in result.verdicts if not (quiet and verdict.held)]
    if shown or result.faults:
        yield f"{result.scenario.title if result.scenario else result.file.name} ({result.file})"
    for fault in result.faults:
        yield f"  cannot be used: {fault}"
    for verdict in shown:
        head = f"  {verdict.word:<8} {verdict.margin:+.3f}  "
        blank = " " * len(head)
        yield from wrapped(verdict.expectation.says, head, blank)
        if verdict.word == "differs":
            yield from wrapped(f"known to differ: {verdict.expectation.differs}", blank, blank)
        if not verdict.held:
            for line in verdict_in_words(verdict).splitlines()[1:]:
                yield from wrapped(line.strip(), f"{blank}{line[: line.index(line.strip())]}", f"{blank}    ")


def _closing_line(suite: Sequence[FileResult]) -> str:
    """Return how many expectations there are, and how many hold, differ, are unsure and fail."""
    counts = suite_tally(suite)
    words = {
        "holds": "hold",
        "differs": "are known to differ",
        "unsure": "are unsure",
        "fails": "fail",
        "stale": "are said to differ and hold",
    }
    parts = [f"{counts[word]} {text}" for word, text in words.items() if counts[word] or word == "holds"]
    if counts["unusable"]:
        parts.append(f"{counts['unusable']} file{'s' if counts['unusable'] > 1 else ''} cannot be used")
    total = sum(counts[word] for word in words)
    return f"{total} expectation{'' if total == 1 else 's'} in {len(suite)} scenarios: {', '.join(parts)}"
