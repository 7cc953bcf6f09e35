"""Rows of the table `overlap`: what each subject, or piece of one, shares with each feature of a layer."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from ..model.codes import Basis, Relation, Severity
from ..model.records import Feature, Issue
from ..overlay.along import Stationed
from ..overlay.common import common
from ..overlay.pairs import meet, touching
from ..overlay.width import nowhere_wider_than

_LINE = 1


class LayerOverlap:
    """The overlap of one layer with the subjects of a shard, ready to be written down.

    met: what the subjects share with the features. flags: sliver rule and accuracy of each pair.
    """

    def __init__(self, left, features, shapes, constraint, options, frame, engine, threads):
        self._left, self._features, self._shapes = left, features, shapes
        self._constraint, self._options, self._frame = constraint, options, frame
        self._engine, self._threads = engine, threads
        self.met = meet(left.shapes, shapes, engine, threads)
        self.area = self._area_figures(self.met.pairs)

    @property
    def sliver_rule(self):
        """Of each pair the rule by which it is a sliver, None where it is none."""
        return self._flags[0]

    @property
    def within_accuracy(self):
        """bool: of each pair, whether it is nowhere wider than the layer is accurate."""
        return self._flags[1]

    def failed(self):
        """Rows of the pairs that GEOS could not overlay: polygons both, and no area."""
        pairs = self.met.pairs
        areal = (self._left.shapes.dimension[pairs.left] == 2) & (self._shapes.dimension[pairs.right] == 2)
        return np.flatnonzero(areal & np.isnan(pairs.area))

    def failures(self):
        """An `Issue` for each failed pair: the figures of its subject are unknown."""
        found = []
        for left, right in zip(self.met.pairs.left[self.failed()], self.met.pairs.right[self.failed()]):
            params = {"subject": self._left.id[left]}
            feature = Feature(self._features.id[right], self._features.fid[right])
            found.append(Issue(self._constraint.key, "overlay_failed", Severity.ERROR, feature, params))
        return tuple(found)

    def rows(self, near, geometry_wanted):
        """All rows of the layer, sorted by subject, feature.

        near: a `Near` of features to list though they lie apart. geometry_wanted: bool (pairs,) → which
        pairs get their geometry.
        """
        parts = [self._piece_rows(geometry_wanted) if self._left.pieces else self._subject_rows(geometry_wanted)]
        if near is not None:
            parts.append(self._near_rows(near))
        elif self._options.touches:
            i, j = touching(self._left.shapes, self._shapes, self.met)
            parts.append(self._apart(i, j, np.zeros(len(i)), np.full(len(i), np.nan)))
        rows = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
        return self._with_names(rows)

    def _area_figures(self, pairs):
        """m2 of each pair by the basis of the case: attribute areas are shared out by the ground that is shared.

        A layer that states no areas keeps the ground's; a feature that states none, among others that do, has none.
        """
        if self._options.area_basis != Basis.ATTRIBUTE or not self._features.states_areas:
            return pairs.area
        return self._features.attribute_area[pairs.right] * pairs.share_right

    @cached_property
    def _flags(self):
        """(sliver rule or None, whether within the layer's accuracy) of each pair."""
        pairs, limits = self.met.pairs, self._options.sliver
        accuracy = self._constraint.accuracy_m or 0.0
        narrow, accurate = np.zeros(len(pairs), bool), np.zeros(len(pairs), bool)
        if (limits.width_m > 0 or accuracy > 0) and len(pairs):
            areal = ~np.isnan(pairs.area)
            shapes = np.where(areal, common(self._left.shapes, self._shapes, pairs, self._threads), None)
            metric = self._frame.ground.metric(shapes)
            narrow = nowhere_wider_than(metric, limits.width_m)
            accurate = nowhere_wider_than(metric, accuracy)
        rules = [pairs.area < limits.area_m2, (pairs.share_left < limits.share) & ~np.isnan(pairs.area), narrow]
        return np.select(rules, ["area", "share", "width"], None), accurate

    def _doubt(self):
        """{`doubt`: the ground of each pair that is a sliver or within accuracy, where its subject has several}."""
        pairs = self.met.pairs
        doubtful = ((self.sliver_rule != np.array(None)) | self.within_accuracy) & ~np.isnan(pairs.area)
        count = np.bincount(pairs.left[doubtful], minlength=len(self._left.shapes))
        wanted = doubtful & (count[pairs.left] > 1)
        return {"doubt": self._geometry(self._left.shapes, pairs, wanted)} if wanted.any() else {}

    def _subject_rows(self, wanted):
        pairs = self.met.pairs
        return pd.DataFrame(
            {
                "left": pairs.left,
                "right": pairs.right,
                "relation": pairs.relation,
                "area_m2": self.area,
                "length_m": pairs.length,
                "share_of_subject": pairs.share_left,
                "share_of_feature": pairs.share_right,
                "distance_m": 0.0,
                "shares": True,
                "station_from_m": pairs.station_from,
                "station_to_m": pairs.station_to,
                "sliver_rule": self.sliver_rule,
                "sliver": self.sliver_rule != np.array(None),
                "within_accuracy": self.within_accuracy,
                **self._doubt(),
                "geom": self._geometry(self._left.shapes, pairs, wanted),
            }
        )

    def _piece_rows(self, wanted):
        """Rows by piece; what belongs to subject and feature as wholes is taken from the subject's pair."""
        pieces = self._left.pieces
        pairs = meet(pieces.shapes, self._shapes, self._engine, self._threads).pairs
        owner, width = pieces.owner[pairs.left], len(self._shapes) + 1
        wholes, parts = self.met.pairs.left * width + self.met.pairs.right, owner * width + pairs.right
        whole = np.searchsorted(wholes, parts)
        # A piece may seem to share a hair with what its subject only touches: corners of cuts are rounded.
        known = np.append(wholes, -1)[whole] == parts
        pairs, owner, whole = pairs.taken(known), owner[known], whole[known]
        subject = self._subject_rows(np.zeros(len(self.met.pairs), bool)).iloc[whole].reset_index(drop=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            size = np.where(np.isnan(pairs.area), self._left.shapes.length[owner], self._left.shapes.area[owner])
            share = np.where(np.isnan(pairs.area), pairs.length, pairs.area) / size
        own = {
            "left": owner,
            "piece": pairs.left,
            "piece_id": pieces.id[pairs.left],
            "area_m2": self._area_figures(pairs),
            "length_m": pairs.length,
            "share_of_subject": np.minimum(share, 1.0),
            "share_of_feature": pairs.share_right,
            "geom": self._geometry(pieces.shapes, pairs, wanted[whole]),
        }
        stations = self._stations(pieces, pairs, owner)
        return subject.assign(**own, **stations)

    def _stations(self, pieces, pairs, owner):
        """Stations, along the whole subject, of what pieces of lines share with features."""
        start, end = np.full(len(pairs), np.nan), np.full(len(pairs), np.nan)
        rows = np.flatnonzero(pieces.shapes.dimension[pairs.left] == _LINE)
        if len(rows):
            lines = Stationed(self._left.shapes.geometry, self._left.shapes.measure)
            shapes = common(pieces.shapes, self._shapes, pairs.taken(rows), self._threads)
            start[rows], end[rows] = lines.stations_of(owner[rows], shapes)
        return {"station_from_m": start, "station_to_m": end}

    def _near_rows(self, near):
        """Rows of the near pairs that share nothing."""
        width = len(self._shapes) + 1
        new = ~np.isin(near.left * width + near.right, self.met.pairs.left * width + self.met.pairs.right)
        return self._apart(near.left[new], near.right[new], near.distance[new], near.bearing[new])

    def _apart(self, i, j, distance, bearing):
        """Rows of pairs that share nothing but are listed all the same; at distance 0 they touch."""
        areal = (self._left.shapes.dimension[i] == 2) & (self._shapes.dimension[j] == 2)
        linear = ~areal & (np.minimum(self._left.shapes.dimension[i], self._shapes.dimension[j]) == _LINE)
        return pd.DataFrame(
            {
                "left": i,
                "right": j,
                "relation": np.where(distance > 0, Relation.NEAR, Relation.TOUCHES).astype(object),
                "area_m2": np.where(areal, 0.0, np.nan),
                "length_m": np.where(linear, 0.0, np.nan),
                "share_of_subject": np.where(areal | linear, 0.0, np.nan),
                "share_of_feature": np.where(areal, 0.0, np.nan),
                "distance_m": distance,
                "bearing_deg": bearing,
                "shares": False,
                "geom": None,
            }
        )

    def _geometry(self, left, pairs, wanted):
        shapes = np.full(len(pairs), None, dtype=object)
        rows = np.flatnonzero(wanted)
        if len(rows):
            shapes[rows] = common(left, self._shapes, pairs.taken(rows), self._threads)
        return shapes

    def _with_names(self, rows):
        right = rows["right"].to_numpy(np.int64)
        features = self._features
        order = np.lexsort((right, rows["left"]))
        named = rows.assign(
            number=self._left.number[rows["left"].to_numpy(np.int64)],
            constraint_key=self._constraint.key,
            role=self._constraint.role,
            fid=features.fid[right],
            feature_id=features.id[right],
            code=features.code[right],
            name=features.name[right],
            feature_class=features.feature_class[right],
            grade=features.grade[right],
        )
        if (np.diff(order) == 1).all():  # as it is, but for rows of what lies near
            return named
        return named.iloc[order].reset_index(drop=True)
