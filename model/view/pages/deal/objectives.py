"""Whose objectives would be met if the parties met half-way: a foldable part for every actor; as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from model.engine import Run
from model.explain import ObjectiveMet
from model.knowledge import Case


def show_objectives(run: Run, met: Mapping[str, Sequence[ObjectiveMet]], month: int) -> None:
    """Show how far every actor's objectives would be met, the actor whose worst objective is met least first."""
    st.markdown(
        "If the parties met half-way between where they stand, how near would that be to what each actor wants? 1.00 "
        "is exactly what it wants, 0.00 the other end of the issue's scale. *There is no average over issues: it would "
        "hide the one that breaks a deal.*"
    )
    if not met:
        st.write("No actor of this case has an objective.")
    least_met_first = sorted(met.items(), key=lambda item: least_met(item[1]).met)
    st.html("".join(_actor(run, actor, own, month) for actor, own in least_met_first))


def least_met(own: Sequence[ObjectiveMet]) -> ObjectiveMet:
    """Return the objective of an actor that would be met the least."""
    return min(own, key=lambda objective: objective.met)


def _actor(run: Run, actor: str, own: Sequence[ObjectiveMet], month: int) -> str:
    case, worst = run.case, least_met(own)
    out = " (takes no part)" if actor in run.scenario.without else ""
    issue = case.spoken[worst.objective.issue]
    head = (
        f"<span class='name'><b>{escape(case.labels[actor])}</b>{out}</span> {_share_bar(worst.met)}"
        f"<span>least met on {escape(issue)}: {worst.met:.2f}</span>"
    )
    rows = "".join(_objective(case, objective, month) for objective in sorted(own, key=lambda one: one.met))
    names = ["wants", "at the start", *([f"at month {month}"] if month else [])]
    columns = "".join(f"<th scope='col'>{name}</th>" for name in names)
    table = f"<table class='shares'><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<details class='part met'><summary>{head}</summary>{table}</details>"


def _objective(case: Case, found: ObjectiveMet, month: int) -> str:
    wants, at_the_start = found.objective, f"<td>{found.met_before:.2f}</td>" if month else ""
    return (
        f"<tr><th scope='row'>{escape(case.labels[wants.issue])}: {escape(wants.says)} <i>({escape(wants.id)})</i></th>"
        f"{at_the_start}<td>{_share_bar(found.met)} {found.met:.2f}</td></tr>"
    )


def _share_bar(share: float) -> str:
    return f"<i class='bar' aria-hidden='true'><i style='width:{share:.1%}'></i></i>"
