"""Rows of a review put together into the tables of contract section 5."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .pieces import split_column
from .result import as_table
from .subjects import declared_areas


def result_tables(case, subjects, shapes, pieces, rows):
    """`subject`, `piece`, `overlap` and `exposure`. shapes: the `Shapes` of all subjects. rows: `shards.Rows`."""
    table = _with_defaults(case, subjects.table)
    return {
        "subject": _subject_table(subjects, table, shapes),
        "piece": _piece_table(case, pieces, table, shapes),
        "overlap": _named(as_frame(rows.overlap), table, rows.accounts, "feature_id", "fid", "overlap"),
        "exposure": _named(as_frame(rows.exposure), table, rows.accounts, "nearest_id", "nearest_fid", "exposure"),
    }


def _with_defaults(case, table):
    """Subjects that name no project or scheme belong to the only one there is."""
    table = table.copy()
    if len(case.projects) == 1:
        table["project"] = table["project"].fillna(case.projects[0].id)
    only = {project.id: project.schemes[0].id for project in case.projects if len(project.schemes) == 1}
    table["scheme"] = table["scheme"].where(table["scheme"].notna(), table["project"].map(only))
    return table


def _subject_table(subjects, table, shapes):
    frame = table.assign(
        project_id=table["project"],
        geometry_kind=subjects.kind,
        area_m2=shapes.area,
        length_m=shapes.length,
        declared_area_m2=declared_areas(table),
        geom=subjects.geometry,
    )
    return as_table("subject", frame)


def _piece_table(case, pieces, table, shapes):
    extra = tuple(split_column(key) for key in case.options.split_by)
    if pieces is None:
        return as_table("piece", pd.DataFrame({"piece_id": []}), extra)
    return as_table("piece", pieces.rows(table["subject_id"].to_numpy(), shapes.measure), extra)


def _named(rows, table, accounts, id_column, fid_column, name):
    """Rows with the ids of their subjects; features whose id an earlier one has get the one that tells them apart."""
    number = rows["number"].to_numpy(np.int64)
    rows["subject_id"] = table["subject_id"].to_numpy()[number]
    rows["scheme"] = table["scheme"].to_numpy()[number]
    for key, account in accounts.items():
        if account.renamed:
            mine = rows["constraint_key"] == key
            rows.loc[mine, id_column] = (
                rows.loc[mine, fid_column].map(account.renamed).fillna(rows.loc[mine, id_column])
            )
    return as_table(name, rows)


def as_frame(rows):
    """A copy that may be written to, with the columns that even an empty one needs."""
    rows = rows.copy()
    for column in ("number", "constraint_key"):
        if column not in rows:
            rows[column] = []
    return rows
