"""Relations from figures, so that every engine tells the same: whole parts decide, not vertices."""

from __future__ import annotations

import numpy as np

from ..model.codes import Relation

# A part counts as the whole when no more than this is missing (m2 or m): rounding of coordinates, not ground.
# Of what is tiny itself, no more than a part.
_WHOLE_ABSOLUTE, _WHOLE_RELATIVE, _OF_TINY = 1e-5, 1e-10, 1e-3


def is_whole(part, size):
    """bool: `part` is all of `size`, but for rounding. NaN is never whole."""
    allowed = np.minimum(np.maximum(_WHOLE_ABSOLUTE, _WHOLE_RELATIVE * size), _OF_TINY * size)
    return size - part <= allowed


def of_parts(left_whole, right_whole, partly=Relation.OVERLAPS):
    """Relation of the left to the right one, by which of them lies wholly in what they share."""
    both = left_whole & right_whole
    names = np.array([Relation.EQUALS, Relation.WITHIN, Relation.CONTAINS, partly], dtype=object)
    return names[np.select([both, left_whole, right_whole], [0, 1, 2], 3)]
