"""Red lines, regions and the worth of knowing: planted answers, and the words; the shell and the page of all of it."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from conftest import READY
from helpers import unfold
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import Goal, Scenario, ScenarioError, boxes, ensemble, load_scenario, reach, simulate, way, worth
from model.analysis import regions
from model.analysis.backcasting import red_lines as red_lines_
from model.analysis.backcasting import wording as taken
from model.analysis.backcasting.red_lines import BY, moved
from model.analysis.regions import boxes_of
from model.analysis.sensitivity.information_value import worth_of
from model.explain import acceptance
from model.explain.acceptance import along, asked, red_lines
from model.explain.deal import met
from model.knowledge.case import Case
from model.knowledge.loading import rebuild
from model.scenario.files import parse_scenario
from model.shell.app import main
from model.view import results as shared
from model.view.pages.reach import html as drawn

APP = str(Path(__file__).parent.parent / "app.py")
SETTLED = Goal("settlement")


@pytest.fixture(scope="module")
def ahead(case: Case) -> Scenario:
    return load_scenario("default", case).but(months=24)


# -------------------------------------------------------------------------------------------------- red lines


def dug_in(case: Case) -> Case:
    """The case with both parties' lines on one issue so near to their openings that neither can give way."""
    places = {("ukraine", "territory"): 0.89, ("russia", "territory"): 0.11}
    lines = (
        line.model_copy(update={"place": places.get((line.actor, line.issue), line.place)}) for line in case.red_lines
    )
    return rebuild(case, red_lines=tuple(lines))


def test_lines_that_stand_in_the_way_are_found_and_giving_one_up_lets_a_settlement_form(case: Case):
    scenario, hard = load_scenario("genuine-dialogue", case), dug_in(case)
    free, held = (ensemble(c, scenario, 256).formed["settlement"] for c in (case, hard))
    assert held < free - 0.5
    lines = red_lines(hard, scenario)
    assert {line.record.issue for line in lines[:2]} == {"territory"}
    assert all(line.felt > 0.5 for line in lines[:2])
    assert all(line.felt == line.crossed == 0 for line in lines[2:])
    assert "While it is, no settlement forms" in acceptance.line_in_words(hard, replace(lines[0], crossed=0.3))
    assert "felt in" in acceptance.line_in_words(hard, replace(lines[0], crossed=0.0))
    found = moved(hard, scenario, SETTLED, draws=256)
    assert {one.record.issue for one in found[:2]} == {"territory"}
    assert found[0].now == pytest.approx(held)
    assert found[0].gone > held + 0.5
    assert all(one.most < 0.05 for one in found[2:])
    assert "instead of" in red_lines_.line_moved(hard, found[0])


def test_a_line_that_is_moved_is_moved_to_where_its_party_may_give_way_by_more(case: Case):
    """As the case with that line written into it has it."""
    scenario, hard = load_scenario("outside-push", case), dug_in(case)
    for one in moved(hard, scenario, SETTLED, draws=128)[:2]:
        way_ = -BY if one.record.actor == case.parties[0] else BY
        lines = (
            line.model_copy(update={"place": line.place + way_}) if line == one.record else line
            for line in hard.red_lines
        )
        wanted = ensemble(rebuild(hard, red_lines=tuple(lines)), scenario, 128).formed["settlement"]
        assert one.further == pytest.approx(wanted)


def test_who_is_asked_most_stands_first_and_who_is_out_does_not_stand_there(case: Case):
    run = simulate(case, load_scenario("genuine-dialogue", case).but(without=("turkey",)))
    found = asked(run)
    assert "turkey" not in {one.actor for one in found}
    least = [min((o.met - o.met_before for o in one.less), default=0.0) for one in found]
    assert least == sorted(least)
    of = met(run)
    for one in found:
        assert one.worst.met == min(goal.met for goal in of[one.actor])
        assert not {o.objective.id for o in one.less} & {o.objective.id for o in one.more}


def test_along_a_way_the_least_met_objective_is_that_of_each_month(case: Case):
    run = simulate(case, load_scenario("genuine-dialogue", case).but(without=("turkey",)))
    found = along(run, [0, 6, 24])
    assert "turkey" not in found
    for actor, own in found.items():
        assert [one.met for one in own] == [min(g.met for g in met(run, month)[actor]) for month in (0, 6, 24)]
    change = [own[-1].met - own[0].met for own in found.values()]
    assert change == sorted(change)
    assert f">{case.labels[next(iter(found))]}<" in drawn.course(case, [0, 6, 24], found)


def test_the_room_to_a_line_is_that_of_the_deal(case: Case, ahead: Scenario):
    from model.explain.deal import terms

    run = simulate(case, ahead)
    for line in red_lines(case, ahead, 16):
        (term,) = (t for t in terms(run, line.nearest) if t.issue == line.record.issue)
        (side,) = (s for s in term.sides if s.party == line.record.actor)
        assert abs(side.place - side.line) == pytest.approx(abs(line.room))


# -------------------------------------------------------------------------------------------------- regions

SCALES = {"a": (0.0, 1.0), "b": (0.0, 1.0), "c": (-1.0, 1.0), "d": (0.0, 1.0)}


def points(many=8000, seed=1):
    random = np.random.default_rng(seed)
    low, high = np.array(list(SCALES.values())).T
    return low + (high - low) * random.random((many, 4))


def test_a_planted_box_is_found_with_its_density_and_coverage():
    at = points()
    inside = (at[:, 0] > 0.6) & (at[:, 2] < 0.2)
    hit = np.where(inside, np.random.default_rng(2).random(len(at)) < 0.9, False)
    found = boxes_of(at, hit, SCALES)
    box = found.boxes[0]
    assert box.limits == {"a": (0.6, 1.0), "c": (-1.0, pytest.approx(0.2))}
    assert box.low <= 0.9 <= box.high
    assert box.coverage > 0.97
    assert box.mass == pytest.approx(0.24, abs=0.02)
    assert box.survived >= 0.9
    assert len(found.boxes) == 1


def test_two_planted_boxes_are_both_found_and_do_not_overlap():
    at = points()
    hit = (at[:, 0] > 0.75) | ((at[:, 0] < 0.3) & (at[:, 1] > 0.5))
    found = boxes_of(at, hit, SCALES)
    assert {frozenset(box.limits) for box in found.boxes} == {frozenset({"a"}), frozenset({"a", "b"})}
    assert sum(box.coverage for box in found.boxes) == pytest.approx(1.0, abs=0.05)


def test_a_box_that_resampling_overturns_is_not_told():
    """A weak signal in few situations: the tree splits on it, and most of the samples' trees split otherwise."""
    at = points(1500)
    hit = np.random.default_rng(8).random(len(at)) < 0.35 + 0.3 * (at[:, 0] > 0.8) * (at[:, 3] > 0.6)
    found = boxes_of(at, hit, SCALES)
    assert found.dropped > 0
    assert found.boxes == ()


@pytest.mark.parametrize("seed", range(5))
def test_in_noise_there_is_no_box(seed: int):
    at = points(seed=seed)
    assert boxes_of(at, np.random.default_rng(seed + 9).random(len(at)) < 0.3, SCALES).boxes == ()


@pytest.mark.parametrize("all_", [True, False])
def test_where_everything_or_nothing_is_a_hit_there_is_no_box(all_: bool):
    at = points(400)
    found = boxes_of(at, np.full(len(at), all_), SCALES)
    assert found.boxes == ()
    assert found.share == float(all_)


def test_a_box_of_the_case_holds_for_situations_that_it_has_not_seen(case: Case, ahead: Scenario):
    goal = Goal("settlement", formed=False)
    found = boxes(case, ahead, goal)
    box = found.boxes[0]
    assert set(box.limits) >= {"trust"}
    other = boxes(case, ahead, goal, seed=7)
    assert other.share == pytest.approx(found.share, abs=0.03)
    assert set(other.boxes[0].limits) == set(box.limits)
    assert other.boxes[0].density == pytest.approx(box.density, abs=0.06)
    text = regions.box_in_words(case, box, found)
    assert "above" in text
    assert f"{box.coverage:.0%} of all in which it does" in text


def test_regions_refuse_what_makes_no_sense(case: Case, ahead: Scenario):
    with pytest.raises(ScenarioError, match="did you mean 'trust'"):
        boxes(case, ahead, SETTLED, ["trst"])
    with pytest.raises(ValueError, match="situations"):
        boxes(case, ahead, SETTLED, situations=10)


def test_without_scikit_learn_it_is_told_what_to_install(case: Case, ahead: Scenario, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sklearn.tree", None)
    with pytest.raises(ImportError, match="--extra boxes"):
        boxes(case, ahead, SETTLED)


# ------------------------------------------------------------------------------------------------ worth knowing


def test_what_decides_is_worth_most_and_what_does_nothing_is_worth_nothing():
    """With a class that one input decides, knowing it moves the shares by 2 p (1 - p), and tells all that is left."""
    random = np.random.default_rng(0)
    drawn_ = {name: random.random(8000) for name in ("decides", "helps", *(f"idle {n}" for n in range(30)))}
    classes = (drawn_["decides"] > 0.25).astype(int)
    moves, gain, ends, out = worth_of(drawn_, classes, 3)
    assert moves[0] == pytest.approx(2 * 0.75 * 0.25, abs=0.02)
    assert gain[0] == pytest.approx(0.25, abs=0.01)
    assert ends[0, 0].tolist() == [1.0, 0.0, 0.0]
    assert ends[0, 1].tolist() == [0.0, 1.0, 0.0]
    assert out[0]
    assert out[2:].sum() <= 1  # one idle thing stands out in one of twenty such tables
    assert moves[2:].max() < 0.01


def test_what_moves_shares_without_changing_the_likeliest_answer_moves_but_gains_nothing():
    random = np.random.default_rng(3)
    u = random.random(20_000)
    classes = (random.random(20_000) < 0.1 + 0.2 * u).astype(int)
    moves, gain, _, out = worth_of({"u": u}, classes, 2)
    assert out[0]
    assert moves[0] == pytest.approx(0.05, abs=0.01)  # the mean of |0.2 (u - 1/2)|
    assert gain[0] == pytest.approx(0.0, abs=0.002)


def test_only_what_is_uncertain_is_asked_for_and_each_has_a_source(case: Case):
    today = load_scenario("default", case)
    found = worth(case, today)
    names = {one.factor.name for one in found.beliefs}
    assert "start external_pressure" in names
    assert any(one.stands_out for one in found.beliefs)
    assert sum(found.shares.values()) == pytest.approx(1.0)
    assert all(one.claims or one.judgement for one in found.beliefs if one.stands_out)
    held = worth(case, today.setting(case, {"external_pressure": 0.5}))
    assert "start external_pressure" not in {one.factor.name for one in held.beliefs}
    moves = [one.moves for one in found.beliefs]
    assert moves == sorted(moves, reverse=True)
    assert {one.rank for one in found.beliefs} == set(range(1, len(found.beliefs) + 1))


def test_holding_what_is_worth_most_at_its_ends_moves_the_shares_as_told(case: Case):
    """An independent look: the belief set to either end of its range, in runs of its own."""
    today = load_scenario("default", case)
    first = worth(case, today).beliefs[0]
    name = first.factor.name.removeprefix("start ")
    low, high = (
        ensemble(case, today.setting(case, {name: end}), 1024).formed for end in (first.factor.low, first.factor.high)
    )
    most = max(low, key=lambda kind: abs(high[kind] - low[kind]))
    assert np.sign(high[most] - low[most]) == np.sign(first.high[most] - first.low[most])
    assert abs(high[most] - low[most]) >= abs(first.high[most] - first.low[most]) - 0.02  # slices lie within the ends


# -------------------------------------------------------------------------------------------------- the shell


def shell(*args: object):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_the_shell_tells_answers_ways_and_whom_they_ask(case: Case, tmp_path: Path):
    file = tmp_path / "way.scenario.toml"
    result = shell("reach", "default", "--months", 24, "--move", "trust", "--move", "follow_through", "--save", file)
    assert result.exit_code == 0, result.stderr
    for part in (
        "The goal: a settlement has formed at month 24",
        "1. Trust from 0.20",
        "It breaks first where",
        "Of whom",
    ):
        assert part in result.stdout
    saved = parse_scenario(tomllib.loads(file.read_text("utf-8")), file, case)
    assert ensemble(case, saved, 256).formed["settlement"] > 0.4


def test_the_shell_gives_json_and_refuses_what_makes_no_sense(case: Case):
    result = shell("reach", "default", "--months", 24, "--move", "trust", "--together", 1, "--json")
    assert result.exit_code == 0, (result.stderr, result.exception)
    told = json.loads(result.stdout)
    assert told["answers"][0]["values"].keys() == {"trust"}
    assert told["ways"][0]["steps"][0]["name"] == "trust"
    assert told["ways"][0]["failing"]
    for args, said in (
        (("--move", "trst"), "did you mean 'trust'"),
        (("--variable", "trust"), "either 'least' or 'most'"),
        (("--cost", "trust"), "NAME=NUMBER"),
        (("--case", "atlantis"), "atlantis"),
    ):
        result = shell("reach", "default", *args)
        assert result.exit_code == 2
        assert said in result.stderr
    told = json.loads(shell("regions", "default", "--months", 24, "--leads", "--json").stdout)
    assert told["boxes"][0]["limits"]["trust"]
    told = json.loads(shell("worth", "default", "--draws", 512, "--json").stdout)
    assert told["beliefs"][0]["factor"]["name"]
    assert "Knowing it would move the shares by" in shell("worth", "default").stdout


def test_the_shell_says_when_nothing_is_enough(case: Case):
    result = shell("reach", "default", "--move", "rhetoric")
    assert result.exit_code == 0
    assert "Nothing that may be changed reaches the goal" in result.stdout
    assert "changes nothing here" in result.stdout


# -------------------------------------------------------------------------------------------------- the page


#: What may be changed on the page in these tests: few things, which are quickly looked through.
FEW = ["trust", "guarantees", "follow_through"]


def opened_page() -> AppTest:
    shared.KEPT.clear()
    at = AppTest.from_file(APP, default_timeout=120)
    at.query_params["case"], at.query_params["months"] = "ukraine", "24"
    at.session_state["movable"] = FEW
    at.run()
    at._page_hash = calc_hash("takes")
    at.run()
    assert not at.exception
    return at


@pytest.fixture(scope="module")
def page() -> AppTest:
    return opened_page()


def shown(at: AppTest) -> str:
    kinds = (at.markdown, at.caption, at.info, at.get("html"))
    return "\n".join(str(getattr(e, "value", None) or e.proto.body) for kind in kinds for e in kind)


def test_the_page_says_what_the_search_finds(page: AppTest, case: Case, ahead: Scenario):
    found = reach(case, ahead, SETTLED, FEW)
    text = shown(page)
    assert page.title[0].value == "What would it take?"
    assert taken.now(case, found) in text
    for number, answer in enumerate(found.answers, 1):
        assert drawn.answer(case, number, answer) in text
    made = way(case, ahead, SETTLED, found.answers[0])
    assert drawn.way(case, made) in text
    assert drawn.lines(case, red_lines(case, made.scenario)) in text
    assert drawn.worth(case, worth(case, ahead)) in text


def test_an_answer_is_put_there_and_can_be_undone(case: Case):
    at = opened_page()
    (answer, *_) = reach(case, at.session_state["history"].now.scenario, SETTLED, FEW).answers
    at.button(key="take 1").click().run()
    assert not at.exception
    assert at.session_state["history"].now.given == pytest.approx(dict(answer.values))
    assert "Nothing has to change" in shown(at)
    at.button(key="do Undo").click().run()
    assert at.session_state["history"].now.given == {}


def test_a_way_is_opened_as_a_scenario(case: Case):
    at = opened_page()
    at.button(key="open way").click().run()
    assert not at.exception
    setup = at.session_state["history"].now
    assert setup.events
    assert setup.base.title.startswith("A way from")
    assert "Nothing has to change" in shown(at)


def test_another_goal_and_other_movables_are_asked_for(case: Case):
    at = opened_page()
    at.selectbox(key="goal kind").set_value("frozen-conflict").run()
    assert not at.exception
    assert "The goal: a frozen conflict has formed at month 24" in shown(at)
    unfold(at, "movable fold")
    at.multiselect(key="movable").set_value(["rhetoric"]).run()
    at.selectbox(key="goal kind").set_value("settlement").run()
    assert "Nothing that may be changed reaches the goal" in shown(at)
    assert "changes nothing here" in shown(at)
    at.multiselect(key="movable").set_value([]).run()
    assert not at.exception
    assert "Name at least one" in at.info[0].value
    at.multiselect(key="movable").set_value(["relief", "strikes"]).run()
    at.number_input(key="cost of relief").set_value(4.0).run()
    assert not at.exception
    at.selectbox(key="goal kind").set_value("variable").run()
    assert not at.exception
    assert "trust is at least 0.50 by month 24" in shown(at)


def test_a_search_that_was_stopped_shows_what_it_had_and_goes_on(case: Case, ahead: Scenario):
    at = opened_page()
    shared.KEPT.clear()
    neutral = at.session_state["history"].now.scenario.but(title="x", expect=(), why={})
    key = ("reach", case, neutral, SETTLED, tuple(FEW), tuple(dict.fromkeys(FEW, 1.0).items()), 0)
    at.session_state["searches stopped"] = {key: None}
    at.run()
    assert not at.exception
    at.button(key="search on").click().run()
    assert not at.exception
    assert "By which way" in [head.value for head in at.header]


@pytest.mark.browser
def test_the_page_answers_in_a_browser_and_fits_on_a_phone(opened):
    for width, scheme in ((1280, "light"), (390, "dark")):
        page = opened(width, scheme)
        page.get_by_role("link", name="The model asked backward").click()
        page.locator(".answer-card").first.wait_for(timeout=READY)
        page.locator("table.worth").wait_for(timeout=READY)
        assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth <= e.clientWidth")
        if (find := page.get_by_role("button", name="Find the conditions")).count():  # kept by the server since
            find.click()
        page.locator(".box-card").first.wait_for(timeout=READY)
        page.get_by_role("button", name="Put it there").first.click()
        page.get_by_text("Nothing has to change").wait_for(timeout=READY)
        assert "A settlement has formed" in page.locator(".strip").inner_text()
