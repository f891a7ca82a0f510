"""Many runs at once in compiled code, where Numba is installed (extra `fast`): the same bits as NumPy's, sooner.

Nobody waits for a compiler: `warm_up` compiles in the background, and until that is done `best_backend` is NumPy. What
happens from outside stays in `exogenous.py`; what follows between events is `kernel.follow`. The runs are split between
two threads, which the kernel lets work side by side; it keeps nothing between calls, so that sessions may call it at
once.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

import numpy as np

from model.arrays import Floats, Ints
from model.engine.backend import NUMPY, Backend, room_for
from model.engine.exogenous import Exogenous
from model.engine.grounding import program_of
from model.engine.inputs import BLOCK, Inputs, central_inputs
from model.engine.plan import plan_of
from model.engine.program import Program
from model.knowledge import Case
from model.scenario import Event, Scenario

if TYPE_CHECKING:
    from model.engine.compiled.kernel import Flat, Given, Outside

#: Set this environment variable to 0 to stay with NumPy.
SWITCH = "RIPENESS_FAST"

#: Fewer runs are stepped by NumPy.
FEWEST_RUNS = 64

#: The fewest runs that are worth a thread of their own.
RUNS_OF_A_THREAD = 512


@dataclass(frozen=True)
class CompiledBackend:
    """Runs in compiled code: in the precisions for which it has been compiled, split between so many threads.

    What is left, and fewer than `FEWEST_RUNS` runs, is done by NumPy.
    """

    precisions: frozenset[np.dtype[Any]]
    threads: int = 2

    def run(
        self,
        program: Program,
        inputs: Inputs,
        events: Sequence[Event],
        months: int,
        rows: Sequence[int] = (),
        every: bool = True,
    ) -> tuple[Floats, Floats]:
        """See `Backend.run`."""
        if inputs.runs < FEWEST_RUNS or inputs.start.dtype not in self.precisions:
            return NUMPY.run(program, inputs, events, months, rows, every)
        pulls, values = room_for(inputs, months, rows, every)
        size = min(BLOCK, max(RUNS_OF_A_THREAD, -(-inputs.runs // self.threads)))
        kept = np.array(rows, dtype=np.intp), pulls.reshape(-1), values.reshape(-1)
        span = months, 0 if every else months
        follow = partial(_follow, program, inputs, size, events, span, _given(inputs), kept)
        if inputs.runs <= size:
            follow(0)
        else:
            with ThreadPoolExecutor(self.threads) as pool:
                list(pool.map(follow, range(0, inputs.runs, size)))
        return pulls, values


class Warmth:
    """How far compiling has come: `backend` is the best that there is at the moment. There is one for the process."""

    def __init__(self) -> None:
        self.backend: Backend = NUMPY
        self._lock = Lock()
        self._thread: Thread | None = None

    def begin(self, case: Case) -> Thread:
        """Return the thread that compiles; it is started once."""
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._compile, args=(case,), name="warm", daemon=True)
                self._thread.start()
            return self._thread

    def _compile(self, case: Case) -> None:
        """Run a month in float32, then in float64: the kernel is compiled for each, and from then on used for it."""
        try:
            program = program_of(case)
            one = central_inputs(program, Scenario(title="warm", months=1))
            ready: frozenset[np.dtype[Any]] = frozenset()
            for dtype in (np.float32, np.float64):
                inputs = one.to(dtype)
                kept: tuple[Ints, Flat, Flat] = np.empty(0, np.intp), np.empty(3, dtype), np.empty(0, dtype)
                _follow(program, inputs, 1, (), (1, 1), _given(inputs), kept, 0)
                ready |= {np.dtype(dtype)}
                self.backend = CompiledBackend(ready)
        except Exception as error:  # whatever is wrong with an optional extra, NumPy does the same
            logging.getLogger(__name__).warning("Numba is there, but cannot be used: %s", error)


_warmth = Warmth()


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
    thread = _warmth.begin(case)
    if wait:
        thread.join()
    return True


def best_backend() -> Backend:
    """Return the fastest backend that there is now: compiled code once it is warm, else NumPy.

    To be asked once at the beginning of a computation: what it returns does not change any more.
    """
    return _warmth.backend


def _follow(
    program: Program,
    inputs: Inputs,
    size: int,
    events: Sequence[Event],
    months: tuple[int, int],
    given: Given,
    kept: tuple[Ints, Flat, Flat],
    first: int,
) -> None:
    """Take `size` runs from number `first` on through the months, stretch by stretch.

    Args:
        program: the grounded case.
        inputs: all runs.
        size: how many of them are taken.
        events: what happens in all of them.
        months: the last month, and the first that is kept.
        given: what differs between all runs, for the kernel.
        kept: which rows are kept, and the flat arrays for the pulls and the rows' values of all runs.
        first: the number of the first run.
    """
    from model.engine.compiled.kernel import follow
    from model.engine.compiled.tables import luck_table, tables

    part = inputs.part(first, min(first + size, inputs.runs))
    plan = plan_of(program, inputs.start.dtype)
    now = np.zeros((len(program.ids), part.runs), plan.dtype)
    now[: program.variables] = part.start
    outside, last = Exogenous(program, part, events, months[0]), months[0]
    luck = luck_table(program, plan, outside.luck, part.runs, last)
    for begin, end in _stretches(events, last):
        if begin:
            outside.month(begin, now)
        shown, out = _between(program, part, outside, range(begin + 1, end + 1), now)
        span = begin, end, months[1]
        follow(tables(plan, program), given, first, now, shown, part.wander_row, span, *kept, luck, out)


def _between(program: Program, part: Inputs, outside: Exogenous, months: range, now: Floats) -> tuple[Floats, Outside]:
    """Return what is in force outside the rules in months without events.

    Returns:
        where the wandering assumption is, shape (months, runs), or (0, runs) if it stays, or if happenings move it,
        too; and all that is in force where happenings move something.
    """
    from model.engine.compiled.kernel import Outside

    none, luck, row = np.empty((0, part.runs), now.dtype), outside.luck, part.wander_row
    front = np.empty((2, 0, part.runs), now.dtype)
    if outside.wanders() and months:
        front = np.stack(outside.ahead(months, now))
    if luck is None:
        return front[1], Outside(np.empty((0, 2, part.runs), now.dtype), none, front, -1)
    force = np.empty((len(program.lasting), part.runs), now.dtype)
    for number, lasting in enumerate(map(int, program.lasting)):
        force[number] = outside.force(lasting, now)
    wanders = luck.place.get(row, -1) if outside.wanders() else -1
    return front[1] if wanders < 0 else none, Outside(luck.offset, force, front, wanders)


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


def engine_in_words() -> str:
    """Return who steps many runs at the moment, with the versions that it rests on: "NumPy 2.4.6"."""
    numpy = f"NumPy {np.__version__}"
    if best_backend() is NUMPY:
        return numpy
    return f"compiled (Numba {version('numba')}), {numpy}"
