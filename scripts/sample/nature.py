"""Rivers, reservoir, nature reserve and the natural outline of the ecological red line."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from . import noise, tiling
from .place import at, cleaned, on_grid, parts_of, random

_MAIN_KM = (
    (11.6, 18.4),
    (13.0, 17.2),
    (15.0, 16.2),
    (16.4, 14.4),
    (18.0, 14.9),
    (19.6, 14.2),
    (20.6, 12.6),
    (22.4, 13.0),
    (23.8, 11.6),
    (24.6, 9.6),
    (26.6, 9.0),
    (27.6, 7.0),
    (29.6, 6.2),
    (30.6, 4.4),
    (32.6, 3.2),
    (33.2, 1.2),
    (34.6, -1.5),
)
_UPPER_KM = ((7.0, 30.0), (8.4, 27.0), (7.8, 25.0), (9.4, 23.2), (9.9, 21.0))
_STREAM_KM = ((25.4, 23.2), (26.2, 21.0), (25.6, 18.8), (27.0, 16.6), (26.4, 13.8), (26.9, 11.4), (26.0, 9.4))
_RESERVOIR_KM = (10.3, 20.0)
_RESERVE_KM = (22.4, 25.8)


class Nature(NamedTuple):
    """Ground by nature. waters: (name, kind, ground) of reservoir and rivers; rivers: all of them.

    zones: of the water source, by grade. reserve: by grade. forest: where the red line would go if nobody had built.
    """

    waters: list
    rivers: shapely.Geometry
    zones: dict
    reserve: dict
    forest: shapely.MultiPolygon


def build_nature(outline):
    """The `Nature` inside the city's outline."""
    main, stream = _rivers()
    reservoir, zones = _water_source()
    inside = [on_grid(shape.intersection(outline)) for shape in (reservoir, main, stream)]
    names = (("岚湖水库", "水库"), ("砚水", "河流"), ("岚溪", "河流"))
    waters = [(name, kind, shape) for (name, kind), shape in zip(names, tiling.partition(inside))]
    rivers = tiling.together(np.array([shape for *_, shape in waters]))
    reserve = _reserve(outline)
    return Nature(waters, rivers, zones, reserve, _forest(outline, reserve, zones, rivers))


def curve(points_km, generator, stray=0.24):
    """A winding line (n, 2) in metres near the given points: a smooth curve, then broken at random and rounded."""
    rough = tiling.broken(_smooth(at(*points_km), 4), generator, stray, shortest=120.0)
    return _smooth(rough[::3] if len(rough) % 3 == 1 else np.vstack([rough[::3], rough[-1:]]), 4)


def _smooth(points, pieces):
    """A Catmull-Rom curve through the points, `pieces` pieces from each to the next."""
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.arange(pieces)[None, :, None] / pieces
    a, b, c, d = (ends[k : len(ends) - 3 + k, None, :] for k in range(4))
    whole = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - 3 * c + d - a) * t**3)
    return np.vstack([whole.reshape(-1, 2), points[-1:]])


def _rivers():
    """(the main river above and below the reservoir, the stream that joins it), each with its banks."""
    generator = random("rivers")
    beds = [_bed(curve(_MAIN_KM, generator), 45.0, 130.0), _bed(curve(_UPPER_KM, generator), 25.0, 40.0)]
    return shapely.union_all(beds), _bed(curve(_STREAM_KM, generator), 15.0, 35.0)


def _bed(line, narrow, wide):
    """The ground within `narrow` (at the start) to `wide` (at the end) metres of a line."""
    reach = np.linspace(narrow, wide, 9)
    cuts = np.linspace(0, len(line) - 1, 10).astype(int)
    pieces = [
        shapely.buffer(shapely.linestrings(line[a : b + 1]), r, quad_segs=3) for a, b, r in zip(cuts, cuts[1:], reach)
    ]
    return shapely.union_all(pieces).simplify(4.0)


def _water_source():
    """(reservoir, rings of its protection zones by grade): one field, so that each level holds the one before."""
    field = noise.hill(at(_RESERVOIR_KM)[0], 2300.0, 1.6, 115.0) + 0.10 * noise.fractal("water", 3.0, 0.65)
    levels = [_main_part(noise.above(field, level)) for level in (0.79, 0.69, 0.45, 0.29)]
    water, first, second, third = levels
    return water, {"level1": first, "level2": second.difference(first), "quasi": third.difference(second)}


def _reserve(outline):
    field = noise.hill(at(_RESERVE_KM)[0], 2000.0, 1.9, -12.0) + 0.12 * noise.fractal("reserve", 3.0, 0.75)
    whole = parts_of(_main_part(noise.above(field, 0.45)).intersection(outline))[0]
    core, rest = tiling.partition([_main_part(noise.above(field, 0.74)), whole])
    return {"core": core, "general": rest}


def _main_part(shape):
    """The largest part, without holes."""
    return on_grid(shapely.polygons(parts_of(shape)[0].exterior))


def _forest(outline, reserve, zones, rivers):
    """High ground and what must be kept around the water source; the rivers below stay out."""
    x, y = ((noise.grid()[k] - at((0, 0))[0, k]) / 1000.0 for k in (0, 1))
    north = (y - 22.6) / 3.2
    west = np.minimum((7.6 - x) / 2.6, (y - 12.0) / 2.0)
    lake = 5.0 * (noise.hill(at(_RESERVOIR_KM)[0], 2600.0, 1.4, 115.0) - 0.52)
    height = np.maximum(np.maximum(north, west), lake) + 1.1 * noise.fractal("forest", 5.0, 0.8) - 0.1
    kept = shapely.union_all([noise.above(height, 0.0), *reserve.values(), zones["level1"]])
    dry = kept.difference(shapely.buffer(rivers, 60.0))
    dry = shapely.union_all([dry, *reserve.values(), zones["level1"]]).intersection(outline)
    return on_grid(cleaned(dry, 60_000.0, 30_000.0))
