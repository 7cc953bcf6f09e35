"""What the gate costs on a layer, beside the overlap alone: python -m bench.gate DIR [--layer farmland] [--threads 2]

DIR holds parcels.gpkg and the layer, as `bench.data` makes them. Four times are taken, each in a fresh process:
the layer read and decoded, which a review does in any case; the gate's whole pass at first sight; the same when the
file is known by its hash; and the overlap alone of the layer with the parcels. What the gate costs is its pass less
the reading. Each is told as time on the clock and as time of the processor, which other programs disturb less.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_STEPS = ("read", "first", "known", "overlap")
_CLOCKS = {"wall_s": time.perf_counter, "cpu_s": time.process_time}
_LAYER = "farmland"


def main():
    """The command; prints one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--layer", default=_LAYER)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--step", choices=_STEPS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(_STEP[options.step](options)))
        return
    with tempfile.TemporaryDirectory() as cache:
        rounds = [_round(options, cache) for _ in range(options.repeats)]
    by_clock = {clock: [{step: one[step][clock] for step in _STEPS} for one in rounds] for clock in _CLOCKS}
    print(json.dumps({clock: _summary(found) for clock, found in by_clock.items()}))


def _summary(rounds):
    """Medians of each step, and what the gate costs by the overlap."""
    found = {step: statistics.median(one[step] for one in rounds) for step in _STEPS}
    for step in ("first", "known"):
        found[f"gate_{step}_per_overlap"] = (found[step] - found["read"]) / found["overlap"]
    return found


def _round(options, cache):
    """{step: {clock: seconds}}. The notes on files are kept apart: forgotten before the first sight."""
    for note in Path(cache, "zoning_review").glob("*/*.json"):
        note.unlink()
    return {step: _alone(step, options, cache) for step in _STEPS}


def _alone(step, options, cache):
    call = [sys.executable, "-m", "bench.gate", options.folder, "--layer", options.layer, "--step", step]
    call += ["--threads", str(options.threads)]
    environment = {**os.environ} if step == "overlap" else {**os.environ, "XDG_CACHE_HOME": cache}
    answer = subprocess.run(call, env=environment, capture_output=True, text=True, check=True).stdout
    return json.loads(answer.splitlines()[-1])


def _timed(work):
    begin = {name: clock() for name, clock in _CLOCKS.items()}
    work()
    return {name: clock() - begin[name] for name, clock in _CLOCKS.items()}


def _read(options):
    from zoning_review_plugin.inputs.ogr.ogr_layer import open_ogr
    from zoning_review_plugin.inputs.shapes.wkb import decode
    from zoning_review_plugin.inputs.source import parse_source

    def work():
        layer = open_ogr(parse_source(os.path.join(options.folder, f"{options.layer}.gpkg"), "."))
        for batch in layer.batches(["id"]):
            decode(batch.wkb)

    return _timed(work)


def _gate(options):
    from zoning_review_plugin.inputs.case.case_file import read_case
    from zoning_review_plugin.inputs.layers import open_layers
    from zoning_review_plugin.review.account import survey
    from zoning_review_plugin.review.frame import Frame
    from zoning_review_plugin.review.subjects import analysis_crs

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gate.review.yaml"
        path.write_text(_case(Path(options.folder).resolve(), options.layer), encoding="utf-8")
        case = read_case(path)

        def work():
            layers = open_layers(case)
            crs = analysis_crs(case, layers)
            survey(case, layers, Frame(crs, case.options.area_basis, (107.0, 29.0, 109.0, 31.0)), "layer")

        return _timed(work)


def _case(folder, layer):
    return "\n".join(
        [
            "schema: zoning-review/case/1",
            "title: gate",
            "date: 2026-01-01",
            "subjects:",
            f"  - source: {folder}/udb.gpkg",
            "constraints:",
            f"  - {{key: layer, role: permanent_farmland, source: {folder}/{layer}.gpkg, fields: {{id: id}}}}",
            "",
        ]
    )


def _overlap(options):
    from .overlap_alone import overlaps

    return _timed(lambda: overlaps(options.folder, [options.layer], "kernel", options.threads))


_STEP = {"read": _read, "first": _gate, "known": _gate, "overlap": _overlap}


if __name__ == "__main__":
    main()
