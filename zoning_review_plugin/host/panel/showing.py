"""Results on the map: loaded as a styled group, zoomed to, flashed."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsVectorLayer,
)

from ..translation import tr
from .map_sources import layer_of

# Tables of review.gpkg that are shown, from the top.
_SHOWN = ("issue", "overlap", "piece", "subject")
_MARGIN, _LEAST_M = 1.3, 30.0


def load_group(project, folder, title):
    """Load `review.gpkg` of an output folder as a styled group at the top of the layer tree; returns its layers.

    A group of the same folder that is there already gives way.
    """
    path = Path(folder) / "review.gpkg"
    root = project.layerTreeRoot()
    for old in [group for group in root.findGroups() if group.customProperty("zoning_review/folder") == str(path)]:
        project.removeMapLayers([node.layerId() for node in old.findLayers()])
        root.removeChildNode(old)
    group = root.insertGroup(0, title or tr("Review"))
    group.setCustomProperty("zoning_review/folder", str(path))
    return [layer for table in _SHOWN for layer in _table_layers(project, group, path, table)]


def load_sources(project, entries, title):
    """Load the files that entries of a case name as a group at the bottom; those that the map shows already stay.

    entries: (name, source). Returns the names of those that QGIS cannot open.
    """
    missing = [(name, source) for name, source in entries if layer_of(source, project) is None]
    group, unopened = None, []
    for name, source in missing:
        layer = QgsVectorLayer(source, name, "ogr")
        if not layer.isValid():
            unopened.append(name)
            continue
        group = group or project.layerTreeRoot().insertGroup(-1, title)
        project.addMapLayer(layer, False)
        group.addLayer(layer)
    return unopened


def _table_layers(project, group, path, table):
    """The layers of one table, added to a group: one for each kind of geometry, in its stored style."""
    resolve = Qgis.SublayerQueryFlag.ResolveGeometryType
    options = QgsProviderSublayerDetails.LayerOptions(project.transformContext())
    options.loadDefaultStyle = True
    found = []
    for part in QgsProviderRegistry.instance().querySublayers(str(path), resolve):
        layer = part.toLayer(options) if part.name() == table else None
        if layer is not None and layer.isValid() and layer.featureCount() and layer.isSpatial():
            layer.setName(_titles()[table])
            project.addMapLayer(layer, False)
            group.addLayer(layer)
            found.append(layer)
    return found


def geometry_of(shape):
    """The `QgsGeometry` of a shapely geometry, None where it has none."""
    if shape is None or not hasattr(shape, "wkb") or shape.is_empty:
        return None
    geometry = QgsGeometry()
    geometry.fromWkb(shape.wkb)
    return geometry


def zoom_to(iface, shape, crs):
    """Show a shape of the analysis CRS (pyproj) on the map and flash it. False where it has no place."""
    geometry = geometry_of(shape)
    canvas = iface.mapCanvas() if iface else None
    if geometry is None or canvas is None:
        return False
    reference = QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt())
    target = canvas.mapSettings().destinationCrs()
    box = geometry.boundingBox()
    box.grow(_LEAST_M if not crs.is_geographic else _LEAST_M / 1e5)
    if target.isValid():
        step = QgsCoordinateTransform(reference, target, canvas.mapSettings().transformContext())
        try:
            box = step.transformBoundingBox(box)
        except QgsCsException:
            return False
    box.scale(_MARGIN)
    canvas.setExtent(box)
    canvas.refresh()
    canvas.flashGeometries([geometry], reference)
    return True


def _titles():
    return {
        "issue": tr("Issues in the inputs"),
        "overlap": tr("Overlaps"),
        "piece": tr("Pieces"),
        "subject": tr("Subjects"),
    }
