"""The controls: which scenario is being explored, and what has been set in it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from model.domain import Case, Variable
from model.explain import lower
from model.scenario import Scenario, bundled, load_scenario

PRESET, MONTHS, SET = "preset", "months", "set levers"
#: The horizons that the page offers, in months.
HORIZONS = [6, 12, 18, 24, 36, 48, 60]


def levers(case: Case) -> list[Variable]:
    """Return the case's levers, in the order of its file."""
    return [variable for variable in case.variables if variable.lever]


def presets(case: Case) -> dict[str, Scenario]:
    """Return the bundled scenarios by id: today's situation first, then by title."""
    found = {name: load_scenario(name, case) for name in bundled(case)}
    return dict(sorted(found.items(), key=lambda item: (item[0] != "default", item[1].title)))


def explored(preset: Scenario, values: Mapping[str, float], months: int) -> Scenario:
    """Return the preset with the levers that are set (and no others) at their values, and the horizon.

    Events after the horizon are left out. A scenario that is not the preset says so in its title.
    """
    events = tuple(event for event in preset.events if event.month <= months)
    events = tuple(
        event.model_copy(update={"until": None}) if event.until is not None and event.until > months else event
        for event in events
    )
    changed = preset.but(levers=dict(values), months=months, events=events, expect=())
    same = (changed.levers, changed.months) == (preset.levers, preset.months)
    return changed if same else changed.but(title=f"{preset.title} (changed)")


def _load(case: Case, found: Mapping[str, Scenario]) -> None:
    """Put every control to what the chosen preset says."""
    preset = found[st.session_state[PRESET]]
    st.session_state[MONTHS] = preset.months
    st.session_state[SET] = set(preset.levers)
    for lever in levers(case):
        st.session_state[_key(lever)] = preset.levers.get(lever.id, lever.start)


def _key(lever: Variable) -> str:
    return f"lever {lever.id}"


def _touch(lever: str) -> None:
    st.session_state[SET] = {*st.session_state[SET], lever}


def controls(case: Case) -> Scenario:
    """Show the preset, the horizon and the levers; return the scenario that they make."""
    found = presets(case)
    if PRESET not in st.session_state:
        st.session_state[PRESET] = next(iter(found))
        _load(case, found)
    left, middle, right = st.columns([5, 4, 2], vertical_alignment="bottom")
    with left:
        name = st.selectbox(
            "Scenario to start from",
            list(found),
            format_func=lambda name: found[name].title,
            key=PRESET,
            on_change=_load,
            args=(case, found),
            help="Each puts the levers and the assumptions behind them to what it supposes.",
        )
    preset = found[name]
    with middle:
        horizons = sorted({*HORIZONS, preset.months, st.session_state[MONTHS]})
        months = st.select_slider(
            "Look ahead", horizons, key=MONTHS, format_func=lambda m: f"{m} months", help="How far the model runs."
        )
    with right:
        st.button(
            "Reset the levers",
            on_click=_load,
            args=(case, found),
            width="stretch",
            help="Puts levers and horizon back to what the scenario says.",
        )
    st.caption(preset.says)
    for column, lever in zip(st.columns(len(levers(case)), gap="medium"), levers(case), strict=True):
        with column:
            _slider(case, lever)
    values = {lever.id: st.session_state[_key(lever)] for lever in levers(case)}
    kept = {name: value for name, value in values.items() if name in st.session_state[SET]}
    return explored(preset, kept, int(months))


def _slider(case: Case, lever: Variable) -> None:
    scale = case.scale_of[lever.scale]
    st.slider(
        lever.label,
        scale.low,
        scale.high,
        step=0.05,
        format="%+.2f" if scale.low < 0 else "%.2f",
        key=_key(lever),
        on_change=_touch,
        args=(lever.id,),
        help=f"{lever.means} It rests on {_basis(lever)}.",
    )
    st.html(f'<div class="ends">{"".join(f"<span>{escape(end)}</span>" for end in lever.ends)}</div>{ENDS}')
    if lever.id in st.session_state[SET]:
        st.caption(f"{lever.means} **Set by you or the scenario.**")
    else:
        st.caption(f"{lever.means} **Not set: variants differ, from {lever.low:.2f} to {lever.high:.2f}.**")


def _basis(lever: Variable) -> str:
    return f"claim {lever.basis}" if lever.claims else f"our judgement: {lower(lever.judgement).rstrip('.')}"


ENDS = """<style>
.ends { display: flex; justify-content: space-between; gap: .5rem; font-size: .8rem; line-height: 1.2; }
.ends span { flex: 1; } .ends span:nth-child(2) { text-align: center; } .ends span:last-child { text-align: right; }
</style>"""
