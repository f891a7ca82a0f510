"""The knowledge of the bundled case: the register is there as it was given, and what is carried is carried honestly.

That nothing in it is decoration is told by `python -m model lint`, see test_lint.py.
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest

from model import Event, Scenario, simulate
from model.engine.counterfactuals import AS_IS, Trial, trial_paths
from model.engine.inputs import central_inputs
from model.knowledge.case import Case
from model.knowledge.graph import pursued
from model.knowledge.records import Rule
from model.scenario.files import bundled_scenarios

# -------------------------------------------------------------------------------------------------- the register


def numbered(letter: str, *ranges: tuple[int, int]) -> list[str]:
    """Return ids such as C01, C02 ... over ranges that hold both of their ends."""
    return [f"{letter}{number:02}" for first, last in ranges for number in range(first, last + 1)]


def test_the_register_is_whole(case: Case) -> None:
    assert [claim.id for claim in case.claims] == numbered("C", (1, 62))
    assert [goal.id for goal in case.objectives] == numbered("O", (1, 49))
    assert [fact.id for fact in case.facts] == numbered("F", (1, 17))
    assert sorted(edge.id for edge in case.edges) == numbered("E", (1, 25), (28, 83))
    counts = len(case.actors), len(case.issues), len(case.edges), len(case.ends), len(case.episodes), len(case.articles)
    assert counts == (19, 11, 81, 4, 23, 4)  # the three outcomes, and a war that goes on


def test_every_entry_has_its_sources(case: Case) -> None:
    """How many there are of each article, over all entries of a kind."""
    found = {
        kind: Counter(source.article for entry in entries for source in entry.source)
        for kind, entries in (
            ("claims", case.claims),
            ("facts", case.facts),
            ("objectives", case.objectives),
            ("relations", case.edges),
            ("outcomes", case.ends),
            ("episodes", case.episodes),
        )
    }
    assert found == {
        "claims": {"miami": 30, "moscow": 26, "news": 27, "overview": 23},
        "facts": {"miami": 10, "moscow": 10, "news": 4, "overview": 2},
        "objectives": {"miami": 19, "moscow": 16, "news": 27, "overview": 29},
        "relations": {"miami": 40, "moscow": 45, "news": 38, "overview": 43},
        "outcomes": {"overview": 4, "moscow": 1, "news": 1},
        "episodes": {"miami": 20, "moscow": 11, "news": 16, "overview": 4},
    }


def test_every_episode_has_the_scenario_of_its_name(case: Case) -> None:
    assert {episode.id for episode in case.episodes} <= set(bundled_scenarios(case))


#: What the articles are about: a claim that names one of these is carried.
SUBJECTS = (
    "battlefield",
    "pressure",
    "trust",
    "mediat",
    "guarantee",
    "nato",
    "unity",
    "domestic",
    "exhaust",
    "strike",
    "relief",
    "format",
    "follow-through",
    "rhetoric",
)


def test_no_claim_about_what_the_articles_are_about_is_left_out(case: Case) -> None:
    """A word may not begin with one of these: 'international' and 'information' are no subjects of that kind."""
    for claim in case.claims:
        if claim.not_modelled:
            named = re.findall(rf"\b(?:{'|'.join(SUBJECTS)})", f"{claim.says} {claim.lever}".lower())
            assert not named, f"{claim.id} names {', '.join(named)}"


# ------------------------------------------------------------------------------------------ claims and counter-claims


def directions(rules: list[Rule]) -> set[tuple[str, bool]]:
    """Return what some rules push, and whether up; `party.exhaustion` and `target.exhaustion` are the same thing."""
    return {(name.rpartition(".")[2], push > 0) for rule in rules for name, push in rule.consequents.items()}


def excluded(one: Rule, other: Rule) -> set[str]:
    """Return the variables that decide between two rules: where the one's terms hold, the other's do not."""
    said, told = (
        {name.rpartition(".")[2]: set(grades) for name, grades in rule.antecedents.items()} for rule in (one, other)
    )
    return {name for name in said.keys() & told.keys() if not said[name] & told[name]}


def carriers(case: Case, claim: str) -> list[Rule]:
    return [rule for rule in case.rules if claim in rule.claims]


@pytest.mark.parametrize(("claim", "counter"), [("C02", "C03"), ("C06", "C37"), ("C09", "C61")])
def test_a_claim_and_its_counter_claim_are_both_carried(claim: str, counter: str, case: Case) -> None:
    """They push something in opposite directions, or a condition decides which of them holds.

    Such a condition lies between two rules (where the one holds, the other does not), or within one rule that rests
    on both claims: it asks for something more than the one claim does.
    """
    one, other = carriers(case, claim), carriers(case, counter)
    up, down = directions(one), directions(other)
    opposite = {name for name, rises in up if (name, not rises) in down}
    between = {name for a in one for b in other for name in excluded(a, b)}
    within = [rule.id for rule in one if counter in rule.claims and len(rule.antecedents) > 1]
    assert opposite or between or within


@pytest.mark.parametrize("claim", ["C18", "C28"])
def test_a_claim_that_goes_both_ways_is_carried_both_ways(claim: str, case: Case) -> None:
    told = directions(carriers(case, claim))
    assert {name for name, rises in told if (name, not rises) in told}


# ------------------------------------------------------------------------------- what an actor's absence changes first


@pytest.fixture(scope="module", params=[0.4, 0.6], ids=["rather low", "rather high"])
def engaged(case: Case, request: pytest.FixtureRequest) -> Scenario:
    """Everybody fully engaged, all else a little below or above the middle, and no state at an end of its scale.

    So whatever an actor has a hand in, it moves in the first month.
    """
    return everybody(case, request.param)


def everybody(case: Case, level: float) -> Scenario:
    program = simulate(case, Scenario(title="x", months=1)).program
    given = {name: level for name, variable in program.variable_of.items() if variable.kind == "assumption"}
    given |= {f"{actor}.engagement": 1.0 for actor in case.outsiders} | {"battlefield_shift": level - 0.5}
    levers = {variable.id for variable in case.variables if variable.lever}
    inside = {program.ids[row]: 0.1 if program.start[row] < 0.5 else -0.1 for row in program.states}
    return Scenario(
        title="everybody engaged",
        months=1,
        levers={name: given.get(name, level) for name in levers},
        assumptions={name: value for name, value in given.items() if name not in levers},
        events=(Event(month=1, says="No state is at an end of its scale.", change=inside),),
    )


def first_changes(case: Case, scenario: Scenario, actor: str) -> set[str]:
    """Return the states that a month without an actor leaves elsewhere."""
    one, other = simulate(case, scenario), simulate(case, scenario.but(without=(actor,)))
    states = one.program.states
    moved = np.abs(one.trace.values[1, states, 0] - other.trace.values[1, states, 0]) > 0
    return {one.program.ids[row] for row in states[moved]}


def test_what_changes_first_is_exactly_what_the_rules_over_its_relations_push(case: Case, engaged: Scenario) -> None:
    run = simulate(case, engaged)
    firing = run.held[0] * central_inputs(run.program, engaged).strength[:, 0]
    for actor in case.outsiders:
        pushed = {
            run.program.ids[row]
            for number, row in zip(run.program.push_rule, run.program.push_row, strict=True)
            if actor in run.program.rules[number].actors and firing[number] > 0
        }
        assert first_changes(case, engaged, actor) == pushed, actor
        assert pushed, actor


def test_what_changes_first_lies_with_those_it_is_tied_to_and_on_what_it_wants(case: Case, engaged: Scenario) -> None:
    """A party's variable changes first only through a relation with it, a concession only on an issue of its own."""
    for actor in case.outsiders:
        tied = {end for edge in case.edges if actor in (edge.tail, edge.head) for end in (edge.tail, edge.head)}
        wanted = {goal.issue for goal in pursued(case, actor)}
        for name in first_changes(case, engaged, actor):
            owner, _, rest = name.partition(".")
            if owner in case.parties:
                assert owner in tied, (actor, name)
                assert "." not in rest or rest.partition(".")[0] in wanted, (actor, name)


#: What somebody with such a relation has a hand in: some of that has to change in the first month without it.
HANDS = {
    "mediates": {"talks", "concession"},
    "backs": {"exhaustion", "concession", "involvement"},
    "presses": {"flexibility", "concession"},
    "constrains": {"domestic_pressure", "concession"},
    "sanctions": {"exhaustion", "flexibility"},
    "hosts": {"talks"},
    "deters": {"deterrence"},
    "advises": {"flexibility", "domestic_pressure"},
    "relieves": {"trust"},
}


@pytest.mark.parametrize("kind", HANDS)
def test_the_change_is_of_a_kind_that_its_part_explains(kind: str, case: Case) -> None:
    tails = {edge.tail for edge in case.edges if edge.kind == kind and not edge.not_modelled} & set(case.outsiders)
    assert tails
    for actor in tails:
        changed = set()
        for scenario in (everybody(case, 0.4), everybody(case, 0.6)):
            program = simulate(case, scenario).program
            own = [n for n, r in enumerate(program.rules) if actor in r.actors and case.rule_of[r.rule].over == kind]
            path = trial_paths(program, scenario, [AS_IS, Trial(out=tuple(own))])[1, program.states]
            changed |= {program.ids[row].rpartition(".")[2] for row in program.states[path[:, 0] != path[:, 1]]}
        assert changed & HANDS[kind], (actor, changed)


# ---------------------------------------------------------------------------------------------------- assumptions


def test_every_assumption_of_the_world_moves_the_paths_within_its_plausible_range(case: Case) -> None:
    """That it moves a pull over its whole scale is the lint's to tell."""
    states = simulate(case, Scenario(title="x", months=1)).program.states
    for variable in case.variables:
        if variable.kind == "assumption" and variable.scope == "world" and not variable.lever:
            low, high = (
                simulate(case, Scenario(title="x", assumptions={variable.id: value})).trace.values[:, states, 0]
                for value in (variable.low, variable.high)
            )
            assert np.abs(high - low).max() >= 0.005, variable.id
