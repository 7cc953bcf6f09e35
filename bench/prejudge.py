"""How fast a pre-judgement answers on layers kept warm: python -m bench.prejudge DIR [--clauses 200] [--questions 30]

DIR holds parcels, farmland, units, udb and redline as `bench.data` makes them (farmland has 300,000 patches in size M,
1,000,000 in L). Asked are, from a fixed seed, points, sites of some hundred metres and lines of some kilometres, each
with an industry and a land use. Told are the seconds that warming takes, the seconds of each answer, and the memory.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path

import shapely
from osgeo import ogr

import zoning_review_plugin  # noqa: F401  before pyproj is used: it tells where PROJ's data lies
from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.studies.prejudge import Place, WarmCase

from .judging import constraints_of, write_pack

_INDUSTRIES, _LAND_USES = ("C2614", "C1310", "C3042"), ("100102", "0701", "1207")


def main():
    """The command; prints one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m bench.prejudge", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--clauses", type=int, default=200)
    parser.add_argument("--questions", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder, path = Path(options.folder).resolve(), Path(work) / "bench.review.yaml"
        write_pack(folder, Path(work) / "pack.json", options.clauses, random.Random(5))
        case = {"schema": "zoning-review/case/1", "title": "bench", "date": "2026-11-22", "rules": ["pack.json"]}
        case["subjects"] = [{"source": str(folder / "parcels.gpkg")}]
        path.write_text(json.dumps({**case, "constraints": constraints_of(folder)}), encoding="utf-8")
        print(json.dumps(measured(path, options.questions, _extent(folder / "units.gpkg")), indent=1))


def measured(path, questions, ground):
    """{what: figure} of one case file. ground: (min_x, min_y, max_x, max_y) of the places."""
    begun = time.perf_counter()
    case = read_case(path)
    layers = open_layers(case)
    warm = WarmCase(case, layers).warm()
    ready = time.perf_counter() - begun
    chance, found = random.Random(7), {}
    for number in range(questions):
        kind = ("point", "polygon", "line")[number % 3]
        place = _place(kind, ground, warm.crs, chance)
        begun, cpu = time.perf_counter(), time.process_time()
        warm.ask(place)
        found.setdefault(kind, []).append((time.perf_counter() - begun, time.process_time() - cpu))
    answers = {kind: _told(times) for kind, times in found.items()}
    features = {c.key: layers.constraints[c.key].declared_count for c in case.constraints}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"features": features, "warm_s": round(ready, 2), "answers_s": answers, "peak_mb": round(peak)}


def _extent(path):
    """(min_x, min_y, max_x, max_y) of a file of one layer."""
    source = ogr.Open(str(path))
    x0, x1, y0, y1 = source.GetLayer(0).GetExtent()
    return x0, y0, x1, y1


def _told(times):
    wall, cpu = zip(*times)
    return {"first": round(wall[0], 3), "median": round(statistics.median(wall), 3), "worst": round(max(wall), 3),
            "median_cpu": round(statistics.median(cpu), 3)}  # fmt: skip


def _place(kind, ground, crs, chance):
    x0, y0, x1, y1 = ground
    metre = 1.0 if crs.is_projected else 1e-5
    x, y = chance.uniform(x0, x1), chance.uniform(y0, y1)
    shape = shapely.Point(x, y)
    if kind == "polygon":
        shape = shapely.buffer(shape, chance.uniform(50, 600) * metre)
    if kind == "line":
        ends = [(x, y), (x + chance.uniform(-5000, 5000) * metre, y + chance.uniform(-5000, 5000) * metre)]
        shape = shapely.LineString(ends)
    return Place(shape, crs, industry=chance.choice(_INDUSTRIES), land_use=chance.choice(_LAND_USES), nature="new")


if __name__ == "__main__":
    main()
