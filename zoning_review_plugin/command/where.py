"""`where CASE`: which control units, and what ground, no prohibition shuts to an industry or a land use."""

from __future__ import annotations

import sys

from ..model.codes import Severity
from ..model.progress import Span
from ..model.words import Words
from ..outputs.where_file import write_where
from ..studies.where import where
from ..tables.where import clauses_table, data_line, question_line, total_lines, units_table
from .answer import done, issues_by_severity, text
from .executors import process_pool
from .issue_lines import issue_lines
from .opening import opened, progress_of
from .summary import aligned

_MOST = 10  # units and clauses that are printed; the file has all


def run(options, words):
    """Ask, write, tell; returns the exit status."""
    progress = progress_of(options, words)
    try:
        case, layers = opened(options)
        with process_pool(options.workers) as executor:
            asked = (options.industry, options.land_use)
            found = where(case, layers, *asked, executor, Span(progress, 0.0, 0.9), options.engine)
        path = write_where(found, options.output or case.folder / f"{case.name}.where")
    finally:
        progress.close()
    if not options.quiet:
        issues = found.tables["issue"]
        lines = issue_lines(issues[issues["severity"] == Severity.ERROR], Words(found.case.language), _MOST)
        print("\n".join(lines), end="\n" if lines else "", file=sys.stderr)
    if options.json:
        print(text(_answer(found, path)))
    elif not options.quiet:
        print("\n".join(where_summary(found, path, words)))
    return 0


def where_summary(found, path, words):
    """The lines that a person reads: what was asked, how much ground is what, the units and the clauses behind it."""
    lines = [found.case.title, question_line(found, words), *total_lines(found, words)]
    for table in (units_table(found, words, _MOST), clauses_table(found, words, _MOST)):
        if len(table.rows):
            lines += ["", table.title, *aligned(table)]
    lines += ["", words.say("note.where"), data_line(found, words), words.say("summary.outputs"), f"  {path}"]
    return lines


def _answer(found, path):
    """The JSON object: counts, and units and clauses as objects."""
    units, clauses, issues = (_records(found.tables[name]) for name in ("unit", "clause", "issue"))
    ground = found.tables["ground"].groupby("status")["area_m2"].sum()
    summary = {
        "industry": list(found.question.industry),
        "land_use": found.question.land_use,
        "land_use_by_industry": found.question.by_industry,
        "units": len(units),
        "by_status": found.tables["unit"]["status"].value_counts().to_dict(),
        "ground_m2": {status: float(area) for status, area in ground.items()},
        "issues": len(issues),
        "issues_by_severity": issues_by_severity(found.tables["issue"]),
    }
    return {**done({"gpkg": [path]}, summary), "units": units, "clauses": clauses}


def _records(frame):
    plain = frame.drop(columns="geom", errors="ignore").astype(object)
    return plain.where(plain.notna(), None).to_dict("records")
