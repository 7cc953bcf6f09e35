"""What the plugin adds to the start of QGIS: its import, and `initGui`, in fresh processes. The middle of all runs.

python -m bench.startup [--runs N]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

_RUN = """
import json, os, sys, time
from unittest.mock import MagicMock
from qgis.core import QgsApplication
import qgis.gui, qgis.PyQt.QtWidgets
app = QgsApplication([], True)
app.initQgis()
iface = MagicMock()
iface.mainWindow.return_value = None
before = set(sys.modules)
start = time.perf_counter(), time.process_time()
from zoning_review_plugin.plugin import ZoningReviewPlugin
plugin = ZoningReviewPlugin(iface)
plugin.initGui()
end = time.perf_counter(), time.process_time()
new = sorted(name for name in set(sys.modules) - before if "." not in name)
print(json.dumps({"ms": 1e3 * (end[0] - start[0]), "cpu_ms": 1e3 * (end[1] - start[1]), "modules": new}), flush=True)
os._exit(0)
"""


def main():
    """The command: prints one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m bench.startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    with tempfile.TemporaryDirectory() as compiled:
        _one(compiled)  # compiles: a plugin is compiled at its first start only
        runs = [_one(compiled) for _ in range(parser.parse_args().runs)]
    found = {name: round(statistics.median(run[name] for run in runs), 1) for name in ("ms", "cpu_ms")}
    print(json.dumps({**found, "least_ms": round(min(run["ms"] for run in runs), 1), "modules": runs[0]["modules"]}))


def _one(compiled):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run([sys.executable, "-c", _RUN], capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    main()
