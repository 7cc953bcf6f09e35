"""What land is now, and what the project takes of it: the land survey, land taken for good and for a time, and plots
that are there already. Laid out on whole metres, so that areas by class can be checked with a pencil.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from . import tiling
from .place import ORIGIN, at, random, rectangle

CLASSES = {
    "0101": "水田",
    "0103": "旱地",
    "0301": "乔木林地",
    "0404": "其他草地",
    "0601": "工业用地",
    "0602": "采矿用地",
    "0701": "城镇住宅用地",
    "0702": "农村宅基地",
    "1206": "裸土地",
}
_CELL_KM = 2.3
_HILLS_KM = 17.5  # north of this the ground is wooded
_PLAIN = ("0101", "0101", "0103", "0702")


class Zone(NamedTuple):
    """Ground around a site: its corner (km), west, south, east and north of it in metres, where it is divided, and the
    classes west and east of there."""

    corner_km: tuple[float, float]
    reach: tuple[float, float, float, float]
    divided: float
    classes: tuple[str, str]


class Taken(NamedTuple):
    """Land of a project: project, scheme, number, name, part, planned use, polygon."""

    project: str
    scheme: str
    number: str
    name: str
    part: str | None
    land_use: str
    geometry: shapely.Polygon


ZONES = (
    Zone((30.2, 14.7), (-150, -150, 650, 500), 200, ("0601", "1206")),
    Zone((29.0, 12.5), (-50, -50, 750, 500), 300, ("0101", "0702")),
    Zone((8.0, 21.3), (-80, -90, 700, 450), 250, ("0301", "0404")),
    Zone((17.75, 22.45), (-20, -20, 100, 80), 40, ("0301", "0602")),
    Zone((17.03, 5.03), (-20, -20, 120, 90), 120, ("0601", "0101")),
)
# Scheme: corner (km) and size (m) of the ground that its works need for a time.
_WORKS = {"A": ((30.74, 14.75), (80, 50)), "B": ((29.62, 12.6), (60, 50)), "C": ((8.58, 21.35), (50, 40))}
_PLOTS = (
    ("XZ-1", "示例石料场（现有）", "1002", (17.75, 22.45), (80, 60)),
    ("XZ-2", "示例砖厂（现有）", "100102", (17.03, 5.03), (100, 80)),
)


def build_survey(city, towns):
    """[(class, polygon)] of the land survey, which tiles the city. towns: {letter: built-up ground} of `town.GRIDS`."""
    cells, middles = _cells()
    inside, generator = shapely.intersects(cells, city.outline), random("survey")
    cells, middles = cells[inside], middles[inside]
    classes = [_class(place, towns, generator) for place in middles]
    zones = [one for zone in ZONES for one in _of_zone(zone)]
    shapes = [shape for _, shape in zones] + [cell.intersection(city.outline) for cell in cells]
    parts = tiling.partition(shapes)
    return [(code, part) for code, part in zip([code for code, _ in zones] + classes, parts) if part is not None]


def build_taken(sites):
    """All `Taken`. sites: of `planted.build_sites`."""
    found = []
    for scheme, _, _, shape in sites:
        corner, size = _WORKS[scheme]
        found.append(Taken("P1", scheme, f"{scheme}-Y", "厂区永久用地", "permanent", "100103", shape))
        found.append(Taken("P1", scheme, f"{scheme}-L", "施工临时用地", "temporary", "100103", _box(corner, size)))
    for number, name, land_use, corner, size in _PLOTS:
        found.append(Taken("P4", "1", number, name, "permanent", land_use, _box(corner, size)))
    return found


def _cells():
    """(cells, their seeds) on and around the city."""
    generator = random("land survey")
    columns, rows = np.meshgrid(np.arange(-4, 45, _CELL_KM), np.arange(-4, 35, _CELL_KM))
    grid_km = np.column_stack([columns.ravel(), rows.ravel()])
    seeds = at(*(grid_km + generator.uniform(-0.3, 0.3, grid_km.shape) * _CELL_KM))
    return tiling.wild_cells(seeds, (*at((-8, -8))[0], *at((48, 38))[0]), generator), seeds


def _class(place, towns, generator):
    for letter, ground in towns.items():
        if shapely.contains_xy(ground, *place):
            return "0601" if letter == "C" else "0701"
    if place[1] > ORIGIN[1] + 1000.0 * _HILLS_KM:
        return "0301" if generator.uniform() < 0.8 else "0404"
    return str(generator.choice(_PLAIN))


def _of_zone(zone):
    """[(class, rectangle)] west and east of where a zone is divided."""
    x, y = at(zone.corner_km)[0]
    west, south, east, north = zone.reach
    edges = (west, zone.divided, east)
    return [
        (code, rectangle(x + edges[k], y + south, x + edges[k + 1], y + north)) for k, code in enumerate(zone.classes)
    ]


def _box(corner_km, size):
    x, y = np.round(at(corner_km)[0])
    return rectangle(x, y, x + size[0], y + size[1])
