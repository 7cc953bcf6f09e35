"""A running Dask cluster as the executor of a review. Needs the library `distributed`, which is optional."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager

from distributed import Client

from ..inputs.ogr.ogr_layer import OgrLayer
from ..model.errors import CaseFault, InputFault, Place, ReviewFault
from .cluster_executor import LOST, ClusterExecutor
from .cluster_probe import MUST_AGREE, sizes, versions

_FIRST_WORKER_S = 60.0  # a queueing system may still be starting it
_QUIET = ("distributed", "distributed.client", "distributed.core", "distributed.comm")


@contextmanager
def cluster(address, layers, tell, first_worker_s=_FIRST_WORKER_S):
    """Yield an executor on the cluster whose scheduler listens at `address`; the cluster is left running.

    layers: the `Layers` that its workers must be able to read. tell: called with (code, parameters) of a remark.
    first_worker_s: how long to wait for a first worker, in seconds.

    Raises CaseFault where `address` is none, InputFault where a worker does not see a file, ReviewFault where the
    scheduler or its workers cannot be used.
    """
    with _quiet(), _connected(address) as client:
        try:
            _wait_for_worker(client, first_worker_s)
            _compare_versions(client, tell)
            _compare_files(client, layers)
        except LOST as error:
            raise ReviewFault("scheduler_lost", problem=_first_line(error)) from None
        yield ClusterExecutor(client)


@contextmanager
def _connected(address):
    """A client of the scheduler. Certificates and time limits are those of Dask's own configuration."""
    try:
        client = Client(address, set_as_default=False)
    except (ValueError, TypeError, RuntimeError) as error:  # no such protocol, no port, tls:// without certificates
        raise CaseFault("scheduler_address", address=address, problem=_first_line(error)) from None
    except LOST as error:
        raise ReviewFault("scheduler_unreachable", address=address, problem=_first_line(error)) from None
    try:
        yield client
    finally:
        client.close(timeout=5)


@contextmanager
def _quiet():
    """Dask's own log lines are kept off the screen: what matters in them is told as a fault."""
    loggers = [logging.getLogger(name) for name in _QUIET]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before):
            logger.setLevel(level)


def _wait_for_worker(client, seconds):
    try:
        client.wait_for_workers(1, timeout=seconds)
    except asyncio.TimeoutError:
        raise ReviewFault("cluster_without_workers", seconds=f"{seconds:.0f}") from None


def _compare_versions(client, tell):
    """Refuse workers without the program or with another one; tell of other libraries, which may round otherwise."""
    ours = versions()
    for worker, theirs in _asked(client, versions).items():
        other = [name for name in ours if theirs.get(name) != ours[name]]
        params = {
            "worker": worker,
            "theirs": ", ".join(f"{name} {theirs.get(name)}" for name in other),
            "ours": ", ".join(f"{name} {ours[name]}" for name in other),
        }
        if set(other) & set(MUST_AGREE):
            raise ReviewFault("workers_differ", **params)
        if other:
            tell("libraries_differ", params)


def _compare_files(client, layers):
    """Refuse where a worker does not see a file of the case, or sees another one under its name."""
    paths = {}
    for layer in layers.portable().constraints.values():
        if isinstance(layer, OgrLayer) and layer.source.is_path:
            paths[layer.source.target] = layer.source.text
    ours = sizes(list(paths))
    for worker, theirs in _asked(client, sizes, list(paths)).items():
        for path, text in paths.items():
            if theirs[path] is None:
                raise InputFault("file_not_on_worker", Place(file=text), worker=worker, path=path)
            if theirs[path] != ours[path]:
                params = {"worker": worker, "path": path, "theirs": theirs[path], "ours": ours[path]}
                raise InputFault("file_differs_on_worker", Place(file=text), **params)


def _asked(client, function, *arguments):
    """{address of a worker: what `function` says there}; a worker that was lost meanwhile is left out."""
    answers = client.run(function, *arguments, on_error="return")
    for worker, answer in answers.items():
        if isinstance(answer, Exception) and not isinstance(answer, OSError):  # Dask hands it on as a text
            raise ReviewFault("workers_without_program", worker=worker, problem=_first_line(answer))
    return {worker: answer for worker, answer in answers.items() if not isinstance(answer, OSError)}


def _first_line(error):
    return (str(error) or type(error).__name__).splitlines()[0]
