"""One check: it sees every feature of a layer as it passes the gate, and tells at the end what it found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from ...model.records import Feature
from ..files.full_boxes import full_boxes
from .paths import paths_of


@dataclass(frozen=True)
class Seen:
    """Some features on their way through the gate. All arrays have one length.

    fid: int64. attributes: our name → text or None. delivered: 2D geometry in the layer's CRS as it was read, None
    where there is none or where it holds coordinates that are no numbers. clean: what goes on: valid, in the
    analysis CRS, or None. repaired: bool, whether `clean` is another shape than was delivered.
    known_boxes, known_xy: what `full_boxes` and `xy` would find, where that is known.
    """

    fid: np.ndarray
    attributes: dict[str, np.ndarray]
    delivered: np.ndarray
    clean: np.ndarray
    repaired: np.ndarray
    known_boxes: np.ndarray | None = None
    known_xy: np.ndarray | None = None

    def __len__(self):
        return len(self.fid)

    @cached_property
    def xy(self):
        """(v, 2) all vertices of `clean`."""
        return shapely.get_coordinates(self.clean) if self.known_xy is None else self.known_xy

    @cached_property
    def paths(self):
        """The `Paths` of `clean`."""
        return paths_of(self.clean, self.xy)

    @cached_property
    def full_boxes(self):
        """(n, 4) the boxes of all vertices of `delivered`, also of those of holes; NaN where there is none."""
        return full_boxes(self.delivered) if self.known_boxes is None else self.known_boxes

    @cached_property
    def boxes(self):
        """(n, 4) the boxes of `delivered`, NaN where there is none."""
        return shapely.bounds(self.delivered)

    def id(self, row):
        """The text of the id field of a row, else its feature number."""
        ids = self.attributes.get("id")
        return (ids[row] if ids is not None else None) or str(self.fid[row])

    def feature(self, row):
        """The `Feature` of a row, for an issue on it."""
        return Feature(self.id(row), self.fid[row])


class Check:
    """Made for one pass of one layer. `see` is called batch by batch, `issues` once after the last.

    of_shape: whether what it finds follows from the file and the analysis CRS alone, and not from the case: then a
    note that it found nothing holds for the same file (see `inputs.files.known`).
    """

    of_shape = False

    def see(self, seen: Seen):
        """Look at some features; keep no more of them than the issues need."""
        raise NotImplementedError

    def issues(self, key):
        """A list of `Issue` on the layer that the review calls `key`."""
        raise NotImplementedError
