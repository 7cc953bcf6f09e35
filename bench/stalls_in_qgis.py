"""Runs inside a real QGIS (qgis --code): measures how long its main thread stands still, phase by phase.

Environment: ZR_CASE case file, ZR_OUT folder for the review and seen.json.
"""

import json
import os
import pathlib
import sys
import time
import traceback

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins

OUT = pathlib.Path(os.environ["ZR_OUT"])
SEEN = {}
_BEAT_MS, _IDLE_S = 10, 15.0


class Meter:
    """A timer whose beats tell how long the main thread had no time for it."""

    def __init__(self):
        self._gaps, self._last, self._since = [], time.monotonic(), time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def _beat(self):
        now = time.monotonic()
        self._gaps.append((now - self._last, now - self._since))
        self._last = now

    def phase(self, name):
        """Keep what was measured since the last phase as that of `name`."""
        self._beat()
        gaps = sorted(self._gaps, reverse=True)
        SEEN[name] = {
            "longest_ms": round(1000 * gaps[0][0]),
            "longest_at_s": round(gaps[0][1], 1),
            "over_100_ms": sum(gap > 0.1 for gap, _ in gaps),
            "worst_ms": [round(1000 * gap) for gap, _ in gaps[:8]],
            "seconds": round(time.monotonic() - self._since, 1),
        }
        self._gaps, self._last, self._since = [], time.monotonic(), time.monotonic()


def wait(until, least=0.0):
    """Let the event loop run for at least some seconds, and on until something is so."""
    start = time.monotonic()
    while time.monotonic() - start < least or not until():
        QApplication.processEvents()
        time.sleep(0.001)


def work():
    iface.mainWindow().resize(1500, 900)
    panel = plugins["zoning_review"].show_panel()
    panel.open_case(os.environ["ZR_CASE"])
    canvas = iface.mapCanvas()
    wait(lambda: not canvas.isDrawing(), 5.0)
    meter = Meter()
    wait(lambda: True, _IDLE_S)
    meter.phase("idle")
    step = next(page for page in panel.pages if page.NAME == "review")
    step.folder.setFilePath(str(OUT / "results"))
    panel.session.shown.connect(lambda _: meter.phase("loading"))
    step.run()
    job = panel.runner.job
    taken = step._take

    def take(*arguments):
        meter.phase("running")
        return taken(*arguments)

    step._take = take
    wait(lambda: not panel.runner.busy, 1.0)
    wait(lambda: not canvas.isDrawing(), 2.0)
    meter.phase("drawing")
    SEEN["problem"] = job.sentence
    SEEN["rows"] = {name: len(table) for name, table in panel.session.result.tables.items()}
    browse(panel.results, meter)


def browse(results, meter):
    """Scrolling to the end, the next conflicts, a search."""
    bar = results.table.verticalScrollBar()
    for _ in range(200):
        bar.setValue(bar.maximum())
        QApplication.processEvents()
    meter.phase("scrolling")
    for _ in range(5):
        results.go_to_conflict(1)
        wait(lambda: not iface.mapCanvas().isDrawing(), 0.3)
    meter.phase("next_conflict")
    wait(lambda: not iface.mapCanvas().isDrawing(), 2.0)
    meter.phase("drawing_conflict")
    results.search.setText("farmland")
    wait(lambda: True, 1.0)
    meter.phase("search")


def main():
    try:
        work()
    except Exception:
        SEEN["error"] = traceback.format_exc()
    (OUT / "seen.json").write_text(json.dumps(SEEN), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)


QTimer.singleShot(3000, main)
