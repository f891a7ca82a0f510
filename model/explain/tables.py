"""A result as tables: the answer, shares, paths with their bands, reasons, and the deal; for CSV and workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from model.engine import Run
from model.explain.central_run import run_in_words
from model.explain.deal import objectives_table, terms_table
from model.explain.headline import headline_in_words, next_in_words
from model.explain.reasoning import reasons
from model.knowledge import CLASS_TITLES, OUTCOMES, PULL_CLASSES, THE_REST
from model.uncertainty import QUANTILES, Ensemble, check_variants_of, headline

if TYPE_CHECKING:
    import pandas as pd


def result_tables(run: Run, variants: Ensemble | None = None) -> dict[str, pd.DataFrame]:
    """Return a result as tables by name: answer, shares (if there are variants), paths, reasons, and the deal.

    Raises:
        ValueError: if the variants are those of another scenario or case.
    """
    found = {"answer": _answer(run, variants)}
    if variants is not None:
        check_variants_of(run, variants)
        found["shares"] = shares_table(variants)
    return {**found, "paths": paths_table(run, variants), "reasons": reasons_table(run), **deal_tables(run)}


def deal_tables(run: Run, month: int | None = None) -> dict[str, pd.DataFrame]:
    """Return the deal at a month (the horizon if None) as two tables: what is on the table, and whose objectives."""
    return {"deal": terms_table(run, month), "objectives": objectives_table(run, month)}


def _answer(run: Run, variants: Ensemble | None) -> pd.DataFrame:
    """Return the answer in two columns, what and value."""
    import pandas as pd

    found = headline(variants) if variants is not None else None
    answer = run_in_words(run) if found is None else f"{headline_in_words(found)}. {next_in_words(found)}"
    told: dict[str, object] = {
        "scenario": run.scenario.title,
        "case": run.case.id,
        "months": run.scenario.months,
        "answer": answer,
        "the central run": run_in_words(run),
        "leads": run.outcome,
        "formed": run.formed,
        "leads since month": run.since,
        "margin": run.margin,
        **{f"pull of {outcome}": pull for outcome, pull in run.pull.items()},
        "pull: the war goes on": run.goes_on,
    }
    if variants is not None and found is not None:
        told |= {f"share of the pull: {CLASS_TITLES[name]}": share for name, share in found.share_of.items()}
        told |= {"how sturdy": found.word, "variants with that largest": found.count}
        told |= {"variants": variants.draws, "seed": variants.seed}
    return pd.DataFrame({"what": list(told), "value": pd.Series(list(told.values()), dtype=object)})


def shares_table(variants: Ensemble) -> pd.DataFrame:
    """Return the shares of the pull, a row for each outcome and one for the war going on, and counts of variants.

    Columns: outcome; mean_pull, the share of the pull in [0, 1], with the ends of its 95 % interval (bootstrap);
    leads_in and formed_in, in how many variants it leads, and has formed (in the last row: nothing has); leads and
    formed, the same as parts of all variants, each with the ends of its interval (Wilson 1927).
    """
    import pandas as pd

    formed_in = [*variants.formed_in.values(), variants.draws - sum(variants.formed_in.values())]
    formed_low, formed_high = zip(*variants.formed_intervals.values(), variants.unformed[1], strict=True)
    leads_low, leads_high = zip(*variants.share_intervals.values(), (None, None), strict=True)
    low, high = zip(*variants.mean_pull_intervals.values(), variants.goes_on_interval, strict=True)
    columns: dict[str, Sequence[object]] = {
        "outcome": list(CLASS_TITLES.values()),
        "mean_pull": [*variants.mean_pull.values(), variants.goes_on],
        "mean_pull_low": low,
        "mean_pull_high": high,
        "leads_in": [*variants.leads_in.values(), None],
        "formed_in": formed_in,
        "leads": [*variants.shares.values(), None],
        "leads_low": leads_low,
        "leads_high": leads_high,
        "formed": [*variants.formed.values(), variants.unformed[0]],
        "formed_low": formed_low,
        "formed_high": formed_high,
    }
    return pd.DataFrame(columns)


def paths_table(run: Run, variants: Ensemble | None = None) -> pd.DataFrame:
    """Return every path, a row for each month and variable or pull, with the variants' if there are any.

    Variables: all of the program, the outcomes for their pulls, and "goes_on" for what these leave. Columns: month,
    variable, value of the central run; of the variants mean, which for the last four is the share of the pull, and the
    quantiles q5 to q95.
    """
    import pandas as pd

    names = [*run.program.ids, *OUTCOMES]
    values = run.paths.sel(variable=names).to_pandas().assign(**{THE_REST: 1 - run.pulls.sum(axis=1)})
    found = pd.DataFrame({"value": values.stack()})
    if variants is not None:
        paths = variants.rows([*names, THE_REST])
        edges = np.moveaxis(np.quantile(paths, QUANTILES, axis=2), 0, -1)
        found["mean"] = paths.mean(axis=2).ravel()
        found[[f"q{100 * quantile:.0f}" for quantile in QUANTILES]] = edges.reshape(-1, len(QUANTILES))
    return found.rename_axis(["month", "variable"]).reset_index()


def months_table(run: Run, variants: Ensemble | None = None) -> pd.DataFrame:
    """Return the paths of the central run: a row for each month, a column for each variable and pull.

    With variants the last columns are the shares of the pull, "mean_pull of settlement" to "mean_pull of goes_on", and
    the ends of their 95 % intervals, which end in "low" and "high".
    """
    import pandas as pd

    paths = run.paths
    table = pd.DataFrame(paths.values, columns=paths["variable"].values).rename_axis("month").reset_index()
    if variants is None:
        return table
    shares = variants.by_month()
    for name in PULL_CLASSES:
        for end in ("", "_low", "_high"):
            of_all = shares[f"goes_on{end}"] if name == THE_REST else shares[f"mean_pull{end}"].sel(outcome=name)
            table[f"mean_pull of {name}{end.replace('_', ' ')}"] = of_all.to_numpy()
    return table


def reasons_table(run: Run) -> pd.DataFrame:
    """Return the ranked reasons, a row each: number, effect on the leading pull, and what they say of themselves."""
    import pandas as pd

    found = [{"number": number, **reason.to_dict()} for number, reason in enumerate(reasons(run), 1)]
    return pd.DataFrame(found, columns=None if found else ["number", "effect"])
