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

_KEY = "overlay"


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
            "meet in that CRS. Invalid geometries are repaired and told in the log, never silently.\n\n"
            "An overlay layer that is empty, incomplete, without CRS or behind an unknown datum step is an error: no "
            "overlap with it would mean nothing."
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
        self._layers, dimensions = {}, []
        for name in ("INPUT", "OVERLAY"):
            source, self._layers[name] = self.source_and_layer(parameters, name, context)
            dimensions.append(_dimension(source.wkbType()))
        self._expected = min(dimensions)

    def answer(self, parameters, context, feedback):
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
        self._refuse_unusable(result.tables)
        log_issues(result.tables["issue"], feedback)
        self._writer = SinkWriter(self, parameters, context, result.crs, case, language())
        overlap = result.tables["overlap"]
        output = self._writer.write("OUTPUT", "overlap", overlap, self._expected)
        return {"OUTPUT": output, "SUBJECT_COUNT": len(result.tables["subject"]), "OVERLAP_COUNT": len(overlap)}

    def _refuse_unusable(self, tables):
        """Raise where the overlay layer as a whole could not be used: 0 overlaps would read as "no conflict"."""
        from ...model.codes import Severity
        from ...model.words import Words

        if tables["exposure"]["feature_count"].notna().any():
            return
        issues, words, cures = tables["issue"], Words(language()), _cures()
        why = issues["layer"].eq(_KEY) & issues["feature_id"].isna() & issues["severity"].eq(Severity.ERROR)
        name = self._layers["OVERLAY"].name
        lines = [
            words.line(name, row.message, cures.get(row.check_code, row.action)) for row in issues[why].itertuples()
        ]
        raise QgsProcessingException("\n".join(lines))

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
            constraints=(Constraint(_KEY, "custom", overlay.name, fields=_id_field(ids["OVERLAY"])),),
            options=options,
        )
        return case, Layers((subject,), {_KEY: overlay})


def _dimension(kind):
    """Geometry dimension of a layer's type; areas where it names none, or several."""
    point = QgsWkbTypes.singleType(QgsWkbTypes.flatType(kind)) == QgsWkbTypes.Type.Point
    return QgsWkbTypes.wkbDimensions(kind) or (0 if point else 2)


def _cures():
    """What to do about an overlay layer where the issue's own advice names options of a case file: there is none."""
    return {
        "datum_unknown": tr("bring the layer to the analysis CRS with known parameters first"),
        "layer_incomplete": tr("get a whole copy of the file"),
    }


def _id_field(name):
    return {"id": name} if name else {}


def log_issues(issues, feedback):
    """A table of issues in the log: errors and warnings stand out."""
    for row in issues.itertuples():
        where = " ".join(part for part in (row.layer, row.feature_id) if part)
        line = f"{where}: {row.message}" + (f" → {row.action}" if row.action else "")
        (feedback.pushWarning if row.severity in ("error", "warning") else feedback.pushInfo)(line)
