"""Whether and how the panel has maps drawn."""

from __future__ import annotations

from qgis.core import QgsApplication

from ..apart.drawing import Drawing
from ..translation import language


def drawing(wanted):
    """The `Drawing` for this QGIS where maps are `wanted`, else None."""
    if not wanted:
        return None
    from ..maps.making import style_folders

    return Drawing(QgsApplication.prefixPath(), tuple(style_folders()), language())
