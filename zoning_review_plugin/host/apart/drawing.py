"""Maps drawn on behalf of QGIS by the process beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Drawing:
    """How maps are drawn. prefix: where QGIS is installed. folders: of the user's styles. language: zh or en."""

    prefix: str
    folders: tuple
    language: str


def writer(drawing, layers, progress):
    """The writer of maps of a `Drawing`, as `maps_writer` gives it. layers: `Layers` of the review."""
    from ..libraries import load

    load()  # before QGIS's own libraries come in
    from qgis.core import QgsApplication

    from ..maps.making import maps_writer

    QgsApplication.setPrefixPath(drawing.prefix, True)
    return maps_writer(layers, drawing.language, drawing.folders, progress)
