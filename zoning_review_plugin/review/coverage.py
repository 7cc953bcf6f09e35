"""The ground that a constraint layer answers for, where the case gives it as a layer."""

from __future__ import annotations

from dataclasses import replace

import shapely

from ..inputs.crs import move_between
from ..inputs.damage import accepted
from ..inputs.gate import Gate
from ..model.case import Coverage
from ..model.codes import Kind, Severity
from ..model.records import Issue
from .constraint_layer import datum_issue, read_near


def coverage_name(key):
    """What issues call the coverage layer of a constraint."""
    return f"{key} coverage"


def read_coverages(case, layers, frame, left):
    """({constraint key: polygons (object array) that the layer answers for, near the subjects}, issues).

    A key is left out where the case names no coverage layer, or where that cannot be used.
    """
    grounds, issues = {}, []
    for constraint in case.constraints:
        if isinstance(constraint.coverage, Coverage):
            ground, found = _read(case, constraint, layers.coverages[constraint.key], frame, left)
            issues += found
            if ground is not None:
                grounds[constraint.key] = ground
    return grounds, issues


def _read(case, constraint, layer, frame, left):
    """(polygons or None, issues) of one coverage layer, or of the issue for which it could not be opened."""
    place = {"source": constraint.coverage.source}
    if isinstance(layer, Issue):
        return None, [Issue(constraint.key, "coverage_unreadable", Severity.ERROR, params=place)]
    if layer.crs is None:
        return None, [Issue(constraint.key, "coverage_crs_missing", Severity.ERROR, params=place)]
    move = move_between(layer.crs, frame.crs)
    issue = datum_issue(constraint.key, move, layer.crs, frame.crs, case.options.accept_datum_shift)
    if issue is not None and issue.severity == Severity.ERROR:
        return None, [issue]
    gate = Gate(coverage_name(constraint.key), layer, {}, {}, move, frame.on_ellipsoid.area)
    geometry = read_near(constraint, gate, left.near(0.0)).geometry
    short = gate.missing() or gate.damage()
    if short is not None and not case.options.accept_incomplete:
        return None, [*gate.issues, short]
    if not gate.kinds[Kind.POLYGON]:
        return None, [*gate.issues, Issue(constraint.key, "coverage_without_polygons", Severity.ERROR, params=place)]
    told = [replace(short, severity=Severity.WARNING)] if short else []
    return geometry[shapely.get_dimensions(geometry) == 2], accepted(gate.issues) + told if short else gate.issues
