"""A Dask cluster as the machine: its workers count the points of a sweep. Needs the extra `cluster`."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from model.analysis.sweeps.points import Counts, Job
from model.packages import DASK
from model.version import __version__

if TYPE_CHECKING:
    import xarray as xr
    from distributed import Client


#: How long a scheduler, and a first worker, are waited for, in seconds.
PATIENCE = 5


#: A worker tells its version by this text, since one without the model could not read a function of ours.
VERSION = "__import__('model.version').version.__version__"


class ClusterError(ConnectionError):
    """The cluster cannot be used, or was lost; in the latter case `partial` holds what is done, as in `Stopped`."""

    partial: xr.Dataset | None = None


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """Give a client of the scheduler at an address, such as "tcp://10.0.0.5:8786".

    Raises:
        ClusterError: without Dask, or if nobody answers there within five seconds.
    """
    try:
        from distributed import Client
        from distributed.comm.addressing import resolve_address
    except ImportError:
        raise ClusterError(f"a cluster needs Dask: {DASK.how}") from None
    try:
        client = Client(resolve_address(address), timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:  # nobody there, no such host, no address at all
        why = getattr(error, "strerror", None) or error
        raise ClusterError(f"no scheduler answers at '{address}': {why}") from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # a loss is told by ClusterError
    with client:
        yield client


def check_client(client: Client) -> None:
    """Raise ClusterError if there is no worker, or one that has not this version of the model."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        told = client.run(eval, VERSION, on_error="return")
    except TimeoutError:
        raise ClusterError("the cluster has no workers") from None
    except Exception as error:
        raise ClusterError(f"the cluster cannot be asked: {_first_line(error)}") from error
    for worker, version in told.items():
        if isinstance(version, Exception):
            raise ClusterError(f"the worker at {worker} cannot import the model: {_first_line(version)}")
        if version != __version__:
            raise ClusterError(f"the worker at {worker} has version {version} of the model, not {__version__}")


def counted(client: Client, job: Job, cuts: Sequence[tuple[int, int]]) -> Generator[tuple[int, Counts]]:
    """Yield the counts of parts of a sweep, each with its first point, as the workers have them ready.

    Where this is closed or left early, what has not begun is not begun any more.

    Raises:
        ClusterError: if the scheduler is lost, or a worker fails.
    """
    from distributed import as_completed

    firsts = {}
    try:
        sent = client.scatter(job, broadcast=True, hash=False)
        firsts = {client.submit(_count, sent, *cut, pure=False): cut[0] for cut in cuts}
        for future in as_completed(list(firsts), loop=client.loop):
            counts = future.result()
            yield firsts.pop(future), counts
    except Exception as error:
        raise ClusterError(f"the cluster was lost: {_first_line(error)}") from error
    finally:
        for future in firsts:
            future.release()


def _count(job: Job, first: int, last: int) -> Counts:
    return job.count(first, last)


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
