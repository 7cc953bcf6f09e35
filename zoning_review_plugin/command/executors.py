"""Where shards run: a pool of processes on this machine."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def process_pool(workers):
    """Yield an executor with `workers` processes, None for one. Leaving by an exception ends the processes at once.

    Processes are spawned, not forked: a fork of a process with threads and open GDAL files is not safe.
    """
    if workers < 2:
        yield None
        return
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_parent)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    executor.shutdown()


def _leave_interrupts_to_parent():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
