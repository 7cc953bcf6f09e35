"""`survey IN OUT`: survey boundary text to a layer, or a layer to survey boundary text."""

from __future__ import annotations

import os
from pathlib import Path

from ..inputs.layers import open_source
from ..inputs.ogr.gdal_calls import silence_threads
from ..inputs.places.crs import crs_of_text
from ..model.errors import CaseFault
from ..model.records import Issue
from ..outputs.survey_text import write_survey
from ..outputs.vector_file import DRIVERS, write_vector
from ..review.issues import issue_table
from .answer import done, issues_by_severity, text
from .issue_lines import issue_line
from .opening import network_allowed

_TEXT = ".txt"
_NUMBERS = ("MJ", "JZDS")


def run(options, words):
    """Convert and tell; returns the exit status."""
    silence_threads()
    out = Path(options.output)
    if out.suffix.lower() not in (_TEXT, *DRIVERS):
        raise CaseFault("survey_format", suffix=out.suffix or str(out), known=", ".join((_TEXT, *DRIVERS)))
    crs = crs_of_text(options.crs) if options.crs else None
    layer = open_source(_source(options.input, options.crs, out), "auto", os.getcwd(), network_allowed(options))
    issues = [Issue(layer.name, fault.code, fault.severity, params=dict(fault.params)) for fault in layer.found]
    if out.suffix.lower() == _TEXT:
        written = write_survey(layer, out, crs, options.encoding, _header(layer))
        summary = {"plots": written.plots, "points": written.points, "crs": _name(written.crs)}
        issues += written.issues
    else:
        count, faults = write_vector(layer, out, _NUMBERS)
        summary = {"plots": count, "crs": _name(layer.crs)}
        issues += [Issue(layer.name, fault.code, fault.severity, params=dict(fault.params)) for fault in faults]
    _tell(issue_table(issues, words.language), summary, out, options, words)
    return 0


def _source(given, crs, out):
    """The source text: `--crs` stands for the system of a text that is read, as for one that is written."""
    return f"{given}|crs={crs}" if crs and out.suffix.lower() != _TEXT and "|crs=" not in given else given


def _header(layer):
    """The settings of a survey text that is written anew."""
    marked = {key: value for key, value in layer.facts.items() if key.startswith("header.")}
    return {key.partition(".")[2]: value for key, value in marked.items()}


def _name(crs):
    return f"{crs.to_epsg() and f'EPSG:{crs.to_epsg()}' or crs.name}" if crs is not None else None


def _tell(issues, summary, out, options, words):
    rows = issues.drop(columns="geom").astype(object)
    summary = {**summary, "issues": len(rows), "issues_by_severity": issues_by_severity(rows)}
    if options.json:
        answer = done({"survey": [out]}, summary)
        print(text({**answer, "issues": rows.where(rows.notna(), None).to_dict("records")}))
    elif not options.quiet:
        print(words.say("survey.summary", plots=summary["plots"], crs=summary["crs"] or "-", file=str(out)))
        for row in issues.itertuples():
            print("  " + issue_line(row, words))
