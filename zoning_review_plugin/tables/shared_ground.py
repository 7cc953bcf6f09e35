"""What a scheme shares with the layers of a role or with single features, ground of several subjects counted once."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely

from ..model.codes import Basis, Kind, Relation
from ..overlay.pairs import LEAST_AREA_M2
from ..review.frame import Frame

_WHOLE = 1.0 - 1e-9


class Amounts(NamedTuple):
    """m2 and m of some rows of `overlap`. union: ground counted once, NaN where it is not known; sum: rows added."""

    union: float
    sum: float
    length: float


def sharing(overlap):
    """The rows of `overlap` that share ground: touches and near features aside, lines along a border kept."""
    return overlap[shares_ground(overlap)]


def shares_ground(overlap):
    """bool: which these are."""
    return ~(overlap["relation"].isin((Relation.NEAR, Relation.TOUCHES)) & ~overlap["length_m"].gt(0))


class Ground:
    """Areas of subjects of a `Result`, counted once by the measure of the review."""

    def __init__(self, result):
        subject = result.tables["subject"]
        self._subject = subject
        self._area = dict(zip(subject["subject_id"], subject["area_m2"]))
        self._measure = _measure(result, subject["geom"])
        self._stated = result.case.options.area_basis == Basis.ATTRIBUTE
        self._overlapping = _overlapping(subject, self._measure)

    @cached_property
    def _shape(self):
        """The shapes by subject: of a province, where none overlap, nobody asks."""
        return dict(zip(self._subject["subject_id"], self._subject["geom"]))

    @cached_property
    def _polygons(self):
        return set(self._subject.loc[self._subject["geometry_kind"].eq(Kind.POLYGON), "subject_id"])

    def own(self, ids):
        """m2 of subjects (ids), counted once; NaN where none has an area."""
        areas = [self._area[one] for one in ids if self._area[one] == self._area[one]]
        twice = self._twice(ids)
        if not areas or not twice:
            return float(np.sum(areas)) if areas else np.nan
        alone = [self._area[one] for one in ids if one not in twice and self._area[one] == self._area[one]]
        return float(np.sum(alone)) + self._once([self._shape[one] for one in sorted(twice)])

    def amounts(self, rows):
        """The `Amounts` of rows of `overlap` with one feature."""
        total, length = rows["area_m2"].sum(min_count=1), rows["length_m"].sum(min_count=1)
        if self._failed(rows).any():
            return Amounts(np.nan, np.nan, length)
        twice = self._twice(rows["subject_id"].unique())
        if not twice or not total > 0:
            return Amounts(total, total, length)
        mine = rows["subject_id"].isin(twice)
        shapes = [self._shared_shape(row) for row in rows[mine].itertuples()]
        if any(shape is None for shape in shapes):
            return Amounts(np.nan, total, length)
        once = self._once(shapes) * (self._per_ground(rows.loc[mine, "area_m2"], shapes) if self._stated else 1.0)
        return Amounts(rows.loc[~mine, "area_m2"].sum() + once, total, length)

    def _failed(self, rows):
        """Rows whose shared area nobody knows, among others that have one."""
        known = rows["area_m2"].notna()
        without = ~known & rows["length_m"].isna()
        if not without.any():  # among a province's subjects looking one up is slow
            return without
        return known.any() & without & rows["subject_id"].isin(self._polygons)

    def _per_ground(self, areas, shapes):
        """What an m2 of ground counts where areas are those that features state."""
        return areas.sum() / self._measure.area(np.array([*shapes, None], dtype=object)[:-1]).sum()

    def counted_twice(self, ids):
        """Whether some of these subjects share ground with one another."""
        return bool(self._twice(ids))

    def _twice(self, ids):
        """Those of `ids` that share ground with another of them."""
        if not self._overlapping:
            return set()
        mine = set(ids)
        return {one for one in mine if self._overlapping.get(one, set()) & mine}

    def _shared_shape(self, row):
        if row.geom is not None:
            return row.geom
        return self._shape[row.subject_id] if row.share_of_subject >= _WHOLE else None

    def _once(self, shapes):
        return float(self._measure.area(np.array([shapely.union_all(shapes), None], dtype=object)[:-1])[0])


def _measure(result, shapes):
    known = [shape for shape in shapes if shape is not None]
    bounds = tuple(shapely.total_bounds(known)) if known else (0.0, 0.0, 0.0, 0.0)
    return Frame(result.crs, result.case.options.area_basis, bounds).measure


def _overlapping(subject, measure):
    """{subject: subjects} that share more than a trace of ground."""
    ids, shapes = subject["subject_id"].to_numpy(dtype=object), subject["geom"].to_numpy(dtype=object)
    areal = np.flatnonzero(shapely.get_dimensions(shapes) == 2)
    left, right = shapely.STRtree(shapes[areal]).query(shapes[areal], predicate="intersects")
    once = left < right
    left, right = areal[left[once]], areal[right[once]]
    shared = measure.area(shapely.intersection(shapes[left], shapes[right])) > LEAST_AREA_M2
    found = {}
    for one, other in zip(ids[left[shared]], ids[right[shared]]):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found
