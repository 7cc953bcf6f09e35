"""Rows of the table `exposure`: each subject against a whole layer, with what is known and what is not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..inputs.meaning.roles import tiles
from ..model.case import FULL
from ..model.codes import Basis, Kind, Status
from ..model.columns import EXPOSURE
from ..overlay.once import counted_once, summed
from ..overlay.pairs import meet
from ..overlay.relations import is_whole
from ..overlay.shapes import Shapes

_LINE, _POLYGON = 1, 2
_OF_LAYER = ("answers", "areal", "linear")  # columns that are no figures; see `only_what_applies`


def unknown_rows(left, constraint):
    """Rows for a layer that cannot be used: no data, and no figure that could be taken for one."""
    rows = {"number": left.number, "constraint_key": constraint.key, "role": constraint.role, "status": Status.NO_DATA}
    return pd.DataFrame({**rows, **dict.fromkeys(_OF_LAYER, False)})


def with_all_figures(rows):
    """Rows with every column of the table: where no layer could be used, none of them has any figure."""
    return rows.reindex(columns=list(dict.fromkeys([*rows.columns, *(column.name for column in EXPOSURE), *_OF_LAYER])))


def exposure_rows(left, overlap, features, shapes, constraint, answered, nearest, options, engine, threads):
    """Rows of one layer, in order of the subjects.

    overlap: the `LayerOverlap`. answered: the `covered_share` of the ground that the layer answers for, None where
    that is not a layer. nearest: the `Nearest` of the subjects that the layer does not meet.
    """
    subjects, pairs = left.shapes, overlap.met.pairs
    once = counted_once(subjects, shapes, overlap.met, engine, threads)
    ground = _ground(subjects, shapes, once, engine, threads)
    size = len(subjects)
    failed = np.isin(np.arange(size), pairs.left[overlap.failed()])  # a sum with an unknown part is unknown
    count = np.bincount(pairs.left, minlength=size)
    covered = _covered_share(ground, pairs.left, constraint, answered)
    rows = pd.DataFrame(
        {
            "number": left.number,
            "constraint_key": constraint.key,
            "role": constraint.role,
            "status": _status(subjects, count, covered),
            "covered_share": covered,
            "feature_count": count,
            **_areas(subjects, overlap, once, ground, features, options, failed),
            **_lengths(subjects, pairs, once, size),
            "share_of_subject": np.where(failed, np.nan, _share(subjects, once, ground)),
            **_nearest(pairs, features, nearest, count),
            "on_unfit": _on_unfit(subjects, features.unfit),
        }
    )
    known = subjects.dimension >= 0
    told = ("number", "constraint_key", "role", "status", "nearest_fid", "on_unfit")
    figures = [name for name in rows if name not in told]
    unknown = np.flatnonzero(~known)
    rows.loc[unknown, figures] = None
    return rows


_AREAS = ["union_area_m2", "sum_area_m2", "attribute_area_m2", "remainder_m2"]
_LENGTHS = ["length_m", "sum_length_m"]


def only_what_applies(rows, account, dimension):
    """Rows of a layer without the measures that do not apply to it: unknown, where else 0 would stand.

    account: the `LayerAccount`, of the whole layer. dimension: of all subjects, by the `number` of the rows. With
    `answers`: whether the layer answers for the whole subject, so that what it does not show is not there; `areal` and
    `linear`: whether it has polygons, and lines.
    """
    kinds = account.kinds
    subject = dimension[rows["number"].to_numpy(np.int64)]
    polygons, lines = bool(kinds.get(Kind.POLYGON)), bool(kinds.get(Kind.LINE))
    unfit = rows["on_unfit"].eq(True)  # what lies there as a line, the layer does not tell as ground
    answers = rows["covered_share"].eq(1.0) & (not account.unplaced) & ~unfit
    rows = rows.assign(answers=answers, areal=polygons, linear=lines)
    rows.loc[unfit & rows["status"].eq(Status.NOT_INVOLVED), "status"] = Status.PARTLY_KNOWN
    if account.unplaced:  # a feature that may lie anywhere may lie here
        rows.loc[rows["status"] == Status.NOT_INVOLVED, "status"] = Status.PARTLY_KNOWN
    if not account.stated_areas:
        rows["attribute_area_m2"] = np.nan
    if account.areas_contradict:
        rows = without_stated(rows, ["union_area_m2", "sum_area_m2", "attribute_area_m2"])
    if not polygons:
        rows.loc[:, _AREAS] = np.nan
        rows.loc[subject == _POLYGON, "share_of_subject"] = np.nan
    rows.loc[(subject == _POLYGON) & (not lines), _LENGTHS] = np.nan
    rows.loc[(subject == _LINE) & (not (lines or polygons)), [*_LENGTHS, "share_of_subject"]] = np.nan
    return rows


def without_stated(rows, columns):
    """Rows without the areas that rest on what a layer states: unknown, where that cannot be right. None stays none."""
    return rows.assign(**{name: rows[name].where(~(rows[name] > 0), np.nan) for name in columns})


def _on_unfit(subjects, unfit):
    """bool: subjects that meet a feature whose kind of geometry cannot answer for the role."""
    found = np.zeros(len(subjects), bool)
    if len(unfit):
        found[shapely.STRtree(unfit).query(subjects.geometry, predicate="intersects")[0]] = True
    return found


def _status(subjects, count, covered):
    """Codes: what is met is involved; nothing met means something only where the layer answers for the ground."""
    codes = np.array([Status.NO_DATA, Status.INVOLVED, Status.NOT_INVOLVED, Status.PARTLY_KNOWN], dtype=object)
    return codes[np.select([subjects.dimension < 0, count > 0, covered == 1.0, covered > 0.0], [0, 1, 2, 3], 0)]


def _ground(subjects, features, once, engine, threads):
    """(subjects, what was met of them once) under the additive rule of the CRS, which alone tells parts from wholes.

    Under a rule that bends edges, the parts of a subject may come to more than the subject.
    """
    straight = subjects.measure.straight
    if straight is subjects.measure:
        return subjects, once
    subjects, features = Shapes(subjects.geometry, straight), Shapes(features.geometry, straight)
    return subjects, counted_once(subjects, features, meet(subjects, features, engine, threads), engine, threads)


def covered_share(left, polygons, engine, threads):
    """Part of each subject of a `Left` that lies on the polygons of a coverage; asked once of each coverage."""
    key = tuple(shapely.to_wkb(polygons))
    if key not in left.covered:
        subjects, straight = left.shapes, left.shapes.measure.straight
        subjects = subjects if straight is subjects.measure else Shapes(subjects.geometry, straight)
        coverage = Shapes(polygons, subjects.measure)
        over = meet(subjects, coverage, engine, threads)
        found = counted_once(subjects, coverage, over, engine, threads)
        left.covered[key] = _share_of_subject(subjects, found, over.pairs.left)
    return left.covered[key]


def _covered_share(ground, met, constraint, answered):
    """Part of each subject that the layer answers for; NaN where that is not known. met: rows of subjects it meets."""
    subjects, once = ground
    if constraint.coverage == FULL:
        return np.ones(len(subjects))
    if answered is not None:
        return answered
    if tiles(constraint.role):
        return _share_of_subject(subjects, once, met)
    return np.full(len(subjects), np.nan)


def _share(subjects, once, ground):
    """Part of each subject that was met, by the figures of the basis as long as these can be parts of a whole."""
    on_ground = _share_of_subject(*ground)
    by_basis = _share_of_subject(subjects, once)
    return np.where((on_ground == 1.0) | (by_basis >= 1.0), on_ground, by_basis)


def _share_of_subject(subjects, once, met=None):
    """Part of each subject that was met, once; with `met` (rows), points count as 1 or 0, else as NaN."""
    size = np.where(subjects.dimension == _LINE, subjects.length, subjects.area)
    part = np.where(subjects.dimension == _LINE, once.length, once.area)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(is_whole(part, size), 1.0, np.minimum(part / size, 1.0))
    share = np.where(np.isnan(size) | ~(size > 0), np.nan, share)
    if met is not None:
        share = np.where(subjects.dimension == 0, np.isin(np.arange(len(subjects)), met), share)
    return share


def _areas(subjects, overlap, once, ground, features, options, unknown):
    pairs, size = overlap.met.pairs, len(subjects)
    polygons = subjects.dimension == _POLYGON
    total, union = summed(pairs.left, overlap.area, size), once.area
    if options.area_basis == Basis.ATTRIBUTE:  # the ground counted once, in the measure of the rows
        unknown = unknown | np.isin(np.arange(size), pairs.left[np.isnan(overlap.area) & ~np.isnan(pairs.area)])
        shared = summed(pairs.left, pairs.area, size)
        with np.errstate(invalid="ignore", divide="ignore"):
            union = np.where(shared > 0, union * total / shared, union)
    stated = features.attribute_area[pairs.right] * pairs.share_right
    attribute = summed(pairs.left, stated, size)
    unstated = np.isin(np.arange(size), pairs.left[np.isnan(stated) & ~np.isnan(pairs.area)])
    return {
        "union_area_m2": np.where(unknown, np.nan, union),
        "sum_area_m2": np.where(polygons & ~unknown, total, np.nan),
        "attribute_area_m2": np.where(polygons & ~unknown & ~unstated, attribute, np.nan),
        "remainder_m2": np.where(unknown, np.nan, _remainder(subjects, once, ground)),
    }


def _remainder(subjects, once, ground):
    """m2 of each subject that no feature covers: 0 only where none is left."""
    plain, plain_once = ground
    left, plain_left = subjects.area - once.area, plain.area - plain_once.area
    return np.where(is_whole(plain_once.area, plain.area), 0.0, np.where(left > 0, left, np.maximum(plain_left, 0.0)))


def _lengths(subjects, pairs, once, size):
    total = summed(pairs.left, pairs.length, size)
    return {"length_m": once.length, "sum_length_m": np.where(np.isnan(once.length), np.nan, total)}


def _nearest(pairs, features, nearest, count):
    """The nearest feature: the one most shared at distance 0 where the layer is met, else what was found around."""
    size = len(count)
    amount = np.nan_to_num(np.where(np.isnan(pairs.area), pairs.length, pairs.area))
    best = np.lexsort((pairs.right, -amount, pairs.left))
    first = best[np.append(True, np.diff(pairs.left[best]) != 0)] if len(best) else best
    row = nearest.feature.copy()
    row[pairs.left[first]] = pairs.right[first]
    ids = np.full(size, None, dtype=object)
    ids[row >= 0] = features.id[row[row >= 0]]
    distance = np.where(count > 0, 0.0, nearest.distance)
    bearing = np.where(count > 0, np.nan, nearest.bearing)
    fids = np.full(size, -1, dtype=np.int64)
    fids[row >= 0] = features.fid[row[row >= 0]]
    names = np.full(size, None, dtype=object)
    names[row >= 0] = features.name[row[row >= 0]]
    return {
        "nearest_id": ids,
        "nearest_fid": fids,
        "nearest_m": distance,
        "bearing_deg": bearing,
        "nearest_name": names,
    }
