"""Sweeps on a Dask cluster: the same bits as in one process, and clear words where something is missing or lost."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import networkx as nx
import numpy as np
import pytest
import xarray as xr
from click.testing import CliRunner, Result

from model import Case, Stopped, sweep
from model.analysis.sweeps.cluster import ClusterError, connected
from model.shell.app import main
from model.version import __version__
from tests.support.sweeps import AXES_OF, DRAWS, MODULE, SCENARIO, SEED, Stop

pytestmark = pytest.mark.slow


def shell(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["sweep", *map(str, arguments)])


def test_a_case_and_a_scenario_can_be_sent(case: Case) -> None:
    there, scenario = pickle.loads(pickle.dumps((case, SCENARIO)))
    assert scenario == SCENARIO
    assert nx.is_frozen(there.graph)
    one, other = sweep(case, SCENARIO, AXES_OF, 3), sweep(there, scenario, AXES_OF, 3)
    assert one.identical(other)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Two worker processes of one thread each."""
    distributed = pytest.importorskip("distributed")
    with pytest.MonkeyPatch.context() as patch:
        # after a test of the page the main module is app.py, which new processes would run first
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        cluster = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
        )
    with cluster, distributed.Client(cluster, set_as_default=False) as client:
        yield client


def test_a_cluster_gives_the_same_bits_as_one_process(
    case: Case, grid: xr.Dataset, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "RUNS_OF_A_TASK", 2 * (DRAWS + 1))
    calls: list[int] = []
    found = sweep(case, SCENARIO, AXES_OF, DRAWS, SEED, client=client, progress=lambda done, of: calls.append(done))
    assert found.identical(grid)
    assert calls == [2 * (DRAWS + 1) * part for part in range(1, 7)]
    monkeypatch.setattr(MODULE, "RUNS_OF_A_TASK", 10**6)
    assert sweep(case, SCENARIO, AXES_OF, DRAWS, SEED, client=client).identical(grid)


def test_both_workers_work_and_get_no_draws(case: Case, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "RUNS_OF_A_TASK", 101)
    job = MODULE.Job(case, SCENARIO, {"trust": np.linspace(0, 1, 40)}, 100, 0)
    sizes = [len(pickle.dumps(MODULE.Job(case, SCENARIO, job.axes, draws, 0))) for draws in (1, 10_000)]
    assert sizes[1] - sizes[0] < 10
    sweep(case, SCENARIO, job.axes, 100, client=client)
    worked = client.run(lambda dask_worker: dask_worker.state.executed_count)
    assert all(count > 0 for count in worked.values())
    assert len(worked) == 2


def test_a_stop_keeps_what_the_cluster_has_done(
    case: Case, grid: xr.Dataset, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "RUNS_OF_A_TASK", 2 * (DRAWS + 1))
    with pytest.raises(Stopped) as stopped:
        sweep(case, SCENARIO, AXES_OF, DRAWS, SEED, client=client, progress=Stop(3, KeyboardInterrupt()))
    partial = stopped.value.partial
    assert partial.attrs["done"] == 6
    done = partial["leading"] != ""
    assert int(done.sum()) == 6
    assert partial["share"].where(done).equals(grid["share"].where(done))
    assert sweep(case, SCENARIO, AXES_OF, DRAWS, SEED, client=client).identical(grid)  # it goes on working


def test_what_has_not_begun_when_a_sweep_is_stopped_is_not_begun(
    case: Case, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "RUNS_OF_A_TASK", 301)
    axes, stop = {"trust": np.linspace(0, 1, 2000).tolist()}, Stop(1, KeyboardInterrupt())
    with pytest.raises(Stopped) as stopped:  # held to the end of the test, and with it all that it refers to
        sweep(case, SCENARIO, axes, 300, client=client, progress=stop)
    begun = time.perf_counter()
    while left := client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)):
        assert time.perf_counter() - begun < 10, f"{left} tasks are left"
        time.sleep(0.1)
    assert stopped.value.partial.attrs["done"] == 1


def test_the_shell_sends_a_sweep_to_a_scheduler(client: Any) -> None:
    arguments = ("default", "--axis", "trust=0,1", "--draws", 4, "--json")
    sent = shell(*arguments, "--scheduler", client.scheduler.address)
    assert sent.exit_code == 0, sent.stderr
    assert sent.stdout == shell(*arguments).stdout


def test_workers_without_the_model_or_with_another_are_told(case: Case, client: Any) -> None:
    hide = "import sys, model.version; sys.hidden, sys.modules['model.version'] = sys.modules['model.version'], None"
    client.run(exec, hide)
    try:
        with pytest.raises(ClusterError, match=r"the worker at tcp://\S+ cannot import the model: ModuleNotFound"):
            sweep(case, SCENARIO, AXES_OF, client=client)
        client.run(exec, "import sys; sys.modules['model.version'] = sys.hidden; sys.hidden.__version__ = '0.0.1'")
        with pytest.raises(ClusterError, match=r"has version 0\.0\.1 of the model, not "):
            sweep(case, SCENARIO, AXES_OF, client=client)
    finally:
        version = __version__
        client.run(exec, f"import sys; m = sys.modules['model.version'] = sys.hidden; m.__version__ = '{version}'")


def test_a_fault_on_a_worker_is_told_with_what_is_done(
    case: Case, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "RUNS_OF_A_TASK", 2)
    fails = "from model.analysis.sweeps.points import Job; Job.held = Job.count"
    client.run(exec, f"{fails}; Job.count = lambda self, a, b: self.held(a, b) if a != 2 else 1 / 0")
    try:
        with pytest.raises(ClusterError, match="the cluster was lost: ZeroDivisionError") as error:
            sweep(case, SCENARIO, {"trust": [0, 0.2, 0.4]}, 1, client=client)
        assert error.value.partial is not None
        assert error.value.partial.attrs["done"] <= 2
    finally:
        client.run(exec, "from model.analysis.sweeps.points import Job; Job.count = Job.held")


def test_a_scheduler_that_is_missing_is_told_soon() -> None:
    pytest.importorskip("distributed")
    begun = time.perf_counter()
    result = shell("default", "--axis", "trust=0", "--scheduler", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert result.stderr.startswith("no scheduler answers at 'tcp://127.0.0.1:9': ")
    assert time.perf_counter() - begun < 12


def test_without_dask_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="uv run --extra cluster"), connected("tcp://127.0.0.1:9"):
        pass


def test_a_lost_scheduler_is_told_and_what_is_done_is_kept(
    case: Case, grid: xr.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(MODULE, "RUNS_OF_A_TASK", DRAWS + 1)
    code = (
        "from distributed import LocalCluster; import time\n"
        "if __name__ == '__main__':\n"
        "    c = LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address='127.0.0.1:0',"
        " host='127.0.0.1', protocol='tcp://')\n"
        "    print(c.scheduler_address, flush=True)\n"
        "    time.sleep(120)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as there:
        assert there.stdout is not None
        try:
            client = distributed.Client(there.stdout.readline().strip(), set_as_default=False)

            def kill(done: int, of: int) -> None:
                there.kill()
                there.wait()

            with pytest.raises(ClusterError, match="the cluster was lost: ") as error:
                sweep(case, SCENARIO, AXES_OF, DRAWS, SEED, client=client, progress=kill)
        finally:
            there.kill()
    client.close(timeout=1)
    partial = error.value.partial
    assert partial is not None
    assert 1 <= partial.attrs["done"] < 12
    done = partial["leading"] != ""
    assert partial["share"].where(done).equals(grid["share"].where(done))


def test_dask_is_imported_only_where_it_is_used() -> None:
    code = (
        "import model, sys; import model.shell.commands.sweep;"
        "print([m for m in ('distributed', 'dask') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
