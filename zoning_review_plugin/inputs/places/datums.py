"""Geodetic datums as files name them (resources/datums.json): which are which, and which agree."""

from __future__ import annotations

import json
from functools import lru_cache

import pyproj

from ...model.words import RESOURCES

# An ellipsoid with these differences (m of the semi-major axis, inverse flattening) is the same, rounded.
_AXIS_M, _FLATTENING = 0.01, 1e-3


@lru_cache(maxsize=1)
def _table():
    return json.loads((RESOURCES / "datums.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _names():
    """{name without case, spaces and marks: row of the table}."""
    return {_plain(name): row for row in _table()["spellings"] for name in row["names"]}


def _plain(name):
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def ellipsoid_called(name):
    """(semi-major axis in m, inverse flattening) of a datum or ellipsoid by any name, None for an unknown one."""
    rows = {_plain(one): row for row in _table()["ellipsoids"] for one in row["names"]}
    row = _names().get(_plain(name)) or rows.get(_plain(name))
    return tuple(row["ellipsoid"]) if row else None


def geographic_crs(crs):
    """The authority code (`EPSG:4490`) of the geographic CRS that `crs` is or is based on, by whatever name.

    crs: a pyproj CRS. None where its names say nothing, contradict each other, or its ellipsoid belies them.
    """
    base = crs.geodetic_crs
    if base is None or base.ellipsoid is None:
        return None
    known = {_plain(name): name for name in (base.datum.name if base.datum else "", base.name)}
    rows = {row["crs"]: row for row in (_names().get(name) for name in known) if row}
    if len(rows) != 1:
        return None
    ((code, row),) = rows.items()
    axis, inverse = row["ellipsoid"]
    fits = abs(base.ellipsoid.semi_major_metre - axis) <= _AXIS_M
    return code if fits and abs(base.ellipsoid.inverse_flattening - inverse) <= _FLATTENING else None


def negligible_m(source, target):
    """Metres between the datums of two pyproj CRSs that the dated table calls the same; None if it does not."""
    pair = {geographic_crs(source), geographic_crs(target)}
    for row in _table()["negligible"]:
        if pair <= set(row["crs"]):
            return row["metres"]
    return None


@lru_cache(maxsize=32)
def listed(code):
    """The pyproj CRS of an authority code."""
    return pyproj.CRS.from_user_input(code)
