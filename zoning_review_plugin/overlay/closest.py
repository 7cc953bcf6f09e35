"""Pairs of line pieces that lie closest, in a plane: a first guess, then all that its distance leaves possible."""

from __future__ import annotations

import numpy as np
import shapely

from .parallel import spread_prepared


class Closest:
    """Pieces asked about and pieces looked at, in a plane where distances look alike in all directions.

    asked, there: `Linework`. factors: (2,) that bring their coordinates to that plane.
    """

    def __init__(self, asked, there, factors, threads=1):
        self._asked, self._there, self._factors, self._threads = asked, there, factors, threads
        scale = np.concatenate([factors, factors])
        self._asked_box, self._box = asked.boxes() * scale, there.boxes() * scale
        self._lines, self._prepared = asked.shapes(factors), False

    def nearest(self, reach, uneven):
        """(asked piece, piece, two nearest points (n, 4)) of all that may be the nearest of each asked row.

        reach: nothing farther is wanted. uneven: by how much distances may differ on the ground that look alike.
        """
        first, guess = self._guessed()
        points, distance = self._between(first, guess)
        limit = np.minimum(reach, self._least(first, distance)[self._asked.owner]) * uneven
        asked, piece = self._within(limit)
        new = piece != guess[asked]
        asked, piece = asked[new], piece[new]
        more, farther = self._between(asked, piece)
        asked, piece = np.concatenate([first, asked]), np.concatenate([guess, piece])
        points, distance = np.concatenate([points, more]), np.concatenate([distance, farther])
        limit = np.minimum(reach, self._least(asked, distance)[self._asked.owner[asked]] * uneven)
        keep = distance <= limit
        return asked[keep], piece[keep], points[keep]

    def within(self, reach):
        """(asked piece, piece, two nearest points (n, 4)) of all that lie no farther apart than `reach`."""
        asked, piece = self._within(np.full(len(self._asked.start), reach))
        points, distance = self._between(asked, piece)
        keep = distance <= reach
        return asked[keep], piece[keep], points[keep]

    def _guessed(self):
        """(asked pieces, a piece that is likely near each): the one whose middle is nearest to the asked one's."""
        tree = shapely.STRtree(shapely.points(self._there.middles() * self._factors))
        return tree.query_nearest(shapely.points(self._asked.middles() * self._factors), all_matches=False)

    def _within(self, limit):
        """Pairs whose boxes lie within the `limit` (p,) of the asked piece."""
        grown = self._asked_box + np.stack([-limit, -limit, limit, limit], axis=1)
        asked, piece = shapely.STRtree(shapely.box(*self._box.T)).query(shapely.box(*grown.T))
        a, b = self._asked_box[asked], self._box[piece]
        apart = np.maximum(0.0, np.maximum(b[:, :2] - a[:, 2:], a[:, :2] - b[:, 2:]))
        near = np.hypot(*apart.T) <= limit[asked]
        return asked[near], piece[near]

    def _between(self, asked, piece):
        """(two nearest points (n, 4), distance) of pairs of pieces."""
        if len(asked) == 0:
            return np.empty((0, 4)), np.empty(0)
        if not self._prepared:
            shapely.prepare(self._lines)
            self._prepared = True
        used, back = np.unique(piece, return_inverse=True)
        others = self._there.taken(used).shapes(self._factors)
        found = spread_prepared(shapely.shortest_line, self._threads, asked, self._lines[asked], others[back])
        points = shapely.get_coordinates(found).reshape(-1, 4)
        return points, np.hypot(*(points[:, 2:] - points[:, :2]).T)

    def _least(self, asked, distance):
        """The least distance of each asked row, infinite where there is none; by row."""
        least = np.full(int(self._asked.owner.max(initial=-1)) + 1, np.inf)
        np.minimum.at(least, self._asked.owner[asked], distance)
        return least
