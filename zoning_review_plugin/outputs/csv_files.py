"""`csv/<table>.csv`: the result tables with their codes and unrounded figures, UTF-8 with BOM for Excel."""

from __future__ import annotations

import csv

from ..model.columns import TABLES
from ..model.errors import OutputFault, Place
from .plain import plain_rows
from .safe_text import for_spreadsheet


def write(result, folder):
    """Write one file a result table, without geometry. Returns the names of the files written."""
    (folder / "csv").mkdir()
    names = []
    for table in TABLES:
        frame = result.tables[table].drop(columns="geom", errors="ignore")
        names.append(f"csv/{table}.csv")
        with open(folder / names[-1], "w", encoding="utf-8-sig", errors="replace", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(for_spreadsheet(name) for name in frame.columns)
            writer.writerows(map(_cell, row) for row in plain_rows(frame))
        _verify(folder / names[-1], len(frame))
    return names


def _cell(value):
    if isinstance(value, str):
        return for_spreadsheet(value)
    return int(value) if isinstance(value, bool) else value


def _verify(path, expected):
    """Read what was written and count its rows: a row ends with a line that leaves no quotation open."""
    rows, quoted, line = -1, 0, b""
    with open(path, "rb") as stream:
        for line in stream:
            quoted ^= line.count(b'"') & 1
            rows += not quoted
    if rows != expected or quoted or not line.endswith(b"\n"):
        raise OutputFault("output_unsound", Place(file=str(path)), problem=f"{rows} ≠ {expected}")
