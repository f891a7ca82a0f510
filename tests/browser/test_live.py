"""Where the levers and the answer meet: what is under the hand is told at every frame, until its answer has come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from model.view.components.mounting import FOLDERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

#: Do some things one after the other, and return what has been told last after each.
DO = """async (steps) => {
    const live = (new Function(`${window.script}; return live;`))();
    const frame = () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
    const told = [];
    let last = null;
    live.listen(document.body, (one) => { last = one; });
    live.offer("a sum", () => (levers) => Object.values(levers).reduce((sum, value) => sum + value, 0));
    for (const [what, ...given] of steps) {
        live[what](...given);
        await frame();
        told.push(last);
    }
    return told;
}"""


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.evaluate("script => { window.script = script; }", (FOLDERS / "live" / "live.js").read_text("utf-8"))
    yield page
    page.close()


def do(page: Page, *steps: tuple[Any, ...]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = page.evaluate(DO, [list(step) for step in steps])
    return told


def shown(told: dict[str, Any]) -> tuple[Any, Any]:
    return told["levers"].get("trust"), told["figures"]


def test_an_answer_to_an_earlier_move_does_not_take_back_the_last_one(blank: Page) -> None:
    first, second = {"trust": 0.25}, {"trust": 0.5}
    moves: list[tuple[Any, ...]] = [
        ("settle", {}),
        ("move", "trust", 0.25),
        ("release",),
        ("move", "trust", 0.5),
        ("release",),
    ]
    told = do(blank, *moves, ("settle", first), ("heard", second), ("settle", second))
    assert [shown(one) for one in told[-3:]] == [(0.5, 0.5), (0.5, 0.5), (0.5, None)]
    assert [one["pending"] for one in told[-3:]] == [True, True, False]


def test_the_answer_may_come_before_the_levers_are_told_that_the_move_was_made(blank: Page) -> None:
    told = do(blank, ("move", "trust", 0.5), ("release",), ("settle", {"trust": 0.5}), ("heard", {"trust": 0.5}))
    assert [one["pending"] for one in told] == [False, True, True, False]


def test_a_move_that_is_undone_before_its_answer_came_is_gone_with_the_next_answer(blank: Page) -> None:
    told = do(blank, ("settle", {"trust": 0.2}), ("move", "trust", 0.5), ("release",), ("heard", {"trust": 0.2}))
    assert told[-1]["pending"] is False
    assert shown(told[-1]) == (0.2, None)


def test_a_lever_that_comes_back_to_where_it_was_taken_asks_nothing(blank: Page) -> None:
    moves = [("settle", {"trust": 0.2}), ("move", "trust", 0.5), ("move", "trust", 0.2), ("release", False)]
    told = do(blank, *moves)
    assert (told[-1]["moving"], told[-1]["pending"], *shown(told[-1])) == (False, False, 0.2, None)


def test_a_lever_that_comes_back_while_another_waits_for_its_answer_leaves_that_waiting(blank: Page) -> None:
    moves = [("move", "trust", 0.5), ("release",), ("move", "pressure", 0.25), ("release", False)]
    told = do(blank, *moves, ("heard", {"trust": 0.5}), ("settle", {"trust": 0.5}))
    assert [one["pending"] for one in told[-3:]] == [True, True, False]


def test_a_lever_that_is_let_vary_is_left_out(blank: Page) -> None:
    told = do(blank, ("settle", {"trust": 0.5, "pressure": 0.25}), ("move", "trust", None))
    assert told[-1]["levers"] == {"pressure": 0.25}
    assert told[-1]["figures"] == 0.25
