"""The deal on the table: per issue who opened where and stands where now; per actor what that would leave it with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from model.account import holding
from model.deal import Met, Side, Terms
from model.domain import Case
from model.explain import capital
from model.run import Run

#: The sides' marks, in the order of the case's parties: with the colours, dashes and places of the graph.
MARKS = ("◆", "●")
SIDES = ("first", "second")


def show(run: Run, found: Sequence[Terms]) -> None:
    """Show what is on the table, issue by issue, the one that holds a settlement back named first."""
    case = run.case
    first, second = (case.labels[party] for party in case.parties)
    st.markdown(f"{holding(run, found)} The widest gap decides, not the average one.")
    st.html(
        f"<div class='key'><span><b class='first'>{MARKS[0]}</b> {escape(first)}</span>"
        f"<span><b class='second'>{MARKS[1]}</b> {escape(second)}</span><span>hollow: where it opened</span>"
        "<span><i class='line'></i> red line</span><span><i class='half'></i> half-way between them</span></div>"
    )
    core = sorted((term for term in found if term.core), key=lambda term: not term.binding)
    st.html(_issues(case, core))
    rest = [term for term in found if not term.core]
    if rest:
        with st.expander(f"The other issues ({len(rest)})", key="other issues"):
            st.html(_issues(case, rest))


def _issues(case: Case, terms: Sequence[Terms]) -> str:
    theme = "dark" if st.context.theme.type == "dark" else "light"
    return f"<div class='{theme}'>{''.join(_issue(case, term) for term in terms)}</div>"


def _issue(case: Case, term: Terms) -> str:
    issue = next(issue for issue in case.issues if issue.id == term.issue)
    badge = " <span class='side'>holds a settlement back</span>" if term.binding else ""
    sides = "".join(
        f"<p><b class='{kind}' aria-hidden='true'>{mark}</b> {escape(told(case, side))}</p>"
        for mark, kind, side in zip(MARKS, SIDES, term.sides, strict=True)
    )
    gap = f"<p>Between them lay {term.gap_before:.2f} of the scale at the start; {term.gap:.2f} now.</p>"
    return (
        f"<div class='issue'><h4>{escape(issue.label)}{badge}</h4>{_track(term)}"
        f"<div class='ends'><span>0: {escape(issue.second)}</span><span>1: {escape(issue.first)}</span></div>"
        f"{sides}{gap}</div>"
    )


def told(case: Case, side: Side) -> str:
    """Return what one side has done on an issue, in words."""
    moved = f"moved {side.conceded:.0%} of the way to the other's opening" if side.conceded >= 0.005 else "hardly moved"
    who = capital(case.spoken[side.party])
    text = f"{who} opened at {side.opening:.2f} and stands at {side.place:.2f}: it has {moved}."
    if side.line is None:
        return text
    if side.crossed <= 0:
        return f"{text} Its red line is at {side.line:.2f}, not crossed."
    return f"{text} Its red line is at {side.line:.2f}, {'crossed' if side.crossed >= 1 else 'being crossed'}."


def _track(term: Terms) -> str:
    """Return the issue's scale with everybody's places, as a picture; what it shows is told below it."""
    marks = [f"<i class='half' style='left:{term.place:.1%}'></i>"]
    for mark, kind, side in zip(MARKS, SIDES, term.sides, strict=True):
        low, high = sorted((side.opening, side.place))
        marks.append(f"<i class='way {kind}' style='left:{low:.1%};width:{high - low:.1%}'></i>")
        marks.append(f"<i class='opening {kind}' style='left:{side.opening:.1%}'></i>")
        if side.line is not None:
            marks.append(f"<i class='line {kind}' style='left:{side.line:.1%}'><span>{mark}</span></i>")
        marks.append(f"<b class='{kind}' style='left:{side.place:.1%}'>{mark}</b>")
    return f"<div class='track' aria-hidden='true'>{''.join(marks)}</div>"


def met(case: Case, found: Mapping[str, Sequence[Met]]) -> None:
    """Show how far every actor's objectives would be met if the parties met half-way between where they stand."""
    st.markdown(
        "Supposed that the parties met half-way between where they stand, how near would that be to what each actor "
        "wants? 1.00 is exactly what it wants, 0.00 the other end of the issue's scale. *This is a distance, no "
        "satisfaction score; do not average it over issues, since an average hides the one that breaks a deal.*"
    )
    st.html("".join(_actor(case, actor, own) for actor, own in found.items()))


def _actor(case: Case, actor: str, own: Sequence[Met]) -> str:
    least = min(own, key=lambda goal: goal.met)
    issue = case.spoken[least.objective.issue]
    head = f"{escape(case.labels[actor])}: least met on {escape(issue)}, {least.met:.2f}"
    rows = "".join(
        f"<tr><th scope='row'>{escape(case.labels[goal.objective.issue])}: {escape(goal.objective.says)} "
        f"<i>({escape(goal.objective.id)})</i></th><td>{goal.met_before:.2f}</td><td>{goal.met:.2f}</td></tr>"
        for goal in own
    )
    table = f"<table class='shares'><thead><tr><th></th><th>at the start</th><th>now</th></tr></thead>{rows}</table>"
    return f"<details class='part'><summary>{head}</summary>{table}</details>"
