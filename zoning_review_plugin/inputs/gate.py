"""The gate that every layer passes: what goes in is what the source delivers, what comes out is clean.

Clean features have 2D, finite, valid geometry in the analysis CRS, and text attributes under our own
names. Nothing is dropped: a feature without usable geometry comes out with None. Whatever was found or
changed on the way is kept as an `Issue`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..model.codes import Kind, Severity
from ..model.records import Feature, Issue
from .checks.check import Seen
from .checks.corners import Corners
from .checks.places import MOST, told
from .files.damage import is_damage
from .files.fingerprint import ContentHash
from .files.full_boxes import full_boxes
from .files.known import Note, name_of, recalled, remember
from .in_turn import in_turn
from .layer import Layer, Window
from .places.long_edges import TOLERANCE_M, metres_per_unit
from .places.misplaced import Misplaced
from .places.web_maps import web_map_faults
from .shapes.doubt import OpenRepair, ground_in_doubt
from .shapes.repair import drawn, not_finite, of_dimension, repairs
from .shapes.wkb import ARC_STEP_DEG, decode, decode_plain
from .texts.text_values import numbers

# A repair that changes an area by more than the first of these (m2), and by more than the second (m2) or the third
# (of the area), leaves open what was meant.
_TIDY_M2, _MOST_CHANGE_M2, _MOST_CHANGE = 0.01, 1.0, 1e-6
_NO_GROUND_M2 = 1e-6  # the area of a ring that runs there and back, but for rounding
# Features of which nothing more can be said: each is told, up to `MOST` of a kind, and then how many more there are.
_ODD = ("curved", "has_z", "has_m")
_UNUSABLE = ("geometry_null", "geometry_empty", "geometry_unreadable", "coordinates_not_finite", "geometry_mixed")


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
    `unplaced` (features without usable geometry), `misplaced`, `open_repairs` and `content` tell of them.

    columns: our name → field of the layer. values: our name → constant text, which stands instead of a field.
    move: the `Move` to the analysis CRS. area_of: geometries in the analysis CRS → m2.
    threads: for the question which geometries are valid. checks: `Check`s that see every feature. note_key: of the
    note on earlier passes of the same file (see `known`), None where none is to be used or kept.
    """

    def __init__(self, key, layer, columns, values, move, area_of, threads=1, checks=(), note_key=None):
        self.key, self.layer = key, layer
        self.columns = {ours: theirs for ours, theirs in columns.items() if ours not in values}
        self.move = move
        self._passed_over = {ours: theirs for ours, theirs in columns.items() if ours in values}
        self._values, self._area_of, self._threads, self._checks = values, area_of, threads, tuple(checks)
        self._file_checks = ()
        self.issues, self.open_repairs = [], []
        self._unusable = {code: [] for code in _UNUSABLE}
        self.count = 0
        self.kinds, self._counts = Counter(), Counter()
        self.stated_areas = self.unplaced = 0
        self._content, self._note_key, self._note = ContentHash(), note_key, None
        self._invalid, self._silent = [], []
        self._noted, self._bow_m = Counter(), {"bent": 0.0, "left": 0.0}
        self.misplaced = Misplaced(layer.crs)
        self._off_arc = 0.0
        self._ids, self._renamed = [], None
        self.corners = None  # (n, 2), where a check kept them

    def features(self, bounds=None):
        """Yield `Features` batch by batch; with `bounds` (analysis CRS) only those whose boxes may meet it."""
        whole, faults = bounds is None, []
        self._note = recalled(self._note_key) if self._note_key else None
        self._file_checks = self.layer.checks() if whole else ()
        if self._note:
            self._checks = tuple(check for check in self._checks if name_of(check) not in self._note.silent)
            self._file_checks = tuple(check for check in self._file_checks if name_of(check) not in self._note.silent)
        names = sorted(set(self.columns.values()))
        with in_turn() as call:  # hashes and databases take their time outside the interpreter
            for batch in self.layer.batches(names, self.window(bounds), faults):
                self.count += len(batch)
                features, seen = self._clean(batch)
                call(self._compare, batch if whole and not self._note else None, seen)
                for check in self._checks:
                    check.see(seen)
                yield features
        self._checks = (*self._checks, *self._file_checks)
        self._finish(faults)
        if whole and self._note_key and not (self._note or faults):
            self._remember()

    @property
    def content(self):
        """The hash of what was delivered; empty where not all of it was. Ask once all has passed."""
        if self._note is None:
            return self._content.text()
        return self._note.content if self._note.count == self.count else ""

    def _remember(self):
        plain = not any(self._counts[code] for code in _UNUSABLE) and not any(self._noted[note] for note in _ODD)
        distinct = bool(self.columns.get("id")) and not self.renamed()
        invalid, silent = tuple(self._invalid), tuple(self._silent)
        remember(self._note_key, Note(self.content, self.count, invalid, silent, plain, distinct))

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
        """The `Features` of a `Batch`, and what the checks see of them."""
        attributes = {ours: batch.attributes[theirs] for ours, theirs in self.columns.items()}
        for ours, value in self._values.items():
            attributes[ours] = np.full(len(batch), value, dtype=object)
        plain = self._note is not None and self._note.plain
        delivered, xy = (decode_plain(batch.wkb), None) if plain else self._delivered(batch)
        boxes = full_boxes(delivered)
        geometry = self._in_place(batch, delivered, boxes)
        if self.move.apply is not None:
            geometry = self._moved(geometry)
            geometry = geometry if plain else self._finite(batch, geometry, shapely.get_coordinates(geometry))
        geometry, repaired = self._valid(batch, geometry if plain else self._one_kind(batch, geometry))
        self._count_kinds(geometry)
        self.unplaced += int(shapely.is_missing(geometry).sum())
        if "area" in attributes:
            self.stated_areas += int(np.isfinite(numbers(attributes["area"].tolist())).sum())
        self._ids.append((batch.fid, self._id_texts(batch)))
        known_xy = xy if geometry is delivered else None
        seen = Seen(batch.fid, attributes, delivered, geometry, repaired, boxes, known_xy)
        return Features(batch.fid, geometry, attributes), seen

    def _delivered(self, batch):
        """(2D geometries, None for those that are none or not finite; all their vertices (v, 2), None if not known)."""
        geometry, notes = decode(batch.wkb)
        for note in _ODD:
            self._noted[note] += int(notes[note].sum())
        self._off_arc = max(self._off_arc, float(notes["off"].max(initial=0.0)))
        read = self._without_odd_ones(batch, geometry, notes["unreadable"])
        xy = shapely.get_coordinates(read)
        finite = self._finite(batch, read, xy)
        return finite, xy if finite is read else None

    def _compare(self, batch, seen):
        """Hold some features against what their file says of them. batch: theirs, None where it need not be hashed."""
        if batch is not None:
            self._content.add(batch)
        for check in self._file_checks:
            check.see(seen)

    def _without_odd_ones(self, batch, geometry, unreadable):
        """None for what is null, empty or cannot be read, each with its issue."""
        null, empty = shapely.is_missing(geometry), shapely.is_empty(geometry)
        null[null] = [not wkb for wkb in batch.wkb[null]]
        for code, rows in (("geometry_null", null), ("geometry_empty", empty), ("geometry_unreadable", unreadable)):
            for row in np.flatnonzero(rows):
                self._report(batch, row, code, Severity.WARNING)
        return np.where(empty, None, geometry) if empty.any() else geometry

    def _finite(self, batch, geometry, xy):
        bad = not_finite(geometry, xy)
        for row in np.flatnonzero(bad):
            self._report(batch, row, "coordinates_not_finite", Severity.ERROR)
        return np.where(bad, None, geometry) if bad.any() else geometry

    def _in_place(self, batch, geometry, boxes):
        """None for what lies where the layer's CRS has no place. boxes: of all their vertices."""
        wrong = self.misplaced.rows(boxes, lambda row: self._feature_id(batch, row))
        return np.where(wrong, None, geometry) if wrong.any() else geometry

    def _moved(self, geometry):
        found = self.move.apply(geometry)
        for note, edges, metres in (("bent", found.edges, found.bow_m), ("left", found.left, found.left_m)):
            self._noted[note] += edges
            self._bow_m[note] = max(self._bow_m[note], metres)
        return found.geometry

    def _one_kind(self, batch, geometry):
        """Collections reduced to the parts of their highest dimension; what is left aside is told."""
        mixed = np.flatnonzero(shapely.get_type_id(geometry) == shapely.GeometryType.GEOMETRYCOLLECTION)
        kept = geometry.copy() if len(mixed) else geometry
        for row in mixed:
            shape = geometry[row]
            kept[row] = of_dimension(shape, shapely.get_dimensions(shape))
            self._report(batch, row, "geometry_mixed", Severity.WARNING, geometry=shape)
        return kept

    def _valid(self, batch, geometry):
        """(geometry with repairs, bool which rows were repaired)."""
        found = list(repairs(geometry, self._threads, self._doubtful(batch)))
        fixed, repaired = geometry.copy() if found else geometry, np.zeros(len(geometry), dtype=bool)
        self._invalid += [int(batch.fid[repair.row]) for repair in found]
        before, after = self._areas(found)
        for repair, drawn_m2, left_m2 in zip(found, before.tolist(), after.tolist()):
            fixed[repair.row], repaired[repair.row] = repair.geometry, True
            self._tell_repair(batch, repair, drawn_m2, left_m2)
        return fixed, repaired

    def _doubtful(self, batch):
        """bool, of each feature or of all: whether its geometry may not be valid."""
        if self._note is None:
            return True
        return np.isin(batch.fid, self._note.invalid) if self._note.invalid else np.zeros(len(batch), bool)

    def _areas(self, found):
        """m2 before and after of each `Repair`."""
        before, after = np.empty((2, len(found)), dtype=object)
        for row, repair in enumerate(found):
            before[row], after[row] = drawn(repair.before), repair.geometry
        return np.maximum(self._area_of(before), 0.0), self._area_of(after)

    def _tell_repair(self, batch, repair, before, after):
        off = abs(after - before)
        if repair.geometry is None:
            code, severity = "geometry_lost", Severity.WARNING
            self.unplaced -= before <= _NO_GROUND_M2  # then it has no ground that could be missing
        elif off > max(_TIDY_M2, min(_MOST_CHANGE_M2, _MOST_CHANGE * before)):
            code, severity = "geometry_repaired_open", Severity.WARNING
            boxes = ground_in_doubt(repair.before, repair.geometry)
            self.open_repairs.append(OpenRepair(int(batch.fid[repair.row]), self._feature_id(batch, repair.row), boxes))
        else:
            code, severity = "geometry_repaired", Severity.WARNING if off > _TIDY_M2 else Severity.REMARK
        x, y = repair.place
        params = {"reason": repair.reason, "x": f"{x:.10g}", "y": f"{y:.10g}", "method": repair.method}
        self._report(batch, repair.row, code, severity, geometry=repair.before, areas=(before, after), **params)

    def _count_kinds(self, geometry):
        dimension = shapely.get_dimensions(geometry)
        for rank, kind in enumerate(Kind.ALL):
            self.kinds[kind] += int((dimension == rank).sum())

    def _report(self, batch, row, code, severity, geometry=None, areas=(None, None), **params):
        kept = self._unusable.get(code, self.issues)
        self._counts[code] += 1
        if kept is self.issues or len(kept) < MOST:
            feature = Feature(self._feature_id(batch, row), batch.fid[row])
            kept.append(Issue(self.key, code, severity, feature, params, areas[0], areas[1], geometry))

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
        if self._renamed is None:
            self._renamed = self._found_again()
            self._ids = []  # of a gate that is kept, the largest part
        return self._renamed

    def _found_again(self):
        if not self.columns.get("id") or not self._ids or (self._note and self._note.distinct):
            return {}
        fid = np.concatenate([part[0] for part in self._ids])
        texts = np.concatenate([part[1] for part in self._ids])
        ids = pd.Series(texts if texts.astype(bool).all() else [text or str(row) for row, text in zip(fid, texts)])
        if ids.is_unique:
            return {}
        order = np.argsort(fid, kind="stable")
        again = ids.iloc[order].duplicated().to_numpy()
        return {int(fid[row]): f"{ids.iloc[row]}#{fid[row]}" for row in order[again]}

    def _finish(self, faults):
        """Issues of the layer as a whole, once all of it has passed."""
        for code, kept in self._unusable.items():
            self.issues += told(self.key, kept, self._counts[code]) if kept else []
        self.issues += self.misplaced.issues(self.key)
        loud = set()
        for check in self._checks:
            found = check.issues(self.key)
            self.issues += found
            loud |= {name_of(check)} if found else set()
        self._silent += [name_of(check) for check in self._checks if check.of_shape and name_of(check) not in loud]
        for note, code, severity in (
            ("bent", "edges_densified", Severity.INFO),
            ("left", "edges_left_straight", Severity.REMARK),
        ):
            if self._noted[note]:
                params = {"count": self._noted[note], "metres": f"{self._bow_m[note]:.2f}", "tolerance": TOLERANCE_M}
                self.issues.append(Issue(self.key, code, severity, params=params))
        nameless = sum(int((~texts.astype(bool)).sum()) for _, texts in self._ids)
        if nameless:
            self.issues.append(Issue(self.key, "id_empty", Severity.REMARK, params={"count": nameless}))
        for ours, field in self._passed_over.items():
            params = {"name": ours, "field": field, "value": self._values[ours]}
            self.issues.append(Issue(self.key, "constant_over_field", Severity.REMARK, params=params))
        off_mm = 1000.0 * self._off_arc * metres_per_unit(self.layer.crs) if self._off_arc else 0.0
        notes = (("curved", "curves_straightened"), ("has_z", "z_dropped"), ("has_m", "m_dropped"))
        for note, code in notes:
            if self._noted[note]:
                params = {"count": self._noted[note], "step": ARC_STEP_DEG, "off": f"{off_mm:.2g}"}
                self.issues.append(Issue(self.key, code, Severity.INFO, params=params))
        self.issues += found_issues(self.key, self.layer)
        self.issues += [Issue(self.key, fault.code, fault.severity, params=dict(fault.params)) for fault in faults]
        self.corners = next((check.corners for check in self._checks if isinstance(check, Corners)), None)
        self._checks = ()  # they may hold much, and a gate may be kept


def found_issues(key, layer):
    """`Issue`s of what can be seen of a layer before its features; none of what stands in place of one."""
    found = [*layer.found, *web_map_faults(layer)] if isinstance(layer, Layer) else []
    return [Issue(key, fault.code, fault.severity, params=dict(fault.params)) for fault in found]
