"""QGIS: native:intersection, then QgsDistanceArea on the ellipsoid for every piece. Validity is checked by default."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.append("/usr/share/qgis/python/plugins")

import numpy as np
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsDistanceArea,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from .task import Task


def main():
    """The command."""
    task = Task("qgis")
    with task.stage("start"):
        application = QgsApplication([], False)  # noqa: F841  must live as long as QGIS is used
        QgsApplication.initQgis()
        from processing.core.Processing import Processing

        Processing.initialize()
    parcels = _layer(task.parcels)
    ellipsoid = _ellipsoid(parcels.crs())
    with task.stage("area"):
        whole = {feature["id"]: ellipsoid.measureArea(feature.geometry()) for feature in parcels.getFeatures()}
    for name in task.layers:
        with task.stage("overlap"):
            pieces = _intersection(parcels, _layer(task.path(name)))
        with task.stage("area"):
            task.add(name, *_measured(pieces, ellipsoid, whole))
    task.finish(QGIS=Qgis.QGIS_VERSION.split("-")[0], GEOS=Qgis.geosVersion())
    sys.stdout.flush()
    os._exit(0)  # QGIS without its window may crash at exit, when all is done


def _layer(path):
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    assert layer.isValid(), path
    return layer


def _ellipsoid(crs):
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, QgsProject.instance().transformContext())
    assert measure.setEllipsoid(crs.ellipsoidAcronym())
    return measure


def _intersection(parcels, constraints):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    inputs = {
        "INPUT": parcels,
        "OVERLAY": constraints,
        "INPUT_FIELDS": ["id"],
        "OVERLAY_FIELDS": ["id"],
        "OVERLAY_FIELDS_PREFIX": "c_",
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    return processing.run("native:intersection", inputs, context=context, feedback=QgsProcessingFeedback(False))[
        "OUTPUT"
    ]


def _measured(pieces, ellipsoid, whole):
    """(parcel, constraint, area, share) of the pieces that are polygons."""
    rows = [
        (piece["id"], piece["c_id"], ellipsoid.measureArea(piece.geometry()))
        for piece in pieces.getFeatures()
        if piece.geometry().type() == QgsWkbTypes.PolygonGeometry
    ]
    parcel, constraint, area = (np.array(column) for column in zip(*rows)) if rows else (np.empty(0),) * 3
    return parcel, constraint, area, area / np.array([whole[number] for number in parcel])


if __name__ == "__main__":
    main()
