"""The ground that schemes take, piece by piece: where it lies, what it is now, and what it shares with lines (m2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.code_readings import admin_code
from ..model.code_tables import code_table
from ..model.codes import Basis, Kind
from ..review.pieces import split_column
from .land_classes import AGRICULTURAL, GROUPS, UNCLASSIFIED
from .present_land import answers, codes_of, keys_of, met, present_land, splits, units_of

LINES = {"pbf": "permanent_farmland", "erl": "ecological_red_line", "udb": "development_boundary"}
_TAKEN = ("permanent", "temporary")
_JOINED = "、"  # between codes of several areas that one subject meets
_EQUAL = 1e-9


@dataclass(frozen=True)
class TakenLand:
    """rows: one for each subject in each place: `project_id scheme part county county_name places subject_id name`,
    areas `total agricultural arable construction unused unclassified pbf erl udb pbf_elsewhere` (NaN: unknown), and
    `partial`: names of lines that do not answer for the whole subject.

    left: polygons that take no land, by part. without_area: subjects that have no area. overlapping: keys of layers
    whose features overlap one another where that cannot be told by piece.
    """

    rows: pd.DataFrame
    left: dict[str, int]
    without_area: int
    overlapping: tuple[str, ...]


def taken_land(result):
    """The `TakenLand` of a `Result`: polygons whose part is permanent, temporary, or not stated."""
    subject = result.tables["subject"]
    polygons = subject.loc[subject["geometry_kind"].eq(Kind.POLYGON), ["subject_id", "part"]]
    taken = polygons["part"].isin(_TAKEN) | polygons["part"].isna()
    units, overlapping = units_of(result, polygons.loc[taken, "subject_id"]), []
    found = units.assign(**_places(result, units), **_land(result, units))
    for name, role in LINES.items():
        found[name], partial, doubled = _line(result, units, keys_of(result.case, role))
        found[f"{name}_partial"] = partial
        overlapping += doubled
    found["pbf_elsewhere"] = found["pbf"].where(~found["group"].isin([AGRICULTURAL, UNCLASSIFIED]), 0.0)
    left = polygons.loc[~taken, "part"].value_counts().to_dict()
    return TakenLand(
        _by_subject(found, subject), left, int(len(subject) - len(polygons)), tuple(dict.fromkeys(overlapping))
    )


def _places(result, units):
    """County code and name, and the names of all administrative areas of each unit, coarsest first."""
    keys = keys_of(result.case, "admin_area")
    split = [key for key in keys if splits(result, units, key)]
    codes = {key: units[split_column(key)] for key in split} or {key: _met_areas(result, units, key) for key in keys}
    names = {key: _names(result, key) for key in codes}
    county, places = [], []
    for row in zip(*codes.values()) if codes else [()] * len(units):
        known = [(key, code) for key, code in zip(codes, row) if code is not None]
        county.append(_county(known[0][1]) if known else None)
        places.append(tuple(_named(code, names[key]) for key, code in known))
    named = {
        **code_table("admin_divisions").names,
        **{code: name for mine in names.values() for code, name in mine.items()},
    }
    county_name = [None if one is None else _named(one, named) for one in county]
    return {
        "county": pd.Series(county, dtype=object),
        "county_name": pd.Series(county_name, dtype=object),
        "places": pd.Series(places, dtype=object),
    }


def _county(code):
    """Six digits of an administrative code, or of each of several; another text as it stands."""
    return _JOINED.join(dict.fromkeys(admin_code(one) or one for one in code.split(_JOINED)))


def _named(code, names):
    return _JOINED.join(names.get(one) or one for one in code.split(_JOINED))


def _names(result, key):
    rows = met(result, key)
    named = rows[rows["name"].notna()]
    return dict(zip(codes_of(named), named["name"]))


def _met_areas(result, units, key):
    """For each unit the code of the only area that it meets; several joined, None for none."""
    rows = met(result, key)
    listed = codes_of(rows).groupby(rows["unit"], sort=False).agg(lambda some: _JOINED.join(dict.fromkeys(some)))
    found = units["unit"].map(listed).astype(object)
    return found.where(found.notna(), None)


def _land(result, units):
    """Areas by group of the land survey; and the one `group` of each unit where the survey splits the subjects."""
    rows, known = present_land(result, units)
    areas = {name: _summed(rows[rows["group"].eq(name)], known) for name in (*GROUPS, UNCLASSIFIED)}
    areas["arable"] = _summed(rows[rows["arable"].eq(True)], known)
    group = pd.Series(UNCLASSIFIED, units.index, dtype=object)
    if any(splits(result, units, key) for key in keys_of(result.case, "land_survey")):
        group.iloc[rows["place"].to_numpy(np.int64)] = rows["group"].to_numpy()
    return {**areas, "group": group}


def _summed(rows, known):
    area = np.zeros(len(known))
    np.add.at(area, rows["place"].to_numpy(np.int64), rows["area_m2"].to_numpy(float))
    return np.where(known, area, np.nan)


def _line(result, units, keys):
    """(m2 of each unit in the layers `keys`, whether they leave part unanswered, keys that cannot be told by piece)."""
    if not keys:
        return np.full(len(units), np.nan), np.zeros(len(units), bool), []
    total, partial, doubled = np.zeros(len(units)), np.zeros(len(units), bool), []
    for key in keys:
        area, twice = _once(result, units, key)
        known, whole = answers(result, units, key)
        total += np.where(known, area, np.nan)
        partial |= ~whole & known
        doubled += [key] if twice else []
    if len(keys) > 1 and result.case.options.area_basis != Basis.ATTRIBUTE:  # they may cover the same ground
        twice = total > units["total"].to_numpy(float) * (1 + 1e-6) + 1e-3
        total[twice] = np.nan
        doubled += keys if twice.any() else []
    return total, partial, doubled


def _once(result, units, key):
    """(m2 of each unit in a layer, ground counted once; whether that is unknown for some)."""
    if splits(result, units, key):
        return np.where(units[split_column(key)].notna(), units["total"], 0.0), False
    rows = met(result, key)
    sums = rows.groupby("unit")["area_m2"].agg(["sum", "size", "count"])
    sums = sums.reindex(units["unit"])
    area = sums["sum"].fillna(0.0).to_numpy(float)
    area[sums["size"].gt(sums["count"]).to_numpy()] = np.nan
    twice = sums["size"].to_numpy(float) > 1
    if not twice.any():
        return area, False
    whole, asked = result.tables["exposure"], ["subject_id", "union_area_m2", "sum_area_m2"]
    whole = whole.loc[whole["constraint_key"].eq(key), asked].set_index("subject_id").reindex(units["subject_id"])
    union, added = whole["union_area_m2"].to_numpy(float), whole["sum_area_m2"].to_numpy(float)
    twice &= added > union * (1 + _EQUAL) + 1e-6
    alone = units.groupby("subject_id")["unit"].transform("size").eq(1).to_numpy()
    area = np.where(twice, np.where(alone, union, np.nan), area)
    return area, bool((twice & ~alone).any())


def _by_subject(found, subject):
    """Units of one subject in one place put together, in order of the subjects."""
    areas = ["total", *GROUPS, "arable", UNCLASSIFIED, *LINES, "pbf_elsewhere"]
    partial = [f"{name}_partial" for name in LINES]
    if found["subject_id"].duplicated().any():
        found = _put_together(found, areas, partial)
    place = pd.Index(subject["subject_id"]).get_indexer(found["subject_id"])
    order = np.argsort(place, kind="stable")
    # column by column: a frame of a province, put together, sorted and picked from, is there four times
    rows = {name: subject[name].to_numpy()[place[order]] for name in ("subject_id", "project_id", "scheme", "part")}
    rows["name"] = subject["name"].to_numpy()[place[order]]
    for name in ("county", "county_name"):
        text = found.pop(name)
        rows[name] = text.astype(object).where(text.notna(), None).to_numpy()[order]
    rows.update({name: found.pop(name).to_numpy()[order] for name in ("places", *areas, *partial)})
    return pd.DataFrame(rows, copy=False)


def _put_together(rows, areas, partial):
    """Units of one subject in one place as one row: sums, unknown where one is."""
    key = ["subject_id", "county", "county_name", "places"]
    groups = rows.groupby(key, sort=False, dropna=False)
    lacking = rows[areas].isna().assign(**rows[key]).groupby(key, sort=False, dropna=False)[areas].any()
    return groups[areas].sum().mask(lacking).join(groups[partial].any()).reset_index()
