"""A result as text for a terminal, and as plain values that can be written as JSON."""

from __future__ import annotations

import textwrap
from dataclasses import asdict

import numpy as np

from model.engine import Run
from model.explain.deal import binding_issue_in_words, deal_terms, objectives_met
from model.explain.figures import pulls_in_figures
from model.explain.headline import headline
from model.explain.narrative import account, basis_of_value
from model.explain.reasoning import reasons
from model.explain.symbols import GOES_ON
from model.explain.tipping import Flip, flips
from model.explain.wording import reason_in_words
from model.knowledge import OUTCOMES
from model.scenario import scenario_to_dict
from model.uncertainty import QUANTILES, Ensemble, robustness
from model.version import __version__

#: How wide a paragraph is set in plain text, in characters.
WIDTH = 110


def report_in_text(run: Run, most: int = 5, robustness_text: str = "") -> str:
    """Return the result as plain text: the outcome, the strongest reasons, what holds a settlement back, in words.

    Args:
        run: the run.
        most: at most so many reasons are listed.
        robustness_text: how robust the result is; it stands after the headline. Left out if empty.
    """
    names = [*OUTCOMES, GOES_ON.lower()]
    pulls = [f"  {name:<16} {pull}" for name, pull in zip(names, pulls_in_figures(run).values(), strict=True)]
    found = reasons(run)
    reason_lines = [f"  {n}. [{r.effect:+.2f}] {reason_in_words(run.case, r)}" for n, r in enumerate(found[:most], 1)]
    return "\n".join(
        [
            run.scenario.title,
            headline(run),
            *filter(None, [robustness_text]),
            "",
            f"outcome: {run.outcome}   formed: {'yes' if run.formed else 'no'}   leads since: month {run.since}   "
            f"margin: {run.margin:.2f}",
            "pulls at the horizon, each rounded by itself:",
            *pulls,
            "",
            "strongest reasons (what each adds to the leading pull, or takes from it):",
            *(reason_lines or ["  no rule or event made a difference to the leading pull"]),
            "",
            binding_issue_in_words(run),
            "",
            "in words:",
            textwrap.fill(account(run, found), WIDTH, break_on_hyphens=False),
        ]
    )


def run_to_dict(run: Run, most: int = 5) -> dict[str, object]:
    """Return a run as plain values, ready for JSON.

    `reasons` are the strongest `most`; `account` is the answer in words; `deal` what is on the table at the horizon,
    see `deal_to_dict`; `made_by` all that made it, from which it can be opened again; `flips` the smallest change of
    each thing that changes the answer, see `flips` (`to` is null where no change does).
    """
    found, tips = reasons(run), flips(run)
    return {
        "title": run.scenario.title,
        "case": run.case.id,
        "version": run.case.settings.version,
        "months": run.scenario.months,
        "outcome": run.outcome,
        "formed": run.formed,
        "pull": run.pull,
        "goes_on": run.goes_on,
        "since": run.since,
        "formed_since": run.formed_since,
        "margin": run.margin,
        "headline": headline(run),
        "account": account(run, found, tips),
        "reasons": [reason.to_dict() for reason in found[:most]],
        "deal": deal_to_dict(run),
        "flips": [asdict(tip) | {"basis": _basis_of_flip(run, tip)} for tip in tips],
        "path": {
            outcome: [float(np.round(pull, 6)) for pull in run.pulls[:, number]]
            for number, outcome in enumerate(OUTCOMES)
        },
        "made_by": run.made_by.to_dict(),
    }


def run_and_variants_to_dict(run: Run, variants: Ensemble, link: str = "") -> dict[str, object]:
    """Return a run and its variants as plain values, ready for JSON: all there is of a result.

    `run_to_dict`, and with it: model, seed, draws and link; `scenario` as it was set, with the names of its file;
    `shares`, `formed_shares` and `war_goes_on` with their 95 % intervals; `robustness`; `paths`, every variable's
    value by month from 0, and `bands`, the pulls' quantiles by month; `scales`, the ends of each variable's scale.

    Raises:
        ValueError: if the variants are those of another scenario or case.
    """
    pulls = variants.bands(*OUTCOMES)
    ids, values = run.program.ids, run.trace.values[:, :, 0]
    scales = {name: run.case.scale_of[run.program.variable_of[name].scale] for name in ids}
    return run_to_dict(run) | {
        "model": __version__,
        "seed": variants.seed,
        "draws": variants.draws,
        "link": link,
        "scenario": scenario_to_dict(run.scenario),
        "made_by": variants.made_by.but(what="run").to_dict(),
        "shares": {o: {"share": variants.shares[o], "interval": list(variants.share_intervals[o])} for o in OUTCOMES},
        "formed_shares": {
            o: {"share": variants.formed[o], "interval": list(variants.formed_intervals[o])} for o in OUTCOMES
        },
        "war_goes_on": {"share": variants.unformed[0], "interval": list(variants.unformed[1])},
        "robustness": robustness(run, variants).to_dict(),
        "paths": {name: [float(np.round(v, 6)) for v in values[:, row]] for row, name in enumerate(ids)},
        "bands": {
            o: {f"{q:g}": [float(np.round(v, 6)) for v in pulls.sel(variable=o, quantile=q)] for q in QUANTILES}
            for o in OUTCOMES
        },
        "scales": {name: [scale.low, scale.high] for name, scale in scales.items()},
    }


def _basis_of_flip(run: Run, tip: Flip) -> str:
    return "an event of this scenario" if tip.kind == "event" else basis_of_value(run, tip.id)


def deal_to_dict(run: Run) -> dict[str, object]:
    """Return what is on the table at the horizon as plain values.

    `holds_back` is the issue that holds a settlement back; `issues` and `objectives` have the fields of `Terms` and
    `ObjectiveMet`, an objective by its id.
    """
    found = deal_terms(run)
    return {
        "holds_back": next(term.issue for term in found if term.binding),
        "issues": [asdict(term) for term in found],
        "objectives": {
            actor: [
                {"objective": m.objective.id, "issue": m.objective.issue, "met": m.met, "met_before": m.met_before}
                for m in own
            ]
            for actor, own in objectives_met(run).items()
        },
    }
