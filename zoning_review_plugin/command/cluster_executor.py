"""Tasks on the workers of a Dask cluster as `concurrent.futures`: what a review knows as its executor."""

from __future__ import annotations

import asyncio
import threading
import time
import uuid
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress

from distributed import Event, KilledWorker
from distributed.comm.addressing import get_address_host_port

from ..model.errors import ReviewFault

_STOP_S = 30.0  # to wait for tasks that have been asked to stop
_ASK_S = 0.5  # between two questions of one task to the scheduler
LOST = (OSError, asyncio.TimeoutError, RuntimeError, CancelledError)  # what Dask raises where the scheduler is gone


class ClusterExecutor(Executor):
    """An executor over a Dask client.

    The tasks of a worker that is lost run again on another. What fails for the cluster's sake and not the task's is
    a `ReviewFault`. A task is never taken back once it was submitted, as it may have begun: `stop_sign` ends it.
    """

    def __init__(self, client):
        self._client = client
        self._open = set()

    @property
    def workers(self):
        """How many tasks the cluster runs at once, now."""
        return sum(self._client.nthreads().values())

    def submit(self, function, /, *arguments, **more):
        """As `Executor.submit`. A result leaves the cluster as soon as it is here."""
        try:
            task = self._client.submit(function, *arguments, pure=False, **more)
        except LOST as error:
            raise _lost(error) from None
        self._open.add(task)
        return _Pending(task, self._open.discard)

    @contextmanager
    def stop_sign(self):
        """Yield a `ClusterSign` that is not up."""
        sign = ClusterSign(f"zoning_review-{uuid.uuid4().hex}", self._stop)
        yield sign
        if not self._open:  # else it stays up for what still runs
            with suppress(*LOST):
                Event(sign.name, self._client).clear()

    def _stop(self, name):
        """Ask all tasks to stop; those that have not in time, or have no worker to do it on, are cancelled."""
        with suppress(*LOST):
            Event(name, self._client).set()
        patience = threading.Timer(_STOP_S if self._has_workers() else 0.0, self._cancel)
        patience.daemon = True
        patience.start()

    def _has_workers(self):
        with suppress(*LOST):
            return self.workers > 0
        return False

    def _cancel(self):
        with suppress(*LOST):
            self._client.cancel(list(self._open))


class ClusterSign:
    """A wish to stop that lies with the scheduler, where every worker can ask for it."""

    def __init__(self, name, stop=None):
        self.name, self._stop = name, stop
        self._up, self._next = False, 0.0

    def __reduce__(self):
        return ClusterSign, (self.name,)

    def put_up(self):
        """Ask all tasks to stop at their next step. For the process that made it."""
        self._stop(self.name)

    def is_up(self):
        """Whether the tasks should stop. For tasks on workers; asks now and then only."""
        if not self._up and time.monotonic() >= self._next:
            with suppress(*LOST):  # a worker that has lost its scheduler is ended by Dask
                self._up = Event(self.name).is_set()
            self._next = time.monotonic() + _ASK_S
        return self._up


class _Pending(Future):
    """A task of the cluster; counts as running from the start, so that whoever stops it waits for its end."""

    def __init__(self, task, done):
        super().__init__()
        self.set_running_or_notify_cancel()
        self._task, self._done = task, done  # Dask drops a task that nobody holds
        task.add_done_callback(self._finish)

    def _finish(self, task):
        try:
            result = task.result()
        except BaseException as error:
            self._end()
            self.set_exception(_told(error, task.status))
        else:
            self._end()
            self.set_result(result)

    def _end(self):
        self._done(self._task)
        self._task = None


def _told(error, status):
    """What to say of a task that ended with `error`; its status tells whether the error is the task's own."""
    if isinstance(error, KilledWorker):
        worker = get_address_host_port(error.last_worker.address)
        params = {"count": error.allowed_failures + 1, "worker": "{}:{}".format(*worker)}
        return ReviewFault("worker_lost_often", **params)
    return error if status == "error" else _lost(error)


def _lost(error):
    return ReviewFault("scheduler_lost", problem=str(error).splitlines()[0] if str(error) else type(error).__name__)
