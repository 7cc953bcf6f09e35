"""The traps: parcels, and features under them, laid out so that what the review must find is known beforehand.

Most stand on whole metres against straight edges, so that their figures can be checked with a pencil.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .city import City
from .nature import Nature
from .place import ORIGIN, on_grid, parts_of, rectangle, snapped
from .town import LAND_USE, blob

EDGE_Y = 3662000.0  # the straight south edge of the red line at the foot of the hills
SCHOOL_NAME = "示例第九小学"


class Trap(NamedTuple):
    """A planted parcel: number, what makes it one (Chinese), land use code, geometry (None: none at all), project."""

    number: str
    name: str
    land_use: str
    geometry: shapely.Geometry | None
    project: str | None = None
    declared: float = 1.0

    @property
    def land_use_name(self):
        """What the land use code means."""
        return LAND_USE[self.land_use]


class Ground(NamedTuple):
    """What is built under the traps. hills, beyond: ground north and south of the straight edge of the red line."""

    hills: shapely.Polygon
    beyond: shapely.Polygon
    hole: shapely.Polygon
    island: shapely.Polygon
    wetland: shapely.Polygon
    grove: shapely.Polygon
    farmland: tuple[shapely.Polygon, ...]
    park_edge: shapely.Polygon
    school: shapely.Point


def _box(east_km, north_km, width, height):
    """A rectangle given by its south-west corner (km from the city's corner) and its size in metres."""
    x, y = snapped(ORIGIN + 1000.0 * np.array([east_km, north_km]))
    return rectangle(x, y, x + width, y + height)


def _around(point, width, height):
    x, y = np.round(shapely.get_coordinates(point)[0])
    return rectangle(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def build_ground():
    """The `Ground` of the traps."""
    foot = blob((17.6, 22.0), (1.9, 1.15), "foot of the hills", 0.12)
    half = rectangle(foot.bounds[0] - 1, EDGE_Y, foot.bounds[2] + 1, foot.bounds[3] + 1)
    return Ground(
        hills=on_grid(parts_of(foot.intersection(half))[0]),
        beyond=on_grid(foot.difference(half)),
        hole=blob((18.55, 22.45), (0.3, 0.24), "hole", 0.1),
        island=blob((20.3, 21.5), (0.36, 0.28), "island", 0.1),
        wetland=blob((25.7, 9.5), (1.35, 0.62), "wetland", 0.14, -12.0),
        grove=_box(22.05, 6.04, 100, 60),
        farmland=(_box(17.0, 5.0, 300, 200), _box(18.0, 5.0, 200, 200), _box(18.15, 5.0, 200, 200)),
        park_edge=_box(31.0, 13.3, 500, 700),
        school=shapely.points(snapped(ORIGIN + (24320.0, 5075.0))),
    )


def build_traps(city: City, nature: Nature):
    """All `Trap`s, in the order of their numbers."""
    return [*_on_the_red_line(), *_on_other_layers(), *_on_natural_borders(city, nature), *_with_faults()]


def _on_the_red_line():
    return [
        Trap("T-01", "红线内地块", "1202", _box(17.4, 22.4, 300, 200)),
        Trap("T-02", "部分压占红线地块", "0703", _box(16.5, 21.93, 200, 150)),
        Trap("T-03", "与红线共边地块", "0703", _box(16.85, 21.85, 200, 150)),
        Trap("T-04", "半平方米碎片地块", "0703", _box(17.2, 21.88, 100, 120.005)),
        Trap("T-05", "红线精度内狭条地块", "1202", _box(17.5, 21.85, 200, 153)),
        Trap("T-06", "距红线30米地块", "100101", _box(18.1, 21.82, 200, 150)),
        Trap("T-07", "红线开天窗内地块", "0703", _box(18.46, 22.38, 180, 140)),
        Trap("T-08", "红线飞地上地块", "0703", _box(20.2, 21.43, 200, 140)),
        Trap("T-16", "一般管控单元内含小片红线地块", "0703", _box(22.0, 6.0, 200, 150)),
    ]


def _on_other_layers():
    return [
        Trap("T-09", "部分压占永久基本农田地块", "100101", _box(17.2, 5.05, 200, 120)),
        Trap("T-10", "重叠农田图斑上地块", "0703", _box(18.1, 5.05, 200, 100)),
        Trap("T-11", "半在开发边界外三类工业地块", "100103", _box(31.15, 13.15, 200, 300)),
        Trap("T-12", "特别用途区内居住地块", "0701", _box(17.6, 11.7, 200, 150)),
        Trap("T-15", "优先单元内红线外地块", "0703", _box(30.6, 23.0, 200, 150)),
        Trap("T-18", "自然保护地核心区地块", "1202", _box(22.5, 25.6, 200, 150)),
        Trap("T-20", "市域外地块", "1202", _box(37.6, 2.2, 200, 150)),
        Trap("T-21", "相互重叠地块一", "0703", _box(20.5, 7.5, 200, 150), "P3"),
        Trap("T-22", "相互重叠地块二", "0703", _box(20.65, 7.5, 200, 150), "P3"),
        Trap("T-23", "学校旁工业地块", "100102", _box(24.0, 5.0, 200, 150)),
        Trap("T-24", "申报面积偏大百分之五地块", "0703", _box(26.0, 4.2, 200, 150), declared=1.05),
    ]


def _on_natural_borders(city, nature):
    core, town, middle = (city.units[code] for code in ("ZH99010120001", "ZH99010120002", "ZH99010130001"))
    border = shapely.intersection(city.districts["990101"], city.districts["990103"])
    corner = _nearest(core.intersection(town).intersection(middle), (18.0, 16.0))
    bank = nature.zones["level1"].boundary
    return [
        Trap("T-13", "跨区县界地块", "1202", _around(_nearest(border, (20.9, 10.0)), 300, 200)),
        Trap("T-14", "跨三个管控单元地块", "0701", _around(corner, 400, 400)),
        Trap("T-17", "跨水源一二级保护区地块", "0703", _around(_nearest(bank, (13.6, 18.8)), 240, 160)),
        Trap("T-19", "部分超出市域地块", "0703", _around(_nearest(city.outline.boundary, (20.0, 0.0)), 300, 200)),
    ]


def _with_faults():
    x, y = ORIGIN + (25100.0, 15300.0)
    crossed = shapely.polygons([(x, y), (x + 200, y + 200), (x + 200, y), (x, y + 200)])
    return [
        Trap("T-25", "编号重复地块一", "0703", _box(14.0, 6.6, 150, 100)),
        Trap("T-25", "编号重复地块二", "0703", _box(14.3, 6.6, 150, 80)),
        Trap("T-26", "无图形地块", "0703", None),
        Trap("T-27", "自相交地块", "0701", crossed),
    ]


def _nearest(geometry, place_km):
    place = shapely.points(ORIGIN + 1000.0 * np.array(place_km))
    return shapely.points(shapely.get_coordinates(shapely.shortest_line(geometry, place))[0])


def build_sites(farmland_near_km=(29.0, 12.5)):
    """[(scheme, number, name, polygon)] of the project's three sites."""
    x, y = ORIGIN + 1000.0 * np.array(farmland_near_km)
    skew = shapely.polygons([(x, y), (x + 560, y + 30), (x + 600, y + 330), (x + 240, y + 420), (x + 20, y + 380)])
    lake = ORIGIN + (8000.0, 21300.0)
    shore = shapely.polygons(lake + [(0, 0), (480, -40), (560, 260), (300, 400), (-20, 330)])
    park = ORIGIN + (30200.0, 14700.0)
    inside = shapely.polygons(park + [(0, 0), (520, 0), (520, 400), (80, 400), (0, 320)])
    return [
        ("A", "S-A", "方案一 园区内", on_grid(inside)),
        ("B", "S-B", "方案二 园区南", on_grid(skew)),
        ("C", "S-C", "方案三 水库西", on_grid(shore)),
    ]


def around(traps):
    """Ground that nothing else is put on."""
    shapes = [trap.geometry for trap in traps if trap.geometry is not None]
    return shapely.union_all([shape.envelope.buffer(90.0) for shape in shapes])
