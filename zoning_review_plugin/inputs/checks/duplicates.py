"""Features with one and the same geometry: every sum counts their ground twice."""

from __future__ import annotations

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.records import Feature, Issue
from .check import Check
from .places import MOST, told

_ODD = tuple(np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93))
_HALF = np.uint64(32)


class Duplicates(Check):
    """Looks for geometries with the same edges, wherever their rings begin and whichever way they run.

    severity: of areas and lines; points in one place are a remark at the most.
    """

    of_shape = True

    def __init__(self, severity):
        self._severity = severity
        self._hashes, self._fids, self._ids, self._places = [], [], [], []
        self._only_points = True

    def see(self, seen):
        paths = seen.paths.distinct
        if not len(paths.row):
            return
        first = np.flatnonzero(np.diff(paths.row, prepend=-1))
        rows, vertex = paths.row[first], paths.start[np.searchsorted(paths.part, first)]
        self._hashes.append(np.add.reduceat(_edge_hashes(paths), vertex))
        self._places.append(np.column_stack([paths.x[vertex], paths.y[vertex]]))
        self._fids.append(seen.fid[rows])
        ids = seen.attributes.get("id")
        self._ids.append(ids[rows] if ids is not None else np.full(len(rows), None, dtype=object))
        self._only_points &= bool((shapely.get_dimensions(paths.parts) == 0).all())

    def issues(self, key):
        if not self._hashes:
            return []
        hashes = np.concatenate(self._hashes)
        order = np.argsort(hashes, kind="stable")
        same = np.flatnonzero(np.diff(hashes[order]) == 0)
        if not len(same):
            return []
        fids, ids, places = (np.concatenate(parts) for parts in (self._fids, self._ids, self._places))
        later, earlier = order[same + 1], order[np.searchsorted(hashes[order], hashes[order][same])]
        shown = np.argsort(later)[:MOST]
        severity = Severity.REMARK if self._only_points else self._severity
        found = []
        for a, b in zip(earlier[shown], later[shown]):
            place = shapely.Point(places[b])
            first, second = (Feature(ids[row] or str(fids[row]), fids[row]) for row in (a, b))
            params = {"other": first, "x": f"{place.x:.10g}", "y": f"{place.y:.10g}"}
            found.append(Issue(key, "features_duplicate", severity, second, params, geometry=place))
        return told(key, found, len(same))


def _edge_hashes(paths):
    """uint64 (v,): a hash of the edge that leaves each vertex, the same from either end; 0 where none does.

    Of a point the hash is its own.
    """
    own = _spread(paths.x, _ODD[0])
    own += _spread(paths.y, _ODD[1])
    _mix(own, _ODD[2])
    edge = np.empty_like(own)
    np.add(own[:-1], own[1:], out=edge[:-1])
    last = paths.start[1:] - 1
    _mix(edge[:-1], _ODD[2])
    edge[last] = np.where(np.diff(paths.start) == 1, own[last], 0)
    return edge


def _spread(values, odd):
    numbers = (values + 0.0).view(np.uint64)  # + 0.0: zero has one sign
    _mix(numbers, odd)
    return numbers


def _mix(numbers, odd):
    """Spread what tells 64-bit numbers apart over all of their bits, in place."""
    numbers ^= numbers >> _HALF
    numbers *= odd
