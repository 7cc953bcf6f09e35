"""The CRS that a file means: files spell it in their own way, and add what is none of its parts.

A `.prj` of another program calls EPSG:4548 `CGCS2000_3_Degree_GK_CM_117E` and its datum `D_China_2000`. Taken for
another CRS it would be moved for nothing, and edges that coincide would no longer.
"""

from __future__ import annotations

import pyproj

from .datums import geographic_crs, listed
from .gauss_zones import zone_of

_HEIGHT = ("up", "down")


def recognised(crs):
    """`crs` (pyproj) in two dimensions, as the authority lists it where names and parameters say that it is that one.

    Parameters to WGS 84 that come with it (TOWGS84) stay as a bound CRS, unless all of them are 0: these say nothing.
    """
    while crs.is_compound:  # plans often carry a height CRS: 4490 + 5737
        crs = crs.sub_crs_list[0]
    if crs.is_bound:
        own = recognised(crs.source_crs)
        parts = crs.to_json_dict()
        says_nothing = crs.coordinate_operation.towgs84 and not any(crs.coordinate_operation.towgs84)
        return own if says_nothing else pyproj.CRS.from_json_dict({**parts, "source_crs": own.to_json_dict()})
    if not (crs.is_geographic or crs.is_projected):
        return crs
    crs = _flat(crs)
    authority = crs.to_authority(min_confidence=100)
    if authority and same(listed(":".join(authority)), crs):
        return listed(":".join(authority))
    base = geographic_crs(crs)
    if base is None:
        return crs
    return _geographic(crs, listed(base)) if crs.is_geographic else _projected(crs, base)


def same(a, b):
    """Whether coordinates mean the same in both (axis order aside: we always hold x, y)."""
    if a.equals(b, ignore_axis_order=True):
        return True
    if a.is_bound or b.is_bound or not (a.is_projected and b.is_projected):
        return False  # of projected CRSs PROJ does not leave the axis order aside, nor how a conversion is called
    return _mapping(a) == _mapping(b) and a.geodetic_crs.equals(b.geodetic_crs, ignore_axis_order=True)


def _mapping(crs):
    """What leads from the degrees of a projected CRS to its coordinates x, y: method, parameters, unit."""
    conversion = crs.coordinate_operation
    parameters = {param.code or param.name: param.value * param.unit_conversion_factor for param in conversion.params}
    unit = {axis.unit_conversion_factor for axis in crs.axis_info}
    away = {axis.direction for axis in crs.axis_info} - {"east", "north"}  # south and west count the other way
    return conversion.method_code or conversion.method_name, parameters, unit, away


def _flat(crs):
    """`crs` without its height axis."""
    if len(crs.axis_info) < 3:
        return crs
    return pyproj.CRS.from_json_dict(_without_height(crs.to_json_dict()))


def _without_height(parts):
    """The description of a CRS, and of what it is based on, with two axes and no number: that was of three."""
    parts = {key: value for key, value in parts.items() if key not in ("id", "ids")}
    system = parts.get("coordinate_system")
    if system:
        axes = [axis for axis in system["axis"] if axis["direction"] not in _HEIGHT]
        parts["coordinate_system"] = {**{k: v for k, v in system.items() if k != "id"}, "axis": axes}
    if "base_crs" in parts and "coordinate_system" in parts["base_crs"]:
        parts["base_crs"] = _without_height(parts["base_crs"])
    return parts


def _geographic(crs, base):
    """The listed geographic CRS where `crs` counts degrees from Greenwich as that does, else `crs`."""
    alike = crs.prime_meridian.longitude == 0 and _unit(crs) == _unit(base)
    return base if alike else crs


def _projected(crs, code):
    """The listed zone, or whatever CRS the parameters of `crs` make on the listed geographic CRS called `code`."""
    own, base = crs.geodetic_crs, listed(code)
    if own.prime_meridian.longitude != 0:
        return crs
    zone = zone_of(crs)
    if zone and zone.code(code):
        return listed(zone.code(code))
    built = pyproj.CRS.from_json_dict({**crs.to_json_dict(), "base_crs": base.to_json_dict()})
    found = built.to_authority(min_confidence=70)
    known = listed(":".join(found)) if found else None
    return known if known is not None and known.equals(built, ignore_axis_order=True) else built


def _unit(crs):
    return round(crs.axis_info[0].unit_conversion_factor, 12)
