"""Whether a scenario fits a case: everything that it names exists, and every value lies on its scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.knowledge import Case, Fault, Variable, believing, known_hint, settable, unknown, variables_by_id
from model.scenario.event import Event
from model.scenario.expectation import EXPECTATION_KINDS, Expectation
from model.scenario.scenario import STRONGEST, Scenario


def faults_of(case: Case, scenario: Scenario, file: str = "") -> list[Fault]:
    """Return every way in which a scenario does not fit a case; nothing if it does."""
    faults = list(_check_theories(case, file, "theories", scenario.theories))
    case = _believing(case, scenario.theories)
    variables = variables_by_id(case)
    known = list(settable(case))
    if scenario.case != case.id:
        faults.append(Fault(file, "case", f"the scenario is for '{scenario.case}', not for '{case.id}'"))
    faults += _check_claims(case, file, "claims", scenario.claims)
    episodes = [episode.id for episode in case.episodes]
    if scenario.episode and scenario.episode not in episodes:
        faults.append(Fault(file, "episode", unknown("episode", scenario.episode, episodes, case)))
    for name in scenario.why:
        if name not in scenario.given:
            near = known_hint(name, scenario.given)
            faults.append(Fault(file, "why", f"'{name}' is neither a lever nor an assumption that it sets{near}"))
    faults += _check_without(case, file, "without", scenario.without)
    faults += _check_values(case, file, "levers", scenario.levers, known, "lever", variables)
    faults += _check_values(case, file, "assumptions", scenario.assumptions, known, "assumption", variables)
    faults += _check_beliefs(case, file, "beliefs", scenario.beliefs)
    if isinstance(scenario.happenings, tuple):
        strange = (name for name in scenario.happenings if name not in case.happening_of)
        faults += [Fault(file, "happenings", unknown("happening", n, case.happening_of, case)) for n in strange]
    for number, event in enumerate(scenario.events, 1):
        faults += _check_event(scenario, event, file, f"event no. {number}", variables, case)
    for number, expectation in enumerate(scenario.expect, 1):
        faults += _check_expectation(case, scenario, expectation, file, f"expect no. {number}")
    return faults


def _check_event(
    scenario: Scenario, event: Event, file: str, place: str, variables: Mapping[str, Variable], case: Case
) -> Iterable[Fault]:
    for name, month in (("month", event.month), ("until", event.until)):
        if month is not None and month > scenario.months:
            message = f"{month} is beyond the horizon of {scenario.months} months"
            yield Fault(file, f"{place}: {name}", message)
    yield from _check_values(case, file, f"{place}: set", event.set, list(settable(case)), "variable", variables)
    if event.until is not None:
        for name in event.set:
            if name in variables and variables[name].kind == "state":
                message = f"'{name}' is moved by the rules once it is set: leave 'until' out"
                yield Fault(file, f"{place}: until", message)
    stored = [q for q, v in variables.items() if v.kind != "gauge"]
    for name in event.change:
        if name not in stored:
            hint = "; it is one of the gauges" if name in variables else known_hint(name, stored, "variable", case)
            yield Fault(file, f"{place}: change", f"unknown variable '{name}'{hint}")


def _check_theories(case: Case, file: str, place: str, names: Iterable[str]) -> Iterable[Fault]:
    known = [theory.id for theory in case.theories]
    return (Fault(file, place, unknown("theory", name, known, case)) for name in names if name not in known)


def _believing(case: Case, names: Iterable[str]) -> Case:
    """Return the case with those of the theories believed that it knows."""
    return believing(case, tuple(name for name in names if name in case.theory_of))


def _check_claims(case: Case, file: str, place: str, claims: Iterable[str]) -> Iterable[Fault]:
    known = [claim.id for claim in case.claims]
    return (Fault(file, place, unknown("claim", c, known, case)) for c in claims if c not in known)


def _check_without(case: Case, file: str, place: str, actors: Iterable[str]) -> Iterable[Fault]:
    for actor in actors:
        if actor in case.parties:
            yield Fault(file, place, f"'{actor}' is a party: it cannot be taken out")
        elif actor not in case.outsiders:
            yield Fault(file, place, unknown("actor", actor, case.outsiders, case))


def _check_beliefs(case: Case, file: str, place: str, beliefs: Mapping[str, float]) -> Iterable[Fault]:
    for rule, factor in beliefs.items():
        if rule not in case.rule_of:
            yield Fault(file, place, unknown("rule", rule, case.rule_of, case))
            continue
        most = 1.0 if case.rule_of[rule].outcome else STRONGEST
        if not 0 <= factor <= most:
            yield Fault(file, place, f"'{rule}': {factor:g} is outside 0 to {most:g}")


def _check_values(
    case: Case,
    file: str,
    place: str,
    values: Mapping[str, float],
    known: list[str],
    what: str,
    variables: Mapping[str, Variable],
) -> Iterable[Fault]:
    for name, value in values.items():
        if name not in known:
            kind = f"; it is one of the {variables[name].kind}s" if name in variables else ""
            listed = "lever or assumption" if what == "variable" else what
            yield Fault(file, place, f"unknown {what} '{name}'{kind or known_hint(name, known, listed, case)}")
            continue
        scale = case.scale_of[variables[name].scale]
        if not scale.low <= value <= scale.high:
            yield Fault(file, f"{place}: {name}", f"{value:g} is outside its scale, {scale.low:g} to {scale.high:g}")


def _check_expectation(
    case: Case, scenario: Scenario, expectation: Expectation, file: str, place: str
) -> Iterable[Fault]:
    """Yield every way in which an expectation names what there is not, or asks for what could never fail."""
    yield from _check_theories(case, file, f"{place}: theories", expectation.theories)
    case = _believing(case, (*scenario.theories, *expectation.theories))
    variables = variables_by_id(case)
    yield from _check_claims(case, file, f"{place}: claims", expectation.claims)
    yield from _check_changes(case, scenario, expectation, file, place, variables)
    months = [("month", expectation.month)]
    if expectation.compare is None:
        months.append(("compare_month", expectation.compare_month))
    months += [(f"path: {name}: by", course.by) for name, course in expectation.path.items()]
    for name, month in months:
        if month is not None and month > scenario.months:
            yield Fault(file, f"{place}: {name}", f"{month} is beyond the horizon of {scenario.months} months")
    for key, value in expectation.asked.items():
        for entry, message in EXPECTATION_KINDS[key].check(case, variables, value):
            yield Fault(file, ": ".join(filter(None, (place, key, entry))), message)


def _check_changes(
    case: Case,
    scenario: Scenario,
    expectation: Expectation,
    file: str,
    place: str,
    variables: Mapping[str, Variable],
) -> Iterable[Fault]:
    """Yield what is wrong with what an expectation changes of the scenario."""
    known = list(settable(case))
    given: list[tuple[str, str, tuple[float, ...]]]
    given = [("with", name, (value,)) for name, value in expectation.having.items()]
    for table, ranges in (("for_all", expectation.for_all), ("along", expectation.along)):
        given += [(table, name, values) for name, values in (ranges or {}).items()]
    for table, name, values in given:
        for value in values if name in known else values[:1]:
            where = f"{place}: {table}"
            yield from _check_values(case, file, where, {name: value}, known, "lever or assumption", variables)
    yield from _check_without(case, file, f"{place}: without", expectation.without)
    yield from _check_beliefs(case, file, f"{place}: beliefs", expectation.beliefs)
    for number, event in enumerate(expectation.events, 1):
        yield from _check_event(scenario, event, file, f"{place}: event no. {number}", variables, case)
    same = (
        not expectation.events
        and set(expectation.having.items()) <= set(scenario.given.items())
        and set(expectation.without) <= set(scenario.without)
        and set(expectation.theories) <= set(scenario.theories)
        and all(scenario.beliefs.get(rule, 1.0) == factor for rule, factor in expectation.beliefs.items())
    )
    if expectation.changes and same:
        yield Fault(file, place, "it changes nothing: the scenario has it so already")
