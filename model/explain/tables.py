"""A result as tables: the answer, paths with their bands, shares, reasons, and the deal; for CSV and workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.engine import Run
from model.explain.deal import objectives_table, terms_table
from model.explain.headline import headline
from model.explain.reasoning import reasons
from model.knowledge import OUTCOMES
from model.uncertainty import QUANTILES, Ensemble, robustness

if TYPE_CHECKING:
    import pandas as pd


def result_tables(run: Run, variants: Ensemble | None = None) -> dict[str, pd.DataFrame]:
    """Return a result as tables by name: answer, shares (of variants, if there are any), paths, reasons, and the deal.

    Raises:
        ValueError: if the variants are those of another scenario or case.
    """
    found = {"answer": _answer(run, variants)}
    if variants is not None:
        found["shares"] = shares_table(variants)
    return {**found, "paths": paths_table(run, variants), "reasons": reasons_table(run), **deal_tables(run)}


def deal_tables(run: Run, month: int | None = None) -> dict[str, pd.DataFrame]:
    """Return the deal at a month (the horizon if None) as two tables: what is on the table, and whose objectives."""
    return {"deal": terms_table(run, month), "objectives": objectives_table(run, month)}


def _answer(run: Run, variants: Ensemble | None) -> pd.DataFrame:
    """Return the answer in two columns, what and value."""
    import pandas as pd

    told: dict[str, object] = {
        "scenario": run.scenario.title,
        "case": run.case.id,
        "months": run.scenario.months,
        "answer": headline(run),
        "leads": run.outcome,
        "formed": run.formed,
        "leads since month": run.since,
        "margin": run.margin,
        **{f"pull of {outcome}": pull for outcome, pull in run.pull.items()},
        "pull: the war goes on": 1 - sum(run.pull.values()),
    }
    if variants is not None:
        told |= {"variants": variants.draws, "seed": variants.seed, "how sturdy": robustness(run, variants).word}
    return pd.DataFrame({"what": list(told), "value": pd.Series(list(told.values()), dtype=object)})


def shares_table(variants: Ensemble) -> pd.DataFrame:
    """Return the shares of variants, a row for each outcome and one for the war going on, with their 95 % intervals.

    Columns: outcome; leads and formed, each in [0, 1], with the ends of its interval (Wilson 1927).
    """
    import pandas as pd

    rows = [
        {"outcome": outcome, "leads": variants.shares[outcome]}
        | dict(zip(("leads_low", "leads_high"), variants.share_intervals[outcome], strict=True))
        | {"formed": variants.formed[outcome]}
        | dict(zip(("formed_low", "formed_high"), variants.formed_intervals[outcome], strict=True))
        for outcome in OUTCOMES
    ]
    share, (low, high) = variants.unformed
    rows.append({"outcome": "the war goes on", "formed": share, "formed_low": low, "formed_high": high})
    return pd.DataFrame(rows)


def paths_table(run: Run, variants: Ensemble | None = None) -> pd.DataFrame:
    """Return every path, a row for each month and variable or pull, with the variants' quantiles if there are any.

    Columns: month, variable, value of the central run, and q5 to q95.
    """
    names = [*run.program.ids, *OUTCOMES]
    values = run.paths.sel(variable=names).to_series().rename("value").reset_index()
    if variants is None:
        return values
    table = variants.bands(*names).to_dataset("quantile").to_dataframe().reset_index()
    table = table.rename(columns={quantile: f"q{100 * quantile:.0f}" for quantile in QUANTILES})
    return values.merge(table, on=["month", "variable"])


def months_table(run: Run) -> pd.DataFrame:
    """Return the paths of the central run: a row for each month, a column for each variable and pull."""
    import pandas as pd

    paths = run.paths
    return pd.DataFrame(paths.values, columns=paths["variable"].values).rename_axis("month").reset_index()


def reasons_table(run: Run) -> pd.DataFrame:
    """Return the ranked reasons, a row each: number, effect on the leading pull, and what they say of themselves."""
    import pandas as pd

    found = [{"number": number, **reason.to_dict()} for number, reason in enumerate(reasons(run), 1)]
    return pd.DataFrame(found, columns=None if found else ["number", "effect"])
