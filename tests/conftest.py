"""What the tests share: one loaded case, and how Hypothesis runs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import xarray as xr
from hypothesis import Phase, settings

from model import Scenario, load_case, load_scenario, sweep
from model.engine import warm_up
from model.knowledge import Case
from tests.support.sweeps import AXES_OF, DRAWS, SCENARIO, SEED

# workers and servers, started from here, share the cores: threads for a product of matrices would only wait
for library in ("OPENBLAS", "OMP"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

PHASES = [Phase.explicit, Phase.generate, Phase.shrink]
settings.register_profile("ripeness", deadline=None, derandomize=True, database=None, phases=PHASES)
settings.load_profile("ripeness")


#: The process that compiles for all workers.
COMPILING = pytest.StashKey[subprocess.Popen[bytes]]()
#: Compile what steps many runs; from then on others only load it.
COMPILE = "from model import load_case; from model.engine import warm_up; warm_up(load_case(), wait=True)"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Where workers share the files, compile for all of them while they start: each, and its server, would do so."""
    if session.config.getoption("numprocesses", None):  # none has it by itself
        command = [sys.executable, "-c", COMPILE]
        session.config.stash[COMPILING] = subprocess.Popen(command, cwd=session.config.rootpath)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Wait for it: no process stays behind."""
    if compiling := session.config.stash.get(COMPILING, None):
        compiling.wait()


@pytest.fixture(scope="session")
def case() -> Case:
    """The default case, as everybody else loads it (and the same object: it is grounded once)."""
    return load_case()


@pytest.fixture(scope="session")
def ahead(case: Case) -> Scenario:
    """Today's situation, followed for two years."""
    return load_scenario("default", case).but(months=24)


@pytest.fixture(scope="session")
def grid(case: Case) -> xr.Dataset:
    """A small sweep over three axes, in one process."""
    return sweep(case, SCENARIO, AXES_OF, DRAWS, SEED)


@pytest.fixture(scope="session")
def compiled(case: Case) -> None:
    """Many runs in compiled code from here on, as on the page: the same bits, in a fifth of the time."""
    warm_up(case, wait=True)
