"""Ripeness beside its peers, in one run. Run with: uv run --group bench pytest tests/benchmarks/test_peers.py -q

The real case's rules in each tool, as the files in `peers` say, in rule evaluations a second: ground rules x months x
runs / seconds, at batches of 1, 1,000 and 100,000 runs over 24 months. What would take too long is done for fewer
runs or months and counted for those: the rate is what is compared. 100,000 runs are 10,000 draws, ten times over, as
in a sweep. Every engine has to come to the same values first, in float64; all are timed with the float32 of draws.
Nothing here asserts a time; what counts are the ratios within one run, on a machine with nothing else to do.
"""

from dataclasses import replace
from functools import cache
from importlib import import_module
from time import perf_counter

import numpy as np
import pytest

from model import load_case
from model.engine.stepping import trace
from tests.benchmarks.peers.book import MONTHS, book_of, draws_of, repeated

BATCHES = (1, 1_000, 100_000)
#: The most draws of an ensemble: a larger batch has them several times over.
DRAWS = 10_000
#: What one round of a cell may take; there are three rounds at least, and what is quick is done more often.
SECONDS = 1.2

#: Engine: module and class in `peers`. An engine of our own more is a line more here, and a class in `peers.ours`.
ENGINES = {
    "Ripeness, NumPy alone": ("ours", "Courses"),
    "Ripeness, compiled, one thread": ("ours", "CompiledAlone"),
    "Ripeness, compiled": ("ours", "Compiled"),
    "Ripeness, simulate": ("ours", "Alone"),
    "straightforward NumPy": ("with_numpy", "Straightforward"),
    "Mesa": ("with_mesa", "Agents"),
    "simpful": ("with_simpful", "Sentences"),
    "scikit-fuzzy, control system": ("with_skfuzzy", "ControlSystem"),
    "scikit-fuzzy, functions": ("with_skfuzzy", "Functions"),
}
ALONE = ("Ripeness, simulate",)


@cache
def book():
    return book_of(load_case())


@cache
def inputs(batch):
    draws = min(batch, DRAWS)
    return repeated(draws_of(book(), draws), batch // draws)


def engine_of(name):
    """Build an engine anew: some take it ill if they get another number of runs than before."""
    module, kind = ENGINES[name]
    return getattr(import_module(f"tests.benchmarks.peers.{module}"), kind)(book())


@cache
def agree(name):
    """Fail if an engine does not come to the values of `engine.run`: it would have no place here."""
    engine = engine_of(name)
    calm = replace(inputs(1_000).part(0, 3), wander=None, wander_row=-1).to(np.float64)
    ours = trace(book().program, calm, (), 3).values[-1][book().program.states]
    np.testing.assert_allclose(engine.follow(calm, 3), ours, rtol=0, atol=getattr(engine, "tolerance", 1e-12))


def affordable(engine, batch):
    """Return inputs and months that a round has the time for: all, or fewer runs, or only so many months of one."""
    together = int(min(engine.together, batch))
    group = inputs(batch).part(0, together)
    engine.follow(group, 1)
    began = perf_counter()
    engine.follow(group, 1)
    month = perf_counter() - began
    months = max(1, min(MONTHS, int(SECONDS / month)))
    groups = max(1, min(-(-batch // together), int(SECONDS / month / MONTHS)))
    rounds = max(3, min(20, int(2 * SECONDS / (month * months * groups))))
    return inputs(batch).part(0, min(batch, groups * together)), months, rounds


@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("name", ENGINES)
def test_rule_evaluations_a_second(benchmark, rates, name, batch):
    if name in ALONE and batch > 1:
        pytest.skip("it is one run by nature")
    try:
        engine = engine_of(name)
    except ModuleNotFoundError as missing:
        pytest.skip(f"{missing.name} is not installed; it is in the group 'bench': uv run --group bench pytest ...")
    given, months, rounds = affordable(engine, batch)
    if name not in ALONE:
        agree(name)
    benchmark.pedantic(engine.follow, (given, months), rounds=rounds)
    if benchmark.stats is None:  # switched off
        return
    rate = len(book().rules) * months * given.runs / benchmark.stats.stats.median
    rates.setdefault(name, {})[batch] = rate, (given.runs, months) == (batch, MONTHS)
    beside, _ = rates.get("straightforward NumPy", {}).get(batch, (None, None))
    benchmark.extra_info |= {"rate": rate, "runs": given.runs, "months": months}
    benchmark.extra_info |= {"times_straightforward_numpy": rate / beside} if beside else {}
