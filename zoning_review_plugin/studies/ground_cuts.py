"""Ground cut along everything that rules ask for, so that what lies on one cell is judged alike wherever it lies."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import shapely

from ..inputs.meaning.roles import tiles
from ..model.case import Coverage
from ..overlay.nearby import Nearby
from ..overlay.ragged import only_parts
from ..review.constraint_layer import enter, gate_of, read_near
from ..review.coverage import read_coverages
from ..review.facts.matching import matching
from ..rules.conditions.ground import Distance, OnGround
from .units import ROLE

# Points and lines have no area: what meets them lies within this of them (m).
RIM_M = 1.0
# Less than this (m2) stays with the rest of its cell: it comes of rounding.
_LEAST_M2 = 1e-4
_SEGMENTS = 16  # of a quarter of a circle
_ROUND = 1.0 / np.cos(np.pi / (4 * _SEGMENTS))  # a polygon around the circle, not one in it


@dataclass(frozen=True)
class Cells:
    """geometry: polygons, object array. unit: row of the unit of each, ascending."""

    geometry: np.ndarray
    unit: np.ndarray


@dataclass
class _Asked:
    """What rules ask of one layer: grounds whose features they must meet, and how far (m) from which they look."""

    on: dict = field(default_factory=dict)
    away: dict = field(default_factory=dict)


def cut_ground(case, layers, units, leaves, progress) -> Cells:
    """The `Cells` of `Units`, cut along the layers that `leaves` (operators) ask for, and along where these answer."""
    rows = np.flatnonzero(~np.equal(units.geometry, None))
    cells, asked, outside = Cells(units.geometry[rows], rows), _asked(case, leaves), {}
    least = _LEAST_M2 * units.frame.margin(1.0) ** 2
    farthest = max([0.0, *(metres for one in asked.values() for _, metres in one.away)])
    near = Nearby(cells.geometry, units.frame.margin(farthest)).rows
    coverages = read_coverages(case, layers, units.frame, near)
    for step, place in enumerate(order := _few_first(case, layers, asked)):
        progress.step("stage.cut", step / len(order))
        constraint = case.constraints[place]
        features = _features(case, constraint, layers.constraints[constraint.key], units.frame, near)
        ground = coverages[constraint.key].polygons if isinstance(constraint.coverage, Coverage) else None
        for number, zone in enumerate(_zones(constraint, features, ground, asked[constraint.key], units.frame)):
            cells, kept, side = _cut(cells, zone, least)
            outside = {**{key: sides[kept] for key, sides in outside.items()}, (place, number): side}
    return _in_order(cells, outside)


def _few_first(case, layers, asked):
    """Places of the constraints that are asked for: the fewer features first, as each cut makes later ones dearer."""
    count = {}
    for place, constraint in enumerate(case.constraints):
        if constraint.key in asked:
            count[place] = getattr(layers.constraints[constraint.key], "declared_count", None) or 0
    return sorted(count, key=count.get)


def _in_order(cells, outside):
    """The cells by unit, then inside of each zone before outside of it, in order of the case.

    outside: (place of the constraint, number of its zone) → bool (n,).
    """
    order = np.lexsort([*(outside[key] for key in sorted(outside, reverse=True)), cells.unit])
    return Cells(cells.geometry[order], cells.unit[order])


def cut_by(case, leaves):
    """The constraints of the case along which its ground is cut."""
    return [constraint for constraint in case.constraints if constraint.key in _asked(case, leaves)]


def _asked(case, leaves):
    """{constraint key: `_Asked`}; units themselves are what is cut."""
    found = {}
    for leaf in (leaf for leaf in leaves if isinstance(leaf, OnGround)):
        for constraint in case.constraints:
            ground = leaf.ground
            if ground.means(constraint.key, constraint.role) and constraint.role != ROLE:
                one = found.setdefault(constraint.key, _Asked())
                (one.away if isinstance(leaf, Distance) else one.on)[
                    (ground, leaf.m) if isinstance(leaf, Distance) else ground
                ] = True
    return found


def _features(case, constraint, layer, frame, near):
    """The `Features` near the units; None where the layer cannot be used: then nobody knows, wherever it is cut."""
    entry = enter(case, constraint, layer, frame)
    if entry.refused:
        return None
    gate = gate_of(constraint, layer, entry, frame)
    features = read_near(constraint, gate, near)
    short = gate.missing() or gate.damage()
    return features if short is None or case.options.accept_incomplete else None


def _zones(constraint, features, coverage, asked, frame):
    """Arrays of polygons; within the union of each, and outside of it, one operator has one answer."""
    if features is None:
        return
    shapes, known = features.geometry, []
    cuts = [(ground, None) for ground in asked.on] + list(asked.away)
    for ground, metres in cuts:
        for rows in _meant(constraint.role, features, ground):
            if len(rows) and (key := (rows.tobytes(), metres)) not in known:
                known.append(key)
                yield _with_rim(shapes[rows], frame) if metres is None else _around(shapes[rows], metres, frame)
    if coverage is not None:
        yield coverage
        for metres in {metres for _, metres in asked.away}:
            yield _inside(coverage, metres, frame)
    elif tiles(constraint.role):
        yield shapes[shapely.get_dimensions(shapes) == 2]


def _meant(role, features, ground):
    """(rows that a ground means, rows of which nobody knows)."""
    table = {"role": role, "feature_id": features.id, "code": features.code, "name": features.name}
    table = pd.DataFrame({**table, "feature_class": features.feature_class, "grade": features.grade}, dtype=object)
    return [np.flatnonzero(mask & ~np.equal(features.geometry, None)) for mask in matching(table, ground.attr)[:2]]


def _with_rim(shapes, frame):
    flat = shapely.get_dimensions(shapes) < 2
    return np.concatenate([shapes[~flat], _around(shapes[flat], RIM_M, frame)])


def _around(shapes, metres, frame):
    """The ground within `metres` of each shape, and little more."""
    return _grown(shapes, frame.margin(metres) * _ROUND, frame)


def _inside(coverage, metres, frame):
    """The covered ground around which `metres` are covered too."""
    return _grown(np.array([shapely.union_all(coverage)]), -frame.margin(metres) * _ROUND, frame)


def _grown(shapes, by, frame):
    """Shapes grown by a distance in the analysis CRS; degrees are as short as they are at the latitude of each."""
    if not frame.crs.is_geographic:
        return shapely.buffer(shapes, by, quad_segs=_SEGMENTS)
    factor = frame.crs.axis_info[0].unit_conversion_factor
    steepest = min(np.radians(89.0), max(abs(frame.bounds[1]), abs(frame.bounds[3])) * factor)
    by, found = by * np.cos(steepest), np.empty(len(shapes), dtype=object)
    for place, shape in enumerate(shapes):
        _, south, _, north = shapely.bounds(shape)
        narrow = np.array([np.cos(min(np.radians(89.0), (max(abs(south), abs(north)) + abs(by)) * factor)), 1.0])
        wide = shapely.buffer(shapely.transform(shape, lambda xy, n=narrow: xy * n), by, quad_segs=_SEGMENTS)
        found[place] = shapely.transform(wide, lambda xy, n=narrow: xy / n)
    return found


def _cut(cells, zone, least):
    """(the cells, each cut into what lies in the union of the polygons `zone` and what does not; the cell that each is
    of; whether it lies outside).

    least: the least area of a cell, in units of the analysis CRS.
    """
    zone = shapely.get_parts(shapely.union_all(zone[~shapely.is_empty(zone)]))
    zone = zone[shapely.get_dimensions(zone) == 2]
    shapely.prepare(zone)
    i, j = shapely.STRtree(zone).query(cells.geometry, predicate="intersects")
    order = np.lexsort((j, i))
    first = np.searchsorted(i[order], np.arange(len(cells.geometry) + 1))
    found = []
    for place, cell in enumerate(cells.geometry):
        near = zone[j[order][first[place] : first[place + 1]]]
        found += [(part, place, side) for part, side in (_parts(cell, near, least) if len(near) else [(cell, True)])]
    shapes, kept, outside = (np.array(column, dtype=kind) for column, kind in zip(zip(*found), (object, int, bool)))
    return Cells(shapes, cells.unit[kept]), kept, outside


def _parts(cell, near, least):
    """[(a part, whether it lies outside of `near`)]: two of them, or the cell itself where one would be nothing.

    near: polygons whose interiors do not meet.
    """
    size = shapely.area(cell)
    if shapely.covers(near[shapely.area(near) >= size], cell).any():
        return [(cell, False)]
    whole = shapely.multipolygons(near)
    inside = only_parts(shapely.intersection(cell, whole), 2)
    if inside is None or shapely.area(inside) <= least:
        return [(cell, True)]
    if size - shapely.area(inside) <= least:
        return [(cell, False)]
    rest = only_parts(shapely.difference(cell, whole), 2)
    if rest is None or shapely.area(rest) <= least:
        return [(cell, False)]
    return [(inside, False), (rest, True)]
