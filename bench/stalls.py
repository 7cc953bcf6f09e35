"""How long QGIS's window stands still while a large review runs in the panel.

python -m bench.stalls DATA [--seconds N] [--output FILE]      DATA: as bench.data writes it

A timer of 10 ms in the main thread of a real QGIS (under Xvfb) tells how long it had to wait: idle first, which is what
the machine itself costs, then while the review runs, while its result is loaded and while it is browsed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import site
import subprocess
import tempfile
from pathlib import Path

from zoning_review_plugin.model.cache import cache_folder

from .machine import machine

_ROOT = Path(__file__).resolve().parents[1]
_CASE = """schema: zoning-review/case/1
title: Stalls
language: en
date: 2026-01-01
subjects:
  - {{source: {data}/parcels.gpkg, fields: {{id: id}}}}
constraints:
  - {{key: units, role: control_unit, source: {data}/units.gpkg, coverage: full, fields: {{id: id}}}}
  - {{key: farmland, role: permanent_farmland, source: {data}/farmland.gpkg, coverage: full, fields: {{id: id}}}}
  - {{key: udb, role: development_boundary, source: {data}/udb.gpkg, coverage: full, fields: {{id: id}}}}
  - {{key: redline, role: ecological_red_line, source: {data}/redline.gpkg, coverage: full, fields: {{id: id}}}}
rules: [{packs}/ecological_red_line.json, {packs}/permanent_farmland.json, {packs}/development_boundary.json]
outputs: [gpkg]
"""
_INI = (
    "[PythonPlugins]\nprocessing=true\nzoning_review=true\n[locale]\noverrideFlag=true\nuserLocale=en\n"
    "[qgis]\ncheckVersion=false\n[app]\nfirstRun=false\n"
)


def main():
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.stalls", description=__doc__)
    parser.add_argument("data")
    parser.add_argument("--seconds", type=int, default=3600, help="give up after so long")
    parser.add_argument("--output", help="where the figures are kept as JSON")
    options = parser.parse_args()
    found = {"data": Path(options.data).name, **measured(Path(options.data).resolve(), options.seconds)}
    found["machine"] = machine()
    text = json.dumps(found, indent=1, ensure_ascii=False)
    print(text)
    if options.output:
        Path(options.output).write_text(text + "\n", encoding="utf-8")


def measured(data, seconds):
    """What the script in QGIS told: {phase: {"longest_ms", "over_100_ms", "seconds"}} and counts."""
    with tempfile.TemporaryDirectory(prefix="zoning_review_stalls_") as folder:
        folder = Path(folder)
        profile = folder / "profiles" / "default"
        (profile / "python" / "plugins").mkdir(parents=True)
        (profile / "python" / "plugins" / "zoning_review").symlink_to(_ROOT)
        (profile / "QGIS").mkdir()
        (profile / "QGIS" / "QGIS3.ini").write_text(_INI)
        (folder / "scratch").mkdir()
        case = folder / "case.review.yaml"
        case.write_text(_CASE.format(data=data, packs=_ROOT / "resources" / "packs"))
        environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(cache_folder().parent),  # as on every day but the first: the kernel is compiled
            "QT_QPA_PLATFORM": "xcb",
            "TMPDIR": str(folder / "scratch"),
            "PYTHONPATH": site.getsitepackages()[0],
            "ZR_CASE": str(case),
            "ZR_OUT": str(folder),
        }
        command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", shutil.which("qgis") or "qgis"]
        command += ["--profiles-path", str(folder), "--nologo", "--noversioncheck"]
        command += ["--code", str(_ROOT / "bench" / "stalls_in_qgis.py")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=seconds, check=False)
        if not (folder / "seen.json").is_file():
            raise SystemExit(done.stderr[-3000:])
        return json.loads((folder / "seen.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
