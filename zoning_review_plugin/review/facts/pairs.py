"""What subjects share with features, pair by pair: subjects as wholes, whatever the pieces."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...model.codes import Relation

APART = (Relation.TOUCHES, Relation.NEAR)
_WHOLE = (Relation.WITHIN, Relation.EQUALS)
_SUMS = ("area_m2", "length_m", "share_of_subject")
_FIRST = ("role", "feature_id", "code", "name", "feature_class", "grade", "relation", "distance_m")


def subject_pairs(overlap):
    """One row for each subject × feature, with `doubtful`: nothing but a sliver, or nowhere wider than accurate.

    overlap: rows of a review before they are a table: columns `number`, `constraint_key`, `fid` and those of `overlap`.
    A subject that as a whole is no larger than a sliver is not doubtful for that.
    """
    if not len(overlap):
        empty = pd.DataFrame(columns=["number", "constraint_key", "fid", *_SUMS, *_FIRST, "doubtful"])
        return empty.astype({"number": np.int64, "doubtful": bool, **dict.fromkeys(_SUMS, float)})
    rows = overlap.assign(within_accuracy=overlap["within_accuracy"].eq(True), sliver=overlap["sliver"].eq(True))
    keys = ["number", "constraint_key", "fid"]
    if rows["piece_id"].notna().any() if "piece_id" in rows else False:
        wholes = rows.groupby(keys, sort=False)
        sums = wholes[list(_SUMS)].sum(min_count=1)
        rows = wholes[[*_FIRST, "sliver", "within_accuracy"]].first().join(sums).reset_index()
    small = rows["sliver"] & ~rows["relation"].isin(_WHOLE)
    kept = [*keys, *_SUMS, *_FIRST]
    return rows[kept].assign(doubtful=(small | rows["within_accuracy"]).to_numpy(dtype=bool))


def sharing(pairs):
    """The pairs that share ground; those that only touch or lie near are left out."""
    return pairs[~pairs["relation"].isin(APART)]
