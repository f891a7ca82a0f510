"""The model once more: slow, in plain dicts and loops, written from its description and not from the engine.

It reads the records of a case and nothing of `model.knowledge.vocabulary`, `model.knowledge.graph` or `model.engine`,
so that a slip there is not repeated here. It knows the central beliefs only, and no draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf, prod

from model.knowledge.case import Case
from model.knowledge.records import Actor, Edge, EdgeKind, Issue, Rule, Scale, Variable
from model.scenario.scenario import Scenario

Values = dict[str, float]
OUTCOMES = ("settlement", "frozen-conflict", "escalation")


@dataclass
class Course:
    """What happened: all values by month, the pulls by month, and what events really changed."""

    values: list[Values] = field(default_factory=list)
    pulls: list[Values] = field(default_factory=list)
    moved: list[tuple[int, str, float]] = field(default_factory=list)


def follow(case: Case, scenario: Scenario) -> Course:
    """Run a scenario from month 0 to its horizon."""
    world = _World(case, scenario)
    course = Course()
    now = world.start()
    _told(world, course, now)
    outside = _Outside(world, now)
    for month in range(1, scenario.months + 1):
        for name, value in outside.month(month, now).items():
            course.moved.append((month, name, value - now[name]))
            now[name] = value
        now = world.step(now | world.gauges(now))  # all rules fire on what the events have left; all states at once
        _told(world, course, now)
    return course


def _told(world: _World, course: Course, now: Values) -> None:
    values = now | world.gauges(now)
    course.values.append(values)
    course.pulls.append(world.pulls(values))


# ------------------------------------------------------------------------------------------------------ fuzzy terms


def membership(scale: Scale, term: str, x: float) -> float:
    """How far a value is what the term says: hats that sum to 1, the outermost being 1 beyond their peaks."""
    terms = list(scale.terms.items())
    (lowest, bottom), (highest, summit) = terms[0], terms[-1]
    if x <= bottom:
        return 1.0 if term == lowest else 0.0
    if x >= summit:
        return 1.0 if term == highest else 0.0
    for (left, a), (right, b) in pairwise(terms):
        if a <= x <= b:
            way = (x - a) / (b - a)
            return {left: 1 - way, right: way}.get(term, 0.0)
    raise AssertionError("the hats cover the scale")


def _share(x: float) -> float:
    return min(1.0, max(0.0, x))


# -------------------------------------------------------------------------------------------------------- the world


@dataclass
class _Place:
    """Where a rule holds: what its roles stand for, how strongly it acts there, and which actors that takes."""

    roles: dict[str, str]
    strength: float = 1.0
    actors: tuple[str, ...] = ()


class _World:
    """A case and a scenario, and the questions that the design answers about them."""

    def __init__(self, case: Case, scenario: Scenario):
        self.case, self.scenario = case, scenario
        self.first, self.second = case.settings.parties
        self.scales = {scale.id: scale for scale in case.scales}
        self.variable: dict[str, Variable] = {}
        outside = [actor.id for actor in case.actors if actor.id not in case.settings.parties]
        stances = [f"{party}.{issue.id}" for party in case.settings.parties for issue in case.issues]
        issues = [issue.id for issue in case.issues]
        whose = {"party": list(case.settings.parties), "actor": outside, "stance": stances, "issue": issues}
        for variable in case.variables:
            names = [variable.id]
            if variable.scope != "world":
                names = [f"{one}.{variable.id}" for one in whose[variable.scope]]
            self.variable |= dict.fromkeys(names, variable)
        self.kind = {name: variable.kind for name, variable in self.variable.items()}
        self.scale = {name: self.scales[variable.scale] for name, variable in self.variable.items()}
        self.held = {
            (one, i.id): self.holding(one, i.id) for one in (*case.settings.parties, *outside) for i in case.issues
        }
        self.influences = [(rule, place) for rule in case.rules for place in self.places(rule)]

    def start(self) -> Values:
        """Month 0: the case's starts, one's own before one's kin's, and what the scenario sets."""
        kin = {name: variable.start for name, variable in self.variable.items() if variable.start is not None}
        own = {record.id: record.start for record in self.case.starts}
        return kin | own | dict(self.scenario.levers) | dict(self.scenario.assumptions)

    def rival(self, party: str) -> str:
        return self.second if party == self.first else self.first

    # ------------------------------------------------------------------------------------------- positions and gaps

    def holding(self, actor: str, issue: str) -> tuple[list[float], list[float]]:
        """The places and the saliences of an actor's objectives on an issue; else those of its judged stance."""
        stated = [goal for goal in self.case.objectives if (goal.actor, goal.issue) == (actor, issue)]
        judged = [stance for stance in self.case.stances if (stance.actor, stance.issue) == (actor, issue)]
        records = stated or judged
        return [record.place for record in records], [record.salience for record in records]

    def opening(self, party: str, issue: str) -> float:
        """The most demanding of a party's places on an issue."""
        return (max if party == self.first else min)(self.held[party, issue][0])

    def dear(self, actor: str, issue: str) -> float:
        """How dear an issue is to an actor: with several objectives on it, dearer than any of them alone makes it."""
        return 1 - prod(1 - salience for salience in self.held[actor, issue][1])

    def gauges(self, now: Values) -> Values:
        """Everything that is derived: fortunes, positions, gaps, offers, and the shadows of red lines."""
        front = now["battlefield_shift"]
        found = {f"{self.first}.fortune": front, f"{self.second}.fortune": -front, "front_movement": abs(front)}
        core = [issue.id for issue in self.case.issues if issue.core]
        for issue in self.case.issues:
            top, bottom = self.opening(self.first, issue.id), self.opening(self.second, issue.id)
            between = max(0.0, top - bottom)
            given = {party: now[f"{party}.{issue.id}.concession"] for party in (self.first, self.second)}
            found[f"{issue.id}.gap"] = between * max(0.0, 1 - given[self.first] - given[self.second])
            found[f"{self.first}.{issue.id}.position"] = top - between * given[self.first]
            found[f"{self.second}.{issue.id}.position"] = bottom + between * given[self.second]
            for party in (self.first, self.second):
                at = found[f"{party}.{issue.id}.position"]
                near, crossed = self.red_line(party, issue.id, at) if between else (0.0, 0.0)
                found[f"{party}.{issue.id}.red_line"] = near
                found[f"{party}.{issue.id}.red_line_crossed"] = crossed
        for party in (self.first, self.second):
            crossings = [found[f"{party}.{issue.id}.red_line_crossed"] for issue in self.case.issues]
            found[f"{party}.red_line_crossed"] = max(crossings)
            found[f"{party}.offer"] = sum(now[f"{party}.{issue}.concession"] for issue in core) / len(core)
        both = (found[f"{self.first}.red_line_crossed"], found[f"{self.second}.red_line_crossed"])
        return found | {"red_line_crossed": max(both), "widest_gap": max(found[f"{issue}.gap"] for issue in core)}

    def red_line(self, party: str, issue: str, at: float) -> tuple[float, float]:
        """How near a party's offer is to its red line, and how far it crosses it.

        The line is felt from a margin ahead of it. Half-way there is the brink: on the way to it nearness rises from
        0 to 1, on the way from it to the line itself the crossing does.
        """
        brink = self.case.settings.red_line_margin / 2
        for line in self.case.red_lines:
            if (line.actor, line.issue) == (party, issue):
                left = at - line.place if party == self.first else line.place - at
                return _share((2 * brink - left) / brink), _share((brink - left) / brink)
        return 0.0, 0.0

    # ---------------------------------------------------------------------------------------- where a rule holds

    def places(self, rule: Rule) -> Iterator[_Place]:
        """Everywhere a rule holds, with the strength that the graph gives it there."""
        spoken = [name.split(".")[0] for name in (*rule.antecedents, *rule.consequents) if "." in name]
        for place in self._over(rule.over, set(spoken)):
            if set(spoken) <= set(place.roles) and self._asked_for(rule, place) and self._sayable(rule, place):
                yield place

    def _over(self, over: str, spoken: set[str]) -> Iterator[_Place]:
        parties, issues = self.case.settings.parties, [issue.id for issue in self.case.issues]
        kinds = {kind.id: kind for kind in self.case.edge_kinds}
        if over == "world":
            yield _Place({})
        elif over == "party":
            yield from (_Place(self._party(party)) for party in parties)
        elif over == "stance":
            yield from (_Place(self._party(party) | self._stance(party, i)) for party in parties for i in issues)
        elif kinds[over].pair:
            yield from self._between(kinds[over], spoken)
        else:
            yield from self._along(kinds[over], spoken)

    def _along(self, kind: EdgeKind, spoken: set[str]) -> Iterator[_Place]:
        edges = [edge for edge in self.case.edges if edge.kind == kind.id]
        for edge in edges:
            part = edge.weight / sum(other.weight for other in edges if other.head == edge.head)
            ends = {"source": edge.tail, "target": edge.head}
            near = [end for end in (edge.head, edge.tail) if end in self.case.settings.parties]
            if not near:
                yield _Place(ends, part, self._outsiders(edge))
                continue
            party, other = near[0], edge.tail if near[0] == edge.head else edge.head
            yield from self._reaching(kind, other, [party], spoken, ends, part, self._outsiders(edge))

    def _between(self, kind: EdgeKind, spoken: set[str]) -> Iterator[_Place]:
        """A go-between grounds once, with the lesser of its two ties, beside all others with ties to both."""
        edges = [edge for edge in self.case.edges if edge.kind == kind.id]
        lesser: dict[str, float] = {}
        for tail in sorted({edge.tail for edge in edges}):
            ties = {edge.head: edge.weight for edge in edges if edge.tail == tail}
            if self.first in ties and self.second in ties:
                lesser[tail] = min(ties[self.first], ties[self.second])
        for actor, tie in lesser.items():
            part = tie / sum(lesser.values())
            ends = {"source": actor}
            if spoken & {"party", "rival", "stance", "rival_stance", "issue"}:
                parties = [self.first, self.second]
                yield from self._reaching(kind, actor, parties, spoken, ends, part, (actor,))
            else:
                yield _Place(ends, part, (actor,))

    def _reaching(
        self,
        kind: EdgeKind,
        actor: str,
        parties: list[str],
        spoken: set[str],
        ends: dict[str, str],
        part: float,
        actors: tuple[str, ...],
    ) -> Iterator[_Place]:
        """On parties; or on their stances, where the actor's own objectives decide on which, and how far."""
        if not spoken & {"stance", "rival_stance", "issue"}:
            yield from (_Place(ends | self._party(party), part, actors) for party in parties)
            return
        for issue in self.case.issues:
            places, saliences = self.held[actor, issue.id]
            if not places:
                continue
            aim = sum(place * salience for place, salience in zip(places, saliences, strict=True)) / sum(saliences)
            for party in parties:
                opening = self.opening(party, issue.id)
                towards_rival = opening - aim if party == self.first else aim - opening
                reach = {"apart": max(0.0, towards_rival), "alike": 1 - abs(aim - opening), "any": 1.0}[kind.reach]
                roles = ends | self._party(party) | self._stance(party, issue.id)
                yield _Place(roles, part * reach * self.dear(actor, issue.id), actors)

    def _party(self, party: str) -> dict[str, str]:
        return {"party": party, "rival": self.rival(party)}

    def _stance(self, party: str, issue: str) -> dict[str, str]:
        return {"issue": issue, "stance": f"{party}.{issue}", "rival_stance": f"{self.rival(party)}.{issue}"}

    def _outsiders(self, edge: Edge) -> tuple[str, ...]:
        return tuple(end for end in (edge.tail, edge.head) if end not in self.case.settings.parties)

    def _asked_for(self, rule: Rule, place: _Place) -> bool:
        """Whether what the roles stand for has the attributes that the rule's `where` asks for."""
        records: list[Actor | Issue] = [*self.case.actors, *self.case.issues]
        for name, wanted in rule.where.items():
            role, key = name.split(".")
            meant = [record for record in records if record.id == place.roles.get(role)]
            if not meant or getattr(meant[0], key) != wanted:
                return False
        return True

    def _sayable(self, rule: Rule, place: _Place) -> bool:
        """Whether every name that the rule speaks stands for something here: an outsider has no flexibility."""
        names = [name for name in (*rule.antecedents, *rule.consequents) if name not in OUTCOMES]
        return all(self.resolve(name, place) in self.variable or self.always_engaged(name, place) for name in names)

    def resolve(self, name: str, place: _Place) -> str:
        role, dot, rest = name.partition(".")
        return f"{place.roles[role]}.{rest}" if dot else name

    def always_engaged(self, name: str, place: _Place) -> bool:
        """A party cannot sit out its own war: it has no engagement to set, and is engaged to the full."""
        role, _, rest = name.partition(".")
        return rest == "engagement" and place.roles.get(role) in self.case.settings.parties

    # ---------------------------------------------------------------------------------------------------- a month

    def holds(self, rule: Rule, place: _Place, now: Values) -> float:
        """How far a rule's conditions hold at a place: the product of its clauses."""
        return prod(self.clause(name, grades, place, now) for name, grades in rule.antecedents.items())

    def clause(self, name: str, grades: Mapping[str, float], place: _Place, now: Values) -> float:
        """How far a variable is what a clause says: some terms, each with a grade."""
        if self.always_engaged(name, place):
            scale = self.scales[next(v.scale for v in self.case.variables if v.id == "engagement")]
            return sum(grade * membership(scale, term, scale.high) for term, grade in grades.items())
        known = self.resolve(name, place)
        return sum(grade * membership(self.scale[known], term, now[known]) for term, grade in grades.items())

    def movable(self, name: str) -> float:
        """What an actor holds dear moves least; only stances are held dear."""
        owner, _, last = name.rpartition(".")
        if last != "concession":
            return 1.0
        party, issue = owner.split(".")
        return 1 - self.case.settings.salience_hold * self.dear(party, issue)

    def step(self, now: Values) -> Values:
        """All states at once, each from the month before; what nobody pushes stays."""
        up = dict.fromkeys(self.scale, 0.0)
        down = dict.fromkeys(self.scale, 0.0)
        out = set(self.scenario.without)
        for rule, place in self.influences:
            if set(rule.consequents) & set(OUTCOMES) or out & set(place.actors):
                continue
            force = self.holds(rule, place, now) * place.strength * self.scenario.beliefs.get(rule.id, 1.0)
            for pushed, push in rule.consequents.items():
                name = self.resolve(pushed, place)
                side = up if push > 0 else down
                side[name] += force * abs(push) * self.movable(name)
        after: Values = {}
        for name in (name for name, kind in self.kind.items() if kind != "gauge"):
            x, low, high = now[name], self.scale[name].low, self.scale[name].high
            all_told = 1 + up[name] + down[name]
            after[name] = x + (high - x) * up[name] / all_told - (x - low) * down[name] / all_told
        return after

    def pulls(self, values: Values) -> Values:
        """Each outcome's pull: the sum of its rules' weighted firing strengths on the state of the month."""
        found = dict.fromkeys(OUTCOMES, 0.0)
        for rule, place in self.influences:
            for outcome in set(rule.consequents) & set(OUTCOMES):
                weight = rule.consequents[outcome] * self.scenario.beliefs.get(rule.id, 1.0)
                found[outcome] += weight * self.holds(rule, place, values)
        return found


# ----------------------------------------------------------------------------------------------------------- events


@dataclass
class _Layer:
    value: float
    until: float = inf


class _Outside:
    """What events make of the variables.

    An assumption has a level. What is set for a while lies on top of it, the latest on top of all, until its last
    month is over; what is set for good is the new level, and nothing lies on it any more. A change moves what is on
    top, limited to the scale, and all that lies beneath by as much as that really moved.
    """

    def __init__(self, world: _World, start: Values):
        self.world = world
        levels = {name: value for name, value in start.items() if world.kind[name] == "assumption"}
        self.layers: dict[str, list[_Layer]] = {name: [_Layer(value)] for name, value in levels.items()}

    def month(self, month: int, now: Values) -> Values:
        """Return the variables that the beginning of a month changes, with their new values."""
        states = {name: value for name, value in now.items() if self.world.kind[name] == "state"}
        for name, layers in self.layers.items():
            self.layers[name] = [layer for layer in layers if layer.until >= month]
        for event in self.world.scenario.events:
            if event.month != month:
                continue
            for name, value in event.set.items():
                if self.world.kind[name] == "state":
                    states[name] = value
                elif event.until is not None:
                    self.layers[name].append(_Layer(value, event.until))
                else:
                    self.layers[name] = [_Layer(value)]
            for name, by in event.change.items():
                if self.world.kind[name] == "state":
                    states[name] = self.limited(name, states[name] + by)
                else:
                    self.change(name, by)
        seen = {name: layers[-1].value for name, layers in self.layers.items()}
        return {name: value for name, value in (states | seen).items() if value != now[name]}

    def change(self, name: str, by: float) -> None:
        top = self.layers[name][-1]
        really = self.limited(name, top.value + by) - top.value
        for layer in self.layers[name]:
            layer.value = self.limited(name, layer.value + really)

    def limited(self, name: str, value: float) -> float:
        scale = self.world.scale[name]
        return min(scale.high, max(scale.low, value))
