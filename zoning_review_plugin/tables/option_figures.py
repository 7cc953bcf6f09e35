"""What a scheme shares with the layers, read once from a Result: plain records by scheme, for the table of options."""

from __future__ import annotations

from typing import NamedTuple

from ..model.case import FULL
from ..model.codes import Relation, Status
from ..studies.public_version import layers_not_shown
from .figures import is_unknown

_ALL = 1.0 - 1e-9
_SAME = 1e-9
_APART = (Relation.NEAR, Relation.TOUCHES)
_OVERALL = "overall"


class Amount(NamedTuple):
    """A figure of one scheme, in m2, m or a count; None: it does not apply, or nothing is known of it.

    at_least, at_most: it is but a bound, as part of the ground is not answered for or ground is counted twice.
    """

    value: float | None
    at_least: bool = False
    at_most: bool = False
    no_data: bool = False

    @property
    def is_sure(self):
        """Whether the figure is known and no mere bound."""
        return self.value is not None and not (self.at_least or self.at_most or self.no_data)


class OptionFigures:
    """Figures of some schemes of a `Result`, by (project, scheme). options: the `Option`s that are asked for."""

    def __init__(self, result, options):
        self._case, not_shown = result.case, layers_not_shown(result)
        self._not_public = {one.role for one in result.case.constraints if one.key in not_shown}
        self._of = {name: option.key for option in options for name in option.subjects}
        self._conclusion = {(row.project_id, row.scheme, row.topic): row._asdict()
                            for row in result.tables["conclusion"].itertuples(index=False)}  # fmt: skip
        self._overlaps = self._by_scheme(result.tables["overlap"], ("constraint_key", "role", "feature_id", "grade",
                                         "feature_class", "relation", "area_m2", "length_m", "distance_m"))  # fmt: skip
        self._exposures = self._by_scheme(result.tables["exposure"], ("constraint_key", "role", "status", "nearest_m",
                                          "covered_share", "share_of_subject", "feature_count"))  # fmt: skip
        subjects = self._by_scheme(result.tables["subject"], ("geometry_kind", "part"))
        self._kinds = {key: {row["geometry_kind"] for row in rows} for key, rows in subjects.items()}
        self._parts = {key: {row["part"] for row in rows} for key, rows in subjects.items()}

    def _by_scheme(self, frame, columns):
        """{(project, scheme): records} of rows of a table."""
        mine = frame[frame["subject_id"].isin(self._of)]
        found, rows = {}, mine[list(columns)].astype(object)
        for name, record in zip(mine["subject_id"], rows.where(rows.notna(), None).to_dict("records")):
            found.setdefault(self._of[name], []).append(record)
        return found

    def concluded(self, key, name, topic=_OVERALL):
        """A column of the table `conclusion`, None where there is no such chapter or it is not known."""
        value = self._conclusion.get((*key, topic), {}).get(name)
        return None if is_unknown(value) else value

    def applies(self, key, figure):
        """Whether a scheme has such a figure at all: areas need polygons, lengths lines, parts their subjects."""
        part = {"permanent_m2": "permanent", "temporary_m2": "temporary"}.get(figure)
        if part and not any(part == one for one in self._parts.get(key, ())):
            return False
        kind = {"length_m": "line"}.get(figure, "polygon")
        return figure in ("count", "distance_m") or kind in self._kinds.get(key, ())

    def of_role(self, key, role, figure):
        """The `Amount` that a scheme shares with a role, ground counted once."""
        value = self.concluded(key, figure, role)
        return self._bounded(key, role, 0.0 if value is None and self.applies(key, figure) else value)

    def outside(self, key, role, figure):
        """The `Amount` that lies on no feature of a role."""
        whole, inside = self.concluded(key, figure), self.of_role(key, role, figure)
        if whole is None or inside.value is None:
            return inside
        return Amount(max(whole - inside.value, 0.0), False, inside.at_least, inside.no_data)

    def of_features(self, key, source, figure):
        """The `Amount` with features of a role that have one of some grades, or whose class begins with a code."""
        role = source["role"]
        if role in self._not_public:
            return Amount(None, no_data=True)
        met = [row for row in self._rows(self._overlaps, key, role) if _shares(row)]
        mine = [row for row in met if _meant(row, source)]
        unclear = any(_meant(row, source) is None for row in met)
        if figure == "count":
            found = self._bounded(key, role, float(len({(row["constraint_key"], row["feature_id"]) for row in mine})))
            return found._replace(at_least=found.at_least or unclear)
        sums = [sum(row[figure] or 0.0 for row in rows) for rows in (mine, met)]
        once = self.concluded(key, figure, role)
        twice = once is not None and sums[1] > once * (1 + _SAME) + 1e-6
        found = self._bounded(key, role, sums[0])
        return found._replace(at_least=found.at_least or unclear, at_most=twice and sums[0] > 0)

    def near(self, key, role):
        """The number of features within `list_within_m`; None where the case lists none."""
        within = self._case.options.list_within_m
        if not within > 0:
            return Amount(None)
        if role in self._not_public:
            return Amount(None, no_data=True)
        found = {(row["constraint_key"], row["feature_id"]) for row in self._rows(self._overlaps, key, role)
                 if _shares(row) or (row["distance_m"] or 0.0) <= within}  # fmt: skip
        return self._around(key, role, float(len(found)), "at_least")

    def nearest(self, key, role):
        """m to the nearest feature; infinite beyond the distance of search; None where none was looked for."""
        if role in self._not_public:
            return Amount(None, no_data=True)
        rows = [row for row in self._rows(self._exposures, key, role) if row["feature_count"] is not None]
        if not rows or not self._case.options.search_distance_m > 0:
            return self._around(key, role, None, "at_most")
        known = [row["nearest_m"] for row in rows if row["nearest_m"] is not None]
        return self._around(key, role, min(known, default=float("inf")), "at_most")

    @property
    def search_distance_m(self):
        """How far the nearest feature was looked for."""
        return self._case.options.search_distance_m

    def has_layer(self, role):
        """Whether the case has a layer of a role."""
        return any(constraint.role == role for constraint in self._case.constraints)

    def _around(self, key, role, value, bound):
        """What lies around a scheme is sure only where each layer of the role answers for everywhere."""
        full = all(one.coverage == FULL for one in self._case.constraints if one.role == role)
        found = self._bounded(key, role, value)
        unsure = not full or found.at_least
        return Amount(value, bound == "at_least" and unsure, bound == "at_most" and unsure, found.no_data)

    def _bounded(self, key, role, value):
        """A figure as an `Amount`: a lower bound where a layer of the role leaves part of the ground unanswered."""
        rows = self._rows(self._exposures, key, role)
        answered = bool(rows) and all(_answers(row) for row in rows)
        no_data = not rows or (not value and any(row["status"] == Status.NO_DATA for row in rows))
        return Amount(value, not answered, False, no_data)

    @staticmethod
    def _rows(by_scheme, key, role):
        return [row for row in by_scheme.get(key, ()) if row["role"] == role]


def _answers(row):
    """Whether a layer answers for all of a subject."""
    if row["status"] == Status.NOT_INVOLVED:
        return True
    whole = (row["covered_share"] or 0.0) >= _ALL or (row["share_of_subject"] or 0.0) >= _ALL
    return row["status"] == Status.INVOLVED and whole


def _shares(row):
    return row["relation"] not in _APART or (row["length_m"] or 0.0) > 0


def _meant(row, source):
    """Whether a feature is one of those that a factor asks for; None where the layer does not say."""
    for name, fits in (("grade", _one_of), ("class", _begins)):
        if name in source:
            value = row["feature_class" if name == "class" else name]
            return None if value is None else fits(value, source[name])
    return True


def _one_of(value, wanted):
    return value in wanted


def _begins(value, wanted):
    return value.startswith(tuple(wanted))
