"""Pairs of polygons in which hardly anything is in general position, family by family, from a seed."""

import numpy as np
import shapely
import shapely.affinity

from .independent import array_of

_AROUND = np.linspace(0, 2 * np.pi, 200, endpoint=False)


def _valid(pairs):
    kept = [(a, b) for a, b in pairs if all(s.is_valid and s.area > 0 and s.geom_type == "Polygon" for s in (a, b))]
    return array_of([a for a, _ in kept]), array_of([b for _, b in kept])


def _on_lattice(random, size=4, corners=None):
    """A simple polygon with corners on a small lattice: sorted around its middle, repeated directions left out."""
    points = random.integers(0, size + 1, (corners or random.integers(3, 9), 2)).astype(float)
    middle = points.mean(axis=0)
    angle = np.arctan2(*(points - middle).T[::-1])
    _, first = np.unique(angle.round(9), return_index=True)
    return shapely.Polygon(points[first]) if len(first) >= 3 else shapely.Polygon()


def lattice(random, count):
    """Corners on a lattice of five by five: shared corners, T-junctions, edges on edges."""
    return _valid((_on_lattice(random), _on_lattice(random)) for _ in range(count))


def lattice_holes(random, count):
    """The same with a hole."""

    def holed():
        x, y = random.integers(0, 3, 2)
        shell = shapely.box(x, y, x + 3, y + 3)
        hole = shapely.affinity.translate(_on_lattice(random, 2, 4), x + 0.5, y + 0.5)
        found = shell.difference(hole) if hole.is_valid else shell
        return found if found.geom_type == "Polygon" else shell

    return _valid((holed(), holed() if random.random() < 0.5 else _on_lattice(random, 6)) for _ in range(count))


def same(random, count):
    """One and the same polygon, begun elsewhere and turned around."""

    def turned(shape):
        points = np.asarray(shape.exterior.coords)[:-1]
        points = np.roll(points, random.integers(len(points)), axis=0)
        return shapely.Polygon(points[:: random.choice([-1, 1])])

    shapes = [s for s in (_star(random) for _ in range(count)) if s.is_valid]
    return _valid((shape, turned(shape)) for shape in shapes)


def _star(random, middle=(0.0, 0.0), size=1.0):
    angles = np.sort(random.choice(_AROUND, random.integers(4, 20), replace=False))
    reach = size * random.uniform(0.3, 1.0, len(angles))
    return shapely.Polygon(np.column_stack([np.cos(angles), np.sin(angles)]) * reach[:, None] + middle)


def neighbours(random, count):
    """Two cells of one tiling: they share a broken border bit for bit, and nothing else."""

    def pair():
        y = np.sort(random.uniform(0, 1, random.integers(1, 12)))
        border = np.column_stack([random.uniform(-0.2, 0.2, len(y)), y])
        border = np.vstack([[0, 0], border, [0, 1]]) + random.uniform(0, 100, 2).round(3)
        west, east = border[[0, -1]] - [[1, 0]], border[[0, -1]] + [[1, 0]]
        return shapely.Polygon(np.vstack([border, west[::-1]])), shapely.Polygon(np.vstack([border, east[::-1]]))

    return _valid(pair() for _ in range(count))


def junctions(random, count):
    """A corner of the one on an edge of the other, as near as floating point comes."""

    def pair():
        shape = _star(random, random.uniform(0, 500, 2), 10.0)
        ring = np.asarray(shape.exterior.coords)
        k = random.integers(len(ring) - 1)
        share = random.choice([0.0, 0.25, 0.5, random.random()])
        corner = ring[k] + share * (ring[k + 1] - ring[k])
        other = corner + random.uniform(-8, 8, (2, 2))
        return shape, shapely.Polygon([corner, *other])

    return _valid(pair() for _ in range(count))


def one_digit_off(random, count):
    """A copy whose corners are moved by a last digit or two: edges all but on one another."""

    def pair():
        shape = _star(random, random.uniform(1e5, 1e6, 2), 50.0)
        ring = np.asarray(shape.exterior.coords)[:-1]
        moved = ring + random.integers(-2, 3, ring.shape) * np.spacing(ring)
        return shape, shapely.Polygon(moved)

    return _valid(pair() for _ in range(count))


def near_collinear(random, count):
    """Long triangles along one line, a last digit apart."""

    def pair():
        start, way = random.uniform(1e5, 1e6, 2), random.uniform(-500, 500, 2)

        def sliver():
            ends = start + np.sort(random.uniform(-1, 2, 2))[:, None] * way
            ends = ends + random.integers(-1, 2, (2, 2)) * np.spacing(ends)
            aside = random.uniform(-1, 1, 2) * random.choice([1e-6, 1.0, 80.0])
            return shapely.Polygon([*ends, ends.mean(axis=0) + aside])

        return sliver(), sliver()

    return _valid(pair() for _ in range(count))


def touching(random, count):
    """Boxes that touch along an edge, part of an edge or at a corner only."""

    def pair():
        x, y, width, height = random.uniform(0, 100, 4).round(1) + 0.1
        shift = random.choice([0.0, 0.5, 1.0, random.random()])
        side = random.integers(2)
        other = (x + width, y + shift * height) if side else (x + shift * width, y + height)
        return shapely.box(x, y, x + width, y + height), shapely.box(*other, other[0] + width, other[1] + height)

    return _valid(pair() for _ in range(count))


FAMILIES = {
    made.__name__: made
    for made in (lattice, lattice_holes, same, neighbours, junctions, one_digit_off, near_collinear, touching)
}
