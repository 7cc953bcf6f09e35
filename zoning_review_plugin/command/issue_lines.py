"""An issue as one line of text."""


def issue_line(row, words):
    """Severity, where, what, and what to do, of a row of the table `issue`."""
    where = row.layer or words.say("issue.case")
    if row.feature_id is not None:
        where = words.say("issue.feature", layer=where, feature=row.feature_id)
    return f"{words.code('severity', row.severity)} {words.line(where, row.message, row.action)}"
