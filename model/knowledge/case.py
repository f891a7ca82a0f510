"""A case: everything that is believed of one war, as one immutable value."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.knowledge.errors import CaseError, Fault, known_words, likely
from model.knowledge.fields import Confidence
from model.knowledge.happening import Happening
from model.knowledge.records import (
    Actor,
    Article,
    Claim,
    Edge,
    EdgeKind,
    End,
    Episode,
    Fact,
    Issue,
    Objective,
    RedLine,
    Rule,
    Scale,
    Settings,
    Stance,
    Start,
    Theory,
    Variable,
)
from model.showing import Card, Shown, counted

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, eq=False, repr=False)
class Case(Shown):
    """A conflict as data: everything that is believed of it, checked, and the graph made of it.

    `theories` are on offer. A case in which some are believed holds their works, findings and rules among its own; it
    knows their names (`believed`) and the case without them (`plain`). `believing` makes one of the other; whatever
    runs a scenario does so by itself, for the scenario says which theories it believes.

    `homes` are its folder and those of the cases that it extends: first those of the same id, whose scenarios and
    theories are its own as well, then those that have no id and are general.

    Two cases are equal if they hold the same records and were read from the same folders, since their scenarios are
    there; `same_beliefs` asks for the records alone.
    """

    settings: Settings
    articles: tuple[Article, ...]
    facts: tuple[Fact, ...]
    ends: tuple[End, ...]
    episodes: tuple[Episode, ...]
    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    objectives: tuple[Objective, ...]
    stances: tuple[Stance, ...]
    red_lines: tuple[RedLine, ...]
    edge_kinds: tuple[EdgeKind, ...]
    edges: tuple[Edge, ...]
    scales: tuple[Scale, ...]
    variables: tuple[Variable, ...]
    starts: tuple[Start, ...]
    rules: tuple[Rule, ...]
    happenings: tuple[Happening, ...] = ()
    theories: tuple[Theory, ...] = ()
    believed: tuple[str, ...] = ()
    folder: Path | None = field(default=None, compare=False)
    homes: tuple[Path, ...] = field(default=(), compare=False)
    _plain: Case | None = field(default=None, repr=False, compare=False)

    @property
    def id(self) -> str:
        """The case's id, as scenario files name it."""
        return self.settings.id

    @property
    def plain(self) -> Case:
        """The case by itself, without theories; a case in which none is believed is its own."""
        return self._plain or self

    def same_beliefs(self, other: Case) -> bool:
        """Whether another case holds the same records, theories believed included; it may have been read elsewhere."""
        return self is other or all(
            getattr(self, one.name) == getattr(other, one.name) for one in fields(self) if one.compare
        )

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Case):
            return False
        return (self.folder, self.homes) == (other.folder, other.homes) and self.same_beliefs(other)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Computed once, of everything: results are kept by their case."""
        try:
            return hash((self.folder, *(getattr(self, one.name) for one in fields(self) if one.compare)))
        except TypeError:  # a record that was copied with a plain dict in it
            return hash((self.folder, self.id, self.believed, len(self.rules)))

    @cached_property
    def fingerprint(self) -> str:
        """A mark of all that the case holds by itself, 16 hexadecimal digits: the same in every process and on disk."""
        found = blake2b(digest_size=8)
        for one in fields(self):
            if one.compare and one.name != "believed":
                held = getattr(self.plain, one.name)
                for record in held if isinstance(held, tuple) else (held,):
                    found.update(json.dumps(record.model_dump(mode="json"), sort_keys=True).encode())
        return found.hexdigest()

    def __getstate__(self) -> dict[str, Any]:
        """Leave behind what was derived: it is derived anew, and a hash holds in one process alone."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def _card(self) -> Card:
        what = {"actor": self.actors, "issue": self.issues, "objective": self.objectives, "relation": self.edges}
        counts = {**what, "variable": self.variables, "rule": self.rules, "claim": self.claims}
        told = ", ".join(
            counted(len(held), word) for word, held in counts.items() if word in ("actor", "issue", "rule")
        )
        facts = {"id": self.id, "version": self.settings.version, "with": told}
        if self.believed:
            facts["theories"] = ", ".join(self.believed)
        rows = [("of", "number"), *((f"{word}s", str(len(held))) for word, held in counts.items())]
        return Card(self.settings.title, facts, rows)

    @property
    def parties(self) -> tuple[str, str]:
        """The two parties' ids; the first gains when the battlefield shift is positive."""
        first, second = self.settings.parties
        return first, second

    def rival(self, party: str) -> str:
        """Return the opponent of a party."""
        return self.parties[1 - self.parties.index(party)]

    def direction(self, party: str) -> float:
        """Return which way a party's own objectives lie on every issue's scale: 1 towards its end at 1, else -1."""
        return 1.0 if party == self.parties[0] else -1.0

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        """The frozen graph: nodes are actors, objectives and issues, each with its `record` and `node` kind.

        Edges are keyed by their kind: `pursues` (actor to objective, weight = salience), `concerns` (objective to
        issue, with its place), `opposes` or `compatible` between objectives of different actors on one issue (both
        ways), and the relations between actors (with weight and `record`). It is made when it is first asked for.
        """
        from model.knowledge.networkx_graph import frozen_graph  # loads NetworkX, which a run does without

        return frozen_graph(self.actors, self.issues, self.objectives, self.edges)

    def to_networkx(self, without: Iterable[str] = ()) -> nx.MultiDiGraph:
        """Return the graph as one that can be changed and written: NetworkX's own, with plain attributes.

        It has the nodes and edges of `graph`, with the fields of their records as str, int, float or bool, a `label`
        and a `kind`; see `plain_graph`.

        Args:
            without: outside actors that are left out, with their objectives and ties.

        Raises:
            CaseError: with every name in `without` that is no outside actor.
        """
        from model.knowledge.networkx_graph import plain_graph

        if isinstance(without, str) or not isinstance(without, Iterable):
            raise CaseError([Fault("", "without", f"names are needed in a list, not {without!r} alone")])
        out, known = list(without), self.outsiders
        strange = [f"unknown actor '{a}'{likely(str(a), known) or known_words(known)}" for a in out if a not in known]
        if strange:
            raise CaseError([Fault("", "without", message) for message in strange])
        about = {"name": self.settings.title, "case": self.id, "version": self.settings.version}
        return plain_graph(self.graph, about, {kind.id: kind.label for kind in self.edge_kinds}, out)

    @cached_property
    def outsiders(self) -> tuple[str, ...]:
        """The actors that are not parties: they have an engagement, and can be taken out."""
        return tuple(a.id for a in self.actors if a.id not in self.parties)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of every actor and issue, by id."""
        return {a.id: a.label for a in self.actors} | {i.id: i.label for i in self.issues}

    @cached_property
    def spoken(self) -> dict[str, str]:
        """What every actor and issue is called within a sentence, by id."""
        return {a.id: a.words for a in self.actors} | {i.id: i.words for i in self.issues}

    @cached_property
    def scale_of(self) -> dict[str, Scale]:
        """Every scale by its id."""
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def issue_of(self) -> dict[str, Issue]:
        """Every issue by its id."""
        return {issue.id: issue for issue in self.issues}

    @cached_property
    def objective_of(self) -> dict[str, Objective]:
        """Every objective by its id."""
        return {objective.id: objective for objective in self.objectives}

    @cached_property
    def objectives_of(self) -> dict[str, tuple[Objective, ...]]:
        """What every actor pursues, by the actor's id, in the order of the ids; who wants nothing is left out."""
        found: dict[str, list[Objective]] = {}
        for goal in sorted(self.objectives, key=lambda goal: goal.id):
            found.setdefault(goal.actor, []).append(goal)
        return {actor: tuple(goals) for actor, goals in found.items()}

    @cached_property
    def node_of(self) -> dict[str, Actor | Issue]:
        """Every actor and issue by its id."""
        return {**{actor.id: actor for actor in self.actors}, **self.issue_of}

    @cached_property
    def edge_of(self) -> dict[str, Edge]:
        """Every relation by its id."""
        return {edge.id: edge for edge in self.edges}

    @cached_property
    def edges_by_kind(self) -> dict[str, tuple[Edge, ...]]:
        """The relations of every kind, in the order of their ids."""
        ordered = sorted(self.edges, key=lambda edge: edge.id)
        return {kind.id: tuple(edge for edge in ordered if edge.kind == kind.id) for kind in self.edge_kinds}

    @cached_property
    def edge_kind_of(self) -> dict[str, EdgeKind]:
        """Every kind of relation by its id."""
        return {kind.id: kind for kind in self.edge_kinds}

    @cached_property
    def episode_of(self) -> dict[str, Episode]:
        """Every episode by its id."""
        return {episode.id: episode for episode in self.episodes}

    @cached_property
    def theory_of(self) -> dict[str, Theory]:
        """Every theory on offer by its id."""
        return {theory.id: theory for theory in self.theories}

    @cached_property
    def claim_of(self) -> dict[str, Claim]:
        """Every claim by its id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def happening_of(self) -> dict[str, Happening]:
        """Every happening by its id."""
        return {happening.id: happening for happening in self.happenings}

    def confidence(self, rule: Rule) -> Confidence:
        """Return how firmly a rule is believed: as it says itself, else as the least firm of its claims."""
        if rule.confidence is not None:
            return rule.confidence
        statuses: list[str] = [self.claim_of[claim].status for claim in rule.claims] or ["judgement"]
        levels: list[Confidence] = [getattr(self.settings.confidence, status) for status in statuses]
        return max(levels, key=("high", "medium", "low").index)

    @cached_property
    def rule_of(self) -> dict[str, Rule]:
        """Every rule by its id."""
        return {rule.id: rule for rule in self.rules}
