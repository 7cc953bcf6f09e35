"""Many threads on the same shapes: figures must be those of one thread, and the process must live.

python -m bench.race --seconds 60 --threads 8 [--seed N]

Every round makes new shapes, whose lazily built parts (parts, tiles, flat, cover_index, prepared geometries) all
threads then ask for at once. Exits with 1 where a figure differs; a crash is for the caller to see.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time

import numpy as np
import shapely

from zoning_review_plugin.overlay import kernel_engine, shapely_engine
from zoning_review_plugin.overlay.areas import all_shared_areas
from zoning_review_plugin.overlay.cut import cut
from zoning_review_plugin.overlay.ellipsoid import Ellipsoid
from zoning_review_plugin.overlay.measure import StraightLonLat
from zoning_review_plugin.overlay.nearest import LonLatGround, NearIndex
from zoning_review_plugin.overlay.once import counted_once
from zoning_review_plugin.overlay.pairs import meet
from zoning_review_plugin.overlay.shapes import Shapes

_ELLIPSOID = Ellipsoid(6378137.0, 1 / 298.257222101)
_MEASURE = StraightLonLat(_ELLIPSOID)
_REACH_M = 300.0
_TOLERANCE = {"rtol": 1e-9, "atol": 1e-6}


def layers(random):
    """WKB of two layers: parcels; features, of which some overlap, some have many vertices and some several parts."""
    place = random.uniform(0, 0.02, (120, 2)) + [114.3, 30.5]
    parcels = shapely.buffer(shapely.points(place), random.uniform(2e-4, 1e-3, 120), quad_segs=4)
    place = random.uniform(0, 0.02, (60, 2)) + [114.3, 30.5]
    features = shapely.buffer(shapely.points(place), random.uniform(1e-3, 3e-3, 60), quad_segs=8)
    features[:4] = shapely.buffer(shapely.points(place[:4]), 8e-3, quad_segs=270)
    features[4:20] = shapely.difference(features[4:20], shapely.buffer(shapely.points(place[4:20]), 5e-4))
    features[20:30] = [shapely.multipolygons([one, shapely.transform(one, _aside)]) for one in features[20:30]]
    return shapely.to_wkb(parcels), shapely.to_wkb(features)


def _aside(xy):
    return xy + [0.03, 0.0]


class Round:
    """Two layers that nobody has looked at yet, and what is to be found of them."""

    def __init__(self, wkb):
        self._left, self._right = (Shapes(shapely.from_wkb(value), _MEASURE) for value in wkb)

    def overlaps(self, engine):
        """All areas by one engine."""
        return np.column_stack(all_shared_areas(self._left, self._right, engine, _MEASURE, 2))

    def once(self, engine):
        """Pairs with their figures, and ground counted once."""
        met = meet(self._left, self._right, engine)
        return np.concatenate(
            [met.pairs.area, met.pairs.share_left, *counted_once(self._left, self._right, met, engine)]
        )

    def nearest(self, _):
        """What is nearest."""
        index = NearIndex(self._right.geometry, LonLatGround(_ELLIPSOID))
        return np.column_stack(index.nearest(self._left.geometry, _REACH_M))

    def pieces(self, _):
        """Sizes of the pieces into which one layer cuts the other."""
        return _MEASURE.area(cut(self._left, self._right).geometry)

    def sizes(self, _):
        """Sizes and counts of what is built when it is asked for."""
        parts = len(self._right.tiles.owner), len(self._right.flat.xy), len(self._right.cover.owner)
        return np.concatenate([self._left.area, self._right.part_area, parts])


_ASKED = [
    (ask, engine)
    for ask in (Round.overlaps, Round.once, Round.pieces, Round.nearest, Round.sizes)
    for engine in (kernel_engine, shapely_engine)
]


def run(seconds, threads, seed):
    """(rounds, what went wrong) of rounds until the time is over."""
    random, wrong, rounds = np.random.default_rng(seed), [], 0
    _answers(Round(layers(random)))  # compiles what is not compiled yet
    until = time.perf_counter() + seconds
    while rounds == 0 or time.perf_counter() < until:
        wkb = layers(random)
        wrong += _together(Round(wkb), _answers(Round(wkb)), threads, random)
        rounds += 1
    return rounds, wrong


def _answers(alone):
    return [ask(alone, engine) for ask, engine in _ASKED]


def _together(shared, expected, threads, random):
    """What goes wrong when threads ask for the same at once, each in an order of its own."""
    wrong, begin = [], threading.Barrier(threads)

    def ask_all(order):
        begin.wait()
        for k in order:
            ask, engine = _ASKED[k]
            try:
                np.testing.assert_allclose(ask(shared, engine), expected[k], **_TOLERANCE)
            except Exception as error:
                wrong.append(f"{ask.__name__}, {engine.NAME}: {error}")

    orders = [random.permutation(len(_ASKED)) for _ in range(threads)]
    if random.random() < 0.5:  # all ask for the same thing first
        orders = [orders[0]] * threads
    asking = [threading.Thread(target=ask_all, args=(order,)) for order in orders]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    return wrong


def main():
    """The command. Returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.race", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rounds, wrong = run(options.seconds, options.threads, options.seed)
    print(f"{rounds} rounds of {options.threads} threads, {len(wrong)} answers wrong", *wrong[:5], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
