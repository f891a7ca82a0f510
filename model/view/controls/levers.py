"""The controls: which scenario is being explored, and all that can be set in it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.explain import robustness_said
from model.knowledge import Case, Variable, capitalised, name_of, typeset
from model.scenario import Scenario
from model.uncertainty import robustness
from model.view.components.dials import assumption_names, show_dials
from model.view.components.folding import expander
from model.view.controls import events, theories
from model.view.controls.presets import episode_in_words, episode_of, offered, presets
from model.view.results import run_of, variants_of
from model.view.session import cases, state, while_shown
from model.view.session.draft import Draft

#: In the session: the widgets of the war, the base, the horizon and the seed.
WAR, PRESET, MONTHS, SEED = "war", "preset", "months", "seed"


#: What the base is chosen as when it is none of the bundled scenarios: a file's, or a link's.
OWN = "own"


#: The horizons that the page offers, in months.
HORIZONS = [6, 12, 18, 24, 36, 48, 60]


def levers(case: Case) -> list[Variable]:
    """Return the case's levers, in the order of its file."""
    return [variable for variable in case.variables if variable.lever]


def at_hand(case: Case) -> Scenario:
    """Return the scenario that the controls make, wherever they are shown."""
    return state.at_hand(case)


def put(case: Case, lever: str, value: float) -> None:
    """Put a lever, or an assumption, to a value, as if by hand: for a button's callback."""
    state.change(state.now(case).put(case, lever, value))


def controls(case: Case) -> None:
    """Show the base, the horizon and the levers; `at_hand` tells what they make."""
    setup = state.now(case)
    which, base, ahead = st.columns([4, 5, 4], vertical_alignment="bottom", gap="medium")
    with which:
        war(case.id)
    with base:
        _base(case, setup)
    with ahead:
        _horizon(case, setup)
    with st.container():  # a place of its own, so that what stands below keeps its place
        st.caption(setup.base.says)
    show_dials(case, [lever.id for lever in levers(case)], "levers")


def more(case: Case) -> None:
    """Show what can be set besides the levers, folded: the assumptions, the actors and the events."""
    setup = state.now(case)
    with st.container():  # a place of its own, as above
        _assumptions(case, setup)
        _events(case, setup)
        _theories(case, setup)
        _supposes(case, setup)
        st.caption(beyond(case, setup))


def beyond(case: Case, setup: Draft) -> str:
    """Return in a line what is set besides the levers, so that nothing is hidden by being folded away."""
    base, names = setup.base, set(assumption_names(case))
    changed = [name_of(case, name) for name in setup.changed if name in names]
    changed += [f"{case.spoken[actor]} out" for actor in setup.edited.without if actor not in base.without]
    changed += [f"{case.spoken[actor]} in again" for actor in base.without if actor not in setup.edited.without]
    many = len(setup.edited.events)
    events = f"{many or 'none'}{' (changed)' if setup.edited.events != base.events else ''}"
    titles = [theory.title for theory in case.theories if theory.id in setup.edited.theories]
    parts = [f"Changed: {', '.join(changed) or 'nothing'}", f"events: {events}"]
    if case.theories:
        parts.append(f"theories believed: {', '.join(titles) or 'none'}")
    return f"{'; '.join(parts)}."


def _shown(key: str, value: object) -> bool:
    """Let a widget show a value; where it shows it already it is left alone. Return whether it did.

    A widget that did has to be made with the value as its default: the browser may fall back on it when changes follow
    each other quickly, and would tell it as a change.
    """
    already = key in st.session_state and bool(st.session_state[key] == value)
    if not already:
        st.session_state[key] = value
    return already


def war(name: str) -> None:
    """Offer the cases; `name` is the id of the one that is open."""
    titles = {name: title for name, (title, _) in cases.offered().items()}
    already = _shown(WAR, name)
    st.selectbox(
        "War",
        list(titles),
        index=list(titles).index(name) if already else 0,
        format_func=titles.__getitem__,
        key=WAR,
        on_change=while_shown(_turn, WAR),
        help="Each has its own actors, issues and sources; the general rules are the same. What you set in one is "
        "kept while you look at another.",
    )


def _base(case: Case, setup: Draft) -> None:
    found = presets(case)
    names = list(found) if setup.start else [OWN, *found]
    chosen = setup.start or OWN
    already = _shown(PRESET, chosen)
    st.selectbox(
        "Scenario to start from",
        names,
        index=names.index(chosen) if already else 0,
        format_func=lambda name: setup.base.title if name == OWN else offered(case, name, found[name]),
        key=PRESET,
        on_change=while_shown(_load, PRESET),
        args=(case,),
        help="Each puts the levers and the assumptions behind them to what it supposes. Told: a situation that "
        "the sources tell, in the order of time. Supposed: one that is imagined.",
    )


def _load(case: Case) -> None:
    """Put everything to what the chosen scenario says."""
    name = st.session_state[PRESET]
    if name not in (OWN, state.now(case).start):
        state.change(Draft.of(presets(case)[name], name, state.seed()))


def _turn() -> None:
    """Open the chosen case."""
    if st.session_state[WAR] != st.session_state.get(state.CASE):
        state.turn_to(st.session_state[WAR])


def _look(case: Case) -> None:
    """Look as far ahead as is chosen."""
    state.change(state.now(case).edit(months=int(st.session_state[MONTHS])))


def _seed(case: Case) -> None:
    """Draw the variants with the number that is entered."""
    state.change(state.now(case).but(seed=int(st.session_state[SEED])))


def _horizon(case: Case, setup: Draft) -> None:
    horizons = sorted({*HORIZONS, setup.base.months, setup.edited.months})
    already = _shown(MONTHS, setup.edited.months)
    st.select_slider(
        "Look ahead",
        horizons,
        value=setup.edited.months if already else None,
        key=MONTHS,
        on_change=while_shown(_look, MONTHS),
        args=(case,),
        format_func=lambda m: f"{m} month{'' if m == 1 else 's'}",
        help="How far the model runs.",
    )


def _assumptions(case: Case, setup: Draft) -> None:
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
        _shown(SEED, setup.seed)
        st.number_input(
            "Seed of the variants",
            0,
            2**32 - 1,
            key=SEED,
            on_change=while_shown(_seed, SEED),
            args=(case,),
            help="The variants are drawn anew for another seed. An answer that changes with it was not firm.",
            width=240,
        )


def _events(case: Case, setup: Draft) -> None:
    shown, place = expander("Events", "events", ":material/event:")
    if shown:
        with place:
            events.show(case, setup)


def _theories(case: Case, setup: Draft) -> None:
    if case.theories:
        shown, place = expander("Theories", "theories", ":material/school:")
        if shown:
            with place:
                theories.show(case, setup)


def _supposes(case: Case, setup: Draft) -> None:
    """Show what the base supposes beyond the levers, each with its reason, and the episode that it carries."""
    base = setup.base
    lines = [
        f"- {capitalised(name_of(case, name))}: {typeset(value)}. {base.why.get(name, '')}"
        for name, value in base.given.items()
    ]
    lines += [f"- {capitalised(case.spoken[actor])}: no part in it." for actor in base.without]
    for event in base.events:
        late = " *(after the chosen horizon: left out)*" if event.month > setup.edited.months else ""
        lines.append(f"- Month {event.month}: {event.says or 'something happens.'}{late}")
    episode = episode_of(case, base)
    if lines or episode:
        shown, place = expander("What the scenario supposes", "supposes", ":material/notes:")
        if shown:
            place.markdown("\n".join(lines))
            if episode:
                place.markdown(episode_in_words(case, episode))


def folded(case: Case) -> tuple[bool, DeltaGenerator]:
    """Tell the scenario, what it comes to and how firmly; return whether the place for the controls is open, and it."""
    scenario = at_hand(case)
    run = run_of(case, scenario)
    told = robustness_said(run, robustness(run, variants_of(case, scenario)))
    title = scenario.title.replace("[", "\\[").replace("*", "\\*")
    st.markdown(f"**{title}**: {told[:1].lower()}{told[1:]}, at month {scenario.months}.")
    return expander("The scenario: levers, assumptions, events", "scenario", ":material/tune:")
