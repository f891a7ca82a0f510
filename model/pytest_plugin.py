"""pytest plug-in: every `*.scenario.toml` that pytest comes across is a file of tests, one for each expectation.

pytest imports it in every run of an environment that has Ripeness installed. So it loads no room of the house until it
meets a scenario file, or one of its options is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from model.knowledge import Case
    from model.scenario import Scenario


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of scenario tests."""
    group = parser.getgroup("ripeness", "scenario tests (Ripeness)")
    group.addoption("--case", metavar="NAME", help="A case's id or folder; else the one that each scenario names.")
    group.addoption("--draws", type=int, metavar="N", help="Variants; else 256, and more where these are not enough.")


def pytest_configure(config: pytest.Config) -> None:
    """Check the options.

    Raises:
        pytest.UsageError: if there is no such case, or no such number of draws.
    """
    name, draws = config.getoption("--case"), config.getoption("--draws")
    if name is None and draws is None:
        return
    from model.knowledge import load_case
    from model.uncertainty import check_draws

    try:
        if name is not None:
            load_case(name)
        if draws is not None:
            check_draws(draws, 0, 1)
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


class ExpectationError(Exception):
    """An expectation does not hold; its text is for the reader of the report."""


class ScenarioFile(pytest.File):
    """A scenario file: one item for each expectation, or one that fails with the faults of the file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the items."""
        from model.expectations import open_scenario_test
        from model.knowledge import load_case

        name = self.config.getoption("--case")
        try:
            case, scenario = open_scenario_test(self.path, load_case(name) if name is not None else None)
        except ValueError as error:
            yield UnusableItem.from_parent(self, name="can be used", why=str(error))
            return
        for number, expectation in enumerate(scenario.expect):
            of = {"case": case, "scenario": scenario, "number": number}
            yield ExpectationItem.from_parent(self, name=f"{number + 1}. {expectation.says}", **of)


class _Item(pytest.Item):
    """An item whose failures are reported without a traceback."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the text of a failure."""
        if isinstance(excinfo.value, ExpectationError | ValueError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where the item comes from, and its name."""
        return self.path, None, f"{self.path.name}: {self.name}"


class UnusableItem(_Item):
    """A file that cannot be used."""

    def __init__(self, *, why: str, **given: Any):
        super().__init__(**given)
        self.why = why

    def runtest(self) -> None:
        """Fail with the faults of the file."""
        raise ExpectationError(self.why)


class ExpectationItem(_Item):
    """One expectation of a scenario."""

    def __init__(self, *, case: Case, scenario: Scenario, number: int, **given: Any):
        super().__init__(**given)
        self.case, self.scenario, self.number = case, scenario, number

    def runtest(self) -> None:
        """Judge the expectation; fail if it does not hold, or draws could overturn it."""
        from model.expectations import judge_expectation, verdict_in_words

        expectation = self.scenario.expect[self.number]
        draws = self.config.getoption("--draws")
        verdict = judge_expectation(self.case, self.scenario, expectation, self.path.parent, draws)
        if verdict.word == "differs":
            pytest.xfail(expectation.differs)
        if not verdict.held:
            raise ExpectationError(verdict_in_words(self.case, self.scenario, verdict))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """Collect scenario files."""
    if file_path.name.endswith(".scenario.toml"):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None
