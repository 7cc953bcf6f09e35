"""Two Results of the same case, row by row: which figures changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..model.columns import TABLES

# What names a row of a table; rows of one name are told apart by their order.
_KEYS = {
    "subject": ("subject_id",),
    "piece": ("piece_id",),
    "overlap": ("subject_id", "piece_id", "constraint_key", "feature_id"),
    "exposure": ("subject_id", "constraint_key"),
    "finding": ("subject_id", "scheme", "pack", "rule_id"),
    "conclusion": ("project_id", "scheme", "topic"),
    "issue": ("layer", "feature_id", "check_code"),
}
_LEAST_M2 = 1e-5  # in which the overlap engines agree
_LEAST, _RELATIVE = 1e-9, 1e-9
_GEOMETRY = 1e-6  # units of the CRS
_INPUTS = (".content_sha256", ".crs", ".transform", ".count")
GONE, NEW = "row_gone", "row_new"


@dataclass(frozen=True)
class Change:
    """One value that changed. key: of the row, its parts joined by " / ". column: `row_gone` or `row_new` where the
    whole row did; then old and new are None."""

    table: str
    key: str
    column: str
    old: object = None
    new: object = None


def changes(old, new):
    """Every `Change` of the tables, `run` aside, in the order of tables and rows."""
    return [one for table in _KEYS for one in _in_table(table, old.tables[table], new.tables[table])]


def changed_inputs(old, new):
    """`Change`s of what was read: contents, CRS and count of each input, and the contents of each pack."""
    before, after = old.facts(), new.facts()
    keys = [key for key in dict.fromkeys([*before, *after]) if key.endswith(_INPUTS)]
    pairs = [(key, before.get(key), after.get(key)) for key in keys]
    return [Change("run", key, "value", was, now) for key, was, now in pairs if was != now]


def _in_table(table, old, new):
    old, new = _keyed(table, old), _keyed(table, new)
    found = [Change(table, _name(key), GONE) for key in old.index.difference(new.index, sort=False)]
    found += [Change(table, _name(key), NEW) for key in new.index.difference(old.index, sort=False)]
    both = old.index.intersection(new.index, sort=False)
    old, new = old.loc[both], new.loc[both]
    columns = list(dict.fromkeys([*old.columns, *new.columns]))
    differs = {column: _differs(table, column, old, new) for column in columns}
    rows = np.flatnonzero(np.logical_or.reduce(list(differs.values()))) if len(both) else []
    for row in rows:
        for column in columns:
            if differs[column][row]:
                values = (_told(frame[column].iloc[row]) if column in frame else None for frame in (old, new))
                found.append(Change(table, _name(both[row]), column, *values))
    return found


def _keyed(table, frame):
    """The rows under what names them, with a number for those of one name."""
    names = frame[list(_KEYS[table])].astype(object)
    names = names.where(names.notna(), "")
    number = names.groupby(list(_KEYS[table]), sort=False).cumcount() if len(names) else pd.Series(dtype="int64")
    index = pd.Index([*zip(*(names[column] for column in names), number)], tupleize_cols=False)
    return frame.set_axis(index, axis=0)


def _differs(table, column, old, new):
    """Whether the values of a column differ, row by row."""
    if column not in old or column not in new:
        return np.ones(len(old), dtype=bool)
    was, now = old[column], new[column]
    if column == "geom":
        was, now = was.to_numpy(dtype=object), now.to_numpy(dtype=object)
        nothing = shapely.is_missing(was) & shapely.is_missing(now)
        return ~(nothing | shapely.equals_exact(was, now, _GEOMETRY))
    if dict(TABLES[table]).get(column) == "real":
        least = _LEAST_M2 if column.endswith("_m2") else _LEAST
        return _figures_differ(was.to_numpy(float), now.to_numpy(float), least)
    known = was.notna().to_numpy(), now.notna().to_numpy()
    same = was.astype(object).where(known[0], None).to_numpy() == now.astype(object).where(known[1], None).to_numpy()
    return ~same.astype(bool)


def _figures_differ(was, now, least):
    unknown = np.isnan(was) != np.isnan(now)
    with np.errstate(invalid="ignore"):
        apart = np.abs(was - now) > np.maximum(least, _RELATIVE * np.maximum(np.abs(was), np.abs(now)))
    return unknown | apart


def _name(key):
    *parts, number = key
    text = " / ".join(str(part) for part in parts)
    return f"{text} #{number + 1}" if number else text


def _told(value):
    """A value as people and JSON read it: geometry as WKT, unknown as None."""
    if isinstance(value, shapely.Geometry):
        return shapely.to_wkt(value, rounding_precision=6)
    if value is None or value is pd.NA or value != value:
        return None
    return value.item() if isinstance(value, np.generic) else value
