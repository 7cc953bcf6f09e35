"""The overlap inside a running QGIS, warm: what a user waits for after the first time.

python -m bench.inside_qgis DIR --tiny DIR --engine kernel [--threads N]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time

from .plan import WORKS


def main():
    """The command: starts QGIS, runs once on the tiny data, then times the run on DIR."""
    parser = argparse.ArgumentParser(prog="python -m bench.inside_qgis", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--tiny", required=True)
    parser.add_argument("--engine", default="kernel")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    application = _start_qgis()  # noqa: F841  must live as long as QGIS is used
    from .overlap_alone import overlaps

    layers = list(WORKS["all"])
    overlaps(options.tiny, layers, options.engine, options.threads)
    begin = time.perf_counter()
    overlaps(options.folder, layers, options.engine, options.threads)
    print(json.dumps({"engine": options.engine, "seconds": time.perf_counter() - begin}), flush=True)
    sys.stdout.flush()
    os._exit(0)  # QGIS without its window may crash at exit, when all is done


def _start_qgis():
    """QGIS first and then our libraries, in the way the plugin loads them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    QgsApplication.initQgis()
    from zoning_review_plugin.host import libraries

    problem = libraries.load()
    if problem:
        raise SystemExit(problem)
    return application


if __name__ == "__main__":
    main()
