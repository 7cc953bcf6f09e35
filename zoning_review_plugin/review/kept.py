"""Constraint layers that have passed the gate once and are kept, for reviews of one place after the other.

What a kept layer answers is what reading it anew would: a review whose move, fields or checks are others reads it anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from ..inputs.checks.check import Seen
from ..inputs.gate import Gate
from ..inputs.layer import Window, boxes_meet
from ..inputs.ogr.domains import meanings_of
from ..model.progress import Progress, Span
from ..overlay.ragged import parts_of
from ..overlay.tiles import LARGE, KnownCuts
from .account import account_of
from .constraint_layer import Entry, checks_of, enter, features_of, gate_of
from .coverage import Ground, read_coverages
from .tiling import Tiling, around, tiling_checks

_SERVER = "PostgreSQL"
_VERTEX_BYTES = 16  # two doubles of a WKB


@dataclass(frozen=True)
class Kept:
    """What reviews of one case after the other share. layers: `KeptLayer` by constraint key. grounds: `Ground`s."""

    layers: Mapping[str, KeptLayer] = field(default_factory=dict)
    grounds: Mapping[str, Ground] = field(default_factory=dict)


@dataclass(frozen=True)
class KeptLayer:
    """A constraint layer after its gate. All arrays have one length, in order of feature id.

    entry: how it came in. fid: int64. wkb: clean geometry in the analysis CRS, b"" for none. boxes: (n, 4), NaN for
    none. attributes: our name → text or None. cuts: of its large polygons.
    """

    entry: Entry
    gate: Gate
    fid: np.ndarray
    wkb: np.ndarray
    boxes: np.ndarray
    attributes: dict[str, np.ndarray]
    cuts: KnownCuts = field(default_factory=KnownCuts, compare=False)

    def fits(self, entry):
        """Whether a review whose `Entry` is this one may use the layer as it is kept."""
        mine, theirs = self.entry, entry
        return (mine.move.operation, mine.columns) == (theirs.move.operation, theirs.columns)

    def near(self, constraint, near, bounds):
        """The `Features` that lie near; as `constraint_layer.read_near` takes and gives them."""
        rows, geometry = self._within(bounds)
        chosen = near(geometry)
        rows, geometry = rows[chosen], geometry[chosen]
        columns = {name: column[rows] for name, column in self.attributes.items()}
        meanings = meanings_of(self.gate.layer, self.gate.columns.get("class"))
        return features_of(constraint, [(self.fid[rows], geometry, columns)], "area" in columns, meanings)

    def cut_ahead(self, progress):
        """Cut its large polygons now, so that no question about a place waits for that."""
        sizes = np.fromiter(map(len, self.wkb), dtype=np.int64, count=len(self.wkb))
        for row in np.flatnonzero(sizes > LARGE * _VERTEX_BYTES):
            for part in parts_of(shapely.from_wkb(self.wkb[row : row + 1]), 2)[0]:
                progress.step("stage.read", 1.0)
                if shapely.get_num_coordinates(part) > LARGE:
                    self.cuts(part)

    def account(self, case, constraint, frame, places, ground):
        """The `LayerAccount` for a review in `frame`. places: (n, 4) boxes of its subjects. ground: see `checks_of`."""
        account = account_of(case, constraint, self.entry, self.gate, frame)
        found = []
        for check in tiling_checks(constraint, frame, places, ground):
            rows, geometry = self._within(_grown(places, around(places, frame).reach))
            columns = {name: column[rows] for name, column in self.attributes.items()}
            check.see(Seen(self.fid[rows], columns, geometry, geometry, np.zeros(len(rows), dtype=bool)))
            found += [issue.named(account.renamed) for issue in check.issues(constraint.key)]
        return replace(account, issues=(*account.issues, *found)) if found else account

    def _within(self, bounds):
        """(rows, geometry) of the features whose boxes meet `bounds`."""
        rows = np.flatnonzero(boxes_meet(self.boxes, Window(*bounds)))
        return rows, shapely.from_wkb(self.wkb[rows])


def keep(case, layers, frame, progress=None) -> Kept:
    """`Kept` of all constraint layers of a case whose fields are named (`with_found_fields`).

    Layers of database servers are not kept: a review asks such a server for what lies around its subjects.
    """
    progress, kept = progress or Progress(), {}
    grounds = read_coverages(case, layers, frame, lambda geometry: np.arange(len(geometry)))
    sizes = [100.0 + (getattr(layers.constraints[c.key], "declared_count", None) or 0) for c in case.constraints]
    ends = np.append(0.0, np.cumsum(sizes) / sum(sizes or [1.0]))
    for number, constraint in enumerate(case.constraints):
        layer, span = layers.constraints[constraint.key], Span(progress, ends[number], ends[number + 1])
        entry = enter(case, constraint, layer, frame)
        if not (entry.refused or layer.facts.get("driver") == _SERVER):
            kept[constraint.key] = _passed(case, constraint, layer, entry, frame, span)
            kept[constraint.key].cut_ahead(span)
    return Kept(kept, grounds)


def grounds_near(case, layers, frame, near, kept):
    """{constraint key: `Ground`} as `coverage.read_coverages` gives them; kept ones where there are any."""
    if not kept.grounds:
        return read_coverages(case, layers, frame, near)
    return {key: _near(ground, near) for key, ground in kept.grounds.items()}


def _near(ground, near):
    return ground if ground.polygons is None else replace(ground, polygons=ground.polygons[near(ground.polygons)])


def _passed(case, constraint, layer, entry, frame, progress):
    checks = [check for check in checks_of(case, constraint, layer, entry, frame) if not isinstance(check, Tiling)]
    gate = gate_of(constraint, layer, entry, frame, checks=checks)
    parts, declared = [], layer.declared_count or 0
    for features in gate.features():
        wkb = np.full(len(features), b"", dtype=object)
        present = ~np.equal(features.geometry, None)
        wkb[present] = shapely.to_wkb(features.geometry[present])
        parts.append((features.fid, wkb, shapely.bounds(features.geometry), features.attributes))
        progress.step("stage.read", min(1.0, gate.count / declared) if declared else 0.0)
    return KeptLayer(entry, gate, *_in_order(parts, entry.columns))


def _in_order(parts, columns):
    """(fid, wkb, boxes, attributes) of all parts, by feature id."""
    if not parts:
        nothing = np.empty(0, dtype=object)
        return np.empty(0, np.int64), nothing, np.empty((0, 4)), {name: nothing for name in columns}
    fid = np.concatenate([part[0] for part in parts])
    order = np.argsort(fid, kind="stable")
    attributes = {name: np.concatenate([part[3][name] for part in parts])[order] for name in parts[0][3]}
    return fid[order], *(np.concatenate([part[k] for part in parts])[order] for k in (1, 2)), attributes


def _grown(boxes, by):
    """The (min_x, min_y, max_x, max_y) of boxes (n, 4), grown."""
    low, high = np.nanmin(boxes[:, :2], axis=0), np.nanmax(boxes[:, 2:], axis=0)
    return (*(low - by).tolist(), *(high + by).tolist())
