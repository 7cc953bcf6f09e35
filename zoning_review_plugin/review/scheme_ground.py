"""What a whole scheme shares with each layer, ground and ways counted once where its subjects overlap one another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..overlay.shapes import Shapes
from .doubles import COUNTED


class SchemeGround:
    """Areas and lengths of schemes, own and shared.

    schemes: `Schemes`. shapes: the `Shapes` of all subjects. exposure, of_doubles: rows of the review with `number`, of
    the subjects, and of the doubles by constraint key.
    """

    def __init__(self, schemes, shapes, exposure, of_doubles):
        doubles, self._schemes, self._shapes = schemes.doubles, schemes, shapes
        self._counted, self._number = schemes.counted, doubles.number
        self._common = Shapes(doubles.geometry, shapes.measure)
        self._shared = {
            key: _figures(rows, len(shapes)) for key, rows in exposure.groupby("constraint_key", sort=False)
        }
        self._taken_off = {key: _figures(rows, len(doubles)) for key, rows in of_doubles.items()}

    def figures(self):
        """A frame: `place` of the scheme, `constraint_key` (None: its own ground) and its figures."""
        found = []
        for place in range(len(self._schemes.every)):
            found.append({"place": place, "constraint_key": None, **self._own(place)})
            for key in self._shared:
                found.append({"place": place, "constraint_key": key, **self._with(place, key)})
        return pd.DataFrame(found)

    def _own(self, place):
        found = {name: self._rest(self._counted[place, name], 2) for name in COUNTED}
        return {**found, "length_m": self._rest(self._counted[place, "area_m2"], 1)}

    def _rest(self, one, dimension):
        """The size of all that counts of one dimension; NaN where there is none, or an unknown part."""
        rows, off = one.rows[self._of_dimension(one.rows, dimension)], self._off(one, dimension)
        if not len(rows):
            return np.nan
        sizes = [shapes.area if dimension == 2 else shapes.length for shapes in (self._shapes, self._common)]
        return _less(sizes[0][rows].sum(), sizes[1][off].sum())

    def _with(self, place, key):
        shared, off, found = self._shared[key], self._taken_off.get(key), {}
        measured = ~np.isnan(shared["union_area_m2"]).all()
        for name in COUNTED:
            one = self._counted[place, name]
            patches = shared["union_area_m2"][one.rows[self._of_dimension(one.rows, 2)]]
            more = off["union_area_m2"][self._off(one, 2)] if off else np.empty(0)
            failed = measured and np.isnan([*patches, *more]).any()
            total = _sum(shared["union_area_m2"][one.rows])
            found[name] = np.nan if failed else _less(total, np.nansum(more))  # a sum with an unknown part is unknown
        one = self._counted[place, "area_m2"]
        more = off["length_m"][one.taken_off] if off else np.empty(0)
        return {**found, "length_m": _less(_sum(shared["length_m"][one.rows]), np.nansum(more))}

    def _of_dimension(self, rows, dimension):
        return self._shapes.dimension[rows] == dimension

    def _off(self, one, dimension):
        return one.taken_off[self._of_dimension(self._number[one.taken_off], dimension)]


def _figures(rows, size):
    """{name: (size,)} of rows with `number`."""
    rows = rows.set_index("number")
    return {name: rows[name].reindex(range(size)).to_numpy(float) for name in ("union_area_m2", "length_m")}


def _less(total, taken_off):
    return max(total - taken_off, 0.0) if total - taken_off == total - taken_off else np.nan


def _sum(values):
    """The sum of what is known; NaN where nothing is."""
    known = values[~np.isnan(values)]
    return float(known.sum()) if len(known) else np.nan
