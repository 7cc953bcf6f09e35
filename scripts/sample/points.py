"""Points: existing enterprises and places that are sensitive to them."""

from __future__ import annotations

from typing import NamedTuple

import shapely

from .place import at, random, snapped
from .planted import SCHOOL_NAME

_TRADES = {
    "C2614": "有机化工",
    "C2631": "农药",
    "C2651": "合成树脂",
    "C2927": "塑料制品",
    "C3021": "水泥制品",
    "C3311": "金属结构",
    "C3360": "表面处理",
    "C1391": "淀粉",
    "C1811": "服装",
    "C2221": "造纸",
    "D4620": "污水处理",
    "C3024": "轻质建材",
}
_VILLAGES = ("柳湾", "石桥", "白鹭", "新塘", "东坡", "古井", "长堤", "麦田", "竹溪", "沙洲", "上湖", "双河")
_CLEAR_OF_TRAPS_M = 600.0


class Place(NamedTuple):
    """A named point: what it is called, its kind (trade code or kind of target) and where it is."""

    name: str
    kind: str
    geometry: shapely.Point


def build_enterprises(count, blocks, near_site, traps, outline):
    """Enterprises: one on the site where it wants to grow, most of the others in the park."""
    generator = random("enterprises")
    free = traps.buffer(_CLEAR_OF_TRAPS_M)
    park = [b.geometry for b in blocks if b.number[0] == "C" and b.land_use.startswith("10")]
    towns = [b.geometry for b in blocks if b.number[0] in "AD"]
    found = [
        Place("示例化工有限公司", "C2614", shapely.points(snapped(shapely.get_coordinates(near_site.centroid)[0])))
    ]
    trades = list(_TRADES)
    while len(found) < count:
        share = generator.uniform()
        block = (park if share < 0.6 else towns)[generator.integers(len(park if share < 0.6 else towns))]
        spot = (
            _inside(block, generator)
            if share < 0.85
            else shapely.points(snapped(at(generator.uniform((4, 3), (36, 18)))[0]))
        )
        if (
            shapely.intersects(free, spot)
            or near_site.buffer(60.0).intersects(spot)
            or not shapely.contains(outline, spot)
        ):
            continue
        trade = trades[generator.integers(len(trades))]
        found.append(Place(f"示例{_TRADES[trade]}企业{len(found):02d}", trade, spot))
    return found


def build_targets(count, blocks, school, traps, outline, rivers):
    """Schools and hospitals where they are planned, villages on the plain, and the one school beside a trap."""
    generator = random("targets")
    free = traps.buffer(_CLEAR_OF_TRAPS_M).union(rivers.buffer(100.0))
    found = [Place(SCHOOL_NAME, "学校", school)]
    for code, kind, name, most in (("080403", "学校", "示例中小学", 8), ("080601", "医院", "示例医院", 4)):
        places = [b.geometry for b in blocks if b.land_use == code and not b.geometry.intersects(free)][:most]
        found += [
            Place(f"{name}{k}", kind, shapely.points(snapped(p.centroid.coords[0]))) for k, p in enumerate(places, 1)
        ]
    towns = shapely.union_all([b.geometry for b in blocks]).buffer(300.0)
    while len(found) < count:
        spot = shapely.points(snapped(at(generator.uniform((3, 2), (37, 22)))[0]))
        if not (shapely.intersects(free, spot) or shapely.intersects(towns, spot)) and shapely.contains(outline, spot):
            found.append(Place(f"示例{_VILLAGES[len(found) % len(_VILLAGES)]}村{len(found):02d}", "村庄", spot))
    return found


def _inside(block, generator):
    x0, y0, x1, y1 = block.bounds
    while True:
        spot = shapely.points(snapped(generator.uniform((x0, y0), (x1, y1))))
        if shapely.contains(block, spot):
            return spot
