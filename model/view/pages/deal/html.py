"""The deal on the table: per issue who opened where and stands where; per actor what that would leave it with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from model.engine import SLIGHT, Run
from model.explain import Met, Side, Terms, holders
from model.knowledge import Case, capitalised

#: The sides' marks, in the order of the case's parties: with the colours, dashes and places of the graph.
MARKS = ("◆", "●")


SIDES = ("first", "second")


def show(run: Run, found: Sequence[Terms], month: int) -> None:
    """Show what is on the table at a month, issue by issue: the core issues, the widest gap first, then the others."""
    case = run.case
    first, second = (escape(case.labels[party]) for party in case.parties)
    st.html(
        f"<div class='key {_theme()}'><span><b class='first' aria-hidden='true'>{MARKS[0]}</b> {first}</span>"
        f"<span><b class='second' aria-hidden='true'>{MARKS[1]}</b> {second}</span><span>hollow: where it opened</span>"
        "<span><i class='line'></i> red line</span><span><i class='half'></i> half-way between them</span></div>"
    )
    core = sorted((term for term in found if term.core), key=lambda term: -term.gap)
    rest = sorted((term for term in found if not term.core), key=lambda term: -term.gap)
    st.html(_issues(run, core, holders(found), month))
    if rest:
        with st.expander(f"The other issues, of which none stops a settlement ({len(rest)})", key="other issues"):
            st.html(_issues(run, rest, [], month))


def _theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def _issues(run: Run, terms: Sequence[Terms], holding: Sequence[Terms], month: int) -> str:
    told = "".join(_issue(run.case, term, term in holding, month) for term in terms)
    return f"<div class='{_theme()}'>{told}</div>"


def _issue(case: Case, term: Terms, holds: bool, month: int) -> str:
    issue = case.issue_of[term.issue]
    badge = " <span class='side'>holds a settlement back</span>" if holds else ""
    sides = "".join(
        f"<p><b class='{kind}' aria-hidden='true'>{mark}</b> {escape(side_in_words(case, side))}</p>"
        for mark, kind, side in zip(MARKS, SIDES, term.sides, strict=True)
    )
    return (
        f"<div class='issue'><h3>{escape(issue.label)}{badge}</h3><p>{escape(between(term, month))}</p>{_track(term)}"
        f"<div class='ends'><span>0: {escape(issue.second)}</span><span>1: {escape(issue.first)}</span></div>"
        f"{sides}</div>"
    )


def between(term: Terms, month: int) -> str:
    """Return what lies between the sides on an issue, in words."""
    if not month:
        return f"Between them lies {term.gap_before:.2f} of the scale at the start."
    then = f"{term.gap_before:.2f} at the start"
    if term.gap < SLIGHT:
        return f"Nothing lies between them at month {month} ({then})."
    return f"Between them lies {term.gap:.2f} of the scale at month {month} ({then})."


def side_in_words(case: Case, side: Side) -> str:
    """Return what one side has done on an issue, in words."""
    moved = f"moved {side.conceded:.0%} of the way to the other's opening" if side.conceded >= 0.005 else "hardly moved"
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


# --------------------------------------------------------------------------------- whose objectives would be met


def met(run: Run, found: Mapping[str, Sequence[Met]], month: int) -> None:
    """Show how far every actor's objectives would be met if the parties met half-way, the actor least met first."""
    st.markdown(
        "Supposed that the parties met half-way between where they stand, how near would that be to what each actor "
        "wants? 1.00 is exactly what it wants, 0.00 the other end of the issue's scale. *This is a distance, no "
        "satisfaction score; there is no average over issues, since it would hide the one that breaks a deal.*"
    )
    if not found:
        st.write("No actor of this case has an objective.")
    order = sorted(found.items(), key=lambda item: least(item[1]).met)
    st.html("".join(_actor(run, actor, own, month) for actor, own in order))


def least(own: Sequence[Met]) -> Met:
    """Return the objective of an actor that would be met the least."""
    return min(own, key=lambda goal: goal.met)


def _actor(run: Run, actor: str, own: Sequence[Met], month: int) -> str:
    case, worst = run.case, least(own)
    out = " (takes no part)" if actor in run.scenario.without else ""
    issue = case.spoken[worst.objective.issue]
    head = (
        f"<span class='name'><b>{escape(case.labels[actor])}</b>{out}</span> {_bar(worst.met)}"
        f"<span>least met on {escape(issue)}: {worst.met:.2f}</span>"
    )
    rows = "".join(_goal(case, goal, month) for goal in sorted(own, key=lambda goal: goal.met))
    names = ["wants", "at the start", *([f"at month {month}"] if month else [])]
    columns = "".join(f"<th scope='col'>{name}</th>" for name in names)
    table = f"<table class='shares'><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<details class='part met'><summary>{head}</summary>{table}</details>"


def _goal(case: Case, goal: Met, month: int) -> str:
    wants, start = goal.objective, f"<td>{goal.met_before:.2f}</td>" if month else ""
    return (
        f"<tr><th scope='row'>{escape(case.labels[wants.issue])}: {escape(wants.says)} <i>({escape(wants.id)})</i></th>"
        f"{start}<td>{_bar(goal.met)} {goal.met:.2f}</td></tr>"
    )


def _bar(share: float) -> str:
    return f"<i class='bar' aria-hidden='true'><i style='width:{share:.1%}'></i></i>"
