"""Rows by project × scheme: alternatives are never summed."""

from __future__ import annotations

import pandas as pd


def by_scheme(rows):
    """Frames of the rows of each project × scheme (columns `project_id`, `scheme`), in order of first appearance."""
    if not len(rows):
        return []
    keys = pd.Series(list(zip(map(_text, rows["project_id"]), map(_text, rows["scheme"]))), rows.index)
    return [group for _, group in rows.groupby(keys, sort=False)]


def scheme_name(row):
    """What the project × scheme of a row is called, "" for none."""
    return " / ".join(filter(None, (_text(row["project_id"]), _text(row["scheme"]))))


def _text(value):
    return value if isinstance(value, str) else ""
