"""The page, driven without a browser: what it shows for a scenario, and what moving a control does."""

import re
import tomllib
from dataclasses import replace
from html import escape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import Scenario, ensemble, headline, simulate
from model.explain import wording as words
from model.explain.actors import deeds
from model.explain.central_run import course_in_words
from model.explain.deal import Side
from model.explain.decomposition import decompose_pulls
from model.explain.effects import modelled_edges
from model.explain.headline import answer_in_words, headline_in_words, next_in_words, sturdiness_in_words
from model.explain.narrative import account, account_in_parts
from model.explain.reasoning import reasons
from model.explain.tipping import flips
from model.knowledge.naming import name_of, typeset
from model.knowledge.records import OUTCOMES
from model.scenario.files import parse_scenario, to_toml
from model.uncertainty import ROBUSTNESS_RULE, band_edges
from model.view import charts
from model.view.components import actor_graph, dials
from model.view.controls import beliefs, levers, presets
from model.view.pages import PAGES
from model.view.pages.answer.reasons import reasons_list
from model.view.pages.deal.issues import side_in_words
from model.view.pages.why.sums import parts_of_change
from model.view.plain import plain
from model.view.session.draft import Draft, as_page_opens
from tests.support.page import ROOT, on_page, payload, press_in_more, text_of, unfold

APP = str(ROOT / "app.py")


@pytest.fixture
def app():
    at = AppTest.from_file(APP, default_timeout=30).run()
    assert not at.exception
    return at


def shown(at):
    """Everything that stands on the page as text or HTML."""
    kinds = (at.markdown, at.caption, at.get("html"))
    return "\n".join(str(getattr(e, "value", None) or e.proto.body) for kind in kinds for e in kind)


def heading(at):
    """The strip at the foot of a page that is not the first: the scenario, and what comes of it."""
    return text_of(next(one.proto.body for one in at.get("html") if "class='strip'" in one.proto.body))


def turn_to(at, page=""):
    """Go to a page as its link does: the test driver knows only pages that are files."""
    at._page_hash = calc_hash(page)
    at.run()
    assert not at.exception
    return at


def setup_of(at):
    return at.session_state["history"].now


def value_of(at, case, name):
    """What the dial of a lever or an assumption shows."""
    return dials.dial(case, setup_of(at), name)["value"]


def move(at, case, name, **how):
    """Move a dial as the browser does, which the test driver cannot: `value`, `back`, `loose` or `out`."""
    history = at.session_state["history"]
    sent: Any = {"n": 1, "id": name, **how}
    at.session_state["history"] = history.then(dials.after_move(case, history.now, sent))
    at.session_state["touched"] = True
    at.run()
    assert not at.exception
    return at


def statuses(at, case):
    """What the three levers say of who has set them."""
    return [dials.dial(case, setup_of(at), lever.id)["status"] for lever in levers.levers_of(case)]


def test_the_page_opens_on_todays_situation(app, case):
    run = simulate(case, on_page("default", case))
    found = headline(ensemble(case, run.scenario, 256))
    assert payload(app, "answer")["verdict"]["sentence"] == headline_in_words(found)
    assert course_in_words(run) not in shown(app)
    assert course_in_words(run) in shown(unfold(app, "numbers"))
    assert "forecasts nothing" in shown(app)
    assert value_of(app, case, "trust") == pytest.approx(0.2)


@pytest.mark.parametrize("page", ["", "why", "rests"])
def test_every_page_says_how_firmly_the_answer_stands(app, case, page):
    turn_to(app, page)
    scenario = on_page("default", case)
    found = headline(ensemble(case, scenario, 256))
    if page:
        assert answer_in_words(found) in heading(app)
    else:
        verdict = payload(app, "answer")["verdict"]
        assert (verdict["sentence"], verdict["word"]) == (headline_in_words(found), found.word)


def test_one_word_stands_beside_the_headline_with_its_rule_and_the_shares_have_intervals(app, case):
    unfold(app, "numbers")
    for name in ("default", "outside-push", "six-month-pause"):
        app.selectbox(key="preset").set_value(name).run()
        scenario = on_page(name, case)
        variants = ensemble(case, scenario, 256)
        found = headline(variants)
        verdict = payload(app, "answer")["verdict"]
        assert (verdict["sentence"], verdict["word"]) == (headline_in_words(found), found.word)
        assert sturdiness_in_words(found) in verdict["means"]
        for said in (next_in_words(found), sturdiness_in_words(found), ROBUSTNESS_RULE):
            assert escape(said) in shown(app)
        low, high = variants.goes_on_interval
        assert f"<b>{variants.goes_on:.0%}</b> <small>({low:.0%} to {high:.0%})</small></td>" in shown(app)


def test_moving_a_lever_changes_the_answer_to_what_the_model_says(app, case):
    unfold(app, "numbers")
    move(app, case, "trust", value=0.9)
    move(app, case, "external_pressure", value=0.8)
    move(app, case, "battlefield_shift", value=0.0)
    app.selectbox(key="months").set_value(24).run()
    assert not app.exception
    wanted = Scenario(title="x", months=24, levers={"trust": 0.9, "external_pressure": 0.8, "battlefield_shift": 0.0})
    run = simulate(case, as_page_opens(wanted))
    assert run.outcome == "settlement"
    assert course_in_words(run) in shown(app)


def test_a_lever_that_nobody_moved_is_not_set(app, case):
    assert all(told.startswith("Varies from") for told in statuses(app, case))
    move(app, case, "trust", value=0.5)
    assert [told.partition(" from")[0] for told in statuses(app, case)] == ["Varies", "Varies", "Set by you"]


@pytest.mark.slow
def test_every_scenario_can_be_chosen_and_brings_its_levers_along(app, case):
    app.session_state["numbers"] = True
    for name, scenario in presets.presets(case).items():
        app.selectbox(key="preset").set_value(name).run()
        assert not app.exception, name
        assert course_in_words(simulate(case, scenario)) in shown(app), name
        for lever, value in scenario.levers.items():
            assert value_of(app, case, lever) == pytest.approx(value)
        assert app.selectbox(key="months").value == scenario.months


def test_reset_puts_the_levers_back(app, case):
    before = shown(app)
    move(app, case, "trust", value=0.9)
    assert shown(app) != before
    press_in_more(app, "Put all back")
    assert value_of(app, case, "trust") == pytest.approx(0.2)
    assert shown(app) == before


def test_one_lever_can_be_let_vary_again(app, case):
    before = shown(app)
    move(app, case, "trust", value=0.9)
    assert dials.dial(case, setup_of(app), "trust")["back"] == "Let it vary again"
    move(app, case, "trust", back=True)
    assert shown(app) == before


def test_an_actor_is_taken_out_and_back_in(app, case):
    before = shown(unfold(app, "numbers"))
    move(app, case, "turkey.engagement", value=0.9)
    move(app, case, "turkey.engagement", out=True)
    assert setup_of(app).edited.without == ("turkey",)
    assert "turkey.engagement" not in setup_of(app).edited.given
    assert "Changed: Turkey out" in shown(app)
    assert course_in_words(simulate(case, setup_of(app).scenario)) in shown(app)
    move(app, case, "turkey.engagement", out=False)
    assert shown(app) == before


def test_the_page_shows_what_a_scenario_supposes_and_what_was_changed_in_it(app, case):
    app.selectbox(key="preset").set_value("europe-miscalculates").run()
    unfold(app, "supposes")
    assert "Month 2: A European deployment" in shown(app)
    assert "European allies' engagement: 0.90" in shown(app)
    assert statuses(app, case) == ["Set by the scenario"] * 3
    move(app, case, "trust", value=0.6)
    assert statuses(app, case)[2] == "Set by you"
    assert setup_of(app).changed == ["trust"]


def test_a_case_that_cannot_be_read_is_told_without_a_traceback(monkeypatch):
    from model import CaseError, Fault

    def broken(*_):
        raise CaseError([Fault("rules.toml", "rule 'x'", "unsourced")])

    monkeypatch.setattr("model.view.session.cases.load_case", broken)
    at = AppTest.from_file(APP, default_timeout=30).run()
    assert not at.exception
    assert "cannot be read" in at.error[0].value
    assert at.code[0].value == "rules.toml: rule 'x': unsourced"


def test_the_graph_shows_every_actor_and_objective_and_marks_who_is_out(case):
    run = simulate(case, Scenario(title="x", without=["turkey"]))
    shows = actor_graph.actor_graph_payload(run, deeds(run), modelled_edges(run))
    assert [a["id"] for a in shows["actors"] if a["out"]] == ["turkey"]
    goals = {goal["id"]: goal for issue in shows["issues"] for goal in issue["objectives"]}
    assert set(goals) == {goal.id for goal in case.objectives}
    assert goals["O01"]["side"] == "first"
    assert goals["O09"]["side"] == "second"
    told = {tie.split("[")[-1].split(",")[0] for actor in shows["actors"] for tie in actor["ties"]}
    assert told == {edge.id for edge in case.edges}


def test_charts_say_in_words_what_they_show(case):
    run = simulate(case, on_page("genuine-dialogue", case))
    bands = band_edges(ensemble(case, run.scenario, 32), "trust", "widest_gap")
    text = charts.chart_in_words(run, ["trust", "widest_gap"], bands)
    assert text.startswith("Over 24 months: trust from 0.70 to ")
    assert "widest gap from" in text
    low, unknown_low, unknown_high, high = bands["trust"][24]
    assert f"nine in ten variants lie between {unknown_low:.2f} and {unknown_high:.2f} by what we do not know" in text
    assert f"and between {low:.2f} and {high:.2f} with what may happen" in text


def test_text_from_the_data_is_escaped_on_the_page(case):
    reason = reasons(simulate(case, on_page("default", case)))[0]
    html = reasons_list(case, [replace(reason, says="<script>alert(1)</script>")])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


# ----------------------------------------------------------------------------------------- two pages, one state


def test_the_evidence_page_tells_the_scenario_at_hand(app, case):
    turn_to(app, "rests")
    assert app.title[0].value == "Sources"
    found = headline(ensemble(case, on_page("default", case), 256))
    label = heading(app)
    assert "Today: after Moscow and Miami" in label
    assert headline_in_words(found).lower() in label.lower()
    assert "do not add up" in shown(app)


def test_levers_keep_their_values_from_page_to_page(app, case):
    app.selectbox(key="preset").set_value("genuine-dialogue").run()
    move(app, case, "trust", value=0.35)
    app.selectbox(key="months").set_value(36).run()
    before = shown(app)
    turn_to(app, "rests")
    assert app.selectbox(key="preset").value == "genuine-dialogue"
    assert value_of(app, case, "trust") == pytest.approx(0.35)
    assert app.selectbox(key="months").value == 36
    assert "Genuine dialogue (changed)" in heading(app)
    turn_to(app)
    assert shown(app) == before


def test_what_is_set_on_the_evidence_page_holds_on_the_first(app, case):
    turn_to(app, "rests")
    before = heading(app)
    app.selectbox(key="preset").set_value("europe-miscalculates").run()
    assert heading(app) != before
    move(app, case, "external_pressure", value=0.9)
    scenario = on_page("europe-miscalculates", case)
    wanted = scenario.but(levers={**scenario.levers, "external_pressure": 0.9})
    turn_to(app)
    assert value_of(app, case, "external_pressure") == pytest.approx(0.9)
    assert course_in_words(simulate(case, wanted)) in shown(unfold(app, "numbers"))
    assert setup_of(app).changed == ["external_pressure"]


def test_a_lever_that_nobody_moved_stays_unset_over_the_pages(app):
    for page in ("rests", ""):
        turn_to(app, page)
        assert setup_of(app).edited.given == {}


# -------------------------------------------------------------------------------------------- told and supposed


def test_presets_stand_in_the_order_of_time_and_the_supposed_ones_last(case):
    found = presets.presets(case)
    order = list(found)
    assert order[0] == "default"
    told = [presets.episode_of(case, found[name]).told for name in order[1:]]  # type: ignore[union-attr]
    assert told == sorted(told, reverse=True)
    dated = ["crimea-2014", "minsk", "early-2022", "istanbul-2022", "bucha-2022", "ukrainian-momentum-2022"]
    dated += ["long-stalemate", "istanbul-2025", "moscow-talks", "miami-trilateral"]
    assert order[1 : len(dated) + 1] == dated
    names = [presets.preset_label(case, name, scenario) for name, scenario in found.items()]
    assert names[0] == found["default"].title
    assert names[1] == "Told: Crimea and the Donbas, 2014"
    assert names[-1].startswith("Supposed: ")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2014", "2014-2015 to 2022-02"),
        ("from 2022-02, early 2022", "2022-03 to 2022-04"),
        ("2022-04", "autumn 2022"),
        ("autumn 2022", "2023-2025"),
        ("2025-12", "undated, mirror of something-2022"),
        ("2025-12", "half a year before the Miami talks"),
    ],
)
def test_periods_are_ordered_as_they_are_read(earlier, later):
    assert presets.years_of(earlier) < presets.years_of(later)


def test_a_preset_tells_the_reason_for_each_of_its_values_and_its_episode(app, case):
    scenario = on_page("istanbul-2022", case)
    app.selectbox(key="preset").set_value("istanbul-2022").run()
    unfold(app, "supposes")
    for name in scenario.given:
        assert plain(scenario.why[name]) in shown(app), name
    episode = presets.episode_of(case, scenario)
    assert episode is not None
    for text in (episode.says, episode.period, episode.expect, "Road to Negotiation"):
        assert plain(text) in shown(app)


def test_the_reason_for_a_levers_value_goes_when_the_value_does(app, case):
    scenario = on_page("istanbul-2022", case)
    app.selectbox(key="preset").set_value("istanbul-2022").run()
    move(app, case, "trust", value=0.9)
    assert dials.dial(case, setup_of(app), "trust")["why"] == ""
    assert dials.dial(case, setup_of(app), "external_pressure")["why"] == scenario.why["external_pressure"]


# ---------------------------------------------------------------------------------------------------- Why?


def test_the_first_page_and_the_why_page_tell_the_answer_step_by_step(app, case):
    text = escape(account(simulate(case, on_page("default", case))))
    unfold(app, "numbers")
    (steps,) = re.findall(r"<ul class='account'><li>(.*)</li></ul>", shown(app))
    assert " ".join(steps.split("</li><li>")).endswith(text)
    assert steps.count("</li><li>") >= 5
    turn_to(app, "why")
    assert app.title[0].value == PAGES["why"].title
    for line in account_in_parts(simulate(case, on_page("default", case)))[1:]:
        assert f"<li>{escape(line)}</li>" in shown(app)


def test_the_sums_lead_from_the_leading_pull_to_a_rule_and_its_claim(app, case):
    turn_to(app, "why")
    run = simulate(case, on_page("default", case))
    cause = decompose_pulls(run)[run.outcome].causes[0]
    head, rest = shown(app).split("class='cause'", 1)
    start, end = (float(pull) for pull in run.pulls[[0, -1], OUTCOMES.index(run.outcome)])
    rose = round(end, 2) - round(start, 2)  # figures that are shown together fit each other
    assert f"leads: its pull rose by {rose:.2f}, from {start:.2f} to {end:.2f}" in head
    assert f"because {name_of(case, cause.decomposition.variable)}" in rest
    first = cause.decomposition.parts[0]
    assert f"{typeset(first.amount, sign=True)}</b> {first.says} <i>({first.basis})</i>" in rest
    assert escape(case.claim_of[first.claims[0]].says) in rest


def test_the_amounts_that_are_shown_add_up_as_they_are_shown(case):
    run = simulate(case, on_page("genuine-dialogue", case))
    for pull in decompose_pulls(run).values():
        for cause in pull.causes:
            html = parts_of_change(case, cause.decomposition).replace("\N{MINUS SIGN}", "-")
            amounts = [float(a) for a in re.findall(r"class='amount \w*'>([+-]?[\d.]+)<", html)]
            assert sum(amounts) == pytest.approx(
                round(cause.decomposition.end, 2) - round(cause.decomposition.start, 2), abs=1e-9
            )


def test_a_flips_button_puts_the_lever_where_the_answer_changes(app, case):
    turn_to(app, "why")
    run = simulate(case, on_page("default", case))
    tip = next(tip for tip in flips(run) if tip.kind == "lever" and tip.to is not None)
    app.button(key=f"tip {tip.id}").click().run()
    assert not app.exception
    assert value_of(app, case, tip.id) == pytest.approx(tip.to)
    turn_to(app)
    there = simulate(case, run.scenario.but(levers={**run.scenario.levers, tip.id: tip.to}))
    assert (there.outcome, there.formed) == (tip.outcome, tip.formed)
    assert course_in_words(there) in shown(unfold(app, "numbers"))


@pytest.mark.slow
def test_the_why_page_opens_on_every_scenario(app, case):
    unfold(turn_to(app, "why"), "scenario")
    for name in presets.presets(case):
        app.selectbox(key="preset").set_value(name).run()
        assert not app.exception, name
        assert "holds a settlement back" in shown(app)


# ------------------------------------------------------------------------------------------- a person's own beliefs

NOTE = "This result rests on your own beliefs"


def strongest(case, scenario="default"):
    return next(r for r in reasons(simulate(case, on_page(scenario, case))) if r.id in case.rule_of)


def test_a_rule_that_is_not_believed_changes_the_pull_on_every_page(app, case):
    rule = strongest(case)
    assert NOTE not in shown(app)
    turn_to(app, "why")
    assert f"from {rule.pull:.2f} to {rule.without:.2f}." in shown(app)
    app.button(key=f"doubt {rule.id}").click().run()
    doubted = simulate(case, on_page("default", case).but(beliefs={rule.id: 0.0}))
    assert doubted.pull[rule.outcome] == pytest.approx(rule.without)
    for page in ("why", "", "rests"):
        turn_to(app, page)
        assert f"{NOTE}: 1 rule is" in shown(app)
    turn_to(app)
    assert course_in_words(doubted) in shown(unfold(app, "numbers"))


def test_all_beliefs_can_be_put_back_at_once_from_any_page(app, case):
    before = shown(app)
    turn_to(app, "why")
    app.button(key=f"doubt {strongest(case).id}").click().run()
    turn_to(app)
    assert shown(app) != before
    app.button(key="beliefs back").click().run()
    assert shown(app) == before


def test_any_rule_can_be_chosen_weighed_and_put_back(app, case):
    turn_to(app, "why")
    rule = strongest(case).id
    app.selectbox(key="argued rule").set_value(rule).run()
    at = app.slider(key=f"belief {rule}")
    assert (at.min, at.max, at.value) == (0, 3, 1)
    at.set_value(2.5).run()
    assert not app.exception
    there = simulate(case, on_page("default", case).but(beliefs={rule: 2.5}))
    assert all(escape(line) in shown(app) for line in account_in_parts(there))
    assert "counts 2.5 times" in shown(app)
    app.button(key=f"on {rule}").click().run()
    assert NOTE not in shown(app)
    assert app.slider(key=f"belief {rule}").value == 1


def test_a_rule_that_says_what_an_outcome_is_can_only_be_weakened(app, case):
    turn_to(app, "why")
    rule = next(rule.id for rule in case.rules if "settlement" in rule.consequents)
    app.selectbox(key="argued rule").set_value(rule).run()
    assert app.slider(key=f"belief {rule}").max == 1
    app.button(key=f"off {rule}").click().run()
    assert not app.exception
    assert NOTE in shown(app)


def test_a_weight_put_to_one_by_hand_is_no_belief_of_ones_own(app, case):
    turn_to(app, "why")
    rule = strongest(case).id
    app.selectbox(key="argued rule").set_value(rule).run()
    app.slider(key=f"belief {rule}").set_value(2.0).run()
    app.slider(key=f"belief {rule}").set_value(1.0).run()
    assert NOTE not in shown(app)
    assert "(changed)" not in heading(app)


def test_another_scenario_brings_its_own_beliefs(app, case):
    turn_to(app, "why")
    app.button(key=f"doubt {strongest(case).id}").click().run()
    unfold(app, "scenario")
    app.selectbox(key="preset").set_value("genuine-dialogue").run()
    assert NOTE not in shown(app)


def test_the_scenario_to_download_holds_the_beliefs_and_reads_back(case):
    preset = on_page("default", case)
    rule = strongest(case).id
    scenario = Draft.of(preset, "default").edit(beliefs={rule: 0.5}).scenario
    text = to_toml(scenario)
    assert f"[beliefs]\n{rule} = 0.5" in text
    assert parse_scenario(tomllib.loads(text), "x", case) == scenario
    assert scenario.title.endswith("(changed)")


def test_beliefs_of_a_presets_own_are_not_the_persons(case):
    assert beliefs.differing_factors({"a": 0.5}, {"a": 0.5}) == {}
    assert beliefs.differing_factors({}, {"a": 0.5}) == {"a": 1.0}
    assert beliefs.differing_factors({"a": 0.5, "b": 2.0}, {"a": 0.5}) == {"b": 2.0}


# -------------------------------------------------------------------------------------------------- who did what


def test_a_tie_is_as_thick_as_what_it_does_and_signed_by_its_dash(case):
    run = simulate(case, on_page("default", case))
    found = modelled_edges(run)
    arcs = {arc["id"]: arc for arc in actor_graph.actor_graph_payload(run, deeds(run), found)["ties"]}
    assert set(arcs) == {name for name, edge in found.items() if edge.rules}
    effects = {name: found[name].effect.on(run.outcome) for name in arcs}
    assert {"up", "down", "idle"} == {arc["side"] for arc in arcs.values()}
    for name, arc in arcs.items():
        assert (arc["side"] == "up") == (effects[name] >= 0.005), name
        assert (arc["side"] == "down") == (effects[name] <= -0.005), name
    by_effect = sorted(arcs, key=lambda name: abs(effects[name]))
    assert [arcs[name]["width"] for name in by_effect] == sorted(arc["width"] for arc in arcs.values())


def test_the_why_page_tells_what_every_outside_actor_did(app, case):
    turn_to(app, "why")
    run = simulate(case, on_page("default", case))
    for actor, deed in deeds(run).items():
        assert f"{typeset(deed.effect.on(run.outcome), sign=True)}</span> {case.labels[actor]}<" in shown(app)


def test_an_actor_that_is_out_did_nothing_and_has_no_arcs(case):
    run = simulate(case, Scenario(title="x", without=["turkey"]))
    shows = actor_graph.actor_graph_payload(run, deeds(run), modelled_edges(run))
    assert next(actor["did"] for actor in shows["actors"] if actor["id"] == "turkey") == ""
    assert not [tie for tie in shows["ties"] if "turkey" in (tie["tail"], tie["head"])]


# ------------------------------------------------------------------------------------------------ in so many words


def test_a_doubt_in_words_tells_rules_from_events(case):
    run = simulate(case, on_page("genuine-dialogue", case))
    first = next(reason for reason in reasons(run) if reason.effect > 0)
    said = words.pull_without_reason(replace(first, pull=0.61, without=0.44), True)
    assert said == "If you do not believe this, the pull of a settlement falls from 0.61 to 0.44."
    said = words.pull_without_reason(replace(first, pull=0.61, without=0.70), False)
    assert said == "Had this not happened, the pull of a settlement would be up from 0.61 to 0.70."
    assert "0.614 to 0.606" in words.pull_without_reason(replace(first, pull=0.614, without=0.606), True)


def test_a_side_is_told_with_its_red_line_and_whether_it_is_crossed(case):
    side = Side(case.parties[0], 1.0, 0.7, 0.3, 0.4, 0.0)
    name = case.labels[case.parties[0]]
    moved = f"{name} opened at 1.00 and stands at 0.70: it has moved 30% of the way to the other's opening."
    assert side_in_words(case, side) == f"{moved} Its red line is at 0.40, not crossed."
    assert side_in_words(case, replace(side, line=None)) == moved
    assert side_in_words(case, replace(side, crossed=0.5)).endswith("at 0.40, being crossed.")
    assert side_in_words(case, replace(side, crossed=1.0)).endswith("at 0.40, crossed.")
    assert "hardly moved" in side_in_words(case, replace(side, conceded=0.001))
