"""The dials: levers, assumptions and actors as one component, drawn in the browser by `dials.js`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

import streamlit as st

from model.engine import program_of
from model.explain import told_apart
from model.knowledge import Case, ScenarioError, Variable, capitalised, settable, typeset, uncapitalised
from model.view.components.dials.payload import Dial, DialGroup, DialsPayload, Move, MovesDone, Said, SentMoves
from model.view.components.mounting import mount
from model.view.session import MOVES_DONE, Draft, current_draft, draft_steps, stop_replay, take_step

#: What an actor's engagement is called.
ENGAGEMENT = ".engagement"


#: Who has set a value.
SET_BY = Said(moved="Set by you", base="Set by the scenario")


def show_dials(case: Case, names: Sequence[str], key: str, panel: bool = False) -> None:
    """Show the dials of some levers or assumptions, in groups if it is a panel; a move is a step of what is set."""
    payload = dials_payload(case, current_draft(case), names, panel, _moves_done(key), draft_steps().before)
    html = "<div class='dials'></div>"
    mount("dials", html, payload, key, uses=("typing", "live", "dial"), on_moves_change=lambda: _make_moves(case, key))


def dials_payload(
    case: Case, draft: Draft, names: Sequence[str], panel: bool, done: MovesDone, before: Draft | None = None
) -> DialsPayload:
    """Return what the dials show; `done` says which of their moves it holds already, `before` what held before them."""
    together: list[DialGroup] = [{"title": "", "ids": list(names), "open": True, "count": ""}]
    return {
        "live": not panel,
        "dials": [dial(case, draft, name, before) for name in names],
        "groups": dial_groups(case, draft, names) if panel else together,
        "done": done,
    }


def dial(case: Case, draft: Draft, name: str, before: Draft | None = None) -> Dial:
    """Return all that a dial shows of a lever or an assumption; `before` is what held before the last step."""
    variable, start, *plausible = _settable_with_range(case)[name]
    scale, actor = case.scale_of[variable.scale], name.removesuffix(ENGAGEMENT)
    is_actor = name.endswith(ENGAGEMENT)
    value, was = (one.edited.given.get(name, start) for one in (draft, before or draft))
    return {
        "id": name,
        "label": case.labels[actor] if is_actor else capitalised(variable.label),
        "low": scale.low,
        "high": scale.high,
        "value": value,
        "start": start,
        "was": None if was == value else was,
        "base": draft.base.given.get(name),
        "set": name in draft.edited.given,
        "range": plausible,
        "centre": 0.0 if scale.low < 0 else None,
        "signed": scale.low < 0,
        "bands": list(variable.bands),
        "status": _status(draft, name, plausible),
        "said": SET_BY,
        "back": _back(draft, name),
        "means": variable.means,
        "why": draft.scenario.why.get(name, ""),
        "basis": _basis(case, name),
        "apart": [{"says": line.says, "sentences": list(line.sentences)} for line in told_apart(case, name)],
        "out": actor in draft.edited.without if is_actor else None,
    }


class _Settable(NamedTuple):
    """What can be set: where the case starts it, and within which range it varies while it is not set."""

    variable: Variable
    start: float
    low: float
    high: float


@lru_cache(maxsize=8)
def _settable_with_range(case: Case) -> dict[str, _Settable]:
    """Return what can be set, by qualified id, with the ranges in which it varies."""
    program = program_of(case)
    columns = [column.tolist() for column in (program.start, program.start_low, program.start_high)]
    return {
        name: _Settable(variable, *(column[program.row[name]] for column in columns))
        for name, variable in settable(case).items()
    }


def _status(draft: Draft, name: str, plausible: Sequence[float]) -> str:
    """Return who has set a value, or within which range it varies."""
    if name not in draft.edited.given:
        low, high = map(typeset, plausible)
        return f"Varies from {low} to {high}"
    return SET_BY["moved" if name in draft.changed else "base"]


def _back(draft: Draft, name: str) -> str:
    """Return what the button says that goes back to the base; nothing if there is nothing to go back to."""
    if name not in draft.changed:
        return ""
    base = draft.base.given.get(name)
    return "Let it vary again" if base is None else f"Back to {typeset(base)}"


@lru_cache(maxsize=256)
def _basis(case: Case, name: str) -> str:
    """Return what a start rests on: the claims with their sentences, or the judgement."""
    starts = {start.id: start for start in case.starts}
    record = starts.get(name, _settable_with_range(case)[name].variable)
    if not record.claims:
        return f"Where it starts is our judgement: {uncapitalised(record.judgement)}"
    return "Where it starts rests on: " + " ".join(f"{c}: {case.claim_of[c].says}" for c in record.claims)


def dial_groups(case: Case, draft: Draft, names: Sequence[str]) -> list[DialGroup]:
    """Return the groups of a panel, each under its name; unfolded to begin with where something in it is changed.

    A dial stays where it is when it is moved: it would be gone from under the hand otherwise.
    """
    group_of = {name: variable.group or "Others" for name, variable in settable(case).items()}
    found: list[DialGroup] = []
    for title in dict.fromkeys(group_of[name] for name in names):
        own = [name for name in names if group_of[name] == title]
        changed = _changed(draft, own)
        found.append({"title": title, "ids": own, "open": bool(changed), "count": _count(draft, own, changed)})
    return found


def _changed(draft: Draft, names: Sequence[str]) -> list[str]:
    """Return those of some dials that are not as in the base, or whose actor is not."""
    actors = {f"{actor}{ENGAGEMENT}" for actor in set(draft.edited.without) ^ set(draft.base.without)}
    return [name for name in names if name in actors or name in draft.changed]


def _count(draft: Draft, names: Sequence[str], changed: Sequence[str]) -> str:
    """Return how many of some dials are changed, how many the scenario sets, and how many actors are out, in words."""
    are_set = sum(name in draft.edited.given and name not in changed for name in names)
    are_out = sum(name.endswith(ENGAGEMENT) and name.removesuffix(ENGAGEMENT) in draft.edited.without for name in names)
    parts = [f"{len(changed)} changed"] if changed else []
    parts += [f"{are_set} set by the scenario"] if are_set else []
    parts += [f"{are_out} take{'s' if are_out == 1 else ''} no part"] if are_out else []
    return ", ".join(parts)


def _moves_done(key: str) -> MovesDone:
    """Return up to which move the moves of the dials of this key have been made."""
    done: MovesDone = st.session_state.get(f"{MOVES_DONE} {key}", {"source": "", "n": 0})
    return done


def _make_moves(case: Case, key: str) -> None:
    """Make the moves that a browser has sent and that have not been made yet: each is sent until the next one is."""
    sent: SentMoves | None = getattr(st.session_state.get(key), "moves", None)
    stop_replay()
    if not sent:
        return
    done = _moves_done(key)
    since = done["n"] if done["source"] == sent["source"] else 0
    moves = [move for move in sent["moves"] if move["n"] > since]
    for move in moves:
        with suppress(ScenarioError):  # a browser's dials keep to their scales
            series = f"{sent['source']} {move['series']}" if "series" in move else ""
            take_step(after_move(case, current_draft(case), move), series)
    if moves:
        st.session_state[f"{MOVES_DONE} {key}"] = {"source": sent["source"], "n": moves[-1]["n"]}


def after_move(case: Case, draft: Draft, move: Move) -> Draft:
    """Return what a move makes of a draft: a value put, put back or left to vary; an actor taken out or back in.

    Raises:
        ScenarioError: if there is no such thing to move, or it cannot go there.
    """
    name = str(move["id"])
    if "value" in move:
        return draft.put(case, name, float(move["value"]))
    if "out" in move:
        return draft.take_out(case, name.removesuffix(ENGAGEMENT), bool(move["out"]))
    return draft.unset(name) if move.get("loose") else draft.put_back(case, name)


def assumption_names(case: Case) -> list[str]:
    """Return the assumptions that a panel offers, in the order of the case."""
    return [name for name, variable in settable(case).items() if not variable.lever]
