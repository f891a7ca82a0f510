"""The dials: levers, assumptions and actors as one component, drawn in the browser by `dials.js`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from model.analysis import Factor, open_factors
from model.knowledge import Case, ScenarioError, Variable, capitalised, settable, typeset, uncapitalised
from model.view.session import state
from model.view.session.draft import Draft

HERE = Path(__file__).parent


#: What an actor's engagement is called.
ENGAGEMENT = ".engagement"


CHANGED = "Changed"


Dial = dict[str, Any]


@lru_cache(maxsize=8)
def _known(case: Case) -> dict[str, tuple[Variable, Factor]]:
    """Return what can be set, with the ranges in which it varies."""
    plausible = open_factors(case)
    return {name: (variable, plausible[name]) for name, variable in settable(case).items()}


def dial(case: Case, setup: Draft, name: str) -> Dial:
    """Return all that a dial shows of a lever or an assumption, in plain values."""
    variable, factor = _known(case)[name]
    scale, actor = case.scale_of[variable.scale], name.removesuffix(ENGAGEMENT)
    base, is_set = setup.base.given.get(name), name in setup.given
    actors = name.endswith(ENGAGEMENT)
    return {
        "id": name,
        "label": case.labels[actor] if actors else capitalised(variable.label),
        "low": scale.low,
        "high": scale.high,
        "value": setup.given.get(name, factor.value),
        "start": factor.value,
        "base": base,
        "set": is_set,
        "range": [factor.low, factor.high],
        "centre": 0.0 if scale.low < 0 else None,
        "signed": scale.low < 0,
        "bands": list(variable.bands),
        "status": _status(setup, name, (factor.low, factor.high)),
        "back": _back(setup, name),
        "means": variable.means,
        "why": setup.scenario.why.get(name, ""),
        "basis": _basis(case, name),
        "out": actor in setup.without if actors else None,
    }


def _status(setup: Draft, name: str, plausible: tuple[float, float]) -> str:
    """Return who has set a value, or within which range it varies."""
    if name not in setup.given:
        low, high = map(typeset, plausible)
        return f"Not set: varied from {low} to {high}"
    return "Set by you" if name in setup.changed else "Set by the scenario"


def _back(setup: Draft, name: str) -> str:
    """Return what the button says that goes back to the base; nothing if there is nothing to go back to."""
    if name not in setup.changed:
        return ""
    base = setup.base.given.get(name)
    return "Let it vary again" if base is None else f"Back to {typeset(base)}"


@lru_cache(maxsize=256)
def _basis(case: Case, name: str) -> str:
    """Return what a start rests on: the claims with their sentences, or the judgement."""
    starts = {start.id: start for start in case.starts}
    record = starts.get(name, _known(case)[name][0])
    if not record.claims:
        return f"Where it starts is our judgement: {uncapitalised(record.judgement)}"
    return "Where it starts rests on: " + " ".join(f"{c}: {case.claim_of[c].says}" for c in record.claims)


def groups(case: Case, setup: Draft, names: Sequence[str]) -> list[Dial]:
    """Return the groups of a panel: what has been changed on top and open, the others folded, each under its name."""
    moved = set(setup.changed)
    of, out = settable(case), {f"{actor}{ENGAGEMENT}" for actor in set(setup.without) ^ set(setup.base.without)}
    changed = [name for name in names if name in moved | out]
    found = [{"title": CHANGED, "ids": changed, "fold": False}] if changed else []
    titles = dict.fromkeys(of[name].group or "Others" for name in names)
    for title in titles:
        own = [name for name in names if (of[name].group or "Others") == title and name not in changed]
        gone = sum(name.endswith(ENGAGEMENT) and name.removesuffix(ENGAGEMENT) in setup.without for name in own)
        set_ = sum(name in setup.given for name in own)
        told = [f"{set_} set by the scenario"] if set_ else []
        told += [f"{gone} take no part"] if gone else []
        found.append({"title": title, "ids": own, "fold": True, "count": ", ".join(told)})
    return found


def show(case: Case, names: Sequence[str], key: str, panel: bool = False) -> None:
    """Show the dials of some levers or assumptions; what is moved is a step of what has been set."""
    setup = state.now(case)
    component = st.components.v2.component(
        "dials",
        html="<div class='dials'></div>",
        css=(HERE / "dials.css").read_text(encoding="utf-8"),
        js=(HERE / "dials.js").read_text(encoding="utf-8"),
    )
    component(
        data={
            "dials": [dial(case, setup, name) for name in names],
            "groups": groups(case, setup, names) if panel else [{"title": "", "ids": list(names), "fold": False}],
            "done": st.session_state.get(f"{state.DONE} {key}", {"source": "", "n": 0}),
        },
        key=key,
        on_moves_change=lambda: _moved(case, key),
    )


def _moved(case: Case, key: str) -> None:
    """Make the moves that a browser has sent and that have not been made yet: each is sent until the next one is."""
    sent = getattr(st.session_state.get(key), "moves", None) or {}
    done = st.session_state.get(f"{state.DONE} {key}", {"source": "", "n": 0})
    since = done["n"] if done["source"] == sent.get("source") else 0
    moves = [move for move in sent.get("moves", ()) if move["n"] > since]
    state.stop_replay()
    for move in moves:
        with suppress(ScenarioError):  # a browser's dials keep to their scales
            state.change(moved(case, state.now(case), move))
    if moves:
        st.session_state[f"{state.DONE} {key}"] = {"source": sent["source"], "n": moves[-1]["n"]}


def moved(case: Case, setup: Draft, move: dict[str, Any]) -> Draft:
    """Return what a move makes of a setup: a value put, put back or left to vary; an actor taken out or back in.

    Raises:
        ScenarioError: if there is no such thing to move, or it cannot go there.
    """
    name = str(move["id"])
    if "value" in move:
        return setup.put(case, name, float(move["value"]))
    if "out" in move:
        return setup.take_out(case, name.removesuffix(ENGAGEMENT), bool(move["out"]))
    return setup.unset(name) if move.get("loose") else setup.put_back(case, name)


def offered(case: Case) -> Iterable[str]:
    """Return the assumptions that a panel offers, in the order of the case."""
    return [name for name, variable in settable(case).items() if not variable.lever]
