"""WKB as delivered → plain 2D shapely geometries: Z and M dropped, curves made of short straight pieces."""

from __future__ import annotations

import math
from operator import itemgetter

import numpy as np
import shapely
from osgeo import ogr

from ..ogr.gdal_calls import GDAL_ERRORS, collecting

# Degrees of arc between two points of a curve that is made straight, at the most: at 500 m radius 0.2 mm off the arc.
ARC_STEP_DEG = 0.1
_HEAD = 5  # bytes: the order of bytes, and the type
_NONE = 0xFFFFFFFF


def decode(wkb):
    """2D geometries of an array of WKB (bytes or None).

    Returns (geometry, notes): an object array with None where there is no geometry or it cannot be
    read, and a dict of note → array with the keys `curved`, `has_z`, `has_m`, `unreadable` (bool) and `off`: how far
    the straight pieces of curves lie off them at the most, in units of the layer.
    """
    kinds, length = _heads(wkb)
    base, has_z, has_m = _dimensions(kinds)
    plain = (base >= 1) & (base <= 7) & ~has_m
    odd = (kinds != _NONE) & ~plain
    geometry, off = np.full(len(wkb), None, dtype=object), np.zeros(len(wkb))
    with np.errstate(invalid="ignore"):  # a coordinate that is no number is the gate's to tell
        geometry[plain] = shapely.from_wkb(np.asarray(wkb, dtype=object)[plain], on_invalid="ignore")
    for row in np.flatnonzero(odd):
        geometry[row], off[row] = _straightened(wkb[row])
    unreadable = (length > 0) & shapely.is_missing(geometry)
    curved = odd & (base > 7) & (base < 15)
    notes = {"curved": curved, "has_z": has_z, "has_m": has_m, "unreadable": unreadable, "off": off}
    raised = shapely.has_z(geometry)
    geometry[raised] = shapely.force_2d(geometry[raised])
    return geometry, notes


def decode_plain(wkb):
    """The same geometries, of an array of WKB of which an earlier pass found nothing to note."""
    return shapely.from_wkb(np.asarray(wkb, dtype=object), on_invalid="ignore")


def boxes(wkb):
    """Bounding boxes (n, 4) of an array of WKB; NaN where there is none."""
    return shapely.bounds(decode(wkb)[0])


def _heads(wkb):
    """(type number in each WKB header (n,), `_NONE` for nothing or no header; bytes of each (n,))."""
    values = [value or b"" for value in wkb.tolist()]
    length = np.fromiter(map(len, values), np.int64, len(values))
    headed = np.flatnonzero(length >= _HEAD)
    if len(headed) < len(values):
        values = [values[row] for row in headed]
    heads = map(itemgetter(slice(_HEAD)), values)
    rows = np.frombuffer(b"".join(heads), np.uint8).reshape(-1, _HEAD)
    little = rows[:, 1:].copy().view("<u4").ravel()
    big = rows[:, 1:].copy().view(">u4").ravel()
    kinds = np.full(len(wkb), _NONE, dtype=np.int64)
    kinds[headed] = np.where(rows[:, 0] == 1, little, np.where(rows[:, 0] == 0, big, _NONE))
    return kinds, length


def _dimensions(kinds):
    """(base type, has Z, has M) of type numbers in ISO form (1000, 2000, 3000) or with the old high bits."""
    flags = np.where(kinds == _NONE, 0, kinds)
    low = flags & 0x0FFFFFFF
    thousands = low // 1000
    has_z = (flags & 0x80000000 > 0) | np.isin(thousands, (1, 3))
    has_m = (flags & 0x40000000 > 0) | np.isin(thousands, (2, 3))
    return low % 1000, has_z, has_m


def _straightened(value):
    """(geometry, how far it is off its arcs) of curved, measured or exotic WKB: in 2D, arcs in steps of ARC_STEP_DEG.

    OGR reads it; (None, 0) where it cannot.
    """
    with collecting([]):
        try:
            shape = ogr.CreateGeometryFromWkb(bytes(value))
        except GDAL_ERRORS:
            shape = None
        if shape is None:
            return None, 0.0
        off = max(map(_sagitta, _arcs(shape)), default=0.0)
        shape = shape.GetLinearGeometry(ARC_STEP_DEG)
        shape.FlattenTo2D()
        if ogr.GT_Flatten(shape.GetGeometryType()) in (ogr.wkbTIN, ogr.wkbPolyhedralSurface, ogr.wkbTriangle):
            shape = ogr.ForceTo(shape, ogr.wkbMultiPolygon)
        return shapely.from_wkb(bytes(shape.ExportToIsoWkb()), on_invalid="ignore"), off


def _arcs(shape):
    """Yield the arcs of an OGR geometry: (start, a point between, end), (x, y) each."""
    if shape.GetGeometryName() == "CIRCULARSTRING":
        points = [shape.GetPoint_2D(k) for k in range(shape.GetPointCount())]
        yield from zip(points[0::2], points[1::2], points[2::2])
    for k in range(shape.GetGeometryCount()):
        yield from _arcs(shape.GetGeometryRef(k))


def _sagitta(arc):
    """How far a chord over at most ARC_STEP_DEG of an arc lies off it."""
    start, middle, end = (complex(*point) for point in arc)
    a, b, chord = middle - start, end - middle, abs(end - start)
    cross = abs(a.real * b.imag - a.imag * b.real)
    if start == end:  # a whole circle, and the point between lies opposite
        radius = 0.5 * abs(a)
    elif cross > 1e-12 * chord * chord:
        radius = abs(a) * abs(b) * chord / (2.0 * cross)
    else:
        return 0.0  # three points on a line
    return radius * (1.0 - math.cos(0.5 * math.radians(ARC_STEP_DEG)))
