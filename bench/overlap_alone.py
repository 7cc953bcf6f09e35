"""The overlap alone, as the peers do it: read, pairs, area, share, table written; no gate, no review.

python -m bench.overlap_alone DIR --layers LIST --engine kernel|shapely --threads N --out FILE
"""

from __future__ import annotations

import argparse
import json
import os
import time

import numpy as np

from zoning_review_plugin.inputs.ogr.ogr_layer import open_ogr
from zoning_review_plugin.inputs.ogr.read_ahead import read_ahead
from zoning_review_plugin.inputs.source import parse_source
from zoning_review_plugin.overlay.ellipsoid import Ellipsoid
from zoning_review_plugin.overlay.engines import engine_called
from zoning_review_plugin.overlay.measure import StraightLonLat
from zoning_review_plugin.overlay.shapes import Shapes
from zoning_review_plugin.overlay.streaming import overlaps_of

_CGCS2000 = Ellipsoid(6378137.0, 1 / 298.257222101)


def overlaps(folder, layers, engine, threads, stages=None):
    """A dict of arrays, as `pairs_file` has them, of the parcels in `folder` with `layers`."""
    stages = {} if stages is None else stages
    measure, engine = StraightLonLat(_CGCS2000), engine_called(engine)
    ids, parcels = _read_all(folder, "parcels", engine, measure)
    _lap(stages, "parcels")
    found = []
    for number, name in enumerate(layers):
        for batch in read_ahead(_layer(folder, name).batches(["id"])):
            _lap(stages, "read")
            features = _shapes(batch.wkb, engine, measure)
            met = overlaps_of(parcels, features, engine, threads)
            names = _numbers(batch.attributes["id"])[met.feature]
            found.append((ids[met.subject], np.full(len(names), number, np.int8), names, met.area, met.share))
            _lap(stages, "overlap")
    columns = ("parcel", "layer", "constraint", "area_m2", "share")
    table = {name: np.concatenate(values) for name, values in zip(columns, zip(*found))}
    return {**table, "layers": np.array(layers)}


def _layer(folder, name):
    return open_ogr(parse_source(os.path.join(folder, f"{name}.gpkg"), "."))


def _read_all(folder, name, engine, measure):
    batches = list(_layer(folder, name).batches(["id"]))
    ids = np.concatenate([_numbers(batch.attributes["id"]) for batch in batches])
    return ids, _shapes(np.concatenate([batch.wkb for batch in batches]), engine, measure)


def _numbers(texts):
    return np.array([int(text) for text in texts], np.int64)


def _shapes(wkb, engine, measure):
    if engine.NAME == "kernel":
        from zoning_review_plugin.overlay.wkb_shapes import WkbShapes

        return WkbShapes(wkb, measure)
    import shapely

    return Shapes(shapely.from_wkb(wkb), measure)


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
