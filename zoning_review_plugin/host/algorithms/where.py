"""`zoningreview:where`: which control units, and what ground, no prohibition shuts to an industry or a land use."""

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..sinks import SinkWriter, source_type
from ..translation import language, tr
from .base import ReviewAlgorithm
from .overlap import log_issues

_TABLES = {"UNIT": "unit", "GROUND": "ground"}
_AREAS = {"ADMITTED_HM2": "admitted_m2", "SHUT_OUT_HM2": "shut_out_m2", "UNKNOWN_HM2": "unknown_m2"}


class Where(ReviewAlgorithm):
    """Asks the rule packs of a case the other way: not what a site breaks, but where something may go."""

    ICON = "where.svg"

    def name(self):
        return "where"

    def displayName(self):
        return tr("Where an industry or a land use may go")

    def shortDescription(self):
        return tr("Ground on which no prohibition was found, and the clause that shuts out the rest")

    def shortHelpString(self):
        return tr(
            "Judges the ground of every control unit of a case by its rule packs, for a new project of an industry "
            "or a land use that takes land for good, on the surface.\n\n"
            "GROUND tells for each part of a unit whether a prohibition was found, and by which clause; whether too "
            "little is known to tell; or that no prohibition was found. The last is no permission: what needs "
            "justification and what is open is still to be shown, and is counted beside it.\n\n"
            "The three areas of each unit in UNIT close on its area. Where ground is cut along a secret layer, it has "
            "figures and no geometry unless the case keeps it."
        )

    def initAlgorithm(self, config=None):
        self.addParameter(
            QgsProcessingParameterFile("CASE", tr("Case file"), fileFilter=tr("Case files (*.yaml *.yml)"))
        )
        self.addParameter(
            QgsProcessingParameterString("INDUSTRY", tr("Industry code (GB/T 4754), e.g. C2614"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterString("LAND_USE", tr("Code of planned land use, e.g. 100102"), optional=True)
        )
        for name, title in (("UNIT", tr("Control units")), ("GROUND", tr("Ground"))):
            kind = source_type(_TABLES[name])
            self.addParameter(QgsProcessingParameterFeatureSink(name, title, kind, optional=True))
        self.addParameter(
            QgsProcessingParameterFolderDestination(
                "OUTPUT_FOLDER", tr("Output folder"), optional=True, createByDefault=False
            )
        )
        self.addOutput(QgsProcessingOutputNumber("UNIT_COUNT", tr("Number of control units")))
        self.addOutput(QgsProcessingOutputNumber("ADMITTED_HM2", tr("No prohibition found (hm²)")))
        self.addOutput(QgsProcessingOutputNumber("SHUT_OUT_HM2", tr("Prohibition found (hm²)")))
        self.addOutput(QgsProcessingOutputNumber("UNKNOWN_HM2", tr("Too little known (hm²)")))

    def checkParameterValues(self, parameters, context):
        if not (parameters.get("INDUSTRY") or parameters.get("LAND_USE")):
            return False, tr("Name an industry or a land use.")
        return QgsProcessingAlgorithm.checkParameterValues(self, parameters, context)

    def answer(self, parameters, context, feedback):
        from ...model.errors import Cancelled, ReviewFault

        try:
            found, written = self._run(parameters, context, feedback)
        except Cancelled:
            return {}
        except ReviewFault as fault:
            raise self.raised(fault) from None
        log_issues(found.tables["issue"], feedback)
        self._log(found, feedback)
        self._writer = SinkWriter(self, parameters, context, found.crs, found.case, language())
        sinks = {name: self._writer.write(name, table, found.tables[table]) for name, table in _TABLES.items()}
        sinks = {name: destination for name, destination in sinks.items() if destination is not None}
        unit = found.tables["unit"]
        areas = {name: float(unit[column].sum()) * 1e-4 for name, column in _AREAS.items()}
        return {**sinks, **written, "UNIT_COUNT": len(unit), **areas}

    def _run(self, parameters, context, feedback):
        """(`WhereResult`, the output folder where one was asked for)."""
        from ...model.progress import Span
        from ...outputs.where_file import write_where
        from ...studies.where import where
        from ..cases import Asked
        from ..progress import FeedbackProgress

        progress = FeedbackProgress(feedback, language())
        asked = Asked(title=self.displayName(), language=language())
        case, layers = self.case_and_layers(parameters, context, asked, feedback)
        texts = [self.parameterAsString(parameters, name, context).strip() for name in ("INDUSTRY", "LAND_USE")]
        found = where(case, layers, *texts, progress=Span(progress, 0.0, 0.95))
        folder = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        if not folder:
            return found, {}
        write_where(found, folder)
        return found, {"OUTPUT_FOLDER": folder}

    @staticmethod
    def _log(found, feedback):
        from ...model.words import Words
        from ...tables.where import data_line, question_line, total_lines

        words = Words(language())
        for line in (question_line(found, words), *total_lines(found, words), words.say("note.where"),
                     data_line(found, words)):  # fmt: skip
            feedback.pushInfo(line)
