"""Scenario: a full run specification. Reading, checking against a case, and writing it back without loss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import tomli_w
from frozendict import frozendict
from pydantic import AfterValidator, Field, ValidationError, model_validator

from model.domain import Case, Number, Numbers, Outcome, Record, Share, Text, Variable, Words, frozen
from model.faults import Fault, ScenarioError, likely, read_toml, schema_faults
from model.language import qualified
from model.load import default_case, load_case

SUFFIX = ".scenario.toml"
#: The longest horizon, in months, and the most events of a scenario.
MONTHS, EVENTS = 120, 200
#: How far a belief may be strengthened: its pushes times this much.
STRONGER = 3.0

Months = Annotated[int, Field(ge=1, le=MONTHS, strict=True)]


class Event(Record):
    """Something that happens at the beginning of a month, before the rules of that month fire.

    `set` puts a lever or an assumption to a value, for good or through the month `until`, after which it goes back
    to where it was; where such windows overlap, the latest counts, and a `set` for good ends them. `change` moves any
    variable by an amount, limited to its scale; within a window it also moves what the variable goes back to, by as
    much as it really moved.
    """

    month: Months
    says: str = ""
    set: Numbers = frozendict()
    change: Numbers = frozendict()
    until: Months | None = None

    @property
    def title(self) -> str:
        """What it is called where its effect is told."""
        return f"event: {self.says or 'unnamed'}"

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.set and not self.change:
            raise ValueError("an event has to 'set' or 'change' something")
        if self.until is not None and (self.until < self.month or not self.set):
            raise ValueError("'until' goes with 'set', and is not before 'month'")
        return self


class Bounds(Record):
    """What is expected of a figure: limits, or a difference from the same figure of the compared scenario."""

    above: Number | None = None
    below: Number | None = None
    higher_by: Share | None = None
    lower_by: Share | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if not given:
            raise ValueError("it bounds nothing: give 'above', 'below', 'higher_by' or 'lower_by'")
        if self.above is not None and self.below is not None and self.above >= self.below:
            raise ValueError(f"nothing is above {self.above:g} and below {self.below:g}")
        if self.higher_by is not None and self.lower_by is not None:
            raise ValueError("nothing is both higher and lower")
        return self

    @property
    def relative(self) -> bool:
        """Whether it is about a difference from another scenario."""
        return self.higher_by is not None or self.lower_by is not None


def _by_outcome(value: Mapping[str, Bounds]) -> Mapping[str, Bounds]:
    known = list(map(str, Outcome))
    for word in value:
        if word not in known:
            raise ValueError(f"unknown outcome '{word}'{likely(word, known)}")
    return frozendict(value)


ByOutcome = Annotated[Mapping[str, Bounds], AfterValidator(_by_outcome)]
ByVariable = Annotated[Mapping[str, Bounds], AfterValidator(frozen)]


class Expectation(Record):
    """A sentence somebody could dispute, and what of the result it stands for.

    `outcome` is the outcome with the highest share. `share` and `formed` are shares of draws, `pull` the median
    pull, `war_goes_on` the share of draws in which nothing has formed, `variable` the median of a variable; all at
    the month `month`, else at the horizon.
    """

    says: Text
    month: Months | None = None
    compare: str | None = None
    compare_month: Months | None = None
    outcome: Literal["settlement", "frozen-conflict", "escalation"] | None = None
    share: ByOutcome = frozendict()
    formed: ByOutcome = frozendict()
    pull: ByOutcome = frozendict()
    war_goes_on: Bounds | None = None
    variable: ByVariable = frozendict()

    @property
    def bounds(self) -> list[tuple[str, str, Bounds]]:
        """Every bound as (what, of which, bounds)."""
        of = ("share", "formed", "pull", "variable")
        found = [(what, key, bound) for what in of for key, bound in getattr(self, what).items()]
        return found + ([("war_goes_on", "", self.war_goes_on)] if self.war_goes_on else [])

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.outcome is None and not self.bounds:
            raise ValueError(
                "it expects nothing: add 'outcome', 'share', 'formed', 'pull', 'war_goes_on' or 'variable'"
            )
        other = self.compare is not None or self.compare_month is not None
        relative = any(bound.relative for _, _, bound in self.bounds)
        if relative != other:
            raise ValueError("'compare' or 'compare_month' goes with 'higher_by' or 'lower_by', and these with it")
        for what, _, bound in self.bounds:
            limits = [limit for limit in (bound.above, bound.below) if limit is not None]
            if what != "variable" and any(not 0 <= limit <= 1 for limit in limits):
                raise ValueError(f"'{what}' lies between 0 and 1, and so do its limits")
        return self


class Scenario(Record):
    """What one run supposes. What it leaves out has the case's start, and is varied in draws.

    Attributes:
        title, says: what it is called, and what it supposes, in a sentence.
        case: the id of the case that it is about; claims: those of the register that it rests on; episode: the
            one of the register that it carries.
        months: the horizon, 1 to 120.
        without: actors taken out of the graph.
        levers, assumptions: values on the variables' scales; why: the reason for a value, by what it sets.
        beliefs: factors for the pushes of rules, by rule id; 0 switches a rule off, 1 leaves it as it is.
        events: what happens when.
        expect: what somebody who believes the scenario would expect of it.

    Raises:
        ValidationError: a ValueError, if a field has the wrong form. Whether names and values fit a case is told
            by `check` and by whatever runs the scenario.
    """

    title: Text
    says: str = ""
    case: str = Field(default_factory=default_case)
    claims: tuple[str, ...] = ()
    episode: str = ""
    months: Months = 12
    without: tuple[str, ...] = ()
    levers: Numbers = frozendict()
    assumptions: Numbers = frozendict()
    why: Words = frozendict()
    beliefs: Numbers = frozendict()
    events: Annotated[tuple[Event, ...], Field(alias="event", max_length=EVENTS)] = ()
    expect: tuple[Expectation, ...] = ()

    @property
    def given(self) -> dict[str, float]:
        """Every value that it sets at the start, levers and assumptions together."""
        return {**self.levers, **self.assumptions}

    def but(self, **changes: Any) -> Scenario:
        """Return the scenario with some fields replaced, checked like a new one."""
        held = {name: getattr(self, name) for name in type(self).model_fields}
        return Scenario(**(held | changes))

    def until(self, months: int) -> Scenario:
        """Return the scenario up to a nearer horizon: what happens later is left out, and so is what is expected."""
        kept = (event for event in self.events if event.month <= months)
        events = (
            event if event.until is None or event.until <= months else event.model_copy(update={"until": None})
            for event in kept
        )
        return self.but(months=months, events=tuple(events), expect=())


def bundled(case: Case) -> dict[str, Path]:
    """Return the files of a case's bundled scenarios by id."""
    folder = case.folder / "scenarios" if case.folder else None
    files = sorted(folder.glob(f"*{SUFFIX}")) if folder else []
    return {file.name.removesuffix(SUFFIX): file for file in files}


def load_scenario(source: str | Path, case: Case | None = None) -> Scenario:
    """Return a scenario, checked against its case.

    Args:
        source: a bundled scenario's id ("default" is today's situation), or a file's path.
        case: the case it has to fit; else the one that the file names, and for a bundled id the default case.

    Raises:
        ScenarioError: with every fault of the file, each with its place and the likely word.
    """
    text = str(source)
    is_path = isinstance(source, Path) or text.endswith(".toml") or "/" in text or "\\" in text
    if not is_path:
        home = case or load_case()
        known = bundled(home)
        if text not in known:
            message = f"there is no bundled scenario '{text}'{likely(text, known)}; a file's name ends in .toml"
            raise ScenarioError([Fault("", "", message)])
        source, case = known[text], home
    path = Path(source)
    return parse_scenario(read_toml(path, ScenarioError), path.name, case)


def parse_scenario(raw: Mapping[str, Any], file: str, case: Case | None = None) -> Scenario:
    """Return the scenario that a parsed TOML file holds; `file` is named in faults. Raises ScenarioError."""
    try:
        scenario = Scenario.model_validate(raw, by_alias=True, by_name=False)
    except ValidationError as error:
        raise ScenarioError(schema_faults(error, Scenario, file)) from None
    try:
        home = case or load_case(scenario.case)
    except ValueError as error:
        raise ScenarioError([Fault(file, "case", str(error))]) from None
    faults = check(home, scenario, file)
    if faults:
        raise ScenarioError(faults)
    return scenario


def to_toml(scenario: Scenario) -> str:
    """Return the scenario as the text of a file; reading it gives an equal scenario."""
    raw = scenario.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    return tomli_w.dumps({"title": scenario.title, "case": scenario.case} | raw)


def check(case: Case, scenario: Scenario, file: str = "") -> list[Fault]:
    """Return every way in which a scenario does not fit a case; nothing if it does."""
    variables = {q: v for v in case.variables for q in qualified(case, v)}
    faults: list[Fault] = []
    if scenario.case != case.id:
        faults.append(Fault(file, "case", f"the scenario is for '{scenario.case}', not for '{case.id}'"))
    claims = [claim.id for claim in case.claims]
    faults += [
        Fault(file, "claims", f"unknown claim '{c}'{likely(c, claims)}") for c in scenario.claims if c not in claims
    ]
    episodes = [episode.id for episode in case.episodes]
    if scenario.episode and scenario.episode not in episodes:
        near = likely(scenario.episode, episodes)
        faults.append(Fault(file, "episode", f"unknown episode '{scenario.episode}'{near}"))
    for name in scenario.why:
        if name not in scenario.given:
            near = likely(name, scenario.given)
            faults.append(Fault(file, "why", f"'{name}' is neither a lever nor an assumption that it sets{near}"))
    faults += _check_without(case, scenario, file)
    levers = [q for q, v in variables.items() if v.lever]
    settable = [q for q, v in variables.items() if v.kind == "assumption" and not v.lever]
    faults += _check_values(case, file, "levers", scenario.levers, levers, "lever", variables)
    faults += _check_values(case, file, "assumptions", scenario.assumptions, settable, "assumption", variables)
    faults += _check_beliefs(case, scenario, file)
    stored = [q for q, v in variables.items() if v.kind != "gauge"]
    for number, event in enumerate(scenario.events, 1):
        place = f"event no. {number}"
        for name, month in (("month", event.month), ("until", event.until)):
            if month is not None and month > scenario.months:
                message = f"{month} is beyond the horizon of {scenario.months} months"
                faults.append(Fault(file, f"{place}: {name}", message))
        faults += _check_values(case, file, f"{place}: set", event.set, [*levers, *settable], "variable", variables)
        if event.until is not None:
            moved = [name for name in event.set if name in variables and variables[name].kind == "state"]
            faults += [
                Fault(file, f"{place}: until", f"'{m}' is moved by the rules once it is set: leave 'until' out")
                for m in moved
            ]
        for name in event.change:
            if name not in stored:
                faults.append(Fault(file, f"{place}: change", f"unknown variable '{name}'{likely(name, stored)}"))
    faults += _check_expectations(scenario, file, variables)
    return faults


def _check_without(case: Case, scenario: Scenario, file: str) -> Iterable[Fault]:
    for actor in scenario.without:
        if actor in case.parties:
            yield Fault(file, "without", f"'{actor}' is a party: it cannot be taken out")
        elif actor not in case.outsiders:
            yield Fault(file, "without", f"unknown actor '{actor}'{likely(actor, case.outsiders)}")


def _check_beliefs(case: Case, scenario: Scenario, file: str) -> Iterable[Fault]:
    for rule, factor in scenario.beliefs.items():
        if rule not in case.rule_of:
            yield Fault(file, "beliefs", f"unknown rule '{rule}'{likely(rule, case.rule_of)}")
            continue
        pulls = set(case.rule_of[rule].consequents) & set(map(str, Outcome))
        most = 1.0 if pulls else STRONGER
        if not 0 <= factor <= most:
            yield Fault(file, "beliefs", f"'{rule}': {factor:g} is outside 0 to {most:g}")


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
            hint = ""
            if name in variables and what != "variable":
                other = "levers" if variables[name].lever else f"{variables[name].kind}s"
                hint = f"; it is one of the {other}"
            yield Fault(file, place, f"unknown {what} '{name}'{hint or likely(name, known)}")
            continue
        scale = case.scale_of[variables[name].scale]
        if not scale.low <= value <= scale.high:
            yield Fault(file, f"{place}: {name}", f"{value:g} is outside its scale, {scale.low:g} to {scale.high:g}")


def _check_expectations(scenario: Scenario, file: str, variables: Mapping[str, Variable]) -> Iterable[Fault]:
    for number, expectation in enumerate(scenario.expect, 1):
        place = f"expect no. {number}"
        for name in expectation.variable:
            if name not in variables:
                yield Fault(file, f"{place}: variable", f"unknown variable '{name}'{likely(name, variables)}")
        if expectation.month is not None and expectation.month > scenario.months:
            message = f"{expectation.month} is beyond the horizon of {scenario.months} months"
            yield Fault(file, f"{place}: month", message)
        month = expectation.compare_month
        if month is not None and expectation.compare is None and month > scenario.months:
            message = f"{month} is beyond the horizon of {scenario.months} months"
            yield Fault(file, f"{place}: compare_month", message)
