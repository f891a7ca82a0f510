"""What happens when: the events on a line of months, one of which can be chosen and edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from model.knowledge import MONTHS, Case, capitalised, name_of, qualified, settable, variables_by_id
from model.scenario import MOST_EVENTS, Event, Scenario, event_in_words, faults_of
from model.view.components.number_fields import NumberField, number_field, show_number_fields
from model.view.components.timeline import show_timeline, timeline_act
from model.view.plain import plain
from model.view.session import Draft, current_draft, offer, series_of, take_step, while_shown

#: In the session: which event is being edited; what was wrong with the last edit.
CHOSEN, WRONG = "event chosen", "event wrong"


EFFECTS = {"set": "is put to", "change": "changes by"}


def show_events(case: Case, draft: Draft) -> None:
    """Show the timeline, and below it the chosen event to be edited."""
    chosen = _chosen(draft)
    if draft.edited.events:
        show_timeline(case, draft, chosen, lambda: _do_act(case))
        late = [event for event in draft.edited.events if event.month > draft.edited.months]
        said = "".join(
            f" Month {event.month}: “{plain(event_in_words(case, event))}” comes after the horizon and is left out."
            for event in late
        )
        st.caption(f"Choose an event to edit it; arrow keys move it by a month, Delete removes it.{said}")
    else:
        st.caption("No events yet. An event sets a lever or an assumption in some month, or changes anything else.")
    if chosen is not None:
        _editor(case, draft, chosen)
    st.button(
        "Add an event", key="add event", icon=":material/add:", on_click=_add, args=(case,),
        disabled=len(draft.edited.events) >= MOST_EVENTS,
    )  # fmt: skip


def _chosen(draft: Draft) -> int | None:
    chosen = st.session_state.get(CHOSEN)
    return chosen if chosen is not None and chosen < len(draft.edited.events) else None


def _do_act(case: Case) -> None:
    """Do what was done on the timeline."""
    act = timeline_act()
    if not act or int(act["at"]) >= len(current_draft(case).edited.events):
        return
    at = int(act["at"])
    if "month" in act:
        _replace(case, at, {"month": int(act["month"])}, series_of(f"event {at} month"))
    elif act.get("remove"):
        _remove(case, at, current_draft(case).edited.events[at])
    else:
        st.session_state[CHOSEN] = at if act.get("choose") else None
        st.session_state.pop(WRONG, None)


def _add(case: Case) -> None:
    """Add an event half-way to the horizon that puts the first assumption where it starts, and edit it."""
    draft = current_draft(case)
    name, variable = next((n, v) for n, v in settable(case).items() if not v.lever)
    value = draft.edited.given.get(name, variable.start or 0.0)
    event = Event(month=max(1, draft.edited.months // 2), set={name: value})
    take_step(draft.edit(events=(*draft.edited.events, event)))
    st.session_state[CHOSEN] = len(draft.edited.events)


def _remove(case: Case, at: int, event: Event) -> None:
    """Take an event away if it still stands there: a second press in haste is not meant for the next one."""
    draft = current_draft(case)
    if draft.edited.events[at : at + 1] == (event,):
        take_step(draft.edit(events=draft.edited.events[:at] + draft.edited.events[at + 1 :]))
        st.session_state[CHOSEN] = None


def _replace(case: Case, at: int, fields: Mapping[str, Any], series: str = "") -> None:
    """Replace some fields of an event; if no event comes of it, say why in the editor and change nothing."""
    draft = current_draft(case)
    edited = {name: getattr(draft.edited.events[at], name) for name in Event.model_fields} | {**fields}
    if edited["until"] is not None and edited["until"] < edited["month"]:
        edited["until"] = edited["month"]
    try:
        event = Event(**edited)
    except ValueError:
        st.session_state[WRONG] = "An event has to set or change something: add another before you delete this one."
        return
    faults = faults_of(case, Scenario(title="event", case=case.id, months=MONTHS, events=(event,)))
    if faults:
        st.session_state[WRONG] = " ".join(f"{capitalised(fault.message)}." for fault in faults)
        return
    st.session_state.pop(WRONG, None)
    take_step(draft.edit(events=(*draft.edited.events[:at], event, *draft.edited.events[at + 1 :])), series)


# ------------------------------------------------------------------------------------------------------- the editor


def _editor(case: Case, draft: Draft, at: int) -> None:
    event = draft.edited.events[at]
    with st.container(border=True, key="event editor"):
        _sentence(case, event, at)
        month, until = st.columns([2, 3], vertical_alignment="bottom")
        with month:
            _month(case, at, number_field("In month", event.month, 1, MONTHS, 1, id="month", digits=0))
        with until:
            lasting = bool(event.set) and all(settable(case)[name].kind == "assumption" for name in event.set)
            why = "" if lasting else "Only values that are set can go back, and only those that no rule moves."
            words, ends = "Until month (0: for good)", (0, MONTHS, 1)
            _month(case, at, number_field(words, event.until or 0, *ends, id="until", digits=0, help=why,
                                          disabled=not lasting))  # fmt: skip
        for how in EFFECTS:
            for name in getattr(event, how):
                _effect_row(case, event, at, how, name)
        if wrong := st.session_state.get(WRONG):
            st.error(plain(wrong))
        more, gone = st.container(), st.container()
        more.button("Add an effect", key="add act", icon=":material/add:", on_click=_add_effect, args=(case, at))
        gone.button(
            "Delete the event", key="drop event", icon=":material/delete:", on_click=_remove, args=(case, at, event)
        )


def _sentence(case: Case, event: Event, at: int) -> None:
    """Show the field of what an event says."""
    key = "event says"
    if st.session_state.get(key) != event.says:
        st.session_state[key] = event.says
    take = while_shown(lambda: _replace(case, at, {"says": st.session_state[key]}), key)
    st.text_input("What happens", key=key, on_change=take, max_chars=200)


def _month(case: Case, at: int, field: NumberField) -> None:
    """Show the field of one of an event's months; 0 stands for none."""

    def take(name: str, entered: float) -> None:
        _replace(case, at, {name: int(entered) or None}, series_of(f"event {at} {name}"))

    show_number_fields([field], f"event {field['id']}", take)


def _effect_row(case: Case, event: Event, at: int, how: str, name: str) -> None:
    """Show one effect of an event: what, whether it is set or changed, and by how much."""
    known = list(settable(case)) if how == "set" else _changeable(case)
    taken = {*event.set, *event.change} - {name}
    scale = case.scale_of[_variable(case, name).scale]
    widest = scale.high - scale.low
    low, high = (scale.low, scale.high) if how == "set" else (-widest, widest)
    what = st.container()
    way, value, gone = st.columns([4, 3, 1], vertical_alignment="bottom")

    def put(new: str, new_how: str, amount: float, series: str = "") -> None:
        rest = {h: {n: v for n, v in getattr(event, h).items() if (h, n) != (how, name)} for h in EFFECTS}
        rest[new_how][new] = amount
        _replace(case, at, rest, series)

    def put_instead(new: str, new_how: str) -> None:
        put(new, new_how, _variable(case, new).start or 0.0 if new_how == "set" else 0.1)

    what_key = f"act what {at} {how} {name}"
    free = {n: capitalised(name_of(case, n).removeprefix("the ")) for n in known if n not in taken}
    offer(what.selectbox, "What", free, what_key, name, lambda new: put_instead(new, how))
    hows = {h: says for h, says in EFFECTS.items() if h == how or name in settable(case) or h == "change"}
    offer(way.selectbox, "How", hows, f"act how {at} {how} {name}", how, lambda new_how: put_instead(name, new_how))
    with value:
        key = f"act value {at} {how} {name}"
        field = number_field("Value", getattr(event, how)[name], low, high)
        show_number_fields([field], key, lambda _, entered: put(name, how, entered, series_of(key)))
    gone.button(
        "", key=f"drop {what_key}", icon=":material/close:", on_click=_drop_effect, args=(case, at, how, name),
        help=plain(f"Delete this effect: {name_of(case, name)}"),
    )  # fmt: skip


def _drop_effect(case: Case, at: int, how: str, name: str) -> None:
    event = current_draft(case).edited.events[at]
    _replace(case, at, {how: {n: v for n, v in getattr(event, how).items() if n != name}})


def _add_effect(case: Case, at: int) -> None:
    event = current_draft(case).edited.events[at]
    name = next(n for n in _changeable(case) if n not in {*event.set, *event.change})
    _replace(case, at, {"change": {**event.change, name: 0.1}})


def _changeable(case: Case) -> list[str]:
    """Return what an event can change: the levers and assumptions first, then the other states."""
    own = list(settable(case))
    return own + [q for v in case.variables if v.kind == "state" for q in qualified(case, v) if q not in own]


def _variable(case: Case, name: str) -> Any:
    return variables_by_id(case)[name]
