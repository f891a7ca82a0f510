"""What the garbage collector is told on the page."""

from __future__ import annotations

import gc
from itertools import count

import pytest

from model.view import dashboard, quiet
from tests.support.page import page


def test_what_stays_is_set_aside_in_few_runs_of_the_script_and_after_garbage_is_collected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[tuple[int, str]] = []
    now = 0
    monkeypatch.setattr(quiet, "_runs", count(1))
    monkeypatch.setattr(gc, "collect", lambda: done.append((now, "collect")))
    monkeypatch.setattr(gc, "freeze", lambda: done.append((now, "freeze")))
    for now in range(1, 201):  # noqa: B007
        quiet.set_aside_what_stays()
    assert done == [(run, what) for run in sorted(quiet.RUNS) for what in ("collect", "freeze")]
    assert min(quiet.RUNS) > 1
    assert gc.isenabled()


@pytest.mark.parametrize("address", ["", "where"])
def test_a_page_that_a_lever_makes_anew_by_itself_counts_its_runs_too(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Else what stays would never be set aside for who moves levers, and does nothing but that."""
    at, counted = page(address), count()
    monkeypatch.setattr(dashboard, "set_aside_what_stays", lambda: next(counted))
    at.run()
    assert next(counted) == 2
