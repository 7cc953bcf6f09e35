"""`zoningreview:importsurvey`: survey boundary text, or a list of coordinates, as a layer."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsWkbTypes,
)

from ..compat import field
from ..translation import language, tr
from .base import ReviewAlgorithm

_NUMBERS = {"MJ": "real", "JZDS": "int"}
_SHAPES = ("MultiPoint", "MultiLineString", "MultiPolygon")


class ImportSurvey(ReviewAlgorithm):
    """A file of plots given by their points → a layer, with what is wrong in it told in the log."""

    ICON = "import_survey.svg"

    def group(self):
        return tr("Survey text")

    def groupId(self):
        return "survey"

    def name(self):
        return "importsurvey"

    def displayName(self):
        return tr("Import survey boundary text")

    def shortDescription(self):
        return tr("Plots from survey boundary text, tables of coordinates or drawings")

    def shortHelpString(self):
        return tr(
            "Reads survey boundary text (both layouts, UTF-8 or GB18030), tables of coordinates (CSV, Excel) and "
            "drawings (DXF). Holes, several plots and all attributes are kept.\n\n"
            "The coordinate system is read from the file; where the file states none, or contradicts itself, choose "
            "it. Missing points, areas that do not agree and the like are told in the log.\n\n"
            "The field MJ holds the declared area in square metres."
        )

    def initAlgorithm(self, config=None):
        self.addParameter(
            QgsProcessingParameterFile(
                "INPUT",
                tr("File with coordinates"),
                fileFilter=tr("Survey text, tables and drawings (*.txt *.dat *.csv *.xlsx *.xlsm *.dxf)"),
            )
        )
        self.addParameter(
            QgsProcessingParameterCrs("CRS", tr("Coordinate system (the file's own if left out)"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Plots"), QgsProcessing.SourceType.TypeVectorAnyGeometry)
        )
        self.addOutput(QgsProcessingOutputNumber("PLOT_COUNT", tr("Number of plots")))
        self.addOutput(QgsProcessingOutputNumber("ISSUE_COUNT", tr("Number of issues")))

    def answer(self, parameters, context, feedback):
        from ...model.errors import ReviewFault
        from .survey_log import log_found

        try:
            layer, faults, rows = self._read(parameters, context)
        except ReviewFault as fault:
            raise self.raised(fault) from None
        issues = log_found(layer, faults, feedback, language())
        fields = QgsFields()
        for one in layer.fields:
            fields.append(field(one.name, _NUMBERS.get(one.name, "text")))
        shape, reference = getattr(QgsWkbTypes.Type, _SHAPES[_dimension(rows)]), _reference(layer.crs)
        sink, destination = self.parameterAsSink(parameters, "OUTPUT", context, fields, shape, reference)
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, "OUTPUT"))
        for wkb, values in rows:
            if feedback.isCanceled():
                break
            if not sink.addFeature(_feature(fields, wkb, values), QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(sink.lastError())
        return {"OUTPUT": destination, "PLOT_COUNT": len(rows), "ISSUE_COUNT": len(issues)}

    def _read(self, parameters, context):
        """(layer, faults, [(wkb or None, values)]) of the file."""
        import os

        from ...inputs.layers import open_source

        path = self.parameterAsFile(parameters, "INPUT", context)
        crs = self.parameterAsCrs(parameters, "CRS", context)
        named = f"|crs={crs.authid() or crs.toWkt()}" if crs.isValid() else ""
        layer, faults, rows = open_source(path + named, "auto", os.path.dirname(path)), [], []
        names = [one.name for one in layer.fields]
        for batch in layer.batches(names, faults=faults):
            columns = [_values(name, batch.attributes[name]) for name in names]
            rows += list(zip(batch.wkb.tolist(), zip(*columns)))
        return layer, faults, rows


def _values(name, column):
    convert = {"real": float, "int": int}.get(_NUMBERS.get(name))
    return [None if value is None else convert(value) if convert else value for value in column]


def _dimension(rows):
    """The one dimension of all shapes. Raises QgsProcessingException where there are several."""
    found = {QgsWkbTypes.wkbDimensions(_geometry(wkb).wkbType()) for wkb, _ in rows if wkb is not None}
    if len(found) > 1:
        raise QgsProcessingException(
            tr("The file holds areas, lines or points together: convert it with the command “survey”, or split it.")
        )
    return found.pop() if found else 2


def _feature(fields, wkb, values):
    feature = QgsFeature(fields)
    feature.setAttributes(list(values))
    if wkb is not None:
        geometry = _geometry(wkb)
        geometry.convertToMultiType()
        feature.setGeometry(geometry)
    return feature


def _geometry(wkb):
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry


def _reference(crs):
    if crs is None:
        return QgsCoordinateReferenceSystem()
    authority = crs.to_authority(min_confidence=100)
    found = QgsCoordinateReferenceSystem(":".join(authority)) if authority else QgsCoordinateReferenceSystem()
    return found if found.isValid() else QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt())
