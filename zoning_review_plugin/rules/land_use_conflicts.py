"""Conflicts of planned parcels with all ground that they share, lie outside of, or of which nothing is known.

What is not known is never "none": a layer that does not answer for the whole of a parcel gives a row to verify.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ..model.codes import Status
from ..model.words import LANGUAGES, Words
from .land_use_matrix import HARD, NONE, OUTSIDE, REMOVE, SHRINK, SOFT, TO_VERIFY, Conflict, LandUseMatrix

ON_FEATURE, OFF_FEATURES, NOT_KNOWN = "overlap", "outside", "not_known"
TWO_MEANINGS = "two_meanings"  # column: the code may be meant in either of two guides that differ in it
_LEAST_M2 = 1e-6  # what the table `overlap` lists, too
_ANSWERS = ["conflict", "suggestion", *(f"reason_{language}" for language in LANGUAGES), "basis"]
_KEYS = ["subject_id", "land_use", "subject_area_m2", "constraint_key", "role"]


def conflicts(matrix: LandUseMatrix, overlap, exposure, sliver_m2=1.0):
    """One row for each overlap, each parcel that lies outside what it should lie in, and each gap in what is known.

    overlap: rows of that table that share ground; exposure: rows of that table. Both with `land_use` and
    `subject_area_m2` of the subject, and perhaps `TWO_MEANINGS`. sliver_m2: ground outside below it is a sliver. Rows
    of roles that the matrix does not speak of are left out.

    Adds found (`overlap`, `outside`, `not_known`), conflict, suggestion, reason_zh, reason_en, basis and
    area_after_m2: of the subject after the change, NaN where it is to be verified what has to change.
    """
    speaks = matrix.roles
    exposure = exposure[exposure["role"].isin(speaks)]
    met = overlap[overlap["role"].isin(speaks)].assign(found=ON_FEATURE)
    parts = [met, _outside(matrix, exposure, sliver_m2), _not_known(matrix, exposure)]
    rows = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    rows = rows.reindex(columns=list(dict.fromkeys([*met.columns, *rows.columns])))
    answers = _answers(matrix, rows)
    return rows.assign(**answers, area_after_m2=_area_after(rows, answers))


def _outside(matrix, exposure, sliver_m2):
    """A row for each parcel and role, part of which surely, or perhaps, lies on no feature of any layer of the role."""
    told = exposure[exposure["role"].isin(matrix.roles_to_lie_in) & (exposure["status"] != Status.NO_DATA)]
    size = told["subject_area_m2"]
    off = (told["remainder_m2"] - (1.0 - told["covered_share"].fillna(0.0)) * size).clip(lower=0.0)
    told = told.assign(off=off, on=size - off)
    told = told[told["off"].notna()]
    by_role = told.groupby(["subject_id", "role"], sort=False)
    rows = by_role[[name for name in (*_KEYS[1:-1], TWO_MEANINGS) if name in told]].first()
    most = by_role["off"].min()
    sure = (rows["subject_area_m2"] - by_role["on"].sum()).where(by_role.size() > 1, most)
    rows = rows.assign(area_m2=most, unsure=sure <= _LEAST_M2, sliver=most < sliver_m2, within_accuracy=False)
    rows = rows[rows["area_m2"] > _LEAST_M2].reset_index()
    share = rows["area_m2"] / rows["subject_area_m2"]
    return rows.assign(found=OFF_FEATURES, grade=OUTSIDE, share_of_subject=share)


def _not_known(matrix, exposure):
    """A row for each parcel and layer that does not answer for all of it, if the role could bring a conflict."""
    whole = (exposure["covered_share"] >= 1.0) | (exposure["share_of_subject"] >= 1.0)
    rows = exposure[exposure["status"].isin([Status.NO_DATA, Status.PARTLY_KNOWN]) | ~whole]
    gravest = {}
    for asked in zip(rows["land_use"], rows["role"]):
        if asked not in gravest:
            gravest[asked] = matrix.gravest(*asked).level
    matters = [gravest[asked] != NONE for asked in zip(rows["land_use"], rows["role"])]
    rows = rows[pd.Series(matters, index=rows.index, dtype=bool)]
    partly = rows["covered_share"].fillna(0.0) > 0.0
    share = 1.0 - rows["covered_share"].fillna(0.0)
    return rows[_KEYS].assign(found=NOT_KNOWN, partly=partly, share_of_subject=share)


def _answers(matrix, rows):
    """conflict, suggestion, reasons and basis of each row; asked once of each distinct land use, ground and doubt."""
    asked = rows.reindex(columns=["land_use", "role", "grade", "found"]).assign(doubt=_doubts(rows)).fillna("")
    number = asked.groupby(list(asked), sort=False).ngroup()
    words = [Words(language) for language in LANGUAGES]
    found = [_answer(matrix, words, *row) for row in asked[~number.duplicated()].itertuples(index=False)]
    return pd.DataFrame(found, columns=_ANSWERS, dtype=object).take(number).set_axis(rows.index)


def _answer(matrix, words, land_use, role, grade, found, doubt):
    """The columns of one distinct question; "" for what is not stated."""
    conflict = Conflict(TO_VERIFY) if found == NOT_KNOWN else matrix.conflict(land_use, role, grade or None)
    if doubt == "land_use_two_meanings":  # nothing to meet only where no use of the class above meets anything
        above = matrix.conflict(land_use[:2], role, grade or None)
        conflict = conflict if above.level == NONE else replace(conflict, level=TO_VERIFY, doubt=doubt)
    else:
        conflict = _doubted(conflict, doubt or None)
    return {
        "conflict": conflict.level,
        "suggestion": conflict.suggestion,
        **{f"reason_{one.language}": _reason(conflict, role, one) for one in words},
        "basis": conflict.cell and conflict.cell.basis,
    }


def _doubts(rows):
    """Why each row is to be verified whatever the matrix says; None where it is not."""
    found = pd.Series([None] * len(rows), index=rows.index, dtype=object)
    for name, code in _DOUBTS.items():
        if name in rows:
            found[rows[name].eq(True)] = code
    not_known = rows["found"] == NOT_KNOWN
    found[not_known] = "no_data"
    if "partly" in rows:
        found[not_known & rows["partly"].eq(True)] = "partly_known"
    return found.tolist()


_DOUBTS = {
    "unsure": "outside_unsure",
    "sliver": "sliver",
    "within_accuracy": "within_accuracy",
    TWO_MEANINGS: "land_use_two_meanings",
}


def _doubted(conflict, doubt):
    """A conflict that a row may bring but does not show for sure: at most to verify. None stays none."""
    if doubt is None or conflict.level == NONE:
        return conflict
    return Conflict(TO_VERIFY, conflict.suggestion, doubt, conflict.cell)


def _reason(conflict, role, words):
    reason = conflict.cell.reason_in(words.language) if conflict.cell else ""
    if conflict.doubt is None:
        return reason
    doubt = words.say(f"matrix.{conflict.doubt}", role=words.code("role", role))
    return words.say("matrix.doubted", doubt=doubt, reason=reason) if reason else doubt


def _area_after(rows, answers):
    """m2 of the subject after the change that a row asks for."""
    cut = answers["suggestion"].isin([REMOVE, SHRINK]) & answers["conflict"].isin([HARD, SOFT])
    after = rows["subject_area_m2"].astype(float)
    after = after.where(~cut, (after - rows["area_m2"].astype(float)).clip(lower=0.0))
    return after.where(answers["conflict"] != TO_VERIFY)
