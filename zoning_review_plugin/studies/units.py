"""The control units of a case, brought to where its layers meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..inputs.places.known_crs import same
from ..inputs.places.whereabouts import whereabouts_of
from ..model.errors import CaseFault, InputFault, Place
from ..review.constraint_layer import enter, gate_of, read_near
from ..review.frame import Frame
from ..review.subjects import analysis_crs

ROLE = "control_unit"
_BATCHES = 32  # of the subjects that are looked at to know where the case lies


@dataclass(frozen=True)
class Units:
    """Control units, one row for each code (or id, where a unit has none), in order of the layers.

    table: columns code, name, unit_class (grade), subclass (text of the class). geometry: object array in the
    analysis CRS, None where there is none. frame: of the units. secret: whether a layer of units is.
    """

    table: pd.DataFrame
    geometry: np.ndarray
    frame: Frame
    secret: bool

    def __len__(self):
        return len(self.table)


def read_units(case, layers) -> Units:
    """The `Units` of a case whose fields are named (`with_found_fields`).

    Raises CaseFault where the case has no layer of them, InputFault where one cannot be relied on.
    """
    constraints = [constraint for constraint in case.constraints if constraint.role == ROLE]
    if not constraints:
        raise CaseFault("where_without_units")
    crs, basis = analysis_crs(case, layers), case.options.area_basis
    frame = Frame(crs, basis, _bounds(layers.subjects[0], crs))
    found = [read_features(case, constraint, layers, frame) for constraint in constraints]
    rows = pd.concat([_rows(features) for features in found], ignore_index=True)
    table = rows.drop_duplicates("code", ignore_index=True)
    geometry = _united(rows, table)
    box = shapely.total_bounds(geometry)
    if not np.isfinite(box).all():
        raise InputFault("layer_empty", Place(layer=constraints[0].key), source=constraints[0].source)
    frame = Frame(crs, basis, tuple(box.tolist()))
    return Units(table.drop(columns="geometry"), geometry, frame, any(one.is_secret for one in constraints))


def _bounds(layer, crs):
    """Where the case lies, as far as that is known in `crs`: operations between datums are chosen for that place."""
    middle = whereabouts_of(layer, _BATCHES).middle if same(layer.crs, crs) else None
    return middle or (np.nan,) * 4


def read_features(case, constraint, layers, frame):
    """All `Features` of a constraint layer, in the analysis CRS. Raises InputFault where it cannot be relied on."""
    layer = layers.constraints[constraint.key]
    entry = enter(case, constraint, layer, frame)
    if entry.refused:
        raise _fault(constraint, entry.refused)
    gate = gate_of(constraint, layer, entry, frame)
    features = read_near(constraint, gate, lambda geometry: np.arange(len(geometry)))
    short = gate.missing() or gate.damage()
    if short is not None and not case.options.accept_incomplete:
        raise _fault(constraint, short)
    return features


def _fault(constraint, issue):
    return InputFault(issue.check_code, Place(layer=constraint.key, file=constraint.source), **issue.params)


def _rows(features):
    code = np.where(np.equal(features.code, None), features.id, features.code)
    columns = {"name": features.name, "unit_class": features.grade, "subclass": features.feature_class}
    return pd.DataFrame({"code": code, **columns, "geometry": features.geometry}, dtype=object)


def _united(rows, table):
    """The ground of each unit: of several features with one code all together."""
    parts = {code: group["geometry"].dropna().tolist() for code, group in rows.groupby("code", sort=False)}
    found = np.empty(len(table), dtype=object)
    for place, code in enumerate(table["code"]):
        shapes = parts.get(code, [])
        found[place] = shapely.union_all(shapes) if len(shapes) > 1 else (shapes or [None])[0]
    return found
