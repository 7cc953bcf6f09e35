"""Whether geometries lie where the boxes kept with them say: one whose vertices were damaged often does not."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.records import Issue
from .check import Check

_MOST_EXAMPLES = 5
# Boxes off by less than this part of the coordinates, in most of the features, are a writer's habit and no damage.
_ROUNDED = 1e-7
# Steps of single precision by which the boxes of an R-tree may be wider.
_STEPS = 4 * np.finfo(np.float32).eps


class StatedBoxes(Check):
    """boxes_of: feature ids (n,) → boxes (n, 4), NaN where none is stated, or None where none can be had.
    extent: the box stated for all of them, or None."""

    of_shape = True

    def __init__(self, boxes_of, extent=None):
        self._boxes_of, self._extent = boxes_of, extent
        self._seen = self._bad = self._slight = self._outside = 0
        self._examples = []

    def see(self, seen):
        boxes = seen.full_boxes
        self._seen += len(seen)
        if self._extent is not None:
            room = _ROUNDED * np.abs(self._extent).max()
            with np.errstate(invalid="ignore"):
                outside = (boxes[:, :2] < self._extent[:2] - room) | (boxes[:, 2:] > self._extent[2:] + room)
            self._outside += int(outside.any(axis=1).sum())
        if self._boxes_of is None or not len(seen):
            return
        with np.errstate(invalid="ignore", over="ignore"):
            off = np.abs(boxes - self._boxes_of(seen.fid)).max(axis=1)
            slight = off <= _ROUNDED * np.abs(boxes).max(axis=1)
        bad = off > 0  # not true where one of them is unknown
        self._bad += int(bad.sum())
        self._slight += int((bad & slight).sum())
        self._examples += [seen.id(row) for row in np.flatnonzero(bad)[: _MOST_EXAMPLES - len(self._examples)]]

    def issues(self, key):
        found = []
        if self._bad:
            params = {"count": self._bad, "total": self._seen, "examples": ", ".join(self._examples)}
            habit = self._slight == self._bad and 2 * self._bad > self._seen
            code, severity = ("boxes_rounded", Severity.REMARK) if habit else ("boxes_differ", Severity.ERROR)
            found.append(Issue(key, code, severity, params=params))
        if self._outside:
            params = {"count": self._outside, "total": self._seen}
            found.append(Issue(key, "extent_exceeded", Severity.REMARK, params=params))
        return found


class IndexedBoxes(Check):
    """index_of: nothing → a `SpatialIndex`, None where there is none; asked once there are features to look for.
    whole: whether all features pass, so that the index must hold each of them."""

    of_shape = True

    def __init__(self, index_of, whole):
        self._index_of, self._whole = index_of, whole
        self._bad = self._placed = self._unplaced = 0
        self._examples = []

    def see(self, seen):
        if self._index is None:
            return
        boxes = seen.full_boxes
        rows = np.flatnonzero(np.isfinite(boxes).all(axis=1))
        self._placed += len(rows)
        self._unplaced += int(shapely.is_missing(seen.delivered).sum())
        if not len(rows):
            return
        fid, boxes = seen.fid[rows], boxes[rows]
        at = np.minimum(np.searchsorted(self._index.fid, fid), max(len(self._index.fid) - 1, 0))
        bad = np.ones(len(rows), dtype=bool)
        if len(self._index.fid):
            stated = self._index.box[at]
            room = _STEPS * np.abs(boxes).max(axis=1, keepdims=True)
            with np.errstate(invalid="ignore"):
                near = (np.abs(stated - boxes) <= room).all(axis=1)
                holds = ((stated[:, :2] <= boxes[:, :2]) & (stated[:, 2:] >= boxes[:, 2:])).all(axis=1)
            bad = (self._index.fid[at] != fid) | ~near | ~holds
        self._bad += int(bad.sum())
        self._examples += [seen.id(rows[k]) for k in np.flatnonzero(bad)[: _MOST_EXAMPLES - len(self._examples)]]

    @cached_property
    def _index(self):
        return self._index_of()

    def issues(self, key):
        if self._index is None:
            return []
        more = len(self._index.fid) - self._placed - self._unplaced if self._whole else 0
        if not self._bad and self._index.sound and more <= 0:
            return []
        params = {"count": max(self._bad, more, 0), "examples": ", ".join(self._examples) or "-"}
        return [Issue(key, "spatial_index_differs", Severity.ERROR, params=params)]
