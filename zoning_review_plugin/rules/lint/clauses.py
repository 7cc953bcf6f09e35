"""What a clause leaves out, and verdicts that cannot be meant."""

from __future__ import annotations

from ...model.codes import PASSES, RANK_OF_VERDICT
from ..limits import breaches_if_true


def number_missing(given):
    """Clauses without their number."""
    for clause in given.clauses:
        if not (clause.rule.clause_no or "").strip():
            yield clause.remark("clause_no_missing", "clause_no")


def unknown_left_open(given):
    """Tests that do not say what holds where nobody knows, and those that pass then."""
    for clause in given.clauses:
        if clause.rule.if_unknown in PASSES:
            yield clause.remark("if_unknown_passes", "if_unknown", verdict=clause.rule.if_unknown)
        elif clause.rule.test is not None and "if_unknown" not in clause.written:
            yield clause.remark("if_unknown_missing", "if_unknown", verdict=clause.rule.if_unknown)


def judges_nothing(given):
    """Clauses for the machine without a test; tests that give the same verdict whatever they find."""
    for clause in given.clauses:
        rule = clause.rule
        if rule.test is None and rule.automation == "auto":
            yield clause.remark("nothing_to_test", "test")
        elif rule.test is not None and rule.modality != "encourage" and rule.if_true == rule.if_false:
            yield clause.remark("verdicts_alike", "if_true", verdict=rule.if_true)


def doubtful_exceptions(given):
    """Exceptions that ask for no document, and those that leave the subject no better off."""
    for clause in given.clauses:
        breach = breach_of(clause.rule)
        for place, way in enumerate(clause.rule.exceptions):
            if not way.evidence:
                yield clause.remark("exception_without_evidence", "exceptions", place, "evidence")
            if clause.rule.test is not None and RANK_OF_VERDICT[way.verdict] <= RANK_OF_VERDICT[breach]:
                params = {"verdict": way.verdict, "breach": breach}
                yield clause.remark("exception_no_better", "exceptions", place, "verdict", **params)


def breach_of(rule):
    """The verdict that the test of a rule gives where the rule is broken."""
    return rule.if_true if breaches_if_true(rule) else rule.if_false
