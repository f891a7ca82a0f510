"""How fast it is. Run with: uv run --group test pytest tests/benchmarks --benchmark-only

Nothing here asserts a time. Read the ratios within one run: a single run, 256 of them at once, and the lever cube.
The goals that were set on two quiet cores: `simulate` 2 ms, 1,000 draws 30 ms, the map with draws 1.5 s.
"""

from time import perf_counter

import pytest

from model import Goal, Scenario, ensemble, load_case, load_scenario, reach, simulate, sweep, way, worth
from model.analysis.audit.influence import influences
from model.analysis.audit.lint_checks import LEAST_PULL_MOVE
from model.analysis.backcasting.searching import search
from model.analysis.sensitivity.factors import open_factors
from model.analysis.sensitivity.measures import sobol
from model.engine.backend import NUMPY
from model.engine.compiled import driver as fast
from model.engine.grounding import ground
from model.explain.actors import deeds
from model.explain.decomposition import decompose_pulls
from model.explain.effects import evidence
from model.explain.reasoning import reasons
from model.explain.tipping import flips
from model.history.episodes import load_history
from model.history.hindcasting import hindcast
from model.knowledge.loading import _bundled, cases
from model.uncertainty import variants
from model.uncertainty.draws import drawn_beliefs

pytestmark = pytest.mark.benchmark(min_rounds=5)


@pytest.fixture(scope="module")
def case():
    return load_case()


def test_load_the_case(benchmark):
    def anew() -> None:
        _bundled.cache_clear()
        load_case()

    benchmark(anew)


def test_ground_the_case(benchmark, case):
    benchmark(ground, case)


def test_simulate_once_over_24_months(benchmark, case):
    benchmark(simulate, case, Scenario(title="x", months=24))


@pytest.mark.parametrize("draws", [256, 1000])
def test_ensemble_over_24_months(benchmark, case, draws):
    benchmark(ensemble, case, Scenario(title="x", months=24), draws)


@pytest.mark.parametrize("engine", ["compiled", "NumPy"])
def test_what_may_happen_costs_so_much_besides(benchmark, case, figures, engine, monkeypatch):
    """256 variants over 24 months, with all that may happen and a front that returns, against the same without."""
    without = Scenario(title="x", months=24, happenings="none", front="holds")
    lucky = without.but(happenings="all", front="returns")
    times: dict[Scenario, list[float]] = {without: [], lucky: []}
    fast.warm_up(case, wait=True)
    if engine == "NumPy":
        monkeypatch.setattr(variants, "best_backend", lambda: NUMPY)

    def both():
        for scenario, taken in times.items():
            began = perf_counter()
            ensemble(case, scenario, 256)
            taken.append(perf_counter() - began)

    benchmark.pedantic(both, rounds=40, warmup_rounds=1)
    least, more = (min(taken[1:]) for taken in times.values())
    figures.append(
        f"what may happen, {engine}: {1e3 * more:.1f} ms against {1e3 * least:.1f} ms: {more / least:.2f} times"
    )


def test_reasons(benchmark, case):
    benchmark(reasons, simulate(case, load_scenario("default", case)))


def test_flips(benchmark, case):
    benchmark(flips, simulate(case, load_scenario("default", case)))


def test_evidence_of_every_rule_and_relation(benchmark, case):
    benchmark(evidence, simulate(case, load_scenario("default", case)))


def test_what_every_relation_and_assumption_moves_at_most(benchmark, case):
    benchmark.pedantic(influences, (case,), {"enough": LEAST_PULL_MOVE}, rounds=2)


def test_everything_that_explains_an_answer(benchmark, case):
    """The sums of all pulls and of what moved them, every rule, tie and actor left out, and all flips."""
    scenario = load_scenario("istanbul-2022", case)

    def explain():
        run = simulate(case, scenario)
        return decompose_pulls(run), evidence(run), deeds(run), reasons(run), flips(run)

    benchmark(explain)


def test_sobol_over_16_factors(benchmark, case):
    """18,432 runs: N = 1,024, first and total order; SALib's part included."""
    factors = list(open_factors(case))[:16]
    benchmark.pedantic(sobol, (case, Scenario(title="x", months=24), factors), {"second_order": False}, rounds=3)


def test_draws_that_are_new(benchmark, case):
    """1,000 draws of which no belief has been drawn yet: what the first ensemble of a case costs."""

    def anew() -> None:
        drawn_beliefs.cache_clear()
        ensemble(case, Scenario(title="x", months=24), 1000)

    benchmark(anew)


def test_contributions_to_trust(benchmark, case):
    benchmark(lambda: simulate(case, load_scenario("default", case)).contributions("trust"))


def test_lever_cube_of_2541_runs(benchmark, case):
    tenths = [i / 10 for i in range(11)]
    axes = {"battlefield_shift": [i / 10 for i in range(-10, 11)], "external_pressure": tenths, "trust": tenths}
    benchmark(sweep, case, Scenario(title="x", months=24), axes, draws=0)


def test_map_of_41_by_41_with_64_draws_each(benchmark, case):
    steps = [i / 40 for i in range(41)]
    axes = {"trust": steps, "external_pressure": steps}
    benchmark.pedantic(sweep, (case, Scenario(title="x", months=24), axes), {"draws": 64}, rounds=2)


def test_first_and_last_answers_to_what_it_would_take(benchmark, case, figures):
    """From today to a settlement within two years, with everything movable but engagement: one, two, three at once."""
    fast.warm_up(case, wait=True)
    today, waits = load_scenario("default", case).but(months=24), []

    def ask():
        began = perf_counter()
        waits.append([perf_counter() - began for _ in search(case, today, Goal("settlement"))])

    benchmark.pedantic(ask, rounds=3, warmup_rounds=1)
    first, last = (sorted(wait[at] for wait in waits)[len(waits) // 2] for at in (0, -1))
    figures.append(f"what would it take: first answers after {first:.2f} s, all after {last:.2f} s")


def test_a_way(benchmark, case):
    today = load_scenario("default", case).but(months=24)
    answer = reach(case, today, Goal("settlement"), together=2).answers[0]
    benchmark(way, case, today, Goal("settlement"), answer)


def test_what_is_worth_knowing(benchmark, case):
    benchmark(worth, case, load_scenario("default", case))


@pytest.mark.parametrize("name", cases())
def test_ensemble_of_each_case(benchmark, name):
    other = load_case(name)
    benchmark(ensemble, other, Scenario(title="x", case=name, months=24), 256)


def test_history_in_256_variants_of_each_war(benchmark):
    benchmark.pedantic(hindcast, (load_history(), 256), rounds=3)
