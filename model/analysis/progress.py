"""How long work tells how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xarray as xr


#: Told, from time to time, how many runs are done, and of how many. What it raises stops the work.
Progress = Callable[[int, int], None]


class Stopped(KeyboardInterrupt):
    """Somebody stopped the work; `partial` holds what is done, with NaN, or "" for a word, where nothing is.

    It is a KeyboardInterrupt, so that a loop over many pieces of work stops as well, and no `except Exception`
    takes it for a fault.
    """

    def __init__(self, message: str, partial: xr.Dataset):
        self.partial = partial
        super().__init__(message)
