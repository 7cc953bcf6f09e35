"""`zoningreview:review`: the whole review, from a case file or from layers."""

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
)

from ..sinks import SinkWriter, source_type
from ..translation import language, tr
from .base import ReviewAlgorithm
from .overlap import log_issues

_FILES = {"OUTPUT_GPKG": "gpkg", "OUTPUT_XLSX": "xlsx", "OUTPUT_DOCX": "docx", "OUTPUT_HTML": "html"}


class Review(ReviewAlgorithm):
    """Reviews subjects against constraint layers and writes the outputs of contract section 5."""

    TABLES = {
        "SUBJECT": "subject",
        "OVERLAP": "overlap",
        "EXPOSURE": "exposure",
        "FINDING": "finding",
        "ISSUE": "issue",
    }
    LOADED = ("SUBJECT", "OVERLAP")

    def name(self):
        return "review"

    def displayName(self):
        return tr("Review against control lines and units")

    def shortDescription(self):
        return tr("Which subject involves which line or unit, how much of it, and what is not known")

    def shortHelpString(self):
        return tr(
            "Reviews planned parcels, project sites or routes against ecological red lines, permanent basic "
            "farmland, development boundaries, environmental control units and other constraint layers.\n\n"
            "Give a case file (.review.yaml), which says everything, or subjects and constraint layers; the "
            "role of each layer is then found by its name and fields and written to the log.\n\n"
            "The output folder receives review.gpkg, a workbook, a page and tables as the case asks. A layer "
            "that is missing, empty, without CRS or behind an unknown datum step does not stop the review: "
            "it gives “no data”, never “not involved”. Where a layer's coverage is not known, a subject that "
            "it does not meet is “no data” too.\n\n"
            "Rule packs judge clause by clause: FINDING has a row for each subject and clause in scope, with what it "
            "rests on and what is missing. What is not known never conforms.\n\n"
            "With MAPS the folder receives maps, too, as PDF and PNG: the three lines, control units, red lines and "
            "sensitive areas, subjects by verdict, options side by side, and a page for each conflict.\n\n"
            "HARD_BREACHES stays empty where no rules were applied: nothing was judged. OPEN_ITEMS counts what must "
            "be supplied or judged by a person, and repairs of shapes that leave open what was meant."
        )

    def initAlgorithm(self, config=None):
        self.add_case_parameters()
        self.add_run_parameters()
        for name, title in self._sink_titles().items():
            kind, loaded = source_type(self.TABLES[name]), name in self.LOADED
            self.addParameter(
                QgsProcessingParameterFeatureSink(name, title, kind, optional=True, createByDefault=loaded)
            )
        self.addParameter(QgsProcessingParameterBoolean("MAPS", tr("Draw maps (PDF and PNG)"), defaultValue=False))
        self.addOutput(QgsProcessingOutputFile("OUTPUT_GPKG", tr("GeoPackage")))
        self.addOutput(QgsProcessingOutputFile("OUTPUT_XLSX", tr("Workbook")))
        self.addOutput(QgsProcessingOutputFile("OUTPUT_DOCX", tr("Word document")))
        self.addOutput(QgsProcessingOutputHtml("OUTPUT_HTML", tr("Page")))
        self.addOutput(QgsProcessingOutputNumber("SUBJECT_COUNT", tr("Number of subjects")))
        self.addOutput(QgsProcessingOutputNumber("OVERLAP_COUNT", tr("Number of overlaps")))
        self.addOutput(QgsProcessingOutputNumber("HARD_BREACHES", tr("Hard breaches (empty where nothing was judged)")))
        self.addOutput(QgsProcessingOutputNumber("OPEN_ITEMS", tr("Open items (empty where there are none)")))

    def collect(self, parameters, context):
        self._asked = self.asked(parameters, context)

    def answer(self, parameters, context, feedback):
        from ...model.errors import Cancelled, ReviewFault

        try:
            result, files, folder = self._run(parameters, context, feedback)
        except Cancelled:
            return {}
        except ReviewFault as fault:
            raise self.raised(fault) from None
        log_issues(result.tables["issue"], feedback)
        self._log_summary(result, files, feedback)
        self._writer = SinkWriter(self, parameters, context, result.crs, result.case, language())
        found = {name: self._writer.write(name, table, result.tables[table]) for name, table in self.TABLES.items()}
        found = {name: destination for name, destination in found.items() if destination is not None}
        subject = result.tables["subject"]
        numbers = {
            "SUBJECT_COUNT": len(subject),
            "OVERLAP_COUNT": len(result.tables["overlap"]),
            "HARD_BREACHES": _total(subject["hard_breaches"]),
            "OPEN_ITEMS": _total(subject["open_items"]),
        }
        paths = {name: str(files[kind][0]) for name, kind in _FILES.items() if files.get(kind)}
        if files:
            paths["OUTPUT_FOLDER"] = folder
        return {**found, **numbers, **paths}

    def _run(self, parameters, context, feedback):
        """(Result, {kind: paths}, output folder) of the review and its outputs."""
        from ...command.engine_notice import engine_notice
        from ...command.executors import process_pool
        from ...model.progress import Span
        from ...model.words import Words
        from ...outputs.writing import check_outputs, unavailable, write_outputs
        from ...review.review import review
        from ..progress import FeedbackProgress

        progress = FeedbackProgress(feedback, language())
        case, layers = self.case_and_layers(parameters, context, self._asked, feedback)
        folder = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        if folder:
            check_outputs(case)
        workers = self.parameterAsInt(parameters, "WORKERS", context)
        engine = self.parameterAsEnumString(parameters, "ENGINE", context)
        with process_pool(workers) as executor:
            result = review(case, layers, executor, Span(progress, 0.0, 0.7), engine, _threads())
        notice = engine_notice(result, engine, Words(language()))
        if notice:
            feedback.pushInfo(notice)
        if not folder:
            return result, {}, folder
        for fault in unavailable(case.outputs):
            feedback.pushWarning(Words(language()).fault(fault))
        drawn = self._maps(parameters, context, layers, Span(progress, 0.9, 1.0))
        files = write_outputs(result, case.outputs, folder, Span(progress, 0.7, 0.9), drawn)
        return result, files, folder

    def _maps(self, parameters, context, layers, progress):
        """The writer of the maps, where they are wanted, as `write_outputs` takes it."""
        from ..maps.making import maps_writer

        wanted = self.parameterAsBool(parameters, "MAPS", context)
        return {"maps": maps_writer(layers, progress=progress)} if wanted else {}

    @staticmethod
    def _log_summary(result, files, feedback):
        from ...command.summary import review_summary
        from ...model.words import Words

        for line in review_summary(result, files, Words(language())):
            feedback.pushInfo(line)

    @staticmethod
    def _sink_titles():
        return {
            "SUBJECT": tr("Subjects"),
            "OVERLAP": tr("Overlaps"),
            "EXPOSURE": tr("Exposure (subject by layer)"),
            "FINDING": tr("Findings (subject by clause)"),
            "ISSUE": tr("Issues in the inputs"),
        }


def _total(values):
    """The sum of a column, None where nothing in it is known."""
    known = values.dropna()
    return int(known.sum()) if len(known) else None


def _threads():
    import os

    return os.cpu_count() or 1
