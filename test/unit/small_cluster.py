"""A Dask cluster of real processes on loopback, made for a test and ended after it."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

PATIENCE_S = 60


def until(true, what, seconds=PATIENCE_S):
    """Wait until `true()`; what it returns. Fails with `what` where that takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"still not after {seconds} s: {what}")


class SmallCluster:
    """A scheduler and workers of one thread each; `workers` holds their processes by name."""

    def __init__(self, folder, environment, tls=False):
        self._folder, self._environment, self._file = folder, environment, folder / "scheduler.json"
        self._protocol = ["--protocol", "tls"] if tls else []
        folder.mkdir(parents=True, exist_ok=True)
        place = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(self._file)]
        self.scheduler = self._start("dask_scheduler", "scheduler", *place, *self._protocol)
        self.address = until(self._address, "no scheduler")
        self.workers = {}

    def start_worker(self, name):
        """Start a worker without a nanny, so that it stays away once it is killed."""
        place = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self._folder / name)]
        self.workers[name] = self._start("dask_worker", name, self.address, "--name", name, *place, *self._protocol)

    def end(self):
        """End every process, stopped ones too."""
        for process in (*self.workers.values(), self.scheduler):
            process.kill()
            process.wait()

    def log(self, name):
        """What a process has written."""
        return (self._folder / f"{name}.log").read_text(errors="replace")

    def _start(self, module, name, *words):
        with open(self._folder / f"{name}.log", "wb") as log:
            command = [sys.executable, "-m", f"distributed.cli.{module}", *words]
            return subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, **self._environment
            )

    def _address(self):
        try:
            return json.loads(self._file.read_text())["address"]
        except (OSError, ValueError):
            return None


@contextmanager
def held_busy(client, workers):
    """A worker that has a task for sure is held still, so that who waits for that waits on; yields (name, tasks)."""
    named = {worker["name"]: address for address, worker in client.scheduler_info(n_workers=-1)["workers"].items()}

    def tasks_of(name):
        return client.processing().get(named[name])

    def held():
        name = next((name for name in workers if tasks_of(name)), None)
        if name is None:
            return None
        os.kill(workers[name].pid, signal.SIGSTOP)
        time.sleep(0.3)  # what it had sent before has arrived
        tasks = tasks_of(name)
        if tasks:
            return name, tasks
        os.kill(workers[name].pid, signal.SIGCONT)  # it had just done them
        return None

    name, tasks = until(held, "no worker has a task")
    try:
        yield name, tasks
    finally:
        os.kill(workers[name].pid, signal.SIGCONT)
