"""Default QGIS styles of the result tables. They are ours, not an official drawing specification."""

from __future__ import annotations

from ..model.words import RESOURCES


def default_styles(table, kind, language):
    """[(name, QML text)] to store as default for a result table whose geometries are of one `kind`.

    Nothing for tables without a style, and for those that mix kinds (QGIS then shows one layer a kind).
    """
    if kind is None:
        return []
    path = RESOURCES / "styles" / language / f"{table}_{kind}.qml"
    return [(f"{table} ({kind})", path.read_text(encoding="utf-8"))] if path.is_file() else []
