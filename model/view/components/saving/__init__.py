"""The menu that saves what a component shows (`saving.js`), and what every saved picture says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from model.engine import Run
from model.knowledge import Case
from model.version import __version__


def credit(run: Run) -> str:
    """Return what a saved picture says of where it is from, and what it is not."""
    return credit_of(run.scenario.title, [run.case])


def credit_of(what: str, cases: Sequence[Case]) -> str:
    """Return the same of a picture that is called something, and is of one case or of several."""
    homes = dict.fromkeys(f"{case.settings.title}, version {case.settings.version}" for case in cases)
    return (
        f"{what}. {'; '.join(homes)}, Ripeness {__version__}. "
        "It explores assumptions; pulls and shares are no probabilities."
    )
