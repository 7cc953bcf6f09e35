"""What subjects share with features, pair by pair: subjects as wholes, whatever the pieces."""

from __future__ import annotations

import numpy as np

from ...model.codes import Relation

APART = (Relation.TOUCHES, Relation.NEAR)
_WHOLE = (Relation.WITHIN, Relation.EQUALS)
_DOUBTFUL = ("sliver", "within_accuracy")
_SUMS = ("area_m2", "length_m", "share_of_subject")
_FIRST = ("role", "feature_id", "code", "name", "feature_class", "grade", "relation", "distance_m")


def subject_pairs(overlap):
    """One row for each subject × feature, with `doubtful`: nothing but a sliver, or nowhere wider than accurate.

    overlap: rows of a review before they are a table: columns `number`, `constraint_key`, `fid` and those of `overlap`.
    A subject that as a whole is no larger than a sliver is not doubtful for that.
    """
    keys = ["number", "constraint_key", "fid"]
    rows = overlap.reindex(columns=[*keys, *_SUMS, *_FIRST, "piece_id", *_DOUBTFUL])  # near ones alone have not all
    texts = dict.fromkeys(("constraint_key", *_FIRST[:-1]), object)
    rows = rows.astype({"number": np.int64, **texts, **dict.fromkeys(_SUMS, float)})
    rows = rows.assign(**{name: rows[name].eq(True) for name in _DOUBTFUL})
    if rows["piece_id"].notna().any():
        wholes = rows.groupby(keys, sort=False)
        sums = wholes[list(_SUMS)].sum(min_count=1)
        rows = wholes[[*_FIRST, *_DOUBTFUL]].first().join(sums).reset_index()
    small = rows["sliver"] & ~rows["relation"].isin(_WHOLE)
    kept = [*keys, *_SUMS, *_FIRST]
    return rows[kept].assign(doubtful=(small | rows["within_accuracy"]).to_numpy(dtype=bool))


def sharing(pairs):
    """The pairs that share ground; those that only touch or lie near are left out."""
    return pairs[~pairs["relation"].isin(APART)]
