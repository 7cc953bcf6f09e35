"""How much ground a unit of the analysis plane stands for, as polynomials over cells of a grid.

A measure gives the density J(x, y): m2 of ground per square unit of the plane. With (mx, my) the middle of a
window and s the reach of a cell, let u = (x - mx) / s, v = (y - my) / s. There J is a polynomial in u and v, and

    F(u, v) = s² * integral_0^u J du,        area = integral of F dv around a region   (Green's theorem),

which holds for every region with straight edges, however it is cut. Error bounds: docs/kernel.md, section 4.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .compiling import compiled_lean

DEGREE = 5  # of J in u and in v on a cell; of F on a window, in both together
_REACH_M = 32_000.0  # from the middle of a cell to where its polynomial holds, and from one middle to the next
_WIDEST = 2.0  # of the reach: the largest window
_FAR = 2.0  # of the larger side of a window, from its middle: edges are not followed farther
_MOST_CELLS = 20_000  # a layer that spans more is not for the kernel

_NODE = 0.5 * (0.6**0.5)  # Gauss's three nodes lie at the middle and this far from it; exact up to degree 5


class Density(NamedTuple):
    """A part of one grid over the whole plane: the column and the row where it begins, the size of a cell, cells in
    a row, rows, and J of each. The grid does not depend on what is asked, so that a shard has the figures of the whole.

    polynomial: (cells, DEGREE + 1, DEGREE + 1), s² times J's coefficients of u^k v^m as seen from the middle
    of the cell, row by row of the grid; NaN where the measure has no figure.
    """

    column: int
    row: int
    step: float
    columns: int
    rows: int
    polynomial: np.ndarray


def density_of(measure, bounds):
    """The `Density` of an additive measure over `bounds` (min x, min y, max x, max y); None where that is too wide."""
    low, high = np.asarray(bounds[:2], float), np.asarray(bounds[2:], float)
    step = _REACH_M / measure.metres_per_unit
    with np.errstate(invalid="ignore", over="ignore"):
        first = np.floor(low / step)
        size = np.floor(high / step) - first + 1
    if not size.prod() <= _MOST_CELLS:  # also where it is no number
        return None
    columns, rows = size.astype(np.int64)
    x, y = step * (first[0] + 0.5 + np.arange(columns)), step * (first[1] + 0.5 + np.arange(rows))
    middles = np.column_stack([np.tile(x, rows), np.repeat(y, columns)])
    polynomial = measure.density(middles, step, DEGREE) * step**2
    return Density(int(first[0]), int(first[1]), step, int(columns), int(rows), polynomial)


@compiled_lean
def ground_at(density, x, y, ground):
    """Fill `ground` (DEGREE + 1, DEGREE + 1): F's coefficients, without a factor u, as seen from (x, y)."""
    column = min(max(int(np.floor(x / density.step)) - density.column, 0), density.columns - 1)
    row = min(max(int(np.floor(y / density.step)) - density.row, 0), density.rows - 1)
    u = x / density.step - (density.column + column + 0.5)
    v = y / density.step - (density.row + row + 0.5)
    polynomial, cell = density.polynomial, row * density.columns + column
    for k in range(DEGREE + 1):
        for m in range(DEGREE + 1):
            ground[k, m] = polynomial[cell, k, m]
    _shift(ground, u, v)
    for k in range(1, DEGREE + 1):
        for m in range(DEGREE + 1):
            ground[k, m] /= k + 1.0


@compiled_lean
def _shift(ground, u, v):
    """The polynomial as seen from (u, v): Horner's scheme, again and again."""
    for k in range(DEGREE + 1):
        for n in range(DEGREE):
            for m in range(DEGREE - 1, n - 1, -1):
                ground[k, m] += v * ground[k, m + 1]
    for n in range(DEGREE):
        for k in range(DEGREE - 1, n - 1, -1):
            for m in range(DEGREE + 1):
                ground[k, m] += u * ground[k + 1, m]


@compiled_lean
def edge_integral(ground, u0, v0, u1, v1):
    """The integral of F dv along the edge from (u0, v0) to (u1, v1): exact, as F is of degree 5 there."""
    u, v, du, dv = 0.5 * (u0 + u1), 0.5 * (v0 + v1), _NODE * (u1 - u0), _NODE * (v1 - v0)
    outer = _primitive(ground, u - du, v - dv) + _primitive(ground, u + du, v + dv)
    return (v1 - v0) * (5.0 * outer + 8.0 * _primitive(ground, u, v)) / 18.0


@compiled_lean
def _primitive(g, u, v):
    """F(u, v) up to degree 5 in u and v together."""
    total = g[3, 0] + v * g[3, 1] + u * g[4, 0]
    total = g[2, 0] + v * (g[2, 1] + v * g[2, 2]) + u * total
    total = g[1, 0] + v * (g[1, 1] + v * (g[1, 2] + v * g[1, 3])) + u * total
    return u * (g[0, 0] + v * (g[0, 1] + v * (g[0, 2] + v * (g[0, 3] + v * g[0, 4]))) + u * total)


@compiled_lean
def frame_of(density, x0, y0, x1, y1):
    """(x and y of the middle of a window, the scale from there to u and v, how far edges are followed in these)."""
    scale = 1.0 / density.step
    return 0.5 * (x0 + x1), 0.5 * (y0 + y1), scale, _FAR * scale * max(x1 - x0, y1 - y0)


@compiled_lean
def end_in_reach(u0, v0, u1, v1, far):
    """The end of an edge, drawn back along it to `far` where it lies farther out, so that no digits are lost there.

    Where it ends outside the window is all the same, if only every crossing of the edge sees the same end
    (docs/kernel.md, section 4).
    """
    share = 1.0
    if abs(u1) > far:
        share = min(share, ((far if u1 > u0 else -far) - u0) / (u1 - u0))
    if abs(v1) > far:
        share = min(share, ((far if v1 > v0 else -far) - v0) / (v1 - v0))
    return u0 + share * (u1 - u0), v0 + share * (v1 - v0)


@compiled_lean
def too_wide(density, x0, y0, x1, y1):
    """Whether a window is larger than one polynomial can serve."""
    return max(x1 - x0, y1 - y0) > _WIDEST * density.step
