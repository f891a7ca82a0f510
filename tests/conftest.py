"""What the tests share: one loaded case, and how Hypothesis runs."""

from __future__ import annotations

import pytest
from hypothesis import settings

from model import load_case
from model.domain import Case

settings.register_profile("ripeness", deadline=None, derandomize=True, database=None, print_blob=False)
settings.load_profile("ripeness")


@pytest.fixture(scope="session")
def case() -> Case:
    """The default case, as everybody else loads it (and the same object: it is grounded once)."""
    return load_case()
