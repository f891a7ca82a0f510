"""The map's points, worked out in the browser, are those of a sweep in Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model import Event, Scenario, load_case, load_scenario, sweep
from model.engine import program_of
from model.knowledge import PULL_CLASSES, Case
from model.view.components.mounting import script_of
from model.view.components.points import WORDS, points_payload

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DRAWS = 64
ALONG = [round(0.05 * k, 2) for k in range(21)]
AXES = {"trust": ALONG, "external_pressure": ALONG}
OTHER = {"battlefield_shift": [round(0.1 * k - 1, 1) for k in range(21)], "guarantees": ALONG}
EVENTS = (
    Event(month=2, says="A lull.", set={"battlefield_shift": 0.0}, until=4),
    Event(month=3, says="An exchange of prisoners.", change={"trust": 0.08}),
)


#: All points of a map at some levers.
EVERY = """([points, levers]) => {
    const many = points.axes[0].values.length * points.axes[1].values.length;
    return Array.from(window.points.surveyor(points)(levers, Array.from({ length: many }, (_, k) => k)).found);
}"""
#: A map as a component has it worked out, asked for one setting after another; what was told, and its last numbers.
SURVEY = """([points, settings, without]) => new Promise((done) => {
    const Kept = window.Worker, made = [];
    window.Worker = class extends Kept { constructor(...given) { super(...given); made.push(this); } };
    if (without === "none") delete window.Worker;
    if (without === "broken") window.Worker = class { constructor() { throw new Error("no worker"); } };
    const told = [];
    const map = window.points.survey(points, () => {
        told.push({ exact: map.exact, numbers: Array.from(map.numbers) });
        if (!map.exact && !map.fault) return;
        map.stop();
        window.Worker = Kept;
        done({ told, fault: map.fault?.message, workers: made.length });
    });
    for (const levers of settings) map.ask(levers);
})"""


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """A blank page with the script that works points out, as a component has it."""
    page = browser.new_page()
    parts = map(script_of, ("machine", "points"))
    page.evaluate(
        """async (source) => {
            window.points = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
        }""",
        "".join(parts),
    )
    yield page
    page.close()


def assert_same_points(page: Page, case: Case, scenario: Scenario, axes: dict[str, list[float]], seed: int = 0) -> None:
    payload = points_payload(case, scenario, axes, DRAWS, seed)
    levers = {name: value for name, value in scenario.given.items() if name in payload["machine"]["levers"]}
    found = np.array(page.evaluate(EVERY, [payload, levers])).reshape(-1, 6)
    expected = sweep(case, scenario, axes, DRAWS, seed)
    largest, word, count = found[:, :3].T.astype(int)
    assert [PULL_CLASSES[k] for k in largest] == list(expected["largest"].values.ravel())
    assert [WORDS[k] for k in word] == list(expected["sturdiness"].values.ravel())
    assert count.tolist() == expected["largest_in"].values.ravel().tolist()
    assert np.abs(found[:, 3:] - expected["mean_pull"].values.reshape(-1, 3)).max() < 1e-12


def scenarios_of(case: Case) -> dict[str, Scenario]:
    today = load_scenario("default", case)
    outsider = next(name for name in program_of(case).settable if name.endswith(".engagement")).partition(".")[0]
    return {
        "as it is": today,
        "a third lever, and what may happen": today.but(
            levers={"battlefield_shift": -0.4, "trust": 0.7}, happenings="all", front="returns"
        ),
        "events, an actor out, a later end": today.but(events=EVENTS, without=(outsider,), months=20),
    }


@pytest.mark.parametrize("case_id", ["ukraine", "korea"])
def test_all_points_of_a_map_are_those_of_a_sweep(blank: Page, case_id: str) -> None:
    case = load_case(case_id)
    for scenario in scenarios_of(case).values():
        assert_same_points(blank, case, scenario, AXES)


def test_points_over_assumptions_and_with_another_seed_are_those_of_a_sweep(blank: Page) -> None:
    case = load_case()
    scenario = load_scenario("default", case).but(assumptions={"guarantees": 0.9}, levers={"trust": 0.6})
    assert_same_points(blank, case, scenario, OTHER, seed=7)


@pytest.fixture(scope="module")
def small() -> dict[str, Any]:
    """What a small map is worked out from, and its points at some levers."""
    case, along = load_case(), [round(k / 8, 3) for k in range(9)]
    scenario = load_scenario("default", case)
    return dict(points_payload(case, scenario, {"trust": along, "external_pressure": along}, 8, 0))


FIRST, LAST = {"battlefield_shift": 0.8}, {"battlefield_shift": -0.7}


@pytest.mark.parametrize("without", ["", "none", "broken"])
def test_a_map_is_shown_coarsely_and_ends_exact_with_and_without_workers(
    blank: Page, small: dict[str, Any], without: str
) -> None:
    found = blank.evaluate(SURVEY, [small, [LAST], without])
    assert not found["fault"]
    assert bool(found["workers"]) is (not without)
    assert not found["told"][0]["exact"]
    exact = blank.evaluate(EVERY, [small, LAST])
    assert found["told"][-1]["numbers"] == exact
    corner, first = slice(0, 6), found["told"][0]["numbers"]
    assert first[corner] == exact[corner]


def test_who_asks_while_a_map_is_under_way_gets_the_last_that_was_asked_for(blank: Page, small: dict[str, Any]) -> None:
    found = blank.evaluate(SURVEY, [small, [FIRST, {}, LAST], ""])
    assert found["told"][-1]["numbers"] == blank.evaluate(EVERY, [small, LAST])


def test_moving_an_axis_works_nothing_out_again(blank: Page, small: dict[str, Any]) -> None:
    found = blank.evaluate(SURVEY, [small, [LAST, {**LAST, "trust": 0.3}], ""])
    assert [one["exact"] for one in found["told"]].count(True) == 1
    assert found["told"][-1]["numbers"] == blank.evaluate(EVERY, [small, LAST])


def test_what_cannot_be_worked_out_is_told(blank: Page, small: dict[str, Any]) -> None:
    told = """([points]) => new Promise((done) => {
        const map = window.points.survey(points, () => map.fault && done(map.fault.message));
        map.ask({ trsut: 1 });
    })"""
    assert 'no lever "trsut"' in blank.evaluate(told, [small])
