"""`zoningreview:prejudge`: a first look at one place, on the layers and packs of a case or on layers of the project."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterPoint,
    QgsProcessingParameterString,
)

from ..sinks import SinkWriter, source_type
from ..translation import language, tr
from .base import ReviewAlgorithm, network_allowed
from .overlap import log_issues


class Prejudge(ReviewAlgorithm):
    """Asks what one place would come to, before there is a project."""

    ICON = "prejudge.svg"

    def name(self):
        return "prejudge"

    def displayName(self):
        return tr("Pre-judgement of a place")

    def shortDescription(self):
        return tr("A first look at a point, line or polygon: lines and units met, what is prohibited, what is missing")

    def shortHelpString(self):
        return tr(
            "Reviews one place against the layers and rule packs of a case, or against layers of the project.\n\n"
            "The card tells which lines and units the place meets and how far the others are, which clauses prohibit "
            "it or ask for justification, what is still to be told, and which layers do not answer for it. OUTPUT "
            "holds the overlaps.\n\n"
            "What the case states of its own projects does not hold for the place: what is not told here is unknown. "
            "It is a first look, and no review of conformity."
        )

    def initAlgorithm(self, config=None):
        vector = QgsProcessing.SourceType.TypeVectorAnyGeometry
        self.addParameter(
            QgsProcessingParameterFile(
                "CASE", tr("Case file"), optional=True, fileFilter=tr("Case files (*.yaml *.yml)")
            )
        )
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                "CONSTRAINTS", tr("Constraint layers (instead of a case file)"), vector, optional=True
            )
        )
        self.addParameter(QgsProcessingParameterPoint("POINT", tr("Place"), optional=True))
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Layer with one feature, or one selected (instead of a place)"), [vector], optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterString("INDUSTRY", tr("Industry code (GB/T 4754), e.g. C2614"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterString("LAND_USE", tr("Code of planned land use, e.g. 100102"), optional=True)
        )
        self.add_advanced(
            QgsProcessingParameterBoolean(
                "FULL_COVERAGE", tr("The constraint layers answer for all ground under review"), defaultValue=False
            )
        )
        self.add_advanced(
            QgsProcessingParameterMultipleLayers(
                "RULES", tr("Rule packs"), QgsProcessing.SourceType.TypeFile, optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Overlaps"), source_type("overlap"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterFileDestination("HTML", tr("Card"), tr("Web pages (*.html)"), optional=True)
        )
        self.addOutput(QgsProcessingOutputString("HEADLINE", tr("What was found")))
        self.addOutput(QgsProcessingOutputNumber("OVERLAP_COUNT", tr("Number of overlaps")))
        self.addOutput(QgsProcessingOutputNumber("HARD_BREACHES", tr("Hard breaches")))
        self.addOutput(QgsProcessingOutputNumber("OPEN_ITEMS", tr("Open items")))

    def checkParameterValues(self, parameters, context):
        if bool(parameters.get("CASE")) == bool(parameters.get("CONSTRAINTS")):
            return False, tr("Give a case file or constraint layers, and not both.")
        if bool(parameters.get("POINT")) == bool(parameters.get("INPUT")):
            return False, tr("Give a place or a layer with one feature, and not both.")
        return QgsProcessingAlgorithm.checkParameterValues(self, parameters, context)

    def collect(self, parameters, context):
        from ...inputs.layer import in_memory
        from ..cases import Asked
        from ..feature_source import layer_of_map_layer

        self._asked = Asked(title=self.displayName(), language=language())
        rules = self.parameterAsFileList(parameters, "RULES", context) if parameters.get("RULES") else ()
        self._asked.rules = tuple(rules)
        if not parameters.get("CASE"):
            layers = self.parameterAsLayerList(parameters, "CONSTRAINTS", context)
            self._asked.constraints = [layer_of_map_layer(layer) for layer in layers]
            self._asked.full_coverage = self.parameterAsBoolean(parameters, "FULL_COVERAGE", context)
        self._layer = None
        if parameters.get("INPUT"):
            _, layer = self.source_and_layer(parameters, "INPUT", context)
            self._layer = in_memory(layer)

    def answer(self, parameters, context, feedback):
        from ...model.errors import Cancelled, ReviewFault

        try:
            found, written = self._run(parameters, context, feedback)
        except Cancelled:
            return {}
        except ReviewFault as fault:
            raise self.raised(fault) from None
        result, overlap = found.result, found.result.tables["overlap"]
        log_issues(result.tables["issue"], feedback)
        self._log(found, feedback)
        self._writer = SinkWriter(self, parameters, context, result.crs, result.case, language())
        destination = self._writer.write("OUTPUT", "overlap", overlap)
        sinks = {} if destination is None else {"OUTPUT": destination}
        counts = {
            "OVERLAP_COUNT": len(overlap),
            "HARD_BREACHES": found.hard_breaches,
            "OPEN_ITEMS": found.open_items[0],
        }
        return {**sinks, **written, **counts, "HEADLINE": found.headline}

    def _run(self, parameters, context, feedback):
        """(`Prejudgement`, {"HTML": path} where the card was asked for)."""
        from pathlib import Path

        from ...model.progress import Span
        from ...outputs.prejudgement_page import page_of
        from ...studies.prejudge import WarmCase
        from ..progress import FeedbackProgress

        progress = FeedbackProgress(feedback, language())
        case, layers = self._case_and_layers(parameters, context, feedback)
        warm = WarmCase(case, layers).warm(Span(progress, 0.0, 0.8))
        found = warm.ask(self._place(parameters, context), Span(progress, 0.8, 0.95))
        path = self.parameterAsFileOutput(parameters, "HTML", context)
        if not path:
            return found, {}
        Path(path).write_text(page_of(found, language()), encoding="utf-8", errors="replace")
        return found, {"HTML": path}

    def _case_and_layers(self, parameters, context, feedback):
        from dataclasses import replace

        from ...inputs.case.case_file import read_case
        from ...inputs.layer import MemoryLayer
        from ...inputs.layers import open_without_subjects
        from ..cases import with_options

        if self._asked.constraints is None:
            case = with_options(read_case(self.parameterAsFile(parameters, "CASE", context)), self._asked)
            case = replace(case, language=language())
            return case, open_without_subjects(case, network_allowed())
        self._asked.subjects = MemoryLayer("-", "-", (), None)
        return self.case_and_layers(parameters, context, self._asked, feedback)

    def _place(self, parameters, context):
        """The `Place` of the dialog."""
        from ...inputs.survey.place_file import place_in
        from ...studies.prejudge import Place

        told = {name.lower(): self.parameterAsString(parameters, name, context).strip() or None
                for name in ("INDUSTRY", "LAND_USE")}  # fmt: skip
        if self._layer is not None:
            written = place_in(self._layer, self._layer.name)
            return Place(written.geometry, written.crs, **told)
        return Place(*self._point(parameters, context), **told)

    def _point(self, parameters, context):
        import shapely

        from ..feature_source import crs_of

        point = self.parameterAsPoint(parameters, "POINT", context)
        crs = crs_of(self.parameterAsPointCrs(parameters, "POINT", context))
        if crs is None:
            raise QgsProcessingException(tr("The place has no CRS: write it as x,y [EPSG:4490]."))
        return shapely.Point(point.x(), point.y()), crs

    @staticmethod
    def _log(found, feedback):
        from ...tables.prejudgement import card_of

        card = card_of(found, language())
        for line in (card.headline, card.place, card.question, *card.lines, card.data, card.note):
            feedback.pushInfo(line)
