"""Issues in the inputs as files: issues.csv for spreadsheets, issues.json as the headless `check --json` prints it."""

import csv
from pathlib import Path

from ..command.answer import done, issues_by_severity, text
from ..outputs.aside import written_aside
from ..outputs.plain import plain_rows
from ..outputs.safe_text import for_spreadsheet

KINDS = ("csv", "json")


def write_issues(checked, folder):
    """Write the issues of a `Checked` into `folder`, both files or none, without geometry. Returns their paths.

    Their names are none of a review's, so that a check never replaces figures. Raises OutputFault.
    """
    folder = Path(folder)
    issues = checked.issue.drop(columns="geom")
    rows = list(plain_rows(issues))
    paths = [folder / f"issues.{kind}" for kind in KINDS]
    with written_aside(folder) as aside:
        _write_csv(aside / paths[0].name, issues.columns, rows)
        answer = done({kind: [path] for kind, path in zip(KINDS, paths)}, _summary(checked))
        answer["issues"] = [dict(zip(issues.columns, row)) for row in rows]
        (aside / paths[1].name).write_text(text(answer), encoding="utf-8", errors="replace")
    return paths


def _write_csv(path, names, rows):
    with open(path, "w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        writer.writerows([for_spreadsheet(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


def _summary(checked):
    return {
        "subjects": checked.subjects,
        "issues": len(checked.issue),
        "issues_by_severity": issues_by_severity(checked.issue),
        "usable": {key: account.usable for key, account in checked.accounts.items()},
        "layers": checked.verdicts(),
    }
