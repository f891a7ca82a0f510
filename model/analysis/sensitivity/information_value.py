"""Which knowledge is worth getting? By how much the shares would move if a belief were no longer uncertain.

The shares are those of the pull, or the parts of the variants in which each outcome has formed: see `MEASURES`. Each
variant draws every belief anew. Variants in which one belief has nearly the same value are what would be left if that
value became known. So the variants are sorted by one belief and cut into slices, and the shares in each slice are
compared with those in all (Strong, Oakley and Brennan 2014 show how one set of draws serves all beliefs):

- `moves`: by how much the shares are expected to move, as the mean over slices of half the sum of their differences
  (total variation), in [0, 1]. Any slice differs a little by chance; what shuffled variants come to is taken off.
- `gain`: how much larger the largest share is, knowing the slice: the expected value of partial perfect information for
  whoever names what has it (Raiffa and Schlaifer 1961), in [0, 1].

What moves the shares no more than chance would, once in twenty such tables, is marked as not told apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from model.analysis.sensitivity.factors import Factor, choose
from model.analysis.sensitivity.measures import tornado
from model.arrays import Bools, Floats, Ints
from model.engine import SLIGHT, ready_program
from model.knowledge import CLASS_NAMES, OUTCOMES, PULL_CLASSES, Case, unknown, variables_by_id
from model.scenario import AnyScenario, scenario_of
from model.showing import Card, Shown, figures
from model.uncertainty import Ensemble, check_draws, ensemble, uniform

#: Variants, slices of them, and shuffles that tell what chance comes to.
WORTH_DRAWS, SLICES, SHUFFLES = 4096, 8, 200


#: How the class of a variant is called in which nothing has formed.
NO_OUTCOME = "none"


class Measure(NamedTuple):
    """What shares are asked about: the classes that have one, and each variant's part in them.

    classes: their ids; parts: from the variants, shape (draws, classes), rows that sum to 1; about: in words.
    """

    classes: tuple[str, ...]
    parts: Callable[[Ensemble], Floats]
    about: str


def _of_the_pull(variants: Ensemble) -> Floats:
    return variants.of_the_pull_at(variants.scenario.months)


def _formed(variants: Ensemble) -> Floats:
    formed = variants.leads_formed[-1].T
    return np.column_stack([formed, ~formed.any(axis=1)]).astype(float)


#: The measures, by name; the first is the usual one.
MEASURES = {
    "pull": Measure(PULL_CLASSES, _of_the_pull, "the shares of the pull"),
    "formed": Measure((*OUTCOMES, NO_OUTCOME), _formed, "the parts of the variants in which each outcome has formed"),
}


#: In so few tables of this size would chance alone make any belief stand out.
CHANCE_LEVEL = 0.05


@dataclass(frozen=True)
class Known:
    """What it would be worth to know one belief.

    Attributes:
        factor: the belief, as `model.analysis.sensitivity.factors` names it, and its range.
        moves, gain: as above; chance taken off, and no less than 0.
        stands_out: whether it moves the shares more than chance would.
        low, high: the shares where the belief is in its lowest, and in its highest slice, by the measure's classes.
        swing: how far the belief alone moves the leading pull of the central run over its range, and `rank` its place
            by that: the plain sensitivity.
        claims: what the belief rests on in the register; () for a judgement, which `judgement` tells.
        says: the belief as a sentence.
    """

    factor: Factor
    moves: float
    gain: float
    stands_out: bool
    low: dict[str, float]
    high: dict[str, float]
    swing: float
    rank: int
    claims: tuple[str, ...]
    judgement: str
    says: str


@dataclass(frozen=True, repr=False)
class Worth(Shown):
    """The beliefs, those worth the most first, and the shares as they are, by `measure`: of `draws` variants."""

    beliefs: tuple[Known, ...]
    shares: dict[str, float]
    draws: int
    measure: str = "pull"

    @property
    def about(self) -> str:
        """What the shares are, in words."""
        return MEASURES[self.measure].about

    def _card(self) -> Card:
        telling = [belief for belief in self.beliefs if belief.stands_out]
        facts = {"draws": f"{self.draws:,}", "beliefs": str(len(self.beliefs)), "that stand out": str(len(telling))}
        rows = [(belief.factor.name, f"{belief.moves:.1%}") for belief in telling]
        return Card("", facts | {"shares": figures(self.shares)}, [("belief", f"moves {self.about} by"), *rows])


def worth(case: Case, scenario: AnyScenario, draws: int = WORTH_DRAWS, seed: int = 0, measure: str = "pull") -> Worth:
    """Return what it would be worth to know each belief that a scenario leaves uncertain.

    Args:
        case: the case.
        scenario: a scenario, its id or path; what it sets is not uncertain.
        draws: variants, 200 to 10,000.
        seed: of the draws.
        measure: which shares are to move: "pull", the shares of the pull of the four classes, or "formed", the parts
            of the variants in which each outcome has formed, and in which none has ("none").

    Raises:
        ScenarioError: if the scenario does not fit the case. ValueError: for draws or seed out of range, or an unknown
            measure.
    """
    if measure not in MEASURES:
        raise ValueError(unknown("measure", measure, MEASURES))
    scenario = scenario_of(case, scenario)
    program = ready_program(case, scenario)
    check_draws(draws, seed, 200)
    factors = choose(program, scenario, "beliefs")
    parts = MEASURES[measure].parts(ensemble(case, scenario, draws, seed))
    drawn = {factor.name: uniform(seed, factor.name, 0, draws)[0] for factor in factors}
    moves, gain, edges, out = worth_of(drawn, parts, seed)
    table = tornado(case, scenario, "beliefs").reset_index(drop=True)
    swing = dict(zip(table["factor"], table["swing"], strict=True))
    rank = {name: number + 1 for number, name in enumerate(table["factor"])}

    def named(shares: Floats) -> dict[str, float]:
        return dict(zip(MEASURES[measure].classes, map(float, shares), strict=True))

    found = [
        Known(
            factor,
            float(moves[n]),
            float(gain[n]),
            bool(out[n]),
            named(edges[n, 0]),
            named(edges[n, 1]),
            float(swing[factor.name]),
            rank[factor.name],
            *_source(program.case, factor.name),
        )
        for n, factor in enumerate(factors)
    ]
    ranked = tuple(sorted(found, key=lambda one: (-one.moves, one.rank)))
    return Worth(ranked, named(parts.mean(axis=0)), draws, measure)


def worth_of(drawn: dict[str, Floats], parts: Floats, seed: int = 0) -> tuple[Floats, Floats, Floats, Bools]:
    """Return what knowing each of some inputs is worth, whatever they are and wherever the shares come from.

    Args:
        drawn: the values of every input, shape (draws,) each.
        parts: each draw's part in every class, shape (draws, classes), rows that sum to 1; the shares are its means.
        seed: of the shuffles.

    Returns:
        moves and gain, shape (inputs,), chance taken off; the shares of the classes in the lowest and in the highest
        slice, shape (inputs, 2, classes); and whether each stands out from chance, shape (inputs,).
    """
    all_ = parts.mean(axis=0)

    def sliced(order: Ints) -> Floats:
        return np.stack([parts[part].mean(axis=0) for part in np.array_split(order, SLICES)])

    def moved(slices: Floats) -> float:
        return float(np.abs(slices - all_).sum(axis=1).mean() / 2)

    def gained(slices: Floats) -> float:
        return float(slices.max(axis=1).mean() - all_.max())

    random = np.random.default_rng(seed)
    shuffled = [sliced(random.permutation(len(parts))) for _ in range(SHUFFLES)]
    chance_moves, chance_gain = np.array([moved(s) for s in shuffled]), np.array([gained(s) for s in shuffled])
    slices = [sliced(np.argsort(values, kind="stable")) for values in drawn.values()]
    moves, gain = np.array([moved(s) for s in slices]), np.array([gained(s) for s in slices])
    beyond = NormalDist().inv_cdf(1 - CHANCE_LEVEL / max(len(drawn), 1))
    out = moves > chance_moves.mean() + beyond * max(float(chance_moves.std()), 1e-12)
    return (
        np.maximum(moves - chance_moves.mean(), 0.0),
        np.maximum(gain - chance_gain.mean(), 0.0),
        np.stack([s[[0, -1]] for s in slices]),
        out,
    )


def _source(case: Case, name: str) -> tuple[tuple[str, ...], str, str]:
    """Return the claims behind a belief, the judgement if there is one, and the belief as a sentence."""
    kind, _, what = name.partition(" ")
    if kind == "push":
        rule = case.rule_of[what]
        return rule.claims, rule.judgement, rule.says
    if kind == "edge":
        edge = case.edge_of[what]
        return tuple(dict.fromkeys([edge.id, *edge.claims])), edge.judgement, edge.says
    if kind == "salience":
        goal = next((goal for goal in case.objectives if f"{goal.actor}.{goal.id}" == what or goal.id == what), None)
        if goal is not None:
            return (goal.id,), "", goal.says
        return (), "judged", what
    own = next((start for start in case.starts if start.id == what), None)
    variable = variables_by_id(case)[what]
    source = own or variable
    return source.claims, source.judgement, variable.means


def known_in_words(case: Case, one: Known) -> str:
    """Return what a belief does to the shares from one end of its range to the other, as a sentence."""
    names = {**CLASS_NAMES, NO_OUTCOME: "none of the three"}
    most = max(one.low, key=lambda kind: abs(one.high[kind] - one.low[kind]))
    low, high = f"{one.low[most]:z.0%}", f"{one.high[most]:z.0%}"
    if NO_OUTCOME in one.low:
        told = f"At its low end {names[most]} has formed in {low} of the variants, at its high end in {high}"
    else:
        told = f"At its low end {low} of the pull goes to {names[most]}, at its high end {high}"
    gain = f"; for who knows it the largest share is {one.gain:.1%} larger" if one.gain >= SLIGHT else ""
    return f"{told}{gain}."
