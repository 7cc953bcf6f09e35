"""Default QGIS styles of the result tables. They are ours, not an official drawing specification."""

from __future__ import annotations

import re

from ..model.words import RESOURCES

_CATEGORY = re.compile(r'<category [^>]*value="([^"]*)"')
# The column by whose values a table is drawn.
COLUMNS = {"subject": "verdict", "overlap": "role", "issue": "severity", "piece": "admin_code", "ground": "status"}


def default_style(table, kind, language, values):
    """The QML text to store as default for a result table with geometries of a `kind` (polygon, line, point).

    values: those that occur in the column of `COLUMNS`; the legend shows no others. None for a table without a style.
    """
    path = RESOURCES / "styles" / language / f"{table}_{kind}.qml"
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if _wanted(line, values))


def _wanted(line, values):
    found = _CATEGORY.search(line)
    return found is None or found.group(1) == "" or found.group(1) in values
