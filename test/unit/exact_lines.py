"""Where a straight edge runs in a closed polygon, in exact rational numbers: slow, simple, and nobody's code."""

from fractions import Fraction

import shapely


def places_inside(a, b, polygon):
    """[(from, to)] in shares of the edge a → b: the stretches in the polygon, its border included; touches left out."""
    a, b = ([Fraction(float(x)) for x in end] for end in (a, b))
    rings = [
        [(Fraction(x), Fraction(y)) for x, y in ring.coords]
        for part in shapely.get_parts(polygon)
        for ring in (part.exterior, *part.interiors)
    ]
    edges = [pair for ring in rings for pair in zip(ring, ring[1:])]
    places = sorted({Fraction(0), Fraction(1)} | {share for c, d in edges for share in _met(a, b, c, d)})
    found = []
    for begin, end in zip(places, places[1:]):
        if _holds(edges, _at(a, b, (begin + end) / 2)):
            joins = found and found[-1][1] == begin
            found = [*found[:-1], (found[-1][0], end)] if joins else [*found, (begin, end)]
    return found


def _at(a, b, share):
    return tuple(p + share * (q - p) for p, q in zip(a, b))


def _left(a, b, p):
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def _met(a, b, c, d):
    """Shares of a → b at which the line through it meets the edge c → d, its ends where it runs along."""
    before, after = _left(c, d, a), _left(c, d, b)
    if before != after:
        share = before / (before - after)
        meets = _left(a, b, c) * _left(a, b, d) <= 0
        return [share] if meets and 0 < share < 1 else []
    if before != 0 or a == b:
        return []
    axis = 0 if a[0] != b[0] else 1
    shares = [(end[axis] - a[axis]) / (b[axis] - a[axis]) for end in (c, d)]
    return [share for share in shares if 0 < share < 1]


def _holds(edges, p):
    """Whether a point lies in the closed area."""
    inside = False
    for c, d in edges:
        if _on(c, d, p):
            return True
        if (c[1] > p[1]) != (d[1] > p[1]):
            inside ^= (_left(c, d, p) > 0) == (d[1] > c[1])
    return inside


def meets_otherwise(a, b, polygon):
    """Whether the edge a → b meets the border of a polygon otherwise than by crossing an edge between its ends."""
    a, b = (tuple(Fraction(float(x)) for x in end) for end in (a, b))
    for part in shapely.get_parts(polygon):
        for ring in (part.exterior, *part.interiors):
            corners = [(Fraction(x), Fraction(y)) for x, y in ring.coords]
            if any(_on(a, b, corner) for corner in corners):
                return True
            if any(_on(c, d, end) for c, d in zip(corners, corners[1:]) for end in (a, b)):
                return True
    return False


def _on(c, d, p):
    """Whether a point lies on the edge c → d, its ends included."""
    return _left(c, d, p) == 0 and all(min(c[k], d[k]) <= p[k] <= max(c[k], d[k]) for k in (0, 1))
