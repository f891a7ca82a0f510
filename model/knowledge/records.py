"""The frozen records that a case is made of. They hold data and answer simple questions; they compute nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from frozendict import frozendict
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from model.knowledge.fields import (
    Clauses,
    Confidence,
    Id,
    Number,
    Numbers,
    Share,
    Status,
    Text,
    WarKind,
    Words,
    _source,
    _two,
)


class Outcome(StrEnum):
    """The three outcomes that the articles name, in the order that decides a tie."""

    SETTLEMENT = "settlement"
    FROZEN = "frozen-conflict"
    ESCALATION = "escalation"


#: The outcomes' ids, in their order.
OUTCOMES = tuple(map(str, Outcome))


class Record(BaseModel):
    """What all records share: frozen, no unknown keys, names as in the files."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def but(self, **changes: Any) -> Self:
        """Return the record with some fields replaced, checked like a new one. Raises ValidationError, a ValueError."""
        return type(self)(**({name: getattr(self, name) for name in type(self).model_fields} | changes))


class Source(Record):
    """A place in an article."""

    article: str
    section: str

    def __str__(self) -> str:
        return f"{self.article}: {self.section}"


Sources = tuple[Annotated[Source, BeforeValidator(_source)], ...]


class Based(Record):
    """Something believed because of claims of the register, or by our own judgement, which then says why."""

    claims: tuple[str, ...] = ()
    judgement: str = ""

    @property
    def basis(self) -> str:
        """What it rests on, in short: claim ids, or the word judgement."""
        return ", ".join(self.claims) if self.claims else "our judgement"


class Ranged(Record):
    """A number with a plausible range around it, from `low` to `high`: checks that the range holds the number.

    `central` is the name of the field that holds it.
    """

    central: ClassVar[str]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        low, value, high = (getattr(self, name) for name in ("low", self.central, "high"))
        if low is not None and high is not None and value is not None and not low <= value <= high:
            raise ValueError(f"the plausible range {low} to {high} does not hold the value {value}")
        return self


class Article(Record):
    """One of the articles that the knowledge is drawn from."""

    id: Id
    title: Text
    says: str = ""
    sections: tuple[str, ...] = ()


class Claim(Record):
    """A causal sentence of the articles, told in our own words; `not_modelled` says why no rule carries it."""

    id: Text
    says: Text
    source: Sources
    status: Status = "stated"
    lever: str = ""
    not_modelled: str = ""


class Fact(Record):
    """Something that the articles tell and nothing in the model rests on: for labels and notes."""

    id: Text
    says: Text
    source: Sources


class End(Record):
    """What the articles say of one of the three outcomes, or of a war that simply goes on: none of them has formed."""

    id: Outcome | Literal["continued-war"]
    says: Text
    source: Sources


class Episode(Record):
    """A situation that the articles tell (`told`) or suppose, and what is expected of a scenario that carries it."""

    id: Id
    told: bool
    period: Text
    says: Text
    expect: Text
    status: Status = "stated"
    source: Sources


class Named(Record):
    """Something with a label; `spoken` is how it is called within a sentence where that differs: "the fighting"."""

    label: Text
    spoken: str = ""

    @property
    def words(self) -> str:
        """What it is called within a sentence: the label with a small initial, unless that is a name in capitals."""
        label = self.label
        return self.spoken or (label if label[:2].isupper() else label[:1].lower() + label[1:])


class Actor(Named):
    """Somebody with a part in the conflict; `role` is what rules may ask for, `part` describes it in words."""

    id: Id
    role: Literal[
        "party",
        "patron",
        "alliance",
        "mediator",
        "host",
        "power",
        "public",
        "society",
        "proxy",
        "population",
        "community",
    ]
    part: str = ""
    says: str = ""
    articles: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What it is called within a sentence: the label, which is a name, unless told otherwise."""
        return self.spoken or self.label


class Issue(Named):
    """A question on the table, with a scale from the second party's end (0) to the first party's end (1).

    `judgement` says how the objectives' words have been read as places on that scale.
    """

    id: Id
    says: Text
    first: Text
    second: Text
    kind: Literal["political", "territorial", "humanitarian", "process"] = "political"
    core: bool = False
    status: Status = "stated"
    judgement: Text
    source: Sources = ()


class Objective(Ranged):
    """What an actor wants on an issue: its place on the issue's scale, and how dear it is (salience)."""

    central: ClassVar[str] = "salience"

    id: Text
    actor: str
    issue: str
    says: Text
    place: Share
    salience: Share
    low: Share
    high: Share
    status: Status = "stated"
    source: Sources


class Stance(Based, Ranged):
    """A party's judged position on an issue where it states no objective of its own."""

    central: ClassVar[str] = "salience"

    actor: str
    issue: str
    says: Text
    place: Share
    salience: Share
    low: Share
    high: Share


class RedLine(Based):
    """The place on an issue's scale at which a party's own giving way crosses a red line."""

    actor: str
    issue: str
    place: Share
    says: Text


class EdgeKind(Record):
    """A kind of relation between actors.

    `pair`: the tail needs an edge to each party and acts once, with the lesser of its two ties.
    `reach` says on which issues the tail acts on a stance, and how far: where its own objective lies `apart`
    from the party's opening, `alike` to it, or on `any` issue on which it has an objective.
    `doing` says it of somebody who does it to `{whom}`: "mediating between {whom}"; without one, the label does.
    `together` is the assumption that says how much of this all do together, if there is one.
    """

    id: Id
    label: Text
    says: Text
    doing: Text | None = None
    together: str | None = None
    pair: bool = False
    reach: Literal["apart", "alike", "any"] = "any"


class Edge(Based, Ranged):
    """A relation that the articles tell, from `tail` to `head`, with a weight and its plausible range.

    `not_modelled` says why no rule makes use of it.
    """

    central: ClassVar[str] = "weight"

    id: Text
    kind: str
    tail: str = Field(alias="from")
    head: str = Field(alias="to")
    says: Text
    weight: Share
    low: Share
    high: Share
    status: Status = "stated"
    source: Sources
    polarity: str = ""
    not_modelled: str = ""


class Scale(Record):
    """A scale from `low` to `high` and its fuzzy partition.

    Each term is a hat: 1 at its peak, falling to 0 at its neighbours' peaks; the outermost stay 1 beyond theirs.
    The memberships of any value therefore sum to 1 (a Ruspini partition).
    """

    id: Id
    low: Number
    high: Number
    terms: Numbers

    def membership(self, grades: Mapping[str, float], value: float) -> float:
        """Return how far a value is some terms, each counted with its grade, in [0, 1]."""
        return float(np.interp(value, list(self.terms.values()), [grades.get(term, 0.0) for term in self.terms]))

    @model_validator(mode="after")
    def _peaks(self) -> Self:
        peaks = list(self.terms.values())
        if len(peaks) < 2 or any(a >= b for a, b in pairwise(peaks)):
            raise ValueError("a scale needs two or more terms, their peaks rising")
        if not self.low <= peaks[0] < peaks[-1] <= self.high:
            raise ValueError(f"the peaks have to lie on the scale, {self.low} to {self.high}")
        return self


class Variable(Named, Based, Ranged):
    """An assumption (set from outside), a state (moved by rules) or a gauge (derived every month).

    `bands` are words for equal stretches of the scale, from its low end up; `group` is what it is shown under.
    `speed` is by how much it plausibly changes in a month at most, on its scale, where people set about to change it,
    and `paced` why; None where it may change at a stroke.
    """

    central: ClassVar[str] = "start"

    id: Id
    means: Text
    scope: Literal["world", "party", "stance", "issue", "actor"]
    kind: Literal["assumption", "state", "gauge"]
    scale: str
    lever: bool = False
    bands: tuple[str, ...] = ()
    group: str = ""
    start: Number | None = None
    low: Number | None = None
    high: Number | None = None
    speed: Annotated[Number, Field(gt=0)] | None = None
    paced: str = ""

    @model_validator(mode="after")
    def _speeds(self) -> Self:
        if (self.speed is None) != (not self.paced):
            raise ValueError("'speed' and 'paced', the reason for it, go together")
        if self.speed is not None and not self.lever and self.kind != "assumption":
            raise ValueError("'speed' is of levers and assumptions, which people set about to change")
        return self


class Start(Based, Ranged):
    """Where one particular variable (a qualified id) starts, when that differs from its kin."""

    central: ClassVar[str] = "start"

    id: Text
    start: Number
    low: Number
    high: Number


class Rule(Based):
    """A sentence, a number and a source.

    `over` is what it grounds over (world, party, stance or a kind of edge), `where` narrows that by attributes.
    `antecedents` maps a variable to terms, each with the grade in (0, 1] to which the clause holds where the term
    does; grades add up by membership, and the clauses multiply (product t-norm). In files, a term alone stands for
    {term: 1}, and a list for several of grade 1. `consequents` maps a state to a push a month as a share of the way
    left to the end of its scale, in [-1, 1]; or an outcome to its weight. `confidence`, where not given, is that of
    the claims' status, see `Case.confidence`. A `general` rule is meant for any war, and may ground nowhere in one.
    """

    id: Id
    says: Text
    over: str = Field(alias="for")
    where: Words = frozendict()
    antecedents: Clauses = Field(alias="if")
    consequents: Numbers = Field(alias="then", min_length=1)
    confidence: Confidence | None = None
    humped: str = ""
    general: bool = False

    @property
    def outcome(self) -> str:
        """The outcome that it pulls to; empty if it pushes variables."""
        return next((name for name in self.consequents if name in OUTCOMES), "")


class Firmness(Record):
    """How firmly a rule is believed that rests on a claim of such a status, unless it says so itself."""

    stated: Confidence
    implied: Confidence
    possible: Confidence
    inferred: Confidence
    judgement: Confidence


class Spread(Record):
    """How widely draws vary a push, by the rule's confidence: a share of the push, either way."""

    high: Share
    medium: Share
    low: Share


class Wander(Record):
    """How one assumption wanders around its level in draws: w <- persistence w + step u, u uniform in [-1, 1].

    It never strays further than step / (1 - persistence).
    """

    variable: str
    persistence: Annotated[Number, Field(ge=0, lt=1)]
    step: Share

    @property
    def bound(self) -> float:
        """The furthest that the walk can stray from its level."""
        return self.step / (1 - self.persistence)


class ChartGroup(Record):
    """Some variables whose paths are shown side by side, all on [0, 1]."""

    title: Text
    variables: Annotated[tuple[str, ...], Field(min_length=1, max_length=5)]


#: A calendar year.
Year = Annotated[int, Field(ge=1800, le=2200, strict=True)]


class WarFacts(Based):
    """What sort of war it is: by this, wars like it are found whose end is known. Nothing in a run rests on it.

    `deaths` is about how many died in battle in the last year before the case starts; `began` and `at` are the
    calendar years in which this bout of fighting began, and in which the case starts.
    """

    kind: WarKind
    deaths: Annotated[int, Field(ge=0, le=100_000_000, strict=True)]
    began: Year
    at: Year

    @property
    def years(self) -> int:
        """In how many calendar years it has been fought, the one at hand included: 1 or more."""
        return self.at - self.began + 1

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.at < self.began:
            raise ValueError(f"the case starts in {self.at}, before the war began, in {self.began}")
        return self


class Settings(Record):
    """What `case.toml` says of the case as a whole. Gains of the first of the two `parties` are positive."""

    id: Id
    title: Text
    says: Text
    version: Text
    parties: Annotated[tuple[str, ...], AfterValidator(_two)]
    salience_hold: Share
    red_line_margin: Annotated[Number, Field(gt=0, le=0.5)]
    confidence: Firmness
    spread: Spread
    wander: Wander
    war: WarFacts | None = None
    chart: tuple[ChartGroup, ...] = ()


class Theory(Record):
    """An optional set of beliefs from the literature: its works, their findings as claims, and rules that carry these.

    A finding that no rule carries says why (`not_modelled`): a known gap.
    """

    id: Id
    title: Text
    says: Text
    articles: Annotated[tuple[Article, ...], Field(alias="article", min_length=1)]
    claims: Annotated[tuple[Claim, ...], Field(alias="claim", min_length=1)]
    rules: Annotated[tuple[Rule, ...], Field(alias="rule")] = ()
