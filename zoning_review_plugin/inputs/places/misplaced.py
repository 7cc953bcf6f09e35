"""Features that cannot lie where their coordinates say: a wrong CRS must not pass for "nothing met"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyproj

from ...model.codes import Severity
from ...model.records import Issue
from .crs import crs_name, limits
from .degrees import to_degrees
from .whereabouts import Whereabouts

CODES = ("coordinates_off_earth", "outside_area_of_use")
# Layers reach beyond the area that their CRS is made for, a province in one zone by some degrees. Coordinates
# with the number of the next zone lie 9 degrees off or more, those without a number anywhere but near.
_LEAST_MARGIN_DEG = 6.0
_MOST_EXAMPLES = 5


@dataclass(frozen=True)
class AreaOfUse:
    """Where a CRS is made for, in degrees; `west` to `east` runs eastwards and may pass 180."""

    west: float
    south: float
    east: float
    north: float

    def excludes(self, lon, lat):
        """bool (n,): places far outside; what has no longitude and latitude is."""
        width, height = self.east - self.west, self.north - self.south
        with np.errstate(invalid="ignore"):
            off_x = np.abs((lon - 0.5 * (self.west + self.east) + 180) % 360 - 180)
        off_y = np.abs(lat - 0.5 * (self.south + self.north))
        near_x = off_x <= 0.5 * width + max(_LEAST_MARGIN_DEG, 0.5 * width)
        return ~(near_x & (off_y <= 0.5 * height + max(_LEAST_MARGIN_DEG, 0.5 * height)))


@lru_cache(maxsize=64)
def area_of_use(crs):
    """The `AreaOfUse` of a CRS, of the one that it is by its parameters, or of its datum; None where none is known."""
    own = crs.source_crs if crs.is_bound else crs
    for one in (own, own.geodetic_crs):
        known = one and (one.area_of_use or _listed_area(one))
        if known:
            return AreaOfUse(known.west, known.south, known.east + 360 * (known.east < known.west), known.north)
    return None


def _listed_area(crs):
    authority = crs.to_authority(min_confidence=70)
    return pyproj.CRS.from_authority(*authority).area_of_use if authority else None


class Misplaced:
    """Finds the features of one layer that cannot lie where they are; `issues` tells of all of them at once.

    wrong, right: the `Whereabouts` of those and of all others, in the layer's CRS.
    """

    def __init__(self, crs):
        self._crs = crs
        self._area = area_of_use(crs) if crs is not None else None
        self._found = {code: [] for code in CODES}
        self._count = dict.fromkeys(CODES, 0)
        self.wrong, self.right = Whereabouts(), Whereabouts()

    def rows(self, boxes, name):
        """bool (n,): features in impossible places. boxes: (n, 4) of all their vertices. name: row → feature id."""
        off_earth = self._off_earth(boxes)
        outside = self._outside(boxes) & ~off_earth
        for code, bad in zip(CODES, (off_earth, outside)):
            self._count[code] += int(bad.sum())
            for row in np.flatnonzero(bad)[: _MOST_EXAMPLES - len(self._found[code])]:
                self._found[code].append((name(row), *self._shown(boxes[row], code)))
        bad = off_earth | outside
        self.wrong.add(boxes[bad])
        self.right.add(boxes[~bad])
        return bad

    def issues(self, key):
        """An `Issue` for each kind of impossible place, with a count and some examples."""
        return [
            Issue(key, code, Severity.ERROR, params={"count": self._count[code], **self._params(found)})
            for code, found in self._found.items()
            if found
        ]

    def _params(self, found):
        _, x, y = found[0]
        params = {"examples": ", ".join(str(name) for name, *_ in found), "x": x, "y": y, "crs": crs_name(self._crs)}
        if self._area:
            sides = {side: getattr(self._area, side) for side in ("west", "south", "east", "north")}
            params.update({side: f"{degrees:g}" for side, degrees in sides.items()})
        return params

    @staticmethod
    def _shown(box, code):
        """The coordinates that an issue gives of a box: its farthest off the Earth, else its middle."""
        if code == "coordinates_off_earth":
            box = np.abs(box)
            return f"{max(box[0], box[2]):g}", f"{max(box[1], box[3]):g}"
        return f"{0.5 * (box[0] + box[2]):.8g}", f"{0.5 * (box[1] + box[3]):.8g}"

    def _off_earth(self, boxes):
        x, y = limits(self._crs)
        with np.errstate(invalid="ignore"):
            return (np.abs(boxes[:, [0, 2]]) > x).any(axis=1) | (np.abs(boxes[:, [1, 3]]) > y).any(axis=1)

    def _outside(self, boxes):
        outside = np.zeros(len(boxes), dtype=bool)
        real = np.flatnonzero(np.isfinite(boxes).all(axis=1))
        if self._area is None or not len(real):
            return outside
        middle = 0.5 * (boxes[real, :2] + boxes[real, 2:])
        outside[real] = self._area.excludes(*_lonlat(self._crs, middle))
        return outside


def _lonlat(crs, xy):
    """(longitude, latitude) in degrees from Greenwich of places in `crs`; infinite where there are none."""
    base = crs.geodetic_crs
    x, y = xy.T
    if not crs.is_geographic:
        x, y = to_degrees(crs).transform(x, y)
    factor, zero = base.axis_info[0].unit_conversion_factor, base.prime_meridian
    return np.degrees(x * factor + zero.longitude * zero.unit_conversion_factor), np.degrees(y * factor)
