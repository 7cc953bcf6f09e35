"""The two options of the road: one short, through what it should not touch; one longer, around it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from shapely.ops import linemerge, substring

from .city import City
from .nature import curve
from .place import at, random, snapped

_START_KM, _END_KM = (11.3, 8.8), (30.6, 13.6)


class Route(NamedTuple):
    """One option: scheme, number, name and course."""

    scheme: str
    number: str
    name: str
    line: shapely.LineString


def build_routes(city: City):
    """Both `Route`s, and the stretch of district border that the first one follows vertex by vertex."""
    border = _border(city)
    along = shapely.get_coordinates(border)
    short = np.vstack(
        [
            _way([_START_KM, (13.2, 10.0), (15.2, 10.4), _km(along[0])])[:-1],
            along,
            _way([_km(along[-1]), (23.6, 9.6), (25.6, 9.3), (27.2, 10.2), (28.6, 12.0), _END_KM])[1:],
        ]
    )
    long = _way(
        [
            _START_KM,
            (12.6, 10.6),
            (14.4, 12.2),
            (15.7, 13.6),
            (16.9, 15.2),
            (17.9, 16.3),
            (20.3, 16.2),
            (23.4, 16.4),
            (26.0, 16.6),
            (27.6, 15.2),
            (28.2, 13.6),
            _END_KM,
        ]
    )
    routes = [
        Route("A", "R-A", "方案一 沿界线", shapely.linestrings(short)),
        Route("B", "R-B", "方案二 北绕线", shapely.linestrings(long)),
    ]
    return routes, border


def _border(city):
    """The stretch of the border between two districts that a road may follow."""
    shared = linemerge(shapely.intersection(city.districts["990101"], city.districts["990103"]))
    longest = max(shapely.get_parts(shared), key=shapely.length)
    begin, end = (longest.project(shapely.points(at(place)[0])) for place in ((17.6, 11.6), (19.9, 11.2)))
    piece = shapely.get_coordinates(substring(longest, min(begin, end), max(begin, end)))[1:-1]
    return shapely.linestrings(piece if piece[0, 0] < piece[-1, 0] else piece[::-1])


def _way(points_km):
    return snapped(curve(points_km, random("route" + str(points_km[0][0])), 0.06))


def _km(point):
    return tuple((np.asarray(point) - at((0, 0))[0]) / 1000.0)
