"""`zoningreview:overlap`: what one layer shares with another, a review without rules."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsWkbTypes,
)

from ..translation import language, tr
from .base import ReviewAlgorithm


class Overlap(ReviewAlgorithm):
    """Area, length or place that each feature of INPUT shares with each feature of OVERLAY."""

    ICON = "overlap.svg"

    def name(self):
        return "overlap"

    def displayName(self):
        return tr("Overlap of two layers")

    def shortDescription(self):
        return tr("Area, length and relation for every pair of features that share ground")

    def shortHelpString(self):
        return tr(
            "For every pair of a feature of the input layer and a feature of the overlay layer that share "
            "ground: the shared area or length, its part of both features, how the two lie to one another, "
            "and the shared geometry.\n\n"
            "Polygons share areas, a line shares a length, a point is met or not. A touch is not an overlap. "
            "Areas are ellipsoidal on the datum of the analysis CRS unless another basis is chosen; layers "
            "meet in that CRS. Invalid geometries are repaired and told in the log, never silently."
        )

    def initAlgorithm(self, config=None):
        vector = QgsProcessing.SourceType.TypeVectorAnyGeometry
        self.addParameter(QgsProcessingParameterFeatureSource("INPUT", tr("Input layer"), [vector]))
        self.addParameter(QgsProcessingParameterFeatureSource("OVERLAY", tr("Overlay layer"), [vector]))
        self.add_basis(optional=False)
        self.add_advanced(
            QgsProcessingParameterField(
                "INPUT_ID", tr("Id field of the input layer"), parentLayerParameterName="INPUT", optional=True
            )
        )
        self.add_advanced(
            QgsProcessingParameterField(
                "OVERLAY_ID", tr("Id field of the overlay layer"), parentLayerParameterName="OVERLAY", optional=True
            )
        )
        self.add_advanced(
            QgsProcessingParameterBoolean("TOUCHES", tr("Also list features that only touch"), defaultValue=False)
        )
        self.add_crs()
        self.addParameter(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Overlap"), QgsProcessing.SourceType.TypeVectorAnyGeometry)
        )
        self.addOutput(QgsProcessingOutputNumber("SUBJECT_COUNT", tr("Number of input features")))
        self.addOutput(QgsProcessingOutputNumber("OVERLAP_COUNT", tr("Number of overlaps")))

    def collect(self, parameters, context):
        from ..feature_source import layer_of_source

        self._layers, dimensions = {}, []
        for name in ("INPUT", "OVERLAY"):
            source = self.parameterAsSource(parameters, name, context)
            if source is None:
                raise QgsProcessingException(self.invalidSourceError(parameters, name))
            self._layers[name] = layer_of_source(source, source.sourceName())
            dimensions.append(QgsWkbTypes.wkbDimensions(source.wkbType()))
        self._dimension = min(dimensions)

    def processAlgorithm(self, parameters, context, feedback):
        from ...model.errors import Cancelled, ReviewFault
        from ...review.review import review
        from ..progress import FeedbackProgress
        from ..sinks import SinkWriter

        case, layers = self._case(parameters, context)
        try:
            result = review(case, layers, progress=FeedbackProgress(feedback, language()))
        except Cancelled:
            return {}
        except ReviewFault as fault:
            raise self.raised(fault) from None
        log_issues(result.tables["issue"], feedback)
        writer = SinkWriter(self, parameters, context, result.crs, language())
        overlap = result.tables["overlap"]
        output = writer.write("OUTPUT", "overlap", overlap, self._dimension)
        self._writer = writer
        return {"OUTPUT": output, "SUBJECT_COUNT": len(result.tables["subject"]), "OVERLAP_COUNT": len(overlap)}

    def _case(self, parameters, context):
        from ...inputs.layers import Layers
        from ...model.case import Case, Constraint, Options, SubjectSource

        ids = {name: self.parameterAsString(parameters, f"{name}_ID", context) for name in ("INPUT", "OVERLAY")}
        crs = self.parameterAsCrs(parameters, "ANALYSIS_CRS", context)
        options = Options(
            area_basis=self.parameterAsEnumString(parameters, "AREA_BASIS", context),
            analysis_crs=(crs.authid() or crs.toWkt()) if crs.isValid() else "auto",
            touches=self.parameterAsBoolean(parameters, "TOUCHES", context),
            overlap_geometry="all",
            search_distance_m=0.0,
        )
        subject, overlay = self._layers["INPUT"], self._layers["OVERLAY"]
        case = Case(
            title=f"{subject.name} × {overlay.name}",
            language=language(),
            subjects=(SubjectSource(subject.name, fields=_id_field(ids["INPUT"])),),
            constraints=(Constraint("overlay", "custom", overlay.name, fields=_id_field(ids["OVERLAY"])),),
            options=options,
        )
        return case, Layers((subject,), {"overlay": overlay})


def _id_field(name):
    return {"id": name} if name else {}


def log_issues(issues, feedback):
    """A table of issues in the log: errors and warnings stand out."""
    for row in issues.itertuples():
        where = " ".join(part for part in (row.layer, row.feature_id) if part)
        line = f"{where}: {row.message}" + (f" → {row.action}" if row.action else "")
        (feedback.pushWarning if row.severity in ("error", "warning") else feedback.pushInfo)(line)
