"""init  ."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from model.engine import Run
from model.version import __version__

HERE = Path(__file__).parent


def credit(run: Run) -> str:
    """Return what a saved picture says of where it is from, and what it is not."""
    settings = run.case.settings
    return (
        f"{run.scenario.title}. {settings.title}, version {settings.version}, Ripeness {__version__}. "
        "It explores assumptions; pulls and shares are no probabilities."
    )


@cache
def script(name: str) -> tuple[str, str]:
    """Return a component's style and script with those of the menu to save it."""
    css, js = (
        "".join((HERE.parent / of / f"{of}.{kind}").read_text("utf-8") for of in ("saving", name))
        for kind in ("css", "js")
    )
    return css, js
