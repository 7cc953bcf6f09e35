"""What subjects share with features, pair by pair: subjects as wholes, whatever the pieces."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...inputs.meaning.roles import grade_of_code
from ...model.codes import Relation
from ...rules.conditions.codes_match import plain_code

_WHOLE = (Relation.WITHIN, Relation.EQUALS)
_DOUBTFUL = ("sliver", "within_accuracy")
_SUMS = ("area_m2", "length_m", "share_of_subject")
_FIRST = ("shares", "role", "feature_id", "code", "name", "feature_class", "grade", "relation", "distance_m")


def subject_pairs(overlap):
    """One row for each subject × feature, with `doubtful`: nothing but a sliver, or nowhere wider than accurate.

    `doubt` is the ground that such a pair shares, where its subject has several in the layer.

    overlap: rows of a review before they are a table: columns `number`, `constraint_key`, `fid` and those of `overlap`.
    A subject that as a whole is no larger than a sliver is not doubtful for that.
    """
    keys = ["number", "constraint_key", "fid"]
    rows = overlap.reindex(
        columns=[*keys, *_SUMS, *_FIRST, "piece_id", *_DOUBTFUL, "doubt"]
    )  # near ones alone have not all
    texts = dict.fromkeys(("constraint_key", *_FIRST[1:-1], "doubt"), object)
    rows = rows.astype({"number": np.int64, **texts, **dict.fromkeys(_SUMS, float)})
    rows = rows.assign(**{name: rows[name].eq(True) for name in (*_DOUBTFUL, "shares")}, **_known_units(rows))
    if rows["piece_id"].notna().any():
        wholes = rows.groupby(keys, sort=False)
        sums = wholes[list(_SUMS)].sum(min_count=1)
        rows = wholes[[*_FIRST, *_DOUBTFUL, "doubt"]].first().join(sums).reset_index()
    small = rows["sliver"] & ~rows["relation"].isin(_WHOLE)
    kept = [*keys, *_SUMS, *_FIRST, "doubt"]
    return rows[kept].assign(doubtful=(small | rows["within_accuracy"]).to_numpy(dtype=bool))


def sharing(pairs):
    """The pairs that share ground, if only along a border; those that only touch or lie near are left out."""
    return pairs[pairs["shares"]]


def _known_units(rows):
    """`code` and `grade`: codes as they are compared; no grade where the digit of a unit's code says another class."""
    unit = rows["role"].eq("control_unit").to_numpy() | rows["role"].eq("element_zone").to_numpy()
    plain = {code: plain_code(code) for code in rows["code"].dropna().unique()}
    codes = np.where(unit, rows["code"].map(plain), rows["code"])
    pairs = list(zip(rows["role"], codes, rows["grade"]))
    sure = {(role, code, grade): _sure_grade(role, code, grade) for role, code, grade in set(pairs)}
    return {"code": np.where(pd.isna(codes), None, codes), "grade": [sure[pair] for pair in pairs]}


def _sure_grade(role, code, grade):
    by_code = grade_of_code(role, code) if role == "control_unit" and isinstance(code, str) else None
    return grade if by_code is None or by_code == grade else None
