"""The city's ground: districts and control units, grown from one tiling so that their borders fit exactly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from . import tiling
from .place import at, random

_CELL_KM = 1.55
DISTRICTS = {"990101": "云岚区", "990102": "东砚区", "990103": "白禾县"}
CLASSES = {"1": "优先保护单元", "2": "重点管控单元", "3": "一般管控单元"}


class Unit(NamedTuple):
    """A control unit: its code, the first part of its name, and the places (km) around which it grows."""

    code: str
    place: str
    seeds: tuple[tuple[float, float], ...]

    @property
    def grade(self):
        """The class digit of the code."""
        return self.code[8]

    @property
    def district(self):
        """Code of the district that the unit lies in."""
        return self.code[2:8]

    @property
    def name(self):
        """As official names go: place and class."""
        return f"{DISTRICTS[self.district]}{self.place}{CLASSES[self.grade]}"


UNITS = (
    Unit("ZH99010110001", "岚湖水源地", ((10.5, 19.5), (8.5, 22.5), (10.5, 22.5))),
    Unit("ZH99010110002", "云岚山自然保护区", ((22.5, 25.5), (19.5, 26.5), (25.0, 24.0))),
    Unit("ZH99010110003", "北岭水土保持", ((14.5, 25.5), (14.5, 22.5), (11.0, 26.0))),
    Unit("ZH99010120001", "中心城区", ((21.5, 13.5), (19.5, 14.0), (23.0, 12.5))),
    Unit("ZH99010120002", "城北新区", ((22.0, 17.5),)),
    Unit("ZH99010130001", "中部", ((16.0, 17.0), (16.5, 20.0), (20.5, 20.5), (25.5, 20.0))),
    Unit("ZH99010210001", "东北丘陵", ((33.0, 24.5), (30.0, 25.5), (36.0, 22.5))),
    Unit("ZH99010220001", "化工园区", ((31.0, 15.5), (29.5, 14.5), (32.5, 16.5))),
    Unit("ZH99010220002", "东部城镇", ((36.5, 17.0),)),
    Unit("ZH99010220003", "农业面源", ((33.0, 9.5), (36.0, 10.0))),
    Unit("ZH99010230001", "东部", ((28.5, 19.5), (32.5, 20.5), (28.0, 10.5), (37.5, 13.5), (35.5, 6.0))),
    Unit("ZH99010310001", "西山生物多样性", ((3.5, 18.5), (3.0, 15.0), (4.0, 21.5))),
    Unit("ZH99010320001", "县城", ((9.5, 8.0),)),
    Unit("ZH99010320002", "建材产业", ((5.0, 6.0),)),
    Unit("ZH99010330001", "西部", ((8.0, 14.0), (12.5, 12.5), (5.0, 10.5), (11.5, 10.5))),
    Unit("ZH99010330002", "南部", ((15.5, 6.5), (20.5, 6.0), (25.5, 4.5), (12.0, 4.0), (29.5, 3.5), (17.5, 9.5))),
)


class City(NamedTuple):
    """units, districts: polygons by code, which tile `outline` exactly."""

    outline: shapely.Polygon
    units: dict
    districts: dict


def build_city():
    """The `City`."""
    generator = random("city")
    seeds, cells = _cells(generator)
    owner = _owners(seeds)
    inside = _inside(seeds, random("outline"))
    if not shapely.is_valid(cells[inside]).all():
        raise ValueError("borders cross: choose another seed or less roughness")
    units = {unit.code: tiling.together(cells[inside & (owner == k)]) for k, unit in enumerate(UNITS)}
    districts = {
        code: tiling.together(np.array([units[unit.code] for unit in UNITS if unit.district == code]))
        for code in DISTRICTS
    }
    return City(tiling.together(np.array(list(districts.values()))), units, districts)


def _cells(generator):
    """(seed of each cell, cells) on and around the city."""
    columns, rows = np.meshgrid(np.arange(-5, 46, _CELL_KM), np.arange(-5, 36, _CELL_KM))
    columns = columns + 0.5 * _CELL_KM * (np.arange(len(rows))[:, None] % 2)
    grid_km = np.column_stack([columns.ravel(), rows.ravel()])
    seeds = at(*(grid_km + generator.uniform(-0.3, 0.3, grid_km.shape) * _CELL_KM))
    box = (*at((-8, -8))[0], *at((48, 38))[0])
    return seeds, tiling.wild_cells(seeds, box, generator)


def _owners(seeds):
    """Number of the unit that each cell belongs to: the one with the nearest place."""
    places = np.concatenate([at(*unit.seeds) for unit in UNITS])
    number = np.repeat(np.arange(len(UNITS)), [len(unit.seeds) for unit in UNITS])
    distance = np.hypot(*(seeds[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    return number[distance.argmin(axis=1)]


def _inside(seeds, generator):
    """bool of each cell: the city is a rounded box with a restless edge."""
    u, v = (seeds - at((20.2, 14.6))).T / 1000.0
    angle = np.arctan2(v, u)
    waves = sum(generator.normal() / k * np.cos(k * angle + generator.uniform(0, 6.28)) for k in range(2, 9))
    return np.abs(u / 19.2) ** 2.8 + np.abs(v / 13.9) ** 2.8 < 1.0 + 0.27 * waves
