"""What the benchmarks found, told at the end of the run in words and one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.serving import launched

FIGURES = pytest.StashKey[list[str]]()
RATES = pytest.StashKey[dict[str, dict[int, tuple[float, bool]]]]()
#: What the rates are told as multiples of.
YARDSTICK = "straightforward NumPy"


def pytest_configure(config):
    config.stash[FIGURES], config.stash[RATES] = [], {}


@pytest.fixture(scope="session")
def figures(pytestconfig):
    """Sentences to print at the end of the run."""
    return pytestconfig.stash[FIGURES]


@pytest.fixture(scope="session")
def rates(pytestconfig):
    """Rule evaluations a second, and whether the whole batch was done, by engine and batch: a table at the end."""
    return pytestconfig.stash[RATES]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    with launched() as browser:
        yield browser


def pytest_terminal_summary(terminalreporter, config):
    rates, figures = config.stash[RATES], config.stash[FIGURES]
    if rates:
        terminalreporter.section(f"rule evaluations a second, and how many times {YARDSTICK}'s")
        for line in table(rates):
            terminalreporter.write_line(line)
    if figures:
        terminalreporter.section("how long one waits")
        for line in figures:
            terminalreporter.write_line(line)


def table(rates):
    """Return the lines of the table: engine | 1 | 1,000 | 100,000 runs."""
    batches = sorted({batch for row in rates.values() for batch in row})
    widest = max(map(len, rates))
    heads = ("1 run" if batch == 1 else f"{batch:,} runs" for batch in batches)
    yield " | ".join([f"{'engine':{widest}}", *(f"{head:>20}" for head in heads)])
    for engine, row in rates.items():
        cells = (cell(row.get(batch), rates.get(YARDSTICK, {}).get(batch)) for batch in batches)
        yield " | ".join([f"{engine:{widest}}", *cells])
    if not all(whole for row in rates.values() for _, whole in row.values()):
        yield "* in fewer runs or months than the whole batch, counted for those"


def cell(found, yardstick):
    if found is None:
        return f"{'-':>20}"
    rate, whole = found
    unit, name = next((u, n) for u, n in ((1e9, "G"), (1e6, "M"), (1e3, "k"), (1, " ")) if rate >= u)
    times = f"x {rate / yardstick[0]:.2g}" if yardstick else ""
    return f"{rate / unit:.3g} {name}{' ' if whole else '*'}{times:>10}".rjust(20)
