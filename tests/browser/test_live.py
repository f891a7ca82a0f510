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


#: Play from one setting to another, and return all that has been told by then, and whether it was shown to the end.
PLAY = """async ([rest, from, to, seconds, during]) => {
    const live = (new Function(`${window.script}; return live;`))();
    const told = [];
    live.settle(rest);
    live.listen(document.body, (one) => told.push(one));
    live.offer("a sum", () => (levers) => Object.values(levers).reduce((sum, value) => sum + value, 0));
    const shown = live.play(from, to, seconds);
    if (during) setTimeout(() => live[during[0]](...during.slice(1)), 100);
    const whole = await shown;
    await new Promise((then) => setTimeout(then, 100));
    return [told, whole];
}"""
OLD, NEW = {"trust": 0.0}, {"trust": 1.0, "pressure": 0.5}


def test_what_is_played_goes_from_one_setting_to_the_other_and_leaves_all_as_the_server_has_it(blank: Page) -> None:
    told, whole = blank.evaluate(PLAY, [NEW, OLD, NEW, 0.6, None])
    assert whole
    moving = [one for one in told if one["moving"]]
    path = [one["levers"]["trust"] for one in moving]
    assert path == sorted(path)
    assert path[0] < 0.5 < path[-1]  # how soon the first frame and the last come is the machine's affair
    assert all(one["levers"]["pressure"] == 0.5 for one in moving)
    assert all(one["figures"] == sum(one["levers"].values()) for one in moving)
    assert (told[-1]["levers"], told[-1]["figures"], told[-1]["moving"]) == (NEW, None, False)


def test_a_lever_that_varies_in_the_end_varies_while_it_is_played(blank: Page) -> None:
    told, _ = blank.evaluate(PLAY, [NEW, NEW, OLD, 0.2, None])
    assert all("pressure" not in one["levers"] for one in told if one["moving"])


def test_a_hand_on_a_lever_ends_what_is_played(blank: Page) -> None:
    told, whole = blank.evaluate(PLAY, [NEW, OLD, NEW, 5, ["move", "pressure", 0.25]])
    assert not whole
    assert (told[-1]["levers"], told[-1]["moving"]) == ({"trust": 1.0, "pressure": 0.25}, True)


def test_nothing_is_played_where_motion_is_unwelcome(blank: Page) -> None:
    blank.emulate_media(reduced_motion="reduce")
    told, whole = blank.evaluate(PLAY, [NEW, OLD, NEW, 0.2, None])
    assert not whole
    assert not any(one["moving"] for one in told)


def test_a_program_is_run_before_it_is_needed_and_built_once(blank: Page) -> None:
    count = """async () => {
        const live = (new Function(`${window.script}; return live;`))();
        let built = 0, runs = 0;
        live.offer("a", () => { built++; return () => { runs++; }; });
        live.offer("a", () => { built += 100; });
        const before = [built, runs];
        await new Promise((then) => setTimeout(then, 1000));
        return [...before, built, runs];
    }"""
    assert blank.evaluate(count) == [0, 0, 1, 5]


def test_assumptions_that_the_answer_holds_as_well_do_not_keep_it_from_being_the_one_awaited(blank: Page) -> None:
    heard, answer = {"trust": 0.5, "pressure": None}, {"trust": 0.5, "strikes": 0.75}
    told = do(blank, ("move", "trust", 0.5), ("release",), ("heard", heard), ("settle", answer))
    assert [one["pending"] for one in told[-2:]] == [True, False]
    told = do(blank, ("move", "trust", None), ("release",), ("settle", answer), ("heard", heard | {"trust": None}))
    assert told[-1]["pending"] is True


def test_a_step_begins_with_a_move_that_does_not_go_on_and_none_with_a_replay(blank: Page) -> None:
    moves = do(
        blank,
        ("move", "trust", 0.5),
        ("move", "trust", 0.6, True),
        ("release",),
        ("move", "pressure", 0.2),
        ("settle", {"trust": 0.6}),
    )
    begun = [one["step"] for one in moves]
    assert [later - begun[0] for later in begun] == [0, 0, 0, 1, 1]
