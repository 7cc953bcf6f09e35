"""What `review.html` costs: python -m bench.page [--parcels 446 5000] [--clauses 12] [--runs 5]

A town of so many parcels is judged under that many clauses, each of which bears on every parcel: half ask what ground
is shared, half what is stated. The page is written, then opened in Chromium without a window, each time in a new
profile. Told are its size, the seconds that writing and checking it took, the median seconds from the call to the
browser until the page has loaded and its map and first tables are live, and those until the longest table is filtered;
busy_seconds is the processor time of the page's thread, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
import pyproj
import shapely

from scripts.browser import Browser
from zoning_review_plugin.inputs.layer import Batch, Field, MemoryLayer
from zoning_review_plugin.inputs.layers import Layers
from zoning_review_plugin.model.case import FULL, Case, Constraint, Options, SubjectSource
from zoning_review_plugin.outputs import html
from zoning_review_plugin.review.review import review

_ROLES = ("ecological_red_line", "permanent_farmland", "control_unit", "nature_reserve", "water_source", "river_lake")
_SIDE, _STREET = 80.0, 20.0  # metres
_LIVE = "document.documentElement.classList.contains('live') && document.querySelectorAll('.bar').length > 0"
_FILTER = """
(async () => {
  const box = document.querySelector('[data-table=findings]');
  box.scrollIntoView();
  while (!box.querySelector('input')) await new Promise(requestAnimationFrame);
  const input = box.querySelector('input'), begin = performance.now();
  input.value = 'parcel7';
  input.dispatchEvent(new Event('input'));
  await new Promise(requestAnimationFrame);
  return (performance.now() - begin) / 1000;
})()
"""


def main():
    """The command; prints one JSON object for each number of parcels."""
    parser = argparse.ArgumentParser(prog="python -m bench.page", description=__doc__)
    parser.add_argument("--parcels", type=int, nargs="+", default=[446, 5000])
    parser.add_argument("--clauses", type=int, default=12)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    for count in options.parcels:
        with tempfile.TemporaryDirectory() as work:
            print(json.dumps(measured(Path(work), count, options.clauses, options.runs)))


def measured(work, count, clauses, runs):
    """{what: figure} of the page of `count` parcels."""
    result = _judged(work, count, clauses)
    begin = time.perf_counter()
    html.write(result, work)
    written = time.perf_counter() - begin
    loads, busy, filters = zip(*(_opened(work / html.NAME) for _ in range(runs)))
    return {
        "parcels": count,
        "findings": len(result.tables["finding"]),
        "overlaps": len(result.tables["overlap"]),
        "mb": round((work / html.NAME).stat().st_size / 1e6, 2),
        "write_seconds": round(written, 2),
        "load_seconds": round(statistics.median(loads), 2),
        "busy_seconds": round(statistics.median(busy), 2),
        "slowest_load_seconds": round(max(loads), 2),
        "filter_seconds": round(statistics.median(filters), 3),
    }


def _opened(path):
    """(seconds until the page is live, processor seconds of its thread until then, seconds to filter a table)."""
    with Browser() as browser:
        browser.call("Performance.enable")
        begin = time.perf_counter()
        browser.open(path)
        while not browser.run(_LIVE):
            time.sleep(0.01)
        loaded = time.perf_counter() - begin
        metrics = {one["name"]: one["value"] for one in browser.call("Performance.getMetrics")["metrics"]}
        filtered = browser.run(_FILTER)
        if browser.told:
            raise SystemExit(f"the page complains: {browser.told}")
        return loaded, metrics["ThreadTime"], filtered


def _judged(work, count, clauses):
    """The Result of a town of `count` parcels under `clauses`."""
    pack = {
        "schema": "zoning-review/pack/1",
        "pack": {"id": "bench", "level": "province", "valid_from": "2024-01-01"},
        "rules": [_rule(number) for number in range(clauses)],
    }
    (work / "pack.json").write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
    wide = int(np.ceil(np.sqrt(count)))
    parcels = [_ragged(number % wide, number // wide, number) for number in range(count)]
    names = {"id": [f"P{n}" for n in range(count)], "name": [f"parcel{n}地块" for n in range(count)]}
    constraints = tuple(Constraint(role, role, f"{role}.gpkg", coverage=FULL) for role in _ROLES)
    layers = {role: _layer(role, _blobs(wide, place)) for place, role in enumerate(_ROLES)}
    case = Case(
        "bench",
        (SubjectSource("parcels.gpkg", fields={"id": "id", "name": "name"}),),
        constraints,
        facts={"nature": ["new"]},
        rules=("pack.json",),
        folder=work,
        options=dataclasses.replace(Options(), overlap_geometry="all"),
    )
    return review(case, Layers((_layer("parcels", parcels, **names),), layers, {}), threads=2)


def _rule(number):
    rule = {"id": f"r{number}", "clause_no": str(number), "clause_text": f"第{number}条 区域内禁止新建、扩建项目。" * 3}
    if number % 2:
        test = {"declared": {"flag": f"statement{number}", "is": ["true"]}}
        return {**rule, "modality": "require", "test": test}
    role = _ROLES[number // 2 % len(_ROLES)]
    return {**rule, "modality": "prohibit", "test": {"overlap": {"role": role}}}


def _ragged(column, row, number):
    """A parcel of a street grid with some forty corners."""
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    radius = _SIDE / 2 * (0.85 + 0.15 * np.sin(5 * angles + number))
    step = _SIDE + _STREET
    centre = np.array([500_000.0 + column * step, 3_600_000.0 + row * step])
    return shapely.Polygon(centre + np.column_stack([np.cos(angles), np.sin(angles)]) * radius[:, None])


def _blobs(wide, place):
    """Protected areas that cover a fifth of the town."""
    extent = wide * (_SIDE + _STREET)
    chance = np.random.default_rng(place)
    centres = chance.uniform(0, extent, (12, 2)) + [500_000.0, 3_600_000.0]
    blobs = shapely.union_all(shapely.buffer(shapely.points(centres), extent * 0.08))
    return list(shapely.get_parts(blobs))


def _layer(name, shapes, /, **fields):
    attributes = {key: np.array(values, dtype=object) for key, values in fields.items()}
    wkb = np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object)
    content = Batch(np.arange(1, len(wkb) + 1), wkb, attributes)
    crs = pyproj.CRS.from_epsg(4547)
    return MemoryLayer(name, name, tuple(Field(key) for key in fields), crs, len(wkb), {}, content)


if __name__ == "__main__":
    main()
