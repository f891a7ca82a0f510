"""The case seen from the other side, which has to give the same answers."""

from __future__ import annotations

from typing import Any

from frozendict import frozendict

from model import Event, Scenario
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.records import Rule


def mirrored(case: Case) -> Case:
    """Return the case with the parties' places swapped, and all that is told from a side told from the other.

    The second party becomes the first; every place on an issue's scale is turned round; what the front does is told
    with the other sign, and a rule that speaks of it by name speaks of the term on the other side. Who wants what,
    how dear, and who is tied to whom stay as they are: nothing about the war has changed but who is written first.
    """
    front = next(v for v in case.variables if v.id == "battlefield_shift")
    scale = case.scale_of[front.scale]
    peaks = list(scale.terms.values())
    assert scale.low == -scale.high, "the front's scale has to be symmetrical"
    assert peaks == [-peak for peak in reversed(peaks)], "and so have its terms"
    terms = list(scale.terms)
    across = dict(zip(terms, reversed(terms), strict=True))

    def placed(record: Any) -> Any:
        return record.model_copy(update={"place": 1 - record.place})

    def turned(record: Any) -> Any:
        if record.id != front.id:
            return record
        return record.model_copy(update={"start": -record.start, "low": -record.high, "high": -record.low})

    def spoken(rule: Rule) -> Rule:
        said = dict(rule.antecedents)
        if front.id in said:
            said[front.id] = frozendict({across[term]: grade for term, grade in said[front.id].items()})
        return rule.model_copy(update={"antecedents": type(rule.antecedents)(said)})  # type: ignore[call-arg]

    settings = case.settings.model_copy(update={"parties": tuple(reversed(case.settings.parties))})
    return rebuild(
        case,
        settings=settings,
        objectives=tuple(map(placed, case.objectives)),
        stances=tuple(map(placed, case.stances)),
        red_lines=tuple(map(placed, case.red_lines)),
        variables=tuple(map(turned, case.variables)),
        starts=tuple(map(turned, case.starts)),
        rules=tuple(map(spoken, case.rules)),
    )


def mirrored_scenario(scenario: Scenario) -> Scenario:
    """Return the scenario as it is told of the mirrored case: the front with the other sign."""

    def turned(told: Any) -> dict[str, float]:
        return {name: -value if name == "battlefield_shift" else value for name, value in told.items()}

    events = tuple(
        Event(**{**dict(event), "set": turned(event.set), "change": turned(event.change)}) for event in scenario.events
    )
    return scenario.but(levers=turned(scenario.levers), events=events)
