"""A review at a glance: how many subjects each layer involves, and the gravest overlaps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..inputs.meaning.roles import protects
from ..model.codes import Relation, Status
from .table import Table, TableColumn

_HM2 = 1e-4
WORST = 10


def what_was_reviewed(result, words):
    """Sentences on what was reviewed against what, and that nothing was judged where no rule was applied."""
    counts = {
        "subjects": len(result.tables["subject"]),
        "layers": len(result.case.constraints),
        "overlaps": len(result.tables["overlap"]),
    }
    judged = result.tables["subject"]["verdict"].notna().any()
    return [words.say("summary.reviewed", **counts).strip()] + ([] if judged else [words.say("summary.not_judged")])


def overview_table(result, words):
    """One row a constraint layer: subjects by status, and what they share with it."""
    exposure = result.tables["exposure"]
    rows = []
    for constraint in result.case.constraints:
        mine = exposure[exposure["constraint_key"] == constraint.key]
        counts = mine["status"].value_counts()
        rows.append(
            {
                "constraint_key": constraint.key,
                "role": words.code("role", constraint.role),
                **{status: int(counts.get(status, 0)) for status in Status.ALL},
                "overlap_hm2": mine["union_area_m2"].sum(min_count=1) * _HM2,
                "overlap_km": mine["length_m"].sum(min_count=1) * 1e-3,
            }
        )
    columns = [
        TableColumn("constraint_key", words.say("column.constraint_key"), width=18),
        TableColumn("role", words.say("column.role"), width=24),
    ]
    columns += [TableColumn(status, words.code("status", status), "integer", width=10) for status in Status.ALL]
    columns.append(TableColumn("overlap_hm2", words.say("column.overlap_hm2"), "number", 4))
    columns.append(TableColumn("overlap_km", words.say("column.overlap_km"), "number", 3))
    keys = [column.key for column in columns]
    note = words.say("note.status")
    return Table("overview", words.say("table.overview"), tuple(columns), pd.DataFrame(rows, columns=keys), (note,))


def worst_table(result, words, most=WORST):
    """The largest overlaps with protected ground, slivers aside; lengths of lines after areas."""
    rows = (
        on_protected_ground(result.tables["overlap"])
        .sort_values(["area_m2", "length_m"], ascending=False, kind="stable", na_position="last")
        .head(most)
    )
    names = dict(zip(result.tables["subject"]["subject_id"], result.tables["subject"]["name"]))
    found = pd.DataFrame(
        {
            "subject_id": rows["subject_id"],
            "subject_name": rows["subject_id"].map(names),
            "role": [words.code("role", role) for role in rows["role"]],
            "feature": [
                name or code or number for name, code, number in zip(rows["name"], rows["code"], rows["feature_id"])
            ],
            "relation": [words.code("relation", relation) for relation in rows["relation"]],
            "area_hm2": rows["area_m2"] * _HM2,
            "length_km": rows["length_m"] * 1e-3,
            "share_of_subject": rows["share_of_subject"],
        }
    ).reset_index(drop=True)
    kinds = {"area_hm2": ("number", 4), "length_km": ("number", 3), "share_of_subject": ("percent", 2)}
    columns = tuple(TableColumn(key, words.say(f"column.{key}"), *kinds.get(key, ("text", 0))) for key in found.columns)
    return Table("worst", words.say("table.worst"), columns, found)


def on_protected_ground(overlap):
    """The rows of `overlap` that share protected ground; slivers, touches and near features aside."""
    pairs = list(zip(overlap["role"], overlap["grade"]))
    known = {pair: protects(*pair) for pair in set(pairs)}
    guarded = [known[pair] for pair in pairs]
    along = overlap["length_m"].gt(0)  # also a line along a border
    apart = overlap["relation"].isin((Relation.NEAR, Relation.TOUCHES)) & ~along
    return overlap[np.array(guarded, dtype=bool) & ~overlap["sliver"] & ~apart]
