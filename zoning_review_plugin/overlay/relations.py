"""Relations from figures, so that every engine tells the same: whole parts decide, not vertices."""

from __future__ import annotations

import numpy as np

from ..model.codes import Relation

# A part counts as the whole when no more than this is missing (m2 or m): rounding of coordinates, not ground.
_WHOLE_ABSOLUTE, _WHOLE_RELATIVE = 1e-5, 1e-10


def is_whole(part, size):
    """bool: `part` is all of `size`, but for rounding. NaN is never whole."""
    return size - part <= np.maximum(_WHOLE_ABSOLUTE, _WHOLE_RELATIVE * size)


def of_parts(left_whole, right_whole, partly=Relation.OVERLAPS):
    """Relation of the left to the right one, by which of them lies wholly in what they share."""
    both = left_whole & right_whole
    names = [Relation.EQUALS, Relation.WITHIN, Relation.CONTAINS]
    return np.select([both, left_whole, right_whole], names, partly).astype(object)
