"""What pytest collects: scenario files, and a test for each of their expectations."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import shorten
from typing import Any

import pytest

from model.expectations import expectation_ids, judge_expectation, open_scenario_test, verdict_in_words
from model.knowledge import Case, load_case, visible
from model.scenario import Scenario
from model.uncertainty import check_draws

#: The head of an expectation in a file.
HEAD = re.compile(r"\s*\[\[\s*expect\s*\]\]")


#: A sentence is shortened to so many letters where it is the head of a report.
LONGEST_HEAD = 76


def check_options(config: pytest.Config) -> None:
    """Check the options of scenario tests.

    Raises:
        pytest.UsageError: if there is no such case, number of draws or seed.
    """
    name, draws, seed = (config.getoption(f"ripeness_{name}") for name in ("case", "draws", "seed"))
    try:
        if name is not None:
            load_case(name)
        check_draws(1 if draws is None else draws, 0 if seed is None else seed, 1)
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


class ExpectationError(Exception):
    """An expectation does not hold.

    Attributes:
        brief: that in a line; whole: for the reader of the report.
    """

    def __init__(self, brief: str, whole: str):
        super().__init__(brief)
        self.brief, self.whole = brief, whole


def items_of(file: pytest.File) -> Iterator[pytest.Item]:
    """Yield an item for each expectation of a scenario file, or one that fails with the faults of the file."""
    name = file.config.getoption("ripeness_case")
    try:
        case, scenario = open_scenario_test(file.path, load_case(name) if name is not None else None)
    except ValueError as error:
        yield UnusableItem.from_parent(file, name="can-be-used", says="The file can be used.", why=str(error))
        return
    names, lines = expectation_ids(scenario.expect), lines_of(file.path, len(scenario.expect))
    for number, (name, line) in enumerate(zip(names, lines, strict=True)):
        of = {"case": case, "scenario": scenario, "number": number, "line": line}
        yield ExpectationItem.from_parent(file, name=name, says=scenario.expect[number].says, **of)


def lines_of(file: Path, count: int) -> list[int]:
    """Return the line at which each of a file's expectations begins; the first if they are written otherwise."""
    found = [number for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), 1) if HEAD.match(line)]
    return found if len(found) == count else [1] * count


class ScenarioItem(pytest.Item):
    """A test of a scenario file. Its name can stand anywhere, so the sentence is told besides.

    Attributes:
        says: the sentence; line: where it begins in the file.
    """

    def __init__(self, *, says: str, line: int = 1, **given: Any):
        super().__init__(**given)
        self.says, self.line = visible(" ".join(says.split())), line
        self.user_properties.append(("says", self.says))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.says}>"

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the item comes from, and the head of what is told of it."""
        return self.path, self.line - 1, shorten(self.says, LONGEST_HEAD, placeholder=" ...")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what is told of a failure: without a traceback, and in a line where one is asked for."""
        error = excinfo.value
        if not isinstance(error, ExpectationError | ValueError):
            return super().repr_failure(excinfo, style)
        brief, whole = (error.brief, error.whole) if isinstance(error, ExpectationError) else (str(error), str(error))
        told = excinfo.getrepr(style="native")
        told.reprtraceback.reprentries[0].lines = [] if self.config.getoption("tbstyle") == "line" else [f"{whole}\n"]
        if crash := told.reprcrash:
            crash.path = _as_seen_from(self.config.invocation_params.dir, self.path)
            crash.lineno, crash.message = self.line, brief.partition("\n")[0]
        return told


def _as_seen_from(folder: Path, file: Path) -> str:
    """Return a file's path as seen from a folder; whole where there is no way, as between drives."""
    try:
        return os.path.relpath(file, folder)
    except ValueError:
        return str(file)


class UnusableItem(ScenarioItem):
    """A file that cannot be used."""

    def __init__(self, *, why: str, **given: Any):
        super().__init__(**given)
        self.why = why

    def runtest(self) -> None:
        """Fail with the faults of the file."""
        raise ExpectationError(self.why, self.why)


class ExpectationItem(ScenarioItem):
    """One expectation of a scenario."""

    def __init__(self, *, case: Case, scenario: Scenario, number: int, **given: Any):
        super().__init__(**given)
        self.case, self.scenario, self.number = case, scenario, number

    def runtest(self) -> None:
        """Judge the expectation; fail if it does not hold, or draws could overturn it."""
        expectation = self.scenario.expect[self.number]
        draws, seed = (self.config.getoption(f"ripeness_{name}") for name in ("draws", "seed"))
        verdict = judge_expectation(self.case, self.scenario, expectation, self.path.parent, draws, seed or 0)
        if verdict.word == "differs":
            pytest.xfail(expectation.differs)
        if not verdict.held:
            raise ExpectationError(visible(verdict.brief), visible(verdict_in_words(verdict)))
