"""Arrays packed into bytes, one after the other, for what is sent as bytes and not as JSON; equal ones stand once."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.view.components.machine.payload import Stored

#: Every array begins at a multiple of so many bytes: JavaScript reads numbers of eight bytes at such places alone.
STEP = 8


class Packing:
    """Bytes that grow by what is stored."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self._places: dict[bytes, int] = {}

    def behind(self, *texts: bytes) -> bytes:
        """Return texts with the arrays behind them.

        First comes where each text ends, in whole numbers of four bytes; spaces after the last text lead to the arrays.
        """
        head = 4 * len(texts)
        ends = [head + sum(map(len, texts[: number + 1])) for number in range(len(texts))]
        spaces = -ends[-1] % STEP
        ends[-1] += spaces
        return np.array(ends, "<u4").tobytes() + b"".join(texts) + b" " * spaces + bytes(self.bytes)

    def store(self, array: np.ndarray[Any, Any]) -> Stored:
        """Add an array, unless its bytes stand here already; return where, and how many numbers it holds."""
        held = array.tobytes()
        if held not in self._places:
            self._places[held] = len(self.bytes)
            self.bytes += held + bytes(-len(held) % STEP)
        return [self._places[held], array.size]
