"""The one JSON object that every call prints with `--json`, on failure too."""

from __future__ import annotations

import json

from ..model.codes import VERDICTS, Status

SCHEMA = "zoning-review/answer/1"


def done(outputs, summary, status="done"):
    """The answer of a job that was done. outputs: {kind: [paths]}."""
    paths = {kind: [str(path) for path in found] for kind, found in outputs.items()}
    return {"schema": SCHEMA, "status": status, "outputs": paths, "summary": summary, "error": None}


def failed(fault, words, status="failed"):
    """The answer of a job that could not be done; further faults of the same kind stand under `others`."""
    return {"schema": SCHEMA, "status": status, "outputs": {}, "summary": None, "error": _error(fault, words)}


def _error(fault, words):
    place = fault.place
    error = {
        "code": fault.code,
        "message": words.say(f"fault.{fault.code}", **fault.params),
        "file": place.file,
        "layer": place.layer,
        "feature": place.feature,
        "field": place.field,
        "key": place.key,
        "line": place.line,
        "action": words.action(fault),
    }
    if fault.others:
        error["others"] = [_error(other, words) for other in fault.others]
    return error


def summary_of(result):
    """Counts of a Result: subjects, verdicts, overlaps, statuses, issues."""
    tables = result.tables
    verdicts = tables["subject"]["verdict"].fillna("not_judged").value_counts()
    statuses = tables["exposure"]["status"].value_counts()
    order = [*VERDICTS, "not_judged"]
    return {
        "subjects": len(tables["subject"]),
        "by_verdict": {code: int(verdicts[code]) for code in order if code in verdicts},
        "overlaps": len(tables["overlap"]),
        "by_status": {code: int(statuses.get(code, 0)) for code in Status.ALL},
        "issues": len(tables["issue"]),
        "issues_by_severity": issues_by_severity(tables["issue"]),
    }


def issues_by_severity(issues):
    """{severity: count} of a table of issues."""
    return {code: int(count) for code, count in issues["severity"].value_counts().items()}


def text(answer):
    """The object as one line of JSON."""
    return json.dumps(answer, ensure_ascii=False)
