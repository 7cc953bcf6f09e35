"""Rows of a review put together into the tables of contract section 5."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from .coverage import coverage_name
from .pieces import split_column
from .result import as_table
from .subjects import declared_areas


def result_tables(case, subjects, shapes, pieces, rows, judgement):
    """All tables but `issue` and `run`.

    subjects: with defaults. shapes: the `Shapes` of all subjects. rows: `shards.Rows`. judgement: `Judgement`.
    """
    table, overlap = subjects.table, _listed(case, as_frame(rows.overlap))
    return {
        "subject": _subject_table(subjects, shapes, judgement.subject),
        "piece": _piece_table(case, pieces, table, shapes),
        "overlap": _named(overlap, table, rows.accounts, "feature_id", "fid", "overlap"),
        "exposure": _named(as_frame(rows.exposure), table, rows.accounts, "nearest_id", "nearest_fid", "exposure"),
        "finding": judgement.finding,
        "conclusion": as_table("conclusion", judgement.conclusion),
    }


def _listed(case, rows):
    """The rows that the case wants listed: rules may have asked for features that lie farther off."""
    if "shares" not in rows:
        return rows
    options, apart = case.options, ~rows["shares"].eq(True)
    wanted = ~apart | ((rows["distance_m"] <= options.list_within_m) & (options.touches or options.list_within_m > 0))
    return rows if wanted.all() else rows[wanted].reset_index(drop=True)


def with_defaults(case, subjects):
    """The `Subjects`; those that name no project or scheme belong to the only one there is."""
    table = subjects.table.copy()
    if len(case.projects) == 1:
        table["project"] = table["project"].fillna(case.projects[0].id)
    only = {project.id: project.schemes[0].id for project in case.projects if len(project.schemes) == 1}
    table["scheme"] = table["scheme"].where(table["scheme"].notna(), table["project"].map(only))
    return replace(subjects, table=table)


def _subject_table(subjects, shapes, verdicts):
    table = subjects.table
    frame = table.assign(
        project_id=table["project"],
        geometry_kind=subjects.kind,
        area_m2=shapes.area,
        length_m=shapes.length,
        declared_area_m2=declared_areas(table),
        **{name: verdicts[name].array for name in verdicts},
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
        if account.renamed and id_column in rows:
            mine = rows["constraint_key"] == key
            names = rows.loc[mine, fid_column].map(account.renamed).fillna(rows.loc[mine, id_column])
            rows[id_column] = rows[id_column].where(~mine, names)
    return as_table(name, rows)


def without_secrets(case, tables, issues):
    """(tables, issues) without the geometry of secret layers, unless the case keeps it (contract section 4).

    Of its own overlaps none was made; pieces cut by such a layer, what they share with others, and issues of its
    features would show it too.
    """
    secret = {constraint.key for constraint in case.constraints if constraint.is_secret}
    if case.options.keep_secret_geometry or not secret:
        return tables, issues
    if secret & set(case.options.split_by):
        tables = {**tables, **{name: tables[name].assign(geom=None) for name in ("piece", "overlap")}}
    named = secret | {coverage_name(key) for key in secret}
    return tables, [_without_places(issue) if issue.layer in named else issue for issue in issues]


def _without_places(issue):
    """The issue without its geometry and without the coordinates that its sentence would name."""
    params = {name: value for name, value in issue.params.items() if name not in ("x", "y", "lonlat")}
    return replace(issue, geometry=None, params=params)


def as_frame(rows):
    """A frame whose columns may be replaced, with those that even an empty one needs."""
    rows = rows.copy(deep=False)
    for column in ("number", "constraint_key"):
        if column not in rows:
            rows[column] = []
    return rows
