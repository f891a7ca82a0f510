"""The model in the browser: what it is given to run a scenario there, to the same bits, at every move of a lever.

machine.js runs it: `build(payload)` returns a function `run(levers)`.
"""

from model.view.components.machine.payload import machine_payload

__all__ = ["machine_payload"]
