"""One actor's engagement and what all do together: two ways to ask the same are told apart, by data alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from model import Scenario, load_case, simulate
from model.explain import beyond_the_ties, told_apart
from model.knowledge import Case, CaseError
from tests.support.cases import edit, write_case

PUSH = "external_pressure"


def test_what_pressure_does_besides_the_ties_that_press_is_what_the_named_sentences_do(case: Case) -> None:
    """Without these sentences, no pressure at all is the same as nobody having a tie that presses."""
    named = dict.fromkeys((rule.id for rule in beyond_the_ties(case, PUSH)), 0.0)
    through_ties = {rule.id: 0.0 for rule in case.rules if rule.over == "presses"}
    none = Scenario(title="none", case=case.id, levers={PUSH: 0.0}, beliefs=named)
    no_ties = Scenario(title="no ties", case=case.id, levers={PUSH: 0.8}, beliefs=named | through_ties)
    assert named
    assert simulate(case, none).pull == pytest.approx(simulate(case, no_ties).pull, abs=1e-12)


@pytest.mark.parametrize("name", ["ukraine", "bosnia", "korea", "karabakh"])
def test_who_presses_is_told_what_to_move_instead_and_by_which_sentences_the_answers_differ(name: str) -> None:
    case = load_case(name)
    pressing = {edge.tail for edge in case.edges_by_kind["presses"]} - set(case.parties)
    assert pressing
    for actor in pressing:
        told = told_apart(case, f"{actor}.engagement")
        (line,) = [line for line in told if "only its part in “External pressure”" in line.says]
        assert all(rule.says in said for rule, said in zip(beyond_the_ties(case, PUSH), line.sentences, strict=True))
        assert case.spoken[actor] in told_apart(case, PUSH)[0].says


def test_what_cannot_be_taken_for_anything_else_is_not_told_apart(case: Case) -> None:
    assert told_apart(case, "trust") == ()
    assert beyond_the_ties(case, "trust") == ()


def test_a_kind_of_tie_that_names_no_assumption_is_refused_with_the_likely_word(tmp_path: Path) -> None:
    folder = write_case(tmp_path, edit("case.toml", "edge_kind", "presses", together="external_presure"))
    with pytest.raises(CaseError, match=r"edge_kind 'presses': together: .*did you mean 'external_pressure'"):
        load_case(folder)


def test_a_kind_of_tie_that_is_done_to_nobody_is_refused(tmp_path: Path) -> None:
    folder = write_case(tmp_path, edit("case.toml", "edge_kind", "presses", doing="pressing"))
    with pytest.raises(CaseError, match=r"edge_kind 'presses': doing: says to whom as \{whom\}"):
        load_case(folder)
