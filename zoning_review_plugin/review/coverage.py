"""The ground that a constraint layer answers for, where the case gives it as a layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..inputs.checks.chosen import About, feature_checks
from ..inputs.files.damage import accepted
from ..inputs.gate import Gate
from ..inputs.layer import Layer
from ..inputs.meaning.roles import tiles
from ..inputs.places.crs import crs_name, move_between, on_earth
from ..inputs.places.known_crs import same
from ..model.case import Coverage
from ..model.codes import Kind, Severity
from ..model.records import Issue
from .account import LayerAccount
from .constraint_layer import datum_issue, read_near
from .elsewhere import causes, without_crs


def ground_unknown(constraint, severity):
    """[an issue of some severity] on a layer of which nothing tells what ground it answers for; else []."""
    if constraint.coverage is not None or tiles(constraint.role):
        return []
    return [Issue(constraint.key, "coverage_unknown", severity)]


@dataclass(frozen=True)
class Ground:
    """What a coverage layer comes to. polygons: object array near the subjects, None where it cannot be used.

    account: the `LayerAccount` of the coverage layer; its key is `coverage_name`.
    """

    polygons: np.ndarray | None
    account: LayerAccount


def coverage_name(key):
    """What issues call the coverage layer of a constraint."""
    return f"{key} coverage"


def read_coverages(case, layers, frame, near):
    """{constraint key: `Ground`} of the constraints for which the case names a coverage layer.

    near: a function of geometries → rows: those that matter.
    """
    return {
        constraint.key: _read(case, constraint, layers, frame, near)
        for constraint in case.constraints
        if isinstance(constraint.coverage, Coverage)
    }


def _read(case, constraint, layers, frame, near):
    layer, key = layers.coverages[constraint.key], coverage_name(constraint.key)
    refused = _refused(constraint, layer)
    if refused:
        more = without_crs(case, key, layer, frame) if refused[-1].check_code == "coverage_crs_missing" else []
        return _unusable(key, [*refused, *more])
    move = _move(constraint, layer, layers.constraints[constraint.key], frame)
    step = datum_issue(key, move, layer.crs, frame.crs, case.options.accept_datum_shift)
    if step is not None and step.severity == Severity.ERROR:
        return _unusable(key, [step])
    area_of = frame.on_ellipsoid.area
    checks = feature_checks(About(None, {}, layer.crs, area_of, constraint.area_unit, case.date, frame.crs))
    gate = Gate(key, layer, {}, {}, move, area_of, 1, checks)
    features = read_near(constraint, gate, near)
    told = accepted(gate.issues) if case.options.accept_incomplete else gate.issues
    said = [*([step] if step else []), *told, *causes(case, gate, frame)]
    fault = _fault(case, constraint, gate)
    usable = fault is None or fault.severity != Severity.ERROR
    issues = tuple([*said, *([fault] if fault else [])])
    account = LayerAccount(key, issues, usable, gate.count, gate.content, move.operation, {})
    if not usable:
        return Ground(None, account)
    return Ground(_sure(features, gate.open_repairs), account)


def _unusable(key, issues):
    return Ground(None, LayerAccount(key, tuple(issues), False))


def _refused(constraint, layer):
    """The issues for which a coverage layer does not come in, [] where it does."""
    place = {"source": constraint.coverage.source}
    if isinstance(layer, Issue):
        why = Issue(coverage_name(constraint.key), layer.check_code, layer.severity, params=layer.params)
        return [why, Issue(constraint.key, "coverage_unreadable", Severity.ERROR, params=place)]
    if layer.crs is None:
        return [Issue(constraint.key, "coverage_crs_missing", Severity.ERROR, params=place)]
    if not on_earth(layer.crs):
        params = {"got": crs_name(layer.crs)}
        return [Issue(coverage_name(constraint.key), "crs_unusable", Severity.ERROR, params=params)]
    return []


def _move(constraint, layer, described, frame):
    """The `Move` of a coverage layer; a step that the case names for the layer it describes holds for its CRS."""
    shared = isinstance(described, Layer) and described.crs is not None and same(described.crs, layer.crs)
    pipeline = constraint.transform if shared else None
    return move_between(layer.crs, frame.crs, pipeline, frame.degrees)


def _fault(case, constraint, gate):
    """The issue of a coverage layer once all of it has passed: severity `error` where it must not be relied on."""
    short = gate.missing() or gate.damage()
    if short is not None and not case.options.accept_incomplete:
        return short
    if not gate.kinds[Kind.POLYGON]:
        place = {"source": constraint.coverage.source}
        return Issue(constraint.key, "coverage_without_polygons", Severity.ERROR, params=place)
    return short and Issue(short.layer, short.check_code, Severity.WARNING, params=short.params)


def _sure(features, open_repairs):
    """The polygons of a coverage layer, less what the repair of each leaves in doubt."""
    ground = features.geometry.copy()
    boxes = {repair.fid: repair.boxes for repair in open_repairs}
    for row in np.flatnonzero(np.isin(features.fid, list(boxes))):
        doubtful = shapely.box(*boxes[int(features.fid[row])].T)
        ground[row] = shapely.difference(ground[row], shapely.union_all(doubtful))
    return ground[(shapely.get_dimensions(ground) == 2) & ~shapely.is_empty(ground)]
