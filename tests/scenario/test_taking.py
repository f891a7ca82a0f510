"""Whatever takes a scenario takes its id and its file as well, and says in words what else it wants."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import model
from model import Goal, Scenario, compare, ensemble, load_scenario, simulate
from model.analysis import morris, red_lines_moved, search, sobol, tornado
from model.explain import red_lines
from model.knowledge import Case, CaseError, ScenarioError
from model.scenario import scenario_of, to_toml

#: What else each needs, and little of it, so that the question is answered soon.
NEEDS: dict[str, dict[str, Any]] = {
    "boxes": {"goal": Goal("settlement", formed=False), "over": ["trust", "strikes"], "situations": 200},
    "ensemble": {"draws": 4},
    "morris": {"factors": ["trust", "strikes"], "n": 2},
    "reach": {"goal": Goal("settlement"), "movable": ["trust"], "together": 1},
    "red_lines": {"draws": 4},
    "red_lines_moved": {"goal": Goal("settlement"), "draws": 4},
    "search": {"goal": Goal("settlement"), "movable": ["trust"], "together": 1},
    "simulate_many": {"samples": {"trust": [0.5]}},
    "sobol": {"factors": ["trust", "strikes"], "n": 2},
    "sweep": {"axes": {"trust": [0.5]}, "draws": 2},
    "tornado": {"factors": ["trust"]},
    "worth": {"draws": 200},
}


def takers() -> dict[str, Callable[..., Any]]:
    """Return every function for users that takes a case and a scenario: the public ones, and those beside them."""
    found = {name: getattr(model, name) for name in model.__all__} | {
        one.__name__: one for one in (morris, red_lines, red_lines_moved, search, sobol, tornado)
    }
    return {
        name: one
        for name, one in found.items()
        if not isinstance(one, type) and list(signature(one).parameters)[:2] == ["case", "scenario"]
    }


#: `way` needs an answer as well, and has a test of its own.
TAKERS = {name: one for name, one in takers().items() if name != "way"}


def plain(found: Any) -> Any:
    """Return a result as something that `==` compares as a whole."""
    if isinstance(found, xr.Dataset):
        return {str(name): repr(variable.values.tolist()) for name, variable in found.variables.items()}
    return found.to_dict() if isinstance(found, pd.DataFrame) else found


def test_there_are_functions_that_take_a_scenario() -> None:
    assert {"simulate", "ensemble", "sweep", "boxes", "reach", "worth"} <= set(TAKERS)


@pytest.mark.parametrize("name", sorted(TAKERS))
def test_a_scenario_may_be_given_by_its_id(case: Case, name: str) -> None:
    ask = TAKERS[name]
    given, by_id = (ask(case, one, **NEEDS.get(name, {})) for one in (load_scenario("default", case), "default"))
    if name == "search":
        given, by_id = list(given), list(by_id)
    assert plain(given) == plain(by_id)


@pytest.mark.parametrize("name", sorted(TAKERS))
def test_what_is_no_scenario_is_refused_in_words(case: Case, name: str) -> None:
    ask, needs = TAKERS[name], NEEDS.get(name, {})
    with pytest.raises(ScenarioError, match="no bundled scenario 'defalt'; did you mean 'default'"):
        ask(case, "defalt", **needs)
    with pytest.raises(ScenarioError, match="or a file's path is needed, not a value of the type dict"):
        ask(case, {"trust": 0.5}, **needs)
    with pytest.raises(CaseError, match=r"a case is needed, not 'ukraine'; load_case\('ukraine'\) gives it"):
        ask("ukraine", "default", **needs)


def test_a_file_is_taken_as_the_scenario_that_it_holds(case: Case, tmp_path: Path) -> None:
    mine = Scenario(title="Mine", assumptions={"strikes": 0.25})
    file = tmp_path / "mine.scenario.toml"
    file.write_text(to_toml(mine), "utf-8")
    assert scenario_of(case, file) == scenario_of(case, str(file)) == mine
    assert np.array_equal(simulate(case, file).pulls, simulate(case, mine).pulls)


def test_scenarios_to_compare_may_be_given_by_their_ids(case: Case) -> None:
    found = compare(case, ["default", "entrenched"], draws=4)
    assert [one.title for one in found.given] == [load_scenario(one, case).title for one in ("default", "entrenched")]
    with pytest.raises(ValueError, match=r"in a list, as in \['default', 'minsk'\]"):
        compare(case, "default")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda run, variants: run.path("trst"), "unknown variable 'trst'; did you mean 'trust'"),
        (lambda run, variants: run.contributions(["trust"]), r"one by one, as in \('trust'\), not as one list"),
        (lambda run, variants: run.antecedents("setlement"), "did you mean 'settlement'"),
        (lambda run, variants: variants.paths(["trust", "strikes"]), r"one by one, as in \('trust', 'strikes'\)"),
        (lambda run, variants: variants.bands("trst"), "did you mean 'trust'"),
        (lambda run, variants: variants.median("trust", 13), "a month from 0 to the horizon, 12, is needed, not 13"),
        (lambda run, variants: variants.shares_at(-1), "a month from 0 to the horizon, 12, is needed, not -1"),
        (lambda run, variants: variants.formed_at(99), "a month from 0 to the horizon"),
        (lambda run, variants: variants.pulls_at(1.5), "a month from 0 to the horizon"),
        (lambda run, variants: model.reach(run.case, "default", Goal("settlement"), "trust"), "names are needed in a"),
    ],
)
def test_what_a_result_cannot_be_asked_is_told_in_words(case: Case, asked: Callable[..., Any], said: str) -> None:
    run, variants = simulate(case, "default"), ensemble(case, "default", 4)
    with pytest.raises(ScenarioError, match=said):
        asked(run, variants)


def test_an_outcomes_path_is_its_pulls(case: Case) -> None:
    run = simulate(case, "default")
    assert run.path("settlement").tolist() == run.pulls[:, 0].tolist()
