"""The controls: which scenario is being explored, and what has been set in it by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from model.domain import Case, Episode, Variable
from model.explain import capital, lower, name_of
from model.scenario import Scenario, bundled, load_scenario
from model.view import beliefs
from model.view.report import number, places

#: The month in which a season stands for a date.
SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "winter": 12}
PRESET, MONTHS, SET, SHOWN = "preset", "months", "set levers", "page shown"
#: The horizons that the page offers, in months.
HORIZONS = [6, 12, 18, 24, 36, 48, 60]


def levers(case: Case) -> list[Variable]:
    """Return the case's levers, in the order of its file."""
    return [variable for variable in case.variables if variable.lever]


def presets(case: Case) -> dict[str, Scenario]:
    """Return the bundled scenarios by id.

    Today's situation first; then what the articles tell, in the order of time (undated last); then what they suppose.
    """
    found = {name: load_scenario(name, case) for name in bundled(case)}
    place = {episode.id: number for number, episode in enumerate(case.episodes)}

    def order(name: str) -> tuple[Any, ...]:
        episode = episode_of(case, found[name])
        if name == "default" or episode is None:
            return (0 if name == "default" else 3, found[name].title)
        if episode.told:
            return (1, *when(episode.period), place[episode.id])
        return (2, found[name].title.removeprefix("The ").lower())

    return {name: found[name] for name in sorted(found, key=order)}


def episode_of(case: Case, scenario: Scenario) -> Episode | None:
    """Return the register's episode that a scenario carries, if it carries one."""
    return next((episode for episode in case.episodes if episode.id == scenario.episode), None)


def when(period: str) -> tuple[float, float]:
    """Return when a period begins and ends, in years, as far as its words tell; an undated one comes after all."""
    dates = [
        int(year) + (int(month) if month else SEASONS.get(season.lower(), 0)) / 12
        for season, year, month in re.findall(r"(?:(\w+) )?(?<![\w-])(\d{4})(?:-(\d{2})(?!\d))?", period)
    ]
    return (min(dates), max(dates)) if dates else (math.inf, math.inf)


def offered(case: Case, name: str, scenario: Scenario) -> str:
    """Return what a preset is called where it is chosen: whether it is told or supposed, and its title."""
    episode = episode_of(case, scenario)
    if name == "default" or episode is None:
        return scenario.title
    return f"{'Told' if episode.told else 'Supposed'}: {scenario.title}"


def explored(
    preset: Scenario, values: Mapping[str, float], months: int, held: Mapping[str, float] | None = None
) -> Scenario:
    """Return the preset with the levers that are set (and no others) at their values, the horizon and the beliefs.

    The beliefs are the preset's own if None. Events after the horizon are left out. A scenario that is not the preset
    says so in its title.
    """
    events = tuple(event for event in preset.events if event.month <= months)
    events = tuple(
        event.model_copy(update={"until": None}) if event.until is not None and event.until > months else event
        for event in events
    )
    changed = preset.but(levers=dict(values), months=months, events=events, expect=())
    if held is not None:
        changed = changed.but(beliefs=dict(held))
    same = (changed.levers, changed.months, changed.beliefs) == (preset.levers, preset.months, preset.beliefs)
    return changed if same else changed.but(title=f"{preset.title} (changed)")


def _key(lever: Variable) -> str:
    return f"lever {lever.id}"  # as in `put`


def _load(case: Case, found: Mapping[str, Scenario]) -> None:
    """Put every control, and every belief, to what the chosen preset says."""
    _reset(case, found)
    beliefs.load(found[st.session_state[PRESET]])


def _reset(case: Case, found: Mapping[str, Scenario]) -> None:
    """Put the levers and the horizon to what the chosen preset says."""
    preset = found[st.session_state[PRESET]]
    st.session_state[MONTHS] = preset.months
    for lever in levers(case):
        _put_back(lever, preset)


def _put_back(lever: Variable, preset: Scenario) -> None:
    """Put one lever to what the preset says; one that it does not set is not set."""
    given = preset.levers.get(lever.id)
    others = st.session_state.get(SET, frozenset()) - {lever.id}
    st.session_state[SET] = others | {lever.id} if given is not None else others
    st.session_state[_key(lever)] = lever.start if given is None else given


def _touch(lever: str) -> None:
    st.session_state[SET] = st.session_state[SET] | {lever}


def put(lever: str, value: float) -> None:
    """Put a lever to a value, as if by hand: for a button's callback."""
    st.session_state[f"lever {lever}"] = value
    _touch(lever)


def _prepared(case: Case) -> dict[str, Scenario]:
    """Return the presets; put every control to the first of them if nothing has been chosen yet."""
    found = presets(case)
    if PRESET not in st.session_state:
        st.session_state[PRESET] = next(iter(found))
        _load(case, found)
    return found


def restored(case: Case, page: str) -> None:
    """Send every control's value to the browser anew if another page was shown before.

    A browser that puts the controls in another place while a run is under way may otherwise show them at their lower
    ends, and send those with the next touch.
    """
    _prepared(case)
    if st.session_state.get(SHOWN) != page:
        for name in (PRESET, MONTHS, *map(_key, levers(case))):
            st.session_state[name] = st.session_state[name]


def arrived(page: str) -> None:
    """Keep which page was shown to its end."""
    st.session_state[SHOWN] = page


def at_hand(case: Case) -> Scenario:
    """Return the scenario that the controls make, wherever they are shown."""
    preset = _prepared(case)[st.session_state[PRESET]]
    values = {lever.id: st.session_state[_key(lever)] for lever in levers(case)}
    kept = {name: value for name, value in values.items() if name in st.session_state[SET]}
    return explored(preset, kept, int(st.session_state[MONTHS]), beliefs.held())


def controls(case: Case) -> None:
    """Show the preset, the horizon and the levers; `at_hand` tells the scenario that they make."""
    found = _prepared(case)
    left, right = st.columns([5, 4], vertical_alignment="bottom", gap="medium")
    with left:
        name = st.selectbox(
            "Scenario to start from",
            list(found),
            format_func=lambda name: offered(case, name, found[name]),
            key=PRESET,
            on_change=_load,
            args=(case, found),
            help="Each puts the levers and the assumptions behind them to what it supposes. Told: a situation that "
            "the articles tell, in the order of time. Supposed: one that they imagine.",
        )
    preset = found[name]
    with right:
        horizons = sorted({*HORIZONS, preset.months, st.session_state[MONTHS]})
        st.select_slider(
            "Look ahead", horizons, key=MONTHS, format_func=lambda m: f"{m} months", help="How far the model runs."
        )
    with st.container():  # a place of its own, so that what stands below keeps its place
        _supposes(case, preset, int(st.session_state[MONTHS]))
    for column, lever in zip(st.columns(len(levers(case)), gap="medium"), levers(case), strict=True):
        with column:
            _slider(case, lever, preset)
    with st.container():
        _changed(case, preset, at_hand(case), found)


def _supposes(case: Case, preset: Scenario, months: int) -> None:
    """Show what the preset supposes beyond the levers, each with its reason, and the episode that it carries."""
    st.caption(preset.says)
    lines = [
        f"- {capital(name_of(case, name))}: {number(value)}. {preset.why.get(name, '')}"
        for name, value in preset.assumptions.items()
    ]
    lines += [f"- {capital(case.spoken[actor])}: no part in it." for actor in preset.without]
    for event in preset.events:
        late = " *(after the chosen horizon: left out)*" if event.month > months else ""
        lines.append(f"- Month {event.month}: {event.says or 'something happens.'}{late}")
    episode = episode_of(case, preset)
    if lines or episode:
        with st.expander(f"What it supposes besides the levers ({len(lines)})", key="supposes"):
            st.markdown("\n".join(lines))
            if episode:
                st.markdown(_episode(case, episode))


def _episode(case: Case, episode: Episode) -> str:
    """Return what the register says of an episode: its sentence, when, where it is told, and what was expected."""
    told = "The articles tell" if episode.told else "The articles suppose"
    when = f" ({episode.period})" if episode.told else ""
    text = f"**{told}**{when}: {episode.says} *{places(case, episode.source)}.*"
    return f"{text}\n\n**Expected of it, before it was run**: {episode.expect}"


def _changed(case: Case, preset: Scenario, scenario: Scenario, found: Mapping[str, Scenario]) -> None:
    """Say what differs from the preset, with a way back; nothing if nothing does."""
    label = {lever.id: lever.label for lever in levers(case)}
    told = [
        f"{label[name]} {number(scenario.levers[name])}"
        for name in scenario.levers
        if scenario.levers[name] != preset.levers.get(name)
    ]
    if scenario.months != preset.months:
        told.append(f"{scenario.months} months")
    if told:
        left, right = st.columns([6, 2], vertical_alignment="center")
        left.caption(f"Changed from “{preset.title}”: {', '.join(told)}.")
        right.button("Put all back", key="reset", on_click=_reset, args=(case, found), width="stretch")


def _slider(case: Case, lever: Variable, preset: Scenario) -> None:
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
        help=_basis(case, lever),
    )
    st.html(f'<div class="ends">{"".join(f"<span>{escape(end)}</span>" for end in lever.ends)}</div>')
    is_set = lever.id in st.session_state[SET]
    given = preset.levers.get(lever.id)
    if not is_set:
        assert lever.low is not None
        assert lever.high is not None
        st.caption(f"{lever.means} **Not set: varied from {number(lever.low)} to {number(lever.high)}.**")
    elif given == st.session_state[_key(lever)]:
        st.caption(f"{lever.means} **Set by the scenario.** {preset.why.get(lever.id, '')}")
    else:
        st.caption(f"{lever.means} **Set by you.**")
        back = "Let it vary again" if given is None else f"Back to {number(given)}"
        st.button(back, key=f"back {lever.id}", type="tertiary", on_click=_put_back, args=(lever, preset))


def _basis(case: Case, lever: Variable) -> str:
    if not lever.claims:
        return f"Where it starts is our judgement: {lower(lever.judgement)}"
    return "It rests on: " + " ".join(f"{claim}: {case.claim_of[claim].says}" for claim in lever.claims)
