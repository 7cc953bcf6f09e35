"""`zoningreview:exportsurvey`: a layer as survey boundary text."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
)

from ..translation import language, tr
from .base import ReviewAlgorithm

_ENCODINGS = ("gb18030", "utf-8")


class ExportSurvey(ReviewAlgorithm):
    """Features with their points → survey boundary text in the layout for reporting."""

    ICON = "export_survey.svg"

    def group(self):
        return tr("Survey text")

    def groupId(self):
        return "survey"

    def name(self):
        return "exportsurvey"

    def displayName(self):
        return tr("Export survey boundary text")

    def shortDescription(self):
        return tr("A layer as survey boundary text, exact to a tenth of a millimetre")

    def shortHelpString(self):
        return tr(
            "Writes every feature as a plot of survey boundary text: its attributes, its rings, its points with "
            "northing and easting. Holes and parts become rings of their own.\n\n"
            "The text is in a Gauss-Krüger system of the layer's own datum: the one that is chosen, the layer's own, "
            "or the 3-degree zone of its middle. Layers on other datums must be brought to one of these first.\n\n"
            "Fields that the text has no place for are named in the log."
        )

    def initAlgorithm(self, config=None):
        vector = QgsProcessing.SourceType.TypeVectorAnyGeometry
        self.addParameter(QgsProcessingParameterFeatureSource("INPUT", tr("Layer with plots"), [vector]))
        self.addParameter(
            QgsProcessingParameterCrs("CRS", tr("Coordinate system of the text (found if left out)"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                "ENCODING",
                tr("Encoding"),
                options=list(_ENCODINGS),
                defaultValue=_ENCODINGS[0],
                usesStaticStrings=True,
            )
        )
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", tr("Survey text"), tr("Survey text (*.txt)")))
        self.addOutput(QgsProcessingOutputNumber("PLOT_COUNT", tr("Number of plots")))
        self.addOutput(QgsProcessingOutputNumber("POINT_COUNT", tr("Number of points")))

    def collect(self, parameters, context):
        _, self._layer = self.source_and_layer(parameters, "INPUT", context)

    def answer(self, parameters, context, feedback):
        from ...model.errors import ReviewFault
        from ...outputs.survey_text import write_survey
        from ..feature_source import crs_of
        from .survey_log import log_found

        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        crs = crs_of(self.parameterAsCrs(parameters, "CRS", context))
        encoding = self.parameterAsEnumString(parameters, "ENCODING", context)
        try:
            written = write_survey(self._layer, path, crs, encoding)
        except ReviewFault as fault:
            raise self.raised(fault) from None
        log_found(self._layer, (), feedback, language(), written.issues)
        return {"OUTPUT": str(written.path), "PLOT_COUNT": written.plots, "POINT_COUNT": written.points}
