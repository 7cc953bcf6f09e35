"""Validity of geometries and their repair: by structure, then by linework, never by a zero buffer."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import shapely
from shapely.errors import GEOSException

from .ring_order import outer_first
from .validity import valid

_REASON = re.compile(r"(?P<words>[^\[]*)(?:\[(?P<x>\S+) (?P<y>\S+)\])?")


class Repair(NamedTuple):
    """What was done to one invalid geometry; `geometry` is None where nothing of its kind was left.

    reason: a code, named in words as `invalid.<code>`. place: (x, y) of the first fault, NaN where GEOS names none.
    method: `order` (the outer ring was not the first), `structure`, `linework` or `none`.
    """

    row: int
    reason: str
    place: tuple[float, float]
    method: str
    before: object
    geometry: object


def not_finite(geometry, xy):
    """bool (n,): geometries that hold a NaN or infinite coordinate. xy: (v, 2) all vertices."""
    bad = np.zeros(len(geometry), dtype=bool)
    with np.errstate(over="ignore", invalid="ignore"):
        if np.isfinite(xy.sum()):
            return bad
    row = np.repeat(np.arange(len(geometry)), shapely.get_num_coordinates(geometry))
    bad[row[~np.isfinite(xy).all(axis=1)]] = True
    return bad


def repairs(geometry, threads=1, asked=True):
    """A `Repair` for each geometry that is not valid, of those `asked` about (bool). Coordinates are finite."""
    rows = np.flatnonzero(asked & ~shapely.is_missing(geometry))
    for row in rows[~valid(geometry[rows], threads)]:
        before = geometry[row]
        method, after = _repaired(before)
        reason, place = _reason(before)
        yield Repair(int(row), "ring_order" if method == "order" else reason, place, method, before, after)


def drawn(shape):
    """`shape` as its area before repair is measured: the largest ring of each polygon less its other rings.

    Whatever the direction and the order of the rings. What is drawn twice counts twice, and where a ring crosses
    itself, one side is taken off the other.
    """
    return outer_first(shape)


def _reason(shape):
    """(code, (x, y)) of the first fault that GEOS finds."""
    found = _REASON.match(shapely.is_valid_reason(shape))
    code = re.sub(r"\W+", "_", found["words"].strip().lower())
    return code, tuple(float(found[name] or "nan") for name in "xy")


def _repaired(shape):
    """(method, valid geometry of the same dimension or None)."""
    turned = outer_first(shape)
    if turned is not shape and shapely.is_valid(turned):
        return "order", turned
    dimension = shapely.get_dimensions(shape)
    for method, options in (("structure", {"method": "structure", "keep_collapsed": False}), ("linework", {})):
        try:
            after = of_dimension(shapely.make_valid(shape, **options), dimension)
        except (GEOSException, TypeError):  # TypeError: shapely 2.0 knows no method
            continue
        if after is not None and shapely.is_valid(after):
            return method, after
    return "none", None


def of_dimension(shape, dimension):
    """The parts of `shape` that have `dimension` (0, 1 or 2), as one geometry; None where there are none."""
    parts = _flat_parts(shape)
    parts = parts[(shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)]
    if len(parts) == 0:
        return None
    if len(parts) == 1:
        return parts[0]
    kind = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[dimension]
    return kind(parts)


def _flat_parts(shape):
    parts = shapely.get_parts([shape])
    while (shapely.get_type_id(parts) > 3).any():
        parts = shapely.get_parts(parts)
    return parts
