"""The Processing provider `zoningreview`."""

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .libraries import reason
from .provider_icons import icon_path
from .translation import tr


class ZoningReviewProvider(QgsProcessingProvider):
    """Offers the algorithms of contract section 7."""

    def id(self):
        return "zoningreview"

    def name(self):
        return tr("Zoning Review")

    def longName(self):
        return tr("Zoning Review: planning layers against control lines and units")

    def icon(self):
        return QIcon(icon_path("zoning_review.svg"))

    def svgIconPath(self):
        return icon_path("zoning_review.svg")

    def warningMessage(self):
        return reason()

    def loadAlgorithms(self):
        from .algorithms.check_inputs import CheckInputs
        from .algorithms.conformity import Conformity
        from .algorithms.export_survey import ExportSurvey
        from .algorithms.export_tables import ExportTables
        from .algorithms.import_survey import ImportSurvey
        from .algorithms.lint_rules import LintRules
        from .algorithms.overlap import Overlap
        from .algorithms.prejudge import Prejudge
        from .algorithms.review import Review
        from .algorithms.unit_cards import UnitCards
        from .algorithms.where import Where

        every = (Overlap, Review, Conformity, CheckInputs, LintRules, ImportSurvey, ExportSurvey, Where)
        every = (*every, UnitCards, ExportTables, Prejudge)
        for algorithm in every:
            self.addAlgorithm(algorithm())
