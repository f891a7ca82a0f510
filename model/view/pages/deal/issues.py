"""The deal issue by issue: who opened where and stands where, red lines, and what lies between the sides; as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.engine import SLIGHT, Run
from model.explain import Side, Terms, binding_terms
from model.knowledge import Case, capitalised
from model.view.theme import current_theme

#: The sides' marks and classes, in the order of the case's parties: with the colours, dashes and places of the graph.
MARKS = ("◆", "●")


SIDES = ("first", "second")


def show_issues(run: Run, terms: Sequence[Terms], month: int) -> None:
    """Show what is on the table at a month, issue by issue: the core issues, the widest gap first, then the others."""
    first, second = (escape(run.case.labels[party]) for party in run.case.parties)
    st.html(
        f"<div class='key {current_theme()}'><span><b class='first' aria-hidden='true'>{MARKS[0]}</b> {first}</span>"
        f"<span><b class='second' aria-hidden='true'>{MARKS[1]}</b> {second}</span><span>hollow: where it opened</span>"
        "<span><i class='line'></i> red line</span><span><i class='half'></i> half-way between them</span></div>"
    )
    widest_first = sorted(terms, key=lambda term: -term.gap)
    core = [term for term in widest_first if term.core]
    others = [term for term in widest_first if not term.core]
    st.html(_issues(run, core, binding_terms(terms), month))
    if others:
        with st.expander(f"Other issues, which do not hold up a settlement ({len(others)})", key="other issues"):
            st.html(_issues(run, others, [], month))


def _issues(run: Run, terms: Sequence[Terms], holding: Sequence[Terms], month: int) -> str:
    issues = "".join(_issue(run.case, term, term in holding, month) for term in terms)
    return f"<div class='{current_theme()}'>{issues}</div>"


def _issue(case: Case, term: Terms, holds: bool, month: int) -> str:
    """Return one issue; `holds`: whether it holds a settlement back."""
    issue = case.issue_of[term.issue]
    badge = " <span class='side'>holds a settlement back</span>" if holds else ""
    sides = "".join(
        f"<p><b class='{kind}' aria-hidden='true'>{mark}</b> {escape(side_in_words(case, side))}</p>"
        for mark, kind, side in zip(MARKS, SIDES, term.sides, strict=True)
    )
    return (
        f"<div class='issue'><h3>{escape(issue.label)}{badge}</h3><p>{escape(gap_in_words(term, month))}</p>"
        f"{_track(term)}"
        f"<div class='ends'><span>0: {escape(issue.second)}</span><span>1: {escape(issue.first)}</span></div>"
        f"{sides}</div>"
    )


def gap_in_words(term: Terms, month: int) -> str:
    """Return what lies between the sides on an issue, in words."""
    if not month:
        return f"Between them lies {term.gap_before:.2f} of the scale at the start."
    before = f"{term.gap_before:.2f} at the start"
    if term.gap < SLIGHT:
        return f"Nothing lies between them at month {month} ({before})."
    return f"Between them lies {term.gap:.2f} of the scale at month {month} ({before})."


def side_in_words(case: Case, side: Side) -> str:
    """Return what one side has done on an issue, in words."""
    moved = (
        f"moved {side.conceded:.0%} of the way to the other's opening" if side.conceded >= SLIGHT else "hardly moved"
    )
    who = capitalised(case.spoken[side.party])
    text = f"{who} opened at {side.opening:.2f} and stands at {side.place:.2f}: it has {moved}."
    if side.line is None:
        return text
    if side.crossed <= 0:
        return f"{text} Its red line is at {side.line:.2f}, not crossed."
    return f"{text} Its red line is at {side.line:.2f}, {'crossed' if side.crossed >= 1 else 'being crossed'}."


def _track(term: Terms) -> str:
    """Return the issue's scale with everybody's places, as a picture; what it shows is told around it."""
    marks = [f"<i class='half' style='left:{term.place:.1%}'></i>"]
    for mark, kind, side in zip(MARKS, SIDES, term.sides, strict=True):
        low, high = sorted((side.opening, side.place))
        marks.append(f"<i class='way {kind}' style='left:{low:.1%};width:{high - low:.1%}'></i>")
        marks.append(f"<i class='opening {kind}' style='left:{side.opening:.1%}'></i>")
        if side.line is not None:
            marks.append(f"<i class='line {kind}' style='left:{side.line:.1%}'><span>{mark}</span></i>")
        marks.append(f"<b class='{kind}' style='left:{side.place:.1%}'>{mark}</b>")
    return f"<div class='track' aria-hidden='true'>{''.join(marks)}</div>"
