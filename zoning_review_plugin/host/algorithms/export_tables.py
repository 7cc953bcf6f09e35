"""`zoningreview:exporttables`: all outputs of a review again, from its review.gpkg, without a new overlay."""

from dataclasses import replace
from pathlib import Path

from qgis.core import (
    QgsProcessingException,
    QgsProcessingOutputFile,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from ..translation import tr
from .base import ReviewAlgorithm

FORMATS = ("gpkg", "xlsx", "docx", "html", "csv", "json")
LANGUAGES = ("zh", "en")
_FILES = {"OUTPUT_GPKG": "gpkg", "OUTPUT_XLSX": "xlsx", "OUTPUT_DOCX": "docx", "OUTPUT_HTML": "html"}


class ExportTables(ReviewAlgorithm):
    """Reads a finished review back and writes tables, documents and maps of it."""

    ICON = "export_tables.svg"

    def name(self):
        return "exporttables"

    def displayName(self):
        return tr("Export tables, documents and maps of a review")

    def shortDescription(self):
        return tr("All outputs again from a review.gpkg, without a new overlay")

    def shortHelpString(self):
        return tr(
            "Reads a finished review (review.gpkg) back and writes its outputs again: workbook, document, page, "
            "tables and maps, in Chinese or English. Figures and verdicts are those of the review; nothing is "
            "computed anew.\n\n"
            "Maps show the constraint layers as they are now: their sources are read where the case names them. One "
            "that is no longer there, or that is secret, is not drawn, and the map says so.\n\n"
            "A public version rounds coordinates and generalises or leaves out layers that are not public; "
            "public_version.json says which. It goes to a folder of its own and has no maps, since these show the "
            "layers as they are.\n\n"
            "Either all files are written or none; other files in the folder are kept."
        )

    def initAlgorithm(self, config=None):
        file = QgsProcessingParameterFile.Behavior.File
        self.addParameter(
            QgsProcessingParameterFile("INPUT", tr("Review (review.gpkg)"), file, fileFilter=tr("GeoPackages (*.gpkg)"))
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                "FORMATS",
                tr("Formats (those of the case if none is chosen)"),
                options=list(FORMATS),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                "LANGUAGE",
                tr("Language (that of the case if left out)"),
                options=list(LANGUAGES),
                optional=True,
                usesStaticStrings=True,
            )
        )
        self.addParameter(QgsProcessingParameterBoolean("MAPS", tr("Draw maps (PDF and PNG)"), defaultValue=False))
        self.addParameter(
            QgsProcessingParameterBoolean(
                "PUBLIC", tr("Public version (what is not public is left out)"), defaultValue=False
            )
        )
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Output folder")))
        self.addOutput(QgsProcessingOutputFile("OUTPUT_GPKG", tr("GeoPackage")))
        self.addOutput(QgsProcessingOutputFile("OUTPUT_XLSX", tr("Workbook")))
        self.addOutput(QgsProcessingOutputFile("OUTPUT_DOCX", tr("Word document")))
        self.addOutput(QgsProcessingOutputHtml("OUTPUT_HTML", tr("Page")))
        self.addOutput(QgsProcessingOutputNumber("FILE_COUNT", tr("Number of files")))

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
        from ...model.words import Words
        from ...outputs.gpkg_result import read_result
        from ...outputs.writing import unavailable, write_outputs
        from ...studies.in_language import in_language
        from ...studies.public_version import public_result
        from ..progress import FeedbackProgress
        from ..translation import language

        progress = FeedbackProgress(feedback, language())
        result = read_result(self.parameterAsFile(parameters, "INPUT", context))
        wanted = self.parameterAsEnumString(parameters, "LANGUAGE", context)
        if wanted:
            result = in_language(result, wanted)
        kinds = self.parameterAsEnumStrings(parameters, "FORMATS", context) or result.case.outputs
        for fault in unavailable(kinds):
            feedback.pushWarning(Words(language()).fault(fault))
        folder = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        if self.parameterAsBool(parameters, "PUBLIC", context):
            self._refuse_to_replace(self.parameterAsFile(parameters, "INPUT", context), folder)
            result = public_result(result)
        more = {}
        if self.parameterAsBool(parameters, "MAPS", context):
            more = self._maps(result, feedback, Span(progress, 0.5, 1.0))
        files = write_outputs(result, kinds, folder, Span(progress, 0.0, 0.5), more)
        written = [path for paths in files.values() for path in paths]
        for path in written:
            feedback.pushInfo(str(path))
        found = {name: str(files[kind][0]) for name, kind in _FILES.items() if files.get(kind)}
        return {**found, "OUTPUT_FOLDER": folder, "FILE_COUNT": len(written)}

    @staticmethod
    def _refuse_to_replace(review, folder):
        """Outputs have the same names in both versions: the public one must not replace the one it is made from."""
        if Path(folder).resolve() == Path(review).resolve().parent:
            text = tr("The public version would replace the review in {folder}: choose another folder.")
            raise QgsProcessingException(text.format(folder=folder))

    @staticmethod
    def _maps(result, feedback, progress):
        """The writer of maps; none for a public version, since they draw the layers from their sources."""
        from ...studies.public_version import is_public
        from ..maps.making import maps_writer

        if is_public(result):
            feedback.pushWarning(tr("A public version has no maps: they would show the layers as they are."))
            return {}
        return {"maps": maps_writer(sources_of(result.case), progress=progress)}


def sources_of(case):
    """The `Layers` of the constraints of a case, as far as their sources are still there."""
    from ...inputs.layers import open_layers
    from ...model.errors import ReviewFault
    from .base import network_allowed

    try:
        return open_layers(replace(case, subjects=()), network_allowed())
    except ReviewFault:
        return None
