"""The model in the browser: what it is given to run a scenario there, to the same bits, at every move of a lever.

machine.js runs it: `build(payload)` returns a function `run(levers)`. Where arrays were packed, it takes
the bytes besides.
"""

from model.view.components.machine.packing import Packing
from model.view.components.machine.payload import MachinePayload, machine_payload

__all__ = ["MachinePayload", "Packing", "machine_payload"]
