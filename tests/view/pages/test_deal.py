"""What is on the table? The page says what the run says, at whatever month, and its tables hold all of it."""

import csv
import io
from html import escape

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import load_scenario, simulate
from model.explain.deal import (
    binding_issue_in_words,
    binding_terms,
    deal_terms,
    objectives_met,
    objectives_table,
    terms_table,
)
from model.view.pages.deal import objectives
from model.view.pages.deal.issues import gap_in_words, side_in_words
from tests.support.page import ROOT, on_page, unfold

APP = str(ROOT / "app.py")
SLIDER = "table month of 12"


@pytest.fixture
def app():
    at = AppTest.from_file(APP, default_timeout=60).run()
    at._page_hash = calc_hash("table")
    at.run()
    assert not at.exception
    return at


@pytest.fixture(scope="module")
def run(case):
    return simulate(case, on_page("default", case))


def shown(at):
    kinds = (at.markdown, at.caption, at.get("html"))
    return "\n".join(str(getattr(e, "value", None) or e.proto.body) for kind in kinds for e in kind)


def test_the_page_says_first_what_holds_a_settlement_back_at_the_horizon(app, case, run):
    assert app.title[0].value == "What is on the table?"
    assert app.slider(key=SLIDER).value == run.scenario.months
    text = shown(app)
    assert text.index(escape(binding_issue_in_words(run))) < text.index("<div class='issue'>")
    assert all(escape(side_in_words(case, side)) in text for term in deal_terms(run) for side in term.sides)


@pytest.mark.parametrize("month", [0, 5])
def test_another_month_shows_what_was_on_the_table_then(app, case, run, month):
    app.slider(key=SLIDER).set_value(month).run()
    assert not app.exception
    text = shown(app)
    assert escape(binding_issue_in_words(run, month=month)) in text
    assert all(escape(gap_in_words(term, month)) in text for term in deal_terms(run, month))
    assert escape(binding_issue_in_words(run)) not in text
    assert (f"at month {month}</th>" in text) is bool(month), "at the start there is nothing to compare with"


def test_the_widest_gap_stands_first_and_alone_is_said_to_hold_a_settlement_back(app, case, run):
    text = shown(app)
    labels = {issue.id: issue.label for issue in case.issues}
    core = sorted((term for term in deal_terms(run) if term.core), key=lambda term: -term.gap)
    places = [text.index(f"<h3>{escape(labels[term.issue])}") for term in core]
    assert places == sorted(places)
    assert text.count("holds a settlement back</span>") == len(binding_terms(deal_terms(run)))


def test_the_actor_least_met_stands_first_and_nothing_is_averaged(app, case, run):
    text = shown(app)
    order = sorted(objectives_met(run).items(), key=lambda item: objectives.least_met(item[1]).met)
    places = [text.index(f"<b>{escape(case.labels[actor])}</b>") for actor, _ in order]
    assert places == sorted(places)
    assert "There is no average" in text


def test_another_horizon_shows_its_own_last_month(app):
    app.slider(key=SLIDER).set_value(3).run()
    unfold(app, "scenario")
    app.selectbox(key="months").set_value(24).run()
    assert not app.exception
    assert app.slider(key="table month of 24").value == 24


def test_an_actor_that_is_out_is_said_to_take_no_part(case):
    actor = next(
        actor for actor in objectives_met(simulate(case, load_scenario("default", case))) if actor not in case.parties
    )
    run = simulate(case, load_scenario("default", case).but(without=(actor,)))
    assert "(takes no part)" in objectives._actor(run, actor, objectives_met(run)[actor], 1)
    table = objectives_table(run).set_index("actor")
    assert not table.loc[[actor], "takes_part"].any()
    assert table.drop(actor)["takes_part"].all()


def test_the_tables_hold_every_issue_and_objective_and_read_back_as_they_were(case, run):
    told = list(csv.DictReader(io.StringIO(terms_table(run, 4).to_csv(index=False))))
    sides = [(term, side) for term in deal_terms(run, 4) for side in term.sides]
    assert [(row["issue"], row["party"]) for row in told] == [(term.issue, side.party) for term, side in sides]
    for row, (term, side) in zip(told, sides, strict=True):
        assert (float(row["gap"]), float(row["place"])) == (term.gap, side.place)
        assert (float(row["red_line"]) if row["red_line"] else None) == side.line
        assert row["month"] == "4"
    goals = list(csv.DictReader(io.StringIO(objectives_table(run, 4).to_csv(index=False))))
    assert {row["objective"]: float(row["met"]) for row in goals} == {
        goal.objective.id: goal.met for own in objectives_met(run, 4).values() for goal in own
    }


def test_a_gap_that_is_closed_is_told_in_words(run):
    from dataclasses import replace

    term = deal_terms(run)[0]
    assert gap_in_words(replace(term, gap=0.001), 7).startswith("Nothing lies between them at month 7 (")
    assert binding_terms([replace(one, gap=0.001) for one in deal_terms(run)]) == []
