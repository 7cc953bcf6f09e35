"""On which side of a line a point lies: the sign is exact, whatever the coordinates.

A floating-point filter settles nearly all questions (docs/kernel.md, section 3; J. R. Shewchuk, Adaptive
Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates, 1997). What it leaves open is
computed without rounding. Nothing here knows of ties: a tie is 0, and broken where the meaning is known.
"""

from __future__ import annotations

from .compiling import compiled_lean

_FILTER = 3.3306690738754716e-16  # (3 + 16 u) u with u = 2^-53: beyond it the sign of the rounded value is right
_SPLITTER = 134217729.0  # 2^27 + 1
LARGEST, SMALLEST = 1e12, 1e-100  # of coordinates but 0: no product overflows, no lost part underflows
TERMS = 12  # of the determinant multiplied out, rounding errors of the products among them


@compiled_lean
def side(ax, ay, bx, by, px, py, room):
    """1 where p lies left of the line from a to b, -1 where right of it, 0 where on it. Exact.

    room: (2, TERMS) to calculate in.
    """
    first = (bx - ax) * (py - ay)
    second = (by - ay) * (px - ax)
    value = first - second
    if abs(value) > _FILTER * (abs(first) + abs(second)):
        return 1 if value > 0.0 else -1
    return _side_exactly(ax, ay, bx, by, px, py, room)


@compiled_lean
def distance_from(ax, ay, bx, by, px, py):
    """How far p lies left of the line from a to b, times the distance from a to b.

    With twice the digits of a number, so that next to the line there are still some that are right.
    """
    dx, dx_lost = _difference(bx, ax)
    dy, dy_lost = _difference(by, ay)
    ex, ex_lost = _difference(px, ax)
    ey, ey_lost = _difference(py, ay)
    first, first_lost = _product(dx, ey)
    second, second_lost = _product(dy, ex)
    value, value_lost = _difference(first, second)
    lost = (dx * ey_lost + dx_lost * ey) - (dy * ex_lost + dy_lost * ex)
    return value + (value_lost + (first_lost - second_lost) + lost)


@compiled_lean
def _side_exactly(ax, ay, bx, by, px, py, room):
    dx, dx_lost = _difference(bx, ax)
    dy, dy_lost = _difference(by, ay)
    ex, ex_lost = _difference(px, ax)
    ey, ey_lost = _difference(py, ay)
    if dx_lost == 0.0 and dy_lost == 0.0 and ex_lost == 0.0 and ey_lost == 0.0:
        return _compared_products(dx, ey, dy, ex)
    return _side_in_full(ax, ay, bx, by, px, py, room)


@compiled_lean
def _compared_products(a, b, c, d):
    """The sign of a b - c d. Rounding keeps order, so that the rounded products decide unless they are equal."""
    first, first_lost = _product(a, b)
    second, second_lost = _product(c, d)
    if first != second:
        return 1 if first > second else -1
    return (first_lost > second_lost) - (first_lost < second_lost)


@compiled_lean
def _side_in_full(ax, ay, bx, by, px, py, room):
    """The sign of the determinant multiplied out, as an exact sum of `TERMS` numbers."""
    room[0, 0], room[0, 1] = _product(bx, py)
    room[0, 2], room[0, 3] = _product(-bx, ay)
    room[0, 4], room[0, 5] = _product(-ax, py)
    room[0, 6], room[0, 7] = _product(-by, px)
    room[0, 8], room[0, 9] = _product(by, ax)
    room[0, 10], room[0, 11] = _product(ay, px)
    return _sign_of_sum(room)


@compiled_lean
def _sign_of_sum(room):
    """The sign of the sum of `room[0]`, by an expansion in `room[1]` that grows term by term (Shewchuk, theorem 10)."""
    for count in range(TERMS):
        carried = room[0, count]
        for k in range(count):
            carried, room[1, k] = _sum(carried, room[1, k])
        room[1, count] = carried
    for k in range(TERMS - 1, -1, -1):
        if room[1, k] != 0.0:
            return 1 if room[1, k] > 0.0 else -1
    return 0


@compiled_lean
def _sum(a, b):
    """(a + b rounded, what rounding lost). Knuth."""
    total = a + b
    b_part = total - a
    a_part = total - b_part
    return total, (a - a_part) + (b - b_part)


@compiled_lean
def _difference(a, b):
    """(a - b rounded, what rounding lost)."""
    total = a - b
    b_part = a - total
    a_part = total + b_part
    return total, (a - a_part) + (b_part - b)


@compiled_lean
def _product(a, b):
    """(a b rounded, what rounding lost). Dekker, with Veltkamp's splitting."""
    total = a * b
    scaled = _SPLITTER * a
    a_high = scaled - (scaled - a)
    a_low = a - a_high
    scaled = _SPLITTER * b
    b_high = scaled - (scaled - b)
    b_low = b - b_high
    lost = a_low * b_low - (((total - a_high * b_high) - a_low * b_high) - a_high * b_low)
    return total, lost
