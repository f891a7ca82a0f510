"""Suites of scenario tests: the files of a folder, and what each of their expectations comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

from model.expectations.checking import NO_EXPECTATIONS
from model.expectations.judging import SEED, judge_expectation
from model.expectations.naming import expectation_ids
from model.expectations.telling import verdict_in_words
from model.expectations.verdict import Verdict, Word
from model.knowledge import Case, Fault, InputError, ScenarioError, xml_text
from model.scenario import Scenario, load_with_case


@dataclass(frozen=True)
class FileResult:
    """What a scenario file comes to as a test: a verdict for each expectation, or the faults of the file."""

    file: Path
    case: Case | None
    scenario: Scenario | None
    verdicts: tuple[Verdict, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def held(self) -> bool:
        """Whether all of it passes."""
        return not self.faults and all(verdict.held for verdict in self.verdicts)

    @property
    def ids(self) -> list[str]:
        """The id of each expectation that was judged."""
        return expectation_ids([verdict.expectation for verdict in self.verdicts])

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON."""
        return {
            "file": str(self.file),
            "scenario": self.scenario.title if self.scenario else None,
            "faults": list(map(str, self.faults)),
            "expectations": [
                {"id": name} | verdict.to_dict() for name, verdict in zip(self.ids, self.verdicts, strict=True)
            ],
        }


def open_scenario_test(file: Path, case: Case | None = None) -> tuple[Case, Scenario]:
    """Return the scenario of a file that is a test, and its case: the given one, or the one that the file names.

    Raises:
        ScenarioError: with every fault of the file; if it expects nothing.
    """
    home, scenario = load_with_case(file, case)
    if not scenario.expect:
        raise ScenarioError([Fault(file.name, "", NO_EXPECTATIONS)])
    return home, scenario


def run_suite(
    files: Sequence[Path],
    case: Case | None = None,
    draws: int | None = None,
    seed: int = SEED,
    step: Callable[[str], None] = lambda name: None,
    suppose: Callable[[Scenario], Scenario] = lambda scenario: scenario,
) -> Iterator[FileResult]:
    """Yield the result of each file, one after another; a file with faults does not stop the others.

    Args:
        files: scenario files.
        case: the case to test them on; else the one that each names.
        draws: as for `judge`.
        seed: likewise.
        step: called with the name of the file that is judged next.
        suppose: makes of each scenario what is judged in its place; its expectations stay as they are.
    """
    for file in files:
        step(file.name)
        home, scenario = case, None
        try:
            home, scenario = open_scenario_test(file, case)
            scenario = suppose(scenario)
            verdicts = [
                judge_expectation(home, scenario, expectation, file.parent, draws, seed)
                for expectation in scenario.expect
            ]
        except InputError as error:
            yield FileResult(file, home, scenario, faults=error.faults)
            continue
        yield FileResult(file, home, scenario, tuple(verdicts))


def suite_tally(results: Sequence[FileResult]) -> dict[str, int]:
    """Return how many expectations there are of each verdict, and how many files cannot be used."""
    words = [verdict.word for result in results for verdict in result.verdicts]
    counts = {word: words.count(word) for word in get_args(Word)}
    return counts | {"unusable": sum(bool(result.faults) for result in results)}


def junit_xml(results: Sequence[FileResult]) -> str:
    """Return results as JUnit XML, which many programs show: a suite for each file, a case for each expectation."""
    root = ET.Element("testsuites", name="scenario tests")
    for result in results:
        file = result.file
        title = result.scenario.title if result.scenario else file.name
        suite = ET.SubElement(root, "testsuite", name=title, file=str(file))
        for fault in result.faults:
            _add_case(suite, file.name, file, "error", str(fault))
        often = Counter(verdict.expectation.says for verdict in result.verdicts)
        for name, verdict in zip(result.ids, result.verdicts, strict=True):
            says = verdict.expectation.says
            _add_verdict(suite, says if often[says] == 1 else f"{says} ({name})", file, verdict)
        counts = {kind: len(suite.findall(f"testcase/{kind}")) for kind in ("failure", "error", "skipped")}
        suite.attrib |= {"tests": str(len(suite)), "failures": str(counts["failure"])}
        suite.attrib |= {"errors": str(counts["error"]), "skipped": str(counts["skipped"])}
    ET.indent(root)
    return xml_text(root, declaration=True) + "\n"


def _add_verdict(suite: ET.Element, name: str, file: Path, verdict: Verdict) -> None:
    if verdict.word == "differs":
        differs = verdict.expectation.differs
        _add_case(suite, name, file, "skipped", differs, f"differs: {differs.splitlines()[0]}")
    elif verdict.held:
        _add_case(suite, name, file)
    else:
        _add_case(suite, name, file, "failure", verdict_in_words(verdict), verdict.brief)


def _add_case(suite: ET.Element, name: str, file: Path, kind: str = "", text: str = "", brief: str = "") -> None:
    """Add a case; its class is the whole path, for files of several folders may be called alike."""
    case = ET.SubElement(suite, "testcase", name=name, classname=str(file))
    if kind:
        ET.SubElement(case, kind, message=brief or text).text = text
