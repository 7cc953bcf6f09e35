"""`review.json`: the result tables for other programs, without geometry. Unknown is null."""

from __future__ import annotations

import json

from ..model.columns import TABLES
from .plain import plain_rows

NAME = "review.json"
SCHEMA = "zoning-review/result/1"


def write(result, folder):
    """Write the result tables as lists of objects. Returns the names of the files written."""
    tables = {}
    for table in TABLES:
        frame = result.tables[table].drop(columns="geom", errors="ignore")
        tables[table] = [dict(zip(frame.columns, row)) for row in plain_rows(frame)]
    with open(folder / NAME, "w", encoding="utf-8", errors="replace") as stream:
        json.dump(
            {"schema": SCHEMA, "title": result.case.title, **tables},
            stream,
            ensure_ascii=False,
            indent=1,
            allow_nan=False,
        )
    return [NAME]
