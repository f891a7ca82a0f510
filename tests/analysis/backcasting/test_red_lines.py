"""Red lines that stand in the way of a goal, and what moving one would do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model import Goal, ensemble, load_scenario
from model.analysis.backcasting import red_lines as red_lines_
from model.analysis.backcasting.red_lines import LINE_STEP, red_lines_moved
from model.explain import acceptance
from model.explain.acceptance import red_lines
from model.knowledge.building import rebuild
from model.knowledge.case import Case

SETTLED = Goal("settlement")


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
    assert "While it is, no settlement forms" in acceptance.red_line_in_words(hard, replace(lines[0], crossed=0.3))
    assert "felt in" in acceptance.red_line_in_words(hard, replace(lines[0], crossed=0.0))
    found = red_lines_moved(hard, scenario, SETTLED, draws=256)
    assert {one.record.issue for one in found[:2]} == {"territory"}
    assert found[0].now == pytest.approx(held)
    assert found[0].gone > held + 0.5
    assert all(one.most < 0.05 for one in found[2:])
    assert "instead of" in red_lines_.red_line_moved_in_words(hard, found[0])


def test_a_line_that_is_moved_is_moved_to_where_its_party_may_give_way_by_more(case: Case):
    """As the case with that line written into it has it."""
    scenario, hard = load_scenario("outside-push", case), dug_in(case)
    for one in red_lines_moved(hard, scenario, SETTLED, draws=128)[:2]:
        way_ = -LINE_STEP if one.record.actor == case.parties[0] else LINE_STEP
        lines = (
            line.model_copy(update={"place": line.place + way_}) if line == one.record else line
            for line in hard.red_lines
        )
        wanted = ensemble(rebuild(hard, red_lines=tuple(lines)), scenario, 128).formed["settlement"]
        assert one.further == pytest.approx(wanted)
