"""The check of the knowledge: it finds every kind of fault once it is planted, and nothing in the bundled case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from model import load_case
from model.analysis.audit.lint_checks import CLAIMS_PER_UNMODELLED, LINT_CHECKS
from model.analysis.audit.linting import Finding, case_counts, lint
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.errors import Fault, ScenarioError
from tests.support.cases import Change, Files, add, edit, taking_out, write_case, write_scenarios


@pytest.fixture(scope="module")
def found(case: Case) -> list[Finding]:
    """What is found in the bundled case."""
    return lint(case)


def test_the_bundled_case_is_clean(found: list[Finding]) -> None:
    assert found == [], "\n".join(map(str, found))


# --------------------------------------------------------------------------------------------- faults, planted once


def added(found: list[Finding], planted: Case, check: str) -> list[str]:
    """Return what a check finds in a case on top of what it finds in the bundled one."""
    now = lint(planted, checks=[check])
    assert {finding.check for finding in now} <= {check}
    return [str(finding) for finding in now if finding not in found]


def both(*changes: Change) -> Change:
    """Return changes that belong together as one."""

    def change(files: Files) -> None:
        for each in changes:
            each(files)

    return change


def claim(name: str = "X01", **values: Any) -> Change:
    return add("claims.toml", "claim", id=name, says="Planted.", source=["overview: intro"], **values)


def rule(**values: Any) -> Change:
    row: dict[str, Any] = {
        "id": "planted",
        "says": "Planted.",
        "for_": "world",
        "claims": ["C01"],
        "humped": "Planted.",
    }
    row |= {"if_": {"comet": "high"}, "then": {"talks": 0.001}}
    return add("rules.toml", "rule", **(row | values))


def actor(**values: Any) -> Change:
    return add("actors.toml", "actor", **({"id": "the-moon", "label": "The Moon", "role": "power"} | values))


def edge(**values: Any) -> Change:
    row = {"id": "E99", "kind": "hosts", "from_": "the-moon", "to": "ukraine", "says": "Planted.", "weight": 0.5}
    row |= {"low": 0.2, "high": 0.8, "source": ["overview: intro"], "claims": ["C24"]}
    return add("actors.toml", "edge", **(row | values))


def objective(**values: Any) -> Change:
    row = {"id": "O99", "actor": "the-moon", "issue": "territory", "says": "Planted.", "place": 0.5, "salience": 0.5}
    return add("actors.toml", "objective", **(row | {"low": 0.2, "high": 0.8, "source": ["overview: intro"]} | values))


#: Something that is never there: an assumption that stays at 0 wherever nobody sets it; as a state, for good.
COMET = add(
    "variables.toml",
    "variable",
    id="comet",
    label="A comet",
    means="Whether one is seen.",
    scope="world",
    kind="assumption",
    scale="degree",
    start=0.0,
    low=0.0,
    high=0.1,
    judgement="Planted.",
)
#: A kind of relation that no rule is about.
ADMIRES = both(actor(), add("case.toml", "edge_kind", id="admires", label="admires", says="Looks up to."))
#: From 0.9 on, all of this scale is high.
SHORT = both(
    add("variables.toml", "scale", id="short", low=0.0, high=1.0, terms={"low": 0.0, "medium": 0.5, "high": 0.9}),
    edit("variables.toml", "variable", "external_pressure", scale="short"),
)


NOWHERE = "no rule rests on it, and it does not say why ('not_modelled')"
NO_CHANGE = "taking it out changes nothing: 0.0000 at most, in any bundled scenario"
#: check, what is planted, and exactly what that adds.
PLANTED: dict[str, tuple[str, Change, list[str]]] = {
    "a claim that nothing carries": (
        "claims",
        claim(),
        [f"claims.toml: claim 'X01': {NOWHERE}"],
    ),
    "a claim that only a relation names": (
        "claims",
        both(claim(), actor(), edge(claims=["X01"])),
        [f"claims.toml: claim 'X01': {NOWHERE}"],
    ),
    "a claim that is carried and says that it is not": (
        "claims",
        both(claim(not_modelled="Not now."), COMET, rule(claims=["X01"])),
        ["claims.toml: claim 'X01': it says that it is not modelled, and the rule 'planted' rests on it"],
    ),
    "a relation that no rule uses": (
        "relations",
        both(ADMIRES, edge(kind="admires")),
        [f"actors.toml: edge 'E99': {NOWHERE}"],
    ),
    "a relation that is used and says that it is not": (
        "relations",
        both(
            ADMIRES,
            edge(kind="admires", not_modelled="Too far away."),
            rule(for_="admires", if_={"source.engagement": "high"}),
        ),
        ["actors.toml: edge 'E99': it says that it is not modelled, and the rule 'planted' rests on it"],
    ),
    "a rule that never fires": (
        "firing",
        rule(for_="party", if_={"party.fortune": "winning", "rival.fortune": "winning"}),
        ["rules.toml: rule 'planted': never fires: its conditions hold to 0.000 at most"],
    ),
    "a rule whose relation weighs nothing": (
        "firing",
        both(ADMIRES, edge(kind="admires", weight=0, low=0), rule(for_="admires", if_={"source.engagement": "high"})),
        ["rules.toml: rule 'planted': never fires: its conditions hold to 0.000 at most"],
    ),
    "an outcome rule that never fires": (
        "firing",
        both(COMET, edit("variables.toml", "variable", "comet", kind="state"), rule(then={"frozen-conflict": 1e-10})),
        ["rules.toml: rule 'planted': never fires: its conditions hold to 0.000 at most"],
    ),
    "a rule that never fires in one of its places": (
        "firing",
        rule(for_="party", if_={"party.fortune": "winning", "battlefield_shift": "first-gains"}),
        ["rules.toml: rule 'planted': never fires at 'russia': its conditions hold to 0.000 at most"],
    ),
    "a lever with a dead stretch": (
        "levers",
        SHORT,
        [
            "variables.toml: variable 'external_pressure': nothing moves between 0.9 and 1: 0.0000 at most, "
            "in any bundled scenario"
        ],
    ),
    "an actor without a part": (
        "actors",
        actor(),
        ["actors.toml: actor 'the-moon': no rule rests on any of its relations"],
    ),
    "an actor without effect": (
        "actors",
        both(actor(), edge(weight=0, low=0)),
        [f"actors.toml: actor 'the-moon': {NO_CHANGE}"],
    ),
    "an outside objective on a core issue without effect": (
        "objectives",
        both(actor(), objective()),
        [f"actors.toml: objective 'O99': {NO_CHANGE}"],
    ),
    "a party's objective without effect": (
        "objectives",
        objective(actor="ukraine", salience=0, low=0),
        [f"actors.toml: objective 'O99': {NO_CHANGE}"],
    ),
    "outside objectives on other issues need no effect": (
        "objectives",
        both(actor(), objective(issue="humanitarian")),
        [],
    ),
    "a weight without a range": (
        "ranges",
        both(actor(), edge(low=0.5, high=0.5)),
        ["actors.toml: edge 'E99': it has no plausible range: 'low' and 'high' are both 0.5"],
    ),
    "a salience without a range": (
        "ranges",
        both(actor(), objective(low=0.5, high=0.5)),
        ["actors.toml: objective 'O99': it has no plausible range: 'low' and 'high' are both 0.5"],
    ),
    "an assumption without a range": (
        "ranges",
        both(COMET, edit("variables.toml", "variable", "comet", high=0)),
        ["variables.toml: variable 'comet': it has no plausible range: 'low' and 'high' are both 0"],
    ),
    "a start without a range": (
        "ranges",
        both(COMET, add("variables.toml", "start", id="comet", start=0, low=0, high=0, judgement="Planted.")),
        ["variables.toml: start 'comet': it has no plausible range: 'low' and 'high' are both 0"],
    ),
    "an assumption without effect": (
        "effects",
        COMET,
        ["variables.toml: variable 'comet': it moves no pull by 0.02: 0.0000 at most"],
    ),
    "a relation without effect": (
        "effects",
        both(actor(), edge(weight=0, low=0)),
        [
            "actors.toml: edge 'E99': it moves no pull by 0.02: 0.0000 at most",
            "variables.toml: variable 'the-moon.engagement': it moves no pull by 0.02: 0.0000 at most",
        ],
    ),
}


#: Whether an objective has an effect is seen only by running many situations.
SLOW = [pytest.param(fault, marks=pytest.mark.slow) for fault in PLANTED if "objective" in fault]


@pytest.mark.parametrize("fault", [*(fault for fault in PLANTED if "objective" not in fault), *SLOW])
def test_a_planted_fault_is_found_and_nothing_else(fault: str, tmp_path: Path, found: list[Finding]) -> None:
    check, change, expected = PLANTED[fault]
    planted = load_case(write_scenarios(write_case(tmp_path, change)))
    assert added(found, planted, check) == expected


def test_at_most_one_claim_in_six_is_not_modelled(tmp_path: Path, case: Case, found: list[Finding]) -> None:
    silent, told = sum(bool(claim.not_modelled) for claim in case.claims), len(case.claims)
    more = (told - CLAIMS_PER_UNMODELLED * silent) // (CLAIMS_PER_UNMODELLED - 1)  # so many more are still one in six
    planted = [claim(f"X{number + 1:02}", not_modelled="Not now.") for number in range(more + 1)]
    (tmp_path / "few").mkdir()
    (tmp_path / "many").mkdir()
    assert added(found, load_case(write_case(tmp_path / "few", *planted[:-1])), "claims") == []
    message = (
        f"{silent + more + 1} of {told + more + 1} claims are not modelled: more than one in {CLAIMS_PER_UNMODELLED}"
    )
    assert added(found, load_case(write_case(tmp_path / "many", *planted)), "claims") == [f"claims.toml: {message}"]


def test_a_hump_without_a_reason_is_found_in_a_case_that_was_changed_by_hand(case: Case) -> None:
    """One that is loaded from files cannot have it."""
    humped = [rule.id for rule in case.rules if rule.humped]
    planted = rebuild(case, rules=tuple(rule.model_copy(update={"humped": ""}) for rule in case.rules))
    found = lint(planted, checks=["monotone"])
    assert found
    for one in found:
        assert (one.check, one.file) == ("monotone", "rules.toml")
        assert any(f"rule '{rule}'" in one.place for rule in humped)
        assert "is humped" in one.message


@pytest.mark.slow
def test_an_objective_that_is_a_partys_only_one_on_an_issue_counts_as_needed(case: Case) -> None:
    only = [g for g in case.objectives if [(o.actor, o.issue) for o in case.objectives].count((g.actor, g.issue)) == 1]
    goal = next(g for g in only if g.actor in case.parties)
    with pytest.raises(ValueError, match="states nothing here"):
        rebuild(case, objectives=tuple(other for other in case.objectives if other is not goal))
    mute = goal.model_copy(update={"salience": 0.0, "low": 0.0})
    planted = rebuild(case, objectives=tuple(mute if other is goal else other for other in case.objectives))
    assert f"objective '{goal.id}'" not in {finding.place for finding in lint(planted, checks=["objectives"])}


def test_an_episode_without_a_scenario_is_found(tmp_path: Path, found: list[Finding]) -> None:
    planted = load_case(write_scenarios(write_case(tmp_path), western_split=None))
    assert added(found, planted, "episodes") == [
        "articles.toml: episode 'western-split': no bundled scenario carries it"
    ]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("why", "why: 'western_unity' is set without a reason"),
        ("expect", "expect: nothing is expected of it"),
        ("claims", "claims: it names no claim that it rests on"),
    ],
)
def test_a_scenario_without_reasons_is_found(key: str, expected: str, tmp_path: Path, found: list[Finding]) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw[key] = {k: v for k, v in raw["why"].items() if k != "western_unity"} if key == "why" else []

    planted = load_case(write_scenarios(write_case(tmp_path), western_split=change))
    assert added(found, planted, "scenarios") == [f"western-split.scenario.toml: {expected}"]


def test_a_scenario_of_another_name_is_found(tmp_path: Path, found: list[Finding]) -> None:
    folder = write_scenarios(write_case(tmp_path))
    (folder / "scenarios" / "peace.toml").write_text('title = "Peace"\n', encoding="utf-8")
    said = "scenarios/peace.toml: it is left out, for its name does not end in .scenario.toml"
    assert added(found, load_case(folder), "names") == [said]


def test_a_scenario_that_cannot_be_run_is_no_finding_but_an_error(tmp_path: Path) -> None:
    planted = load_case(write_scenarios(write_case(tmp_path), western_split=taking_out("turky")))
    with pytest.raises(ScenarioError) as caught:
        lint(planted, checks=["scenarios"])
    assert str(caught.value).startswith("western-split.scenario.toml: without: unknown actor 'turky'")


# ------------------------------------------------------------------------------------------------ how it is told


def test_findings_come_in_the_order_of_the_files_and_read_like_faults(tmp_path: Path) -> None:
    planted = load_case(write_case(tmp_path, claim("X02"), claim("X01"), COMET))
    told = lint(planted, checks=["ranges", "episodes", "claims"])
    assert [(f.file, f.place, f.message) for f in told] == sorted((f.file, f.place, f.message) for f in told)
    assert [str(f) for f in told] == [str(Fault(f.file, f.place, f.message)) for f in told]
    assert {f.check for f in told} == {"episodes", "claims"}


def test_it_tells_which_check_it_is_at(case: Case) -> None:
    told: list[str] = []
    lint(case, told.append, ["claims", "ranges"])
    assert told == ["claims", "ranges"]


def test_a_case_without_scenarios_is_looked_at_as_it_stands(tmp_path: Path) -> None:
    planted = load_case(write_case(tmp_path, COMET, actor()))
    assert case_counts(planted)["scenarios"] == 0
    assert "actor 'the-moon'" in {finding.place for finding in lint(planted, checks=["actors", "levers"])}


def test_every_check_says_what_it_means() -> None:
    assert all(check.__doc__ for check in LINT_CHECKS.values())
