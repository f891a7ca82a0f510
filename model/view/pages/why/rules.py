"""Rules to argue with: what each does here, what would be without it, and a slider for whoever believes otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

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
from model.view.session import choose, one_of, recall

#: So many of the rules and events that matter most are ranked with a button each; the others are folded away.
MOST_RANKED = 8


#: The choice: the rule to argue with.
CHOSEN = one_of("argued rule", lambda among: among.case.rule_of)


#: In the session: the rules that were changed. The card of one that is put back stays where it is, as do the others.
ARGUED = "argued rules"


def show_ranking(run: Run, reasons: Sequence[Reason], before: Sequence[Reason]) -> None:
    """Show what the leading pull would be without each of the rules and events that matter most.

    Args:
        run: the run.
        reasons: its reasons, the strongest first.
        before: those of the run without the person's own beliefs. Their order holds, and one that is switched off
            keeps its row: a second click at the same spot would hit another rule otherwise.
    """
    st.caption(
        "Each line leaves one rule or event out of the central run, and nothing else. The effects do not add up, "
        "because rules work together. What you stop believing keeps its line."
    )
    shown, rest = _rows(reasons, before)
    if not shown:
        st.write("No single rule or event makes a difference.")
    for was, now in shown:
        with st.container(key=f"ranked {was.id}"):
            left, right = st.columns([7, 2], vertical_alignment="center")
            left.html(_ranked_reason(run, was, now))
            if was.id in run.case.rule_of:
                _doubt_button(right, was.id)
    if rest:
        with st.expander(f"What matters less ({len(rest)})", key="lesser"):
            st.html("".join(_ranked_reason(run, reason, reason) for reason in rest))


def _rows(
    reasons: Sequence[Reason], before: Sequence[Reason]
) -> tuple[list[tuple[Reason, Reason | None]], list[Reason]]:
    """Return the rows to show, each as it was before and as it is now (None: it hardly matters now), and the rest."""
    now = {reason.id: reason for reason in reasons}
    shown = [(was, now.pop(was.id, None)) for was in before[:MOST_RANKED]]
    strongest = {reason.id for reason in reasons[:MOST_RANKED]}
    new = [(reason, reason) for reason in now.values() if reason.id in strongest]
    return [*shown, *new], [reason for reason in now.values() if reason.id not in strongest]


def _doubt_button(place: DeltaGenerator, rule: str) -> None:
    """Show the button that switches a rule off, or, once it is, the one that puts it back."""
    if beliefs.current_factors().get(rule) == 0:
        act: tuple[str, str, Any, tuple[Any, ...]] = ("Put it back", "Believe it again.", beliefs.reset_factor, (rule,))
    else:
        act = ("I do not believe it", "Switch this rule off; it can be put back.", beliefs.set_factor, (rule, 0.0))
    label, says, change, args = act
    place.button(label, key=f"doubt {rule}", help=says, on_click=change, args=args, width="stretch")


def _ranked_reason(run: Run, was: Reason, now: Reason | None) -> str:
    """Return a row: what the rule or event says, and what would be without it; or that it is off, or hardly matters."""
    reason, side, tag = now or was, "off", "—"
    if now is not None:
        side, tag = "for" if now.effect > 0 else "against", typeset(-now.effect, sign=True)
        told = pull_without_reason(now, now.id in run.case.rule_of)
    else:
        off = beliefs.current_factors().get(was.id) == 0
        told = "You do not believe it: it is switched off." if off else "With what you believe, it hardly matters."
    return (
        f"<div class='reason {side}'><p><span class='side'>{tag}</span> "
        f"{escape(reason.says)} <i>({escape(reason.basis)})</i></p><p>{escape(told)}</p></div>"
    )


def show_arguable_rules(scenario: Scenario, evidence: Evidence) -> None:
    """Show the rules that the person has changed, a rule to choose, all rules to read, and the scenario to take."""
    case = evidence.run.case
    changed = beliefs.changed_factors()
    argued: list[str] = st.session_state.setdefault(ARGUED, [])
    argued += [rule for rule in changed if rule not in argued]
    for rule in argued:
        if rule in case.rule_of and rule != recall(CHOSEN, None):  # that keeps its place, its slider the focus
            _show_card(evidence, rule, rule in changed)
    labels = {name: f"{rule.says} ({rule.basis})" for name, rule in case.rule_of.items()}
    hint = "Type a word of it, or a claim's number"
    chosen = choose(st.selectbox, "Choose a rule to argue with", labels, CHOSEN, None, placeholder=hint)
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
            off, back = (beliefs.set_factor, (rule, 0.0)), (beliefs.reset_factor, (rule,))
            for label, key, (act, args), possible in (
                ("Switch it off", "off", off, factor != 0),
                ("Put it back", "on", back, changed),
            ):
                st.button(label, key=f"{key} {rule}", on_click=act, args=args, disabled=not possible, width="stretch")


def _folded_rule(evidence: Evidence, found: RuleEvidence) -> str:
    outcome = Outcome(evidence.run.outcome)
    effect = found.effect.on(outcome)
    mark = f"{LABELS[outcome]} {typeset(effect, sign=True)}" if abs(effect) >= SLIGHT else "hardly any difference here"
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
