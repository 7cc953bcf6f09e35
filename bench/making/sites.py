"""Parcels that are no cells of a tiling: sites of all sizes, and corridors along routes."""

from __future__ import annotations

import numpy as np
import shapely

from .region import HEIGHT, WIDTH, X0, Y0
from .tilings import closed_polygons

_VERTICES = [12, 16, 24, 32, 48, 64, 96]
_OFTEN = [0.20, 0.20, 0.25, 0.15, 0.10, 0.07, 0.03]
_MARGIN = 3_000.0  # m: sites keep this far from the rim
_STEP = 100.0  # m between the vertices of a route


def sites(generator, count):
    """Star-shaped polygons anywhere in the region, their radius about 90 m, 15 to 1500."""
    centre = np.column_stack(
        [
            generator.uniform(X0 + _MARGIN, X0 + WIDTH - _MARGIN, count),
            generator.uniform(Y0 + _MARGIN, Y0 + HEIGHT - _MARGIN, count),
        ]
    )
    radius = np.clip(generator.lognormal(np.log(90.0), 0.8, count), 15.0, 1500.0)
    vertices = generator.choice(_VERTICES, count, p=_OFTEN)
    found = np.empty(count, dtype=object)
    for number in _VERTICES:
        rows = np.flatnonzero(vertices == number)
        if len(rows):
            found[rows] = _stars(generator, centre[rows], radius[rows], number)
    return found


def _stars(generator, centre, radius, vertices):
    """Angles rise from vertex to vertex, so that no ring crosses itself; the radius waves and jitters."""
    shape = len(centre), vertices
    angle = (np.arange(vertices) + generator.uniform(-0.35, 0.35, shape)) * (2 * np.pi / vertices)
    reach = np.ones(shape)
    for wave in range(2, 7):
        reach += 0.35 / wave * np.sin(wave * angle + generator.uniform(0.0, 2 * np.pi, (len(centre), 1)))
    reach *= generator.uniform(0.9, 1.1, shape) * radius[:, None]
    return closed_polygons(centre[:, None] + reach[..., None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1))


def corridors(generator, count):
    """Routes of 5 to 40 km, 16 to 80 m wide: long boxes that are nearly empty, the worst case for a box join."""
    found = []
    while len(found) < count:
        route = _route(generator)
        if len(route) > 10:
            found.append(shapely.buffer(shapely.linestrings(route), generator.uniform(8.0, 40.0), quad_segs=4))
    return np.array(found, dtype=object)


def _route(generator):
    """A wandering line that ends where it leaves the region."""
    count = int(generator.uniform(5e3, 4e4) / _STEP)
    heading = generator.uniform(0.0, 2 * np.pi) + np.cumsum(generator.normal(0.0, 0.06, count))
    start = generator.uniform([X0, Y0], [X0 + WIDTH, Y0 + HEIGHT])
    xy = start + np.cumsum(_STEP * np.column_stack([np.cos(heading), np.sin(heading)]), axis=0)
    inside = ((xy > [X0, Y0]) & (xy < [X0 + WIDTH, Y0 + HEIGHT])).all(axis=1)
    return xy if inside.all() else xy[: int(np.argmin(inside))]
