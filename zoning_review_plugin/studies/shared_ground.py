"""What one geometry shares with the features of one layer: the figures of a review, without its tables."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from ..overlay.engines import SHAPELY, engine_called
from ..overlay.once import counted_once
from ..overlay.pairs import LEAST_AREA_M2, meet
from ..overlay.relations import is_whole
from ..overlay.shapely_engine import overlays
from ..overlay.shapes import Shapes

_POLYGON, _LINE = 2, 1


class Shared(NamedTuple):
    """rows: of the features met, those that share most first. area: m2, ground counted once, NaN where the geometry
    has none. share: of the geometry's own area or length, NaN of points."""

    rows: np.ndarray
    area: float
    share: float


def shared(geometry, tree, features, measure):
    """The `Shared` of a geometry and the features (object array) of an STRtree. All valid, 2D, in one CRS."""
    if shapely.get_dimensions(geometry) != _POLYGON:
        return _by_pairs(geometry, tree, features, measure)
    rows = np.sort(tree.query(geometry, predicate="intersects"))
    areal = rows[shapely.get_dimensions(features[rows]) == _POLYGON]
    if len(areal) < len(rows):
        return _by_pairs(geometry, tree, features, measure)
    size = measure.area(np.array([geometry], dtype=object))[0]
    around = shapely.covers(features[areal], geometry)
    parts = np.where(around, geometry, None)
    crossing = np.flatnonzero(~around)
    parts[crossing] = overlays(np.full(len(crossing), geometry, dtype=object), features[areal[crossing]])
    areas = measure.area(parts)
    met = ~(areas <= LEAST_AREA_M2)
    total = size if around.any() else _once(parts[met], areas[met], measure)
    total = size if is_whole(total, size) else total
    order = np.argsort(-np.nan_to_num(areas[met]), kind="stable")
    return Shared(areal[met][order], float(total), float(min(total / size, 1.0)) if size > 0 else np.nan)


def _once(parts, areas, measure):
    """m2 of the ground of some parts, counted once."""
    if len(parts) < 2:
        return areas.sum()
    return measure.area(np.array([shapely.union_all(parts)], dtype=object))[0]


def _by_pairs(geometry, tree, features, measure):
    """The same for lines and points, or with features that are no polygons, as a review does it."""
    rows = np.sort(tree.query(geometry))
    subject, engine = Shapes(np.array([geometry], dtype=object), measure), engine_called(SHAPELY)
    others = Shapes(features[rows], measure)
    met = meet(subject, others, engine)
    once, pairs = counted_once(subject, others, met, engine), met.pairs
    amount = np.nan_to_num(np.where(np.isnan(pairs.area), pairs.length, pairs.area))
    areal = subject.dimension[0] == _POLYGON
    size = (subject.area if areal else subject.length)[0]
    part = (once.area if areal else once.length)[0]
    share = np.nan if not size > 0 else 1.0 if is_whole(part, size) else min(part / size, 1.0)
    polygons = areal and (others.dimension == _POLYGON).any()
    area = once.area[0] if polygons or not len(rows) else np.nan
    return Shared(rows[pairs.right[np.argsort(-amount, kind="stable")]], float(area), float(share))
