"""The choosers in the bar: which war, which scenario to start from, and how far to look ahead."""

from __future__ import annotations

from functools import partial

import streamlit as st

from model.knowledge import Case
from model.view.controls.presets import preset_label, presets
from model.view.session import (
    Draft,
    cases_on_offer,
    current_draft,
    current_seed,
    offer,
    open_case,
    open_case_name,
    series_of,
    take_step,
)

#: In the session: the widgets of the war, the base and the horizon.
WAR, PRESET, MONTHS = "war", "preset", "months"

#: The horizons that the page offers, in months.
HORIZONS = [6, 12, 18, 24, 36, 48, 60]


def show_choosers(case: Case) -> None:
    """Show the war, the base and the horizon; their names are for screen readers, since what is chosen tells itself."""
    draft = current_draft(case)
    with st.container(width=230, key="chosen war"):
        show_case_chooser("collapsed")
    with st.container(width=300, key="chosen base"):
        _base(case, draft)
    with st.container(width=130, key="chosen horizon"):
        _horizon(case, draft)


def show_case_chooser(label_visibility: str = "visible") -> None:
    """Offer the cases; `label_visibility` is Streamlit's."""
    offer(
        st.selectbox,
        "War",
        {name: title for name, (title, _) in cases_on_offer().items()},
        WAR,
        open_case_name(),
        _switch_case,
        label_visibility=label_visibility,
    )


def _switch_case(name: str) -> None:
    """Open the chosen case."""
    if name != open_case_name():
        open_case(name)


def _base(case: Case, draft: Draft) -> None:
    found = presets(case)
    labels = {name: preset_label(case, name, scenario) for name, scenario in found.items()}
    title = draft.base.title
    own = {} if draft.start else {draft.base_id: f"{title} (opened)" if title in labels.values() else title}
    offer(
        st.selectbox,
        "Scenario to start from",
        own | labels,
        PRESET,
        draft.base_id,
        partial(_start_from, case),
        label_visibility="collapsed",
    )


def _start_from(case: Case, name: str) -> None:
    """Put everything to what the chosen scenario says."""
    if name != current_draft(case).base_id:
        take_step(Draft.of(presets(case)[name], name, current_seed()))


def _horizon(case: Case, draft: Draft) -> None:
    horizons = sorted({*HORIZONS, draft.base.months, draft.edited.months})
    offer(
        st.selectbox,
        "Look ahead",
        {months: f"{months} month{'' if months == 1 else 's'}" for months in horizons},
        MONTHS,
        draft.edited.months,
        lambda months: take_step(current_draft(case).edit(months=months), series_of(MONTHS)),
        label_visibility="collapsed",
    )
