"""Issues as lines of text."""

from __future__ import annotations

from itertools import islice


def issue_lines(rows, words, most):
    """At most `most` lines for rows of the table `issue`; the last one counts those that are left out.

    Faults of layers come first: a layer that cannot be used matters more than any one feature.
    """
    rows = rows.sort_values("feature_id", key=lambda column: column.notna(), kind="stable")
    shown = len(rows) if len(rows) <= most else most - 1
    lines = [issue_line(row, words) for row in islice(rows.itertuples(), shown)]
    return lines + ([words.say("issue.more", count=len(rows) - shown)] if len(rows) > shown else [])


def issue_line(row, words):
    """Severity, where, what, and what to do, of a row of the table `issue`."""
    where = row.layer or words.say("issue.case")
    if row.feature_id is not None:
        where = words.say("issue.feature", layer=where, feature=row.feature_id)
    return f"{words.code('severity', row.severity)} {words.line(where, row.message, row.action)}"
