"""init  ."""

from __future__ import annotations

from typing import Any

from model.knowledge import Case
from model.scenario import event_in_words
from model.view.session.draft import Draft


def data(case: Case, setup: Draft, chosen: int | None) -> dict[str, Any]:
    """Return what the timeline shows, in plain values."""
    return {
        "months": setup.months,
        "chosen": chosen,
        "events": [{"month": e.month, "until": e.until, "text": event_in_words(case, e)} for e in setup.events],
    }
