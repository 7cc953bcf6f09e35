"""What was noticed in a survey text, in the log of an algorithm."""

from .overlap import log_issues


def log_found(layer, faults, feedback, language, issues=()):
    """Log what was found when `layer` was opened (its `found`) and read (`faults`), and `issues`; returns the rows."""
    from ...model.records import Issue
    from ...review.issues import issue_table

    found = [Issue(layer.name, one.code, one.severity, params=dict(one.params)) for one in (*layer.found, *faults)]
    table = issue_table([*found, *issues], language)
    log_issues(table, feedback)
    return table
