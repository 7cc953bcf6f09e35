"""The gate that every layer passes: what goes in is what the source delivers, what comes out is clean.

Clean features have 2D, finite, valid geometry in the analysis CRS, and text attributes under our own
names. Nothing is dropped: a feature without usable geometry comes out with None. Whatever was found or
changed on the way is kept as an `Issue`.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..model.codes import Kind, Severity
from ..model.records import Issue
from .checks.check import Seen
from .damage import is_damage
from .fingerprint import ContentHash
from .layer import Window
from .long_edges import TOLERANCE_M
from .misplaced import Misplaced
from .repair import not_finite, of_dimension, repairs
from .text_values import number
from .wkb import ARC_STEP_DEG, decode

# A repair that changes an area by more than this (m2) is more than tidying up.
REPAIR_TOLERANCE_M2 = 0.01
_NO_GROUND_M2 = 1e-6  # the area of a ring that runs there and back, but for rounding


@dataclass(frozen=True)
class Features:
    """Clean features. All arrays have one length.

    fid: int64. geometry: shapely or None, in the analysis CRS. attributes: our name → text or None.
    """

    fid: np.ndarray
    geometry: np.ndarray
    attributes: dict[str, np.ndarray]

    def __len__(self):
        return len(self.fid)


class Gate:
    """Lets the features of one layer through, once; afterwards `issues`, `count`, `kinds`, `stated_areas`,
    `unplaced` (features without usable geometry) and `content` tell of them.

    columns: our name → field of the layer. values: our name → constant text, which stands instead of a field.
    move: the `Move` to the analysis CRS. area_of: geometries in the analysis CRS → m2.
    threads: for the question which geometries are valid. checks: `Check`s that see every feature.
    """

    def __init__(self, key, layer, columns, values, move, area_of, threads=1, checks=()):
        self.key, self.layer = key, layer
        self.columns = {ours: theirs for ours, theirs in columns.items() if ours not in values}
        self.move = move
        self._passed_over = {ours: theirs for ours, theirs in columns.items() if ours in values}
        self._values, self._area_of, self._threads, self._checks = values, area_of, threads, tuple(checks)
        self.issues = []
        self.count = 0
        self.kinds = Counter()
        self.stated_areas = self.unplaced = 0
        self.content = ContentHash()
        self._noted, self._bow_m = Counter(), {"bent": 0.0, "left": 0.0}
        self._misplaced = Misplaced(layer.crs)
        self._ids = []

    def features(self, bounds=None):
        """Yield `Features` batch by batch; with `bounds` (analysis CRS) only those whose boxes may meet it."""
        if bounds is None:
            self._checks += self.layer.checks()
        faults = []
        names = sorted(set(self.columns.values()))
        for batch in self.layer.batches(names, self.window(bounds), faults):
            self.content.add(batch)
            self.count += len(batch)
            yield self._clean(batch)
        self._finish(faults)

    def missing(self):
        """An `Issue` if the layer delivered less than it declares or broke off, else None. Ask once all has passed."""
        declared = self.layer.declared_count
        broken = next((issue for issue in self.issues if issue.check_code == "read_error"), None)
        if broken is None and (declared is None or self.count >= declared):
            return None
        params = {"delivered": self.count, "declared": declared, "problem": broken.params["problem"] if broken else ""}
        return Issue(self.key, "layer_incomplete", Severity.ERROR, params=params)

    def damage(self):
        """The first `Issue` of damage for which the layer must not be used as it is, else None. Ask at the end, too."""
        return next((issue for issue in self.issues if is_damage(issue)), None)

    def window(self, bounds):
        """The `Window` of the layer that holds `bounds` (analysis CRS); None where there is none."""
        if bounds is not None and self.move.window:
            bounds = self.move.window(bounds)
        return None if bounds is None else Window(*bounds)

    def _clean(self, batch):
        attributes = {ours: batch.attributes[theirs] for ours, theirs in self.columns.items()}
        for ours, value in self._values.items():
            attributes[ours] = np.full(len(batch), value, dtype=object)
        geometry, notes = decode(batch.wkb)
        for note in ("curved", "has_z", "has_m"):
            self._noted[note] += int(notes[note].sum())
        geometry = self._without_odd_ones(batch, geometry, notes["unreadable"])
        delivered = self._finite(batch, geometry)
        geometry = self._in_place(batch, delivered)
        if self.move.apply is not None:
            geometry = self._finite(batch, self._moved(geometry))
        geometry, repaired = self._valid(batch, self._one_kind(batch, geometry))
        seen = Seen(batch.fid, attributes, delivered, geometry, repaired)
        for check in self._checks:
            check.see(seen)
        self._count_kinds(geometry)
        self.unplaced += int(np.equal(geometry, None).sum())
        if "area" in attributes:
            self.stated_areas += sum(math.isfinite(number(text)) for text in attributes["area"])
        self._ids.append((batch.fid, self._id_texts(batch)))
        return Features(batch.fid, geometry, attributes)

    def _without_odd_ones(self, batch, geometry, unreadable):
        """None for what is null, empty or cannot be read, each with its issue."""
        null = np.array([not wkb for wkb in batch.wkb], dtype=bool)
        empty = shapely.is_empty(geometry) & ~np.equal(geometry, None)
        for code, rows in (("geometry_null", null), ("geometry_empty", empty), ("geometry_unreadable", unreadable)):
            for row in np.flatnonzero(rows):
                self._report(batch, row, code, Severity.WARNING)
        return np.where(empty, None, geometry)

    def _finite(self, batch, geometry):
        bad = not_finite(geometry)
        for row in np.flatnonzero(bad):
            self._report(batch, row, "coordinates_not_finite", Severity.ERROR)
        return np.where(bad, None, geometry)

    def _in_place(self, batch, geometry):
        """None for what lies where the layer's CRS has no place."""
        return np.where(self._misplaced.rows(geometry, lambda row: self._feature_id(batch, row)), None, geometry)

    def _moved(self, geometry):
        found = self.move.apply(geometry)
        for note, edges, metres in (("bent", found.edges, found.bow_m), ("left", found.left, found.left_m)):
            self._noted[note] += edges
            self._bow_m[note] = max(self._bow_m[note], metres)
        return found.geometry

    def _one_kind(self, batch, geometry):
        """Collections reduced to the parts of their highest dimension; what is left aside is told."""
        kept = geometry.copy()
        for row in np.flatnonzero(shapely.get_type_id(geometry) == shapely.GeometryType.GEOMETRYCOLLECTION):
            shape = geometry[row]
            kept[row] = of_dimension(shape, shapely.get_dimensions(shape))
            self._report(batch, row, "geometry_mixed", Severity.WARNING, geometry=shape)
        return kept

    def _valid(self, batch, geometry):
        """(geometry with repairs, bool which rows were repaired)."""
        fixed, repaired = geometry.copy(), np.zeros(len(geometry), dtype=bool)
        for repair in repairs(geometry, self._threads):
            fixed[repair.row], repaired[repair.row] = repair.geometry, True
            before = float(self._area_of(np.array([repair.before]))[0])
            after = float(self._area_of(np.array([repair.geometry]))[0])
            code = "geometry_repaired" if repair.geometry is not None else "geometry_lost"
            if repair.geometry is None and before <= _NO_GROUND_M2:
                self.unplaced -= 1  # it has no ground that could be missing
            small = abs(after - before) <= REPAIR_TOLERANCE_M2 and repair.geometry is not None
            self._report(
                batch,
                repair.row,
                code,
                Severity.REMARK if small else Severity.WARNING,
                geometry=repair.before,
                areas=(before, after),
                reason=repair.reason,
                method=repair.method,
            )
        return fixed, repaired

    def _count_kinds(self, geometry):
        dimension = shapely.get_dimensions(geometry)
        for rank, kind in enumerate(Kind.ALL):
            self.kinds[kind] += int((dimension == rank).sum())

    def _report(self, batch, row, code, severity, geometry=None, areas=(None, None), **params):
        feature = self._feature_id(batch, row)
        self.issues.append(Issue(self.key, code, severity, feature, params, areas[0], areas[1], geometry))

    def _feature_id(self, batch, row):
        field = self.columns.get("id")
        text = batch.attributes[field][row] if field else self._values.get("id")
        return text or str(batch.fid[row])

    def _id_texts(self, batch):
        """The ids of a named id field, None where a feature has none; empty where the feature id serves."""
        field = self.columns.get("id")
        return batch.attributes[field] if field else np.empty(0, dtype=object)

    def renamed(self):
        """{feature id: id} for the features whose id an earlier one has; known once all has passed."""
        if not self.columns.get("id") or not self._ids:
            return {}
        fid = np.concatenate([part[0] for part in self._ids])
        ids = pd.Series([text or str(row) for row, text in zip(fid, np.concatenate([part[1] for part in self._ids]))])
        order = np.argsort(fid, kind="stable")
        again = ids.iloc[order].duplicated().to_numpy()
        return {int(fid[row]): f"{ids.iloc[row]}#{fid[row]}" for row in order[again]}

    def _finish(self, faults):
        """Issues of the layer as a whole, once all of it has passed."""
        self.issues += self._misplaced.issues(self.key)
        self.issues += [issue for check in self._checks for issue in check.issues(self.key)]
        for note, code, severity in (
            ("bent", "edges_densified", Severity.INFO),
            ("left", "edges_left_straight", Severity.REMARK),
        ):
            if self._noted[note]:
                params = {"count": self._noted[note], "metres": f"{self._bow_m[note]:.2f}", "tolerance": TOLERANCE_M}
                self.issues.append(Issue(self.key, code, severity, params=params))
        nameless = sum(not text for _, texts in self._ids for text in texts)
        if nameless:
            self.issues.append(Issue(self.key, "id_empty", Severity.REMARK, params={"count": nameless}))
        for ours, field in self._passed_over.items():
            params = {"name": ours, "field": field, "value": self._values[ours]}
            self.issues.append(Issue(self.key, "constant_over_field", Severity.REMARK, params=params))
        notes = (("curved", "curves_straightened"), ("has_z", "z_dropped"), ("has_m", "m_dropped"))
        for note, code in notes:
            if self._noted[note]:
                params = {"count": self._noted[note], "step": ARC_STEP_DEG}
                self.issues.append(Issue(self.key, code, Severity.INFO, params=params))
        self.issues += found_issues(self.key, self.layer)
        self.issues += [Issue(self.key, fault.code, fault.severity, params=dict(fault.params)) for fault in faults]


def found_issues(key, layer):
    """`Issue`s of what was noticed when a layer was opened; none of what stands in place of one."""
    found = getattr(layer, "found", ())
    return [Issue(key, fault.code, fault.severity, params=dict(fault.params)) for fault in found]
