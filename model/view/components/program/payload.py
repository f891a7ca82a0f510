"""What the browser gets of the program on the page, as bytes; `program.js` describes the same."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, TypedDict

from model.engine import central_inputs, ready_program
from model.knowledge import Case
from model.scenario import Scenario
from model.uncertainty import drawn_inputs
from model.view.components.machine import MachinePayload, Packing, machine_payload
from model.view.results import DRAWS


class ProgramPayload(TypedDict):
    """What the script gets.

    Attributes:
        paths: of which variables and gauges the central run tells the paths, by id.
        central: the central run; variants: the plausible variants; unknown: the same while nothing may happen.
    """

    paths: list[str]
    central: MachinePayload
    variants: MachinePayload
    unknown: MachinePayload


class Packed(NamedTuple):
    """A program as it is sent: its key, equal for what is equal but for the levers; and all of it, in bytes."""

    key: str
    sent: bytes


def packed_program(case: Case, scenario: Scenario, seed: int) -> Packed:
    """Return the program of a scenario at any setting of its levers.

    Args:
        case: with the theories that are believed.
        scenario: any; its levers do not matter, since the browser sets them, and one that it does not set varies.
        seed: of the variants.
    """
    levers = [variable.id for variable in case.variables if variable.lever]
    return _packed(case, scenario.supposed.unsetting(levers), seed)


@lru_cache(maxsize=8)
def _packed(case: Case, scenario: Scenario, seed: int) -> Packed:
    packing = Packing()
    head = json.dumps(program_payload(case, scenario, seed, packing), separators=(",", ":")).encode()
    key = blake2b(head + packing.bytes, digest_size=8).hexdigest()
    return Packed(key, packing.behind(key.encode(), head))


def program_payload(case: Case, scenario: Scenario, seed: int, packing: Packing) -> ProgramPayload:
    """Return what the script gets of a scenario without levers; the arrays are packed."""
    program = ready_program(case, scenario)
    central = central_inputs(program, scenario)
    drawn, unknown = (drawn_inputs(program, scenario, DRAWS, seed, luck=luck) for luck in (0, None))
    return {
        "paths": list(program.ids),
        "central": machine_payload(program, scenario, central, program.ids, packing.store),
        "variants": machine_payload(program, scenario, drawn, (), packing.store),
        "unknown": machine_payload(program, scenario, unknown, (), packing.store),
    }
