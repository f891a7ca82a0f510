"""The answer in words and figures: what has formed, the direction, the pulls, and why."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.engine import Run
from model.explain import (
    COLOURS,
    LABELS,
    NONE,
    SHAPES,
    Reason,
    course_in_words,
    outcome_in_words,
    robustness_said,
    sentence,
    sturdiness,
)
from model.history import Rate, load_rates, reference
from model.knowledge import Case, Outcome, typeset
from model.uncertainty import ROBUSTNESS_RULE, Ensemble, Robustness, interval_in_words, robustness
from model.view.citations import source
from model.view.components.folding import expander


def answer(run: Run, variants: Ensemble) -> None:
    """Show the answer: the verdict first and how firm it is, the direction after it, the pulls, and the variants."""
    st.html(
        f"<div class='answer'><h2 class='verdict' id='verdict'>{escape(outcome_in_words(run))}</h2>"
        f"{_word(robustness(run, variants))}</div><p id='course'>{escape(course_in_words(run))}</p>"
        f"<p>{escape(sturdiness(run, variants))}</p>{_bar(run)}{_table(run, variants)}"
        f"<details class='rule'><summary>What do firm, leaning and open mean?</summary><p>{escape(ROBUSTNESS_RULE)}</p></details>"
        f"<details class='past'><summary>What are the past wars?</summary><p>{escape(reference())}</p></details>"
    )
    st.caption(
        f"A pull says how strongly the central beliefs drive the war that way at month {run.scenario.months}; an "
        "outcome has formed when its pull is one half or more, and until then the war goes on. The variants differ "
        "within what is plausible in everything that is not set. These are shares of variants, conditional on "
        "all that is assumed, and not probabilities."
    )


def _word(found: Robustness) -> str:
    """Return the word for the verdict as a label beside it."""
    word = found.verdict.word
    return f"<span class='word {word}'>{word.capitalize()}</span>"


def _bar(run: Run) -> str:
    said = ", ".join(f"{LABELS[o]} {run.pull[o]:.2f}" for o in Outcome)
    cells = "".join(
        f"<i style='flex:{run.pull[o]:.4f} 0 0;background:{COLOURS[o]}'></i>" for o in Outcome if run.pull[o]
    )
    rest = 1 - sum(run.pull.values())
    cells += f"<i class='none' style='flex:{rest:.4f} 0 0'></i>"
    return f"<div class='pulls' role='img' aria-label='Pulls: {escape(said)}'>{cells}</div>"


def _past(rate: Rate, outcome: Outcome) -> str:
    """Return in which share of past endings a war ended so, or nearest to it, where that was counted."""
    share = rate.nearest.get(outcome)
    return "—" if share is None else f"{share:.0%}"


def _table(run: Run, variants: Ensemble) -> str:
    past = load_rates().rates[0]
    rows = [
        f"<tr><th scope='row'><b style='color:{COLOURS[o]}' aria-hidden='true'>{SHAPES[o]}</b> {LABELS[o]}</th>"
        f"<td>{run.pull[o]:.2f}</td>{_share(f'{variants.shares[o]:.0%}', variants.share_intervals[o])}"
        f"{_share(f'{variants.formed[o]:.0%}', variants.formed_intervals[o])}<td>{_past(past, o)}</td></tr>"
        for o in Outcome
    ]
    rest = 1 - sum(round(pull, 2) for pull in run.pull.values())
    unformed = 100 - sum(round(100 * share) for share in variants.formed.values())
    rows.append(
        f"<tr><th scope='row'><b aria-hidden='true'>▨</b> {NONE}</th><td>{max(rest, 0):.2f}</td><td></td>"
        f"{_share(f'{unformed}%', variants.unformed[1])}<td>—</td></tr>"
    )
    head = (
        f"<tr><td></td><td></td><th scope='colgroup' colspan='2'>of {variants.draws} variants "
        "<small>(95% interval)</small></th><th scope='col' rowspan='2'>past wars</th></tr>"
        "<tr><td></td><th scope='col'>pull</th><th scope='col'>leads in</th><th scope='col'>has formed in</th></tr>"
    )
    return f"<table class='shares'><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _share(share: str, interval: tuple[float, float]) -> str:
    return f"<td>{share} <small>({interval_in_words(*interval)})</small></td>"


def strip(run: Run, variants: Ensemble) -> None:
    """Show the answer, and how firm it is, in one line that stays in sight."""
    pulls = "".join(
        f"<span><b style='color:{COLOURS[o]}' aria-hidden='true'>{SHAPES[o]}</b> "
        f"{_short(LABELS[o])} {run.pull[o]:.2f}</span>"
        for o in Outcome
    )
    text = robustness_said(run, robustness(run, variants))
    st.html(f"<div class='strip' role='status'><strong>{escape(text)}</strong>{pulls}</div>")


def _short(label: str) -> str:
    """Return a label of which a phone shows the first word only."""
    first, space, rest = label.partition(" ")
    return f"{first}<span class='long'>{space}{rest}</span>" if rest else first


def why(case: Case, found: list[Reason], most: int = 3) -> None:
    """Show the strongest reasons for the direction and the strongest against it, each with its sources."""
    if not found:
        st.write("No rule and no event made a difference to the leading pull.")
        return
    working = [reason for reason in found if reason.effect > 0][:most]
    against = [reason for reason in found if reason.effect < 0][:1]
    st.html("".join(_reason(case, reason) for reason in working + against))
    rest = [reason for reason in found if reason not in working and reason not in against]
    if rest:
        shown, place = expander("More reasons", "more reasons")
        if shown:
            place.html("".join(_reason(case, reason) for reason in rest))
    st.caption(
        "Each figure is what the leading pull would lose, or gain, if nobody believed the rule or the event did not "
        "happen. Rules that hardly matter here are left out."
    )


def _reason(case: Case, reason: Reason) -> str:
    side = "for" if reason.effect > 0 else "against"
    tag = f"{side} {LABELS[Outcome(reason.outcome)].lower()} {typeset(reason.effect, sign=True)}"
    sources = [source(case, claim) for claim in reason.claims]
    if reason.judgement:
        sources.append(f"<li><b>Our judgement.</b> {escape(reason.judgement)}</li>")
    return (
        f"<div class='reason {side}'><p><span class='side'>{escape(tag)}</span> {escape(sentence(case, reason))}</p>"
        f"<ul>{''.join(sources)}</ul></div>"
    )
