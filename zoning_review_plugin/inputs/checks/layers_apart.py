"""Constraint layers held against each other: is one off from another by just what the web maps shift?

Layers drawn from the same survey, such as a development boundary and the units that follow it, share corners. Where
they do not, but would if one were shifted, that is a suspicion: a remark, by which nothing is moved.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pyproj
import shapely

from ...model.codes import Severity
from ...model.records import Issue
from ..places.long_edges import metres_per_unit
from ..places.web_maps import SHIFTS, in_china

_NEAR_M = 1.0
_LEAST = 12  # corners that must meet
_LEAST_SHARE = 0.05  # of the corners of the layer that has fewer
_TIMES = 5  # as many must meet as do where nothing is shifted, which also rules out chance


def layers_apart(corners, crs):
    """A remark for each layer that meets another one only where that is shifted as a web map is.

    corners: (n, 2) in `crs` (pyproj), or None where nothing is known of a layer, by constraint key.
    """
    known = {key: xy for key, xy in corners.items() if xy is not None and len(xy) >= _LEAST}
    if len(known) < 2:
        return []
    way = pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
    layers = [_Shifted(key, xy, way, _NEAR_M / metres_per_unit(crs)) for key, xy in known.items()]
    return [issue for first, second in combinations(layers, 2) for issue in _compared(first, second)]


class _Shifted:
    """The corners of a layer, as they are and as web maps would show them."""

    def __init__(self, key, xy, way, near):
        self.key, self.xy, self.near = key, xy, near
        self._tree = shapely.STRtree(shapely.points(xy))
        lonlat = np.column_stack(way.transform(*xy.T))
        self.shifted = {}
        if np.isfinite(lonlat).all() and in_china(lonlat).all():
            for system, shift in SHIFTS.items():
                moved = way.transform(*shift(lonlat).T, direction="INVERSE")
                self.shifted[system] = np.column_stack(moved)

    def met_by(self, places):
        """How many of some places (n, 2) lie on a corner."""
        return len(np.unique(self._tree.query(shapely.points(places), predicate="dwithin", distance=self.near)[0]))


def _compared(first, second):
    """[a remark] on the one of two layers that is where a web map would show the other."""
    here, fewer = second.met_by(first.xy), min(len(first.xy), len(second.xy))
    wanted = max(_LEAST, _LEAST_SHARE * fewer, _TIMES * (here + 1))
    if wanted > fewer:
        return []
    ways = [
        (off.met_by(places), off.key, right.key, system)
        for right, off in ((first, second), (second, first))
        for system, places in right.shifted.items()
    ]
    count, off, right, system = max(ways, default=(0, "", "", ""))
    if count < wanted:
        return []
    params = {"other": right, "system": system, "count": count, "here": here}
    return [Issue(off, "web_map_between_layers", Severity.REMARK, params=params)]
