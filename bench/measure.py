"""One process measured as a whole: wall clock from start to end, and the most memory that it and its children held."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY_S = 0.05
_CHILDREN_EVERY = 20  # looks: finding the children means reading of all processes, which takes several ms


@dataclass(frozen=True)
class Measured:
    """wall: seconds. peak: bytes. status: as exit statuses go, negative for a signal. answer: its last line of JSON."""

    wall: float
    peak: int
    status: int
    answer: dict


def measure(command, environment, log, most_s):
    """Run `command`; its output goes to the file `log`. After `most_s` seconds it is ended, with its children."""
    with open(log, "wb") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        watch = _Watch(process.pid, most_s)
        try:
            _, status = os.waitpid(process.pid, 0)
        except BaseException:
            _end(process.pid)
            raise
        finally:
            wall = time.perf_counter() - begin
            watch.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Measured(wall, watch.peak, process.returncode, last_answer(log))


def last_answer(log):
    """The last line of a file that is a JSON object; {} if there is none."""
    for line in reversed(Path(log).read_text(encoding="utf-8", errors="replace").splitlines()):
        if line.startswith("{"):
            try:
                return json.loads(line)
            except ValueError:
                continue
    return {}


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants from time to time, and ends them when time is up."""

    def __init__(self, pid, most_s):
        super().__init__(daemon=True)
        self.peak, self._pid, self._until, self._stopped = 0, pid, time.monotonic() + most_s, threading.Event()
        self.start()

    def run(self):
        looks = 0
        while not self._stopped.wait(_EVERY_S):
            if looks % _CHILDREN_EVERY == 0:
                family = _family(self._pid)
            looks += 1
            # The kernel remembers the peak of one process; that of all of them together is what the looks have seen.
            self.peak = max(self.peak, _highest(self._pid), sum(map(_memory, family)))
            if time.monotonic() > self._until:
                _end(self._pid)
                return

    def stop(self):
        """Look no more."""
        self._stopped.set()
        self.join()


def _end(group):
    """End a process and its children: they are a session, and with it a group, of their own."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _memory(pid):
    """Resident bytes of a process, 0 if it has ended; pages that processes share count in each."""
    try:
        return int(Path("/proc", str(pid), "statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0


def _highest(pid):
    """The most bytes that a process has ever held, 0 if it has ended.

    Not its ru_maxrss: that counts what the parent held when it started the process.
    """
    try:
        lines = Path("/proc", str(pid), "status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def _family(top):
    """A process and its descendants."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                text = Path("/proc", name, "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue  # it has ended meanwhile
            parents[int(name)] = int(text.rpartition(")")[2].split()[1])
    return [pid for pid in parents if _descends(pid, top, parents)]


def _descends(pid, top, parents):
    while pid > 1:
        if pid == top:
            return True
        pid = parents.get(pid, 0)
    return False
