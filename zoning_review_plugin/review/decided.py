"""What people decided, on top of what was computed: the computed verdict stays beside it (contract section 3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.codes import Severity
from ..model.records import Issue
from .findings import with_columns

_COLUMNS = ("override_verdict", "override_by", "override_at", "override_reason", "override_state")
_LOOKED_AT = ("subject_id", "rule_id", "pack", "scheme", "verdict", "facts_hash")
STANDS, REOPENED = "stands", "reopened"


def with_decisions(found, decisions, ids):
    """(findings with their decisions, `Issue`s on decisions that do not hold). ids: of the subjects.

    A decision is reopened, and holds no longer, where the facts or the clause have changed since, or another verdict is
    computed than the one that it was made on. One that does not say on what it was made is taken as made on what is
    computed now, and that is told.
    """
    columns = {name: np.full(len(found), None, dtype=object) for name in _COLUMNS}
    issues = []
    decided = pd.Index(ids).isin([decision.subject for decision in decisions])
    places = np.flatnonzero(decided[found["row"].to_numpy(np.int64)])
    near = pd.DataFrame({name: found[name].to_numpy()[places] for name in _LOOKED_AT})
    for decision in decisions:
        rows = np.flatnonzero(_meant(near, decision))
        if not len(rows):
            params = {"subject": decision.subject, "rule": decision.rule}
            issues.append(Issue("decisions", "decision_without_finding", Severity.WARNING, decision.subject, params))
        for row in rows.tolist():
            finding = near.iloc[row]
            state = REOPENED if _changed(finding, decision) else STANDS
            values = (decision.verdict, decision.by, decision.at, _reason(decision), state)
            for name, value in zip(_COLUMNS, values):
                columns[name][places[row]] = value
            if state == REOPENED:
                columns["override_verdict"][places[row]] = None
                issues.append(_reopened(finding, decision))
            elif not (decision.computed or decision.facts):
                issues.append(_without_basis(finding, decision))
    return with_columns(found, columns), issues


def _meant(found, decision):
    mine = ((found["subject_id"] == decision.subject) & (found["rule_id"] == decision.rule)).to_numpy()
    if decision.pack:
        mine &= (found["pack"] == decision.pack).to_numpy()
    if decision.scheme:
        mine &= (found["scheme"] == decision.scheme).to_numpy()
    return mine


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


def _without_basis(finding, decision):
    params = {"subject": decision.subject, "rule": decision.rule, "by": decision.by, "now": finding["verdict"]}
    params.update(computed=finding["verdict"], facts=finding["facts_hash"])
    return Issue("decisions", "decision_without_basis", Severity.WARNING, decision.subject, params)
