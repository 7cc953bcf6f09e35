"""Coordinate reference systems: reading them, and moving coordinates from one to another with open eyes.

A step between datums is graded before it is used; a step that PROJ only guesses at ("ballpark") is
never taken silently.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Callable

import numpy as np
import pyproj
import shapely
from pyproj.aoi import AreaOfInterest
from pyproj.transformer import TransformerGroup

from ..model.errors import CaseFault
from ..model.words import RESOURCES
from .long_edges import TOLERANCE_M, bent, metres_per_unit

# Farther from zero than this no projected coordinate is, in any unit or with any zone number before it.
_FARTHEST = 1e9
# Places of a box along either axis that are looked at where it is brought to another CRS.
_GRID = 33


class Grade:
    """How far a datum step can be trusted."""

    NONE, NEGLIGIBLE, KNOWN, NAMED, UNKNOWN = "none", "negligible", "known", "named", "unknown"


@dataclass(frozen=True)
class Move:
    """The way from a layer's CRS to the analysis CRS.

    grade: how far it can be trusted; accuracy_m: None where nobody knows; operation: PROJ's text, for the
    `run` table; apply: geometries → `Bent` in the analysis CRS, None where nothing is to be done; window: a
    box of the analysis CRS → one in the layer's that surely holds it, None where that cannot be told.
    """

    grade: str
    accuracy_m: float | None
    operation: str
    apply: Callable | None = None
    window: Callable | None = None


def crs_of_ogr(reference):
    """A pyproj CRS (horizontal, 2D) of an `osr.SpatialReference`; None where PROJ cannot understand it."""
    authority, code = reference.GetAuthorityName(None), reference.GetAuthorityCode(None)
    texts = [f"{authority}:{code}"] if authority and code else []
    texts.append(reference.ExportToWkt(["FORMAT=WKT2_2019"]) or reference.ExportToWkt())
    return first_known(texts)


def first_known(texts):
    """The CRS (horizontal, 2D) of the first of some texts that PROJ understands, None where it understands none."""
    for text in texts:
        try:
            return horizontal(pyproj.CRS.from_user_input(text))
        except pyproj.exceptions.CRSError:
            continue
    return None


def crs_of_text(text, place=None):
    """The CRS that `text` names (EPSG:4490, WKT, PROJ). Raises CaseFault where it names none."""
    try:
        found = horizontal(pyproj.CRS.from_user_input(text))
    except pyproj.exceptions.CRSError:
        raise CaseFault("unknown_crs", place, got=text) from None
    if not (found.is_geographic or found.is_projected):
        raise CaseFault("unusable_crs", place, got=text)
    return found


def horizontal(crs):
    """The horizontal, two-dimensional part of a CRS (plans often carry a height CRS: 4490 + 5737)."""
    while crs.is_compound:
        crs = crs.sub_crs_list[0]
    if len(crs.axis_info) == 3 and crs.is_geographic and crs.to_epsg(min_confidence=100) is None:
        flat = crs.to_2d() if hasattr(crs, "to_2d") else crs
        return flat
    return crs


def crs_name(crs):
    """A short name: `EPSG:4490`, or the CRS's own name where no authority lists it."""
    if crs is None:
        return ""
    authority = crs.to_authority(min_confidence=100)
    return ":".join(authority) if authority else crs.name


def limits(crs):
    """(x, y): how far from zero a coordinate of any place on Earth can be in `crs`, generously; None is allowed."""
    if crs is None or not crs.is_geographic:
        return _FARTHEST, _FARTHEST
    degree = np.pi / 180 / crs.axis_info[0].unit_conversion_factor
    return 540 * degree, (90 + 1e-6) * degree  # longitudes may run on past 180, latitudes end


def same(a, b):
    """Whether coordinates mean the same in both (axis order aside: we always hold x, y)."""
    return a.equals(b, ignore_axis_order=True)


def move_between(source, target, pipeline=None, bounds=None):
    """The `Move` from CRS `source` to CRS `target`.

    pipeline: a PROJ pipeline that the user names for this step, in x, y order as the layer stores them.
    bounds: (min_x, min_y, max_x, max_y) of the data in `source`, to choose the operation that fits there.
    """
    if pipeline:
        return _move(Grade.NAMED, None, _pipeline(pipeline), source, target)
    if same(source, target):
        return Move(Grade.NONE, 0.0, "")
    group = _operations(source, target, bounds)
    if not group:
        return Move(Grade.UNKNOWN, None, "")
    best = group[0]
    if _ballpark(best):
        metres = _negligible(source, target)
        grade = Grade.UNKNOWN if metres is None else Grade.NEGLIGIBLE
        return _move(grade, metres, best, source, target)
    accuracy = best.accuracy if best.accuracy is not None and best.accuracy >= 0 else None
    return _move(Grade.NONE if accuracy == 0 else Grade.KNOWN, accuracy, best, source, target)


def _pipeline(text):
    try:
        return pyproj.Transformer.from_pipeline(text)
    except pyproj.exceptions.ProjError:
        raise CaseFault("bad_transform", got=text) from None


def _operations(source, target, bounds):
    area = None
    if bounds is not None and np.all(np.isfinite(bounds)):
        area = _area_of_interest(source, bounds)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # "best transformation is not available": told by accuracy
        return TransformerGroup(source, target, always_xy=True, area_of_interest=area).transformers


def _area_of_interest(source, bounds):
    try:
        to_degrees = pyproj.Transformer.from_crs(source, source.geodetic_crs, always_xy=True)
        west, south, east, north = to_degrees.transform_bounds(*bounds)
        return AreaOfInterest(west, max(south, -90), east, min(north, 90)) if -180 <= west < east <= 180 else None
    except pyproj.exceptions.ProjError:
        return None


def _ballpark(transformer):
    steps = transformer.operations or (transformer,)
    return (
        any(getattr(step, "has_ballpark_transformation", False) for step in steps)
        or "allpark" in transformer.description
    )


def _move(grade, accuracy, transformer, source, target):
    def there(xy):
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    def back(xy):
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1], direction="INVERSE"))

    def apply(geometry):
        found = bent(geometry, there, source, target)
        return found._replace(geometry=shapely.transform(found.geometry, there))

    def window(bounds):
        margin = 2 * TOLERANCE_M / metres_per_unit(source)
        return _window(bounds, there, back, margin, 1 / metres_per_unit(target))

    return Move(grade, accuracy, transformer.definition or transformer.description, apply, window)


def _window(bounds, there, back, least_margin, metre):
    """The box around all places of `bounds`, brought `back`, with a margin of 2 % and more: a point has no width.

    None where there is no way back, or one that does not end where it began. metre: in units of `bounds`.
    """
    x, y = np.meshgrid(np.linspace(bounds[0], bounds[2], _GRID), np.linspace(bounds[1], bounds[3], _GRID))
    places = np.column_stack([x.ravel(), y.ravel()])
    try:
        found = back(places)
        with np.errstate(invalid="ignore"):
            lost = np.abs(there(found) - places).max()
    except pyproj.exceptions.ProjError:
        return None
    size = max(bounds[2] - bounds[0], bounds[3] - bounds[1])
    if not (np.isfinite(found).all() and lost <= 0.01 * size + metre):
        return None
    low, high = found.min(axis=0), found.max(axis=0)
    margin = 0.02 * (high - low).max() + least_margin
    return (*(low - margin), *(high + margin))


@lru_cache(maxsize=1)
def _datum_table():
    return json.loads((RESOURCES / "datums.json").read_text(encoding="utf-8"))["negligible"]


def _negligible(source, target):
    """Metres between two datums that the dated table calls the same for our purpose; None if it does not."""
    pair = {source.geodetic_crs.name, target.geodetic_crs.name}
    for row in _datum_table():
        if pair <= set(row["datums"]):
            return row["metres"]
    return None
