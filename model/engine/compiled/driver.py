"""Many runs at once in compiled code, where Numba is installed (extra `fast`): the same bits as NumPy's, sooner.

Nobody waits for a compiler: `warm` compiles in the background, and only then is `engine.courses` told of `courses`
here. Events stay where they are, in `engine`; what follows between them is `kernel.follow`. Runs are split between two
threads, which the kernel lets work side by side; it keeps nothing between calls, so that sessions may call it at once.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from threading import Lock, Thread
from typing import TYPE_CHECKING

import numpy as np

from model.arrays import Floats, Ints
from model.engine import stepping as engine
from model.engine.exogenous import Exogenous
from model.engine.grounding import program_of
from model.engine.inputs import BLOCK, Inputs, central_inputs
from model.engine.plan import plan_of
from model.engine.program import Program
from model.knowledge import Case
from model.scenario import Event, Scenario

if TYPE_CHECKING:
    from model.engine.compiled.kernel import Flat, Given


#: Set this to 0 to stay with NumPy.
SWITCH = "RIPENESS_FAST"


#: Fewer runs are stepped by NumPy.
LEAST = 64


#: How many threads share the runs of one call, and the fewest runs that are worth a thread.
THREADS, SHARE = 2, 512


_lock = Lock()


_warming: list[Thread] = []


_compiled: set[np.dtype[np.floating]] = set()


def warm_up(case: Case, wait: bool = False) -> bool:
    """Compile, or load what was compiled before, in the background; many runs of any case are then run by it.

    Args:
        case: whose rules it is tried on.
        wait: return only when that is done, or has failed.

    Returns:
        whether Numba is there and wanted; without it, and with RIPENESS_FAST=0, everything stays as it is.
    """
    if os.environ.get(SWITCH) == "0" or find_spec("numba") is None:
        return False
    with _lock:
        if not _warming:
            _warming.append(Thread(target=_warm, args=(case,), name="warm", daemon=True))
            _warming[0].start()
    if wait:
        _warming[0].join()
    return True


def _warm(case: Case) -> None:
    """Run a month in float32, then in float64, for which the kernel is compiled; tell the engine of it."""
    try:
        program = program_of(case)
        one = central_inputs(program, Scenario(title="warm", months=1))
        for dtype in (np.float32, np.float64):
            inputs = one.to(dtype)
            keep: tuple[Ints, Flat, Flat] = np.empty(0, np.intp), np.empty(3, dtype), np.empty(0, dtype)
            _follow(program, inputs, 1, (), (1, 1), _given(inputs), keep, 0)
            _compiled.add(np.dtype(dtype))
            engine.quick = run_many_compiled
    except Exception as error:  # whatever is wrong with an optional extra, NumPy does the same
        logging.getLogger(__name__).warning("Numba is there, but cannot be used: %s", error)


def run_many_compiled(
    program: Program,
    inputs: Inputs,
    events: Sequence[Event],
    months: int,
    rows: Sequence[int],
    pulls: Floats,
    values: Floats,
) -> bool:
    """Fill pulls and values as `engine.courses` does. Returns False, with nothing done, for few runs or too early."""
    if inputs.runs < LEAST or pulls.dtype not in _compiled:
        return False
    size = min(BLOCK, max(SHARE, -(-inputs.runs // THREADS)))
    keep = np.array(rows, dtype=np.intp), pulls.reshape(-1), values.reshape(-1)
    follow = partial(_follow, program, inputs, size, events, (months, months + 1 - len(pulls)), _given(inputs), keep)
    if inputs.runs <= size:
        follow(0)
    else:
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(follow, range(0, inputs.runs, size)))
    return True


def _follow(
    program: Program,
    inputs: Inputs,
    size: int,
    events: Sequence[Event],
    months: tuple[int, int],
    given: Given,
    keep: tuple[Ints, Flat, Flat],
    first: int,
) -> None:
    """Take `size` runs from `first` on through the months, stretch by stretch; what is kept begins with a month."""
    from model.engine.compiled.kernel import follow
    from model.engine.compiled.tables import tables

    part = inputs.part(first, min(first + size, inputs.runs))
    laid = plan_of(program, inputs.start.dtype)
    now = np.zeros((len(program.ids), part.runs), laid.dtype)
    now[: program.variables] = part.start
    outside, last = Exogenous(program, part, events), months[0]
    for begin, end in _stretches(events, last):
        if begin:
            outside.month(begin, now)
        shown = np.empty((0, part.runs), laid.dtype)
        if part.wander is not None and end > begin:
            shown = np.empty((end - begin, part.runs), laid.dtype)
            shown[:] = outside.ahead(slice(begin + 1, end + 1), now)
        span = begin, end, months[1]
        follow(tables(laid, program), given, first, now, shown, part.wander_row, span, *keep)


def _stretches(events: Sequence[Event], months: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last month of every stretch in which no event begins or ends after the first."""
    cuts = {event.month for event in events} | {event.until + 1 for event in events if event.until is not None}
    begins = [0, *sorted(month for month in cuts if month <= months)]
    return zip(begins, [*(month - 1 for month in begins[1:]), months], strict=True)


def _given(inputs: Inputs) -> Given:
    from model.engine.compiled.kernel import Given

    strength, push, pull = map(_flat, (inputs.strength, inputs.push, inputs.pull))
    columns = inputs.strength.shape[1], inputs.push.shape[1], inputs.pull.shape[1]
    return Given(inputs.runs, strength, columns[0], push, columns[1], pull, columns[2])


def _flat(array: Floats) -> Floats:
    flat: Floats = np.ascontiguousarray(array).reshape(-1).view()
    flat.flags.writeable = False  # what may be written to is of another type to Numba
    return flat
