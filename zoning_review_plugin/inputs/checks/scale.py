"""Metres in the analysis CRS, near enough to tell a centimetre from a metre."""

from __future__ import annotations

import numpy as np
import shapely

from ..places.long_edges import metres_per_unit


class Scale:
    """What the units of a CRS come to on the ground. Good to 1 %, and in a projected CRS to its own scale."""

    def __init__(self, crs):
        self._unit = metres_per_unit(crs)
        self._radians = crs.axis_info[0].unit_conversion_factor if crs.is_geographic else None

    def at(self, y):
        """(metres per unit of x, per unit of y) at each y (n,)."""
        north = np.full(len(y), self._unit)
        return (north if self._radians is None else north * np.cos(y * self._radians)), north

    def metric(self, geometry):
        """Geometries in metres, each about its own middle."""
        box = shapely.bounds(geometry)
        middle = 0.5 * (box[:, :2] + box[:, 2:])
        scale = np.column_stack(self.at(middle[:, 1]))
        xy, row = shapely.get_coordinates(geometry, return_index=True)
        return shapely.set_coordinates(geometry.copy(), (xy - middle[row]) * scale[row])
