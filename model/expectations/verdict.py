"""What an expectation comes to: the comparisons that were made, and the verdict over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from model.expectations.figures import Sample
from model.expectations.situation import Situation
from model.scenario import Expectation, event_line
from model.showing import Card, Shown

#: What an expectation comes to. It is stale if it is said to differ from the model, and holds by now.
Word = Literal["holds", "differs", "unsure", "fails", "stale"]


#: How what does not pass is headed.
HEADS: dict[Word, str] = {
    "unsure": "unsure, other draws could overturn it",
    "fails": "does not hold",
    "stale": "holds now, and is said to differ",
}


@dataclass(frozen=True)
class Check:
    """One comparison that an expectation comes to.

    Attributes:
        what: what is looked at, in words; asked: what is expected of it.
        sign, limit: the value has to be above the limit if the sign is 1, below it if -1.
        value, low, high: what was found, and its 95 % interval for want of more draws; how far the beliefs themselves
            could be off is no part of it.
        about: the outcome or the variable that is looked at; "" if no single one.
        at, against: where it is looked at, and what it is compared with there, if with anything.
    """

    what: str
    asked: str
    sign: int
    limit: float
    value: float
    low: float
    high: float
    about: str = ""
    at: Situation | None = field(default=None, compare=False, repr=False)
    against: Situation | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        what: str,
        asked: str,
        sign: int,
        limit: float,
        sample: Sample,
        about: str,
        against: Situation | None = None,
    ) -> Check:
        """Return the check of a figure."""
        return cls(what, asked, sign, limit, *sample.estimate, about=about, against=against)

    @classmethod
    def exact(cls, what: str, asked: str, sign: int, limit: float, value: float) -> Check:
        """Return the check of a value that does not come from draws."""
        return cls(what, asked, sign, limit, value, value, value)

    @property
    def word(self) -> Literal["holds", "fails", "unsure"]:
        """What it comes to: unsure if the limit lies between `low` and `high`."""
        near, far = (self.low, self.high) if self.sign > 0 else (self.high, self.low)
        if self.sign * (near - self.limit) > 0:
            return "holds"
        return "unsure" if self.sign * (far - self.limit) > 0 else "fails"

    @property
    def margin(self) -> float:
        """How far beyond the limit the value is; negative where it falls short of it."""
        return self.sign * (self.value - self.limit)

    @property
    def brief(self) -> str:
        """What was found and expected, in short: the figure first, since a line may be cut."""
        return f"{self.value:.3f}, asked {self.asked}: {self.what}"

    def __str__(self) -> str:
        span = "" if self.low == self.high else f" ({self.low:.3f} to {self.high:.3f})"
        return f"{self.what}: expected {self.asked}, found {self.value:.3f}{span}; margin {self.margin:+.3f}"


@dataclass(frozen=True, repr=False)
class Verdict(Shown):
    """What an expectation comes to: every comparison made, from so many draws with a seed."""

    expectation: Expectation
    checks: tuple[Check, ...]
    draws: int
    seed: int

    def _card(self) -> Card:
        facts = {"verdict": self.word, "margin": f"{self.margin:+.3f}", "draws": f"{self.draws:,}"}
        return Card(self.expectation.says, facts, [("found",), *((text,) for text in self.comparisons)])

    @property
    def word(self) -> Word:
        """The worst of the checks' words; `differs` for what is known to fail, and `stale` if that holds by now."""
        words = {check.word for check in self.checks}
        worst: Word = "fails" if "fails" in words else "unsure" if "unsure" in words else "holds"
        if not self.expectation.differs or worst == "unsure":
            return worst
        return "differs" if worst == "fails" else "stale"

    @property
    def held(self) -> bool:
        """Whether it passes as a test; a verdict that more draws could overturn does not."""
        return self.word in ("holds", "differs")

    @property
    def margin(self) -> float:
        """The least of the checks' margins."""
        return min(check.margin for check in self.checks)

    @property
    def looked_at(self) -> str:
        """What was looked at, with its change as a file has it: "the scenario with trust = 0.7, theory commitment"."""
        asked, at = self.expectation, self.ranked[0].at
        parts = [f"{name} = {value:g}" for name, value in asked.having.items()]
        parts += [f"without {name}" for name in asked.without]
        parts += [f"theory {name}" for name in asked.theories]
        parts += [f"rule {name} at {factor:g}" for name, factor in asked.beliefs.items()]
        parts += [event_line(at.case, event) for event in asked.events if at]
        parts += [at.point.removeprefix(", ")] if at and at.point else []
        return f"the scenario with {', '.join(parts)}" if parts else "the scenario as it stands"

    @property
    def comparisons(self) -> tuple[str, ...]:
        """Every comparison in words, those that decide the verdict first."""
        return tuple(map(str, self.ranked))

    @property
    def ranked(self) -> tuple[Check, ...]:
        """Every comparison, those that decide the verdict first."""
        order = {"fails": 0, "unsure": 1, "holds": 2}
        return tuple(sorted(self.checks, key=lambda check: (order[check.word], check.margin)))

    @property
    def brief(self) -> str:
        """What does not pass, in a line."""
        found = self.ranked[0].brief
        return found if self.word == "fails" else f"{self.word}: {found}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON."""
        return {
            "says": self.expectation.says,
            "source": self.expectation.source,
            "claims": list(self.expectation.claims),
            "differs": self.expectation.differs,
            "verdict": self.word,
            "margin": self.margin,
            "draws": self.draws,
            "seed": self.seed,
            "looked_at": self.looked_at,
            "found": list(self.comparisons),
        }
