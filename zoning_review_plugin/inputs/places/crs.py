"""Coordinate reference systems: reading them, and moving coordinates from one to another with open eyes.

A step between datums is graded before it is used; a step that PROJ only guesses at ("ballpark") is
never taken silently.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Callable

import numpy as np
import pyproj
import shapely
from pyproj.aoi import AreaOfInterest
from pyproj.transformer import TransformerGroup

from ...model.errors import CaseFault
from .datums import negligible_m
from .degrees import from_degrees, to_degrees
from .known_crs import recognised, same
from .long_edges import TOLERANCE_M, bent, metres_per_unit

# Farther from zero than this no projected coordinate is, in any unit or with any zone number before it.
_FARTHEST = 1e9
# What a GeoPackage calls it where a layer has none.
_NO_CRS = ("Undefined geographic", "Undefined Cartesian")
# Places of a box along either axis that are looked at where it is brought to another CRS.
_GRID = 33


class Grade:
    """How far a datum step can be trusted.

    STATED: by the parameters to WGS 84 that come with a CRS, whose accuracy nobody knows. NAMED: by the case.
    """

    NONE, NEGLIGIBLE, KNOWN, STATED, NAMED, UNKNOWN = "none", "negligible", "known", "stated", "named", "unknown"


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
            found = recognised(pyproj.CRS.from_user_input(text))
        except pyproj.exceptions.CRSError:
            continue
        return None if found.name.startswith(_NO_CRS) else found
    return None


def crs_of_text(text, place=None):
    """The CRS that `text` names (EPSG:4490, WKT, PROJ). Raises CaseFault where it names none."""
    found = first_known([text])
    if found is None:
        raise CaseFault("unknown_crs", place, got=text)
    if not on_earth(found):
        raise CaseFault("unusable_crs", place, got=text)
    return found


def on_earth(crs):
    """Whether coordinates of a CRS are longitude and latitude or those of a map: not of a drawing or of space."""
    return bool(crs.is_geographic or crs.is_projected)


def is_web_mercator(crs):
    """Whether a CRS is the one of web maps: a sphere's Mercator map of places on an ellipsoid."""
    own = crs.source_crs if crs.is_bound else crs
    conversion = own.coordinate_operation
    if conversion is None or not own.is_projected:
        return False
    method, ball = conversion.method_name, own.ellipsoid is not None and own.ellipsoid.inverse_flattening == 0
    return "Pseudo" in method or "Auxiliary Sphere" in method or (ball and method.startswith("Mercator"))


def crs_name(crs):
    """A short name: `EPSG:4490`, or the CRS's own name where no authority lists it."""
    if crs is None:
        return ""
    own = crs.source_crs if crs.is_bound else crs
    authority = own.to_authority(min_confidence=100)
    return ":".join(authority) if authority else own.name


def full_name(crs):
    """The short name and, where that is a number, the name: `EPSG:4548 CGCS2000 / 3-degree Gauss-Kruger CM 117E`."""
    short = crs_name(crs)
    return short if short == crs.name else f"{short} {crs.name}"


def limits(crs):
    """(x, y): how far from zero a coordinate of any place on Earth can be in `crs`, generously; None is allowed."""
    if crs is None or not crs.is_geographic:
        return _FARTHEST, _FARTHEST
    degree = np.pi / 180 / crs.axis_info[0].unit_conversion_factor
    return 540 * degree, (90 + 1e-6) * degree  # longitudes may run on past 180, latitudes end


def degrees_box(crs, bounds):
    """(west, south, east, north) in degrees of a box in `crs`; None where that is unknown or passes 180 degrees."""
    if not np.all(np.isfinite(bounds)):
        return None
    try:
        box = to_degrees(crs).transform_bounds(*bounds)
    except pyproj.exceptions.ProjError:
        return None
    factor = np.degrees(crs.geodetic_crs.axis_info[0].unit_conversion_factor)
    west, south, east, north = (float(value) * factor for value in box)
    real = np.isfinite([west, south, east, north]).all() and -180 <= west <= east <= 180
    return (west, max(south, -90.0), east, min(north, 90.0)) if real else None


def box_of_degrees(crs, degrees):
    """(min_x, min_y, max_x, max_y) in `crs` of (west, south, east, north) on its own datum; None where unknown."""
    try:
        factor = np.degrees(crs.geodetic_crs.axis_info[0].unit_conversion_factor)
        box = from_degrees(crs).transform_bounds(*(value / factor for value in degrees))
    except pyproj.exceptions.ProjError:
        return None
    return tuple(float(value) for value in box) if np.isfinite(box).all() else None


def move_between(source, target, pipeline=None, ground=None):
    """The `Move` from CRS `source` to CRS `target`.

    pipeline: a PROJ pipeline that the user names for this step, in x, y order as the layer stores them.
    ground: (west, south, east, north) in degrees of where the review takes place: operations that are made for other
    places are left aside.
    """
    if pipeline:
        return _move(Grade.NAMED, None, _pipeline(pipeline), source, target)
    source, target = _without_common_parameters(source, target)
    if same(source, target):
        return Move(Grade.NONE, 0.0, "")
    if source.is_bound or target.is_bound:
        return _by_stated_parameters(source, target, ground)
    grade, accuracy, operation = _best(source, target, ground)
    return Move(grade, None, "") if operation is None else _move(grade, accuracy, operation, source, target)


def _best(source, target, ground):
    """(grade, accuracy in m, PROJ's operation or None) of the step between two CRSs that bring no parameters."""
    group = _operations(source, target, ground)
    if not group:
        return Grade.UNKNOWN, None, None
    best = group[0]
    if _ballpark(best):
        metres = negligible_m(source, target)
        return (Grade.UNKNOWN if metres is None else Grade.NEGLIGIBLE), metres, best
    accuracy = best.accuracy if best.accuracy is not None and best.accuracy >= 0 else None
    return (Grade.NONE if accuracy == 0 else Grade.KNOWN), accuracy, best


def _without_common_parameters(source, target):
    """Both CRSs without their parameters to WGS 84 where they have one datum: there is nothing to convert."""
    bare = [crs.source_crs if crs.is_bound else crs for crs in (source, target)]
    return bare if same(bare[0].geodetic_crs, bare[1].geodetic_crs) else (source, target)


def _by_stated_parameters(source, target, ground):
    """The way through what the parameters lead to. PROJ itself forgets them on the way to another CRS than that."""
    into, out = (crs.target_crs if crs.is_bound else crs for crs in (source, target))
    legs = [pyproj.Transformer.from_crs(source, into, always_xy=True)] if source.is_bound else []
    if not same(into, out):
        grade, _, operation = _best(into, out, ground)
        if grade == Grade.UNKNOWN:
            return Move(Grade.UNKNOWN, None, "") if operation is None else _best_guess(source, target, ground)
        legs.append(operation)
    if target.is_bound:
        legs.append(pyproj.Transformer.from_crs(out, target, always_xy=True))
    return _move(Grade.STATED, None, _Chain(tuple(legs)), source, target)


def _best_guess(source, target, ground):
    """The ballpark step, all that is left where even what the parameters lead to is not tied to the target."""
    return _move(Grade.UNKNOWN, None, _operations(source, target, ground)[0], source, target)


@dataclass(frozen=True)
class _Chain:
    """Operations one after the other, with the interface of one."""

    legs: tuple

    @property
    def definition(self):
        return " | ".join(leg.definition or leg.description for leg in self.legs)

    def transform(self, x, y, direction="FORWARD"):
        for leg in self.legs if direction == "FORWARD" else self.legs[::-1]:
            x, y = leg.transform(x, y, direction=direction)
        return x, y


def _pipeline(text):
    try:
        return pyproj.Transformer.from_pipeline(text)
    except pyproj.exceptions.ProjError:
        raise CaseFault("bad_transform", got=text) from None


def _operations(source, target, ground):
    area = AreaOfInterest(*ground) if ground else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # "best transformation is not available": told by accuracy
        return TransformerGroup(source, target, always_xy=True, area_of_interest=area).transformers


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
