"""What land is now: each unit of reviewed ground by class of the land survey (m2)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.codes import Relation, Status
from ..review.pieces import split_column
from ..studies.public_version import layers_not_shown
from .land_classes import NO_CLASS, land_class
from .picked import picked

_APART = (Relation.TOUCHES, Relation.NEAR)
_NOISE = 1e-9  # of a unit: what sums of parts may lack
_TWICE = 1e-6  # of a unit: what they may have too much before features count as overlapping one another


def keys_of(case, role):
    """Keys of the constraints that play a role, those that split the subjects first and in that order."""
    mine = [constraint.key for constraint in case.constraints if constraint.role == role]
    split = [key for key in case.options.split_by if key in mine]
    return [*split, *(key for key in mine if key not in split)]


def units_of(result, subject_ids):
    """Pieces of these subjects, or the subjects where nothing splits them: `unit subject_id total`, split columns."""
    piece = result.tables["piece"]
    rows = piece if len(piece) else result.tables["subject"]
    columns = [split_column(key) for key in result.case.options.split_by] if len(piece) else []
    mine = rows["subject_id"].isin(subject_ids)
    unit = rows["piece_id" if len(piece) else "subject_id"][mine]
    rows = picked(rows, mine, ["subject_id", "area_m2", *columns]).rename(columns={"area_m2": "total"})
    rows.insert(0, "unit", unit)
    return rows.reset_index(drop=True)


def splits(result, units, key):
    """Whether the layer `key` splits the subjects, so that each unit lies in one feature of it or in none."""
    return key in result.case.options.split_by and split_column(key) in units


def met(result, key):
    """Rows of `overlap` that share ground with a layer, columns `unit` (their piece, else their subject), `code
    feature_id name feature_class area_m2`."""
    rows = result.tables["overlap"]
    mine = rows["constraint_key"].eq(key) & ~rows["relation"].isin(_APART)
    unit = rows.loc[mine, "piece_id"]
    unit = unit.where(unit.notna(), rows.loc[mine, "subject_id"])
    return picked(rows, mine, ["code", "feature_id", "name", "feature_class", "area_m2"]).assign(unit=unit)


def codes_of(rows):
    """What splitting calls features: their code, else their id."""
    return rows["code"].where(rows["code"].notna(), rows["feature_id"])


def answers(result, units, key):
    """(bool: whether anything is known, bool: whether the layer answers for the whole) of each unit's subject."""
    rows = result.tables["exposure"]
    rows = rows.loc[rows["constraint_key"].eq(key), ["subject_id", "status", "covered_share"]].set_index("subject_id")
    if key in layers_not_shown(result):
        rows = rows.iloc[:0]
    status = units["subject_id"].map(rows["status"])
    whole = units["subject_id"].map(rows["covered_share"]).eq(1.0)
    return (status.notna() & status.ne(Status.NO_DATA)).to_numpy(), whole.to_numpy()


def present_land(result, units):
    """(rows, known): `place` of the unit, `code name group arable` of a class, `area_m2`; and bool (n,) of the units.

    Rows of a known unit sum to it; what no class says is of `NO_CLASS`. Unknown: no layer answers there, or features of
    the survey overlap one another; such units have no rows.
    """
    keys = keys_of(result.case, "land_survey")
    if not keys:
        return _rows([], [], []), np.zeros(len(units), bool)
    rows = met(result, keys[0])
    classes = [land_class(*texts) for texts in zip(rows["code"], rows["feature_class"], rows["name"])]
    known, _ = answers(result, units, keys[0])
    if splits(result, units, keys[0]):
        by_code = dict(zip(codes_of(rows), classes))
        mine = [by_code.get(code) or land_class(code) for code in units[split_column(keys[0])]]
        found = _rows(np.arange(len(units)), mine, units["total"].to_numpy(float))
        return found[known[found["place"].to_numpy(np.int64)]], known
    return _met_land(units, rows, classes, known)


def _met_land(units, rows, classes, known):
    """The same from what is met."""
    place = dict(zip(units["unit"], range(len(units))))
    mine = rows["unit"].isin(place.keys()).to_numpy()
    places = [place[unit] for unit in rows["unit"][mine]]
    found = _rows(places, [one for one, here in zip(classes, mine) if here], rows["area_m2"][mine].to_numpy(float))
    total = units["total"].to_numpy(float)
    whole = np.zeros(len(units))
    np.add.at(whole, np.asarray(places, dtype=np.int64), found["area_m2"].to_numpy(float))
    known = known & (whole <= total * (1 + _TWICE) + 1e-3)
    left = np.flatnonzero(known & (total - whole > total * _NOISE))
    found = pd.concat([found, _rows(left, [NO_CLASS] * len(left), (total - whole)[left])], ignore_index=True)
    return found[known[found["place"].to_numpy(np.int64)]], known


def _rows(places, classes, areas):
    frame = pd.DataFrame(list(classes), columns=NO_CLASS._fields).astype({"arable": bool})
    return frame.assign(place=np.asarray(places, dtype=np.int64), area_m2=np.asarray(areas, dtype=float))
