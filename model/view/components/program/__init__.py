"""The program of what is on the page, brought to the browser, which works out what comes of a lever under the hand."""

from __future__ import annotations

import streamlit as st

from model.knowledge import Case
from model.scenario import Scenario
from model.view.components.mounting import mount
from model.view.components.program.payload import packed_program


def show_program(case: Case, scenario: Scenario, seed: int) -> None:
    """Bring the program of a scenario to the browser; nothing is to be seen of it.

    What the levers are does not matter: as long as `program_key` is the same, nothing has to be brought again.
    """
    with st.container(key="program"):
        sent = packed_program(case, scenario, seed).sent
        mount("program", "<div></div>", sent, "program in the browser", uses=("machine", "live"))


def program_key(case: Case, scenario: Scenario, seed: int) -> str:
    """Return what tells programs apart: 16 hexadecimal digits, the same wherever only the levers differ."""
    return packed_program(case, scenario, seed).key
