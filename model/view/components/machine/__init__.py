"""The model in the browser: what it is given to run a scenario there, to the same bits, at every move of a lever.

machine.js runs it: `build(payload)` returns a function `run(levers)`. Where arrays were packed, it takes the bytes
besides.

machine.c is its inner loop once more, for runs in single precision: machine.wasm is built of it (`just wasm`) and
stands before the script. Where a browser cannot run it, the script does all, to the same bits.
"""

from model.view.components.machine.packing import Packing
from model.view.components.machine.payload import MachinePayload, machine_payload

__all__ = ["MachinePayload", "Packing", "machine_payload"]
