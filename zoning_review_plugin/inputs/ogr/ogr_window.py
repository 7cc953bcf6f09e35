"""The features of an OGR layer in a window: all whose boxes meet it, as far as their geometry may matter.

GDAL's own filter looks closer than at boxes: it asks GEOS whether window and geometry meet. Where a ring
runs around the window twice, GEOS says no, as an even number of turns leaves nothing inside; the repair that
comes later says yes. Such a ring lies around the whole window, so that a line from the window to far beyond
the layer crosses it: a second, short pass along that line finds what the first has lost. The index of any
format serves both passes.
"""

from __future__ import annotations

import os
from enum import Enum

import numpy as np
from osgeo import ogr

from ..files.shp_boxes import may_enclose
from ..layer import Batch, meets

_FAR = 1e9  # beyond the far side of any layer, in metres or degrees
_NO_RINGS = (ogr.wkbPoint, ogr.wkbMultiPoint, ogr.wkbLineString, ogr.wkbMultiLineString)


class Access(Enum):
    """How a part of a layer is best read."""

    ONCE = "one pass: a service looks at boxes only, or no ring can lie around the window"
    TWICE = "a pass for the window and one along a line: an index makes both of them short"
    ALL = "everything in one pass: a filter would save nothing, and a second pass cost as much again"


def access(layer, driver, target, window):
    """The `Access` to an opened `layer` of `target`, read by `driver` (short name)."""
    is_file = target.startswith("/vsi") or os.path.exists(target)
    if not is_file or ogr.GT_Flatten(layer.GetGeomType()) in _NO_RINGS:
        return Access.ONCE
    if driver == "ESRI Shapefile" and target.lower().endswith(".shp"):
        return Access.TWICE if may_enclose(target, window) else Access.ONCE
    return Access.TWICE if layer.TestCapability(ogr.OLCFastSpatialFilter) else Access.ALL


def batches(read, window, way, faults):
    """Yield the `Batch`es in `window`; what goes wrong goes to the list `faults`, once.

    read: (OGR geometry or None to filter by, list for faults) → batches. way: an `Access`.
    """
    if way is Access.ALL:
        for batch in read(None, faults):
            yield from _part(batch, meets(batch.wkb, window))
        return
    seen = []
    for batch in read(_rectangle(window), faults):
        seen.append(batch.fid)
        yield batch
    if way is Access.TWICE:
        seen = np.concatenate([np.empty(0, np.int64), *seen])
        for batch in read(_line_out_of(window), []):  # its faults were found before, or lie outside
            yield from _part(batch, meets(batch.wkb, window) & ~np.isin(batch.fid, seen))


def _part(batch, chosen):
    """The chosen rows (bool) of `batch`, if any."""
    if chosen.all():
        yield batch
    elif chosen.any():
        attributes = {name: column[chosen] for name, column in batch.attributes.items()}
        yield Batch(batch.fid[chosen], batch.wkb[chosen], attributes)


def _rectangle(window):
    ring = ogr.Geometry(ogr.wkbLinearRing)
    left, low, right, high = window
    for x, y in ((left, low), (left, high), (right, high), (right, low), (left, low)):
        ring.AddPoint_2D(x, y)
    shape = ogr.Geometry(ogr.wkbPolygon)
    shape.AddGeometry(ring)
    return shape


def _line_out_of(window):
    line, y = ogr.Geometry(ogr.wkbLineString), 0.5 * (window.min_y + window.max_y)
    line.AddPoint_2D(0.5 * (window.min_x + window.max_x), y)
    line.AddPoint_2D(_FAR, y)
    return line
