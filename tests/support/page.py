"""What drives the page without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

#: The project's root.
ROOT = Path(__file__).parents[2]


def unfold(at: Any, *keys: str) -> Any:
    """Open foldable parts of a page in Streamlit's test driver, which would forget them at its next run."""
    run = at._run

    def open_and_run(*args: Any, **more: Any) -> Any:
        for key in keys:
            at.session_state[key] = True
        return run(*args, **more)

    at._run = open_and_run
    at.run()
    assert not at.exception
    return at
