"""Polygons as they are read, for figures only: shapely geometries are made where an engine asks for them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import shapely

from .candidates import CoverIndex, cover_of
from .kernel.box_tree import tree_of
from .kernel.parse import parts_of_bytes, parts_of_wkb
from .kernel.polygons import RING
from .kernel.sizes import plane_areas
from .kernel_engine import part_areas
from .shapes import Parts
from .tiles import tiled


class WkbShapes:
    """What `areas` and the engines ask of `Shapes`, for the WKB of valid polygons in the analysis CRS.

    wkb: object array of bytes or None, or what has `data`, `start` and `objects()` (`inputs.ogr.arrow_memory`). What
    is no polygon takes no part. Rows are those of the array.
    """

    def __init__(self, wkb, measure):
        self.wkb, self.measure = wkb, measure

    def __len__(self):
        return len(self.wkb)

    @cached_property
    def _parsed(self):
        if hasattr(self.wkb, "start"):
            return parts_of_bytes(self.wkb.data, self.wkb.start)
        return parts_of_wkb(self.wkb)

    @property
    def _objects(self):
        return self.wkb.objects() if hasattr(self.wkb, "start") else self.wkb

    @property
    def flat(self):
        """The parts as the kernel's `Polygons`."""
        return self._parsed.polygons

    @property
    def part_owner(self):
        """(p,) the row of each part."""
        return self._parsed.owner

    @cached_property
    def parts(self):
        """The parts as shapely polygons."""
        geometry = shapely.force_2d(shapely.from_wkb(self._objects))
        parts, row = shapely.get_parts(geometry, return_index=True)
        keep = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)
        return Parts(parts[keep], row[keep])

    @cached_property
    def tiles(self):
        """The parts, large ones cut."""
        return tiled(self.parts.geometry)

    @cached_property
    def part_area(self):
        """(p,) m2 of each part."""
        return part_areas(self.flat, self.measure)

    @cached_property
    def area(self):
        """(n,) m2."""
        return np.bincount(self.part_owner, self.part_area, minlength=len(self))

    @cached_property
    def cover(self):
        """Boxes that hold the parts."""
        first = self.flat.first[:, RING]
        vertices = np.diff(self.flat.ring[first])
        return cover_of(self.flat.box, vertices, lambda rows: plane_areas(self.flat, rows), self._edges_of)

    @cached_property
    def cover_index(self):
        """The boxes, to be asked."""
        return CoverIndex(self.cover)

    @cached_property
    def cover_tree(self):
        """The boxes as the kernel's `Tree`."""
        return tree_of(self.cover.box)

    def _edges_of(self, rows):
        ring, first, xy = self.flat.ring, self.flat.first[:, RING], self.flat.xy
        begin, end = ring[first[rows]], ring[first[rows + 1]]
        vertex = np.concatenate([np.arange(a, b) for a, b in zip(begin, end)])
        owner = np.repeat(np.arange(len(rows)), end - begin)
        edge = ~np.isin(vertex, ring[1:] - 1)  # the last vertex of a ring begins none
        return xy[vertex[edge]], xy[vertex[edge] + 1], owner[edge]
