"""Patches of permanent basic farmland: fields between tracks on the low ground."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from . import noise
from .place import ORIGIN, SIZE_KM, on_grid, random

_FIELD_M = (350.0, 180.0)
_TRACK_M = 5.0


class Patch(NamedTuple):
    """One patch: its land class and its ground."""

    land_class: str
    geometry: shapely.Polygon


def build_farmland(count, kept_free, outline, rivers):
    """The `count` patches on the best ground inside the outline and clear of `kept_free`."""
    generator = random("farmland")
    fields = _fields(generator)
    shapely.prepare(kept_free)
    shapely.prepare(outline)
    fields = fields[shapely.contains(outline, fields)]
    fields = fields[~shapely.intersects(kept_free, fields)]
    middle = shapely.get_coordinates(shapely.centroid(fields))
    worth = _worth(middle)
    best = np.sort(np.argsort(-worth, kind="stable")[:count])
    away = shapely.distance(fields[best], rivers)
    return [Patch(_land_class(d, y, generator), field) for d, y, field in zip(away, middle[best, 1], fields[best])]


def _fields(generator):
    """Rows of fields that turn with the ground, a track's width apart."""
    u, v = np.meshgrid(_tracks(generator, 58000.0, _FIELD_M[0]), _tracks(generator, 50000.0, _FIELD_M[1]))
    x = u + 2600.0 * np.sin(v / 7000.0 + 0.6) + 900.0 * np.sin(v / 2900.0)
    y = v + 2300.0 * np.sin(u / 8000.0 + 2.0) + 600.0 * np.sin(u / 3300.0)
    xy = np.stack([x, y], axis=-1) + ORIGIN + generator.normal(0.0, 14.0, (*u.shape, 2))
    rings = np.stack([xy[:-1, :-1], xy[:-1, 1:], xy[1:, 1:], xy[1:, :-1]], axis=2).reshape(-1, 4, 2)
    following = np.roll(rings, -1, axis=1)
    middles = 0.5 * (rings + following) + generator.normal(0.0, 5.0, rings.shape)
    rings = np.stack([rings, middles], axis=2).reshape(-1, 8, 2)
    near = ((rings > ORIGIN) & (rings < ORIGIN + 1000.0 * np.array(SIZE_KM))).all(axis=(1, 2))
    shapes = shapely.buffer(shapely.polygons(rings[near]), -_TRACK_M, join_style="mitre", mitre_limit=2.0)
    shapes = on_grid(shapes)
    whole = (shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON) & (shapely.area(shapes) > 12000.0)
    return _apart(shapes[whole])


def _apart(shapes):
    """Those that overlap no earlier one: where the rows turn sharply, fields would fold over one another."""
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return np.delete(shapes, np.unique(right[left < right]))


def _tracks(generator, reach, usual):
    """Where the tracks of one direction lie: no two fields are equally wide."""
    return np.cumsum(usual * generator.uniform(0.75, 1.25, int(1.3 * reach / usual))) - 12000.0


def _worth(points):
    """How good the ground is: low in the south and east, and in patches."""
    field = noise.fractal("farmland", 6.0, 0.7)
    x, y = noise.grid()
    column = np.searchsorted(x[0], points[:, 0]) - 1
    row = np.searchsorted(y[:, 0], points[:, 1]) - 1
    east, north = (points - ORIGIN).T / 1000.0
    return field[row, column] - 0.09 * north + 0.035 * east


def _land_class(from_river, northing, generator):
    if generator.uniform() < 0.006:
        return "1104"
    wet = 0.9 if from_river < 2500.0 else 0.45
    if generator.uniform() < wet * (0.8 if northing < ORIGIN[1] + 13000.0 else 0.5):
        return "0101"
    return "0102" if generator.uniform() < 0.55 else "0103"
