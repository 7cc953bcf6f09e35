"""Both engines as one: each question is put to both, and they must give one answer.

GEOS rounds every corner that it makes, and now and then goes wrong; then exact numbers decide.
"""

import numpy as np
import pytest

from bench.exact_area import shared_area
from zoning_review_plugin.overlay import kernel_engine, shapely_engine
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.ragged import edges_of

from .exact_lines import places_inside

NAME = "both"
areas = kernel_engine.areas
_TOLERANCE_M2 = 1e-5


def candidates(left, right):
    """The pairs that both engines think worth a closer look: boxes, so the same ones to the last."""
    found = kernel_engine.candidates(left, right)
    assert np.array_equal(found, shapely_engine.candidates(left, right))
    return found


def shared_areas(left, right, a, b, measure, threads=1):
    """What the kernel says, where GEOS or exact numbers say the same; what GEOS says where the kernel says nothing."""
    by_geos = shapely_engine.shared_areas(left, right, a, b, measure, threads)
    found = kernel_engine.shared_areas(left, right, a, b, measure, threads)
    told = ~np.isnan(found) & ~np.isnan(by_geos)
    odd = np.flatnonzero(told & (np.abs(found - by_geos) > np.maximum(_TOLERANCE_M2, 1e-9 * by_geos)))
    assert len(odd) == 0 or measure == Plane(), (found[odd], by_geos[odd])
    for k in odd:
        exact = shared_area(left.parts.geometry[a[k]], right.parts.geometry[b[k]])
        assert found[k] == pytest.approx(float(exact), abs=_TOLERANCE_M2, rel=1e-12)
    return np.where(np.isnan(found), by_geos, found)


def rough_areas(shapes, a, b, measure, threads=1):
    """What both say of whether polygons share ground, as `shared_areas`."""
    found = kernel_engine.rough_areas(shapes, a, b, measure, threads)
    area = shared_areas(shapes, shapes, a, b, measure, threads)
    told = ~np.isnan(found)
    assert found[told] == pytest.approx(area[told], abs=_TOLERANCE_M2, rel=1e-9)
    return np.where(told, found, area)


def pieces_inside(lines, polygons, a, b, threads=1):
    """What the kernel says, where GEOS or exact numbers say the same."""
    by_geos, _ = shapely_engine.pieces_inside(lines, polygons, a, b, threads)
    found, flagged = kernel_engine.pieces_inside(lines, polygons, a, b, threads)
    assert not flagged[found.on].any()
    edges = edges_of(lines.line_parts.geometry)
    finest = 64 * np.spacing(np.abs(edges.from_).max())
    size = np.hypot(*(edges.to - edges.from_).T)
    width = len(size) + 1
    told = by_geos.taken(~flagged[by_geos.on])
    keys = np.unique(np.concatenate([pieces.on * width + pieces.edge for pieces in (found, told)]))
    amounts = [np.zeros(len(keys)) for _ in range(2)]
    for amount, pieces in zip(amounts, (found, told)):
        at = np.searchsorted(keys, pieces.on * width + pieces.edge)
        np.add.at(amount, at, (pieces.end - pieces.start) * size[pieces.edge])
    for key in keys[np.abs(amounts[0] - amounts[1]) > finest]:
        pair, edge = divmod(int(key), width)
        own = found.taken((found.on == pair) & (found.edge == edge))
        exact = places_inside(edges.from_[edge], edges.to[edge], polygons.parts.geometry[b[pair]])
        assert len(exact) == len(own.start)
        assert np.column_stack([own.start, own.end]) == pytest.approx(np.array(exact, float), abs=1e-12)
    return found, flagged
