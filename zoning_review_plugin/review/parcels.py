"""Planned parcels of a reviewed plan: their conflicts with all ground around (T8), and what to adjust (T9)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ..model.code_readings import land_use_reading
from ..model.code_tables import code_table
from ..model.codes import Kind, Relation, Status
from ..rules.land_use_conflicts import OFF_FEATURES, ON_FEATURE, TWO_MEANINGS, conflicts
from ..rules.land_use_matrix import (
    CODE_TABLES,
    HARD,
    LEVELS,
    NONE,
    REMOVE,
    SHRINK,
    SOFT,
    SUGGESTIONS,
    TO_VERIFY,
    LandUseMatrix,
)
from .land_use_editions import name_in_earlier, of_two_meanings

# One row for each parcel and feature that share ground, for ground outside what the parcel should lie in (feature_id
# None), and for each gap in what is known. Areas in m2, shares of the parcel.
PARCEL_COLUMNS = [
    "subject_id", "name", "land_use", "land_use_name", "subject_area_m2", "found", "constraint_key", "role",
    "feature_id", "code", "feature_name", "feature_class", "grade", "area_m2", "share_of_subject", "sliver",
    "within_accuracy", "conflict", "suggestion", "reason_zh", "reason_en", "basis", "area_after_m2",
]  # fmt: skip
# One row for each parcel with a conflict or something to verify: what is gravest, and the parcel's area before and
# after. Where it is not known how layers overlap each other, area_after_m2 is NaN and lies between least and most.
ADJUSTMENT_COLUMNS = [
    "subject_id", "name", "land_use", "land_use_name", "conflict", "suggestion", "found", "constraint_key", "role",
    "feature_id", "code", "feature_name", "grade", "reason_zh", "reason_en", "basis", "hard", "soft", "to_verify",
    "area_before_m2", "area_after_m2", "area_after_least_m2", "area_after_most_m2",
]  # fmt: skip
_NO_PARCELS = ("plan_boundary", "corridor", "centreline")
_APART = (Relation.TOUCHES, Relation.NEAR)
_PAIR = ["subject_id", "constraint_key", "feature_id"]
_ASKED = ["subject_id", "land_use", "subject_area_m2", TWO_MEANINGS]  # of a parcel
_EQUAL = 1e-9
_AT_ONCE = 5_000  # parcels; the rows of a province's would fill the memory


def planned_parcels(result, matrix=None):
    """Conflicts of the planned parcels of a `Result`, by the order of its subjects; columns as in `PARCEL_COLUMNS`.

    Parcels are polygons of sources that state land use, and subjects of these without geometry. matrix: a
    `LandUseMatrix`, that of the result where None. land_use is as written; it is read with lost zeros and padding.
    """
    parts = [rows for _, rows in planned_in_parts(result, matrix)]
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def planned_in_parts(result, matrix=None, most=_AT_ONCE):
    """Yield (Result, conflicts) of some planned parcels after the other, at most so many at once; one if there is none.

    Together they are what `planned_parcels` tells: nothing in a row depends on other parcels. The Result has the
    rows of `overlap` and `exposure` that are on these parcels.
    """
    matrix = matrix or result.matrix or LandUseMatrix.read()
    parcels = _parcels(result.tables["subject"])
    ids, tables = pd.Index(parcels["subject_id"]), result.tables
    places = {name: ids.get_indexer(tables[name]["subject_id"]) for name in ("overlap", "exposure")}
    for start in range(0, max(1, len(parcels)), most):
        mine = {name: tables[name][(place >= start) & (place < start + most)] for name, place in places.items()}
        part = replace(result, tables={**tables, **mine})
        yield part, _conflicts_of(part, parcels.iloc[start : start + most], matrix)


def _conflicts_of(result, parcels, matrix):
    overlap = _joined(_met(result.tables["overlap"]), parcels)
    exposure = _joined(result.tables["exposure"], parcels)
    exposure = pd.concat([exposure, _never_asked(matrix, parcels, result.case.constraints)], ignore_index=True)
    rows = conflicts(matrix, overlap, exposure, result.case.options.sliver.area_m2)
    return _in_order(rows, parcels, result.case.constraints)


def adjustments(result, rows):
    """What to adjust of each parcel with a conflict, columns as in `ADJUSTMENT_COLUMNS`.

    rows: of `planned_parcels`. The gravest conflict comes first, then what takes most, then the largest; ground that
    several features share is taken once.
    """
    rows = rows[rows["conflict"] != NONE].reset_index(drop=True)
    rank = pd.DataFrame(
        {
            "level": rows["conflict"].map({level: number for number, level in enumerate(LEVELS)}),
            "taken": rows["suggestion"].map({one: k for k, one in enumerate(SUGGESTIONS)}).fillna(len(SUGGESTIONS)),
            "area": -rows["area_m2"].fillna(0.0),
        }
    ).sort_values(["level", "taken", "area"], kind="stable")
    gravest = rows.loc[rank.index].drop_duplicates("subject_id").sort_index().set_index("subject_id", drop=False)
    counts = rows.groupby(["subject_id", "conflict"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[HARD, SOFT, TO_VERIFY], fill_value=0)
    found = gravest.join(counts.astype("int64")).rename(columns={"subject_area_m2": "area_before_m2"})
    after = _areas_after(found, _taken(rows, result.tables["exposure"]))
    return found.assign(**after)[ADJUSTMENT_COLUMNS].reset_index(drop=True)


def _parcels(subject):
    """Subjects that are planned parcels, with the code of land use as the tables spell it."""
    states = subject.groupby("source", dropna=False)["land_use"].transform(lambda texts: texts.notna().any())
    kind = subject["geometry_kind"]
    mine = states.astype(bool) & (kind.eq(Kind.POLYGON) | kind.isna()) & ~subject["part"].isin(_NO_PARCELS)
    parcels = subject.loc[mine, ["subject_id", "name", "land_use", "area_m2", "source"]].reset_index(drop=True)
    tables = [code_table(name) for name in CODE_TABLES]
    read = {text: land_use_reading(text, *tables).code for text in parcels["land_use"].dropna().unique()}
    names = {code: name for table in reversed(tables) for code, name in table.names.items()}
    code = parcels["land_use"].map(read).astype(object).where(parcels["land_use"].notna(), None)
    name = code.map(names).astype(object)
    unsure = of_two_meanings(code, parcels.pop("source"))
    name = name.where(~unsure, name + " / " + code.map(name_in_earlier))
    return parcels.rename(columns={"land_use": "written", "area_m2": "subject_area_m2"}).assign(
        land_use=code, land_use_name=name.where(name.notna(), None), **{TWO_MEANINGS: unsure}
    )


def _met(overlap):
    """A row for each subject and feature that share ground; pieces of a subject are put together."""
    rows = overlap[~overlap["relation"].isin(_APART)].rename(columns={"name": "feature_name"})
    if rows["piece_id"].isna().all():
        return rows
    whole = rows.drop_duplicates(_PAIR).set_index(_PAIR)
    sums = rows.groupby(_PAIR)[["area_m2", "share_of_subject"]].sum(min_count=1)
    return whole.assign(**sums).reset_index()


def _joined(rows, parcels):
    """Rows of parcels, with what is asked of the parcel."""
    rows = rows.drop(columns=["geom", "scheme"], errors="ignore")
    return rows.merge(parcels[_ASKED], on="subject_id", how="inner")


def _never_asked(matrix, parcels, constraints):
    """Exposures to required roles of which the case has no layer at all: nothing is known."""
    lacking = sorted(set(matrix.required_roles) - {constraint.role for constraint in constraints})
    asked = parcels[_ASKED]
    parts = [asked.assign(role=role) for role in lacking] or [asked[:0].assign(role=None)]
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(constraint_key=None, status=Status.NO_DATA, covered_share=np.nan, share_of_subject=np.nan)


def _in_order(rows, parcels, constraints):
    """Rows by subject, by layer, what is met first; with the names of the parcels."""
    keys = [constraint.key for constraint in constraints]
    place = {subject: number for number, subject in enumerate(parcels["subject_id"])}
    order = pd.DataFrame(
        {
            "subject": rows["subject_id"].map(place),
            "layer": rows["constraint_key"].map({key: number for number, key in enumerate(keys)}).fillna(len(keys)),
            "found": rows["found"].ne(ON_FEATURE),
        }
    ).sort_values(["subject", "layer", "found"], kind="stable")
    rows = rows.loc[order.index].drop(columns=_ASKED[1:])
    named = rows.merge(parcels.rename(columns={"land_use": "code_read", "written": "land_use"}), on="subject_id")
    flags = {name: named[name].eq(True) for name in ("sliver", "within_accuracy")}
    named = named.assign(**flags).reindex(columns=PARCEL_COLUMNS).reset_index(drop=True)
    texts = named.select_dtypes(object)
    return named.assign(**texts.where(texts.notna(), None))


def _taken(rows, exposure):
    """m2 that conflicts take from each parcel, by subject: at least and at most, ground counted once."""
    cut = rows["suggestion"].isin([REMOVE, SHRINK]) & rows["conflict"].isin([HARD, SOFT])
    met = rows["found"].eq(ON_FEATURE)
    columns = ["subject_id", "constraint_key"]
    once = exposure.drop_duplicates(columns).set_index(columns)[["union_area_m2", "sum_area_m2"]]
    groups = rows[cut & met].groupby(columns)["area_m2"]
    layers = pd.DataFrame({"total": groups.sum(min_count=1), "largest": groups.max(), "count": groups.size()}).join(
        once
    )
    layers["all"] = layers["count"] == rows[met].groupby(columns).size().reindex(layers.index)
    apart = layers["sum_area_m2"] <= layers["union_area_m2"] * (1 + _EQUAL)
    most = layers[["total", "union_area_m2"]].min(axis=1)
    least = layers["largest"].where(~apart, layers["total"]).where(~layers["all"], layers["union_area_m2"])
    outside = rows[cut & rows["found"].eq(OFF_FEATURES)].groupby("subject_id")["area_m2"].sum()
    by_layer = [pd.DataFrame({"least": least, "most": most}).droplevel("constraint_key")]
    by_layer.append(pd.DataFrame({"least": outside, "most": outside}))
    by_subject = pd.concat(by_layer).groupby(level=0)
    return pd.DataFrame({"least": by_subject["least"].max(), "most": by_subject["most"].sum()})


def _areas_after(found, taken):
    """The three columns of areas after: NaN where there is only something to verify."""
    before = found["area_before_m2"].astype(float).where(found["conflict"].isin([HARD, SOFT]))
    taken = taken.reindex(found.index).fillna(0.0)
    least = (before - taken["most"]).clip(lower=0.0)
    most = (before - taken["least"]).clip(lower=0.0)
    least, most = (after.where(after > before * _EQUAL, 0.0).where(before.notna()) for after in (least, most))
    same = (most - least) <= before * _EQUAL
    return {"area_after_m2": least.where(same), "area_after_least_m2": least, "area_after_most_m2": most}
