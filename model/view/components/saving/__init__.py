"""The menu that saves what a component shows (`saving.js`), and what every saved picture says of itself."""

from __future__ import annotations

from model.engine import Run
from model.version import __version__


def credit(run: Run) -> str:
    """Return what a saved picture says of where it is from, and what it is not."""
    settings = run.case.settings
    return (
        f"{run.scenario.title}. {settings.title}, version {settings.version}, Ripeness {__version__}. "
        "It explores assumptions; pulls and shares are no probabilities."
    )
