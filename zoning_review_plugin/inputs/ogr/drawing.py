"""Drawings (DXF): a closed polyline stands for the area within it; GDAL delivers the line."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ...model.codes import Severity
from ..layer import ReadFault
from .ogr_layer import OgrLayer

DRIVER = "DXF"


@dataclass
class Drawing(OgrLayer):
    """A layer of a drawing, its closed lines as areas."""

    def batches(self, fields, window=None, faults=None):
        faults, count = [] if faults is None else faults, 0
        for batch in super().batches(fields, window, faults):
            wkb, closed = _as_areas(batch.wkb)
            count += closed
            yield replace(batch, wkb=wkb)
        if count:
            faults.append(ReadFault("closed_lines_as_areas", {"count": count}, Severity.REMARK))


def drawing_of(layer):
    """The `Drawing` of an `OgrLayer` that is one, else the layer itself."""
    return Drawing(**vars(layer)) if layer.facts.get("driver") == DRIVER else layer


def _as_areas(wkb):
    """(WKB with polygons for closed lines of three corners and more, how many there are)."""
    shapes = shapely.force_2d(shapely.from_wkb(wkb, on_invalid="ignore"))
    lines = shapely.get_type_id(shapes) == shapely.GeometryType.LINESTRING
    closed = np.flatnonzero(lines & shapely.is_closed(shapes) & (shapely.get_num_coordinates(shapes) >= 4))
    if not len(closed):
        return wkb, 0
    rings = shapes[closed]
    owners = np.repeat(np.arange(len(rings)), shapely.get_num_coordinates(rings))
    areas = shapely.polygons(shapely.linearrings(shapely.get_coordinates(rings), indices=owners))
    wkb = wkb.copy()
    wkb[closed] = shapely.to_wkb(areas)
    return wkb, len(closed)
