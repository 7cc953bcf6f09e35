"""The area that a layer states against the ground of its features: the unit it must be in, and features that are off.

The ground of all features would cost more than the review may. Planar areas tell it roughly, scaled by what the
ellipsoid says of a few features; where a feature seems off, its own ground is measured.
"""

from __future__ import annotations

import math

import numpy as np
import shapely

from ...model.codes import AREA_UNITS, Severity
from ...model.records import Issue
from ..texts.text_values import numbers
from .check import Check
from .unreadable import Unreadable

_OFF = 0.05  # a single feature that differs by more is told
_ROUGHLY_OFF = 0.04  # and is measured where it roughly differs by more than this
_LIKE_A_UNIT = 1.5  # a layer's figures are in a unit if their median is within this factor of it
_SAMPLES = 64
_MOST = 100


class StatedAreas(Check):
    """ours: `area` or `declared_area`. unit: a key of `AREA_UNITS`. net: figures may be less than the ground."""

    def __init__(self, ours, field, unit, area_of, net=False):
        self._ours, self._field, self._unit, self._area_of, self._net = ours, field, unit, area_of, net
        self._unreadable = Unreadable(field)
        self._ratios, self._suspects, self._suspected = [], [], 0
        self._decimals = 0

    def see(self, seen):
        texts = seen.attributes[self._ours].tolist()
        values = numbers(texts)
        self._unreadable.see(seen, texts, ~np.isfinite(values))
        rows = np.flatnonzero((shapely.get_dimensions(seen.clean) == 2) & np.isfinite(values))
        if not len(rows):
            return
        self._decimals = max(self._decimals, max(_decimals(texts[row]) for row in rows[:_SAMPLES]))
        ground = _roughly(seen.clean[rows], self._area_of)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = values[rows] / ground
        sound = np.isfinite(ratio) & (ratio > 0)
        self._ratios.append(ratio[sound])
        if sound.any():
            self._suspect(seen, rows, values[rows], ratio / _nearest_unit(np.median(ratio[sound]))[1])

    def issues(self, key):
        found = self._unreadable.issues(key)
        ratios = np.concatenate(self._ratios) if self._ratios else np.empty(0)
        if not len(ratios):
            return found
        unit = likely_unit(ratios)
        params = {"field": self._field, "unit": self._unit, "count": len(ratios)}
        if unit is None:
            params["times"] = f"{np.median(ratios) * AREA_UNITS[self._unit]:.4g}"
            return [*found, Issue(key, "area_like_no_unit", Severity.WARNING, params=params)]
        if unit != self._unit:
            code = "area_unit_differs" if self._ours == "area" else "declared_area_unit_differs"
            found.append(Issue(key, code, Severity.WARNING, params={**params, "likely": unit}))
        return [*found, *self._off(key, unit)]

    def _suspect(self, seen, rows, values, share):
        """Measure the features that seem off; `share`: what they state of their ground, roughly."""
        off = np.flatnonzero(share > 1 + _ROUGHLY_OFF if self._net else ~(np.abs(share - 1) <= _ROUGHLY_OFF))
        self._suspected += len(off)
        off = off[: max(0, _MOST - len(self._suspects))]
        measured = self._area_of(seen.clean[rows[off]]) if len(off) else ()
        for place, ground in zip(off, measured):
            row = rows[place]
            self._suspects.append((seen.feature(row), values[place], float(ground), seen.clean[row]))

    def _off(self, key, unit):
        """An issue for each feature that is off, and one that counts those that are not listed."""
        in_m2, issues = AREA_UNITS[unit], []
        last_place = 10.0**-self._decimals * in_m2  # figures are rounded to it
        for feature, value, ground, shape in self._suspects:
            difference = value * in_m2 - ground
            if abs(difference) > max(_OFF * ground, last_place):
                params = {"field": self._field, "stated": value, "unit": unit, "measured": f"{ground / in_m2:.6g}"}
                params["percent"] = f"{100 * difference / ground:+.1f}" if ground > 0 else "?"
                issues.append(Issue(key, "area_differs", Severity.REMARK, feature, params, geometry=shape))
        more = self._suspected - len(self._suspects)
        if more and issues:
            params = {"count": more, "field": self._field}
            issues.append(Issue(key, "area_differs_more", Severity.REMARK, params=params))
        return issues


def likely_unit(ratios):
    """The unit that figures are in by their ratios to the m2 of their ground; None where we know of none."""
    if not len(ratios):
        return None
    median = float(np.median(ratios))
    unit, factor = _nearest_unit(median)
    return unit if 1 / _LIKE_A_UNIT <= median / factor <= _LIKE_A_UNIT else None


def _nearest_unit(ratio):
    """(unit, units per m2) of the unit in which figures per m2 of ground come nearest to `ratio`."""
    per_m2 = {unit: 1 / metres for unit, metres in AREA_UNITS.items()}
    return min(per_m2.items(), key=lambda item: abs(math.log(ratio / item[1])))


def _decimals(text):
    whole, _, decimals = text.strip().partition(".")
    return len(decimals) if decimals.isdecimal() else 0


def _roughly(shapes, area_of):
    """About how many m2 of ground polygons have: planar areas times the scale at their place along y."""
    flat = shapely.area(shapes)
    bounds = shapely.bounds(shapes)
    y = (bounds[:, 1] + bounds[:, 3]) / 2
    solid = np.flatnonzero(flat > 0)
    if not len(solid):
        return flat
    some = solid[np.linspace(0, len(solid) - 1, _SAMPLES).astype(int)]
    some = np.unique([*some, solid[np.argmin(y[solid])], solid[np.argmax(y[solid])]])
    some = some[np.argsort(y[some], kind="stable")]
    return flat * np.interp(y, y[some], area_of(shapes[some]) / flat[some])
