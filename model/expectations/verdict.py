"""What an expectation comes to: the comparisons that were made, and the verdict over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from model.expectations.figures import Sample
from model.scenario import Expectation

Word = Literal["holds", "fails", "unsure", "differs"]


@dataclass(frozen=True)
class Check:
    """One comparison that an expectation comes to.

    Attributes:
        what: what is looked at, in words; asked: what is expected of it.
        sign, limit: the value has to be above the limit if the sign is 1, below it if -1.
        value, low, high: what was found, and its 95 % interval for want of more draws; how far the beliefs themselves
            could be off is no part of it.
    """

    what: str
    asked: str
    sign: int
    limit: float
    value: float
    low: float
    high: float

    @classmethod
    def of(cls, what: str, asked: str, sign: int, limit: float, sample: Sample) -> Check:
        """Return the check of a figure."""
        return cls(what, asked, sign, limit, *sample.estimate)

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

    def __str__(self) -> str:
        span = "" if self.low == self.high else f" ({self.low:.3f} to {self.high:.3f})"
        return f"{self.what}: expected {self.asked}, found {self.value:.3f}{span}; margin {self.margin:+.3f}"


@dataclass(frozen=True)
class Verdict:
    """What an expectation comes to: every comparison made, from so many draws with a seed."""

    expectation: Expectation
    checks: tuple[Check, ...]
    draws: int
    seed: int

    @property
    def word(self) -> Word:
        """The worst of the checks' words; `differs` for what is known to fail, and `fails` if that holds by now."""
        words = {check.word for check in self.checks}
        worst: Word = "fails" if "fails" in words else "unsure" if "unsure" in words else "holds"
        if not self.expectation.differs or worst == "unsure":
            return worst
        return "differs" if worst == "fails" else "fails"

    @property
    def held(self) -> bool:
        """Whether it passes as a test; a verdict that more draws could overturn does not."""
        return self.word in ("holds", "differs")

    @property
    def margin(self) -> float:
        """The least of the checks' margins."""
        return min(check.margin for check in self.checks)

    @property
    def comparisons(self) -> tuple[str, ...]:
        """Every comparison in words, those that decide the verdict first."""
        order = {"fails": 0, "unsure": 1, "holds": 2}
        return tuple(map(str, sorted(self.checks, key=lambda check: (order[check.word], check.margin))))

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
            "found": list(self.comparisons),
        }
