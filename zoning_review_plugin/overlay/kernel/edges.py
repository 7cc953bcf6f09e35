"""The edges of a polygon that meet a box, found down its tree of boxes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .compiling import compiled, compiled_lean
from .polygons import FAN, FROM, GROUP, OF_RING, RING, RUN, TO

EDGE, OF, CHANGE = 0, 1, 2  # columns of `Edges.edge`


class Edges(NamedTuple):
    """Room for the edges of one polygon that meet a box, ring by ring in order, and for what a walk notes of them.

    edge: (e, 3) the edge, its ring, the change of status on it from its first vertex to its second.
    A span is what one run of the tree gives. span: (s, 2) its first edge here and the one after its last;
    span_box: (s, 4).
    """

    edge: np.ndarray
    span: np.ndarray
    span_box: np.ndarray


@compiled
def room_for(polygons, rows):
    """`Edges` with room for the largest of some polygons."""
    ring, first = polygons.ring, polygons.first
    edges = runs = 0
    for p in rows:
        edges = max(edges, ring[first[p + 1, RING]] - ring[first[p, RING]])
        runs = max(runs, first[p + 1, RUN] - first[p, RUN])
    return Edges(np.empty((edges, 3), np.int64), np.empty((runs, 2), np.int64), np.empty((runs, 4)))


@compiled_lean
def meets(box, k, x0, y0, x1, y1):
    """Whether a row of `box` meets a box; touching is meeting."""
    return box[k, 0] <= x1 and box[k, 2] >= x0 and box[k, 1] <= y1 and box[k, 3] >= y0


@compiled_lean
def edges_in(polygons, p, x0, y0, x1, y1, found):
    """(edges, spans) found: the edges of polygon `p` that meet a box are put into the `Edges` `found`."""
    first, run, run_box, group_box = polygons.first, polygons.run, polygons.run_box, polygons.group_box
    xy, edge, span, span_box = polygons.xy, found.edge, found.span, found.span_box
    count = spans = 0
    for g in range(first[p, GROUP], first[p + 1, GROUP]):
        if not meets(group_box, g, x0, y0, x1, y1):
            continue
        begin = first[p, RUN] + (g - first[p, GROUP]) * FAN
        for r in range(begin, min(begin + FAN, first[p + 1, RUN])):
            if not meets(run_box, r, x0, y0, x1, y1):
                continue
            before = count
            count = _edges_of_run(xy, run, r, x0, y0, x1, y1, edge, count)
            if count > before:
                span[spans, FROM], span[spans, TO] = before, count
                for k in range(4):
                    span_box[spans, k] = run_box[r, k]
                spans += 1
    return count, spans


@compiled_lean
def _edges_of_run(xy, run, r, x0, y0, x1, y1, edge, count):
    for e in range(run[r, FROM], run[r, TO]):
        if min(xy[e, 0], xy[e + 1, 0]) <= x1 and max(xy[e, 0], xy[e + 1, 0]) >= x0:
            if min(xy[e, 1], xy[e + 1, 1]) <= y1 and max(xy[e, 1], xy[e + 1, 1]) >= y0:
                edge[count, EDGE], edge[count, OF], edge[count, CHANGE] = e, run[r, OF_RING], 0
                count += 1
    return count
