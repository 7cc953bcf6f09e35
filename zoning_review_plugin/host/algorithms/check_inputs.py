"""`zoningreview:checkinputs`: the gate by itself."""

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterFeatureSink

from ..sinks import SinkWriter, source_type
from ..translation import language, tr
from .base import ReviewAlgorithm


class CheckInputs(ReviewAlgorithm):
    """Passes every input of a review through the gate and tells what it finds; overlays nothing."""

    ICON = "check.svg"

    def name(self):
        return "checkinputs"

    def displayName(self):
        return tr("Check the inputs of a review")

    def shortDescription(self):
        return tr("What is wrong with the layers of a review, where, and what to do")

    def shortHelpString(self):
        return tr(
            "Reads every layer of a case file, or the given layers, and lists what stands in the way of a "
            "sound review: missing or broken files, missing coordinate reference systems, unknown datum "
            "steps, invalid or empty geometries, double ids.\n\n"
            "Each row says where the fault lies, how grave it is and what to do. Nothing is changed and "
            "nothing is overlaid.\n\n"
            "The output folder receives the issues as issues.csv and issues.json; other files in it are kept. The "
            "number of processes and the overlap engine are taken so that the parameters of a review fit here "
            "too; they change nothing."
        )

    def initAlgorithm(self, config=None):
        self.add_case_parameters()
        self.add_run_parameters()
        self.addParameter(
            QgsProcessingParameterFeatureSink("ISSUE", tr("Issues in the inputs"), source_type("issue"), optional=True)
        )
        self.addOutput(QgsProcessingOutputNumber("SUBJECT_COUNT", tr("Number of subjects")))
        self.addOutput(QgsProcessingOutputNumber("ISSUE_COUNT", tr("Number of issues")))
        self.addOutput(
            QgsProcessingOutputNumber("UNUSABLE_LAYERS", tr("Number of constraint layers that cannot be used"))
        )

    def collect(self, parameters, context):
        self._asked = self.asked(parameters, context)

    def answer(self, parameters, context, feedback):
        from ...model.errors import Cancelled, ReviewFault
        from ...review.check import check
        from ..issue_files import write_issues
        from ..progress import FeedbackProgress
        from .overlap import log_issues

        folder = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        try:
            case, layers = self.case_and_layers(parameters, context, self._asked, feedback)
            checked = check(case, layers, FeedbackProgress(feedback, language()))
            files = write_issues(checked, folder) if folder else []
        except Cancelled:
            return {}
        except ReviewFault as fault:
            raise self.raised(fault) from None
        log_issues(checked.issue, feedback)
        for path in files:
            feedback.pushInfo(str(path))
        self._writer = SinkWriter(self, parameters, context, checked.crs, case, language())
        found = {
            "SUBJECT_COUNT": checked.subjects,
            "ISSUE_COUNT": len(checked.issue),
            "UNUSABLE_LAYERS": sum(not account.usable for account in checked.accounts.values()),
            "ISSUE": self._writer.write("ISSUE", "issue", checked.issue),
            "OUTPUT_FOLDER": folder or None,
        }
        return {name: value for name, value in found.items() if value is not None}
