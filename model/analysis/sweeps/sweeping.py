"""Sweeps: a scenario at every combination of values of some levers and assumptions, with how sturdy each answer is.

The points are run in parts, one after another or on the workers of a Dask cluster; a part is reduced to counts before
the next one runs. The bits of the result depend on neither.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np

from model.analysis.progress import Progress, Stopped
from model.analysis.sweeps.cluster import ClusterError, check_client, counted
from model.analysis.sweeps.picture import make_ripeness
from model.analysis.sweeps.points import Counts, Job, check_axes
from model.arrays import read_only_dataset
from model.engine import SLIGHT, largest, ready_program
from model.knowledge import OUTCOMES, PULL_CLASSES, Case
from model.scenario import AnyScenario, scenario_of
from model.uncertainty import check_draws, robustness_words, wilson_interval
from model.version import __version__

if TYPE_CHECKING:
    import xarray as xr
    from distributed import Client


#: About how many runs are made between two calls of `progress`, and how many are one task of a cluster: long enough
#: for the time that sending it takes not to count.
RUNS_OF_A_PART, RUNS_OF_A_TASK = 4096, 32_768


#: What the variables of the result are.
ABOUT = {
    "mean_pull": "share of the pull: the mean pull over the draws",
    "goes_on": "share of the pull with which the war goes on: what the outcomes leave of 1",
    "largest": "the outcome with the largest share of the pull, or 'goes_on' if what they leave is larger",
    "close": "whether another class has as good as the same share of the pull",
    "largest_in": "in how many draws that class has the largest pull of the four, outright",
    "sturdiness": "firm, leaning or open: in how many draws it has",
    "share": "share of draws in which the outcome leads (the first on a tie)",
    "formed": "share of draws in which the outcome leads and has formed",
    "pull": "the same as mean_pull",
    "leading": "the outcome with the highest share, the first on a tie",
    "tied": "whether another outcome has as high a share",
    "central": "the outcome that leads with the central beliefs",
    "lead_share": "share of draws in which the leading outcome leads outright",
    "lead_low": "lower end of the 95% interval of lead_share (Wilson 1927)",
    "lead_high": "upper end of the 95% interval of lead_share (Wilson 1927)",
    "robustness": "firm, leaning or open: how sturdy the lead of the central run is",
}


def sweep(
    case: Case,
    scenario: AnyScenario,
    axes: Mapping[str, Sequence[float]],
    draws: int = 64,
    seed: int = 0,
    *,
    client: Client | None = None,
    progress: Progress | None = None,
) -> xr.Dataset:
    """Run a scenario at every combination of values of some levers or assumptions.

    Args:
        case: the case.
        scenario: a scenario, its id or path; the axes take the place of what it sets. Its events happen at every
            point: what one of them sets is set from its month on, whatever the axis says.
        axes: values by lever or assumption, one to six of them; at most 1,000,000 points and 200,000,000 runs.
        draws: variants at every point, the same at all of them, 0 to 10,000; 0 for central runs alone.
        seed: of the draws.
        client: of a Dask cluster whose workers are to do the work; needs the extra `cluster`. Same bits.
        progress: told, after each part, how many runs are done and of how many; a central run is made at every point
            besides the draws. What it raises stops the sweep and reaches the caller as it is, but for a
            KeyboardInterrupt, whether raised there or by Ctrl+C.

    Returns:
        with the axes as dims, and `outcome` besides for `mean_pull`, `share`, `formed` and `pull`. The shares of the
        pull, as `ensemble` gives them for the scenario with the point's values set; without draws the central run's
        pulls:

        - `mean_pull`: each outcome's, and `goes_on`: what they leave of 1.
        - `largest`: the class with the largest share of the four, an outcome or "goes_on", the first on a tie;
          `close`: whether another one's is less than 0.005 smaller.
        - `largest_in`: in how many draws that class has the largest pull of the four outright, NaN without draws; and
          `sturdiness`: "firm", "leaning" or "open" by `model.uncertainty.ROBUSTNESS_RULE`, the word that `headline`
          has for the point. Without draws it is "open" where it is close, and "" elsewhere: nothing can be said.

        And the draws counted, for whoever asks what leads:

        - `share`, `formed`: shares of draws in which each outcome leads, and has formed; for central runs 0 or 1.
        - `pull`: the same as `mean_pull`.
        - `leading`: the id of the outcome with the highest share, the first in their order on a tie, and `tied`:
          whether another one's is as high. `central`: the outcome that leads in the central run.
        - `lead_share`: the share of draws in which `leading` leads outright, with the ends of its 95 % interval,
          `lead_low` and `lead_high` (Wilson 1927). NaN without draws.
        - `robustness`: "firm", "leaning" or "open", the word that `robustness` has for the central run's lead.
          Without draws it is "open" where the run is too close to call, and "" elsewhere.

        attrs: scenario, case, case_version, model_version, months, draws, seed; done, the number of points done; and
            made_by, all that made it as JSON, from which any file of it can be opened again, see `load_scenario`.

    Raises:
        ScenarioError: if the scenario, an axis or a value does not fit the case, or the sweep is too large; before
            any work starts. ValueError: for draws or seed out of range.
        Stopped: a KeyboardInterrupt that holds what is done as `partial`: NaN, or "" for a word, where nothing is.
        ClusterError: if the cluster cannot be used, before any work starts; or is lost, with what is done as `partial`.
    """
    scenario = scenario_of(case, scenario)
    program = ready_program(case, scenario)
    check_draws(draws, seed, 0)
    job = Job(program.case, scenario, check_axes(program, scenario, axes, draws), int(draws), int(seed))
    if client is not None:
        check_client(client)
    counts, done = Counts.blank(job.points), np.zeros(job.points, dtype=bool)
    try:
        with closing(_parts(job, client)) as parts:
            for first, part in parts:
                done[first : counts.put(first, part)] = True
                if progress is not None:
                    progress(int(done.sum()) * job.each, job.points * job.each)
    except KeyboardInterrupt as cause:
        told = f"stopped: {done.sum():,} of {job.points:,} points are done"
        raise Stopped(told, _dataset(job, counts, done)) from cause
    except ClusterError as error:
        error.partial = _dataset(job, counts, done)
        raise
    return _dataset(job, counts, done)


def _parts(job: Job, client: Client | None) -> Generator[tuple[int, Counts]]:
    """Yield the counts of all points in parts, each with its first point; a cluster's in any order."""
    step = max(1, (RUNS_OF_A_TASK if client is not None else RUNS_OF_A_PART) // job.each)
    cuts = [(first, min(first + step, job.points)) for first in range(0, job.points, step)]
    if client is not None:
        yield from counted(client, job, cuts)
        return
    for first, last in cuts:
        yield first, job.count(first, last)


def _dataset(job: Job, counts: Counts, done: np.ndarray[Any, Any]) -> xr.Dataset:
    import xarray as xr

    make_ripeness()
    of = max(job.draws, 1)
    share, formed = (np.where(done[:, None], held / of, np.nan) for held in (counts.led, counts.formed))
    by_outcome = {"mean_pull": counts.pull, "share": share, "formed": formed, "pull": counts.pull}
    found = {name: ((*job.axes, "outcome"), values.reshape(*job.shape, 3)) for name, values in by_outcome.items()}
    told = (*_largest(job, counts, done), *_leads(job, counts, done))
    by_point = {name: (tuple(job.axes), values.reshape(job.shape)) for name, values in told}
    dataset = xr.Dataset(
        {**found, **by_point},
        coords={**job.axes, "outcome": list(OUTCOMES)},
        attrs={
            "scenario": job.scenario.title,
            "case": job.case.id,
            "case_version": job.case.settings.version,
            "model_version": __version__,
            "months": job.scenario.months,
            "draws": job.draws,
            "seed": job.seed,
            "done": int(done.sum()),
            "made_by": job.made_by.to_text(),
        },
    )
    for name, text in ABOUT.items():
        dataset[name].attrs["long_name"] = text
    return read_only_dataset(dataset)


def _largest(job: Job, counts: Counts, done: np.ndarray[Any, Any]) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """Yield what is to be said of the class with the largest share of the pull, at every point."""
    shares, place = counts.shares, largest(counts.pull)
    close = (shares.max(axis=1, keepdims=True) - shares < SLIGHT).sum(axis=1) > 1
    count = np.take_along_axis(counts.largest, place[:, None], axis=1)[:, 0]
    word = robustness_words(count, job.draws, close) if job.draws else np.where(close, "open", "")
    yield "goes_on", shares[:, 3]
    yield "largest", np.where(done, np.array(PULL_CLASSES)[place], "")
    yield "close", done & close
    yield "largest_in", np.where(done & bool(job.draws), count, np.nan)
    yield "sturdiness", np.where(done, word, "")


def _leads(job: Job, counts: Counts, done: np.ndarray[Any, Any]) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """Yield what is to be said of the lead at every point: name, and values of shape (points,).

    The rule asks for the outcome of the central run to stay. Where another one leads in more draws, that is in half
    of them or fewer, so such a point is open, as it is where the central run is too close to call.
    """
    leader = counts.led.argmax(axis=1)
    outright = np.take_along_axis(counts.outright, leader[:, None], axis=1)[:, 0]
    close = counts.margin < SLIGHT
    names = np.array(OUTCOMES)
    yield "leading", np.where(done, names[leader], "")
    yield "tied", done & ((counts.led == counts.led.max(axis=1, keepdims=True)).sum(axis=1) > 1)
    yield "central", np.where(done, names[counts.central], "")
    low, high = np.full((2, job.points), np.nan)
    lead_share, word = low, np.where(close, "open", "")
    if job.draws:
        low, high = np.where(done, wilson_interval(outright, job.draws), np.nan)
        lead_share = np.where(done, outright / job.draws, np.nan)
        word = robustness_words(outright, job.draws, close | (leader != counts.central))
    yield "lead_share", lead_share
    yield "lead_low", low
    yield "lead_high", high
    yield "robustness", np.where(done, word, "")
