"""Grids whose corners are moved at random and whose edges are broken like natural borders, shared to the last bit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .region import HEIGHT, WIDTH, X0, Y0


@dataclass(frozen=True)
class Grid:
    """A jittered grid over the region. jitter: of a corner, as a share of a cell.

    levels: how often an edge is halved; stray: how far a new vertex moves aside, as a share of its piece.
    """

    columns: int
    rows: int
    jitter: float
    levels: int
    stray: float

    @classmethod
    def of_cells(cls, cell, jitter, levels, stray):
        """The grid with cells about `cell` metres wide."""
        return cls(int(WIDTH / cell), int(HEIGHT / cell), jitter, levels, stray)

    def middles(self):
        """(x, y) of the middles of all cells before jitter, row by row."""
        row, column = np.divmod(np.arange(self.rows * self.columns), self.columns)
        return X0 + (column + 0.5) * WIDTH / self.columns, Y0 + (row + 0.5) * HEIGHT / self.rows

    def cells(self, generator, wanted=None):
        """The polygons of the cells with these numbers, of all of them if None."""
        corners = self._corners(generator)
        flat = _broken(generator, corners[:, :-1], corners[:, 1:], self.levels, self.stray)
        upright = _broken(generator, corners[:-1], corners[1:], self.levels, self.stray)
        numbers = np.arange(self.rows * self.columns) if wanted is None else wanted
        row, column = np.divmod(numbers, self.columns)
        below, above = flat[row, column], flat[row + 1, column]
        left, right = upright[row, column], upright[row, column + 1]
        return closed_polygons(np.concatenate([below, right[:, 1:], above[:, -2::-1], left[:, -2:0:-1]], axis=1))

    def _corners(self, generator):
        x, y = np.meshgrid(np.linspace(0.0, 1.0, self.columns + 1), np.linspace(0.0, 1.0, self.rows + 1))
        aside = generator.uniform(-self.jitter, self.jitter, (2, *x.shape))
        aside[0, :, [0, -1]] = 0.0
        aside[1, [0, -1], :] = 0.0
        return np.stack([X0 + (x + aside[0] / self.columns) * WIDTH, Y0 + (y + aside[1] / self.rows) * HEIGHT], axis=-1)


def _broken(generator, begin, end, levels, stray):
    """Lines from `begin` to `end` (…, 2) with 2 ** levels pieces: (…, pieces + 1, 2)."""
    lines = np.stack([begin, end], axis=-2)
    for _ in range(levels):
        first, step = lines[..., :-1, :], np.diff(lines, axis=-2)
        along = generator.uniform(0.42, 0.58, step.shape[:-1])[..., None]
        aside = generator.uniform(-stray, stray, step.shape[:-1])[..., None]
        middle = first + along * step + aside * np.stack([-step[..., 1], step[..., 0]], axis=-1)
        finer = np.empty((*lines.shape[:-2], 2 * lines.shape[-2] - 1, 2))
        finer[..., 0::2, :], finer[..., 1::2, :] = lines, middle
        lines = finer
    return lines


def closed_polygons(rings):
    """One polygon for each of `rings` (n, k, 2), given without their last vertex."""
    count, vertices, _ = rings.shape
    xy = np.concatenate([rings, rings[:, :1]], axis=1).reshape(-1, 2)
    offsets = np.arange(count + 1) * (vertices + 1), np.arange(count + 1)
    return shapely.from_ragged_array(shapely.GeometryType.POLYGON, xy, offsets)
