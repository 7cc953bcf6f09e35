"""What a review of the sample must find, worked out in the plane from the construction itself.

This knows the contract's words (status, relation) and plane geometry, and nothing of the program.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from . import ground
from .tables import Layer

_LEAST = 1e-6  # m2 or m: less is not shared ground
_WHOLE = 1e-5
_SLIVER_M2 = 1.0
_SEARCH_M = 5000.0


class Constraint(NamedTuple):
    """A constraint as the case declares it. coverage: `city`, `full`, `tiles` or None (unknown).

    area_field: the field with the areas that the law goes by, where it is not the area of the ground.
    """

    key: str
    layer: Layer
    id_field: str
    coverage: str | None
    accuracy_m: float = 0.0
    area_field: str = ""


class Row(NamedTuple):
    """One expectation: what the result must hold of a subject against a layer ("" for the subject itself)."""

    subject_id: str
    constraint_key: str
    what: str
    expected: object
    tolerance: float


class Reviewer:
    """Answers for one constraint layer. city: the polygon that layers with coverage `city` answer for."""

    def __init__(self, constraint, city):
        self.constraint, self._city = constraint, city
        self._shapes = constraint.layer.geometry
        self._ids = np.array(constraint.layer.column(constraint.id_field), dtype=object)
        self._tree = shapely.STRtree(self._shapes)

    def shared(self, subject):
        """[(feature id, shape that is shared)] in order of the layer."""
        found = []
        for k in np.sort(self._tree.query(subject, predicate="intersects")):
            common = shapely.intersection(subject, self._shapes[k])
            if shapely.get_dimensions(self._shapes[k]) == 0:
                met = not shapely.touches(subject, self._shapes[k])
            else:
                met = _size(common, subject) > _LEAST
            if met:
                found.append((k, common))
        return found

    def union(self, subject):
        """The ground of `subject` that the layer covers, once.

        The features are united first: pieces of a line, cut out one by one, may lie beside it by rounding.
        """
        return shapely.intersection(subject, shapely.union_all(self._shapes[[k for k, _ in self.shared(subject)]]))

    def status(self, subject):
        """(status, share of the subject that the layer answers for)."""
        if subject is None:
            return "no_data", None
        share = self._covered(subject)
        if self.shared(subject):
            return "involved", share
        if share is None or share <= 0:
            return "no_data", share
        return ("not_involved" if share == 1 else "partly_known"), share

    def rows(self, subject_id, subject):
        """Every `Row` of one subject against the layer."""
        key = self.constraint.key
        status, share = self.status(subject)
        rows = [Row(subject_id, key, "status", status, 0)]
        if subject is None:
            return rows
        if share is not None and 0 < share < 1:
            rows.append(Row(subject_id, key, "covered_share", share, 1e-7))
        shared = self.shared(subject)
        rows.append(Row(subject_id, key, "feature_count", len(shared), 0))
        rows += self._touching(subject_id, subject, shared)
        if not shared:
            return rows + self._nearest(subject_id, subject)
        return rows + self._figures(subject_id, subject, shared)

    def _covered(self, subject):
        coverage = self.constraint.coverage
        if coverage is None:
            return None
        if coverage == "full":
            return 1.0
        known = self._city.intersection(subject) if coverage == "city" else self.union(subject)
        missing = _size(subject, subject) - _size(known, subject)
        return 1.0 if missing <= _WHOLE else _size(known, subject) / _size(subject, subject)

    def _touching(self, subject_id, subject, shared):
        """The case asks for touches to be listed: in contact, nothing shared."""
        met = {k for k, _ in shared}
        apart = [k for k in np.sort(self._tree.query(subject, predicate="intersects")) if k not in met]
        return [Row(subject_id, self.constraint.key, f"relation:{self._ids[k]}", "touches", 0) for k in apart]

    def _figures(self, subject_id, subject, shared):
        key, rows = self.constraint.key, []
        if shapely.get_dimensions(self._shapes[shared[0][0]]) == 2:
            measure, once, total = _measures(subject)
            added, united = sum(measure(common) for _, common in shared), measure(self.union(subject))
            rows.append(_figure(subject_id, key, once, united))
            if added - united > 1e-6 * added:
                rows.append(_figure(subject_id, key, total, added))
            elif self.constraint.area_field and once == "union_area_m2":
                rows.append(_figure(subject_id, key, "attribute_area_m2", self._declared(shared)))
        if len(shared) > 12:  # figures of the whole say enough
            return rows
        for k, common in shared:
            rows.append(
                Row(subject_id, key, f"relation:{self._ids[k]}", _relation(subject, self._shapes[k], common), 0)
            )
            if len(shared) > 1 and shapely.get_dimensions(common) == 2:
                rows.append(_figure(subject_id, key, f"area_m2:{self._ids[k]}", ground.area(common)))
            rows += self._marks(subject_id, k, subject, common)
        return rows

    def _declared(self, shared):
        """The features' own areas, each for the share of it that is met."""
        areas = self.constraint.layer.column(self.constraint.area_field)
        return sum(areas[k] * ground.area(common) / ground.area(self._shapes[k]) for k, common in shared)

    def _marks(self, subject_id, k, subject, common):
        """What is marked on a pair of areas, and where on a line it lies."""
        key, number = self.constraint.key, self._ids[k]
        if shapely.get_dimensions(self._shapes[k]) < 2:
            return []
        if shapely.get_dimensions(subject) == 1:
            begin, end = _stations(subject, common)
            return [
                _figure(subject_id, key, f"station_from_m:{number}", begin),
                _figure(subject_id, key, f"station_to_m:{number}", end),
            ]
        rows = []
        if ground.area(common) < _SLIVER_M2:
            rows.append(Row(subject_id, key, f"sliver:{number}", 1, 0))
        if self.constraint.accuracy_m > 0:
            narrow = shapely.is_empty(shapely.buffer(common, -self.constraint.accuracy_m / 2))
            rows.append(Row(subject_id, key, f"within_accuracy:{number}", int(narrow), 0))
        return rows

    def _nearest(self, subject_id, subject):
        found = self._tree.query_nearest(subject)
        line = shapely.shortest_line(subject, self._shapes[found[0]])
        distance = ground.length(line)
        key = self.constraint.key
        if shapely.length(line) <= _LEAST:
            return [Row(subject_id, key, "nearest_m", 0.0, 1e-6)]
        if distance > _SEARCH_M:
            return [Row(subject_id, key, "nearest_m", "", 0)]
        return [
            Row(subject_id, key, "nearest_id", self._ids[found[0]], 0),
            _figure(subject_id, key, "nearest_m", distance),
        ]


def _figure(subject_id, key, what, value):
    """A measured figure: good to 1 mm or 10 cm², and to 1e-7 where it is large."""
    return Row(subject_id, key, what, value, max(0.001, 1e-7 * value))


def _size(shape, subject):
    """Plane size of a shape in the measure of the subject."""
    return shapely.length(_lines(shape)) if shapely.get_dimensions(subject) == 1 else shapely.area(shape)


def _lines(shape):
    parts = shapely.get_parts(shape)
    return shapely.multilinestrings(parts[shapely.get_dimensions(parts) == 1])


def _measures(subject):
    if shapely.get_dimensions(subject) == 1:
        return (lambda shape: ground.length(_lines(shape))), "length_m", "sum_length_m"
    return ground.area, "union_area_m2", "sum_area_m2"


def _relation(subject, feature, common):
    if shapely.get_dimensions(feature) == 0:
        return "contains"
    within = _size(subject, subject) - _size(common, subject) <= _WHOLE
    if shapely.get_dimensions(subject) == 1:
        return "touches" if shapely.touches(subject, feature) else "within" if within else "crosses"
    contains = shapely.area(feature) - shapely.area(common) <= _WHOLE
    return "equals" if within and contains else "within" if within else "contains" if contains else "overlaps"


def _stations(subject, common):
    """Where along a line the shared ground begins and ends, m from its start."""
    ends = [shapely.line_locate_point(subject, shapely.points(xy)) for xy in shapely.get_coordinates(_lines(common))]
    return tuple(_along(subject, reach) for reach in (min(ends), max(ends)))


def _along(line, reach):
    xy = shapely.get_coordinates(line)
    at = np.append(0.0, np.cumsum(np.hypot(*np.diff(xy, axis=0).T)))
    last = min(int(np.searchsorted(at, reach, side="right")) - 1, len(xy) - 2)
    end = xy[last] + (reach - at[last]) / (at[last + 1] - at[last]) * (xy[last + 1] - xy[last])
    return ground.length(shapely.linestrings(np.vstack([xy[: last + 1], end]))) if reach > 0 else 0.0
