"""A layer of a database server: a review of one city asks for what lies around the city, not for the whole province.

What a part of a layer cannot tell is asked of the server: how many features there are, of which kinds, and those that
have no place. Where coordinates cannot be right, no window can be relied on, and the layer is read whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from osgeo import ogr

from ...model.codes import Kind
from ...model.errors import InputFault
from ..files.full_boxes import full_boxes
from ..layer import Window
from ..places.misplaced import Misplaced
from .gdal_calls import collecting
from .ogr_layer import OgrLayer, opened

DRIVER = "PostgreSQL"
_KINDS = {
    ogr.wkbPoint: Kind.POINT,
    ogr.wkbMultiPoint: Kind.POINT,
    ogr.wkbLineString: Kind.LINE,
    ogr.wkbMultiLineString: Kind.LINE,
    ogr.wkbPolygon: Kind.POLYGON,
    ogr.wkbMultiPolygon: Kind.POLYGON,
}


@dataclass
class PartOfServerLayer(OgrLayer):
    """The features whose boxes meet `part`, a `Window`, and those without a place, which may lie there.

    unplaced: the filter that finds the latter. kinds: {kind: count} of the whole layer.
    """

    part: Window | None = None
    unplaced: str = ""
    kinds: dict[str, int] = field(default_factory=dict)

    def batches(self, fields, window=None, faults=None):
        yield from super().batches(fields, self.part if window is None else window, faults)
        if window is None:
            yield from OgrLayer.batches(self._filtered(), fields, None, faults)

    def _filtered(self):
        return replace(self, source=self.source.filtered(self.unplaced))


def around(layer, window):
    """`layer` as far as a review within `window` needs it: a `PartOfServerLayer`, or the layer itself."""
    if not isinstance(layer, OgrLayer) or layer.facts.get("driver") != DRIVER or layer.crs is None:
        return layer
    try:
        with collecting([]):
            dataset, table = opened(layer.source, layer.open_options)
            part = _part(layer, table, window)
            del table, dataset
    except (RuntimeError, InputFault):  # what is wrong there is told when the layer is read
        return layer
    return layer if part is None else part


def _part(layer, table, window):
    """The part in `window`; None where a part would be all of it, or must not be relied on."""
    column, extent = table.GetGeometryColumn(), table.GetExtent(True, True)
    if not column or extent is None or layer.declared_count is None:
        return None
    x0, x1, y0, y1 = extent
    within = window.min_x <= x0 and window.min_y <= y0 and window.max_x >= x1 and window.max_y >= y1
    if within or not _trusted(layer.crs, (x0, y0, x1, y1)):
        return None
    name = '"{}"'.format(column.replace('"', '""'))
    unplaced = f"({name} IS NULL OR ST_IsEmpty({name}))"
    kinds, count = _kinds(layer, table, name), _count(layer, table, unplaced)
    table.SetAttributeFilter(layer.source.subset)
    table.SetSpatialFilterRect(*window)
    facts = {"window": " ".join(f"{value:.9g}" for value in window), "features": str(layer.declared_count)}
    found = {**vars(layer), "declared_count": count + table.GetFeatureCount(), "facts": {**layer.facts, **facts}}
    return PartOfServerLayer(**found, part=window, unplaced=unplaced, kinds=kinds)


def _trusted(crs, extent):
    """Whether all corners of the extent are places where the layer's CRS has one."""
    if not np.isfinite(extent).all():
        return False
    x0, y0, x1, y1 = extent
    corners = shapely.points([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    return not Misplaced(crs).rows(full_boxes(corners), str).any()


def _kinds(layer, table, name):
    """{kind: count}: told by the type of the column, else counted by the server."""
    kind = _KINDS.get(ogr.GT_Flatten(table.GetGeomType()))
    if kind:
        return {kind: layer.declared_count}
    return {kind: _count(layer, table, f"(ST_Dimension({name}) = {rank})") for rank, kind in enumerate(Kind.ALL)}


def _count(layer, table, condition):
    table.SetAttributeFilter(layer.source.filtered(condition).subset)
    return table.GetFeatureCount()
