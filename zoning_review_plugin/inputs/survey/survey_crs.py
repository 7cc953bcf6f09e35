"""The coordinate system of a survey text: what its header states against what its figures show.

Where they contradict each other nothing is chosen: the fault says both, and the user names the system.
"""

from __future__ import annotations

import re

import numpy as np

from ...model.codes import Severity
from ...model.errors import CaseFault, InputFault
from ..layer import ReadFault
from ..places.crs import crs_name, same
from ..places.gauss_zones import NUMBERS
from .coordinates_text import Angle, in_order
from .gauss_kruger import GaussKruger, datum_named, geographic, width_of, zone_in

_LARGEST_DEGREES = 180.0
_MOST_NORTHING = 10_100_000.0  # m: no place is farther from the equator
_EASTINGS = (0.0, 1_000_000.0)  # without a number


def oriented(coordinates, survey, place):
    """(coordinates as (easting, northing) or (longitude, latitude), [ReadFault]) of figures as they are written.

    Metres: X is the northing and comes first; where the figures show that it comes last, they are taken so, and it is
    said. Degrees: the figures tell. Raises InputFault where they do not.
    """
    if not len(coordinates):
        return coordinates, []
    if survey.order_told:
        return coordinates[:, ::-1], []
    if in_degrees(coordinates):
        return _degrees_in_order(coordinates, place), []
    first, second = coordinates.T
    if not (_eastings(first) and not _eastings(second)):
        return coordinates[:, ::-1], []
    params = {"x": f"{first[0]:.10g}", "y": f"{second[0]:.10g}"}
    return coordinates, [ReadFault("survey_axes_swapped", params, Severity.WARNING)]


def _degrees_in_order(coordinates, place):
    try:
        return in_order([(Angle(a, None), Angle(b, None)) for a, b in coordinates.tolist()])
    except CaseFault as fault:
        shown = f"{coordinates[0, 0]:g}, {coordinates[0, 1]:g}"
        raise InputFault(fault.code, place, text=shown) from None


def in_degrees(coordinates):
    """Whether figures are degrees rather than metres."""
    return bool((np.abs(coordinates) <= _LARGEST_DEGREES).all())


def system_of_text(survey, coordinates, place, named=None):
    """(pyproj CRS, [ReadFault]) of a survey text. named: the CRS that the user names, which is taken before all others.

    coordinates: (n, 2), eastings or longitudes first. Raises InputFault where the CRS cannot be told.
    """
    if named is not None:
        return named, _against(named, survey, coordinates)
    datum = datum_named(setting(survey, "坐标系"))
    if datum is None:
        stated = setting(survey, "坐标系") or "-"
        raise InputFault("survey_datum_unknown", place, stated=stated, example=_on_cgcs2000(coordinates))
    if in_degrees(coordinates):
        return geographic(datum), []
    zone, numbered = _zone(survey, coordinates, place)
    stated = _digit(setting(survey, "几度分带") or setting(survey, "分带"))
    if stated in NUMBERS and stated != width_of(zone):
        raise InputFault("survey_zone_width", place, stated=stated, zone=zone, width=width_of(zone))
    return GaussKruger(datum, width_of(zone), zone, numbered).crs, []


def _on_cgcs2000(coordinates):
    """What would name the CRS of figures if they were those of CGCS2000, as an example of how to name one."""
    zone = zone_in(coordinates[0, 0])
    if in_degrees(coordinates):
        return crs_name(geographic("cgcs2000"))
    return crs_name(GaussKruger("cgcs2000", width_of(zone), zone, True).crs) if zone else "EPSG:45…"


def setting(survey, key):
    """The value of a setting of the header, "" where it is not there."""
    return next((value for name, value in survey.header.items() if name.replace(" ", "") == key), "")


def _zone(survey, coordinates, place):
    """(zone, whether eastings carry it)."""
    carried = {zone_in(easting) for easting in coordinates[:, 0]}
    stated = _digit(setting(survey, "带号"))
    if len(carried) > 1:
        shown = ", ".join(sorted("-" if zone is None else str(zone) for zone in carried))
        raise InputFault("survey_zones_mixed", place, zones=shown)
    zone = carried.pop()
    if zone is None and width_of(stated) is None:
        raise InputFault("survey_zone_unknown", place, easting=f"{coordinates[0, 0]:.3f}", stated=stated or "-")
    if zone is not None and stated is not None and stated != zone:
        raise InputFault("survey_zone_contradicts", place, stated=stated, carried=zone)
    return (stated, False) if zone is None else (zone, True)


def _digit(text):
    """The whole number in a text (`38`, `38带`, `3度分带`, `三度`), None where there is none."""
    found = re.search(r"\d+", text.replace("三", "3").replace("六", "6"))
    return int(found.group()) if found else None


def _against(named, survey, coordinates):
    """A warning where the CRS that the user names is not the one that the text tells of itself."""
    try:
        told, _ = system_of_text(survey, coordinates, None)
    except InputFault:
        return []
    if same(told, named):
        return []
    params = {"named": crs_name(named), "stated": crs_name(told)}
    return [ReadFault("crs_stated_otherwise", params, Severity.WARNING)]


def _eastings(values):
    """Whether figures can only be eastings: with a zone's number before them, or too small for a northing."""
    with_number = all(zone_in(value) is not None for value in (values.min(), values.max()))
    without = _EASTINGS[0] <= values.min() and values.max() < _EASTINGS[1]
    return with_number and values.min() > _MOST_NORTHING or without
