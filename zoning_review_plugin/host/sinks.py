"""Result tables as Processing sinks, styled when they are loaded.

A table whose rows are of several geometry kinds goes into a file as a layer that names no geometry type.
QGIS has no such layers in memory (3.22 refuses to make one, later versions refuse their features), so there
each geometry is put into a collection of its own.
"""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsGeometryCollection,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsWkbTypes,
)

from ..model.columns import TABLES, WHERE_TABLES
from .compat import field
from .secrecy import without_secret_geometry
from .translation import tr

_MIXED, _PLAIN = "mixed", "plain"
_SHAPES = {0: "MultiPoint", 1: "MultiLineString", 2: "MultiPolygon", _MIXED: "Unknown", _PLAIN: "NoGeometry"}
_COLUMNS = {**TABLES, **WHERE_TABLES}
_SOURCE_TYPES = {"geom": QgsProcessing.SourceType.TypeVectorAnyGeometry, "plain": QgsProcessing.SourceType.TypeVector}


def fields_of(table, extra=()):
    """The `QgsFields` of a result table, text fields `extra` at their end."""
    fields = QgsFields()
    for column in _COLUMNS[table]:
        if column.kind != "geom":
            fields.append(field(column.name, column.kind))
    for name in extra:
        fields.append(field(name, "text"))
    return fields


def source_type(table):
    """What a sink for `table` holds, for its parameter."""
    return _SOURCE_TYPES["geom" if any(column.kind == "geom" for column in _COLUMNS[table]) else "plain"]


class SinkWriter:
    """Writes result tables of one `Case` into the sinks of one algorithm run. Keeps its post-processors alive."""

    def __init__(self, algorithm, parameters, context, crs, case, language):
        self._algorithm, self._parameters, self._context = algorithm, parameters, context
        self._crs, self._case, self._language = _reference(crs), case, language
        self.styles = []

    def write(self, name, table, frame, expected=2):
        """Fill sink `name` with the rows of `frame`; returns its destination, None where the user skipped it.

        expected: geometry dimension (0, 1, 2) of the sink where no row has geometry.
        """
        if self._parameters.get(name) is None:
            return None
        frame = without_secret_geometry(frame, self._case)
        kind = _kind(frame, expected) if "geom" in frame else _PLAIN
        wrapped = kind == _MIXED and _in_memory(self._parameters[name])
        shape = getattr(QgsWkbTypes.Type, "GeometryCollection" if wrapped else _SHAPES[kind])
        fields = fields_of(table)
        sink, destination = self._algorithm.parameterAsSink(
            self._parameters, name, self._context, fields, shape, self._crs
        )
        if sink is None:
            raise QgsProcessingException(self._algorithm.invalidSinkError(self._parameters, name))
        for feature in _features(fields, frame, wrapped):
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(_refused(sink.lastError(), kind))
        if wrapped:  # QGIS forgets the CRS of layers of collections
            QgsProcessingUtils.mapLayerFromString(destination, self._context).setCrs(self._crs)
        self._style(destination, table, frame, kind)
        return destination

    def _style(self, destination, table, frame, kind):
        from ..outputs.styles import COLUMNS, default_style

        if table not in COLUMNS or kind not in _STYLE_KINDS or not self._context.willLoadLayerOnCompletion(destination):
            return
        qml = default_style(table, _STYLE_KINDS[kind], self._language, set(frame[COLUMNS[table]]))
        if qml:
            self.styles.append(_Style(qml))
            self._context.layerToLoadOnCompletionDetails(destination).setPostProcessor(self.styles[-1])


_STYLE_KINDS = {0: "point", 1: "line", 2: "polygon"}


class _Style(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded layer its default style."""

    def __init__(self, qml):
        super().__init__()
        self._qml = qml

    def postProcessLayer(self, layer, context, feedback):
        from qgis.PyQt.QtXml import QDomDocument

        document = QDomDocument()
        document.setContent(self._qml)
        layer.importNamedStyle(document)
        layer.triggerRepaint()


def _reference(crs):
    authority = crs.to_authority(min_confidence=100)
    found = QgsCoordinateReferenceSystem(":".join(authority)) if authority else QgsCoordinateReferenceSystem()
    return found if found.isValid() else QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt())


def _kind(frame, expected):
    """The one dimension of the geometries of a table, `expected` where there are none; mixed beside collections."""
    import shapely

    geometry = frame["geom"].to_numpy(dtype=object)
    dimensions = {int(d) for d in shapely.get_dimensions(geometry) if d >= 0}
    if len(dimensions) > 1 or (shapely.get_type_id(geometry) == shapely.GeometryType.GEOMETRYCOLLECTION).any():
        return _MIXED
    return (dimensions or {expected}).pop()


def _in_memory(value):
    """Whether the value of a sink's parameter names a layer in memory."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    return str(value) == QgsProcessing.TEMPORARY_OUTPUT or str(value).startswith("memory:")


def _features(fields, frame, wrapped):
    """A `QgsFeature` for each row; `wrapped` puts each geometry into a collection."""
    import shapely

    names = [fields.at(i).name() for i in range(fields.count())]
    columns = [_attribute_values(frame[name]) for name in names]
    wkb = shapely.to_wkb(frame["geom"].to_numpy(dtype=object)) if "geom" in frame else [None] * len(frame)
    for row, shape in zip(zip(*columns), wkb):
        feature = QgsFeature(fields)
        feature.setAttributes(list(row))
        if shape is not None:
            feature.setGeometry(_geometry(shape, wrapped))
        yield feature


def _geometry(wkb, wrapped):
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    geometry.convertToMultiType()
    if not wrapped or QgsWkbTypes.flatType(geometry.wkbType()) == QgsWkbTypes.Type.GeometryCollection:
        return geometry
    collection = QgsGeometryCollection()
    collection.addGeometry(geometry.constGet().clone())
    return QgsGeometry(collection)


def _refused(problem, kind):
    """Why a sink did not take a feature, and what to do where its format holds one geometry kind only."""
    if kind != _MIXED:
        return problem
    advice = tr("The table holds areas, lines or points together: write it to a GeoPackage or a temporary layer.")
    return f"{problem} → {advice}"


def _attribute_values(values):
    """A column as plain Python values, unknown as None."""
    return values.astype(object).where(values.notna(), None).tolist()
