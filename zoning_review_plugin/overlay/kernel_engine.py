"""Areas that polygons share and where lines run in them, by the kernel: no overlay geometry, no tiles."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from . import shapely_engine
from .candidates import of_owners
from .kernel.box_tree import meeting
from .kernel.density import density_of
from .kernel.line_walk import OF_LINE, PAIR
from .kernel.line_walk import pieces_inside as walk_lines
from .kernel.polygons import FROM, RING, TO, bounds_of
from .kernel.sizes import own_areas
from .kernel.walk import TAKEN
from .kernel.walk import shared_areas as walk
from .line_edges import Pieces
from .parallel import spread_rows
from .ragged import Rings

NAME = "kernel"
BATCHES_AT_ONCE = True  # it reads what it shares, and lets go of the interpreter's lock


def make_ready(left):
    """Make what is made once of the left `Shapes`, before there are threads."""
    return left.flat, left.cover_tree, left.area


def candidates(left, right):
    """As `shapely_engine.candidates`."""
    theirs, ours = meeting(left.cover_tree, right.cover.box)
    return of_owners(left.cover, right.cover, ours, theirs)


def shared_areas(left, right, a, b, measure, threads=1):
    """As `shapely_engine.shared_areas`; NaN where a pair is flagged, or is not for the kernel.

    A measure that is not additive asks for the geometry of each overlap: such pairs are GEOS's.
    """
    if measure.straight is not measure:
        return shapely_engine.shared_areas(left, right, a, b, measure, threads)
    if len(a) == 0:
        return np.zeros(0)
    sizes = left.part_area if measure is left.measure else np.full(len(left.part_owner), np.nan)
    return areas_of(left.flat, right.flat, a, b, measure, sizes, threads)


def rough_areas(shapes, a, b, measure, threads=1):
    """As `shapely_engine.rough_areas`; NaN as in `shared_areas`. Nobody's own area is made for it."""
    if measure.straight is not measure:
        return shapely_engine.rough_areas(shapes, a, b, measure, threads)
    if len(a) == 0:
        return np.zeros(0)
    return areas_of(shapes.flat, shapes.flat, a, b, measure, np.full(len(shapes.part_owner), np.nan), threads)


def areas(shapes, rows, measure, threads=1):
    """As `shapely_engine.areas`."""
    if measure.straight is not measure:
        return shapely_engine.areas(shapes, rows, measure, threads)
    return np.bincount(shapes.part_owner, part_areas(shapes.flat, measure, threads), minlength=len(shapes))[rows]


def areas_of(left, right, a, b, measure, sizes, threads=1):
    """The same for the kernel's `Polygons`. sizes: m2 of each left one, NaN where not known."""
    area, outcome = np.full(len(a), np.nan), np.zeros(len(a), np.int64)
    density = _density(measure, _bounds(left.box))
    if density is None:
        return area
    unknown = np.broadcast_to(np.nan, len(right.box))

    def run(rows):
        walk(left, right, a[rows], b[rows], density, sizes, unknown, area[rows], outcome[rows])

    spread_rows(run, threads, len(a))
    return np.where(outcome == TAKEN, area, np.nan)


def pieces_inside(lines, polygons, a, b, threads=1):
    """As `shapely_engine.pieces_inside`, except that some pairs are flagged and have no pieces here.

    Those in which the line, but for rounding, meets the border otherwise than by crossing it.
    """
    flat_lines, flat = lines.flat_lines, polygons.flat  # made before there are threads
    flagged, found = np.zeros(len(a), dtype=bool), {}

    def run(rows):
        which, share, flagged[rows] = walk_lines(flat_lines, flat, a[rows], b[rows])
        which[:, PAIR] += rows.start
        found[rows.start] = which, share

    spread_rows(run, threads, len(a))
    which, share = (np.concatenate(column) for column in zip(*(found[start] for start in sorted(found))))
    pair = which[:, PAIR]
    return Pieces(pair, which[:, OF_LINE] - a[pair], share[:, FROM], share[:, TO]), flagged


def part_areas(polygons, measure, threads=1):
    """m2 of each of the kernel's `Polygons` (p,)."""
    area = np.full(len(polygons.box), np.nan)
    density = _density(measure.straight, _bounds(polygons.box)) if len(area) else None
    if density is not None and measure.straight is measure:
        spread_rows(lambda rows: own_areas(polygons, density, rows.start, rows.stop, area), threads, len(area))
    for p in np.flatnonzero(np.isnan(area)):
        area[p] = measure.rings_area(_rings(polygons, p))
    return area


def _rings(polygons, p):
    """The `Rings` of one polygon."""
    first, last = polygons.first[p, RING], polygons.first[p + 1, RING]
    begin, end = polygons.ring[first], polygons.ring[last]
    rings = np.arange(last - first)
    return Rings(polygons.xy[begin:end], polygons.ring[first:last] - begin, np.zeros_like(rings), rings > 0)


@lru_cache(maxsize=8)
def _density(measure, bounds):
    return density_of(measure, bounds)


def _bounds(box):
    """Around all boxes but those of polygons that the kernel does not take anyway; NaN around none."""
    found = bounds_of(box)
    return tuple(found.tolist()) if found[0] <= found[2] else (np.nan,) * 4
