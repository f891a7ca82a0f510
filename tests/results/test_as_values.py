"""Results as values: one line in a console, plain text in a notebook, equal when they are the same, never changed."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from model import (
    Case,
    Goal,
    Scenario,
    boxes,
    compare,
    ensemble,
    leave_one_out,
    load_case,
    load_scenario,
    reach,
    robustness,
    simulate,
    sweep,
    way,
    worth,
)
from model.analysis import tornado
from model.engine.batch import Batch
from model.history import hindcast, load_history
from model.knowledge import believing, cases, rebuild

#: A title that would break a line, a page and a console.
HOSTILE = "<script>alert('x')</script>\n=1+1 \x1b[31m" + "very long " * 50
MADE = Scenario(title=HOSTILE, months=6, levers={"trust": 0.4}, assumptions={"strikes": 0.3}, theories=("commitment",))
GOAL = Goal("settlement", formed=False, share=0.01)


def made(case: Case) -> dict[str, Any]:
    """Return one of every result, small, by its name."""
    run, variants = simulate(case, MADE), ensemble(case, MADE, 8)
    found = reach(case, MADE, GOAL, ["trust"], together=1)
    return {
        "case": case,
        "case with a theory": believing(case, ("commitment",)),
        "scenario": MADE,
        "run": run,
        "program": run.program,
        "batch": Batch.central(run.program, MADE),
        "ensemble": variants,
        "robustness": robustness(run, variants),
        "comparison": compare(case, [MADE, "default"], 8),
        "goal": GOAL,
        "reach": found,
        "answer": found.now,
        "boxes": boxes(case, MADE, GOAL, ["trust", "strikes"], 200),
        "worth": worth(case, MADE, 200),
        "history": load_history(),
        "hindcast": hindcast(load_history(), 2, 0),
    }


@pytest.fixture(scope="module")
def results(case: Case) -> dict[str, Any]:
    return made(case)


def test_every_result_shows_itself_in_one_short_line(results: dict[str, Any]) -> None:
    for name, result in results.items():
        line = repr(result)
        assert len(line) <= 250, f"{name}: {len(line)}"
        assert line.isprintable(), f"{name}: {line}"


def test_a_notebook_shows_texts_as_text(results: dict[str, Any]) -> None:
    for name, result in results.items():
        assert "<script>" not in result._repr_html_(), name
    assert "&lt;script&gt;" in results["run"]._repr_html_()


def test_a_way_is_a_line_as_well(case: Case) -> None:
    today = load_scenario("default", case)
    goal = Goal(variable="trust", least=0.45, share=0.5)
    answer = next(one for one in reach(case, today, goal, ["trust"], together=1).answers if one.values)
    assert len(repr(way(case, today, goal, answer))) <= 250


@pytest.mark.parametrize("copied", [lambda one: pickle.loads(pickle.dumps(one)), deepcopy], ids=["pickle", "deepcopy"])
def test_a_result_that_was_pickled_or_copied_is_equal(results: dict[str, Any], copied: Callable[[Any], Any]) -> None:
    for name, result in results.items():
        if name not in ("program", "batch"):  # the engine's own, which nobody keeps
            assert copied(result) == result, name


def test_a_pickled_run_still_answers(case: Case) -> None:
    run = simulate(case, "default")
    back = pickle.loads(pickle.dumps(run))
    assert back.contributions("trust").equals(run.contributions("trust"))
    assert leave_one_out(back).equals(leave_one_out(run))
    variants = pickle.loads(pickle.dumps(ensemble(case, "default", 8)))
    assert robustness(back, variants) == robustness(run, ensemble(case, "default", 8))


@pytest.mark.parametrize("name", cases())
def test_a_pickled_case_is_equal_and_runs_alike(name: str) -> None:
    case = load_case(name)
    back = pickle.loads(pickle.dumps(case))
    assert back == case
    assert hash(back) == hash(case)
    assert back is not case
    assert simulate(back, "default") == simulate(case, "default")


def test_cases_that_differ_in_one_number_are_not_equal(case: Case) -> None:
    edge, *rest = case.edges
    other = rebuild(case, edges=(edge.model_copy(update={"weight": edge.weight / 2}), *rest))
    assert other != case
    assert simulate(other, "default") != simulate(case, "default")


def test_the_same_beliefs_in_another_folder_are_another_case_with_equal_results(tmp_path: Path) -> None:
    """Two folders may hold one set of beliefs and other scenarios; what comes of a scenario is the same."""
    (tmp_path / "case.toml").write_text('extends = "korea"\n')
    own, korea = load_case(tmp_path), load_case("korea")
    assert own.same_beliefs(korea)
    assert own != korea
    assert simulate(own, "default") == simulate(korea, "default")


@pytest.mark.slow
def test_what_another_process_pickled_is_equal(tmp_path: Path) -> None:
    """Hashes of texts differ from process to process, so that none may travel with a case."""
    file = tmp_path / "found"
    code = (
        "import pickle, sys, model as m; c = m.load_case('korea'); hash(c); "
        "open(sys.argv[1], 'wb').write(pickle.dumps((c, m.simulate(c, 'default'), m.ensemble(c, 'default', 8))))"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=True, cwd=Path(__file__).parents[2])
    case = load_case("korea")
    found = pickle.loads(file.read_bytes())
    assert found == (case, simulate(case, "default"), ensemble(case, "default", 8))
    assert hash(found[0]) == hash(case)


def test_the_same_question_has_equal_answers_and_another_one_has_not(case: Case) -> None:
    run, variants = simulate(case, "default"), ensemble(case, "default", 8)
    assert run == simulate(case, "default")
    assert len({run, simulate(case, "default")}) == 1
    assert run != simulate(case, MADE)
    assert variants == ensemble(case, "default", 8)
    assert variants != ensemble(case, "default", 8, seed=1)
    assert variants != ensemble(case, "default", 9)
    assert compare(case, ["default", MADE], 4) == compare(case, ["default", MADE], 4)
    assert run != "run"


def arrays_of(case: Case) -> dict[str, np.ndarray[Any, Any]]:
    """Return the arrays of results, also those that came back from a pickle."""
    run, variants = simulate(case, MADE), ensemble(case, MADE, 8)
    back, back_of_variants = pickle.loads(pickle.dumps(run)), pickle.loads(pickle.dumps(variants))
    grid = sweep(case, MADE, {"trust": [0, 1]}, 2)
    found: dict[str, Any] = {"run.trace.values": run.trace.values, "pickled pulls": back.pulls}
    found |= {f"run.{name}": getattr(run, name) for name in ("pulls", "parts", "held", "amounts")}
    found |= {"run.paths": run.paths.values, "run.path": run.path("trust"), "pull's path": run.path("settlement")}
    names = ("pulls", "pulls_by_month", "leads", "outcomes", "since", "leads_formed")
    found |= {f"variants.{name}": getattr(variants, name) for name in names}
    found |= {"pickled variants": back_of_variants.pulls, "paths": variants.paths("trust").values}
    found |= {"bands": variants.bands("trust").values, "rows": variants.rows(["trust"])}
    for dataset in (variants.by_month(), variants.to_xarray(), grid):
        found |= {f"{name} of {list(dataset.dims)}": dataset[name].values for name in dataset.data_vars}
    return found


def test_arrays_of_results_cannot_be_written_to(case: Case) -> None:
    for name, array in arrays_of(case).items():
        assert not array.flags.writeable, name


def test_a_data_set_is_read_only_until_it_is_copied(grid: xr.Dataset) -> None:
    with pytest.raises(ValueError, match=r"read-only|is a view"):  # in NumPy's words, or in xarray's
        grid["share"][0] = 0.5
    own = grid.copy(deep=True)
    own["share"][0] = 0.5
    assert not grid.equals(own)


def test_what_is_no_run_is_refused_in_words(case: Case) -> None:
    run, variants = simulate(case, "default"), ensemble(case, "default", 4)
    with pytest.raises(ValueError, match=r"robustness\(run, variants\), not Ensemble and Run"):
        robustness(variants, run)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"a run is needed, as simulate\(case, scenario\) gives it, not 'default'"):
        leave_one_out("default")  # type: ignore[arg-type]
    assert len(tornado(case, "default", ["trust"])) == 1
