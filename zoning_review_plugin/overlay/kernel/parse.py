"""WKB → flat polygons."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from ..ragged import flat_polygons
from .compiling import compiled, compiled_lean
from .polygons import Polygons, polygons_from

_POLYGON, _MULTIPOLYGON = 3, 6
_OTHERS = (1, 2, 4, 5)  # points and lines, simple or several


class Parts(NamedTuple):
    """Simple polygons, and the row of the geometry that each is a part of (p,)."""

    polygons: Polygons
    owner: np.ndarray


def parts_of_geometry(geometry):
    """The `Parts` of an object array of shapely geometries, in order; what is no polygon gives none."""
    kind = shapely.get_type_id(geometry)
    owner = np.flatnonzero((kind == _POLYGON) | (kind == _MULTIPOLYGON))
    parts = geometry[owner]
    if (kind[owner] == _MULTIPOLYGON).any():  # taking parts copies every polygon
        parts, of = shapely.get_parts(parts, return_index=True)
        owner = owner[of]
    real = ~shapely.is_empty(parts)
    parts, owner = parts[real], owner[real]
    return Parts(Polygons(*polygons_from(*flat_polygons(parts))), owner)


def parts_of_wkb(wkb):
    """The `Parts` of an object array of WKB (bytes or None), in order; what is no polygon gives none.

    Read as it is where it is little-endian and two-dimensional, through shapely where not.
    """
    pieces = [value or b"" for value in wkb]
    start = np.zeros(len(pieces) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)), out=start[1:])
    return parts_of_bytes(np.frombuffer(b"".join(pieces), np.uint8), start)


def parts_of_bytes(data, start):
    """The same for WKB values in one array of bytes. start: (n + 1,), where each begins; an empty one is None."""
    polygons, rings, vertices, plain = _counted(data, start)
    if not plain:
        raw = data.tobytes()
        wkb = np.array([raw[a:b] or None for a, b in zip(start, start[1:])], object)
        return parts_of_geometry(shapely.force_2d(shapely.from_wkb(wkb)))
    xy, ring, polygon, owner = _read(data, start, polygons, rings, vertices)
    return Parts(Polygons(*polygons_from(xy, ring, polygon)), owner)


@compiled_lean
def _number(data, at):
    """The unsigned 32-bit number at a place."""
    low = np.int64(data[at]) | np.int64(data[at + 1]) << 8
    return low | np.int64(data[at + 2]) << 16 | np.int64(data[at + 3]) << 24


@compiled_lean
def _counted(data, start):
    """(polygons, rings, vertices, whether all is plain) of WKB values, one after another."""
    polygons = rings = vertices = 0
    for k in range(len(start) - 1):
        at = start[k]
        if start[k + 1] - at < 9:
            continue
        kind, parts = _number(data, at + 1), 1
        if data[at] == 1 and kind in _OTHERS:
            continue
        if data[at] != 1 or (kind != _POLYGON and kind != _MULTIPOLYGON):
            return 0, 0, 0, False
        at += 5
        if kind == _MULTIPOLYGON:
            parts, at = _number(data, at), at + 4
        for _ in range(parts):
            at += 5 if kind == _MULTIPOLYGON else 0
            count, at = _number(data, at), at + 4
            polygons, rings = polygons + (1 if count > 0 else 0), rings + count
            for _ in range(count):
                points = _number(data, at)
                vertices, at = vertices + points, at + 4 + 16 * points
    return polygons, rings, vertices, True


@compiled_lean
def _copy(from_, to):
    for k in range(len(to)):  # a loop is compiled to a copy of blocks; assigning the slice is not
        to[k] = from_[k]


@compiled
def _read(data, start, polygons, rings, vertices):
    """(xy, ring, polygon, owner) of plain WKB values: vertices and offsets."""
    raw = np.empty(16 * vertices, np.uint8)
    ring, polygon = np.zeros(rings + 1, np.int64), np.zeros(polygons + 1, np.int64)
    owner = np.empty(polygons, np.int64)
    p = r = v = 0
    for k in range(len(start) - 1):
        at = start[k]
        if start[k + 1] - at < 9:
            continue
        kind, parts = _number(data, at + 1), 1
        if kind != _POLYGON and kind != _MULTIPOLYGON:
            continue
        at += 5
        if kind == _MULTIPOLYGON:
            parts, at = _number(data, at), at + 4
        for _ in range(parts):
            at += 5 if kind == _MULTIPOLYGON else 0
            count, at = _number(data, at), at + 4
            for _ in range(count):
                points, at = _number(data, at), at + 4
                _copy(data[at : at + 16 * points], raw[16 * v : 16 * (v + points)])
                v, at, r = v + points, at + 16 * points, r + 1
                ring[r] = v
            if count > 0:
                owner[p], p = k, p + 1
                polygon[p] = r
    return raw.view(np.float64).reshape(-1, 2), ring, polygon, owner
