"""The figures that the browser works out under the hand are those that Python has once the hand lets go."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model import Event, Scenario, ensemble, load_case, simulate
from model.knowledge import PULL_CLASSES
from model.knowledge.case import Case
from model.uncertainty import layer_bands
from model.uncertainty.headlines import largest_of_four
from model.uncertainty.variants import with_the_rest
from model.view.components.mounting import FOLDERS, script_of
from model.view.components.program.payload import packed_program
from model.view.results import DRAWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Of the war that the page opens with: a turn for a while and a push, an actor out, all that may happen.
EVENTS = (
    Event(month=2, says="A lull.", set={"battlefield_shift": 0.1}, until=3),
    Event(month=3, says="A turn.", set={"trust": 0.5}, change={"external_pressure": 0.3, "russia.flexibility": 0.1}),
)
TURNING = Scenario(title="T", months=5, without=("turkey",), events=EVENTS, happenings="all", front="returns")
#: Levers that vary, and levers that are set.
SETTINGS: list[dict[str, float]] = [{}, {"trust": 0.62}, {"trust": 0.1, "external_pressure": 1.0}]

Told = list[dict[str, Any]]


@pytest.fixture(scope="module", params=["as WebAssembly", "in JavaScript alone"])
def told(browser: Browser, request: pytest.FixtureRequest) -> Callable[[Case, Scenario, int], Told]:
    """Offer a program to a page as its component does, and return what is told at each setting."""
    wasm = request.param == "as WebAssembly"
    machine = script_of("machine") if wasm else (FOLDERS / "machine" / "machine.js").read_text("utf-8")
    script = script_of("live") + machine + script_of("program")

    def figures(case: Case, scenario: Scenario, seed: int) -> Told:
        page = browser.new_page()
        sent = b64encode(packed_program(case, scenario, seed).sent).decode()
        found: Told = page.evaluate(
            """async ([script, sent, settings]) => {
                const blob = new Blob([script], { type: "text/javascript" });
                const program = await import(URL.createObjectURL(blob));
                program.default({ data: Uint8Array.from(atob(sent), (letter) => letter.charCodeAt(0)) });
                return settings.map((levers) => ripenessLive.at(levers));
            }""",
            [script, sent, SETTINGS],
        )
        page.close()
        return found

    return figures


@pytest.mark.parametrize(
    "scenario",
    [TURNING, Scenario(title="T", case="korea", months=3, levers={"trust": 0.4}), Scenario(title="T", months=1)],
    ids=["all that may happen", "nothing happens in another war", "one month"],
)
def test_the_figures_under_the_hand_are_those_of_python(told: Any, scenario: Scenario) -> None:
    case = load_case(scenario.case)
    for levers, found in zip(SETTINGS, told(case, scenario, 3), strict=True):
        supposed = scenario.but(levers=levers)
        variants, run = ensemble(case, supposed, DRAWS, 3), simulate(case, supposed)
        months = found["months"]
        assert len(months) == scenario.months + 1
        counts = largest_of_four(with_the_rest(variants.pulls_by_month).transpose(0, 2, 1)).sum(axis=1)
        assert [month["counts"] for month in months] == counts.tolist()
        assert np.array([month["shares"] for month in months]) == pytest.approx(variants.shares_by_month, abs=1e-12)
        bands = layer_bands(variants, *PULL_CLASSES).to_numpy()
        assert np.array([month["bands"] for month in months]) == pytest.approx(bands[..., [0, 3]], abs=1e-12)
        assert np.array([month["unknown"] for month in months]) == pytest.approx(bands[..., [1, 2]], abs=1e-12)
        assert found["central"]["pulls"][-1] == list(run.pull.values())
        paths = {name: run.paths.sel(variable=name).to_numpy().tolist() for name in found["central"]["paths"]}
        assert found["central"]["paths"] == paths
