"""A result as plain values that can be written as JSON."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from model.engine import Run
from model.explain.central_run import run_in_words
from model.explain.deal import deal_terms, objectives_met
from model.explain.headline import headline_in_words, next_in_words
from model.explain.narrative import account, basis_of_value
from model.explain.reasoning import reasons
from model.explain.tipping import Flip, flips
from model.knowledge import OUTCOMES, PULL_CLASSES, THE_REST
from model.scenario import scenario_to_dict
from model.uncertainty import QUANTILES, Ensemble, Headline, headline, layers, robustness
from model.version import __version__


def run_to_dict(run: Run, most: int = 5, told: Headline | None = None) -> dict[str, object]:
    """Return a run as plain values, ready for JSON.

    `headline` is what the variants come to, if `told` says so, or else what the central run does, which stands in
    `central_run` in any case; `pull` and `goes_on` are the central run's. `reasons` are the strongest `most`; `account`
    is the answer in words; `deal` what is on the table at the horizon, see `deal_to_dict`; `made_by` all that made it,
    from which it can be opened again; `flips` the smallest change of each thing that changes the answer, see `flips`
    (`to` is null where no change does).
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
        "headline": run_in_words(run) if told is None else f"{headline_in_words(told)}. {next_in_words(told)}",
        "central_run": run_in_words(run),
        "account": account(run, found, tips, told),
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
    `variants_to_dict`; of the variants as parts of all of them, with their 95 % intervals, those in which each outcome
    leads (`shares`), has formed (`formed_shares`), and nothing has (`war_goes_on`); `robustness`, of the central run;
    `mean_pull_path`, the shares of the pull by month from 0; `paths`, every variable's value by month, and `bands`,
    the pulls' quantiles by month; `scales`, the ends of each variable's scale.

    Raises:
        ValueError: if the variants are those of another scenario or case.
    """
    pulls, shares = variants.bands(*OUTCOMES), variants.by_month()
    ids, values = run.program.ids, run.trace.values[:, :, 0]
    scales = {name: run.case.scale_of[run.program.variable_of[name].scale] for name in ids}
    return run_to_dict(run, told=headline(variants)) | {
        "model": __version__,
        "seed": variants.seed,
        "draws": variants.draws,
        "link": link,
        "scenario": scenario_to_dict(run.scenario),
        "made_by": variants.made_by.but(what="run").to_dict(),
        **variants_to_dict(variants),
        "mean_pull_path": {
            **{o: [float(np.round(v, 6)) for v in shares["mean_pull"].sel(outcome=o)] for o in OUTCOMES},
            THE_REST: [float(np.round(v, 6)) for v in shares["goes_on"]],
        },
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


def variants_to_dict(variants: Ensemble) -> dict[str, object]:
    """Return the answer of the variants as plain values, ready for JSON.

    `mean_pull`, the four shares of the pull, and `mean_pull_intervals`, their 95 % intervals, by class ("goes_on" is
    what the three outcomes leave); `leads_in` and `formed_in`, in how many variants each outcome leads and has formed;
    `sturdiness`, see `Headline.to_dict`; `layers`, how much of the spread is whose, see `Layers.to_dict`.
    """
    shares = (*variants.mean_pull.values(), variants.goes_on)
    ends = (*variants.mean_pull_intervals.values(), variants.goes_on_interval)
    return {
        "mean_pull": dict(zip(PULL_CLASSES, np.round(shares, 6).tolist(), strict=True)),
        "mean_pull_intervals": dict(zip(PULL_CLASSES, np.round(ends, 6).tolist(), strict=True)),
        "leads_in": variants.leads_in,
        "formed_in": variants.formed_in,
        "sturdiness": headline(variants).to_dict(),
        "layers": layers(variants).to_dict(),
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
