"""What people decided, on top of what was computed: the computed verdict stays beside it (contract section 3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.codes import Severity
from ..model.records import Issue
from .findings import with_columns
from .result import said_once

COLUMNS = ("override_verdict", "override_by", "override_at", "override_reason", "override_state")
STANDS, REOPENED = "stands", "reopened"


def with_decisions(found, decisions, day):
    """(findings with their decisions, `Issue`s on decisions that do not hold).

    A decision is reopened, and holds no longer, where the facts or the clause have changed since, or another verdict is
    computed than the one that it was made on. One that does not say on what it was made is taken as made on what is
    computed now, and that is told; so is one of a later day than `day` (ISO text), that of the review: what was found
    for a day may well be decided on later, but nobody should have to look for it, and a slip of the pen shows.
    """
    if not decisions:  # one None for all: a province has millions of findings
        return with_columns(found, dict.fromkeys(COLUMNS, said_once(None, len(found)))), []
    columns = {name: np.full(len(found), None, dtype=object) for name in COLUMNS}
    issues = []
    findings = Decidable(found, found["subject_id"].to_numpy(dtype=object), decisions)
    for decision in decisions:
        rows = findings.meant(decision)
        if not rows:
            params = {"subject": decision.subject, "rule": decision.rule}
            issues.append(Issue("decisions", "decision_without_finding", Severity.WARNING, decision.subject, params))
        if rows and day and decision.at > day:
            issues.append(_after_review(decision, day))
        for row in rows:
            finding = found.iloc[row]
            state = REOPENED if _changed(finding, decision) else STANDS
            values = (decision.verdict, decision.by, decision.at, _reason(decision), state)
            for name, value in zip(COLUMNS, values):
                columns[name][row] = value
            if state == REOPENED:
                columns["override_verdict"][row] = None
                issues.append(_reopened(finding, decision))
            elif not (decision.computed or decision.facts):
                issues.append(_without_basis(finding, decision))
    return with_columns(found, columns), issues


class Decidable:
    """Findings that some `Decision`s may be on. names: of their subjects."""

    def __init__(self, found, names, decisions):
        self._found, self._rows = found, {}
        rules, subjects = found["rule_id"], pd.Series(names, dtype=object)
        mine = rules.isin([one.rule for one in decisions]).to_numpy(bool)
        mine &= subjects.isin([one.subject for one in decisions]).to_numpy(bool)
        rules = rules.to_numpy(dtype=object)
        for row in np.flatnonzero(mine).tolist():
            self._rows.setdefault((names[row], rules[row]), []).append(row)

    def meant(self, decision):
        """The places of the findings that a decision is on."""
        rows = self._rows.get((decision.subject, decision.rule), [])
        for name, wanted in (("pack", decision.pack), ("scheme", decision.scheme)):
            rows = [row for row in rows if not wanted or self._found[name].iat[row] == wanted]
        return rows


def _changed(finding, decision):
    if decision.facts and decision.facts != finding["facts_hash"]:
        return True
    return bool(decision.computed) and decision.computed != finding["verdict"]


def _reason(decision):
    return f"{decision.reason} [{decision.evidence}]" if decision.evidence else decision.reason


def _reopened(finding, decision):
    params = {
        "subject": decision.subject,
        "rule": decision.rule,
        "decided": decision.verdict,
        "by": decision.by,
        "at": decision.at,
        "was": decision.computed or "not_stated",
        "now": finding["verdict"],
    }
    return Issue("decisions", "decision_reopened", Severity.WARNING, decision.subject, params)


def _after_review(decision, day):
    params = {"subject": decision.subject, "rule": decision.rule, "by": decision.by, "at": decision.at, "day": day}
    return Issue("decisions", "decision_after_review", Severity.REMARK, decision.subject, params)


def _without_basis(finding, decision):
    params = {"subject": decision.subject, "rule": decision.rule, "by": decision.by, "now": finding["verdict"]}
    params.update(computed=finding["verdict"], facts=finding["facts_hash"])
    return Issue("decisions", "decision_without_basis", Severity.WARNING, decision.subject, params)
