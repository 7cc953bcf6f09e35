"""The ecological red line: natural forest, reserve and wetland, with the straight places that the traps need."""

from __future__ import annotations

from typing import NamedTuple

import shapely

from .city import DISTRICTS, UNITS, City
from .nature import Nature
from .place import cleaned, on_grid
from .planted import Ground
from .tiling import partition


class RedLine(NamedTuple):
    """One feature: number, name, kind (HXLX) and ground."""

    number: str
    name: str
    kind: str
    geometry: shapely.Geometry


# Place and kind of what lies in a control unit; in all others it is soil conservation.
_NAMED = {
    "ZH99010110001": ("岚湖", "水源涵养"),
    "ZH99010110002": ("云岚山", "生物多样性维护"),
    "ZH99010110003": ("北岭", "水土保持"),
    "ZH99010130001": ("北岭余脉", "水土保持"),
    "ZH99010210001": ("东北丘陵", "水土保持"),
    "ZH99010310001": ("西山", "生物多样性维护"),
    "ZH99010330001": ("西山东麓", "水源涵养"),
}
_LEAST_M2 = 300_000.0  # less than this in one unit is not worth a feature of its own


def build_red_line(city: City, nature: Nature, ground: Ground, built, traps):
    """All `RedLine` features. built: ground of the development boundary, which they keep away from."""
    special = _special(nature, ground)
    rest = nature.forest.difference(shapely.union_all([built.buffer(80.0), ground.beyond, ground.hole, *_bare(traps)]))
    rest = on_grid(cleaned(rest.difference(shapely.union_all([ground.island, ground.grove])), 40_000.0, 30_000.0))
    by_unit = [(unit, on_grid(rest.intersection(city.units[unit.code]))) for unit in UNITS]
    by_unit = [(unit, shape) for unit, shape in by_unit if shape.area > _LEAST_M2]
    shapes = partition([shape for _, _, shape in special] + [_areas(shape) for _, shape in by_unit])
    names = [(name, kind) for name, kind, _ in special]
    names += [_NAMED.get(unit.code, (f"{DISTRICTS[unit.district]}{unit.place}", "水土保持")) for unit, _ in by_unit]
    kept = [(name, kind, shape) for (name, kind), shape in zip(names, shapes) if shape is not None]
    return [
        RedLine(f"HX{k:04d}", f"{name}{_suffix(kind)}", kind, shape) for k, (name, kind, shape) in enumerate(kept, 1)
    ]


def _special(nature, ground):
    """(name, kind, ground) of the features that come before what the forest gives; an earlier one keeps its ground."""
    foot = on_grid(shapely.union_all([ground.hills.difference(ground.hole), ground.island]))
    return [
        ("云岚山自然保护区核心保护区", "核心保护区", nature.reserve["core"]),
        ("云岚山自然保护区一般控制区", "其他区域", nature.reserve["general"]),
        ("云岚区北岭南麓", "水土保持", foot),
        ("砚水湿地", "生物多样性维护", ground.wetland),
        ("白禾县古树群", "生物多样性维护", ground.grove),
    ]


def _bare(traps):
    """Ground around the traps that are to lie near the red line, but off it."""
    return [trap.geometry.buffer(220.0) for trap in traps if trap.number in ("T-14", "T-15", "T-19", "T-13")]


def _suffix(kind):
    return "生态保护红线" if kind in ("核心保护区", "其他区域") else f"{kind}生态保护红线"


def _areas(shape):
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])
