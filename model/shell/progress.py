"""Progress bars, on stderr: shown on a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click


class Advance(Protocol):
    """Moves a bar: `done` steps out of `total` are done, and `now` is what is done next."""

    def __call__(self, done: int, total: int, now: str | None = None) -> None:
        """Move the bar."""


@contextmanager
def progress_bar(length: int = 1, **look: Any) -> Iterator[Advance | None]:
    """Give a function that moves a bar, or None where stderr is no terminal.

    Args:
        length: how many steps there are, as far as is known before the first call.
        look: what `click.progressbar` is to show.
    """
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=length, file=sys.stderr, **look) as bar:

        def advance(done: int, total: int, now: str | None = None) -> None:
            bar.length = total
            bar.update(done - bar.pos, now)

        yield advance
