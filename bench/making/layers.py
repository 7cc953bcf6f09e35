"""The five layers of one size, in metres."""

from __future__ import annotations

import numpy as np
import shapely

from .contours import ground_above
from .fields import rough_field
from .region import SEED
from .sites import corridors, sites
from .tilings import Grid

_VALLEYS = 0.6  # how much towns keep to low ground: too little, and the red line would lie full of street blocks


def make_layers(size):
    """{name: array of polygons} for a `Size`. The same each time: every layer has a generator of its own."""
    terrain = rough_field(_generator("terrain"), size.ground, 3.05)
    towns = rough_field(_generator("towns"), size.town, 2.9).lower_on(terrain, _VALLEYS)
    farmland = _farmland(size, terrain)
    return {
        "units": Grid(*size.units, 0.22, 5, 0.10).cells(_generator("units")),
        "redline": _red_line(size, terrain),
        "farmland": farmland,
        "udb": ground_above(towns, towns.above(0.07), 6e4),
        "parcels": _parcels(size, towns, farmland),
    }


def _generator(part):
    return np.random.default_rng([SEED, *part.encode()])


def _red_line(size, terrain):
    """High ground, gathered to a few features from west to east, each with three fifths of the vertices of the last."""
    polygons = ground_above(terrain, terrain.above(0.30), 2e4)
    polygons = polygons[np.argsort(shapely.get_x(shapely.point_on_surface(polygons)), kind="stable")]
    vertices = np.cumsum(shapely.get_num_coordinates(polygons))
    shares = np.cumsum(0.6 ** np.arange(size.redline_features))
    group = np.searchsorted(shares / shares[-1], (vertices - 1) / vertices[-1], side="right")
    return np.array([shapely.multipolygons(polygons[group == number]) for number in np.unique(group)], dtype=object)


def _farmland(size, terrain):
    """The cells on the lowest ground, their edge frayed."""
    grid, generator = Grid.of_cells(size.field, 0.25, 2, 0.10), _generator("farmland")
    height = terrain.at(*grid.middles())
    wanted = np.argsort(height + generator.normal(0.0, 0.5, len(height)), kind="stable")[: size.farmland]
    return grid.cells(generator, np.sort(wanted))


def _parcels(size, towns, farmland):
    """Street blocks 70 %, corridors 0.2 %, exact copies of farmland cells 2 %, the rest sites; in random order."""
    generator = _generator("parcels")
    blocks, copies, routes = int(0.70 * size.parcels), int(0.02 * size.parcels), size.parcels // 500
    grid = Grid.of_cells(size.block, 0.20, 2, 0.04)
    density = towns.at(*grid.middles())
    wanted = np.argsort(-density + generator.normal(0.0, 0.12, len(density)), kind="stable")[:blocks]
    parts = [
        grid.cells(generator, np.sort(wanted)),
        sites(generator, size.parcels - blocks - copies - routes),
        farmland[generator.choice(len(farmland), copies, replace=False)],
        corridors(generator, routes),
    ]
    return generator.permutation(np.concatenate(parts))
