"""Whom a scenario asks what, and how near the red lines come."""

from __future__ import annotations

import pytest

from model import Scenario, load_scenario, simulate
from model.explain.acceptance import demands, red_lines, worst_met_by_month
from model.explain.deal import objectives_met
from model.knowledge.case import Case
from model.view.pages.reach.way_tables import course_table


def test_who_is_asked_most_stands_first_and_who_is_out_does_not_stand_there(case: Case):
    run = simulate(case, load_scenario("genuine-dialogue", case).but(without=("turkey",)))
    found = demands(run)
    assert "turkey" not in {one.actor for one in found}
    least = [min((o.met - o.met_before for o in one.less), default=0.0) for one in found]
    assert least == sorted(least)
    of = objectives_met(run)
    for one in found:
        assert one.worst.met == min(goal.met for goal in of[one.actor])
        assert not {o.objective.id for o in one.less} & {o.objective.id for o in one.more}


def test_along_a_way_the_least_met_objective_is_that_of_each_month(case: Case):
    run = simulate(case, load_scenario("genuine-dialogue", case).but(without=("turkey",)))
    found = worst_met_by_month(run, [0, 6, 24])
    assert "turkey" not in found
    for actor, own in found.items():
        assert [one.met for one in own] == [
            min(g.met for g in objectives_met(run, month)[actor]) for month in (0, 6, 24)
        ]
    change = [own[-1].met - own[0].met for own in found.values()]
    assert change == sorted(change)
    assert f">{case.labels[next(iter(found))]}<" in course_table(case, [0, 6, 24], found)


def test_the_room_to_a_line_is_that_of_the_deal(case: Case, ahead: Scenario):
    from model.explain.deal import deal_terms

    run = simulate(case, ahead)
    for line in red_lines(case, ahead, 16):
        (term,) = (t for t in deal_terms(run, line.nearest) if t.issue == line.record.issue)
        (side,) = (s for s in term.sides if s.party == line.record.actor)
        assert side.line is not None
        assert abs(side.place - side.line) == pytest.approx(abs(line.room))
