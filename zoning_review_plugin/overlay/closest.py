"""Pairs of line pieces that lie closest: a first guess, then all that its distance leaves possible."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .candidates import diagonals


class Scale(NamedTuple):
    """About each asked piece (p,): what makes coordinates there metres alike in all directions.

    factors: (p, 2), metres per unit. reach: the distance in that plane within which all lies that is wanted.
    uneven: by how much distances may differ on the ground that look alike there.
    """

    factors: np.ndarray
    reach: np.ndarray
    uneven: np.ndarray


class There:
    """Pieces (`Linework`) looked at, in indexes that are made once: by their boxes, and by their middles.

    factors: (p, 2), metres per unit about each. The plane of the middles is that of the median: good for a guess.
    """

    def __init__(self, pieces, factors):
        self.pieces = pieces
        self.boxes = shapely.STRtree(pieces.boxed())
        self._plane = np.median(factors, axis=0) if len(factors) else np.ones(2)
        self._middles = shapely.STRtree(shapely.points(pieces.middle * self._plane))

    def guessed(self, asked):
        """(places in `asked`, the piece whose middle is nearest) for middles (n, 2) of other pieces."""
        return self._middles.query_nearest(shapely.points(asked * self._plane), all_matches=False)


class Closest:
    """Pieces (`Linework`) asked about and those that are `There`, every pair in the plane of the asked one's `Scale`.

    Several may ask the same `There` at a time, each in its thread.
    """

    def __init__(self, asked, there, scale):
        self._asked, self._there, self._scale, self._index = asked, there.pieces, scale, there
        self._lines = asked.shapes(np.arange(len(asked.owner)), scale.factors)

    def nearest(self):
        """(asked piece, piece, two nearest points (n, 4)) of all that may be the nearest of each asked geometry."""
        first, guess = self._index.guessed(self._asked.middle)
        points, distance = self._between(first, guess)
        asked, piece = self._within(self._limit(first, distance))
        new = piece != guess[asked]
        asked, piece = asked[new], piece[new]
        more, farther = self._between(asked, piece)
        asked, piece = np.concatenate([first, asked]), np.concatenate([guess, piece])
        points, distance = np.concatenate([points, more]), np.concatenate([distance, farther])
        keep = distance <= self._limit(asked, distance)[asked]
        return asked[keep], piece[keep], points[keep]

    def within(self):
        """(asked piece, piece, two nearest points (n, 4)) of all that lie no farther apart than the reach."""
        asked, piece = self._within(self._scale.reach)
        points, distance = self._between(asked, piece)
        keep = distance <= self._scale.reach[asked]
        return asked[keep], piece[keep], points[keep]

    def _within(self, limit):
        """Pairs whose boxes lie within the `limit` (p,) of the asked piece."""
        margin = limit[:, None] / self._scale.factors
        asked, piece = self._index.boxes.query(diagonals(self._asked.box + np.concatenate([-margin, margin], axis=1)))
        a, b = self._asked.box[asked], self._there.box[piece]
        apart = np.maximum(0.0, np.maximum(b[:, :2] - a[:, 2:], a[:, :2] - b[:, 2:])) * self._scale.factors[asked]
        near = np.hypot(*apart.T) <= limit[asked]
        return asked[near], piece[near]

    def _between(self, asked, piece):
        """(two nearest points (n, 4), distance) of pairs of pieces, in the plane of the asked one."""
        if len(asked) == 0:
            return np.empty((0, 4)), np.empty(0)
        shapely.prepare(self._lines)
        others = self._there.shapes(piece, self._scale.factors[asked])
        found = shapely.shortest_line(self._lines[asked], others)
        points = shapely.get_coordinates(found).reshape(-1, 4)
        return points, np.hypot(*(points[:, 2:] - points[:, :2]).T)

    def _limit(self, asked, distance):
        """How far the nearest of each piece's geometry may lie, by the `distance` of some pairs."""
        owner = self._asked.owner
        least = np.full(int(owner.max(initial=-1)) + 1, np.inf)
        np.minimum.at(least, owner[asked], distance)
        return np.minimum(self._scale.reach, least[owner] * self._scale.uneven)
