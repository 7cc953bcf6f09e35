"""What the algorithms of the provider share: parameters, faults as Processing errors, a case from a dialog."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtGui import QIcon

from ..help import ALGORITHMS, INDEX, page_url
from ..libraries import load, reason
from ..provider_icons import icon_path
from ..settings.preferences import preferences
from ..thread_state import keep_thread_state
from ..translation import language, tr

BASES = ("ellipsoidal", "geodesic", "projected", "attribute")
ENGINES = ("auto", "kernel", "shapely")


class ReviewAlgorithm(QgsProcessingAlgorithm):
    """Base of the provider's algorithms."""

    ICON = "zoning_review.svg"

    def group(self):
        return tr("Review")

    def groupId(self):
        return "review"

    def icon(self):
        return QIcon(icon_path(self.ICON))

    def svgIconPath(self):
        return icon_path(self.ICON)

    def createInstance(self):
        return type(self)()

    def canExecute(self):
        found = reason()
        return not found, found

    def helpUrl(self):
        return page_url(ALGORITHMS.get(self.name(), INDEX))

    def prepareAlgorithm(self, parameters, context, feedback):
        problem = load()
        if problem:
            raise QgsProcessingException(problem)
        self.collect(parameters, context)
        return True

    def processAlgorithm(self, parameters, context, feedback):
        keep_thread_state()
        return self.answer(parameters, context, feedback)

    def answer(self, parameters, context, feedback):
        """What the algorithm gives: {output: value}. Called on the thread that QGIS chose for it."""
        raise NotImplementedError

    def collect(self, parameters, context):
        """Take from the dialog what must be taken on the main thread. For the algorithms to fill."""

    def raised(self, fault):
        """A fault of the floors below as a Processing error, in the language of QGIS."""
        from ...model.words import Words

        words = Words(language())
        return QgsProcessingException("\n".join(words.fault(one) for one in (fault, *fault.others)))

    def add_advanced(self, parameter):
        """Add a parameter under the fold of advanced ones."""
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def add_basis(self, optional):
        """AREA_BASIS: codes of the contract, so that scripts read well."""
        self.addParameter(
            QgsProcessingParameterEnum(
                "AREA_BASIS",
                tr("Area basis"),
                options=list(BASES),
                defaultValue=None if optional else BASES[0],
                optional=optional,
                usesStaticStrings=True,
            )
        )

    def add_crs(self):
        """ANALYSIS_CRS: where layers meet."""
        self.add_advanced(
            QgsProcessingParameterCrs("ANALYSIS_CRS", tr("Analysis CRS (the subjects' own if left out)"), optional=True)
        )

    def add_case_parameters(self):
        """CASE, or SUBJECTS with CONSTRAINTS."""
        vector = QgsProcessing.SourceType.TypeVectorAnyGeometry
        self.addParameter(
            QgsProcessingParameterFile(
                "CASE", tr("Case file"), optional=True, fileFilter=tr("Case files (*.yaml *.yml)")
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                "SUBJECTS", tr("Subjects (instead of a case file)"), [vector], optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                "CONSTRAINTS", tr("Constraint layers (roles are found by name)"), vector, optional=True
            )
        )
        self.add_advanced(
            QgsProcessingParameterField(
                "SUBJECT_ID", tr("Field with the subjects' ids"), parentLayerParameterName="SUBJECTS", optional=True
            )
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

    def add_run_parameters(self):
        """How a review or a check of its inputs runs: AREA_BASIS, ANALYSIS_CRS, WORKERS, ENGINE, OUTPUT_FOLDER."""
        self.add_basis(optional=True)
        self.add_crs()
        self.add_advanced(
            QgsProcessingParameterNumber(
                "WORKERS",
                tr("Number of processes"),
                QgsProcessingParameterNumber.Type.Integer,
                preferences().processes or 1,
                False,
                1,
                256,
            )
        )
        self.add_advanced(
            QgsProcessingParameterEnum(
                "ENGINE", tr("Overlap engine"), options=list(ENGINES), defaultValue=ENGINES[0], usesStaticStrings=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFolderDestination(
                "OUTPUT_FOLDER", tr("Output folder"), optional=True, createByDefault=False
            )
        )

    def checkParameterValues(self, parameters, context):
        if self.parameterDefinition("CASE") is not None:
            problem = _case_problem(parameters)
            if problem:
                return False, problem
        return super().checkParameterValues(parameters, context)

    def source_and_layer(self, parameters, name, context):
        """(QGIS's source, our Layer) of the feature source `name`. Call it from `collect`, on the main thread."""
        from ..feature_source import layer_of_source

        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        return source, layer_of_source(source, self.parameterAsVectorLayer(parameters, name, context))

    def asked(self, parameters, context):
        """The `Asked` of a dialog. Call it from `collect`: project layers are read on the main thread."""
        from ..cases import Asked
        from ..feature_source import layer_of_map_layer

        asked = Asked(
            title=self.displayName(),
            language=language(),
            area_basis=self.parameterAsEnumString(parameters, "AREA_BASIS", context),
        )
        crs = self.parameterAsCrs(parameters, "ANALYSIS_CRS", context)
        asked.analysis_crs = (crs.authid() or crs.toWkt()) if crs.isValid() else None
        asked.rules = tuple(self.parameterAsFileList(parameters, "RULES", context)) if parameters.get("RULES") else ()
        if not parameters.get("CASE"):
            _, asked.subjects = self.source_and_layer(parameters, "SUBJECTS", context)
            asked.title = asked.subjects.name
            identifier = self.parameterAsString(parameters, "SUBJECT_ID", context)
            asked.subject_fields = {"id": identifier} if identifier else {}
            layers = self.parameterAsLayerList(parameters, "CONSTRAINTS", context)
            asked.constraints = [layer_of_map_layer(layer) for layer in layers]
            asked.full_coverage = self.parameterAsBoolean(parameters, "FULL_COVERAGE", context)
        return asked

    def case_and_layers(self, parameters, context, asked, feedback):
        """(Case, Layers) of a run."""
        from ...inputs.case.case_file import read_case
        from ...inputs.layers import open_layers
        from ...model.words import Words
        from ..cases import case_from_layers, with_options

        if asked.subjects is None:
            case = with_options(read_case(self.parameterAsFile(parameters, "CASE", context)), asked)
            return case, open_layers(case, network_allowed())
        case, layers, remarks = case_from_layers(asked)
        words = Words(asked.language)
        for key, role, mark in remarks:
            found = (
                tr("{layer}: taken as “{role}”, told by “{mark}”")
                if mark
                else tr("{layer}: nothing tells its role, taken as “{role}”")
            )
            feedback.pushInfo(found.format(layer=key, role=words.code("role", role), mark=mark))
        return case, layers


def _case_problem(parameters):
    """Why the parameters name no review, "" where they do."""
    if parameters.get("CASE"):
        return (
            tr("Give a case file, or subjects and constraint layers, not both.") if parameters.get("SUBJECTS") else ""
        )
    if not parameters.get("SUBJECTS"):
        return tr("Give a case file, or subjects and constraint layers.")
    return "" if parameters.get("CONSTRAINTS") else tr("Give at least one constraint layer.")


def network_allowed():
    """Whether sources on other machines may be read (contract section 6)."""
    import os

    return os.environ.get("ZONING_REVIEW_ALLOW_NETWORK") == "1"
