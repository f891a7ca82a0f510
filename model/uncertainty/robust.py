"""How sturdy an answer is among the plausible variants: in how many of them it stays, and a word for that.

The rule for the word is ROBUSTNESS_RULE, and `robustness_words` is the only place that applies it. To lead the
runner-up is not enough: the answer has to stay in more than half of the variants, so that it beats everything else
together. A lead that could be a tie is therefore always open, and so is an answer that most variants do not give.
Firm asks for nine in ten. Since the lower end of the interval has to reach that, it takes at least 35 draws that all
agree; a handful of draws never reads as firm.

`headline` asks it of the class with the largest share of the pull: that is the word that page, shell and briefing show.
`robustness` asks it of a central run, of what leads there and of whether that has formed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from model.engine import FORMED, SLIGHT, TIE, Run
from model.knowledge import OUTCOMES
from model.showing import Card, Shown
from model.uncertainty.intervals import LEVEL, wilson_interval
from model.uncertainty.variants import Ensemble

#: Firm: the lower end of the share's interval reaches the first of these. Leaning: it is above the second.
FIRM_FROM, LEANING_ABOVE = 0.9, 0.5


#: The rule, as everybody reads it.
ROBUSTNESS_RULE = (
    "The word counts the plausible variants in which what is named has the largest pull of the four: the three "
    f"outcomes, and what they leave for the war to go on. Firm: in {FIRM_FROM:.0%} or more of them, even at the lower "
    f"end of the {LEVEL:.0%} interval of that count. Leaning: in more than half of them, even there. Open: anything "
    f"less, or it is too close to call: the first two shares of the pull are less than {SLIGHT:g} apart. "
    "The interval tells how far the count might be off because only so many variants were run: the fewer, the wider."
)


#: The rule in brief.
RULE_IN_BRIEF = (
    f"Firm: {FIRM_FROM:.0%} or more of the variants agree, for certain. Leaning: more than half do. Open: fewer do, or "
    "it is too close to call."
)


#: The same rule as it is asked of a central run.
CENTRAL_RUN_RULE = (
    f"Firm: the answer of the central run stays in {FIRM_FROM:.0%} or more of the plausible variants, even at the "
    f"lower end of that count's {LEVEL:.0%} interval. Leaning: at the lower end it still stays in more than half of "
    "them. Open: anything less, or the central run is too close to call: its lead, or its way to one half, is under "
    f"{SLIGHT:g}."
)


def robustness_words(
    count: ArrayLike, draws: int, tied: ArrayLike = False
) -> np.ndarray[tuple[int, ...], np.dtype[np.str_]]:
    """Return the words for answers that stay in so many of the draws, by ROBUSTNESS_RULE.

    Args:
        count: in how many draws each answer stays (a tie does not count); a number, or an array of any shape.
        draws: how many there are, one or more.
        tied: whether the answer is too close to call anyway; of the count's shape.
    """
    low = np.where(tied, 0.0, wilson_interval(count, draws)[0])
    return np.select([low >= FIRM_FROM, low > LEANING_ABOVE], ["firm", "leaning"], "open")


@dataclass(frozen=True)
class Standing:
    """How an answer stands: the share of draws in which it stays, that share's 95 % interval, and the word.

    `tied` is whether it is too close to call, whatever the count: the two that are compared are within 0.005.
    """

    share: float
    low: float
    high: float
    word: str
    tied: bool

    @classmethod
    def of(cls, count: int, draws: int, tied: bool) -> Standing:
        """Return how an answer stands that stays in `count` of the draws."""
        low, high = map(float, wilson_interval(count, draws))
        return cls(count / draws, low, high, str(robustness_words(count, draws, tied)), tied)


@dataclass(frozen=True, repr=False)
class Robustness(Shown):
    """How firmly the two answers of a central run stand among its variants: what leads, and whether it has formed.

    What the variants come to by themselves is `Headline`; that is what page, shell and briefing tell.

    outcome: what leads in the central run; formed: whether it has formed there.
    lead: how "this outcome leads" stands; verdict: how "it has formed", or "nothing has formed", stands.
    margin: the share of draws in which the outcome leads, less that of the next; negative where another leads in more.
    pull_margin: the lead in the central run, `Run.margin`.
    draws: how many variants there are.
    """

    outcome: str
    formed: bool
    lead: Standing
    verdict: Standing
    margin: float
    pull_margin: float
    draws: int

    def _card(self) -> Card:
        state = "has formed" if self.formed else "nothing has formed"
        told = {"leads": self.lead, state: self.verdict}
        facts = {name: f"{s.word} ({s.share:.1%}: {s.low:.1%} to {s.high:.1%})" for name, s in told.items()}
        return Card(self.outcome, facts | {"draws": f"{self.draws:,}"})

    @property
    def share(self) -> float:
        """The share of draws in which the central run's outcome leads."""
        return self.lead.share

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of that share (Wilson 1927)."""
        return self.lead.low, self.lead.high

    @property
    def word(self) -> str:
        """The word for the lead: "firm", "leaning" or "open"."""
        return self.lead.word

    def to_dict(self) -> dict[str, object]:
        """Return it as plain values, ready for JSON, with the rule for the words."""
        verdict = self.verdict
        return {
            "outcome": self.outcome,
            "share": self.share,
            "interval": list(self.interval),
            "margin": self.margin,
            "pull_margin": self.pull_margin,
            "word": self.word,
            "formed": {
                "formed": self.formed,
                "share": verdict.share,
                "interval": [verdict.low, verdict.high],
                "word": verdict.word,
            },
            "draws": self.draws,
            "rule": CENTRAL_RUN_RULE,
        }


def robustness(run: Run, variants: Ensemble) -> Robustness:
    """Return how firmly a run's answers stand among the variants of the same scenario.

    Raises:
        ValueError: if it is given anything else, or the variants are those of another case or scenario.
    """
    types = [type(run), type(variants)]
    if types != [Run, Ensemble]:
        given = " and ".join(one.__name__ for one in types)
        raise ValueError(f"a run and its variants are needed, as in robustness(run, variants), not {given}")
    check_variants_of(run, variants)
    number, draws = OUTCOMES.index(run.outcome), variants.draws
    leads = outright(variants)
    led = leads.sum(axis=0)
    formed = leads[:, number] & (variants.pulls[:, number] >= FORMED)
    stays = int(formed.sum()) if run.formed else round(variants.unformed[0] * draws)
    lead = Standing.of(int(led[number]), draws, run.margin < SLIGHT)
    verdict = Standing.of(stays, draws, abs(run.pull[run.outcome] - FORMED) < SLIGHT)
    margin = float(led[number] - np.delete(led, number).max()) / draws
    return Robustness(run.outcome, run.formed, lead, verdict, margin, run.margin, draws)


def check_variants_of(run: Run, variants: Ensemble) -> None:
    """Raise ValueError if the variants are those of another case or scenario than the run's."""
    if not variants.program.case.same_beliefs(run.case) or variants.scenario != run.scenario:
        raise ValueError(f"the variants are of '{variants.scenario.title}', or another case, not of this run")


def outright(variants: Ensemble) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return whether each outcome leads without a tie, by draw: shape (draws, 3)."""
    first, second = np.sort(variants.pulls, axis=1)[:, :0:-1].T
    return np.asarray((variants.pulls == first[:, None]) & (first - second > TIE)[:, None])


def interval_in_words(low: float, high: float) -> str:
    """Return an interval in words: "64% to 75%"; its lower end never looks as if it were on a bound of the rule."""
    looks_on_bound = any(low != bound and f"{low:.0%}" == f"{bound:.0%}" for bound in (LEANING_ABOVE, FIRM_FROM))
    digits = 1 if looks_on_bound else 0
    return f"{low:.{digits}%} to {high:.{digits}%}"


def share_in_words(share: float, low: float, high: float) -> str:
    """Return a share with its interval: "54% (51% to 57%)"."""
    return f"{share:.0%} ({interval_in_words(low, high)})"


def count_in_words(share: float, low: float, high: float, draws: int) -> str:
    """Return a part of the variants as a count with its interval: "614 of 1,024 variants (582 to 645)"."""
    count, least, most = (round(part * draws) for part in (share, low, high))
    return f"{count:,} of {draws:,} variants ({least:,} to {most:,})"
