"""What one layer says of each subject: which of its features are shared, how much, how near, and whether it answers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...model.codes import Relation
from .matching import matching

_STATED = {"area": "union_area_m2", "length": "length_m", "share": "share_of_subject"}


class _Met(NamedTuple):
    """Plain booleans for each subject: shares ground with what is meant, may do so, passes through it."""

    met: np.ndarray
    unsure: np.ndarray
    crossed: np.ndarray


class LayerGround:
    """What one layer says: `every` pair, the `firm` ones, `within`, `answers`, `left_out`, ends of amounts."""

    def __init__(self, attr, asked, pairs, apart, exposure, dimension, size, reach, firm_together):
        """asked: as of `matching`. firm_together: doubtful pairs → the subjects (numbers) to which all of theirs
        together leave no doubt.
        """
        sure, maybe, self.spelt, self.strange = matching(pairs, attr, asked)
        self._mine, self._count, self._some, self._dimension = pairs[sure], len(size), bool(attr), dimension
        firm = ~pairs["doubtful"].to_numpy(bool)
        self.every, self.firm = self._met(pairs, sure, maybe), self._met(pairs, sure & firm, maybe & firm)
        self.firm.met[firm_together(pairs[sure & ~firm])] = True
        relation = self._mine["relation"].to_numpy(dtype=object)
        inside = np.isin(relation, (Relation.WITHIN, Relation.EQUALS))
        self.within = self._where(self._mine["number"].to_numpy(np.int64)[inside])
        self.answers = exposure["answers"].to_numpy(dtype=bool)
        silent = ~self.every.met & ~self.every.unsure
        self.left_out = exposure["covered_share"].eq(0.0).to_numpy() & silent
        self.amount = {
            "area": self._ends("area_m2", exposure["union_area_m2"], exposure["sum_area_m2"]),
            "length": self._ends("length_m", exposure["length_m"], exposure["sum_length_m"]),
            "share": self._shares(exposure, dimension),
        }
        for name, applies in self._applying(exposure).items():
            # Overlays that failed, areas that cannot be as they are stated: how much is shared nobody knows.
            unknown = exposure[_STATED[name]].isna().to_numpy() & self.every.met & applies
            self.amount[name][0][unknown], self.amount[name][1][unknown] = 0.0, np.inf
        if self.every.unsure.any():  # what may be meant may be shared
            for _, most in self.amount.values():
                most[self.every.unsure] = np.inf
        found = matching(apart, attr, asked)
        self.spelt_apart = found.spelt
        self.distance = self._distances(bool(attr), found, apart, exposure, reach)

    def measures(self, name):
        """Plain booleans: the subject meets a feature of this layer, and the layer has features of that measure."""
        return self.every.met & ~np.isnan(self.amount[name][1])

    def _met(self, pairs, sure, maybe):
        number, relation = pairs["number"].to_numpy(np.int64), pairs["relation"].to_numpy(dtype=object)
        crossing = sure & np.isin(relation, (Relation.CROSSES, Relation.WITHIN)) & (self._dimension[number] == 1)
        return _Met(self._where(number[sure]), self._where(number[maybe]), self._where(number[crossing]))

    def named(self):
        """The pairs that are meant, with `row`: constraint/feature."""
        rows = self._mine[["number", "constraint_key", "feature_id", "code", "name"]]
        return rows.assign(row=rows["constraint_key"] + "/" + rows["feature_id"].astype(str))

    def _applying(self, exposure):
        """{measure: plain booleans, where it applies to the subject and to what features of the layer are}."""
        polygon, line = self._dimension == 2, self._dimension == 1
        areal, linear = (exposure[name].to_numpy(dtype=bool) for name in ("areal", "linear"))
        on_either = line & (areal | linear)
        return {
            "area": polygon & areal,
            "length": polygon & linear | on_either,
            "share": polygon & areal | on_either,
        }

    def _where(self, number):
        found = np.zeros(self._count, bool)
        found[number] = True
        return found

    def _ends(self, column, once, summed):
        """(least, most) of one measure: of all features as the exposure tells, of some as their sum allows."""
        once, summed = once.to_numpy(dtype=float), summed.to_numpy(dtype=float)
        if not self._some:
            return once.copy(), once.copy()
        return self._ends_of_some(column, once, np.fmax(summed - once, 0.0))

    def _shares(self, exposure, dimension):
        point = np.where(dimension == 0, self.every.met.astype(float), np.nan)
        once = np.where(dimension == 0, point, exposure["share_of_subject"].to_numpy(dtype=float))
        if not self._some:
            return once.copy(), once.copy()
        double = np.fmax(self._sum_all_shares(exposure, once) - once, 0.0)
        least, most = self._ends_of_some("share_of_subject", once, double)
        return np.where(dimension == 0, point, least), np.where(dimension == 0, point, most)

    def _ends_of_some(self, column, once, double):
        number, values = self._mine["number"].to_numpy(np.int64), self._mine[column].to_numpy(dtype=float)
        total = np.bincount(number, np.nan_to_num(values), minlength=self._count)
        largest = np.zeros(self._count)
        np.maximum.at(largest, number, np.nan_to_num(values))
        most = np.fmin(total, np.where(np.isnan(once), total, once))
        least = np.fmax(largest, total - np.where(np.isnan(double), 0.0, double))
        least = np.fmin(least, most)
        nothing = np.isnan(once)
        return np.where(nothing, np.nan, least), np.where(nothing, np.nan, most)

    def _sum_all_shares(self, exposure, once):
        """The share that all features of the layer come to when what they double is counted twice."""
        for union, summed in (("union_area_m2", "sum_area_m2"), ("length_m", "sum_length_m")):
            u, s = exposure[union].to_numpy(dtype=float), exposure[summed].to_numpy(dtype=float)
            with np.errstate(invalid="ignore", divide="ignore"):
                ratio = np.where(u > 0, s / u, 1.0)
            once = once * np.where(np.isnan(ratio), 1.0, ratio)
        return once

    def _distances(self, some, found, apart, exposure, reach):
        """(least, most) m to the nearest feature that is meant; 0 where it is met.

        some: whether only some features are meant. found: the `Matched` of `apart`. reach: (m around each subject for
        which the layer answers, m within which pairs apart are listed).
        """
        around, near_m = reach
        number, metres = apart["number"].to_numpy(np.int64), apart["distance_m"].to_numpy(dtype=float)
        most = np.full(self._count, np.inf)
        np.minimum.at(most, number[found.sure], metres[found.sure])
        if not some:
            most = np.fmin(most, exposure["nearest_m"].to_numpy(dtype=float))
        searched = np.maximum(near_m, np.where(np.isfinite(most), most, 0.0))
        least = np.minimum(most, np.minimum(searched, around))
        np.minimum.at(least, number[found.unsure], metres[found.unsure])
        least = np.where(self.answers, least, 0.0)
        least[self.every.unsure] = 0.0
        return np.where(self.every.met, 0.0, least), np.where(self.every.met, 0.0, most)
