"""Sides and crossings of edges of two polygons A and B, without ties: B counts as moved by (e, e²).

e is positive and smaller than anything (simulation of simplicity: H. Edelsbrunner, E. P. Mücke, 1990). No
vertex of the one then lies on an edge of the other, and no two edges run along one another. The area that
two polygons share does not jump when one of them is moved, so what is found is the exact area.
"""

from __future__ import annotations

from .compiling import compiled_lean
from .signs import side


@compiled_lean
def left_of_moved(bx, by, cx, cy, px, py, room):
    """Whether the point p of A lies left of the edge b → c of B. room: as in `signs.side`."""
    found = side(bx, by, cx, cy, px, py, room)
    if found != 0:
        return found > 0
    return cy > by if cy != by else cx < bx


@compiled_lean
def moved_left_of(ax, ay, bx, by, px, py, room):
    """Whether the point p of B lies left of the edge a → b of A. room: as in `signs.side`."""
    found = side(ax, ay, bx, by, px, py, room)
    if found != 0:
        return found > 0
    return by < ay if by != ay else bx > ax


@compiled_lean
def crossing(ax, ay, bx, by, cx, cy, dx, dy, room):
    """How the edge a → b of A crosses the edge c → d of B: 1 to the left of it, -1 to the right, 0 not at all."""
    ends_left = left_of_moved(cx, cy, dx, dy, bx, by, room)
    if left_of_moved(cx, cy, dx, dy, ax, ay, room) == ends_left:
        return 0
    if moved_left_of(ax, ay, bx, by, cx, cy, room) == moved_left_of(ax, ay, bx, by, dx, dy, room):
        return 0
    return 1 if ends_left else -1
