"""The area that two polygons share, by a walk along both boundaries. The argument: docs/kernel.md.

Notation: A and B are polygons of two `Polygons`, W is their common box. The status of a place on the
boundary of the one is 1 inside the other and 0 outside. An edge that does not meet W has status 0.
"""

from __future__ import annotations

import numpy as np

from .compiling import compiled, compiled_lean
from .density import DEGREE, edge_integral, end_in_reach, frame_of, ground_at, too_wide
from .edges import CHANGE, EDGE, OF, edges_in, room_for
from .locate import inside
from .polygons import EVERYWHERE, FROM, RING, TO
from .signs import TERMS
from .ties import crossing

TAKEN, FLAGGED, TOO_WIDE = 0, 1, 2  # what became of a pair


@compiled
def shared_areas(A, B, a, b, density, size_a, size_b, area, outcome):
    """Fill `area` (p,) in m2 and `outcome` (p,) for the pairs of polygons `a[k]` of A and `b[k]` of B.

    density: of the measure. size_a, size_b: the areas of all polygons of A and of B in m2, NaN where not known.
    """
    edges_a, edges_b = room_for(A, a), room_for(B, b)
    ground, room = np.empty((DEGREE + 1, DEGREE + 1)), np.empty((2, TERMS))
    for k in range(len(a)):
        i, j = a[k], b[k]
        area[k], outcome[k] = _shared_area(A, i, B, j, density, size_a[i], size_b[j], edges_a, edges_b, ground, room)


@compiled_lean
def _shared_area(A, a, B, b, density, size_a, size_b, edges_a, edges_b, ground, room):
    box_a, box_b = A.box, B.box
    if box_a[a, 2] == EVERYWHERE or box_b[b, 2] == EVERYWHERE:
        return np.nan, FLAGGED
    x0, y0 = max(box_a[a, 0], box_b[b, 0]), max(box_a[a, 1], box_b[b, 1])
    x1, y1 = min(box_a[a, 2], box_b[b, 2]), min(box_a[a, 3], box_b[b, 3])
    if x0 > x1 or y0 > y1:
        return 0.0, TAKEN
    count_b, spans_b = edges_in(B, b, x0, y0, x1, y1, edges_b)
    if count_b == 0 and not (_encloses(box_b, b, box_a, a) and _starts_inside(A, a, B, b, 1, room)):
        return 0.0, TAKEN
    if count_b == 0 and not np.isnan(size_a):
        return size_a, TAKEN
    count_a, spans_a = edges_in(A, a, x0, y0, x1, y1, edges_a)
    if count_a == 0 and not (_encloses(box_a, a, box_b, b) and _starts_inside(B, b, A, a, -1, room)):
        return 0.0, TAKEN
    if count_a == 0 and not np.isnan(size_b):
        return size_b, TAKEN
    if too_wide(density, x0, y0, x1, y1):
        return np.nan, TOO_WIDE
    frame = frame_of(density, x0, y0, x1, y1)
    ground_at(density, frame[0], frame[1], ground)
    total = _crossings(A.xy, edges_a, spans_a, B.xy, edges_b, spans_b, frame, ground, room)
    along_a, sound_a = _along(A.xy, A.ring, count_a, edges_a.edge, B, b, 1, frame, ground, room)
    along_b, sound_b = _along(B.xy, B.ring, count_b, edges_b.edge, A, a, -1, frame, ground, room)
    total += along_a + along_b
    if not (sound_a and sound_b) or np.isnan(total):
        return np.nan, FLAGGED
    return max(total, 0.0), TAKEN


@compiled_lean
def _encloses(outer_box, o, inner_box, i):
    return (
        outer_box[o, 0] <= inner_box[i, 0]
        and outer_box[o, 1] <= inner_box[i, 1]
        and outer_box[o, 2] >= inner_box[i, 2]
        and outer_box[o, 3] >= inner_box[i, 3]
    )


@compiled_lean
def _starts_inside(own, p, other, o, moved, room):
    """Whether a polygon whose boundary meets no edge of the other lies inside it: its first vertex tells."""
    v = own.ring[own.first[p, RING]]
    return inside(own.xy[v, 0], own.xy[v, 1], other, o, moved, room) == 1


@compiled_lean
def _crossings(xy_a, edges_a, spans_a, xy_b, edges_b, spans_b, frame, ground, room):
    """What the boundary pieces between a crossing and the end of its edge add; notes the changes of status."""
    edge_a, span_a, box_a = edges_a.edge, edges_a.span, edges_a.span_box
    edge_b, span_b, box_b = edges_b.edge, edges_b.span, edges_b.span_box
    total = 0.0
    for s in range(spans_a):
        for t in range(spans_b):
            if not _apart(box_a, s, box_b, t):
                for i in range(span_a[s, FROM], span_a[s, TO]):
                    total += _crossings_of(
                        xy_a, edge_a, i, xy_b, edge_b, span_b[t, FROM], span_b[t, TO], box_b, t, frame, ground, room
                    )
    return total


@compiled_lean
def _apart(box, s, other, t):
    return box[s, 0] > other[t, 2] or box[s, 2] < other[t, 0] or box[s, 1] > other[t, 3] or box[s, 3] < other[t, 1]


@compiled_lean
def _crossings_of(xy_a, edge_a, i, xy_b, edge_b, begin, end, box, t, frame, ground, room):
    """The same for one edge of A and the edges of B in one span, whose box is row `t`."""
    e = edge_a[i, EDGE]
    ax, ay, bx, by = xy_a[e, 0], xy_a[e, 1], xy_a[e + 1, 0], xy_a[e + 1, 1]
    x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
    total = 0.0
    if box[t, 0] > x1 or box[t, 2] < x0 or box[t, 1] > y1 or box[t, 3] < y0:
        return total
    for j in range(begin, end):
        f = edge_b[j, EDGE]
        cx, cy, dx, dy = xy_b[f, 0], xy_b[f, 1], xy_b[f + 1, 0], xy_b[f + 1, 1]
        if min(cx, dx) > x1 or max(cx, dx) < x0 or min(cy, dy) > y1 or max(cy, dy) < y0:
            continue
        turn = crossing(ax, ay, bx, by, cx, cy, dx, dy, room)
        if turn != 0:
            edge_a[i, CHANGE] += turn
            edge_b[j, CHANGE] -= turn
            total += turn * _from_crossing(ax, ay, bx, by, cx, cy, dx, dy, frame, ground)
    return total


@compiled_lean
def _from_crossing(ax, ay, bx, by, cx, cy, dx, dy, frame, ground):
    """The integral from the crossing of a → b and c → d to b, less that from the same place to d."""
    x, y, scale, far = frame
    ax, bx, cx, dx = (ax - x) * scale, (bx - x) * scale, (cx - x) * scale, (dx - x) * scale
    ay, by, cy, dy = (ay - y) * scale, (by - y) * scale, (cy - y) * scale, (dy - y) * scale
    before = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
    after = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
    share = 0.5 if before == after else min(1.0, max(0.0, before / (before - after)))
    u, v = ax + share * (bx - ax), ay + share * (by - ay)
    bx, by = end_in_reach(ax, ay, bx, by, far)
    dx, dy = end_in_reach(cx, cy, dx, dy, far)
    return edge_integral(ground, u, v, bx, by) - edge_integral(ground, u, v, dx, dy)


@compiled_lean
def _along(xy, ring, count, edge, other, o, moved, frame, ground, room):
    """(the integral along the edges that begin inside polygon `o` of `other`, whether the certificate holds).

    xy, ring, edge: of the polygon that is walked along, `count` edges of it in W. moved: 1 where `other` counts as
    moved, -1 where the polygon itself does.
    """
    total, sound = 0.0, True
    begin = 0
    while begin < count:
        end = begin + 1
        while end < count and edge[end, OF] == edge[begin, OF]:
            end += 1
        first, last = ring[edge[begin, OF]], ring[edge[begin, OF] + 1] - 2
        status, start = 0, begin
        whole = end - begin == last - first + 1
        if whole:
            status = inside(xy[first, 0], xy[first, 1], other, o, moved, room)
        elif edge[begin, EDGE] == first and edge[end - 1, EDGE] == last:
            start = _after_gap(edge, begin, end)
        part, kept = _around(xy, edge, begin, end, start, first, last, status, whole, frame, ground)
        total, sound = total + part, sound and kept
        begin = end
    return total, sound


@compiled_lean
def _after_gap(edge, begin, end):
    """The first of the edges that lead without a gap to the last one: there the ring comes from outside W."""
    k = end - 1
    while k > begin and edge[k - 1, EDGE] == edge[k, EDGE] - 1:
        k -= 1
    return k


@compiled_lean
def _around(xy, edge, begin, end, start, first, last, status, whole, frame, ground):
    """One ring of `_along`, whose edges are `first` to `last`: from `start` around to it again."""
    begun_with, sound, total = status, True, 0.0
    x, y, scale, far = frame
    previous, k = -2, start
    for n in range(end - begin):
        e = edge[k, EDGE]
        if not whole and n > 0 and e != previous + 1 and not (e == first and previous == last):
            sound = sound and status == 0  # a gap: outside W, and so outside the other polygon
            status = 0
        if status == 1:
            u0, v0 = (xy[e, 0] - x) * scale, (xy[e, 1] - y) * scale
            u1, v1 = end_in_reach(u0, v0, (xy[e + 1, 0] - x) * scale, (xy[e + 1, 1] - y) * scale, far)
            total += edge_integral(ground, u0, v0, u1, v1)
        status += edge[k, CHANGE]
        sound = sound and (status == 0 or status == 1)
        previous = e
        k = begin if k + 1 == end else k + 1
    return total, sound and status == (begun_with if whole else 0)
