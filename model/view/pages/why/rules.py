"""Rules to argue with: what each does here, what would be without it, and a slider for whoever believes otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.engine import SLIGHT, Run
from model.explain import (
    LABELS,
    Evidence,
    Reason,
    RuleEvidence,
    condition,
    confidence_in_words,
    consequence,
    firing_in_words,
    pull_without_reason,
    pulls_without,
)
from model.knowledge import Outcome, typeset
from model.scenario import Scenario, to_toml
from model.view.citations import cited
from model.view.controls import beliefs

#: So many of the rules and events that matter most are ranked with a button each; the others are folded away.
MOST_RANKED = 8


#: In the session: the rule that is chosen to argue with.
CHOSEN = "argued rule"


def show_ranking(run: Run, reasons: Sequence[Reason]) -> None:
    """Show what the leading pull would be without each of the rules and events that matter most."""
    st.caption(
        "Each is left out alone, all else equal. These effects do not add up, since rules work together: what one does "
        "depends on the others."
    )
    if not reasons:
        st.write("No rule and no event makes a difference to the leading pull.")
    for reason in reasons[:MOST_RANKED]:
        left, right = st.columns([7, 2], vertical_alignment="center")
        left.html(_ranked_reason(run, reason))
        if reason.id in run.case.rule_of:
            right.button(
                "I do not believe it",
                key=f"doubt {reason.id}",
                help="Switch this rule off; it can be put back.",
                on_click=beliefs.set_factor,
                args=(reason.id, 0.0),
                width="stretch",
            )
    if rest := reasons[MOST_RANKED:]:
        with st.expander(f"Those that matter less ({len(rest)})", key="lesser"):
            st.html("".join(_ranked_reason(run, reason) for reason in rest))


def _ranked_reason(run: Run, reason: Reason) -> str:
    side = "for" if reason.effect > 0 else "against"
    if_doubted = pull_without_reason(reason, reason.id in run.case.rule_of)
    return (
        f"<div class='reason {side}'><p><span class='side'>{typeset(-reason.effect, sign=True)}</span> "
        f"{escape(reason.says)} <i>({escape(reason.basis)})</i></p><p>{escape(if_doubted)}</p></div>"
    )


def show_arguable_rules(scenario: Scenario, evidence: Evidence) -> None:
    """Show the rules that the person has changed, a rule to choose, all rules to read, and the scenario to take."""
    case = evidence.run.case
    changed = beliefs.changed_factors()
    for rule in changed:
        if rule != st.session_state.get(CHOSEN):  # the chosen one keeps its place, and its slider the focus
            _show_card(evidence, rule, True)
    chosen = st.selectbox(
        "Choose a rule to argue with",
        list(case.rule_of),
        index=None,
        format_func=lambda rule: f"{case.rule_of[rule].says} ({case.rule_of[rule].basis})",
        placeholder="Type a word of it, or a claim's number",
        key=CHOSEN,
    )
    if chosen is not None:
        _show_card(evidence, chosen, chosen in changed)
    with st.expander(f"All {len(case.rules)} rules, by what they do here", key="all rules"):
        st.html("".join(_folded_rule(evidence, rule) for rule in _by_effect(evidence)))
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


def _by_effect(evidence: Evidence) -> list[RuleEvidence]:
    """Return the rules by their effect on the leading pull, the greatest first."""
    return sorted(evidence.rules.values(), key=lambda rule: -abs(rule.effect.on(evidence.run.outcome)))


def _show_card(evidence: Evidence, rule: str, changed: bool) -> None:
    """Show one rule with its slider and what it rests on."""
    found = evidence.rules[rule]
    with st.container(border=True, key=f"card {rule}"):
        left, right = st.columns([5, 3], gap="medium")
        with left:
            st.html(f"<p><b>{escape(found.rule.says)}</b></p>{_details(evidence, found)}")
        with right:
            beliefs.show_slider(found.rule)
            factor = beliefs.current_factors().get(rule, 1.0)
            st.caption(f"It {'is ' if factor == 0 else ''}{beliefs.factor_in_words(factor)}.")
            if factor != 0:
                st.button(
                    "Switch it off", key=f"off {rule}", on_click=beliefs.set_factor, args=(rule, 0.0), width="stretch"
                )
            if changed:
                st.button("Put it back", key=f"on {rule}", on_click=beliefs.reset_factor, args=(rule,), width="stretch")


def _folded_rule(evidence: Evidence, found: RuleEvidence) -> str:
    outcome = Outcome(evidence.run.outcome)
    effect = found.effect.on(outcome)
    mark = f"{LABELS[outcome]} {typeset(effect, sign=True)}" if abs(effect) >= SLIGHT else "hardly matters here"
    head = f"<span class='side'>{escape(mark)}</span> {escape(found.rule.says)} <i>({escape(found.rule.basis)})</i>"
    return f"<details class='part'><summary>{head}</summary>{_details(evidence, found)}</details>"


def _details(evidence: Evidence, found: RuleEvidence) -> str:
    """Return when a rule fires, its push, how firmly it is believed, what it does here, and its sources."""
    case, months = evidence.run.case, evidence.run.scenario.months
    lines = [
        condition(case, found.rule),
        consequence(case, found.rule),
        f"Confidence: {confidence_in_words(case, found)}",
        firing_in_words(found, months),
        pulls_without(found.effect, months),
    ]
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"{paragraphs}<ul>{cited(case, found.rule.claims, found.rule.judgement)}</ul>"
