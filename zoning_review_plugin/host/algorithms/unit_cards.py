"""`zoningreview:unitcards`: all clauses, of all levels, that bear on each control unit."""

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..translation import language, tr
from .base import ReviewAlgorithm
from .overlap import log_issues


class UnitCards(ReviewAlgorithm):
    """Lists what the rule packs of a case ask of whoever comes to lie in a control unit."""

    ICON = "unit_cards.svg"

    def name(self):
        return "unitcards"

    def displayName(self):
        return tr("Cards of control units")

    def shortDescription(self):
        return tr("All clauses, of all levels, that bear on each control unit")

    def shortHelpString(self):
        return tr(
            "Lists, for each control unit of a case, every clause of its rule packs that bears or may bear on what "
            "lies there: by dimension and level, with its condition in words, its limit, and the stricter clause that "
            "it gives way to.\n\n"
            "UNITS: codes of units, with commas between them; all units where it is left empty. The output folder gets "
            "a workbook with a sheet for each unit, and a page for each.\n\n"
            "A card is no verdict: whether a clause bears on a project depends on its condition too."
        )

    def initAlgorithm(self, config=None):
        self.addParameter(
            QgsProcessingParameterFile("CASE", tr("Case file"), fileFilter=tr("Case files (*.yaml *.yml)"))
        )
        self.addParameter(
            QgsProcessingParameterString("UNITS", tr("Codes of units, with commas (all if empty)"), optional=True)
        )
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Output folder")))
        self.addOutput(QgsProcessingOutputFile("WORKBOOK", tr("Workbook of cards")))
        self.addOutput(QgsProcessingOutputFile("PAGE", tr("Page of cards")))
        self.addOutput(QgsProcessingOutputNumber("UNIT_COUNT", tr("Number of control units")))
        self.addOutput(QgsProcessingOutputNumber("CLAUSE_COUNT", tr("Number of clauses on all cards")))

    def answer(self, parameters, context, feedback):
        from ...model.errors import Cancelled, ReviewFault

        try:
            return self._run(parameters, context, feedback)
        except Cancelled:
            return {}
        except ReviewFault as fault:
            raise self.raised(fault) from None

    def _run(self, parameters, context, feedback):
        from ...model.progress import Span
        from ...outputs.cards_file import write_cards
        from ...studies.unit_cards import card_set
        from ..cases import Asked
        from ..progress import FeedbackProgress

        asked = Asked(title=self.displayName(), language=language())
        case, layers = self.case_and_layers(parameters, context, asked, feedback)
        units = _codes(self.parameterAsString(parameters, "UNITS", context))
        progress = FeedbackProgress(feedback, language())
        found = card_set(case, layers, units, progress=Span(progress, 0.0, 0.9))
        log_issues(found.issue, feedback)
        folder = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        written = write_cards(found, folder)
        return {
            "OUTPUT_FOLDER": folder,
            "WORKBOOK": str(written["xlsx"][0]),
            "PAGE": str(written["html"][0]),
            "UNIT_COUNT": len(found.cards),
            "CLAUSE_COUNT": sum(len(card.clauses) for card in found.cards),
        }


def _codes(text):
    """Codes of a text, with commas of either width, semicolons or spaces between them; each once."""
    for sign in ",，;；、":
        text = text.replace(sign, " ")
    return tuple(dict.fromkeys(text.split()))
