"""The pieces of lines that lie in polygons, by a walk along the lines. The argument: docs/kernel.md.

The status of a place on a line is 1 inside the polygon and 0 outside. It changes where an edge of the line crosses one
of the polygon. Where an end of the one comes as near to the other as rounding explains, whether it lies on it or not,
there is no telling without knowing what a border counts for: such a pair is flagged.
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
_NEAR = 1e-12  # of the coordinates: what rounding explains


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
    xy, first, run = lines.xy, lines.first, lines.run
    x0, y0, x1, y1, near = _box_around(polygons.box, b)
    status, previous = 0, -2
    for g in range(first[a, GROUP], first[a + 1, GROUP]):
        if not meets(lines.group_box, g, x0, y0, x1, y1):
            continue
        begin = first[a, RUN] + (g - first[a, GROUP]) * FAN
        for r in range(begin, min(begin + FAN, first[a + 1, RUN])):
            if not meets(lines.run_box, r, x0, y0, x1, y1):
                continue
            found = _edges_near(lines.run_box, r, polygons, b, near, edges)
            for e in range(run[r, FROM], run[r, TO]):
                if not _edge_meets(xy, e, x0, y0, x1, y1):
                    continue
                if e != previous + 1:  # the line comes from outside the polygon's box, or begins
                    if status != 0:
                        return _FLAGGED
                    if e == lines.start[a]:
                        status = inside(xy[e, 0], xy[e, 1], polygons, b, 1, room)
                cuts, after = _cut(xy, e, polygons.xy, edges.edge, found, near, cut, status, room)
                if after == _FLAGGED:
                    return _FLAGGED
                count = _kept(cut, cuts, status, pair, e, which, share, count)
                status, previous = after, e
    if status != 0 and previous != lines.start[a + 1] - 2:
        return _FLAGGED
    return count


@compiled_lean
def _box_around(box, b):
    """A box and, put around it, how near is near there."""
    near = _NEAR * max(max(abs(box[b, 0]), abs(box[b, 1])), max(abs(box[b, 2]), abs(box[b, 3])))
    return box[b, 0] - near, box[b, 1] - near, box[b, 2] + near, box[b, 3] + near, near


@compiled_lean
def _edges_near(run_box, r, polygons, b, near, edges):
    """How many edges of polygon `b` come near the box of run `r`; puts them into `edges`."""
    x0, y0, x1, y1 = run_box[r, 0], run_box[r, 1], run_box[r, 2], run_box[r, 3]
    return edges_in(polygons, b, x0 - near, y0 - near, x1 + near, y1 + near, edges)[0]


@compiled_lean
def _edge_meets(xy, e, x0, y0, x1, y1):
    return (
        min(xy[e, 0], xy[e + 1, 0]) <= x1
        and max(xy[e, 0], xy[e + 1, 0]) >= x0
        and min(xy[e, 1], xy[e + 1, 1]) <= y1
        and max(xy[e, 1], xy[e + 1, 1]) >= y0
    )


@compiled_lean
def _cut(xy, e, other, edge, found, near, cut, status, room):
    """(how many crossings edge `e` has, the status at its end); puts where on it they are into `cut`, in order.

    Crossings lead in and out by turns, so that rounding of where they are never changes more than where they are.
    """
    ax, ay, bx, by = xy[e, 0], xy[e, 1], xy[e + 1, 0], xy[e + 1, 1]
    x0, x1, y0, y1 = min(ax, bx) - near, max(ax, bx) + near, min(ay, by) - near, max(ay, by) + near
    count, turns = 0, 0
    for k in range(found):
        f = edge[k, EDGE]
        if not _edge_meets(other, f, x0, y0, x1, y1):
            continue
        cx, cy, dx, dy = other[f, 0], other[f, 1], other[f + 1, 0], other[f + 1, 1]
        turn = _contact(ax, ay, bx, by, cx, cy, dx, dy, near, room)
        if turn == _TIE:
            return 0, _FLAGGED
        if turn != 0:
            _put(cut, count, _share(ax, ay, bx, by, cx, cy, dx, dy))
            count, turns = count + 1, turns + turn
    after = (status + count) % 2
    return count, after if status + turns == after else _FLAGGED


@compiled_lean
def _contact(ax, ay, bx, by, cx, cy, dx, dy, near, room):
    """How two edges lie: `_TIE` where an end of the one lies on or near the other; 1 where a → b crosses c → d to the
    left, -1 to the right; 0 apart."""
    if _is_near(cx, cy, dx, dy, ax, ay, near) or _is_near(cx, cy, dx, dy, bx, by, near):
        return _TIE
    if _is_near(ax, ay, bx, by, cx, cy, near) or _is_near(ax, ay, bx, by, dx, dy, near):
        return _TIE
    ends = side(cx, cy, dx, dy, bx, by, room)
    if side(cx, cy, dx, dy, ax, ay, room) * ends >= 0:
        return 0
    return 0 if side(ax, ay, bx, by, cx, cy, room) * side(ax, ay, bx, by, dx, dy, room) >= 0 else ends


@compiled_lean
def _is_near(ax, ay, bx, by, px, py, near):
    """Whether p lies on the edge a → b, or near it. `near` is more than rounding here can hide."""
    if px < min(ax, bx) - near or px > max(ax, bx) + near or py < min(ay, by) - near or py > max(ay, by) + near:
        return False
    off = abs((bx - ax) * (py - ay) - (by - ay) * (px - ax))
    return off <= near * (abs(bx - ax) + abs(by - ay))


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
