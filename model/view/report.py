"""The answer in words and figures: what has formed, the direction, the pulls, and why."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.analysis import Ensemble
from model.domain import Case, Outcome
from model.explain import NAMES, Reason, course, sentence, verdict
from model.run import OUTCOMES, Run
from model.view.charts import COLOURS, LABELS

SHAPES = {Outcome.SETTLEMENT: "●", Outcome.FROZEN: "■", Outcome.ESCALATION: "▲"}
GOES_ON = "The war goes on"


def answer(run: Run, variants: Ensemble) -> None:
    """Show the answer: the verdict first, the direction after it, the pulls, and how the variants fare."""
    st.html(
        f"<h2 class='verdict' id='verdict'>{escape(verdict(run))}</h2><p>{escape(course(run))}</p>{_bar(run)}{STYLE}"
    )
    st.html(_table(run, variants))
    st.caption(
        f"A pull says how strongly the central beliefs drive the war that way at month {run.scenario.months}; an "
        f"outcome has formed when its pull is one half or more. The {variants.draws} variants differ within what is "
        "plausible in everything that is not set. These are shares of variants, not probabilities."
    )


def _bar(run: Run) -> str:
    parts = [(LABELS[o], run.pull[o], f"background:{COLOURS[o]}") for o in Outcome]
    parts.append(
        (GOES_ON, 1 - sum(run.pull.values()), "background:repeating-linear-gradient(45deg,#8886 0 4px,#8883 4px 8px)")
    )
    said = ", ".join(f"{name} {pull:.2f}" for name, pull, _ in parts)
    cells = "".join(f"<i style='flex:{pull:.4f} 0 0;{style}'></i>" for name, pull, style in parts if pull > 0)
    return f"<div class='pulls' role='img' aria-label='Pulls: {escape(said)}'>{cells}</div>"


def _table(run: Run, variants: Ensemble) -> str:
    rows = [
        f"<tr><th scope='row'><b style='color:{COLOURS[o]}' aria-hidden='true'>{SHAPES[o]}</b> {LABELS[o]}</th>"
        f"<td>{run.pull[o]:.2f}</td><td>{variants.shares[o]:.0%}</td><td>{variants.formed[o]:.0%}</td></tr>"
        for o in Outcome
    ]
    rest = 1 - sum(run.pull.values()), 1 - sum(variants.formed.values())
    rows.append(
        f"<tr><th scope='row'><b aria-hidden='true'>▨</b> {GOES_ON}</th><td>{rest[0]:.2f}</td><td></td>"
        f"<td>{rest[1]:.0%}</td></tr>"
    )
    head = "<tr><th></th><th scope='col'>Pull</th><th scope='col'>Leads in</th><th scope='col'>Formed in</th></tr>"
    return f"<table class='shares'><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def strip(run: Run) -> None:
    """Show the answer in one line that stays in sight."""
    outcome = Outcome(run.outcome)
    pulls = "".join(
        f"<span><b style='color:{COLOURS[o]}' aria-hidden='true'>{SHAPES[o]}</b> "
        f"<span class='long'>{LABELS[o]}</span> {run.pull[o]:.2f}</span>"
        for o in map(Outcome, OUTCOMES)
    )
    said = verdict(run) if run.formed else f"{GOES_ON}, towards {NAMES[outcome]}"
    st.html(f"<div class='strip' role='status'><strong>{escape(said)}</strong>{pulls}</div>{STYLE}")


def why(case: Case, found: list[Reason], most: int = 3) -> None:
    """Show the strongest reasons for the direction and the strongest against it, each with its sources."""
    if not found:
        st.write("No rule made a difference to the leading pull.")
        return
    working = [reason for reason in found if reason.effect > 0][:most]
    against = [reason for reason in found if reason.effect < 0][:1]
    for reason in working:
        _reason(case, reason, "for")
    for reason in against:
        _reason(case, reason, "against")
    rest = [reason for reason in found if reason not in working and reason not in against]
    if rest:
        with st.expander(f"{len(rest)} more {'reason' if len(rest) == 1 else 'reasons'}"):
            for reason in rest:
                _reason(case, reason, "for" if reason.effect > 0 else "against")


def _reason(case: Case, reason: Reason, side: str) -> None:
    name = LABELS[Outcome(reason.outcome)].lower()
    sign = "+" if reason.effect > 0 else "−"  # noqa: RUF001 (a minus sign, as typeset)
    sources = [
        f"<li><b>{escape(claim)}</b> {escape(record.says)} <i>{escape('; '.join(map(str, record.source)))}</i>"
        f"{'' if record.status == 'stated' else f' ({record.status})'}</li>"
        for claim in reason.rule.claims
        if (record := case.claim_of[claim])
    ] or [f"<li><b>Our judgement.</b> {escape(reason.rule.judgement)}</li>"]
    st.html(
        f"<div class='reason {side}'><p><span class='side'>{side} {escape(name)} {sign}{abs(reason.effect):.2f}</span> "
        f"{escape(sentence(case, reason))}</p><details><summary>Where it comes from</summary>"
        f"<ul>{''.join(sources)}</ul></details></div>{STYLE}"
    )


STYLE = """<style>
.verdict { margin: 0; padding: 0; font-size: 2rem; }
.pulls { display: flex; height: 1.1rem; border-radius: .3rem; overflow: hidden; gap: 2px; }
.pulls i { display: block; min-width: 2px; }
.shares { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.shares th, .shares td { padding: .25rem .4rem; border-bottom: 1px solid #8884; font-weight: 400; }
.shares td, .shares thead th { text-align: right; } .shares tbody th { text-align: left; }
.shares thead th { font-size: .8rem; opacity: .8; }
.strip { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; font-size: .95rem; }
.reason { border-left: 4px solid #009E73; padding-left: .8rem; margin-bottom: .6rem; }
.reason.against { border-left-style: dashed; border-left-color: #D55E00; }
.reason p { margin: 0 0 .2rem; } .reason summary { cursor: pointer; font-size: .85rem; opacity: .85; }
.reason ul { margin: .2rem 0 0; font-size: .85rem; }
.side { font-size: .8rem; font-weight: 600; border: 1px solid #8886; border-radius: .3rem;
  padding: 0 .35rem; white-space: nowrap; }
@media (max-width: 640px) { .strip .long { display: none; } }
</style>"""
