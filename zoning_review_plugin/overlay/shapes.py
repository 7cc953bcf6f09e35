"""An array of geometries with what figures need of each: dimension, area, length, polygon parts, tiles."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely

from .candidates import Cover, CoverIndex, cover_of, cover_of_lines
from .measure import Measure
from .ragged import parts_of, rings_of
from .tiles import Tiles, tiled


class Parts(NamedTuple):
    """Simple polygons or lines (object array), and the row of the geometry that each is a part of (p,), ascending."""

    geometry: np.ndarray
    owner: np.ndarray


class Shapes:
    """Valid 2D geometries (or None) in the analysis CRS, and the measure that applies to them.

    geometry: object array (n,). dimension: (n,) 0, 1, 2, or -1 for None. cut_one: what cuts a large polygon into tiles.
    """

    def __init__(self, geometry, measure: Measure, cut_one=None):
        self._cut_one = cut_one
        self.geometry, self.measure = np.asarray(geometry, dtype=object), measure
        self.dimension = shapely.get_dimensions(self.geometry)

    def __len__(self):
        return len(self.geometry)

    def rows(self, dimension):
        """Rows of the geometries that have `dimension`."""
        return np.flatnonzero(self.dimension == dimension)

    def taken(self, rows):
        """The `Shapes` of some rows."""
        return Shapes(self.geometry[rows], self.measure, self._cut_one)

    @cached_property
    def area(self):
        """(n,) m2; NaN for what is not a polygon."""
        return np.where(self.dimension == 2, self.measure.area(self.geometry), np.nan)

    @cached_property
    def length(self):
        """(n,) m; NaN for what is not a line."""
        return np.where(self.dimension == 1, self.measure.length(self.geometry), np.nan)

    @cached_property
    def parts(self) -> Parts:
        """The polygons of the polygons: overlaps are looked for part by part."""
        return Parts(*parts_of(np.where(self.dimension == 2, self.geometry, None), 2))

    @property
    def part_owner(self):
        """(p,) the row of each part."""
        return self.parts.owner

    @cached_property
    def part_area(self):
        """(p,) m2 of each part."""
        alone = len(self.parts.owner) == len(self)
        return self.area if alone else self.measure.area(self.parts.geometry)

    @cached_property
    def tiles(self) -> Tiles:
        """The parts, large ones cut."""
        return tiled(self.parts.geometry, self._cut_one)

    @cached_property
    def flat(self):
        """The parts as the kernel's `Polygons`."""
        from .kernel.parse import parts_of_geometry  # compiled code, of use only where the kernel is

        return parts_of_geometry(self.parts.geometry).polygons

    @cached_property
    def cover(self) -> Cover:
        """Boxes that hold the parts."""
        geometry = self.parts.geometry
        vertices = shapely.get_num_coordinates(geometry)
        return cover_of(shapely.bounds(geometry), vertices, lambda rows: shapely.area(geometry[rows]), self._edges_of)

    @cached_property
    def cover_index(self) -> CoverIndex:
        """The boxes, to be asked."""
        return CoverIndex(self.cover)

    @cached_property
    def cover_tree(self):
        """The boxes as the kernel's `Tree`."""
        from .kernel.box_tree import tree_of  # as above

        return tree_of(self.cover.box)

    @cached_property
    def line_parts(self) -> Parts:
        """The lines of the lines."""
        return Parts(*parts_of(np.where(self.dimension == 1, self.geometry, None), 1))

    @cached_property
    def flat_lines(self):
        """The parts of lines as the kernel's `Lines`."""
        from .kernel.lines import lines_of_geometry  # as above

        return lines_of_geometry(self.line_parts.geometry)

    @cached_property
    def line_cover(self) -> Cover:
        """Boxes that hold the parts of lines."""
        return cover_of_lines(self.line_parts.geometry)

    def _edges_of(self, rows):
        rings = rings_of(self.parts.geometry[rows])
        last = np.append(rings.start[1:], len(rings.xy)) - 1
        ring = np.repeat(np.arange(len(rings.start)), np.diff(np.append(rings.start, len(rings.xy))))
        edge = np.delete(np.arange(len(rings.xy)), last)
        return rings.xy[edge], rings.xy[edge + 1], rings.owner[ring[edge]]
