"""`zoningreview:lintrules`: what is doubtful in rule packs."""

import datetime

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMultipleLayers,
    QgsWkbTypes,
)

from ..compat import field
from ..translation import language, tr
from .base import ReviewAlgorithm


class LintRules(ReviewAlgorithm):
    """Looks through rule packs, alone and against each other; judges nothing by them."""

    ICON = "lint_rules.svg"

    def group(self):
        return tr("Rules")

    def groupId(self):
        return "rules"

    def name(self):
        return "lintrules"

    def displayName(self):
        return tr("Check rule packs")

    def shortDescription(self):
        return tr("What is doubtful in rule packs, where, and what to do")

    def shortHelpString(self):
        return tr(
            "Looks at the dates, codes, units of measure and sentences of rule packs, at clauses that contradict each "
            "other or can never bear, and at clauses of a lower level that ask for less than a higher one. Packs that "
            "are given together are held against each other.\n\n"
            "With a layer of control units the unit codes of the packs are held against those of the layer; the field "
            "is found by its name if none is chosen.\n\n"
            "Each row says how grave it is, which pack and rule, the place in the file, what is wrong and what to do. "
            "A pack that cannot be read gives rows too. Nothing is changed."
        )

    def initAlgorithm(self, config=None):
        vector = QgsProcessing.SourceType.TypeVectorAnyGeometry
        self.addParameter(
            QgsProcessingParameterMultipleLayers("RULES", tr("Rule packs"), QgsProcessing.SourceType.TypeFile)
        )
        self.addParameter(
            QgsProcessingParameterFeatureSource("UNITS", tr("Layer of control units"), [vector], optional=True)
        )
        self.addParameter(
            QgsProcessingParameterField(
                "UNIT_FIELD", tr("Field with the unit codes"), parentLayerParameterName="UNITS", optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "REMARKS", tr("Remarks on rule packs"), QgsProcessing.SourceType.TypeVector, optional=True
            )
        )
        self.addOutput(QgsProcessingOutputNumber("REMARK_COUNT", tr("Number of remarks")))

    def collect(self, parameters, context):
        given = parameters.get("UNITS")
        self._units = self.source_and_layer(parameters, "UNITS", context)[1] if given else None

    def answer(self, parameters, context, feedback):
        from ...inputs.meaning.unit_layer import unit_codes
        from ...model.errors import ReviewFault
        from ...model.words import Words
        from ...rules.lint.files import lint_files
        from ...rules.lint.told import row

        named = self.parameterAsString(parameters, "UNIT_FIELD", context)
        try:
            known = unit_codes(self._units, named or None) if self._units else None
            paths = self.parameterAsFileList(parameters, "RULES", context)
            linted = lint_files(paths, datetime.date.today().isoformat(), known)
        except ReviewFault as fault:
            raise self.raised(fault) from None
        words = Words(language())
        rows = [row(remark, words) for remark in linted.remarks]
        _log(linted, words, feedback)
        found = {"REMARK_COUNT": len(rows), "REMARKS": self._written(rows, parameters, context)}
        return {name: value for name, value in found.items() if value is not None}

    def _written(self, rows, parameters, context):
        """The destination of the sink, None where the user skipped it."""
        from ...rules.lint.told import COLUMNS

        if parameters.get("REMARKS") is None:
            return None
        fields = QgsFields()
        for name in COLUMNS:
            fields.append(field(name, "int" if name == "line" else "text"))
        none = QgsWkbTypes.Type.NoGeometry
        sink, destination = self.parameterAsSink(
            parameters, "REMARKS", context, fields, none, QgsCoordinateReferenceSystem()
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, "REMARKS"))
        for values in rows:
            feature = QgsFeature(fields)
            feature.setAttributes([values[name] for name in COLUMNS])
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(sink.lastError())
        return destination


def _log(linted, words, feedback):
    """Every remark as a line; errors and warnings stand out."""
    from ...model.codes import Severity
    from ...rules.lint.told import told, where

    for remark in linted.remarks:
        line = words.line(where(remark), *told(remark, words))
        grave = remark.severity in (Severity.WARNING, Severity.ERROR)
        (feedback.pushWarning if grave else feedback.pushInfo)(line)
