"""A place as people type or paste it: longitude and latitude in any spelling, plane coordinates, WKT, GeoJSON.

The CRS is told with it: longitude and latitude are those of CGCS2000 unless another is named; plane coordinates tell
their zone by the number before the easting. What leaves a doubt is refused.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

import numpy as np
import shapely

from ...model.codes import Kind
from ...model.errors import CaseFault
from ..places.crs import crs_of_text
from .coordinates_text import FULL_WIDTH, parse_places
from .gauss_kruger import GaussKruger, geographic, width_of, zone_in

_DATUM = "cgcs2000"
_SHAPE = re.compile(
    r"\s*(?:SRID\s*=\s*(\d{1,6})\s*;\s*)?(?=(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*Z?M?\s*\()", re.IGNORECASE
)
_PLANE = re.compile(r"[-+]?\d{4,10}(?:\.\d{1,10})?")
_LETTERS = re.compile(r"(?i)(?<![^\W\d_])[XYNEH](?![^\W\d_])\s*[:=]?")
_WIDE = {**FULL_WIDTH, **str.maketrans({"、": ",", "　": " "})}
_LEAST_M = 1000.0  # the least figure that is no angle
_MOST_CHARACTERS = 1_000_000


class WrittenPlace(NamedTuple):
    """A shapely geometry, the pyproj CRS of its coordinates, and whether the text or the user named that CRS."""

    geometry: object
    crs: object
    crs_told: bool


def place_of_text(text, kind=None, crs=None) -> WrittenPlace:
    """The one place that a text names.

    kind: of `Kind`, what several corners are; left out, one place is a point and several are refused. crs: a text
    that names the CRS. Raises CaseFault where the text is no place, or it is in doubt which.
    """
    text = text.strip().lstrip("\ufeff")
    if not text:
        raise CaseFault("place_empty")
    if len(text) > _MOST_CHARACTERS:
        raise CaseFault("coordinates_unreadable", text=text[:60] + "…")
    named = crs_of_text(crs) if crs else None
    shape = _SHAPE.match(text)
    if shape or text[0] == "{":
        geometry, own = _of_geojson(text) if not shape else _of_wkt(text, shape)
        return _placed(geometry, own, named, text)
    plane = _plane_figures(text)
    if plane is not None:
        xy, own = _of_plane(plane, named, text)
        return WrittenPlace(_shaped(xy, kind, text), own, named is not None)
    if named is not None and not named.is_geographic:
        raise CaseFault("place_crs_is_plane", got=crs, text=text[:60])
    return WrittenPlace(_shaped(parse_places(text), kind, text), named or geographic(_DATUM), named is not None)


def _shaped(xy, kind, text):
    """The geometry of corners (n, 2). Raises CaseFault where their number does not make the kind."""
    closed = len(xy) > 3 and bool((xy[0] == xy[-1]).all())
    if kind is None and len(xy) > 1:
        raise CaseFault("place_several", count=len(xy), text=text[:60])
    if kind in (None, Kind.POINT):
        if len(xy) > 1:
            raise CaseFault("place_several", count=len(xy), text=text[:60])
        return shapely.Point(xy[0])
    corners = len(xy) - closed
    if corners < (2 if kind == Kind.LINE else 3):
        raise CaseFault("place_too_few", count=corners, text=text[:60])
    return shapely.LineString(xy) if kind == Kind.LINE else shapely.Polygon(xy)


def _of_wkt(text, shape):
    try:
        geometry = shapely.from_wkt(text[shape.end() :])
    except shapely.errors.GEOSException:
        raise CaseFault("place_unreadable", text=text[:60]) from None
    return geometry, crs_of_text(f"EPSG:{shape[1]}") if shape[1] else None


def _of_geojson(text):
    """The geometry of a GeoJSON geometry, feature or collection of one feature; GeoJSON tells no CRS but its own."""
    try:
        found = json.loads(text)
        if found.get("type") == "FeatureCollection":
            if len(found["features"]) != 1:
                raise CaseFault("place_several", count=len(found["features"]), text=text[:60])
            found = found["features"][0]
        found = found.get("geometry", found) if found.get("type") == "Feature" else found
        geometry = shapely.from_geojson(json.dumps(found))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, shapely.errors.GEOSException):
        raise CaseFault("place_unreadable", text=text[:60]) from None
    return geometry, None


def _placed(geometry, own, named, text):
    """The `WrittenPlace` of a geometry whose figures tell its CRS where nobody names it."""
    if geometry is None or geometry.is_empty:
        raise CaseFault("place_unreadable", text=text[:60])
    xy = shapely.get_coordinates(geometry)
    if not np.isfinite(xy).all():
        raise CaseFault("place_unreadable", text=text[:60])
    told = named or own
    if told is None:
        told = geographic(_DATUM) if _are_degrees(xy) else _zone_crs(xy[:, 0], text)
    return WrittenPlace(shapely.force_2d(geometry), told, (named or own) is not None)


def _are_degrees(xy):
    return bool((np.abs(xy[:, 0]) <= 180).all() and (np.abs(xy[:, 1]) <= 90).all())


def _plane_figures(text):
    """(n, 2) of a text of plane coordinates, as written; None where it is none."""
    plain = _LETTERS.sub(" ", text.translate(_WIDE).strip().rstrip("。"))
    figures = [float(one) for one in _PLANE.findall(plain)]
    rest = _PLANE.sub("", plain).strip(" \t\r\n,;()[]m米")
    if rest or not figures or len(figures) % 2 or min(map(abs, figures)) < _LEAST_M:
        return None
    return np.array(figures).reshape(-1, 2)


def _of_plane(figures, named, text):
    """((n, 2) eastings and northings, CRS) of plane coordinates, of which either may come first."""
    if named is not None and named.is_geographic:
        raise CaseFault("place_crs_is_geographic", text=text[:60])
    numbered = [all(zone_in(value) is not None for value in column) for column in figures.T]
    if numbered[0] != numbered[1]:
        xy = figures if numbered[0] else figures[:, ::-1]
        return xy, named or _zone_crs(xy[:, 0], text)
    if named is None:
        raise CaseFault("place_zone_unknown", text=text[:60])
    small = [bool((np.abs(column) < 1_000_000).all()) for column in figures.T]
    if small[0] == small[1]:
        raise CaseFault("place_axes_ambiguous", text=text[:60])
    return (figures if small[0] else figures[:, ::-1]), named


def _zone_crs(eastings, text):
    """The CGCS2000 Gauss-Krüger CRS whose number all eastings carry. Raises CaseFault."""
    zones = {zone_in(value) for value in eastings}
    zone = zones.pop()
    if zones or zone is None:
        raise CaseFault("place_zone_unknown", text=text[:60])
    return GaussKruger(_DATUM, width_of(zone), zone, True).crs
