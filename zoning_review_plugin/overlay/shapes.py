"""An array of geometries with what figures need of each: dimension, area, length."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import shapely

from .measure import Measure


class Shapes:
    """Valid 2D geometries (or None) in the analysis CRS, and the measure that applies to them.

    geometry: object array (n,). dimension: (n,) 0, 1, 2, or -1 for None.
    """

    def __init__(self, geometry, measure: Measure):
        self.geometry, self.measure = np.asarray(geometry, dtype=object), measure
        self.dimension = shapely.get_dimensions(self.geometry)

    def __len__(self):
        return len(self.geometry)

    def rows(self, dimension):
        """Rows of the geometries that have `dimension`."""
        return np.flatnonzero(self.dimension == dimension)

    def taken(self, rows):
        """The `Shapes` of some rows."""
        return Shapes(self.geometry[rows], self.measure)

    @cached_property
    def area(self):
        """(n,) m2; NaN for what is not a polygon."""
        return np.where(self.dimension == 2, self.measure.area(self.geometry), np.nan)

    @cached_property
    def length(self):
        """(n,) m; NaN for what is not a line."""
        return np.where(self.dimension == 1, self.measure.length(self.geometry), np.nan)
