"""The coordinate system of a survey text: what its header states against what its figures show.

Where they contradict each other nothing is chosen: the fault says both, and the user names the system.
"""

from __future__ import annotations

from ...model.codes import Severity
from ...model.errors import CaseFault, InputFault
from ..layer import ReadFault
from ..places.crs import crs_name, same
from ..places.gauss_zones import GaussZone, zones
from .coordinates_text import Angle, in_order
from .gauss_kruger import GaussKruger, datum_named, datum_of, geographic, width_of, zone_in
from .survey_header import DATUM, meridian_stated, refuse_other_systems, setting, width_stated, zone_stated
from .survey_units import in_degrees, refuse_far_northings, refuse_packed_degrees

_MOST_NORTHING = 10_100_000.0  # m: no place is farther from the equator
_EASTINGS = (0.0, 1_000_000.0)  # without a number
_SAME_MERIDIAN = 1e-6  # degrees


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


def system_of_text(survey, coordinates, place, named=None):
    """(pyproj CRS, [ReadFault]) of a survey text. named: the CRS that the user names, which is taken before all others.

    coordinates: (n, 2), eastings or longitudes first. Raises InputFault where the CRS cannot be told.
    """
    if named is not None:
        return named, _against(named, survey, coordinates)
    datum = datum_named(setting(survey, DATUM))
    if datum is None:
        stated = setting(survey, DATUM) or "-"
        raise InputFault("survey_datum_unknown", place, stated=stated, example=_on_cgcs2000(coordinates))
    refuse_other_systems(survey, in_degrees(coordinates), place)
    if in_degrees(coordinates):
        return geographic(datum), []
    refuse_packed_degrees(coordinates, place)
    refuse_far_northings(coordinates, place)
    width = width_stated(survey, place)
    zone, numbered = _zone(survey, coordinates, width, place)
    if width not in (None, width_of(zone)):
        raise InputFault("survey_zone_width", place, stated=width, zone=zone, width=width_of(zone))
    return GaussKruger(datum, width_of(zone), zone, numbered).crs, []


def _on_cgcs2000(coordinates):
    """What would name the CRS of figures if they were those of CGCS2000, as an example of how to name one."""
    zone = zone_in(coordinates[0, 0])
    if in_degrees(coordinates):
        return crs_name(geographic("cgcs2000"))
    return crs_name(GaussKruger("cgcs2000", width_of(zone), zone, True).crs) if zone else "EPSG:45…"


def _zone(survey, coordinates, width, place):
    """(zone, whether eastings carry it). width: of the zones, where the header states it."""
    carried = {zone_in(easting) for easting in coordinates[:, 0]}
    stated, meridian = zone_stated(survey, place), meridian_stated(survey, place)
    if len(carried) > 1:
        shown = ", ".join(sorted("-" if zone is None else str(zone) for zone in carried))
        raise InputFault("survey_zones_mixed", place, zones=shown)
    on_numbers = carried.pop()
    zone = next(filter(None, (on_numbers, stated, _zone_around(meridian, width))), None)
    if zone is None and meridian is not None:
        raise InputFault("survey_meridian", place, stated=f"{meridian:g}", zone="-", of_zone="-")
    if width_of(zone) is None:
        raise InputFault("survey_zone_unknown", place, easting=f"{coordinates[0, 0]:.3f}", stated=zone or "-")
    if stated not in (None, zone):
        raise InputFault("survey_zone_contradicts", place, stated=stated, carried=zone)
    around = GaussZone(width_of(zone), zone, False).meridian
    if meridian is not None and abs(meridian - around) > _SAME_MERIDIAN:
        raise InputFault("survey_meridian", place, stated=f"{meridian:g}", zone=zone, of_zone=around)
    return zone, on_numbers is not None


def _zone_around(meridian, width):
    """The number of the zone around a meridian (degrees), 3 degrees wide unless `width` says 6; None for none."""
    known = [zone for zone in zones() if not zone.numbered and zone.width == (width or 3)]
    return next((zone.number for zone in known if meridian and abs(zone.meridian - meridian) <= _SAME_MERIDIAN), None)


def _against(named, survey, coordinates):
    """Warnings where the CRS that the user names is not what the text tells of itself, or that contradicts itself."""
    datum = datum_named(setting(survey, DATUM))
    try:
        told, _ = system_of_text(survey, coordinates, None)
    except InputFault as fault:
        params = {"named": crs_name(named), "stated": setting(survey, DATUM)}
        other = datum is not None and datum_of(named) not in (None, datum)
        silent = fault.code in ("survey_datum_unknown", "survey_zone_unknown") and fault.params.get("stated") == "-"
        found = [] if silent else [ReadFault(fault.code, fault.params, Severity.WARNING)]
        return found + ([ReadFault("crs_stated_otherwise", params, Severity.WARNING)] if other else [])
    if same(told, named):
        return []
    params = {"named": crs_name(named), "stated": crs_name(told)}
    return [ReadFault("crs_stated_otherwise", params, Severity.WARNING)]


def _eastings(values):
    """Whether figures can only be eastings: with a zone's number before them, or too small for a northing."""
    with_number = all(zone_in(value) is not None for value in (values.min(), values.max()))
    without = _EASTINGS[0] <= values.min() and values.max() < _EASTINGS[1]
    return with_number and values.min() > _MOST_NORTHING or without
