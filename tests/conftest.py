"""What the tests share: one loaded case, and how Hypothesis runs."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings

from model import load_case
from model.domain import Case

PHASES = [Phase.explicit, Phase.generate, Phase.shrink]
settings.register_profile("ripeness", deadline=None, derandomize=True, database=None, phases=PHASES)
settings.load_profile("ripeness")


@pytest.fixture(scope="session")
def case() -> Case:
    """The default case, as everybody else loads it (and the same object: it is grounded once)."""
    return load_case()
