"""What drives the page without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

#: The project's root.
ROOT = Path(__file__).parents[2]


def page(name: str) -> AppTest:
    """Open a page by the name that it has in an address, as somebody who comes for the first time."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    at._page_hash = calc_hash(name)
    at.run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    """Return all text of a page, and what is drawn as HTML."""
    kinds = (at.markdown, at.caption, at.get("html"))
    return "\n".join(str(getattr(e, "value", None) or e.proto.body) for kind in kinds for e in kind)


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
