"""Result tables as Processing sinks, styled when they are loaded."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingLayerPostProcessorInterface,
    QgsWkbTypes,
)

from ..model.columns import FINDING, TABLES
from .compat import field

_MULTI = {0: "MultiPoint", 1: "MultiLineString", 2: "MultiPolygon"}
_COLUMNS = {**TABLES, "finding": FINDING}
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
    """Writes result tables into the sinks of one algorithm run. Keeps its post-processors alive."""

    def __init__(self, algorithm, parameters, context, crs, language):
        self._algorithm, self._parameters, self._context = algorithm, parameters, context
        self._crs, self._language = _reference(crs), language
        self.styles = []

    def write(self, name, table, frame, kind=None):
        """Fill sink `name` with the rows of `frame`; returns its destination, None where the user skipped it.

        kind: geometry dimension (0, 1, 2) of the sink; found from the rows if left out.
        """
        if self._parameters.get(name) is None:
            return None
        spatial = "geom" in frame
        kind = _kind(frame) if spatial and kind is None else kind
        shape = getattr(QgsWkbTypes.Type, _MULTI.get(kind, "Unknown")) if spatial else QgsWkbTypes.Type.NoGeometry
        fields = fields_of(table)
        sink, destination = self._algorithm.parameterAsSink(
            self._parameters, name, self._context, fields, shape, self._crs
        )
        if sink is None:
            raise QgsProcessingException(self._algorithm.invalidSinkError(self._parameters, name))
        self._fill(sink, fields, frame, kind)
        self._style(destination, table, frame, kind)
        return destination

    @staticmethod
    def _fill(sink, fields, frame, kind):
        import shapely

        names = [fields.at(i).name() for i in range(fields.count())]
        columns = [_attribute_values(frame[name]) for name in names]
        wkb = shapely.to_wkb(frame["geom"].to_numpy(dtype=object)) if "geom" in frame else [None] * len(frame)
        for row, shape in zip(zip(*columns), wkb):
            feature = QgsFeature(fields)
            feature.setAttributes(list(row))
            if shape is not None:
                geometry = QgsGeometry()
                geometry.fromWkb(shape)
                if kind is not None:
                    geometry.convertToMultiType()
                feature.setGeometry(geometry)
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(sink.lastError())

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


def _kind(frame):
    """The one dimension of the geometries of a table, None where they differ; polygons where there are none."""
    import shapely

    dimensions = {int(d) for d in shapely.get_dimensions(frame["geom"].to_numpy(dtype=object)) if d >= 0}
    if not dimensions:
        return 2
    return dimensions.pop() if len(dimensions) == 1 else None


def _attribute_values(values):
    """A column as plain Python values, unknown as None."""
    return values.astype(object).where(values.notna(), None).tolist()
