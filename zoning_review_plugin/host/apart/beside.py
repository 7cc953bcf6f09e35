"""Starting the process beside QGIS, listening to it, and ending it."""

from __future__ import annotations

import json
import os
import signal
import subprocess  # nosec B404: this interpreter on our own module
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

from ...model.errors import Cancelled, ReviewFault
from ...outputs.aside import parts_in, undo
from ..interpreter import interpreter
from . import tasks
from .child import ANSWER, REQUEST
from .parcels import load, save

_POLL_S, _GRACE_S = 0.1, 0.4
_EVERY = 1000  # features between two looks whether the user stopped
_ROOT = Path(__file__).resolve().parents[len(__package__.split("."))]
_TAIL = 400  # characters of what a failed process said


class BesideError(Exception):
    """The process failed by a fault of ours; what it said is in `trace`."""

    trace = ""


def run_beside(name, arguments, progress, folder=None):
    """What the function `name` of `tasks` gives for `arguments`, from a process of its own.

    folder: that it writes into. Raises ReviewFault and Cancelled as the function does, ImportError where a library is
    missing, BesideError where it failed. Where there is no Python to start, it runs here.
    """
    python = interpreter()
    if python is None:
        return getattr(tasks, name)(progress, *arguments)
    with tempfile.TemporaryDirectory(prefix="zoning_review_") as job:
        save((name, arguments), Path(job) / REQUEST)
        before = parts_in(folder) if folder else ()
        process = _started(python, job)
        said, errors = [], []
        readers = [_listening(process.stdout, said), _listening(process.stderr, errors)]
        try:
            _wait(process, said, progress)
        except BaseException:
            _end(process)
            for part in parts_in(folder) - set(before) if folder else ():
                undo(part)
            raise
        finally:
            for reader in readers:
                reader.join(_GRACE_S)
        return _value(Path(job) / ANSWER, process, errors)


def carried(held, progress):
    """{source: `Layer`} of layers read through QGIS, in a form that another process can read."""
    found = {}
    for source, layer in held.items():
        found[source] = replace(layer, request=_stepping(layer.request, progress)).portable()
    return found


def _stepping(ask, progress):
    def asked(request):
        for number, feature in enumerate(ask(request)):
            if number % _EVERY == 0:
                progress.step("stage.read", 0.0)
            yield feature

    return asked


def _started(python, job):
    paths = [str(_ROOT), *filter(None, sys.path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(  # nosec B603: as above
        [python, "-m", f"{__package__}.child", str(job)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _listening(stream, lines):
    def listen():
        for line in stream:
            lines.append(line)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    return thread


def _wait(process, said, progress):
    """Wait for the process and hand on the last that it said; raises Cancelled once the user stopped."""
    stage, fraction = "stage.read", 0.0
    while True:
        try:
            process.wait(_POLL_S)
            return
        except subprocess.TimeoutExpired:
            message = _message(said[-1]) if said else {}
            stage, fraction = message.get("stage", stage), message.get("fraction", fraction)
            progress.step(stage, fraction)


def _message(line):
    """What a line of the process says, {} where it is not one of ours."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _end(process):
    """Ask the process to stop, then make it; with what it started itself."""
    try:
        process.stdin.close()
    except OSError:
        pass
    try:
        process.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()


def _value(path, process, errors):
    if not path.is_file():
        if process.returncode == -getattr(signal, "SIGKILL", 9):
            raise ReviewFault("out_of_memory")  # the system ends the largest process first
        raise BesideError("".join(errors).strip()[-_TAIL:] or f"exit status {process.returncode}")
    answer = load(path)
    if "value" in answer:
        return answer["value"]
    if "faults" in answer:
        first, *others = answer["faults"]
        first.others = tuple(others)
        raise first
    if "missing" in answer:
        raise ImportError(answer["missing"], name=answer["missing"])
    if "cancelled" in answer:
        raise Cancelled()
    error = BesideError(answer["failed"])
    error.trace = answer["trace"]
    raise error
