"""Maps of a Result, from any thread: drawn here on the main thread, else in a process of its own.

Layouts and projects of QGIS belong to the main thread (QGIS's own algorithms for layouts refuse others), and drawing
would hold up its window. So an algorithm in the background starts `…host.maps.draw` beside it, without a screen.
"""

from __future__ import annotations

import json
import os
import subprocess  # nosec B404: this interpreter on our own module
import sys
import tempfile
import threading
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ...model.errors import Cancelled, OutputFault, Place
from ...model.words import RESOURCES
from ..interpreter import interpreter
from ..settings.preferences import preferences
from . import draw
from .job import write_job
from .site import site_of

_ROOT = Path(__file__).resolve().parents[3]
_POLL_S = 0.2
_TAIL = 400  # characters of what a failed process said


def maps_writer(layers, language=None, folders=None, progress=None):
    """A writer for `write_outputs`: (Result, folder) → names of the files, below `maps/` in the folder.

    layers: `Layers` of the review, None where they cannot be opened. folders: of the user's QML, `style_folders()` if
    left out. Raises OutputFault or Cancelled.
    """

    def write(result, folder):
        site = site_of(result, language)
        if site is None:
            return []
        target = folder / draw.FOLDER
        target.mkdir()
        styles = [*(style_folders() if folders is None else folders), _shipped(site.words.language)]
        with tempfile.TemporaryDirectory(prefix="zoning_review_maps_") as job:
            write_job(site, layers, Path(job), map(str, styles))
            names = _drawn(job, target, progress)
        return [f"{draw.FOLDER}/{name}" for name in names]

    return write


def style_folders():
    """Folders with the user's own QML, before the shipped ones: the preferred one, and one in the profile of QGIS."""
    preferred = preferences().style_folder
    own = Path(QgsApplication.qgisSettingsDirPath()) / "zoning_review" / "styles"
    return [Path(preferred), own] if preferred else [own]


def _shipped(language):
    return RESOURCES / "styles" / "maps" / language


def _drawn(job, target, progress):
    """Draw where threads allow it; returns the names of the files."""
    step = _stepper(progress)
    application = QCoreApplication.instance()
    if application is not None and QThread.currentThread() == application.thread():
        return draw.draw(job, target, step)
    return drawn_apart(job, target, step)


def drawn_apart(job, target, step):
    """Draw a job in a process of its own; returns the names of the files. step: called with (done, all) maps."""
    python = interpreter()
    if python is None:
        raise OutputFault("map_process", Place(file=str(target)), problem="python")
    paths = [str(_ROOT), *filter(None, sys.path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "QT_QPA_PLATFORM": "offscreen"}
    command = [python, "-m", _module(), str(job), str(target), QgsApplication.prefixPath()]
    process = subprocess.Popen(  # nosec B603: as above
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    said, errors = [], []
    readers = [
        threading.Thread(target=_listen, args=(stream, lines), daemon=True)
        for stream, lines in ((process.stdout, said), (process.stderr, errors))
    ]
    for reader in readers:
        reader.start()
    _wait(process, said, step)
    for reader in readers:
        reader.join()
    return _outcome(said, errors, target)


def _module():
    """The drawing module by its name from the root of the package, as an installed plugin has it."""
    return ".".join(Path(draw.__file__).resolve().relative_to(_ROOT).with_suffix("").parts)


def _listen(stream, lines):
    for line in stream:
        lines.append(line)


def _wait(process, said, step):
    """Wait for the process and hand on its progress; a user who stops ends it."""
    heard = 0
    try:
        while process.poll() is None:
            if step:
                for message in map(_message, said[heard:]):
                    heard += 1
                    if "done" in message:
                        step(message["done"], message["every"])
                step(None, None)
            try:
                process.wait(_POLL_S)
            except subprocess.TimeoutExpired:
                continue
    except Cancelled:
        process.kill()
        process.wait()
        raise


def _message(line):
    """What a line of the process says, {} where it is not one of ours."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _outcome(said, errors, target):
    messages = [_message(line) for line in said]
    for message in messages:
        if "names" in message:
            return message["names"]
        if "fault" in message:
            raise OutputFault(message["fault"], Place(file=message["file"]), **message["params"])
    told = "".join(errors).strip()[-_TAIL:]
    raise OutputFault("map_process", Place(file=str(target)), problem=told or "?")


def _stepper(progress):
    """(done, all) → a step of a `Progress`; without figures only the user's wish to stop is asked."""
    if progress is None:
        return None
    last = [0.0]

    def step(done, every):
        if done is not None:
            last[0] = done / every
        progress.step("stage.maps", last[0])

    return step
