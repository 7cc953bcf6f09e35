"""`rules lint PACK…`: what is doubtful in rule packs."""

from __future__ import annotations

import datetime
import os
import sys
from collections import Counter

from ..model.codes import Severity
from ..rules.lint.files import lint_files
from ..rules.lint.told import row, told, where
from .answer import done, failed, text

_DOES_NOT_PARSE = 2


def run(options, words):
    """Read, look, tell; returns the exit status: 0 whatever is remarked, 2 where a pack does not parse."""
    day = options.date or datetime.date.today().isoformat()
    linted = lint_files(options.packs, day, _known_units(options))
    if options.json:
        print(text(_answer(linted, words)))
    elif not options.quiet:
        print("\n".join(_lines(linted, words)))
    for fault in linted.faults:
        for one in (fault, *fault.others):
            print(words.fault(one), file=sys.stderr)
    return _DOES_NOT_PARSE if linted.faults else 0


def _known_units(options):
    """Codes of the units of `--units`, None without it."""
    if not options.units:
        return None
    from ..inputs.layers import open_source
    from ..inputs.meaning.unit_layer import unit_codes
    from ..inputs.ogr.gdal_calls import silence_threads
    from .opening import network_allowed

    silence_threads()
    layer = open_source(options.units, "auto", os.getcwd(), network_allowed(options))
    return unit_codes(layer, options.unit_field)


def _answer(linted, words):
    """The JSON object: counts, and the remarks as objects."""
    counts = Counter(remark.severity for remark in linted.remarks)
    summary = {
        "packs": len(linted.packs),
        "rules": linted.rules,
        "remarks": len(linted.remarks),
        "remarks_by_severity": {severity: counts[severity] for severity in Severity.ALL if counts[severity]},
    }
    answer = {**failed(linted.faults[0], words), "summary": summary} if linted.faults else done({}, summary)
    return {**answer, "remarks": [{**row(one, words), "params": dict(one.params)} for one in linted.remarks]}


def _lines(linted, words):
    """The summary, and what is remarked on packs that parse; faults of the others go to standard error."""
    remarks = [remark for remark in linted.remarks if remark.pack is not None]
    counts = {"packs": len(linted.packs), "rules": linted.rules, "remarks": len(remarks)}
    lines = [words.say("lint.summary", **counts)]
    for remark in remarks:
        lines.append(f"  {words.code('severity', remark.severity)} {words.line(where(remark), *told(remark, words))}")
    return lines
