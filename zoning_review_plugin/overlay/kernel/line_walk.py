"""The pieces of lines that lie in polygons, by a walk along the lines. The argument: docs/kernel.md.

The status of a place on a line is 1 inside the polygon and 0 outside. It changes where an edge of the line crosses one
of the polygon. Where the line meets the border in any other way there is no telling without knowing what a border
counts for: such a pair is flagged.
"""

from __future__ import annotations

import numpy as np

from .compiling import compiled, compiled_lean
from .edges import EDGE, edges_in, meets, room_for
from .locate import inside
from .polygons import FAN, FROM, GROUP, RUN, TO
from .signs import TERMS, distance_from, side

PAIR, OF_LINE = 0, 1  # columns of what tells which piece
_FLAGGED = -1  # instead of a count or a status
_TIE = 2  # instead of a turn
_ROOM = 256  # pieces, to begin with


@compiled
def pieces_inside(lines, polygons, a, b):
    """(which (n, 2), share (n, 2), flagged (p,)) for the pairs of lines `a[k]` and polygons `b[k]`.

    which: the pair and the edge (its first vertex) of each piece; share: where on the edge it begins and ends, 0 to 1.
    Pieces come pair by pair, in the order of the line. A flagged pair has none.
    """
    edges, room = room_for(polygons, b), np.empty((2, TERMS))
    cut = np.empty(len(edges.edge))
    which, share = np.empty((_ROOM, 2), np.int64), np.empty((_ROOM, 2))
    flagged = np.zeros(len(a), np.bool_)
    count = 0
    for k in range(len(a)):
        end = _along(lines, a[k], polygons, b[k], k, edges, cut, room, which, share, count)
        if end > len(which):
            which, share = _larger(which, count, 2 * end), _larger(share, count, 2 * end)
            end = _along(lines, a[k], polygons, b[k], k, edges, cut, room, which, share, count)
        flagged[k] = end == _FLAGGED
        count = count if flagged[k] else end
    return which[:count].copy(), share[:count].copy(), flagged


@compiled
def _larger(rows, count, size):
    found = np.empty((size, 2), rows.dtype)
    found[:count] = rows[:count]
    return found


@compiled_lean
def _along(lines, a, polygons, b, pair, edges, cut, room, which, share, count):
    """`count` and the pieces of one pair, `_FLAGGED` where it is flagged. Pieces for which there is no room are only
    counted."""
    xy, first, run, box = lines.xy, lines.first, lines.run, polygons.box
    x0, y0, x1, y1 = box[b, 0], box[b, 1], box[b, 2], box[b, 3]
    status, previous = 0, -2
    for g in range(first[a, GROUP], first[a + 1, GROUP]):
        if not meets(lines.group_box, g, x0, y0, x1, y1):
            continue
        begin = first[a, RUN] + (g - first[a, GROUP]) * FAN
        for r in range(begin, min(begin + FAN, first[a + 1, RUN])):
            if not meets(lines.run_box, r, x0, y0, x1, y1):
                continue
            found = _edges_near(lines.run_box, r, polygons, b, edges)
            for e in range(run[r, FROM], run[r, TO]):
                if not _edge_meets(xy, e, x0, y0, x1, y1):
                    continue
                if e != previous + 1:  # the line comes from outside the polygon's box, or begins
                    if status != 0:
                        return _FLAGGED
                    if e == lines.start[a]:
                        status = inside(xy[e, 0], xy[e, 1], polygons, b, 1, room)
                cuts, after = _cut(xy, e, polygons.xy, edges.edge, found, cut, status, room)
                if after == _FLAGGED:
                    return _FLAGGED
                count = _kept(cut, cuts, status, pair, e, which, share, count)
                status, previous = after, e
    if status != 0 and previous != lines.start[a + 1] - 2:
        return _FLAGGED
    return count


@compiled_lean
def _edges_near(run_box, r, polygons, b, edges):
    """How many edges of polygon `b` meet the box of run `r`; puts them into `edges`."""
    return edges_in(polygons, b, run_box[r, 0], run_box[r, 1], run_box[r, 2], run_box[r, 3], edges)[0]


@compiled_lean
def _edge_meets(xy, e, x0, y0, x1, y1):
    return (
        min(xy[e, 0], xy[e + 1, 0]) <= x1
        and max(xy[e, 0], xy[e + 1, 0]) >= x0
        and min(xy[e, 1], xy[e + 1, 1]) <= y1
        and max(xy[e, 1], xy[e + 1, 1]) >= y0
    )


@compiled_lean
def _cut(xy, e, other, edge, found, cut, status, room):
    """(how many crossings edge `e` has, the status at its end); puts where on it they are into `cut`, in order.

    Crossings lead in and out by turns, so that rounding of where they are never changes more than where they are.
    """
    ax, ay, bx, by = xy[e, 0], xy[e, 1], xy[e + 1, 0], xy[e + 1, 1]
    x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
    count, turns = 0, 0
    for k in range(found):
        f = edge[k, EDGE]
        if not _edge_meets(other, f, x0, y0, x1, y1):
            continue
        cx, cy, dx, dy = other[f, 0], other[f, 1], other[f + 1, 0], other[f + 1, 1]
        turn = _contact(ax, ay, bx, by, cx, cy, dx, dy, room)
        if turn == _TIE:
            return 0, _FLAGGED
        if turn != 0:
            _put(cut, count, _share(ax, ay, bx, by, cx, cy, dx, dy))
            count, turns = count + 1, turns + turn
    after = (status + count) % 2
    return count, after if status + turns == after else _FLAGGED


@compiled_lean
def _contact(ax, ay, bx, by, cx, cy, dx, dy, room):
    """How two edges whose boxes meet lie: 0 apart, `_TIE` where an end of the one lies on the other, else they cross:
    1 where a → b leads to the left of c → d, -1 to the right. Exact."""
    begins, ends = side(cx, cy, dx, dy, ax, ay, room), side(cx, cy, dx, dy, bx, by, room)
    if begins == ends and begins != 0:
        return 0
    first, second = side(ax, ay, bx, by, cx, cy, room), side(ax, ay, bx, by, dx, dy, room)
    if first == second and first != 0:
        return 0
    return _TIE if begins == 0 or ends == 0 or first == 0 or second == 0 else ends


@compiled_lean
def _share(ax, ay, bx, by, cx, cy, dx, dy):
    """Where on a → b it crosses c → d, 0 to 1."""
    before, after = distance_from(cx, cy, dx, dy, ax, ay), distance_from(cx, cy, dx, dy, bx, by)
    return 0.5 if before == after else min(1.0, max(0.0, before / (before - after)))


@compiled_lean
def _put(cut, count, share):
    """Put a number among the `count` that are there, in order."""
    k = count
    while k > 0 and cut[k - 1] > share:
        cut[k] = cut[k - 1]
        k -= 1
    cut[k] = share


@compiled_lean
def _kept(cut, cuts, status, pair, e, which, share, count):
    """`count` and the pieces of one edge that begins with `status` and is cut at `cuts` places."""
    begin = 0.0
    for k in range(cuts + 1):
        end = cut[k] if k < cuts else 1.0
        if status == 1:
            if count < len(which):
                which[count, PAIR], which[count, OF_LINE] = pair, e
                share[count, FROM], share[count, TO] = begin, end
            count += 1
        begin, status = end, 1 - status
    return count
