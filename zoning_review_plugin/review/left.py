"""The left side of every overlay: the subjects of one shard, and the pieces that they are cut into."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely

from ..overlay.nearby import Nearby
from ..overlay.shapes import Shapes


@dataclass(frozen=True)
class Pieces:
    """Pieces of the subjects. shapes: of each piece; owner: row of its subject; id: text."""

    shapes: Shapes
    owner: np.ndarray
    id: np.ndarray


@dataclass(frozen=True)
class Left:
    """Subjects of a shard. number: (n,) place of each among all. id: their ids. pieces: None where nothing is cut.

    covered: what `exposure_rows.covered_share` has found, as constraints often share a coverage.
    """

    number: np.ndarray
    id: np.ndarray
    shapes: Shapes
    pieces: Pieces | None = None
    covered: dict = field(default_factory=dict)

    def near(self, margin):
        """A function of geometries → rows: all whose boxes lie within `margin` of a subject's, and few others."""
        return Nearby(self.shapes.geometry, margin).rows

    def window(self, margin):
        """(min_x, min_y, max_x, max_y) of the subjects, grown by `margin`."""
        x0, y0, x1, y1 = shapely.total_bounds(self.shapes.geometry)
        return x0 - margin, y0 - margin, x1 + margin, y1 + margin
