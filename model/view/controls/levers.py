"""The controls: which scenario is being explored, and all that can be set in it."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.explain import answer_in_words, may_happen_in_brief
from model.knowledge import Case, Variable, capitalised, name_of, typeset
from model.uncertainty import headline
from model.view.components.dials import assumption_names, show_dials
from model.view.components.folding import expander
from model.view.components.number_fields import number_field, show_number_fields
from model.view.controls import events, happenings, theories
from model.view.controls.presets import episode_in_words, episode_of, preset_label, presets
from model.view.plain import plain
from model.view.results import variants_of
from model.view.session import (
    Draft,
    as_page_opens,
    cases_on_offer,
    current_draft,
    current_scenario,
    current_seed,
    offer,
    open_case,
    open_case_name,
    series_of,
    take_step,
)

#: In the session: the widgets of the war, the base, the horizon and the seed.
WAR, PRESET, MONTHS, SEED = "war", "preset", "months", "seed"


#: The horizons that the page offers, in months.
HORIZONS = [6, 12, 18, 24, 36, 48, 60]


def levers_of(case: Case) -> list[Variable]:
    """Return the case's levers, in the order of its file."""
    return [variable for variable in case.variables if variable.lever]


def set_value(case: Case, lever: str, value: float) -> None:
    """Put a lever, or an assumption, to a value, as if by hand: for a button's callback."""
    take_step(current_draft(case).put(case, lever, value))


def show_levers(case: Case) -> None:
    """Show the base, the horizon and the levers; `current_scenario` tells what they make."""
    draft = current_draft(case)
    which, base, ahead = st.columns([4, 5, 4], vertical_alignment="bottom", gap="medium")
    with which:
        show_case_chooser()
    with base:
        _base(case, draft)
    with ahead:
        _horizon(case, draft)
    with st.container():  # a place of its own, so that what stands below keeps its place
        st.caption(plain(draft.base.says))
    show_dials(case, [lever.id for lever in levers_of(case)], "levers")


def show_other_settings(case: Case) -> None:
    """Show what can be set besides the levers, folded, from the assumptions to what may happen."""
    draft = current_draft(case)
    with st.container():  # a place of its own, as above
        _assumptions(case, draft)
        _events(case, draft)
        _theories(case, draft)
        _happenings(case, draft)
        _supposes(case, draft)
        st.caption(plain(changes_in_a_line(case, draft)))


def changes_in_a_line(case: Case, draft: Draft) -> str:
    """Return in a line all that has been changed, so that nothing is hidden by being folded away."""
    base = draft.base
    changed = [name_of(case, name) for name in draft.changed]
    changed += [f"{case.spoken[actor]} out" for actor in draft.edited.without if actor not in base.without]
    changed += [f"{case.spoken[actor]} in again" for actor in base.without if actor not in draft.edited.without]
    rules = sum(
        draft.edited.beliefs.get(r, 1) != base.beliefs.get(r, 1) for r in {**draft.edited.beliefs, **base.beliefs}
    )
    changed += [f"the weight of {rules} rule{'' if rules == 1 else 's'}"] if rules else []
    changed += ["the horizon"] if draft.edited.months != base.months else []
    changed += ["the seed"] if draft.seed else []
    many = len(draft.edited.events)
    events = f"{many or 'none'}{' (changed)' if draft.edited.events != base.events else ''}"
    titles = [theory.title for theory in case.theories if theory.id in draft.edited.theories]
    other = [one.id for one in case.happenings if base.may_happen(one.id) != draft.edited.may_happen(one.id)]
    changed += ["what may happen"] if other else []
    changed += ["what the front does"] if draft.edited.front != base.front else []
    parts = [f"Changed: {', '.join(changed) or 'nothing'}", f"events: {events}"]
    if case.theories:
        parts.append(f"theories believed: {', '.join(titles) or 'none'}")
    parts.append(f"what may happen: {may_happen_in_brief(case, draft.edited)}")
    return f"{'; '.join(parts)}."


def show_case_chooser() -> None:
    """Offer the cases."""
    offer(
        st.selectbox,
        "War",
        {name: title for name, (title, _) in cases_on_offer().items()},
        WAR,
        open_case_name(),
        _switch_case,
        help="Each has its own actors, issues and sources; the general rules are the same. What you set in one is "
        "kept while you look at another.",
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
        help="Each puts the levers and the assumptions behind them to what it supposes. Told: a situation that "
        "the sources tell, in the order of time. Supposed: one that is imagined.",
    )


def _start_from(case: Case, name: str) -> None:
    """Put everything to what the chosen scenario says."""
    if name != current_draft(case).base_id:
        take_step(Draft.of(presets(case)[name], name, current_seed()))


def _set_seed(case: Case, seed: int) -> None:
    """Draw the variants with the number that is entered."""
    take_step(current_draft(case).but(seed=seed), series_of(SEED))


def _horizon(case: Case, draft: Draft) -> None:
    horizons = sorted({*HORIZONS, draft.base.months, draft.edited.months})
    offer(
        st.select_slider,
        "Look ahead",
        {months: f"{months} month{'' if months == 1 else 's'}" for months in horizons},
        MONTHS,
        draft.edited.months,
        lambda months: take_step(current_draft(case).edit(months=months), series_of(MONTHS)),
        help="How far the model runs.",
    )


def _assumptions(case: Case, draft: Draft) -> None:
    names = assumption_names(case)
    shown, place = expander("Assumptions and actors", "assumptions", ":material/tune:")
    if not shown:
        return
    with place:
        st.caption(
            "All that stands beside the levers: what is not set is varied within its plausible range. An actor that "
            "takes no part is out of the graph, with all its ties."
        )
        show_dials(case, names, "panel", panel=True)
        why = "The variants are drawn anew for another seed. An answer that changes with it was not firm."
        field = number_field("Seed of the variants", draft.seed, 0, 2**32 - 1, 1, digits=0, help=why)
        show_number_fields([field], SEED, lambda _, entered: _set_seed(case, int(entered)), columns=3)


def _events(case: Case, draft: Draft) -> None:
    shown, place = expander("Events", "events", ":material/event:")
    if shown:
        with place:
            events.show_events(case, draft)


def _theories(case: Case, draft: Draft) -> None:
    if case.theories:
        shown, place = expander("Theories", "theories", ":material/school:")
        if shown:
            with place:
                theories.show_theories(case, draft)


def _happenings(case: Case, draft: Draft) -> None:
    shown, place = expander("What may happen", "happenings", ":material/casino:")
    if shown:
        with place:
            happenings.show_happenings(case, draft)


def _supposes(case: Case, draft: Draft) -> None:
    """Show what the base supposes beyond the levers, each with its reason, and the episode that it carries."""
    base = draft.base
    lines = [
        f"- {plain(capitalised(name_of(case, name)))}: {typeset(value)}. {plain(base.why.get(name, ''))}"
        for name, value in base.given.items()
    ]
    lines += [f"- {plain(capitalised(case.spoken[actor]))}: no part in it." for actor in base.without]
    for event in base.events:
        late = " *(after the chosen horizon: left out)*" if event.month > draft.edited.months else ""
        lines.append(f"- Month {event.month}: {plain(event.says or 'something happens.')}{late}")
    if base != as_page_opens(base.but(happenings=None, front=None)):
        lines.append(f"- What may happen: {may_happen_in_brief(case, base)}.")
    episode = episode_of(case, base)
    if lines or episode:
        shown, place = expander("What the scenario supposes", "supposes", ":material/notes:")
        if shown:
            place.markdown("\n".join(lines))
            if episode:
                place.markdown(episode_in_words(case, episode))


def folded_controls(case: Case) -> tuple[bool, DeltaGenerator]:
    """Show the scenario and its answer in a line, and a fold for the controls; return whether it is open, and it."""
    scenario = current_scenario(case)
    answer = answer_in_words(headline(variants_of(case, scenario)))
    st.markdown(f"**{plain(scenario.title)}**: {answer[:1].lower()}{answer[1:]}, at month {scenario.months}.")
    return expander("The scenario: levers, assumptions, events", "scenario", ":material/tune:")
