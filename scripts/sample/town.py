"""Built-up ground: street blocks, what they are planned for, and the development boundary around them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from . import tiling
from .place import at, on_grid, parts_of, random

LAND_USE = {
    "0701": "城镇住宅用地",
    "0702": "城镇社区服务设施用地",
    "0703": "农村宅基地",
    "0801": "机关团体用地",
    "0802": "科研用地",
    "0803": "文化用地",
    "080403": "中小学用地",
    "0805": "体育用地",
    "080601": "医院用地",
    "0901": "商业用地",
    "0902": "商务金融用地",
    "100101": "一类工业用地",
    "100102": "二类工业用地",
    "100103": "三类工业用地",
    "110101": "一类物流仓储用地",
    "1202": "公路用地",
    "1207": "城镇村道路用地",
    "1302": "排水用地",
    "1401": "公园绿地",
    "1402": "防护绿地",
    "1403": "广场用地",
    "16": "留白用地",
}
_MIX = {
    "centre": {"0901": 5, "0902": 4, "0801": 2, "0803": 1, "0701": 4, "1401": 1, "1403": 1},
    "town": {
        "0701": 11,
        "0702": 1,
        "0901": 2,
        "080403": 1,
        "080601": 0.4,
        "0802": 1,
        "0805": 0.4,
        "1401": 1.6,
        "1302": 0.3,
        "16": 0.5,
        "1207": 0.4,
    },
    "park": {"100102": 6, "100103": 4, "100101": 2, "110101": 2, "1402": 1, "1302": 0.6, "0802": 0.5},
    "village": {"0703": 6, "0702": 1, "1202": 1, "1302": 0.6, "100101": 0.5},
}


class Grid(NamedTuple):
    """A town's streets: centre and reach in km, direction in degrees, sizes of blocks and width of streets in m.

    warp: how far the streets wind, m. mix: what the blocks are planned for.
    """

    letter: str
    name: str
    centre: tuple[float, float]
    reach: tuple[float, float]
    angle: float
    block: tuple[float, float]
    street: float
    warp: float
    mix: str


GRIDS = (
    Grid("A", "中心城区", (21.3, 13.2), (3.1, 2.2), -16.0, (210.0, 390.0), 26.0, 60.0, "town"),
    Grid("B", "城北新区", (22.3, 17.9), (1.25, 0.95), -6.0, (230.0, 360.0), 30.0, 25.0, "town"),
    Grid("C", "化工园区", (30.9, 15.3), (2.1, 1.5), 0.0, (330.0, 560.0), 36.0, 0.0, "park"),
    Grid("D", "白禾县城", (9.4, 8.2), (1.5, 1.05), 21.0, (180.0, 330.0), 22.0, 45.0, "town"),
)


class Parcel(NamedTuple):
    """A planned parcel."""

    number: str
    name: str
    land_use: str
    geometry: shapely.Polygon


def blob(centre_km, reach_km, part, rough=0.16, angle=0.0):
    """A rounded natural outline around a place, on the coordinate grid."""
    generator = random(part)
    turn = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    waves = sum(generator.normal() / k * np.cos(k * turn + generator.uniform(0, 6.28)) for k in range(2, 12))
    ring = np.column_stack([np.cos(turn) * reach_km[0], np.sin(turn) * reach_km[1]]) * (1.0 + rough * waves)[:, None]
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return on_grid(shapely.polygons(at(*(ring @ np.array([[c, s], [-s, c]]) + centre_km))))


def build_blocks(rivers, kept_free):
    """All `Parcel`s of the towns, outside the rivers and what is to be kept free."""
    found = []
    for grid in GRIDS:
        generator = random("blocks " + grid.letter)
        shape = shapely.union_all([rivers.buffer(40.0, quad_segs=2), kept_free])
        blocks = _dry(_blocks(grid, generator), shape)
        for k, block in enumerate(blocks, 1):
            code = _land_use(grid, block, generator)
            found.append(Parcel(f"{grid.letter}-{k:03d}", f"{grid.name}{k:03d}号{LAND_USE[code]}", code, block))
    return found


def _blocks(grid, generator):
    """The blocks between the streets of one town, those that lie in its outline."""
    lines = [_crossings(grid.reach[k] * 1000.0, grid.block, generator) for k in (0, 1)]
    u, v = np.meshgrid(*lines)
    wave = grid.warp * np.sin(v / 700.0), grid.warp * np.sin(u / 900.0 + 1.0)
    c, s = np.cos(np.radians(grid.angle)), np.sin(np.radians(grid.angle))
    u, v = u + wave[0], v + wave[1]
    xy = np.stack([u * c - v * s, u * s + v * c], axis=-1) + at(grid.centre)[0]
    rings = np.stack([xy[:-1, :-1], xy[:-1, 1:], xy[1:, 1:], xy[1:, :-1]], axis=2).reshape(-1, 4, 2)
    blocks = shapely.buffer(shapely.polygons(rings), -grid.street / 2.0, join_style="mitre")
    outline = blob(grid.centre, grid.reach, "outline " + grid.letter, 0.13, grid.angle)
    return on_grid(blocks[shapely.contains(outline, shapely.centroid(blocks))])


def _crossings(reach, block, generator):
    """Where the streets of one direction lie, from beyond one end of the town to beyond the other."""
    steps = generator.uniform(*block, int(3.2 * reach / block[0]))
    lines = np.cumsum(steps) - 1.3 * reach
    return lines[lines < 1.3 * reach]


def _dry(blocks, wet):
    """What is left of the blocks outside `wet`, where that is still a block."""
    shapely.prepare(wet)
    found = []
    for block in blocks:
        rest = parts_of(block.difference(wet).simplify(3.0))[0] if shapely.intersects(wet, block) else block
        if rest.area > 0.45 * block.area and rest.area > 8000.0:
            found.append(on_grid(rest))
    return found


def _land_use(grid, block, generator):
    away = shapely.distance(shapely.centroid(block), shapely.points(at(grid.centre)[0]))
    mix = _MIX["centre" if grid.mix == "town" and away < 700.0 else grid.mix]
    weights = np.array(list(mix.values()), dtype=float)
    return str(generator.choice(list(mix), p=weights / weights.sum()))


def build_villages(count, kept_free, outline):
    """`count` small parcels scattered over the plain, clear of everything in `kept_free`."""
    generator, found = random("villages"), []
    shapely.prepare(kept_free)
    while len(found) < count:
        centre = at(generator.uniform((2.0, 2.0), (38.0, 21.0)))[0]
        turn, size = generator.uniform(0, 3.14), generator.uniform((70, 50), (190, 130))
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * size / 2 * generator.uniform(0.85, 1.15, (4, 2))
        c, s = np.cos(turn), np.sin(turn)
        shape = on_grid(shapely.polygons(corners @ np.array([[c, s], [-s, c]]) + centre))
        if shapely.intersects(kept_free, shape) or not shapely.contains(outline, shape.buffer(300.0)):
            continue
        mix = _MIX["village"]
        code = str(generator.choice(list(mix), p=np.array(list(mix.values())) / sum(mix.values())))
        k = len(found) + 1
        found.append(Parcel(f"E-{k:03d}", f"乡村{k:03d}号{LAND_USE[code]}", code, shape))
        kept_free = kept_free.union(shape.buffer(200.0))
        shapely.prepare(kept_free)
    return found


def build_boundary(blocks, additions):
    """Zones of the development boundary: [(code, name, polygon)], apart from one another.

    additions: polygons that belong to the concentrated zone beside what the blocks need.
    """
    built = [shapely.union_all([b.geometry for b in blocks if b.number[0] == grid.letter]) for grid in GRIDS]
    closed = [on_grid(town.buffer(130.0, quad_segs=2).buffer(-95.0, quad_segs=2).simplify(8.0)) for town in built]
    whole = [shapely.polygons(parts_of(town)[0].exterior) for town in closed]
    concentrated = [on_grid(shapely.union_all([town, *(a for a in additions if a.intersects(town))])) for town in whole]
    flexible = [
        blob((25.2, 15.4), (0.9, 0.75), "flexible 1"),
        blob((33.6, 14.2), (0.8, 1.0), "flexible 2"),
        blob((11.2, 7.6), (0.6, 0.5), "flexible 3"),
    ]
    special = [blob((18.0, 12.0), (0.95, 0.75), "special 1"), blob((24.6, 11.4), (0.7, 1.1), "special 2")]
    zones = tiling.partition([*concentrated, *special, *flexible])
    kinds = (
        [("01", "城镇集中建设区")] * len(concentrated)
        + [("03", "特别用途区")] * len(special)
        + [("02", "城镇弹性发展区")] * len(flexible)
    )
    return [(code, name, zone) for (code, name), zone in zip(kinds, zones)]
