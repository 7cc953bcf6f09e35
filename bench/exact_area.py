"""The area that two polygons share in exact rational numbers, by sweeping slabs: slow, simple, and nobody's code."""

from fractions import Fraction

import numpy as np
import shapely


def rounding(left, right):
    """What rounding may be worth in area: (to the kernel (p,), to GEOS (p,), which rounds each corner that it makes).

    The kernel sees coordinates from the middle of the common box (docs/kernel.md, section 4).
    """
    bounds = np.stack([shapely.bounds(left), shapely.bounds(right)])
    common = (bounds[..., 2:].min(axis=0) - bounds[..., :2].max(axis=0)).max(axis=1).clip(0)
    reach = (bounds[..., 2:] - bounds[..., :2]).max(axis=(0, 2))
    corners = np.spacing(np.abs(bounds).max(axis=(0, 2))) * np.minimum(shapely.length(left), 8 * common)
    return 1e-15 * common * (common + reach), 1e-15 * common * reach + 4 * corners


def shared_area(a, b):
    """The area of the intersection of two polygons (shapely, holes and several parts allowed) as a Fraction."""
    edges = [(*edge, 0) for edge in _edges(a)] + [(*edge, 1) for edge in _edges(b)]
    events = sorted({end[0] for edge in edges for end in edge[:2]} | set(_crossings(edges)))
    return sum(_slab(edges, left, right) for left, right in zip(events, events[1:]))


def _edges(shape):
    """Edges ((x, y), (x, y)) from left to right; upright ones bound no slab and are left out."""
    found = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [tuple(map(Fraction, point[:2])) for point in ring.coords]
            found += [tuple(sorted(pair)) for pair in zip(points, points[1:]) if pair[0][0] != pair[1][0]]
    return found


def _crossings(edges):
    boxes = [shapely.LineString([p, q]) for p, q, _ in edges]
    for n, m in shapely.STRtree(boxes).query(boxes).T.tolist():
        if m < n:
            (p, q, _), (r, s, _) = edges[n], edges[m]
            if q[0] <= r[0] or s[0] <= p[0]:
                continue
            first, second = (q[1] - p[1]) / (q[0] - p[0]), (s[1] - r[1]) / (s[0] - r[0])
            if first != second:
                x = (r[1] - p[1] + first * p[0] - second * r[0]) / (first - second)
                if max(p[0], r[0]) < x < min(q[0], s[0]):
                    yield x


def _slab(edges, left, right):
    """Area between two events, where edges do not cross: every second gap of each polygon is inside it."""
    across = [edge for edge in edges if edge[0][0] <= left and right <= edge[1][0]]
    ends = sorted((_height(edge, left) + _height(edge, right), edge[2]) for edge in across)
    inside, total, below = [False, False], Fraction(0), None
    for height, whose in ends:
        if all(inside):
            total += (height - below) * (right - left) / 2
        inside[whose] = not inside[whose]
        below = height
    return total


def _height(edge, x):
    (x0, y0), (x1, y1), _ = edge
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
