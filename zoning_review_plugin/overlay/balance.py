"""Edges of polygons that are out of balance: those that do not run as often one way as the other.

With outer rings one way round and holes the other, an edge between two polygons of a sound tiling runs once each way.
Of any set of polygons, the number that cover a place changes only across the edges that are out of balance.
"""

from __future__ import annotations

import numpy as np
import shapely

from .ragged import rings_of

_AT_ONCE = 1_000_000  # vertices
_ODD = tuple(np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93))


def unbalanced(geometry):
    """Lines (object array) along the edges of polygons (object array, None allowed) that are out of balance.

    Edges that follow one another in a ring are one line.
    """
    slices = _slices(geometry)
    keys = [_keys(*_edges(geometry[rows])) for rows in slices]
    odd = _odd(np.concatenate(keys)) if keys else np.empty(0, np.uint64)
    found = [np.empty(0, dtype=object)]
    for rows, key in zip(slices, keys):
        wanted = np.flatnonzero(np.isin(key >> np.uint64(1), odd))
        if len(wanted):
            from_, to, _ = _edges(geometry[rows])
            found.append(_lines(from_[wanted], to[wanted]))
    return np.concatenate(found)


def _lines(from_, to):
    """Edges as lines, those in one that begin where the edge before ends."""
    begins = np.append(True, (from_[1:] != to[:-1]).any(axis=1))
    ends = np.append(begins[1:], True)
    line = np.cumsum(begins) - 1
    xy = np.insert(from_, np.flatnonzero(ends) + 1, to[ends], axis=0)
    return shapely.linestrings(xy, indices=np.insert(line, np.flatnonzero(ends) + 1, line[ends]))


def _odd(keys):
    """Edges (keys without their direction) that run one way more often than the other, ascending."""
    keys = np.sort(keys)
    first = np.flatnonzero(np.diff(keys >> np.uint64(1), prepend=~keys[:1]))
    if not len(first):
        return keys[:0]
    count = np.diff(np.append(first, len(keys)))
    forth = np.add.reduceat((keys & np.uint64(1)).astype(np.int64), first)
    return keys[first[2 * forth != count]] >> np.uint64(1)


def _edges(geometry):
    """(from (e, 2), to (e, 2), whether the polygon lies on the left (e,)) of all edges."""
    rings = rings_of(geometry)
    if not len(rings.start):
        return np.empty((0, 2)), np.empty((0, 2)), np.empty(0, bool)
    counts = np.diff(np.append(rings.start, len(rings.xy)))
    ring = np.repeat(np.arange(len(counts)), counts)
    local = rings.xy - rings.xy[rings.start][ring]
    cross = local[:-1, 0] * local[1:, 1] - local[1:, 0] * local[:-1, 1]
    inner = ring[:-1] == ring[1:]
    turn = np.bincount(ring[:-1][inner], cross[inner], minlength=len(counts))
    moving = np.flatnonzero(inner & (rings.xy[:-1] != rings.xy[1:]).any(axis=1))
    left = (turn > 0) != rings.hole
    return rings.xy[moving], rings.xy[moving + 1], left[ring[moving]]


def _keys(from_, to, left):
    """uint64 (e,): a hash of each edge, the same from either end, and as its last bit which way it runs."""
    ahead = (from_[:, 0] < to[:, 0]) | (from_[:, 0] == to[:, 0]) & (from_[:, 1] < to[:, 1])
    edge = _mixed(_points(from_) + _points(to))
    return (edge << np.uint64(1)) | (ahead == left)


def _points(xy):
    bits = (xy + 0.0).view(np.uint64)  # + 0.0: zero has one sign
    return _mixed(bits[:, 0] * _ODD[0] + _mixed(bits[:, 1] * _ODD[1]))


def _mixed(numbers):
    found = numbers ^ (numbers >> np.uint64(32))
    found *= _ODD[2]
    found ^= found >> np.uint64(29)
    return found


def _slices(geometry):
    block = np.cumsum(shapely.get_num_coordinates(geometry)) // _AT_ONCE
    cuts = [0, *(np.flatnonzero(np.diff(block)) + 1).tolist(), len(geometry)]
    return [slice(a, b) for a, b in zip(cuts, cuts[1:]) if b > a]
