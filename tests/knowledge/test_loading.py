"""The loader tells every fault of a file set in one go, each with its file, its place and the likely word."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import networkx
import pytest

from model import CaseError, load_case
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.loading import cases
from tests.support.cases import OUTCOMES, UKRAINE, Change, Files, add, drop, edit, top, write_case

NAN, INF = float("nan"), float("inf")


def rule(**changes: Any) -> Change:
    """Add a rule that is right but for the changes."""
    right = {"id": "new", "says": "S.", "for_": "world", "if_": {"trust": "low"}, "then": {"talks": -0.1}}
    return add("rules.toml", "rule", **(right | {"claims": ["C01"]} | changes))


def inside(table: str, **values: Any) -> Change:
    """Set keys of a table of case.toml."""

    def change(files: Files) -> None:
        files["case.toml"][table].update(values)

    return change


def state(name: str) -> Change:
    """Add a state of the world."""
    told = {"id": name, "label": "L", "means": "M", "scope": "world", "kind": "state", "scale": "level"}
    return add("variables.toml", "variable", **told, start=0.5, low=0.4, high=0.6, judgement="J.")


def chart(*shown: str) -> Change:
    return top("case.toml", chart=[{"title": "T", "variables": list(shown)}])


actor = partial(edit, "actors.toml", "actor")
objective = partial(edit, "actors.toml", "objective")
edge = partial(edit, "actors.toml", "edge")
stance = partial(edit, "issues.toml", "stance")
red_line = partial(edit, "issues.toml", "red_line")
scale = partial(edit, "variables.toml", "scale")
variable = partial(edit, "variables.toml", "variable")
start = partial(edit, "variables.toml", "start")

UNSOURCED = "unsourced: name its claims, or say the judgement it rests on"
ALWAYS = "it holds whatever the value is: leave it out, or grade its terms"
AT_FULL = "the highest grade has to be 1: a push is told for conditions that hold in full"
OVER_A_LINE = "no settlement forms over a red line: it needs 'red_line_crossed' to be clear"
WRONG_END = "the places are the wrong way round"
ROLE = "role: the role 'party' is for the two parties that case.toml names"
ONLY_PULL = "an outcome rule is for the world and pulls to one outcome"
ON_CLOSED = {"widest_gap": "closed", "trust": "high", "intensity": "low", "red_line_crossed": "clear"}
ON_O01, ON_E01 = "actors.toml: objective 'O01'", "actors.toml: edge 'E01'"

#: What is wrong -> the change that makes it so, and the one line that the loader answers with.
FAULTS: dict[str, tuple[Change, str]] = {
    # ------------------------------------------------------------------------------------ words that rules use
    "a variable that is not there": (
        edit("rules.toml", "rule", "gains-embolden", if_={"party.fortun": "winning"}),
        "rules.toml: rule 'gains-embolden': if: unknown variable 'party.fortun'; did you mean 'party.fortune'?",
    ),
    "a pushed variable that is not there": (
        rule(then={"talk": -0.1}),
        "rules.toml: rule 'new': then: unknown variable 'talk'; did you mean 'talks'?",
    ),
    "an outcome that is not there": (
        rule(then={"setlement": 0.1}),
        "rules.toml: rule 'new': then: unknown variable 'setlement'; did you mean 'settlement'?",
    ),
    "a variable of another grounding": (
        rule(for_="party", if_={"stance.red_line": "clear"}),
        "rules.toml: rule 'new': if: unknown variable 'stance.red_line'; "
        "known: battlefield_shift, external_pressure, trust, guarantees, nato_path, western_unity and 27 more",
    ),
    "a term that is not there": (
        rule(if_={"trust": "hihg"}),
        "rules.toml: rule 'new': if: 'trust': unknown term 'hihg'; did you mean 'high'?",
    ),
    "a term of another scale": (
        rule(if_={"trust": "winning"}),
        "rules.toml: rule 'new': if: 'trust': unknown term 'winning'; known: low, medium, high",
    ),
    "terms that are no neighbours, and so a hump": (
        rule(if_={"relief": ["low", "high"]}, then={"intensity": 0.1}),
        "rules.toml: rule 'new': if: 'relief': its effect on 'intensity' is humped (low 0.1, medium 0, high 0.1): "
        "say why in 'humped', or mend it",
    ),
    "a grade for a term that is not there": (
        rule(if_={"trust": {"medium": 0.5, "hihg": 1.0}}),
        "rules.toml: rule 'new': if: 'trust': unknown term 'hihg'; did you mean 'high'?",
    ),
    "no grade at full": (
        rule(if_={"trust": {"medium": 0.3, "high": 0.8}}),
        f"rules.toml: rule 'new': if: trust: {AT_FULL}",
    ),
    "a grade above 1": (
        rule(if_={"trust": {"high": 1.5}}),
        "rules.toml: rule 'new': if: trust: high: input should be less than or equal to 1",
    ),
    "a grade of nothing": (
        rule(if_={"trust": {"medium": 0, "high": 1}}),
        "rules.toml: rule 'new': if: trust: medium: input should be greater than 0",
    ),
    "all terms, which is no condition": (
        rule(if_={"trust": ["low", "medium", "high"]}),
        f"rules.toml: rule 'new': if: 'trust': {ALWAYS}",
    ),
    "no term": (
        rule(if_={"trust": []}),
        "rules.toml: rule 'new': if: trust: value should have at least 1 item after validation, not 0",
    ),
    "one term of several that is not there": (
        rule(if_={"trust": ["medium", "hihg"]}),
        "rules.toml: rule 'new': if: 'trust': unknown term 'hihg'; did you mean 'high'?",
    ),
    "a kind of edge that is not there": (
        rule(for_="presse"),
        "rules.toml: rule 'new': for: unknown grounding 'presse'; did you mean 'presses'?",
    ),
    "an attribute that is not there": (
        rule(for_="hosts", if_={"source.engagement": "high"}, where={"source.rol": "host"}),
        "rules.toml: rule 'new': where: unknown attribute 'source.rol'; did you mean 'source.role'?",
    ),
    "a role that nobody has": (
        rule(for_="hosts", if_={"source.engagement": "high"}, where={"source.role": "mediatr"}),
        "rules.toml: rule 'new': where: 'source.role': unknown role 'mediatr'; did you mean 'mediator'?",
    ),
    "a rule that grounds nowhere": (
        rule(for_="hosts", if_={"source.engagement": "high"}, where={"source.role": "public"}),
        "rules.toml: rule 'new': for: it grounds nowhere over 'hosts'",
    ),
    # ------------------------------------------------------------------------------------ what a rule may not do
    "firing on low engagement": (
        rule(for_="backs", if_={"source.engagement": "low"}),
        "rules.toml: rule 'new': if: 'source.engagement' = 'low': a rule may not fire on low engagement",
    ),
    "counting an idle source": (
        rule(for_="sanctions"),
        "rules.toml: rule 'new': if: 'source.engagement' is missing: an idle actor has to be as one that is out",
    ),
    "counting an idle target": (
        rule(for_="seeks"),
        "rules.toml: rule 'new': if: 'target.engagement' is missing: an idle actor has to be as one that is out",
    ),
    "pushing an assumption": (
        rule(then={"strikes": -0.1}),
        "rules.toml: rule 'new': then: 'strikes' is assumption and not a state: rules cannot push it",
    ),
    "pushing a gauge": (
        rule(then={"widest_gap": -0.1}),
        "rules.toml: rule 'new': then: 'widest_gap' is gauge and not a state: rules cannot push it",
    ),
    "pushing by nothing": (
        rule(then={"talks": 0}),
        "rules.toml: rule 'new': then: 'talks': 0 has to be in [-1, 1] and not 0",
    ),
    "pushing by more than the whole way": (
        rule(then={"talks": -1.5}),
        "rules.toml: rule 'new': then: 'talks': -1.5 has to be in [-1, 1] and not 0",
    ),
    "an outcome for each party": (
        rule(for_="party", if_={"party.exhaustion": "high"}, then={"escalation": 0.1}),
        f"rules.toml: rule 'new': then: {ONLY_PULL}",
    ),
    "an outcome and a push at once": (
        rule(then={"talks": -0.1, "escalation": 0.1}),
        f"rules.toml: rule 'new': then: {ONLY_PULL}",
    ),
    "pulling away from an outcome": (
        rule(then={"escalation": -0.1}),
        "rules.toml: rule 'new': then: 'escalation': -0.1 has to be above 0 and at most 1",
    ),
    "settling without a word on red lines": (
        rule(if_={"trust": "high"}, then={"settlement": 0.1}),
        f"rules.toml: rule 'new': then: {OVER_A_LINE}",
    ),
    "settling over a red line": (
        rule(if_=ON_CLOSED | {"red_line_crossed": "crossed"}, then={"settlement": 0.1}),
        f"rules.toml: rule 'new': then: {OVER_A_LINE}",
    ),
    "an effect that rises and falls without saying why": (
        rule(if_={"relief": "medium"}, then={"intensity": 0.1}),
        "rules.toml: rule 'new': if: 'relief': its effect on 'intensity' is humped (low 0, medium 0.1, high 0): "
        "say why in 'humped', or mend it",
    ),
    # -------------------------------------------------------------------------------------------- what it rests on
    "a rule without a source": (rule(claims=None), f"rules.toml: rule 'new': {UNSOURCED}"),
    "a rule with a blank source": (rule(claims=[], judgement=" "), f"rules.toml: rule 'new': {UNSOURCED}"),
    "a rule with an empty source": (rule(claims=[], judgement=""), f"rules.toml: rule 'new': {UNSOURCED}"),
    "a variable without a source": (
        variable("talks", judgement=None),
        f"variables.toml: variable 'talks': {UNSOURCED}",
    ),
    "a start without a source": (
        start("nato.engagement", claims=None),
        f"variables.toml: start 'nato.engagement': {UNSOURCED}",
    ),
    "a stance without a judgement": (
        stance("russia.ceasefire", judgement=None),
        f"issues.toml: stance 'russia.ceasefire': {UNSOURCED}",
    ),
    "a red line without a judgement": (
        red_line("russia.territory", judgement=None),
        f"issues.toml: red_line 'russia.territory': {UNSOURCED}",
    ),
    "an objective without a source": (objective("O01", source=None), f"{ON_O01}: 'source' is missing"),
    "an edge with an empty source": (
        edge("E01", source=[]),
        f"{ON_E01}: source: unsourced: name the article and the section",
    ),
    "a claim with an empty source": (
        edit("claims.toml", "claim", "C01", source=[]),
        "claims.toml: claim 'C01': source: unsourced: name the article and the section",
    ),
    # ---------------------------------------------------------------------------------------- ids that lead nowhere
    "an actor that is not there": (
        objective("O01", actor="ukrain"),
        f"{ON_O01}: actor: unknown actor 'ukrain'; did you mean 'ukraine'?",
    ),
    "an issue that is not there": (
        objective("O01", issue="teritory"),
        f"{ON_O01}: issue: unknown issue 'teritory'; did you mean 'territory'?",
    ),
    "an article that is not there": (
        objective("O01", source=["overvew: intro"]),
        f"{ON_O01}: source: unknown article 'overvew'; did you mean 'overview'?",
    ),
    "a section that is not there": (
        objective("O01", source=["overview: Key Player"]),
        f"{ON_O01}: source: unknown section 'Key Player'; did you mean 'Key Players'?",
    ),
    "an article of an actor that is not there": (
        actor("turkey", articles=["newz"]),
        "actors.toml: actor 'turkey': articles: unknown article 'newz'; did you mean 'news'?",
    ),
    "a claim that is not there": (
        rule(claims=["C01", "X99"]),
        "rules.toml: rule 'new': claims: unknown claim 'X99'; known: C01, C02, C03, C04, C05, C06 and 56 more",
    ),
    "a source of an edge that is not there": (
        edge("E01", from_="united-state"),
        f"{ON_E01}: from: unknown actor 'united-state'; did you mean 'united-states'?",
    ),
    "a target of an edge that is not there": (
        edge("E01", to="ukrane"),
        f"{ON_E01}: to: unknown actor 'ukrane'; did you mean 'ukraine'?",
    ),
    "a kind of an edge that is not there": (
        edge("E01", kind="back"),
        f"{ON_E01}: kind: unknown edge kind 'back'; did you mean 'backs'?",
    ),
    "a scale that is not there": (
        variable("talks", scale="levl"),
        "variables.toml: variable 'talks': scale: unknown scale 'levl'; did you mean 'level'?",
    ),
    "a start of nothing": (
        start("nato.engagement", id="nato.engagment"),
        "variables.toml: start 'nato.engagment': unknown variable 'nato.engagment'; did you mean 'nato.engagement'?",
    ),
    "a stance of nobody": (
        stance("russia.ceasefire", actor="rusia"),
        "issues.toml: stance 'rusia.ceasefire': actor: unknown actor 'rusia'; did you mean 'russia'?",
    ),
    "a red line on nothing": (
        red_line("russia.territory", issue="teritory"),
        "issues.toml: red_line 'russia.teritory': issue: unknown issue 'teritory'; did you mean 'territory'?",
    ),
    "a front that is not there": (
        inside("wander", variable="battlefield"),
        "case.toml: wander: unknown assumption 'battlefield'; did you mean 'battlefield_shift'?",
    ),
    "a chart of nothing": (
        chart("trust", "intensty"),
        "case.toml: chart no. 1: unknown variable 'intensty'; did you mean 'intensity'?",
    ),
    "a state that wanders": (
        inside("wander", variable="trust"),
        "case.toml: wander: unknown assumption 'trust'; known: battlefield_shift, external_pressure, guarantees, "
        "nato_path, western_unity, format and 7 more",
    ),
    # ---------------------------------------------------------------------------------------------------- ids twice
    "a rule twice": (rule(id="gains-embolden"), "rules.toml: rule 'gains-embolden': this id stands here twice"),
    "a red line twice": (
        add("issues.toml", "red_line", actor="russia", issue="territory", place=0.5, says="S.", judgement="J."),
        "issues.toml: red_line 'russia.territory': this id stands here twice",
    ),
    "an actor twice": (
        add("actors.toml", "actor", id="turkey", label="L", role="host"),
        "actors.toml: actor 'turkey': this id stands here twice",
    ),
    "a variable called like an outcome": (
        state("settlement"),
        "variables.toml: variable 'settlement': 'settlement' is already an outcome",
    ),
    "a variable twice": (state("trust"), "variables.toml: variable 'trust': this id stands here twice"),
    "an objective called like an actor": (
        objective("O46", id="ukraine"),
        "actors.toml: objective 'ukraine': this id is already one of the actors",
    ),
    # ----------------------------------------------------------------------------------------------- numbers, scales
    "a start outside its scale": (
        start("nato.engagement", start=1.2, high=1.2),
        "variables.toml: start 'nato.engagement': start: 1.2 is outside its scale, 0 to 1\n"
        "variables.toml: start 'nato.engagement': high: 1.2 is outside its scale, 0 to 1",
    ),
    "a low end outside its scale": (
        variable("talks", low=-0.5),
        "variables.toml: variable 'talks': low: -0.5 is outside its scale, 0 to 1",
    ),
    "a start outside its range": (
        variable("talks", start=0.3, low=0.4, high=0.6),
        "variables.toml: variable 'talks': the plausible range 0.4 to 0.6 does not hold the value 0.3",
    ),
    "a state without a start": (variable("talks", start=None), "variables.toml: variable 'talks': 'start' is missing"),
    "a gauge with a start": (
        variable("front_movement", start=0.1),
        "variables.toml: variable 'front_movement': a gauge is derived and has no start",
    ),
    "a gauge that nobody derives": (
        add("variables.toml", "variable", id="gaps", label="L", means="M", scope="issue", kind="gauge", scale="level"),
        "variables.toml: variable 'gaps': unknown gauge 'gaps'; did you mean 'gap'?",
    ),
    "a scale that the engine does not know": (
        variable("battlefield_shift", scale="level", start=0.2, low=0.1, high=0.3),
        "variables.toml: variable 'battlefield_shift': its scale has to go from -1 to 1, not from 0 to 1",
    ),
    "a lever of each actor": (
        variable("engagement", lever=True),
        "variables.toml: variable 'engagement': a lever is an assumption or a state of the world",
    ),
    "a number as text": (edge("E01", weight="high"), f"{ON_E01}: weight: must be a number, not 'high'"),
    "a yes for a number": (edge("E01", weight=True), f"{ON_E01}: weight: must be a number, not True"),
    "no number at all": (edge("E01", weight=NAN), f"{ON_E01}: weight: input should be a finite number"),
    "an endless number": (
        rule(then={"talks": INF}),
        "rules.toml: rule 'new': then: talks: input should be a finite number",
    ),
    "a weight above 1": (
        edge("E01", weight=1.0, high=1.5),
        f"{ON_E01}: high: input should be less than or equal to 1",
    ),
    "peaks that fall": (
        scale("level", terms={"low": 0.5, "high": 0.2}),
        "variables.toml: scale 'level': a scale needs two or more terms, their peaks rising",
    ),
    "peaks beyond the scale": (
        scale("level", terms={"low": 0.0, "high": 1.2}),
        "variables.toml: scale 'level': the peaks have to lie on the scale, 0.0 to 1.0",
    ),
    "a wandering without end": (
        inside("wander", persistence=1.0),
        "case.toml: wander: persistence: input should be less than 1",
    ),
    # --------------------------------------------------------------------------------------------------- keys, words
    "a key that is not there": (
        rule(confidense="high"),
        "rules.toml: rule 'new': unknown key 'confidense'; did you mean 'confidence'?",
    ),
    "a key of a table within that is not there": (
        inside("spread", hihg=0.2),
        "case.toml: spread: unknown key 'hihg'; did you mean 'high'?",
    ),
    "a key of the case that is not there": (
        top("case.toml", titel="T"),
        "case.toml: unknown key 'titel'; did you mean 'title'?",
    ),
    "a table that is not there": (
        top("rules.toml", rles=[{}]),
        "rules.toml: unknown table 'rles'; did you mean 'rule'?",
    ),
    "a table that stands once": (
        top("claims.toml", claim={"id": "C01"}),
        "claims.toml: claim: write [[claim]], one for each, not [claim]",
    ),
    "a key left out": (top("case.toml", salience_hold=None), "case.toml: 'salience_hold' is missing"),
    "a word of three": (
        rule(confidence="hihg"),
        "rules.toml: rule 'new': confidence: must be 'high', 'medium' or 'low', not 'hihg'",
    ),
    "an id in capitals": (
        actor("turkey", id="Turkey"),
        "actors.toml: actor 'Turkey': id: "
        "'Turkey' is not an id: words of a to z and digits joined by hyphens or underscores; write 'turkey'",
    ),
    "an id of two words": (
        rule(id="two words"),
        "rules.toml: rule 'two words': id: "
        "'two words' is not an id: words of a to z and digits joined by hyphens or underscores; write 'two-words'",
    ),
    # ------------------------------------------------------------------------------------- what has to stand together
    "a stance where the party states an aim": (
        add(
            "issues.toml",
            "stance",
            actor="russia",
            issue="territory",
            says="S.",
            judgement="J.",
            place=0.1,
            salience=0.5,
            low=0.4,
            high=0.6,
        ),
        "issues.toml: stance 'russia.territory': the party states an objective here: a judged stance is not needed",
    ),
    "an issue without a stance": (
        drop("issues.toml", "stance", "russia.ceasefire"),
        "issues.toml: issue 'ceasefire': 'russia' states nothing here: judge its [[stance]]",
    ),
    "two parties from the wrong ends": (
        objective("O12", place=0.95),
        f"issues.toml: issue 'sanctions-relief': 'ukraine' opens at 0.9, below 'russia' at 0.95: {WRONG_END}",
    ),
    "a red line on the doorstep": (
        red_line("russia.territory", place=0.05),
        "issues.toml: red_line 'russia.territory': place: "
        "0.05 lies less than the margin of 0.1 beyond the party's opening at 0.0",
    ),
    "a third party": (actor("turkey", role="party"), f"actors.toml: actor 'turkey': {ROLE}"),
    "an edge to itself": (edge("E01", from_="ukraine"), f"{ON_E01}: 'ukraine' has an edge to itself"),
    "a mediator with one tie": (
        drop("actors.toml", "edge", "E47"),
        "actors.toml: edge kind 'mediates': 'finland' needs one edge to each party, and has ['ukraine']",
    ),
    "a red line of an outsider": (
        red_line("russia.territory", actor="turkey"),
        "issues.toml: red_line 'turkey.territory': only a party has a red line",
    ),
}


def faults(folder: Path) -> list[str]:
    """Return the lines that the loader answers with; none if it loads."""
    try:
        load_case(folder)
    except CaseError as error:
        return [str(fault) for fault in error.faults]
    return []


@pytest.mark.parametrize("what", FAULTS)
def test_every_fault_is_told_with_its_file_its_place_and_the_likely_word(what: str, tmp_path: Path) -> None:
    change, expected = FAULTS[what]
    assert faults(write_case(tmp_path, change)) == expected.splitlines()


def test_the_error_shows_one_line_for_each_fault(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        load_case(write_case(tmp_path, rule(claims=["X99"]), objective("O01", actor="ukrain")))
    assert len(error.value.faults) == 2
    assert str(error.value) == "\n".join(map(str, error.value.faults))


def test_a_copy_of_the_case_without_changes_has_no_fault(tmp_path: Path, case: Case) -> None:
    copy = load_case(write_case(tmp_path))
    assert (copy.id, copy.rules, copy.edges) == (case.id, case.rules, case.edges)


def test_a_path_may_be_text(tmp_path: Path) -> None:
    assert load_case(str(write_case(tmp_path))).folder == tmp_path.resolve()


# ------------------------------------------------------------------------------------------------- pulls and red lines


def test_pulls_that_could_sum_above_one_are_told_with_the_rules_and_where(tmp_path: Path) -> None:
    (line,) = faults(write_case(tmp_path, rule(if_=ON_CLOSED, then={"escalation": 0.9})))
    assert line.startswith("rules.toml: outcome rules: the pulls of ")
    assert "'new'" in line
    assert ", above 1, where " in line
    assert {"widest_gap closed", "trust high", "intensity low", "red_line_crossed clear"} <= set(
        line.partition(", above 1, where ")[2].split(", ")
    )


def test_pulls_that_sum_to_one_are_let_through(tmp_path: Path) -> None:
    def only_three(files: Files) -> None:
        kept = [r for r in files["rules.toml"]["rule"] if not set(r["then"]) & set(OUTCOMES)]
        files["rules.toml"]["rule"] = kept

    clear = {"trust": "high", "red_line_crossed": "clear"}
    pulls = [
        rule(id="one", if_=clear, then={"settlement": 0.7}),
        rule(id="two", if_={"trust": "high"}, then={"frozen-conflict": 0.2}),
        rule(id="three", if_={"intensity": "high"}, then={"escalation": 0.1}),
    ]
    assert faults(write_case(tmp_path, only_three, *pulls)) == []


def test_every_outcome_has_a_rule_and_some_rule_pushes(tmp_path: Path) -> None:
    def only(keep: Callable[[set[str]], object]) -> Change:
        def change(files: Files) -> None:
            files["rules.toml"]["rule"] = [row for row in files["rules.toml"]["rule"] if keep(set(row["then"]))]

        return change

    assert faults(write_case(tmp_path, only(lambda then: "escalation" not in then))) == [
        "rules.toml: outcome rules: no rule pulls to 'escalation'"
    ]
    assert faults(write_case(tmp_path, only(lambda then: then & set(OUTCOMES)))) == [
        "rules.toml: no rule pushes anything"
    ]


def test_a_humped_effect_that_says_why_is_let_through(tmp_path: Path) -> None:
    assert faults(write_case(tmp_path, rule(if_={"relief": "medium"}, then={"intensity": 0.1}, humped="W."))) == []


# ------------------------------------------------------------------------------------------ the parties and the front


def test_a_party_that_is_nobody_is_told_first_of_all(tmp_path: Path) -> None:
    first, *_ = faults(write_case(tmp_path, top("case.toml", parties=["ukraine", "rusia"])))
    assert first == "case.toml: parties: unknown actor 'rusia'; did you mean 'russia'?"


def test_the_two_parties_have_to_be_two(tmp_path: Path) -> None:
    found = faults(write_case(tmp_path, top("case.toml", parties=["ukraine", "ukraine"])))
    assert found[0].startswith("case.toml: parties: ")


def test_one_issue_at_least_is_a_core_issue(tmp_path: Path) -> None:
    def none_is_core(files: Files) -> None:
        for issue in files["issues.toml"]["issue"]:
            issue["core"] = False

    assert faults(write_case(tmp_path, none_is_core)) == [
        "issues.toml: no issue is marked 'core = true': there is no widest gap"
    ]


@pytest.mark.parametrize(
    ("scope", "kind", "name"),
    [("world", "assumption", "external_pressure"), ("stance", "state", "concession"), ("party", "gauge", "offer")],
)
def test_a_case_has_the_variables_that_the_engine_speaks_of(scope: str, kind: str, name: str, tmp_path: Path) -> None:
    def gone(files: Files) -> None:
        rows = files["variables.toml"]["variable"]
        files["variables.toml"]["variable"] = [r for r in rows if (r["scope"], r["id"]) != (scope, name)]

    assert f"variables.toml: the {kind} '{name}' of scope {scope} is missing" in faults(write_case(tmp_path, gone))


# ---------------------------------------------------------------------------------------------------- files and names


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    write_case(tmp_path)
    (tmp_path / "rules.toml").write_text('[[rule]]\nid = "a"\nsays = \n', "utf-8")
    with pytest.raises(tomllib.TOMLDecodeError) as cause:
        tomllib.loads((tmp_path / "rules.toml").read_text("utf-8"))
    assert "line 3" in str(cause.value)
    assert faults(tmp_path) == [f"rules.toml: this is not valid TOML: {cause.value}"]


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    write_case(tmp_path)
    (tmp_path / "claims.toml").write_bytes(b"# caf\xe9\n")
    assert faults(tmp_path) == ["claims.toml: byte 5: this is not text in UTF-8"]


def test_a_missing_file_is_told_with_the_likely_one(tmp_path: Path) -> None:
    write_case(tmp_path)
    (tmp_path / "claims.toml").rename(tmp_path / "claim.toml")
    assert faults(tmp_path) == [f"claims.toml: there is no such file in '{tmp_path}'; did you mean 'claim.toml'?"]


def test_an_unknown_case_is_told_with_the_likely_one() -> None:
    with pytest.raises(CaseError) as error:
        load_case("ukrain")
    assert str(error.value) == "there is no bundled case and no folder named 'ukrain'; did you mean 'ukraine'?"


@pytest.mark.parametrize(
    "name",
    ["", "nowhere", "a\x00b", pytest.param("x" * 5000, id="5000 letters"), "ukraine/rules.toml", "/no/such/place"],
)
def test_a_name_that_is_no_case_is_a_case_error_and_nothing_else(name: str) -> None:
    with pytest.raises(CaseError):
        load_case(name)


def test_the_default_case_is_one_of_the_bundled_ones(case: Case) -> None:
    assert UKRAINE.name in cases()
    assert case.id in cases()
    assert load_case() is case
    assert load_case(case.id) is case


# ------------------------------------------------------------------------------------------------ all faults at once


def test_faults_of_form_in_several_files_are_all_told_in_reading_order(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        rule(confidense="high"),
        top("case.toml", titel="T"),
        objective("O01", place="far", source=None),
        variable("talks", start=True),
    )
    (folder / "claims.toml").write_text("[[claim]\n", "utf-8")
    found = faults(folder)
    assert [line.partition(": ")[0] for line in found] == [
        *("case.toml", "claims.toml", "actors.toml", "actors.toml", "variables.toml", "rules.toml")
    ]
    assert found[0] == "case.toml: unknown key 'titel'; did you mean 'title'?"
    assert found[1].startswith("claims.toml: this is not valid TOML: ")
    assert sorted(found[2:4]) == [f"{ON_O01}: 'source' is missing", f"{ON_O01}: place: must be a number, not 'far'"]
    assert found[4] == "variables.toml: variable 'talks': start: must be a number, not True"
    assert found[5] == "rules.toml: rule 'new': unknown key 'confidense'; did you mean 'confidence'?"


def test_ids_that_lead_nowhere_in_several_files_are_all_told(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        rule(claims=["X99"]),
        rule(id="gains-embolden"),
        objective("O01", actor="ukrain", source=["overvew: intro"]),
        stance("russia.ceasefire", judgement=None),
        variable("talks", scale="levl"),
    )
    assert sorted(faults(folder)) == sorted(
        [
            "rules.toml: rule 'new': claims: unknown claim 'X99'; known: C01, C02, C03, C04, C05, C06 and 56 more",
            "rules.toml: rule 'gains-embolden': this id stands here twice",
            f"{ON_O01}: actor: unknown actor 'ukrain'; did you mean 'ukraine'?",
            f"{ON_O01}: source: unknown article 'overvew'; did you mean 'overview'?",
            f"issues.toml: stance 'russia.ceasefire': {UNSOURCED}",
            "variables.toml: variable 'talks': scale: unknown scale 'levl'; did you mean 'level'?",
        ]
    )


def test_faults_of_sense_in_several_places_are_all_told(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        rule(id="one", if_={"trust": "hihg", "talk": "low"}, then={"strikes": 0.1}),
        rule(id="two", for_="presse"),
        start("nato.engagement", low=-0.5),
        drop("issues.toml", "stance", "russia.ceasefire"),
    )
    assert sorted(faults(folder)) == sorted(
        [
            "rules.toml: rule 'one': if: 'trust': unknown term 'hihg'; did you mean 'high'?",
            "rules.toml: rule 'one': if: unknown variable 'talk'; did you mean 'talks'?",
            "rules.toml: rule 'one': then: 'strikes' is assumption and not a state: rules cannot push it",
            "rules.toml: rule 'two': for: unknown grounding 'presse'; did you mean 'presses'?",
            "variables.toml: start 'nato.engagement': low: -0.5 is outside its scale, 0 to 1",
            "issues.toml: issue 'ceasefire': 'russia' states nothing here: judge its [[stance]]",
        ]
    )


def test_a_case_that_is_built_anew_is_checked_as_a_loaded_one(case: Case) -> None:
    twice = (*case.rules, case.rules[0])
    with pytest.raises(CaseError, match=f"rules.toml: rule '{case.rules[0].id}': this id stands here twice"):
        rebuild(case, rules=twice)


def test_a_loaded_case_cannot_be_changed(case: Case) -> None:
    with pytest.raises(AttributeError):
        case.rules = ()  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        case.rules[0].says = "Something else."  # type: ignore[misc]
    with pytest.raises(TypeError):
        case.rules[0].consequents["trust"] = 1.0  # type: ignore[index]
    with pytest.raises(networkx.NetworkXError, match="Frozen graph"):
        case.graph.add_node("somebody")
