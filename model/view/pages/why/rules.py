"""Rules to argue with: what each does here, what would be without it, and a slider for whoever believes otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.engine import Run
from model.explain import (
    LABELS,
    Evidence,
    Reason,
    RuleEvidence,
    condition,
    consequence,
    doubted,
    fired,
    firmness,
    without,
)
from model.knowledge import Case, Outcome, Rule, typeset
from model.scenario import Scenario, to_toml
from model.view.citations import source
from model.view.controls import beliefs

#: So many of the rules that matter most are ranked with a button each.
MOST = 8


CHOSEN = "argued rule"


def ranking(run: Run, found: Sequence[Reason]) -> None:
    """Show what the leading pull would be without each of the rules and events that matter most."""
    st.caption(
        "Each is left out alone, all else equal. These effects do not add up, since rules work together: what one does "
        "depends on the others."
    )
    if not found:
        st.write("No rule and no event makes a difference to the leading pull.")
    for reason in found[:MOST]:
        left, right = st.columns([7, 2], vertical_alignment="center")
        left.html(_doubt(run, reason))
        if reason.id in run.case.rule_of:
            right.button(
                "I do not believe it",
                key=f"doubt {reason.id}",
                help="Switch this rule off; it can be put back.",
                on_click=beliefs.put,
                args=(reason.id, 0.0),
                width="stretch",
            )
    if rest := found[MOST:]:
        with st.expander(f"Those that matter less ({len(rest)})", key="lesser"):
            st.html("".join(_doubt(run, reason) for reason in rest))


def _doubt(run: Run, reason: Reason) -> str:
    side = "for" if reason.effect > 0 else "against"
    said = doubted(reason, reason.id in run.case.rule_of)
    return (
        f"<div class='reason {side}'><p><span class='side'>{typeset(-reason.effect, sign=True)}</span> "
        f"{escape(reason.says)} <i>({escape(reason.basis)})</i></p><p>{escape(said)}</p></div>"
    )


def arguments(scenario: Scenario, found: Evidence) -> None:
    """Show the rules that the person has changed, a rule to choose, all rules to read, and the scenario to take."""
    case = found.run.case
    changed = beliefs.changed()
    for rule in changed:
        if rule != st.session_state.get(CHOSEN):  # the chosen one keeps its place, and its slider the focus
            _card(found, rule, True)
    chosen = st.selectbox(
        "Choose a rule to argue with",
        list(case.rule_of),
        index=None,
        format_func=lambda rule: f"{case.rule_of[rule].says} ({case.rule_of[rule].basis})",
        placeholder="Type a word of it, or a claim's number",
        key=CHOSEN,
    )
    if chosen is not None:
        _card(found, chosen, chosen in changed)
    with st.expander(f"All {len(case.rules)} rules, by what they do here", key="all rules"):
        st.html("".join(_told(found, rule) for rule in _ranked(found)))
    if changed:
        st.download_button(
            "Download this scenario with your beliefs",
            to_toml(scenario),
            file_name="my-beliefs.scenario.toml",
            mime="application/toml",
            on_click="ignore",
            key="download",
            icon=":material/download:",
        )


def _ranked(found: Evidence) -> list[RuleEvidence]:
    """Return the rules by their effect on the leading pull, the greatest first."""
    return sorted(found.rules.values(), key=lambda does: -abs(does.effect.on(found.run.outcome)))


def _card(found: Evidence, rule: str, changed: bool) -> None:
    """Show one rule with its slider and what it rests on."""
    does = found.rules[rule]
    with st.container(border=True, key=f"card {rule}"):
        left, right = st.columns([5, 3], gap="medium")
        with left:
            st.html(f"<p><b>{escape(does.rule.says)}</b></p>{_details(found, does)}")
        with right:
            beliefs.slider(does.rule)
            factor = beliefs.held().get(rule, 1.0)
            now = beliefs.factor_in_words(factor)
            st.caption(f"It {'is ' if factor == 0 else ''}{now}.")
            if factor != 0:
                st.button("Switch it off", key=f"off {rule}", on_click=beliefs.put, args=(rule, 0.0), width="stretch")
            if changed:
                st.button("Put it back", key=f"on {rule}", on_click=beliefs.put_back, args=(rule,), width="stretch")


def _told(found: Evidence, does: RuleEvidence) -> str:
    outcome = Outcome(found.run.outcome)
    effect = does.effect.on(outcome)
    mark = f"{LABELS[outcome]} {typeset(effect, sign=True)}" if abs(effect) >= 0.005 else "hardly matters here"
    head = f"<span class='side'>{escape(mark)}</span> {escape(does.rule.says)} <i>({escape(does.rule.basis)})</i>"
    return f"<details class='part'><summary>{head}</summary>{_details(found, does)}</details>"


def _details(found: Evidence, does: RuleEvidence) -> str:
    """Return when a rule fires, its push, how firmly it is believed, what it does here, and its sources."""
    case, months = found.run.case, found.run.scenario.months
    lines = [
        condition(case, does.rule),
        consequence(case, does.rule),
        f"Confidence: {firmness(case, does)}",
        fired(does, months),
        without(does.effect, months),
    ]
    return "".join(f"<p>{escape(line)}</p>" for line in lines) + f"<ul>{''.join(_sources(case, does.rule))}</ul>"


def _sources(case: Case, rule: Rule) -> list[str]:
    judged = [f"<li><b>Our judgement.</b> {escape(rule.judgement)}</li>"] if rule.judgement else []
    return [source(case, claim) for claim in rule.claims] + judged
