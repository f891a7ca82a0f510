"""An ensemble: many plausible variants of one scenario, and what they come to as shares, bands and months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from model.arrays import Floats, Ints, read_only, read_only_dataset, same_bits
from model.engine import (
    BLOCK,
    FORMED,
    Inputs,
    Program,
    Run,
    Trace,
    best_backend,
    check_month,
    check_variables,
    engine_in_words,
    leading,
    own_program,
    program_of,
    ready_program,
    trace,
)
from model.knowledge import CLASS_TITLES, OUTCOMES, PULL_CLASSES, THE_REST, Case, Fault, ScenarioError
from model.pictures import lines
from model.scenario import AnyScenario, MadeBy, Scenario, scenario_of
from model.showing import Card, Shown, figures
from model.uncertainty.draws import OWN_LUCK, drawn_batches, drawn_inputs
from model.uncertainty.intervals import quantiles, share_interval, wilson_interval
from model.uncertainty.mean_sums import mean_contributions

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from model.pictures import Picture

#: The most draws of an ensemble: beyond, a slip is likelier than a wish.
MOST_DRAWS = 10_000


#: What a band is drawn from: 90 % of the draws lie between the outer two, 50 % between the inner two.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False, repr=False)
class Ensemble(Shown):
    """What many plausible variants of a scenario come to. Neither pulls nor counts of variants are probabilities.

    The figures to lead with are the *shares of the pull*: the mean pull of each outcome over the variants, and what is
    left for the war to go on. How many variants an outcome leads or has formed in tells how sturdy an answer is.

    `pulls_by_month`: float32, shape (months + 1, 3, draws). Other paths are not kept: who asks for some gets them from
    the same draws, run again. `engine`: who stepped the draws. Two are equal if they are of the same beliefs, scenario
    and seed, and have the same bits. Its arrays are read-only.
    """

    program: Program
    scenario: Scenario
    seed: int
    pulls_by_month: Floats
    engine: str = ""

    def __post_init__(self) -> None:
        read_only(self.pulls_by_month)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ensemble) and (
            (self.scenario, self.seed) == (other.scenario, other.seed)
            and same_bits(self.pulls_by_month, other.pulls_by_month)
            and self.case.same_beliefs(other.case)
        )

    def __hash__(self) -> int:
        return hash((self.case.id, self.scenario, self.seed))

    def __reduce__(self) -> tuple[Any, ...]:
        held = (self.case, self.scenario, self.seed, self.pulls_by_month, self.engine)
        return _again, (*held, own_program(self.program))

    def _card(self) -> Card:
        facts = {"case": self.case.id, "months": str(self.scenario.months), "draws": f"{self.draws:,}"}
        facts |= {"seed": str(self.seed), "share of the pull": figures(self.mean_pull)}
        facts |= {"the war goes on": f"{self.goes_on:.2f}"}
        rows = [("", "share of the pull", "largest of three in", "has formed in")]
        rows += [(o, f"{self.mean_pull[o]:.0%}", f"{self.leads_in[o]:,}", f"{self.formed_in[o]:,}") for o in OUTCOMES]
        return Card(self.scenario.title, facts, [*rows, ("the war goes on", f"{self.goes_on:.0%}", "", "")])

    @property
    def case(self) -> Case:
        """The case that was run."""
        return self.program.case

    @property
    def made_by(self) -> MadeBy:
        """What made it: enough to come to the same bits again."""
        return MadeBy.of("ensemble", self.case, self.scenario, self.engine, seed=self.seed, draws=self.draws)

    def rows(self, variables: Sequence[str], luck: bool = True) -> Floats:
        """Return the paths of states, assumptions, gauges and pulls: shape (months + 1, variables, draws).

        An outcome's id stands for its pull, and "goes_on" for what the three pulls leave of 1. Without `luck` nothing
        may happen to the draws: they differ by what we do not know alone.
        """
        check_variables(self.program, [v for v in variables if v != THE_REST])
        rows = [self.program.row[v] for v in variables if v not in PULL_CLASSES]
        pulls, values = self.pulls_by_month, self.pulls_by_month[:, :0]
        if rows or not luck:
            which = OWN_LUCK if luck else None
            pulls, values = _run_draws(self.program, self.scenario, self.draws, self.seed, rows, which)
        of_the_pull = self._of_the_pull if luck else with_the_rest(pulls)
        found = {name: pulls[:, number] for number, name in enumerate(OUTCOMES)} | {THE_REST: of_the_pull[:, 3]}
        found |= {self.program.ids[row]: values[:, number] for number, row in enumerate(rows)}
        empty = np.empty((len(pulls), 0, self.draws))
        return read_only(np.stack([found[v] for v in variables], axis=1) if variables else empty)

    @property
    def draws(self) -> int:
        """How many variants there are."""
        return int(self.pulls_by_month.shape[2])

    @property
    def pulls(self) -> Floats:
        """The pulls at the horizon, shape (draws, 3)."""
        return self.pulls_at(self.scenario.months)

    def pulls_at(self, month: int) -> Floats:
        """Return the pulls at a month, shape (draws, 3). Raises ScenarioError for a month beyond the horizon."""
        pulls: Floats = self.pulls_by_month[check_month(month, self.scenario.months)].T
        return pulls

    @cached_property
    def _of_the_pull(self) -> Floats:
        """Each outcome's pull, and last what is left of 1, by month and draw: shape (months + 1, 4, draws)."""
        return with_the_rest(self.pulls_by_month)

    def of_the_pull_at(self, month: int) -> Floats:
        """Return how each draw's pull is shared at a month: shape (draws, 4), by `PULL_CLASSES`; its rows sum to 1."""
        return read_only(self._of_the_pull[check_month(month, self.scenario.months)].T)

    @cached_property
    def shares_by_month(self) -> Floats:
        """The shares of the pull by month, in the order of `PULL_CLASSES`: shape (months + 1, 4)."""
        return read_only(self._of_the_pull.mean(axis=2))

    @cached_property
    def _share_ends(self) -> Floats:
        """The ends of the shares' 95 % intervals by month, shape (2, months + 1, 4)."""
        return share_interval(self._of_the_pull)

    @cached_property
    def _share_ends_at_horizon(self) -> Floats:
        """The same at the horizon alone, shape (2, 4): what a page asks for again and again."""
        return share_interval(self._of_the_pull[-1])

    def mean_pull_at(self, month: int) -> dict[str, float]:
        """Return the mean pull of each outcome over the draws at a month; with `goes_on_at` they sum to 1."""
        return self._named(self._of_the_pull[check_month(month, self.scenario.months), :3].mean(axis=1))

    def goes_on_at(self, month: int) -> float:
        """Return what the mean pulls at a month leave of 1: the share of the pull with which the war goes on."""
        return float(self._of_the_pull[check_month(month, self.scenario.months), 3].mean())

    @property
    def mean_pull(self) -> dict[str, float]:
        """The mean pull of each outcome at the horizon, in [0, 1]; with `goes_on` they sum to 1."""
        return self.mean_pull_at(self.scenario.months)

    @property
    def goes_on(self) -> float:
        """What the mean pulls at the horizon leave of 1: the share of the pull with which the war goes on."""
        return self.goes_on_at(self.scenario.months)

    @property
    def mean_pull_intervals(self) -> dict[str, tuple[float, float]]:
        """The 95 % interval of each outcome's mean pull at the horizon (bootstrap over the draws)."""
        low, high = self._share_ends_at_horizon[:, :3].tolist()
        return dict(zip(OUTCOMES, zip(low, high, strict=True), strict=True))

    @property
    def goes_on_interval(self) -> tuple[float, float]:
        """The 95 % interval of `goes_on` (bootstrap over the draws)."""
        low, high = self._share_ends_at_horizon[:, 3].tolist()
        return low, high

    @cached_property
    def leads(self) -> Ints:
        """The number of the leading outcome, by month and draw: shape (months + 1, draws)."""
        return read_only(leading(self.pulls_by_month, axis=1))

    @cached_property
    def outcomes(self) -> np.ndarray[Any, Any]:
        """The leading outcome's id by draw."""
        found: np.ndarray[Any, Any] = np.array(OUTCOMES)[self.leads[-1]]
        return read_only(found)

    @cached_property
    def since(self) -> Ints:
        """By draw, the month since which its outcome leads without a break, as `Run.since` has it."""
        other = self.leads != self.leads[-1]
        back = np.argmax(other[::-1], axis=0)  # how many months ago another led; 0 if none ever did
        return read_only(np.where(back > 0, len(other) - back, 0))

    @cached_property
    def leads_formed(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Whether each outcome leads and has formed, by month and draw: shape (months + 1, 3, draws)."""
        led = self.leads[:, None, :] == np.arange(3)[:, None]
        formed: np.ndarray[Any, np.dtype[np.bool_]] = led & (self.pulls_by_month >= FORMED)
        return read_only(formed)

    @cached_property
    def _counts(self) -> tuple[Ints, Ints]:
        """In how many draws each outcome leads, and has formed, by month: each of shape (months + 1, 3)."""
        led = self.leads[:, None, :] == np.arange(3)[:, None]
        return led.sum(axis=2), self.leads_formed.sum(axis=2)

    def shares_at(self, month: int) -> dict[str, float]:
        """Return the share of draws in which each outcome leads at a month; they sum to 1."""
        return self._named(self._counts[0][check_month(month, self.scenario.months)] / self.draws)

    def formed_at(self, month: int) -> dict[str, float]:
        """Return the share of draws in which each outcome has formed at a month."""
        return self._named(self._counts[1][check_month(month, self.scenario.months)] / self.draws)

    @property
    def shares(self) -> dict[str, float]:
        """The share of draws in which each outcome leads at the horizon; they sum to 1."""
        return self.shares_at(self.scenario.months)

    @property
    def formed(self) -> dict[str, float]:
        """The share of draws in which each outcome has formed at the horizon; in the rest nothing has."""
        return self.formed_at(self.scenario.months)

    @property
    def leads_in(self) -> dict[str, int]:
        """In how many draws each outcome leads at the horizon; they sum to the draws."""
        return dict(zip(OUTCOMES, map(int, self._counts[0][-1]), strict=True))

    @property
    def formed_in(self) -> dict[str, int]:
        """In how many draws each outcome has formed at the horizon; in the rest nothing has."""
        return dict(zip(OUTCOMES, map(int, self._counts[1][-1]), strict=True))

    @property
    def share_intervals(self) -> dict[str, tuple[float, float]]:
        """The 95 % interval of each outcome's share at the horizon (Wilson 1927)."""
        return self._between(self._counts[0][-1])

    @property
    def formed_intervals(self) -> dict[str, tuple[float, float]]:
        """The 95 % interval of each outcome's formed share at the horizon (Wilson 1927)."""
        return self._between(self._counts[1][-1])

    @property
    def unformed(self) -> tuple[float, tuple[float, float]]:
        """The share of draws in which nothing has formed at the horizon, and its 95 % interval (Wilson 1927)."""
        count = self.draws - int(self._counts[1][-1].sum())
        low, high = map(float, wilson_interval(count, self.draws))
        return count / self.draws, (low, high)

    def _between(self, counts: Ints) -> dict[str, tuple[float, float]]:
        low, high = wilson_interval(counts, self.draws).tolist()
        return dict(zip(OUTCOMES, zip(low, high, strict=True), strict=True))

    @staticmethod
    def _named(shares: Floats) -> dict[str, float]:
        return dict(zip(OUTCOMES, map(float, shares), strict=True))

    def variant(self, draw: int) -> Run:
        """Return one of the variants as a run, with its paths, what happened in it and when, and all its sums.

        It is stepped in float64, and may differ from the draw among the others by no more than `SINGLE`.

        Raises:
            ScenarioError: if there is no such draw.
        """
        if isinstance(draw, bool) or not hasattr(draw, "__index__") or not 0 <= draw < self.draws:
            raise ScenarioError([Fault("", "draw", f"a draw from 0 to {self.draws - 1} is needed, not {draw!r}")])
        first = int(draw) // BLOCK * BLOCK
        many = min(BLOCK, self.draws - first)
        inputs = drawn_inputs(self.program, self.scenario, many, self.seed, first)
        one = inputs.part(int(draw) - first, int(draw) - first + 1).to(np.float64)
        return Run(self.program, self.scenario, self._trace(one), one)

    def _trace(self, inputs: Inputs) -> Trace:
        return trace(self.program, inputs, self.scenario.events, self.scenario.months, record=True)

    def contributions(self, variable: str) -> pd.DataFrame:
        """Return what changed the mean of a variable over the draws: a row for every ground rule (or event) and month.

        The draws are run again in double precision, where each one's sums are exact, and their means are told; what
        the single precision of the draws comes to, some millionths, is a row "rounding" of its own.

        Args:
            variable: a qualified id: a state, an assumption, a gauge or an outcome; "goes_on" for what the three pulls
                leave.

        Returns:
            the columns of `Run.contributions`: month, rule, where, actors, claims, amount. Wandering, and what happens
            in some of the draws, have rows as events have. The amounts sum to the change of the mean from month 0 to
            the horizon within 1e-9; for an outcome, to that of its share of the pull.

        Raises:
            ScenarioError: if there is no such variable.
        """
        mean = self.rows([variable])[:, 0].mean(axis=1, dtype=float)
        return mean_contributions(self.program, self.scenario, self.draws, self.seed, variable, mean)

    def median(self, variable: str, month: int) -> float:
        """Return the median of a variable, gauge or pull over the draws at a month."""
        return float(np.median(self.rows([variable])[check_month(month, self.scenario.months), 0]))

    def paths(self, *variables: str) -> xr.DataArray:
        """Return paths, draw by draw: dims (month, variable, draw), months 0 (the start) to the horizon.

        Args:
            variables: qualified ids of states, assumptions and gauges, or outcomes for their pulls, "goes_on" for
                what they leave.

        Raises:
            ScenarioError: if there is no such variable.
        """
        return self._array(variables, self.rows(variables), "draw", np.arange(self.draws))

    def bands(self, *variables: str, luck: bool = True) -> xr.DataArray:
        """Return paths as bands: dims (month, variable, quantile), quantiles 0.05, 0.25, 0.5 (median), 0.75, 0.95.

        Each month by itself: 90 % of the draws lie between the outer two there, 50 % between the inner two. A band's
        edge is no path that a draw would take.

        Args:
            variables: as for `paths`.
            luck: False for the same beliefs while nothing may happen: the bands of what we do not know alone.

        Raises:
            ScenarioError: if there is no such variable.
        """
        found = quantiles(self.rows(variables, luck), QUANTILES)
        return self._array(variables, found, "quantile", np.array(QUANTILES))

    def plot(self, *variables: str) -> Picture:
        """Return a picture: the shares of the pull by month with their 95 % intervals; or paths, medians with bands.

        Of paths the darker band holds nine in ten variants in which nothing may happen, which differ by what we do not
        know; the wider one holds nine in ten of them with what may happen.

        Args:
            variables: qualified ids, or outcomes for their pulls; none for the shares of the pull.

        Raises:
            ScenarioError: if there is no such variable. ImportError: without Altair.
        """
        names, up = variables or tuple(CLASS_TITLES.values()), "value" if variables else "share of the pull"
        if variables:
            outer = quantiles(self.rows(variables), (0.5, 0.05, 0.95))
            inner = quantiles(self.rows(variables, luck=False), (0.05, 0.95))
            paths = np.concatenate([outer, inner], axis=-1).transpose(1, 0, 2)
        else:
            paths = np.stack([self.shares_by_month, *self._share_ends], axis=-1).transpose(1, 0, 2)
        ends = ("y", "low", "high", "unknown_low", "unknown_high")
        rows = [
            {"x": month, "name": name} | dict(zip(ends, values, strict=False))
            for name, path in zip(names, paths.tolist(), strict=True)
            for month, values in enumerate(path)
        ]
        own = not variables or variables in (OUTCOMES, PULL_CLASSES)
        return lines(rows, self.scenario.title, "month", up, names, outcomes=own)

    def _array(self, variables: Sequence[str], values: Floats, third: str, at: np.ndarray[Any, Any]) -> xr.DataArray:
        import xarray as xr

        coords = {"month": np.arange(len(values)), "variable": list(variables), third: at}
        return xr.DataArray(read_only(values), dims=("month", "variable", third), coords=coords, name="paths")

    @property
    def lead_taken(self) -> pd.DataFrame:
        """When each outcome takes the lead that it keeps to the horizon: one row an outcome.

        Columns: share, of the draws in which it leads at the horizon; and of those draws' months `since`, the median,
        and low and high, between which half of them lie. NaN where no draw is left.
        """
        import pandas as pd

        rows = []
        for number in range(len(OUTCOMES)):
            own = self.since[self.leads[-1] == number].astype(float)
            low, median, high = quantiles(own, (0.25, 0.5, 0.75)) if len(own) else (np.nan,) * 3
            rows.append((len(own) / self.draws, median, low, high))
        return pd.DataFrame(rows, index=pd.Index(OUTCOMES, name="outcome"), columns=["share", "median", "low", "high"])

    def by_month(self) -> xr.Dataset:
        """Return the shares by month, each with its 95 % interval.

        `mean_pull` (month, outcome) and `goes_on` (month) are shares of the pull; the ends of their intervals,
        `mean_pull_low`, `mean_pull_high`, `goes_on_low`, `goes_on_high`, come by bootstrap. `share` and `formed`
        (month, outcome) count the draws in which an outcome leads, and has formed; theirs, `share_low`, `share_high`,
        `formed_low`, `formed_high`, are Wilson's (1927).
        """
        import xarray as xr

        found: dict[str, Floats] = {}
        for name, counts in zip(("share", "formed"), self._counts, strict=True):
            low, high = wilson_interval(counts, self.draws)
            found |= {name: counts / self.draws, f"{name}_low": low, f"{name}_high": high}
        means = {"": self.shares_by_month, "_low": self._share_ends[0], "_high": self._share_ends[1]}
        found |= {f"mean_pull{end}": values[:, :3] for end, values in means.items()}
        return xr.Dataset(
            {name: (("month", "outcome"), read_only(values)) for name, values in found.items()}
            | {f"goes_on{end}": ("month", read_only(values[:, 3])) for end, values in means.items()},
            coords={"month": np.arange(len(self.leads)), "outcome": list(OUTCOMES)},
            attrs={
                "scenario": self.scenario.title,
                "months": self.scenario.months,
                "draws": self.draws,
                "seed": self.seed,
                "made_by": self.made_by.to_text(),
            },
        )

    def to_xarray(self) -> xr.Dataset:
        """Return all of it: the shares `by_month`, and by draw the pulls, the outcome, whether formed, and since when.

        Added to `by_month` are `pull` (month, outcome, draw), and `leading`, `has_formed` and `since` (draw).
        """
        table = self.to_pandas()
        found = self.by_month().assign(
            pull=(("month", "outcome", "draw"), self.pulls_by_month),
            leading=("draw", self.outcomes),
            has_formed=("draw", table["formed"].to_numpy()),
            since=("draw", self.since),
            draw=np.arange(self.draws),
        )
        return read_only_dataset(found)

    def to_pandas(self) -> pd.DataFrame:
        """Return the horizon, one row a draw: its outcome, whether that has formed, since when it leads, the pulls."""
        import pandas as pd

        formed = self.pulls[np.arange(self.draws), self.leads[-1]] >= FORMED
        table = {"outcome": self.outcomes, "formed": formed, "since": self.since}
        pulls = dict(zip(OUTCOMES, self.pulls.T, strict=True))
        return pd.DataFrame({**table, **pulls}, index=pd.RangeIndex(self.draws, name="draw"))


def ensemble(case: Case, scenario: AnyScenario, draws: int = 1024, seed: int = 0) -> Ensemble:
    """Run many plausible variants of a scenario.

    Args:
        case: the case.
        scenario: a scenario, its id or path; what it sets is not varied; all else is, see `drawn_inputs`.
        draws: how many variants, 1 to 10,000.
        seed: the same seed gives the same bits.

    Raises:
        ScenarioError: if the scenario does not fit the case. ValueError: for draws or seed out of range.
    """
    scenario = scenario_of(case, scenario)
    program = ready_program(case, scenario)
    check_draws(draws, seed, 1)
    pulls, _ = _run_draws(program, scenario, draws, seed)
    return Ensemble(program, scenario, seed, pulls, engine_in_words())


def _again(case: Case, scenario: Scenario, seed: int, pulls: Floats, engine: str, program: Program | None) -> Ensemble:
    """Return an ensemble that was pickled, of its case as it is grounded here."""
    return Ensemble(program or program_of(case), scenario, seed, pulls, engine)


def with_the_rest(pulls: Floats) -> Floats:
    """Return pulls by month and draw, and last what they leave of 1: shape (months + 1, 4, draws), float64."""
    wide = pulls.astype(float)
    return np.concatenate([wide, 1 - wide.sum(axis=1, keepdims=True)], axis=1)


def pulls_with(variants: Ensemble, luck: int | None) -> Floats:
    """Return the pulls of the same beliefs with another luck, or with none: shape (months + 1, 3, draws)."""
    return _run_draws(variants.program, variants.scenario, variants.draws, variants.seed, luck=luck)[0]


def _run_draws(
    program: Program,
    scenario: Scenario,
    draws: int,
    seed: int,
    rows: Sequence[int] = (),
    luck: int | None = OWN_LUCK,
) -> tuple[Floats, Floats]:
    """Return pulls, and the values of some rows, by month and draw; the draws are made and run a block at a time."""
    backend = best_backend()
    parts = [batch.run(rows, backend=backend) for _, batch in drawn_batches(program, scenario, draws, seed, luck)]
    pulls, values = (np.concatenate(held, axis=2) for held in zip(*parts, strict=True))
    return pulls, values


def check_draws(draws: int, seed: int, least: int) -> None:
    """Raise ValueError if draws (from `least` up to the most) or seed are out of range, or no whole numbers."""
    for what, value, low, high in (("draws", draws, least, MOST_DRAWS), ("seed", seed, 0, 2**64 - 1)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= high:
            raise ValueError(f"{what}: a whole number from {low} to {high:,} is needed, not {value!r}")
