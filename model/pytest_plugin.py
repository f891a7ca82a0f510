"""pytest plugin: every `*.scenario.toml` that pytest comes across is one test, named by its scenario's title."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


class ExpectationError(Exception):
    """Some expectations of a scenario do not hold; its text is for the reader of the report."""


class ScenarioFile(pytest.File):
    """A scenario file: one item."""

    def collect(self) -> Iterator[ScenarioItem]:
        """Yield the scenario as a test item; a file that cannot be read is an item that fails."""
        import tomllib

        try:
            title = tomllib.loads(self.path.read_text(encoding="utf-8")).get("title")
        except (OSError, ValueError):
            title = None
        yield ScenarioItem.from_parent(self, name=str(title or self.path.name))


class ScenarioItem(pytest.Item):
    """A scenario's expectations, judged together."""

    def runtest(self) -> None:
        """Load the scenario, judge its expectations, and fail with all that do not hold."""
        from model.expect import failure, judge
        from model.load import load_case
        from model.scenario import load_scenario

        scenario = load_scenario(self.path)
        case = load_case(scenario.case)
        if not scenario.expect:
            raise ExpectationError("the scenario expects nothing: add an [[expect]]")
        verdicts = judge(case, scenario, self.path.parent)
        if not all(verdict.held for verdict in verdicts):
            raise ExpectationError(failure(case, scenario, verdicts))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the text of a failure; a fault in the file is told without a traceback."""
        if isinstance(excinfo.value, ExpectationError | ValueError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where the item comes from, and its name."""
        return self.path, None, self.name


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """Collect scenario files."""
    if file_path.name.endswith(".scenario.toml"):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None
