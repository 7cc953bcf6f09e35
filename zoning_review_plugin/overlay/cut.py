"""Subjects cut by the features of a layer: pieces that do not overlap and sum to the subject."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .candidates import BoxIndex
from .parallel import own_copies
from .ragged import only_parts

REMAINDER = -1  # the feature of a piece that no feature covers
# Less than this (m2 or m) is left with the rest instead of becoming a piece: it comes of rounding at T-junctions.
_LEAST_PIECE = 1e-4


class Pieces(NamedTuple):
    """Pieces in order of owner, then feature (the remainder last): geometry, row of the subject, row of the feature."""

    geometry: np.ndarray
    owner: np.ndarray
    feature: np.ndarray


def cut(subjects, features):
    """The `Pieces` of an array of `Shapes`, cut by another. Where features overlap, the earlier one takes the ground.

    A subject without geometry is one piece without feature.
    """
    i, j = BoxIndex(subjects.geometry).pairs(features.geometry)
    prepared = own_copies(features.geometry, j)
    shapely.prepare(prepared)
    meets = shapely.intersects(prepared[j], subjects.geometry[i])
    i, j = i[meets], j[meets]
    inside = shapely.covers(prepared[j], subjects.geometry[i])
    first = np.searchsorted(i, np.arange(len(subjects) + 1))
    found = []
    for number in range(len(subjects)):
        rows = slice(first[number], first[number + 1])
        found += _cut_one(subjects, number, features.geometry, j[rows], inside[rows])
    shapes = np.empty(len(found), dtype=object)
    shapes[:] = [piece[0] for piece in found]
    return Pieces(
        shapes, np.array([piece[1] for piece in found], np.int64), np.array([piece[2] for piece in found], np.int64)
    )


def _cut_one(subjects, number, features, near, inside):
    """Pieces of one subject as (geometry, owner, feature)."""
    rest, dimension = subjects.geometry[number], subjects.dimension[number]
    if rest is None or len(near) == 0:
        return [(rest, number, REMAINDER)]
    if inside[0]:
        return [(rest, number, int(near[0]))]
    pieces = []
    for feature in near:
        piece = only_parts(shapely.intersection(rest, features[feature]), dimension)
        if piece is None or _negligible(subjects, piece, dimension):
            continue
        pieces.append((piece, number, int(feature)))
        rest = only_parts(shapely.difference(rest, features[feature]), dimension)
        if rest is None:
            break
    if rest is not None and (not _negligible(subjects, rest, dimension) or not pieces):
        pieces.append((rest, number, REMAINDER))
    return pieces


def _negligible(subjects, shape, dimension):
    size_of = {2: subjects.measure.area, 1: subjects.measure.length}.get(dimension)
    return size_of is not None and bool(size_of(np.array([shape]))[0] <= _LEAST_PIECE)
