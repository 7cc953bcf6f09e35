"""`rules lint PACK…`: what is doubtful in rule packs."""

from __future__ import annotations

import datetime
import os
import sys
from collections import Counter

from ..model.codes import Severity
from ..rules.faults import PackFault
from ..rules.lint.lint import lint
from ..rules.lint.remark import remarks_of
from ..rules.lint.told import told, where
from ..rules.pack_file import read_pack
from .answer import done, failed, text

_DOES_NOT_PARSE = 2


def run(options, words):
    """Read, look, tell; returns the exit status: 0 whatever is remarked, 2 where a pack does not parse."""
    packs, faults = _read(options.packs)
    day = options.date or datetime.date.today().isoformat()
    remarks = lint(packs, day, _known_units(options))
    unread = [remark for fault in faults for remark in remarks_of(fault)]
    if options.json:
        print(text(_answer(packs, faults, unread + remarks, words)))
    elif not options.quiet:
        print("\n".join(_lines(packs, remarks, words)))
    for fault in faults:
        for one in (fault, *fault.others):
            print(words.fault(one), file=sys.stderr)
    return _DOES_NOT_PARSE if faults else 0


def _read(paths):
    """(`Pack`s, the `PackFault` of each file that does not parse)."""
    packs, faults = [], []
    for path in paths:
        try:
            packs.append(read_pack(path))
        except PackFault as fault:
            faults.append(fault)
    return packs, faults


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


def _answer(packs, faults, remarks, words):
    """The JSON object: counts, and the remarks as objects."""
    counts = Counter(remark.severity for remark in remarks)
    summary = {
        "packs": len(packs),
        "rules": sum(len(pack.rules) for pack in packs),
        "remarks": len(remarks),
        "remarks_by_severity": {severity: counts[severity] for severity in Severity.ALL if counts[severity]},
    }
    answer = {**failed(faults[0], words), "summary": summary} if faults else done({}, summary)
    return {**answer, "remarks": [_object(remark, words) for remark in remarks]}


def _object(remark, words):
    message, action = told(remark, words)
    return {
        "file": remark.file,
        "pack": remark.pack,
        "rule_id": remark.rule_id,
        "path": remark.path,
        "line": remark.line,
        "code": remark.code,
        "severity": remark.severity,
        "params": dict(remark.params),
        "message": message,
        "action": action,
    }


def _lines(packs, remarks, words):
    rules = sum(len(pack.rules) for pack in packs)
    lines = [words.say("lint.summary", packs=len(packs), rules=rules, remarks=len(remarks))]
    for remark in remarks:
        lines.append(f"  {words.code('severity', remark.severity)} {words.line(where(remark), *told(remark, words))}")
    return lines
