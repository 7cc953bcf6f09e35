"""`check CASE`: the inputs only."""

from __future__ import annotations

from dataclasses import replace

from ..review.check import check
from .answer import done, issues_by_severity, text
from .issue_lines import issue_line
from .opening import opened, progress_of


def run(options, words):
    """Check and tell; returns the exit status."""
    progress = progress_of(options, words)
    try:
        case, layers = opened(options)
        checked = check(replace(case, language=words.language), layers, progress)
    finally:
        progress.close()
    if options.json:
        print(text(_answer(checked)))
    elif not options.quiet:
        print("\n".join(_lines(checked, words)))
    return 0


def _answer(checked):
    """The JSON object: counts, and the issues as objects."""
    issues = checked.issue.drop(columns="geom").astype(object)
    summary = {
        "subjects": checked.subjects,
        "issues": len(issues),
        "issues_by_severity": issues_by_severity(issues),
        "usable": {key: account.usable for key, account in checked.accounts.items()},
        "layers": checked.verdicts(),
    }
    return {**done({}, summary), "issues": issues.where(issues.notna(), None).to_dict("records")}


def _lines(checked, words):
    usable = [account.usable for account in checked.accounts.values()]
    counts = {"subjects": checked.subjects, "usable": sum(usable), "layers": len(usable), "issues": len(checked.issue)}
    return [
        words.say("check.summary", **counts),
        *("  " + _layer_line(key, account, words) for key, account in checked.accounts.items()),
        *("  " + issue_line(row, words) for row in checked.issue.itertuples()),
    ]


def _layer_line(key, account, words):
    return words.say("check.layer", layer=key, verdict=words.code("usability", account.verdict), count=account.count)
