"""A table of values: every row gives the bits of the scenario that it stands for, or is refused in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from model import Case, Scenario, ScenarioError, load_case, load_scenario, simulate, simulate_many
from model.knowledge import OUTCOMES
from model.scenario import MadeBy
from tests.support.cases import settable
from tests.support.scenarios import scenarios


def rules_of(case: Case) -> tuple[str, str]:
    """Return a rule that pushes and one that defines an outcome."""
    return tuple(next(rule.id for rule in case.rules if bool(rule.outcome) is kind) for kind in (False, True))  # type: ignore[return-value]


def table_for(case: Case, rows: int = 5) -> pd.DataFrame:
    """Return random rows over three levers and assumptions and two rules."""
    drawn = np.random.default_rng(1)
    push, pull = rules_of(case)
    columns = {"battlefield_shift": drawn.uniform(-1, 1, rows)}
    columns |= {name: drawn.random(rows) for name in ("trust", "strikes")}
    rules = {f"rule.{push}": drawn.uniform(0, 3, rows), f"rule.{pull}": drawn.random(rows)}
    return pd.DataFrame(columns | rules, index=[f"row {n}" for n in range(rows)])


def scenario_of_row(case: Case, scenario: Scenario, row: dict[Any, Any]) -> Scenario:
    rules = {name.removeprefix("rule."): value for name, value in row.items() if name.startswith("rule.")}
    values = {name: value for name, value in row.items() if not name.startswith("rule.")}
    return scenario.setting(case, values, beliefs={**scenario.beliefs, **rules})


@pytest.mark.parametrize("name", ["default", "genuine-dialogue"])
def test_every_row_has_the_bits_of_its_scenario(case: Case, name: str) -> None:
    scenario, table = load_scenario(name, case), table_for(case)
    push, _ = rules_of(case)
    scenario = scenario.but(beliefs={push: 0.5})  # the table takes its place
    found = simulate_many(case, scenario, table, keep=["trust", "settlement", "widest_gap"])
    for label, row in table.iterrows():
        run = simulate(case, scenario_of_row(case, scenario, row.to_dict()))
        own = found.sel(sample=label)
        assert own["pull"].values.tobytes() == run.pulls[-1].tobytes()
        assert str(own["leading"].item()) == run.outcome
        assert bool(own["formed"]) is run.formed
        for variable in ("trust", "settlement", "widest_gap"):
            assert own["paths"].sel(variable=variable).values.tobytes() == run.path(variable).tobytes()


@given(scenarios())
@hypothesis_settings(max_examples=15)
def test_whatever_the_scenario_a_row_has_its_bits(scenario: Scenario) -> None:
    case = load_case()
    table = table_for(case, 2)
    found = simulate_many(case, scenario, table)
    for number, (_, row) in enumerate(table.iterrows()):
        run = simulate(case, scenario_of_row(case, scenario, row.to_dict()))
        assert found["pull"].values[number].tobytes() == run.pulls[-1].tobytes()


@pytest.mark.slow
def test_compiled_code_and_many_blocks_give_the_same_bits(case: Case, compiled: None) -> None:
    table = table_for(case, 2500)
    found = simulate_many(case, "default", table)
    for number in (0, 2047, 2048, 2499):
        run = simulate(case, scenario_of_row(case, load_scenario("default", case), table.iloc[number].to_dict()))
        assert found["pull"].values[number].tobytes() == run.pulls[-1].tobytes()


def test_samples_may_be_a_table_columns_rows_or_an_array_with_names(case: Case) -> None:
    table = pd.DataFrame({"trust": [0.1, 0.9], "strikes": [0, 1]})
    expected = simulate_many(case, "default", table)["pull"].values
    forms: list[tuple[Any, list[str] | None]] = [
        ({"trust": [0.1, 0.9], "strikes": [0, 1]}, None),
        ([{"trust": 0.1, "strikes": 0}, {"trust": 0.9, "strikes": 1}], None),
        (table.to_numpy(), ["trust", "strikes"]),
        (table.to_numpy().tolist(), ["trust", "strikes"]),
        (table.to_records(index=False), None),
    ]
    for samples, names in forms:
        assert np.array_equal(simulate_many(case, "default", samples, names)["pull"].values, expected)


def test_the_result_is_labelled_read_only_and_says_what_made_it(case: Case) -> None:
    found = simulate_many(case, "default", {"trust": [0.1, 0.9]})
    assert found["pull"].dims == ("sample", "outcome")
    assert list(found["outcome"].values) == list(OUTCOMES)
    assert found["trust"].values.tolist() == [0.1, 0.9]
    assert not found["pull"].values.flags.writeable
    made = MadeBy.model_validate_json(found.attrs["made_by"], by_alias=True, by_name=False)
    assert made.scenario == load_scenario("default", case)


def test_progress_is_told_and_may_stop_it(case: Case) -> None:
    told: list[tuple[int, int]] = []
    simulate_many(case, "default", {"trust": [0.1, 0.9]}, progress=lambda done, of: told.append((done, of)))
    assert told == [(2, 2)]


@pytest.mark.parametrize(
    ("samples", "names", "said"),
    [
        ({"trst": [0.5]}, None, "samples: unknown lever, assumption or rule 'trst'; did you mean 'trust'"),
        ({"rule.gains-embolde": [1]}, None, "unknown rule 'gains-embolde'; did you mean 'gains-embolden'"),
        ({"trust": [0.5, 1.5]}, None, "samples: trust: row 1: 1.5 is outside its scale, 0 to 1"),
        ({"trust": [0.5, float("nan")]}, None, "samples: trust: row 1: nan is no number on its scale"),
        ({"rule.gains-embolden": [3.5]}, None, "row 0: 3.5 is outside its scale, 0 to 3"),
        ({"trust": ["0.5"]}, None, "samples: trust: numbers are needed, not"),
        ({"trust": [True]}, None, "numbers are needed, not bool"),
        ({"trust": []}, None, "1 to 1,000,000 rows are needed, not 0 rows of 1 columns"),
        ({}, None, "one column or more"),
        ({"trust": [0.1, 0.2], "strikes": [1]}, None, "they make no table"),
        ({"trust": [0.1]}, ["trust"], "leave 'names' out"),
        (np.zeros((2, 2)), None, "an array needs a column for each of 'names', a list; it is 2 x 2"),
        (np.zeros((2, 2)), ["trust"], "it is 2 x 2"),
        (np.zeros((2, 5)), "trust", "it is 2 x 5"),
        (np.zeros((2, 2)), ["trust", "trust"], "'trust' is there twice"),
        (0.5, ["trust"], "it is a single value"),
        ({"turkey.engagement": [0.5]}, None, "it has no effect, since the scenario takes the actor out"),
        ({"widest_gap": [0.5]}, None, "unknown lever, assumption or rule 'widest_gap'"),
    ],
)
def test_samples_that_make_no_sense_are_refused_in_words(case: Case, samples: Any, names: Any, said: str) -> None:
    scenario = load_scenario("default", case).but(without=("turkey",))
    with pytest.raises(ScenarioError) as error:
        simulate_many(case, scenario, samples, names)
    assert said in str(error.value)


def test_a_state_is_not_the_scenarios_to_set(case: Case) -> None:
    state = next(v for v in simulate(case, "default").program.ids if v.endswith(".flexibility"))
    assert state not in settable(case)
    with pytest.raises(ScenarioError, match="it is a state, whose start is the case's"):
        simulate_many(case, "default", {state: [0.5]})


def test_what_is_to_be_kept_has_to_be_there(case: Case) -> None:
    with pytest.raises(ScenarioError, match="unknown variable 'trst'; did you mean 'trust'"):
        simulate_many(case, "default", {"trust": [0.5]}, keep=["trst"])
