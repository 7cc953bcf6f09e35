"""Drawings (DXF): a closed polyline stands for the area within it; GDAL delivers the line, and chords for arcs."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
import shapely
from osgeo import gdal

from ...model.codes import Severity
from ..files.stored import bytes_of
from ..layer import ReadFault
from ..shapes.wkb import ARC_STEP_DEG
from .ogr_layer import OgrLayer

DRIVER = "DXF"
_GAP = 0.01  # of its length that a line may lack and still look like the border of an area
_MOST_LINES = 100_000  # in a batch, among which areas that they enclose together are looked for
_STEP = "OGR_ARC_STEPSIZE"
# Entities that are curves, and polylines with a bulge (42, which means other things elsewhere) at a vertex.
_CURVES = re.compile(
    rb"\n *0\r?\n(?:(?:ARC|CIRCLE|ELLIPSE|SPLINE)\s"
    rb"|(?:LWPOLYLINE|VERTEX)\r?\n(?: *(?!0\r?\n)\d+\r?\n[^\n]*\n)*? *42\r?\n *-?[0-9.]*[1-9])"
)


@dataclass
class Drawing(OgrLayer):
    """A layer of a drawing, its closed lines as areas, its arcs in short pieces."""

    def _batches(self, fields, window, faults):
        with _short_chords():
            yield from super()._batches(fields, window, faults)

    def batches(self, fields, window=None, faults=None):
        faults, count, almost, together = [] if faults is None else faults, 0, 0, 0
        for batch in super().batches(fields, window, faults):
            wkb, closed = _as_areas(batch.wkb)
            count += closed
            one, several = _almost_areas(wkb)
            almost, together = almost + one, together + several
            yield replace(batch, wkb=wkb)
        if almost or together:
            params = {"count": almost, "areas": together}
            faults.append(ReadFault("drawing_lines_open", params, Severity.WARNING))
        if count:
            faults.append(ReadFault("closed_lines_as_areas", {"count": count}, Severity.REMARK))


def drawing_of(layer):
    """The `Drawing` of an `OgrLayer` that is one, else the layer itself."""
    if layer.facts.get("driver") != DRIVER:
        return layer
    drawing = Drawing(**vars(layer))
    if _has_curves(layer.source.target):
        drawing.found += (ReadFault("drawing_curves", {"step": ARC_STEP_DEG}, Severity.INFO),)
    return drawing


@contextmanager
def _short_chords():
    """While the block runs, GDAL cuts arcs in this thread as finely as all other curves are: by itself it takes 4°."""
    before = gdal.GetThreadLocalConfigOption(_STEP)
    gdal.SetThreadLocalConfigOption(_STEP, str(ARC_STEP_DEG))
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption(_STEP, before)


def _has_curves(target):
    """Whether there are curves in a drawing, as far as that can be told."""
    content = bytes_of(target)
    return content is None or _CURVES.search(content) is not None


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


def _almost_areas(wkb):
    """(lines that all but return to their start, areas that other lines enclose together end to end)."""
    shapes = shapely.force_2d(shapely.from_wkb(wkb, on_invalid="ignore"))
    lines = shapes[(shapely.get_type_id(shapes) == shapely.GeometryType.LINESTRING) & ~shapely.is_closed(shapes)]
    if not len(lines):
        return 0, 0
    gaps = shapely.distance(shapely.get_point(lines, 0), shapely.get_point(lines, -1))
    almost = (shapely.get_num_coordinates(lines) >= 4) & (gaps <= _GAP * shapely.length(lines))
    rest = lines[~almost]
    if len(rest) > _MOST_LINES:
        return int(almost.sum()), 0
    return int(almost.sum()), len(shapely.get_parts(shapely.polygonize(rest)))
