"""Results on the map: loaded as a styled group, zoomed to, flashed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDataProvider,
    QgsGeometry,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsRenderContext,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...model.words import RESOURCES
from ..maps.layers import styled
from ..translation import language, tr
from .map_sources import layer_of

_OF_FOLDER = "zoning_review/folder"  # the property of a group that holds results: of which file

# Tables of review.gpkg that are shown, from the top.
SHOWN = ("issue", "overlap", "piece", "subject")
_KINDS = {
    QgsWkbTypes.GeometryType.PolygonGeometry: "polygon",
    QgsWkbTypes.GeometryType.LineGeometry: "line",
    QgsWkbTypes.GeometryType.PointGeometry: "point",
}
_MARGIN, _LEAST_M = 1.3, 30.0


class Styled(NamedTuple):
    """What a layer is styled as: `style`, a role or a part of a map; `kind`, polygon, line or point."""

    style: str
    kind: str


def _make_plain(layer):
    """Give all features the symbol of those without a class: the classes of the maps are not in the source."""
    symbols = layer.renderer().symbols(QgsRenderContext()) if layer.renderer() else []
    if len(symbols) > 1:
        layer.setRenderer(QgsSingleSymbolRenderer(symbols[-1].clone()))


def map_styles():
    """Folders with the styles of the maps, the user's own first."""
    from ..maps.making import style_folders

    return [*style_folders(), RESOURCES / "styles" / "maps" / language()]


def opened_layers(folder):
    """The layers of `review.gpkg` that have anything to show, styled, from the top; they belong to the main thread.

    It looks through the tables and reads their styles, so call it in a job.
    """
    resolve = Qgis.SublayerQueryFlag.ResolveGeometryType
    parts = QgsProviderRegistry.instance().querySublayers(str(Path(folder) / "review.gpkg"), resolve)
    spatial = [part for part in parts if part.wkbType() != QgsWkbTypes.Type.NoGeometry and part.featureCount()]
    options = QgsProviderSublayerDetails.LayerOptions(QgsCoordinateTransformContext())
    options.loadDefaultStyle = True
    layers = []
    for part in sorted((part for part in spatial if part.name() in SHOWN), key=lambda part: SHOWN.index(part.name())):
        layer = part.toLayer(options)
        if layer is not None and layer.isValid():
            layer.setName(_titles()[part.name()])
            layer.moveToThread(QgsApplication.instance().thread())
            layers.append(layer)
    return layers


def load_group(project, folder, title, layers):
    """Show layers of `opened_layers` as a group at the top of the layer tree.

    A group of the same folder that is there already gives way. Yields each layer, so that the caller may let the window
    have its turn between them.
    """
    path = Path(folder) / "review.gpkg"
    root = project.layerTreeRoot()
    for old in result_groups(project, str(path)):
        project.removeMapLayers([node.layerId() for node in old.findLayers()])
        root.removeChildNode(old)
    group = root.insertGroup(0, title or tr("Review"))
    group.setCustomProperty(_OF_FOLDER, str(path))
    for layer in layers:
        layer.setTransformContext(project.transformContext())
        project.addMapLayer(layer, False)
        group.addLayer(layer)
        yield layer


def result_groups(project, path=None):
    """The groups of the layer tree that hold results; of the file `path` where it is given."""
    named = [(group, group.customProperty(_OF_FOLDER)) for group in project.layerTreeRoot().findGroups(True)]
    return [group for group, held in named if held and path in (None, held)]


def let_go(project, folder):
    """Close the layers of `review.gpkg` of an output folder, so that it can be replaced; returns what opens them.

    A file that QGIS holds open cannot be replaced on Windows, and elsewhere its journal would no longer fit.
    """
    closed = []
    for group in result_groups(project, str(Path(folder) / "review.gpkg")):
        for node in group.findLayers():
            layer = node.layer()
            if isinstance(layer, QgsVectorLayer) and layer.isValid():
                closed.append((layer.id(), layer.source()))
                layer.setDataSource("", layer.name(), "ogr", QgsDataProvider.ProviderOptions())
    return lambda: _take_up(project, closed)


def _take_up(project, closed):
    for identifier, source in closed:
        layer = project.mapLayer(identifier)
        if layer is not None:
            layer.setDataSource(source, layer.name(), "ogr", QgsDataProvider.ProviderOptions())


def load_sources(project, entries, title):
    """Load the files that entries of a case name as a group at the bottom; those that the map shows already stay.

    entries: (name, source, style: a role, or `under_review`). Returns the names of those that QGIS cannot open.
    """
    missing = [entry for entry in entries if layer_of(entry[1], project) is None]
    group, unopened, folders = None, [], map_styles()
    for name, source, style in missing:
        layer = QgsVectorLayer(source, name, "ogr")
        if not layer.isValid():
            unopened.append(name)
            continue
        styled(layer, Styled(style, _KINDS.get(layer.geometryType(), "polygon")), folders)
        _make_plain(layer)
        group = group or project.layerTreeRoot().insertGroup(-1, title)
        project.addMapLayer(layer, False)
        group.addLayer(layer)
    return unopened


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
    if geometry is None or canvas is None or crs is None:
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
