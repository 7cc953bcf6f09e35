"""`zoningreview:conformity`: subjects against the clauses of rule packs, one finding each."""

from ..translation import tr
from .review import Review


class Conformity(Review):
    """A review for its verdicts: findings and conclusions come first; without a rule pack there is nothing to do."""

    ICON = "conformity.svg"
    TABLES = {
        "FINDING": "finding",
        "CONCLUSION": "conclusion",
        "SUBJECT": "subject",
        "OVERLAP": "overlap",
        "ISSUE": "issue",
    }
    LOADED = ("FINDING", "CONCLUSION", "SUBJECT")

    def name(self):
        return "conformity"

    def displayName(self):
        return tr("Conformity to access lists")

    def shortDescription(self):
        return tr("Clause by clause: which subject conforms, which does not, why, and what is missing")

    def shortHelpString(self):
        return tr(
            "Judges subjects by the clauses of rule packs: access lists, red lines, farmland, development "
            "boundaries, limits on emissions and distances.\n\n"
            "Every finding carries the clause in its own words, the figures and features that it rests on, what is "
            "missing for another verdict, and a sentence in Chinese and English. Of several limits on one thing the "
            "strictest counts; the others are kept beside it. What is not known never conforms, and what a "
            "person must judge stays open.\n\n"
            "Rule packs are JSON files or workbooks, named by the case file or given here."
        )

    def checkParameterValues(self, parameters, context):
        if not (parameters.get("RULES") or parameters.get("CASE")):
            return False, tr("Give at least one rule pack: without rules nothing can be judged.")
        return super().checkParameterValues(parameters, context)

    @staticmethod
    def _sink_titles():
        return {
            "FINDING": tr("Findings (subject by clause)"),
            "CONCLUSION": tr("Conclusions (project by scheme by topic)"),
            "SUBJECT": tr("Subjects"),
            "OVERLAP": tr("Overlaps"),
            "ISSUE": tr("Issues in the inputs"),
        }
