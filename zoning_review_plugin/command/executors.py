"""Where shards run: a pool of processes on this machine."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import warnings
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import spawn
from pathlib import Path

from ..inputs.ogr.gdal_calls import silence_threads


class _Pool(ProcessPoolExecutor):
    """A pool that an interrupt cannot break: a worker lost while tasks are cancelled leaves it hanging for good."""

    def submit(self, *arguments, **more):
        """As the pool's own. It also starts the processes."""
        with _interrupts_held():
            return super().submit(*arguments, **more)

    @property
    def workers(self):
        """How many tasks it runs at once."""
        return self._max_workers


@contextmanager
def _interrupts_held():
    """Interrupts wait until the end of the block.

    A process started in it inherits the mask, so Ctrl-C at a terminal does not end it while it still imports.
    The handler is for this process: the signal may reach another of its threads, which the mask leaves alone.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = []
    handler = signal.signal(signal.SIGINT, lambda *_: held.append(True))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler or signal.SIG_DFL)
        if held:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def process_pool(workers):
    """Yield an executor with `workers` processes, None for one.

    Processes are spawned, not forked: a fork of a process with threads and open GDAL files is not safe.
    """
    if workers < 2:
        yield None
        return
    before = spawn.get_executable()
    spawn.set_executable(interpreter())
    try:
        context = multiprocessing.get_context("spawn")
        with _Pool(workers, mp_context=context, initializer=_start_worker) as executor:
            yield executor
    finally:
        spawn.set_executable(before)


def interpreter():
    """The Python that this process runs.

    Inside QGIS `sys.executable` is QGIS itself or a guess, so it is looked for in the prefix.
    """
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    here = Path(sys.exec_prefix)
    for path in (here / "bin" / name, here / "python.exe", here / "bin" / "python3.exe", here / "bin" / "python3"):
        if path.exists():
            return str(path)
    return sys.executable


def _start_worker():
    """Interrupts are left to the parent, and so is what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence_threads()
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
