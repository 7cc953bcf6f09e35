"""The overlap alone, as the peers do it: read, pairs, area, share, table written; no gate, no review.

python -m bench.overlap_alone DIR --layers LIST --engine kernel|shapely --threads N --out FILE
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from zoning_review_plugin.inputs.ogr.arrow_memory import WkbColumn
from zoning_review_plugin.inputs.ogr.ogr_flat import flat_batches
from zoning_review_plugin.inputs.ogr.ogr_layer import open_ogr
from zoning_review_plugin.inputs.ogr.read_ahead import read_ahead
from zoning_review_plugin.inputs.source import parse_source
from zoning_review_plugin.overlay.ellipsoid import Ellipsoid
from zoning_review_plugin.overlay.engines import engine_called
from zoning_review_plugin.overlay.measure import StraightLonLat
from zoning_review_plugin.overlay.shapes import Shapes
from zoning_review_plugin.overlay.streaming import overlaps_of_batches

_AHEAD = 4  # batches
_CGCS2000 = Ellipsoid(6378137.0, 1 / 298.257222101)


def overlaps(folder, layers, engine, threads, stages=None):
    """A dict of arrays, as `pairs_file` has them, of the parcels in `folder` with `layers`."""
    stages = {} if stages is None else stages
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(engine_called, engine)  # what compiles takes as long to load as parcels to read
        read = read_ahead(_batches(folder, ["parcels", *layers]), _AHEAD)
        ids, wkb, first = _parcels(read)
        measure, engine = StraightLonLat(_CGCS2000), loading.result()
    parcels = _shapes(wkb, engine, measure)
    _lap(stages, "parcels")
    numbers, names, found = [], [], []

    def making():
        for layer, batch in itertools.chain(first, read):
            numbers.append(layers.index(layer))
            names.append(batch.id)
            yield partial(_shapes, batch.wkb, engine, measure)

    for met in overlaps_of_batches(parcels, making(), engine, threads):
        k = len(found)
        layer = np.full(len(met.area), numbers[k], np.int8)
        found.append((ids[met.subject], layer, names[k][met.feature], met.area, met.share))
    _lap(stages, "overlap")
    columns = ("parcel", "layer", "constraint", "area_m2", "share")
    table = {name: np.concatenate(values) for name, values in zip(columns, zip(*found))}
    return {**table, "layers": np.array(layers)}


def _batches(folder, layers):
    for name in layers:
        for batch in flat_batches(open_ogr(parse_source(os.path.join(folder, f"{name}.gpkg"), ".")), "id"):
            yield name, batch


def _parcels(read):
    """(ids, WKB) of the parcels, and [the batch that comes after them]."""
    batches = []
    for layer, batch in read:
        if layer != "parcels":
            break
        batches.append(batch)
    ids, wkb = (list(column) for column in zip(*batches))
    return np.concatenate(ids), WkbColumn.joined(wkb), [(layer, batch)]


def _shapes(wkb, engine, measure):
    if engine.NAME == "kernel":
        from zoning_review_plugin.overlay.wkb_shapes import WkbShapes

        return WkbShapes(wkb, measure)
    import shapely

    return Shapes(shapely.from_wkb(wkb.objects()), measure)


def _lap(stages, name):
    now = time.perf_counter()
    stages[name] = stages.get(name, 0.0) + now - stages.get("at", now)
    stages["at"] = now


def main():
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.overlap_alone", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--layers", default="units,farmland,udb,redline")
    parser.add_argument("--engine", default="kernel", choices=("kernel", "shapely"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out")
    options = parser.parse_args()
    begin = time.perf_counter()
    stages = {"at": begin}
    table = overlaps(options.folder, options.layers.split(","), options.engine, options.threads, stages)
    if options.out:
        np.savez(options.out, **table)
    _lap(stages, "write")
    del stages["at"]
    print(
        json.dumps(
            {"engine": options.engine, "wall": time.perf_counter() - begin, "stages": stages, "layers": _told(table)}
        )
    )


def _told(table):
    told = {}
    for number, name in enumerate(table["layers"].tolist()):
        mine = table["layer"] == number
        told[name] = {"pairs": int(mine.sum()), "total": float(table["area_m2"][mine].sum())}
    return told


if __name__ == "__main__":
    main()
