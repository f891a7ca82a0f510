"""Scenarios of different wars in words, as a table of figures, and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from model.analysis.comparison.across import AcrossWars
from model.knowledge import CLASS_NAMES, OUTCOMES, PULL_CLASSES
from model.uncertainty import headline

if TYPE_CHECKING:
    import pandas as pd

#: Why no difference has an interval; shown wherever wars are compared.
ACROSS_RULE = (
    "Each war has its own facts, rules and draws, so the doubts are each war's own: an interval says how well one "
    "share is known by itself. No two variants of different wars belong together, so a difference between wars has no "
    "interval here."
)


#: What stands over the levers.
IN_COMMON = "The levers that these wars have in common"


#: What is said where two of the scenarios are of one war.
SAME_WAR = "Scenarios of one war share their draws: compare them alone to see by how much they differ."


def across_sentences(found: AcrossWars) -> list[str]:
    """Return what each scenario comes to in a sentence each, and what can be said of the difference."""
    wars = [case.id for case in found.cases]
    shared = [SAME_WAR] if len(set(found.cases)) < len(wars) else []
    return [*_when(found), *(_comes_to(found, number) for number in range(len(wars))), ACROSS_RULE, *shared]


def _when(found: AcrossWars) -> Iterator[str]:
    """Say at which month longer scenarios are told."""
    if any(scenario.months > found.months for scenario in found.given):
        why = ", the shortest horizon" if found.months == found.last_month else ""
        yield f"All are told at month {found.months}{why}."


def _comes_to(found: AcrossWars, number: int) -> str:
    """Return what one scenario comes to at the common month, and at its own end if that is later."""
    answer, given = headline(found.variants[number]), found.given[number]
    share = found.shares[number][answer.name]
    told = (
        f"{found.wars[number]}, “{found.names[number]}”: {CLASS_NAMES[answer.name]} has {share.value:.0%} of the pull "
        f"({share.low:.0%} to {share.high:.0%}; {answer.word})"
    )
    if given.months == found.months:
        return f"{told}."
    end = headline(found.ends[number])
    return f"{told}; at its own end, month {given.months}, {CLASS_NAMES[end.name]} has {end.share:.0%} ({end.word})."


def across_shares_table(found: AcrossWars) -> pd.DataFrame:
    """Return the shares of the pull and the counts of variants at the common month, a row a class and scenario.

    Columns: case, war, scenario, class (an outcome, or "goes_on"), share in [0, 1] with the ends of its 95 % interval,
    `low` and `high`; and in how many variants an outcome `leads` and has `formed`, empty for the war going on.
    """
    import pandas as pd

    rows = [
        {"case": case.id, "war": war, "scenario": name, "class": of, "share": s[of].value, "low": s[of].low}
        | {"high": s[of].high, "leads": drawn.leads_in.get(of), "formed": drawn.formed_in.get(of)}
        for case, war, name, drawn, s in zip(
            found.cases, found.wars, found.names, found.variants, found.shares, strict=True
        )
        for of in PULL_CLASSES
    ]
    return pd.DataFrame(rows).astype({"leads": "Int64", "formed": "Int64"})


def across_tables(found: AcrossWars) -> dict[str, pd.DataFrame]:
    """Return it as tables by name: shares, and the levers that wars have in common, a column a scenario."""
    import pandas as pd

    columns = [f"{war}: {name}" for war, name in zip(found.wars, found.names, strict=True)]
    levers = [{"lever": lever.what, **dict(zip(columns, lever.told, strict=True))} for lever in found.levers]
    return {
        "shares": across_shares_table(found),
        "levers": pd.DataFrame(levers, columns=["lever", *columns]),
    }


def across_to_dict(found: AcrossWars) -> dict[str, object]:
    """Return it as plain values, ready for JSON; what is by scenario is in their order."""
    return {
        "scenarios": [
            {"case": case.id, "war": war, "name": name, "title": given.title, "months": given.months}
            | {"shares": {of: asdict(share) for of, share in shares.items()}}
            | {"leads": {o: drawn.leads_in[o] for o in OUTCOMES}, "formed": {o: drawn.formed_in[o] for o in OUTCOMES}}
            | {"pull": run.pull, "how_sturdy": headline(drawn).word}
            | {"at_its_own_horizon": {"mean_pull": end.mean_pull, "goes_on": end.goes_on}}
            for case, war, name, given, shares, drawn, run, end in zip(
                found.cases,
                found.wars,
                found.names,
                found.given,
                found.shares,
                found.variants,
                found.runs,
                found.ends,
                strict=True,
            )
        ],
        "months": found.months,
        "draws": found.draws,
        "seed": found.variants[0].seed,
        "account": " ".join(across_sentences(found)),
        "levers": [asdict(lever) for lever in found.levers],
        "rule": ACROSS_RULE,
        "made_by": found.made_by.to_dict(),
    }
