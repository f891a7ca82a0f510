"""Scenario tests in pytest: every `*.scenario.toml` that it comes across, with a test for each sentence.

pytest imports this in every run of an environment that has Ripeness, also where nobody tests a scenario. So it has a
name of its own, for a project may well have a module called `model`, and nothing of the model is imported before there
is a scenario file to read, or one of the options below is used.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from warnings import WarningMessage

import pytest

#: How the name of a scenario file ends, in letters of any size.
SUFFIX = ".scenario.toml"


#: What is a scenario test by what it holds, whatever its name.
HOLDS_A_TEST = re.compile(rb"^\s*(\[\[\s*expect\s*\]\]|expect\s*=\s*\[\s*\{)", re.MULTILINE)


#: What is a scenario by what it holds, if somebody has named the file.
HOLDS_A_SCENARIO = re.compile(rb"^\s*(\[\[\s*expect\s*\]\]|expect\s*=\s*\[\s*\{|title\s*=)", re.MULTILINE)


#: Options by the names that they had; a project may use these for its own.
FORMER_OPTIONS = {"--case": "--ripeness-case", "--draws": "--ripeness-draws"}


#: In a run: whether it has been said that the name `model` is taken.
TOLD = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of scenario tests."""
    group = parser.getgroup("ripeness", "scenario tests (Ripeness)")
    group.addoption("--ripeness-case", metavar="NAME", help="A case's id or folder; else the one a scenario names.")
    group.addoption("--ripeness-draws", type=int, metavar="N", help="Variants; else 256, and more where these are few.")
    group.addoption("--ripeness-seed", type=int, metavar="N", help="The seed of the variants; else 0.")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(parser: pytest.Parser, args: list[str]) -> Generator[None, Any, Any]:
    """Say what an option is called now that nobody else knows, once the project has added its own.

    Raises:
        pytest.UsageError: if there is one.
    """
    result = yield
    if any(arg.partition("=")[0] in FORMER_OPTIONS for arg in args):
        for arg in parser.parse_known_and_unknown_args(args)[1]:
            name = arg.partition("=")[0]
            if name in FORMER_OPTIONS:
                raise pytest.UsageError(f"there is no option {name}; that of Ripeness is now {FORMER_OPTIONS[name]}")
    return result


def pytest_configure(config: pytest.Config) -> None:
    """Check the options, and have sentences told in a verbose run.

    Raises:
        pytest.UsageError: if there is no such case, number of draws or seed.
    """
    config.pluginmanager.register(Sentences(config), "ripeness-sentences")
    names = ("ripeness_case", "ripeness_draws", "ripeness_seed")
    if any(config.getoption(name) is not None for name in names) and not taken(config.rootpath, config.rootpath):
        from .items import check_options

        check_options(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | MisnamedFile | None:
    """Collect scenario files: those that are called so, and whatever holds a scenario and has been named."""
    if file_path.suffix.lower() != ".toml":
        return None
    if file_path.name.lower().endswith(SUFFIX):
        return ScenarioFile.from_parent(parent, path=file_path)
    try:
        content = file_path.read_bytes()
    except OSError:  # whose file it is will say so
        return None
    if parent.session.isinitpath(file_path):
        return ScenarioFile.from_parent(parent, path=file_path) if HOLDS_A_SCENARIO.search(content) else None
    return MisnamedFile.from_parent(parent, path=file_path) if HOLDS_A_TEST.search(content) else None


class ScenarioFile(pytest.File):
    """A scenario file. pytest makes one of every file beside those that it runs, so it is read when it is collected."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each expectation; none if the name `model` is taken, and a line that says so."""
        if other := taken(self.path.parent, self.config.rootpath):
            if not self.config.stash.get(TOLD, False):
                self.config.stash[TOLD] = True
                text = f"scenario tests are left out: 'model' is {other} here; 'ripeness check' runs them"
                say(self.config, self.path, text)
            return
        from .items import items_of

        yield from items_of(self)


class MisnamedFile(pytest.File):
    """A file that holds a scenario test, and is not called so."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield nothing, and say so."""
        name = f"{self.path.name[: -len('.toml')]}{SUFFIX}"
        say(self.config, self.path, f"a scenario test that is not run: call it {name}, or name it to pytest")
        return iter(())


def taken(folder: Path, root: Path) -> Path | str | None:
    """Return what has the name `model` in the project of a folder, if that is not ours."""
    if loaded := sys.modules.get("model"):
        found = [Path(loaded.__file__) if loaded.__file__ else None]
    else:
        spec = find_spec("model")
        found = [Path(spec.origin) if spec and spec.origin else None]
        # what is not on the path yet will be once a test beside it is imported
        homes = [home for home in (folder, *folder.parents) if home.is_relative_to(root)]
        found += [path for home in homes for path in (home / "model.py", home / "model/__init__.py") if path.is_file()]
    for path in found:
        if path is None or not path.with_name("expectations").is_dir():
            return path or "something else"
    return None


def say(config: pytest.Config, file: Path, text: str) -> None:
    """Have a line shown among the warnings of the run.

    It is recorded and not raised: a project that makes errors of warnings should not be stopped by it.
    """
    message = WarningMessage(pytest.PytestWarning(text), pytest.PytestWarning, str(file), 1, line="")
    record = {"warning_message": message, "when": "collect", "nodeid": "", "location": None}
    config.hook.pytest_warning_recorded.call_historic(kwargs=record)


class Sentences:
    """Tells in a verbose run the sentence of each test beside its id."""

    def __init__(self, config: pytest.Config):
        self.config = config

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write the sentence below the line of the test."""
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        sentence = dict(report.user_properties).get("says")
        if reporter and sentence and report.when == "call" and self.config.get_verbosity("test_cases") > 0:
            reporter.write_ensure_prefix(f"    {sentence}")
