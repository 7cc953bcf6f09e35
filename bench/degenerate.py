"""Pairs of polygons in which hardly anything is in general position, family by family, from a seed, many at once.

A family is a function (random, count) → two object arrays of valid polygons, of at most `count` pairs.
"""

import numpy as np
import shapely

_NOWHERE = 9.0  # more than any angle
_DIRECTIONS = 200  # that corners of a star lie in


def _polygons(xy, kept=None):
    """Polygons of corners (n, m, 2), of which only `kept` (n, m) count; None where fewer than three do."""
    kept = np.ones(xy.shape[:2], dtype=bool) if kept is None else kept
    made = np.full(len(xy), None, dtype=object)
    rows = np.flatnonzero(kept.sum(axis=1) >= 3)
    number = np.repeat(np.arange(len(rows)), kept[rows].sum(axis=1))
    made[rows] = shapely.polygons(shapely.linearrings(xy[rows][kept[rows]], indices=number))
    return made


def _valid(left, right):
    kept = np.ones(len(left), dtype=bool)
    for shapes in (left, right):
        kept &= (shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON) & shapely.is_valid(shapes)
        kept &= shapely.area(shapes) > 0
    return left[kept], right[kept]


def _sorted_around(xy, angle, counted):
    """(corners by angle, which to keep): those not `counted` and repeated angles are left out."""
    angle = np.where(counted, angle.round(9), _NOWHERE)
    order = np.argsort(angle, axis=1, kind="stable")
    angle = np.take_along_axis(angle, order, axis=1)
    new = np.diff(angle, axis=1, prepend=-_NOWHERE) > 0
    return np.take_along_axis(xy, order[..., None], axis=1), new & (angle < _NOWHERE)


def _on_lattice(random, count, size=4, corners=None):
    """Polygons with corners on a small lattice: sorted around their middle, repeated directions left out."""
    most = corners or 8
    xy = random.integers(0, size + 1, (count, most, 2)).astype(float)
    wanted = np.full(count, most) if corners else random.integers(3, most + 1, count)
    counted = np.arange(most) < wanted[:, None]
    middle = np.where(counted[..., None], xy, 0.0).sum(axis=1) / wanted[:, None]
    angle = np.arctan2(*np.moveaxis(xy - middle[:, None], -1, 0)[::-1])
    return _polygons(*_sorted_around(xy, angle, counted))


def _stars(random, count, middle=0.0, size=1.0, most=20):
    """(corners, which to keep) of stars."""
    number = random.integers(0, _DIRECTIONS, (count, most))
    counted = np.arange(most) < random.integers(4, most, count)[:, None]
    angle = number * (2 * np.pi / _DIRECTIONS)
    reach = size * random.uniform(0.3, 1.0, (count, most))
    xy = np.stack([np.cos(angle), np.sin(angle)], axis=-1) * reach[..., None]
    xy, kept = _sorted_around(xy, angle, counted)
    return xy + np.broadcast_to(middle, (count, 2))[:, None], kept


def _boxes(low, size):
    return shapely.box(*low.T, *(low + size).T)


def lattice(random, count):
    """Corners on a lattice of five by five: shared corners, T-junctions, edges on edges."""
    return _valid(_on_lattice(random, count), _on_lattice(random, count))


def _holed(random, count, shift, size):
    """Squares of three by three less polygons on a lattice of `size`, moved into them by `shift`: one part."""
    low = random.integers(0, 3, (count, 2)).astype(float)
    shells, holes = _boxes(low, 3.0), _on_lattice(random, count, size, 4)
    sound = np.flatnonzero(shapely.is_valid(holes))
    moved = shapely.transform(holes[sound], lambda xy: xy + shift)
    number = shapely.get_coordinates(moved, return_index=True)[1]
    moved = shapely.set_coordinates(moved, shapely.get_coordinates(moved) + low[sound][number])
    shells[sound] = shapely.difference(shells[sound], moved)
    return shapely.get_geometry(shells, 0)


def lattice_holes(random, count):
    """The same with a hole."""
    other = np.where(random.random(count) < 0.5, _holed(random, count, 0.5, 2), _on_lattice(random, count, 6))
    return _valid(_holed(random, count, 0.5, 2), other)


def touching_holes(random, count):
    """Holes that touch their shell in a corner, and notches; the other polygon the same or on the lattice."""
    other = np.where(random.random(count) < 0.5, _holed(random, count, 0.0, 3), _on_lattice(random, count, 6))
    return _valid(_holed(random, count, 0.0, 3), other)


def same(random, count):
    """One and the same polygon, begun elsewhere, turned around, with a corner repeated."""
    shapes = _polygons(*_stars(random, count))
    shapes = shapes[~shapely.is_missing(shapes)]
    xy, number = shapely.get_coordinates(shapely.get_exterior_ring(shapes), return_index=True)
    first = np.flatnonzero(np.diff(number, prepend=-1))
    size = np.diff(np.append(first, len(xy)))
    begin, way = random.integers(0, 1000, len(first)), random.choice([-1, 1], len(first))
    step = np.arange(len(xy)) - first[number]
    step -= (step > (size // 2)[number]) & (size % 2 == 0)[number]  # repeats a corner, and leaves the last one to it
    place = (begin[number] + way[number] * step) % (size - 1)[number]
    return _valid(shapes, shapely.polygons(shapely.linearrings(xy[first[number] + place], indices=number)))


def neighbours(random, count):
    """Two cells of one tiling: they share a broken border bit for bit, and nothing else."""
    counted = np.arange(11) < random.integers(1, 12, count)[:, None]
    y = np.sort(np.where(counted, random.uniform(0, 1, (count, 11)), 2.0), axis=1)
    border = np.zeros((count, 13, 2))
    border[:, 1:12] = np.stack([random.uniform(-0.2, 0.2, (count, 11)), y], axis=-1)
    border[:, 12] = [0.0, 1.0]
    border += random.uniform(0, 100, (count, 1, 2)).round(3)
    kept = np.column_stack([np.ones(count, bool), counted, np.ones((count, 3), bool)])
    sides = [np.concatenate([border, border[:, [12, 0]] + [[away, 0.0]]], axis=1) for away in (-1.0, 1.0)]
    return _valid(*(_polygons(side, kept) for side in sides))


def junctions(random, count):
    """A corner of the one on an edge of the other, as near as floating point comes."""
    xy, kept = _stars(random, count, random.uniform(0, 500, (count, 2)), 10.0)
    rows, k = np.arange(count), random.integers(0, np.maximum(kept.sum(axis=1), 2) - 1)
    share = np.choose(random.integers(0, 4, count), [np.zeros(count), 0.25, 0.5, random.random(count)])[:, None]
    corner = xy[rows, k] + share * (xy[rows, k + 1] - xy[rows, k])
    other = corner[:, None] + random.uniform(-8, 8, (count, 2, 2))
    return _valid(_polygons(xy, kept), _polygons(np.concatenate([corner[:, None], other], axis=1)))


def one_digit_off(random, count):
    """A copy whose corners are moved by a last digit or two: edges all but on one another."""
    xy, kept = _stars(random, count, random.uniform(1e5, 1e6, (count, 2)), 50.0)
    moved = xy + random.integers(-2, 3, xy.shape) * np.spacing(xy)
    return _valid(_polygons(xy, kept), _polygons(moved, kept))


def near_collinear(random, count):
    """Long triangles along one line, a last digit apart."""
    start, way = random.uniform(1e5, 1e6, (count, 1, 2)), random.uniform(-500, 500, (count, 1, 2))

    def slivers():
        ends = start + np.sort(random.uniform(-1, 2, (count, 2)), axis=1)[..., None] * way
        ends += random.integers(-1, 2, (count, 2, 2)) * np.spacing(ends)
        aside = random.uniform(-1, 1, (count, 1, 2)) * random.choice([1e-6, 1.0, 80.0], (count, 1, 1))
        return _polygons(np.concatenate([ends, ends.mean(axis=1, keepdims=True) + aside], axis=1))

    return _valid(slivers(), slivers())


def thin(random, count):
    """Polygons of four to six corners that are a few last digits thick, against a star across them."""
    low, way = random.uniform(1e5, 1e6, (count, 1, 2)), random.uniform(-500, 500, (count, 1, 2))
    share = np.sort(random.uniform(0, 1, (count, 2, 3)), axis=2)
    share = np.concatenate([share[:, 0], share[:, 1, ::-1]], axis=1)  # there and back
    xy = low + share[..., None] * way
    xy[:, 3:] += random.integers(-1, 2, (count, 3, 2)) * np.spacing(xy[:, 3:])
    kept = np.arange(6) < random.integers(4, 7, count)[:, None]
    middle = (low + random.random((count, 1, 1)) * way)[:, 0] + random.uniform(-20, 20, (count, 2))
    return _valid(_polygons(xy, kept), _polygons(*_stars(random, count, middle, 100.0)))


def touching(random, count):
    """Boxes that touch along an edge, part of an edge or at a corner only."""
    low, size = random.uniform(0, 100, (2, count, 2)).round(1) + 0.1
    shift = np.choose(random.integers(0, 4, count), [np.zeros(count), 0.5, 1.0, random.random(count)])
    aside = random.integers(0, 2, count).astype(bool)
    other = low + size * np.where(
        aside[:, None], np.stack([np.ones(count), shift], 1), np.stack([shift, np.ones(count)], 1)
    )
    return _valid(_boxes(low, size), _boxes(other, size))


def long_edges(random, count):
    """A parcel at the border of a region up to ten thousand times as wide, turned, of four corners."""
    angle, place = random.uniform(0, np.pi, count), random.uniform(1e5, 1e6, (count, 2))
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.stack([np.stack([cos, -sin], 1), np.stack([sin, cos], 1)], 1)
    wide = 10.0 ** random.uniform(2, 5.6, (count, 1, 1))
    region = np.array([[-1, 0], [1, 0], [1, 1], [-1, 1]]) * random.uniform(0.5, 1.0, (count, 4, 2)).round(1) * wide
    region = np.einsum("nij,nkj->nki", turn, region) + place[:, None]
    return _valid(_polygons(*_stars(random, count, place, 40.0)), _polygons(region))


FAMILIES = {
    made.__name__: made
    for made in (
        lattice,
        lattice_holes,
        touching_holes,
        same,
        neighbours,
        junctions,
        one_digit_off,
        near_collinear,
        thin,
        touching,
        long_edges,
    )
}
