"""Ground that a repair leaves in doubt: where the shape as it was drawn and the repaired one may not say the same.

A repaired shape stands for what was meant only as far as the two agree. The rings are cut at all their crossings into
faces. A face is agreed on where the rings go round it once if it belongs to the repaired shape, else not at all.
Around the others a box is kept, three times as large, for corners in a wrong order: what was meant lies about there.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
import shapely
from shapely.errors import GEOSException

from .ring_order import outer_first

_MOST_STEPS = 50_000_000  # faces times edges; above, all of the shape is in doubt
_LEAST_FACE = 1e-12  # of the box of the shape: what is smaller comes from rounding where rings cross


class OpenRepair(NamedTuple):
    """A feature whose repair is more than tidying up. boxes: (m, 4) ground in doubt, in the analysis CRS."""

    fid: int
    feature_id: str
    boxes: np.ndarray


def ground_in_doubt(before, after):
    """Boxes (m, 4) of the ground that a geometry before and after its repair do not agree on."""
    whole = np.array([shapely.bounds(before)])
    try:
        faces = _disputed(before, after)
    except GEOSException:
        return whole
    if faces is None or len(faces) == 0:
        return whole
    boxes = shapely.bounds(shapely.get_parts(shapely.union_all(faces)))
    size = boxes[:, 2:] - boxes[:, :2]
    return np.concatenate([boxes[:, :2] - size, boxes[:, 2:] + size], axis=1)


def _disputed(before, after):
    """The faces that are not agreed on; None where that would take too long to tell.

    Rings that are those of the repaired shape as well count, but cut no faces: on both of their sides before and after
    agree, or on neither. In large shapes that is nearly all of them.
    """
    rings, hole = _rings(before)
    common = _common(rings, hole, *_rings(after))
    own, own_hole = rings[~common], hole[~common]
    if len(own) == 0:
        return None
    lines = shapely.union_all(shapely.linestrings(shapely.get_coordinates(own), indices=_index(own)))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    x0, y0, x1, y1 = shapely.bounds(before)
    faces = faces[shapely.area(faces) > _LEAST_FACE * (x1 - x0) * (y1 - y0)]
    if len(faces) * shapely.get_num_coordinates(own).sum() > _MOST_STEPS:
        return None
    places = shapely.point_on_surface(faces)
    times = _times_in(shapely.polygons(rings[common]), hole[common], places)
    points = shapely.get_coordinates(places)
    for ring, is_hole in zip(own, own_hole):
        times += np.where(is_hole, -1, 1) * _times_around(ring, points)
    shapely.prepare(after)
    return faces[times != shapely.contains_xy(after, *points.T)]


def _common(rings, hole, others, others_hole):
    """bool (n,): rings that are among the others, too, each as often as it is there."""
    left = Counter(zip(_texts(others), others_hole.tolist()))
    found = np.zeros(len(rings), dtype=bool)
    for row, ring in enumerate(zip(_texts(rings), hole.tolist())):
        found[row] = left[ring] > 0
        left[ring] -= int(found[row])
    return found


def _texts(rings):
    """WKB of rings, the same wherever they begin and whichever way they run."""
    return shapely.to_wkb(shapely.normalize(shapely.polygons(rings))).tolist()


def _times_in(polygons, hole, places):
    """How many of the polygons hold each place, holes taken off: int (n,)."""
    place, of = shapely.STRtree(polygons).query(places, predicate="intersects")
    return np.bincount(place, np.where(hole[of], -1, 1), minlength=len(places)).astype(np.int64)


def _index(rings):
    return np.repeat(np.arange(len(rings)), shapely.get_num_coordinates(rings))


def _rings(shape):
    """(rings, whether each is a hole) of the polygons of a geometry, the largest ring of each being none."""
    parts = shapely.get_parts(outer_first(shape))
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    rings, of = shapely.get_rings(parts, return_index=True)
    hole = np.append(False, of[1:] == of[:-1]) if len(of) else np.empty(0, bool)
    solid = ~shapely.is_empty(rings)
    return rings[solid], hole[solid]


def _times_around(ring, points):
    """How many times a ring goes around each point, counted in its own main direction: int (n,)."""
    xy = shapely.get_coordinates(ring)
    a, b = xy[:-1], xy[1:]
    area = np.sum((a[:, 0] - xy[0, 0]) * (b[:, 1] - xy[0, 1]) - (b[:, 0] - xy[0, 0]) * (a[:, 1] - xy[0, 1]))
    found = np.zeros(len(points), dtype=np.int64)
    for k, (x, y) in enumerate(points):
        up, down = (a[:, 1] <= y) & (b[:, 1] > y), (a[:, 1] > y) & (b[:, 1] <= y)
        left = (b[:, 0] - a[:, 0]) * (y - a[:, 1]) - (x - a[:, 0]) * (b[:, 1] - a[:, 1])
        found[k] = np.sum(up & (left > 0)) - np.sum(down & (left < 0))
    return -found if area < 0 else found
