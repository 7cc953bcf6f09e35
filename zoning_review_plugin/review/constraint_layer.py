"""One constraint layer on its way into the review: may it be used at all, and which of its features matter here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..inputs.checks.chosen import About, feature_checks
from ..inputs.checks.corners import Corners
from ..inputs.checks.web_map_offset import WebMapOffset
from ..inputs.files.known import key_of_pass
from ..inputs.gate import Gate
from ..inputs.meaning.fields import named_fields
from ..inputs.meaning.roles import grade_of, kinds_of
from ..inputs.ogr.domains import meanings_of
from ..inputs.places.crs import Grade, Move, crs_name, move_between, on_earth
from ..inputs.texts.text_values import numbers
from ..model.codes import AREA_UNITS, Kind, Severity
from ..model.errors import CaseFault, Place
from ..model.records import Issue
from .frame import Frame
from .tiling import tiling_checks

# Datum steps known to be worse than this (m) are told with their figure.
_WORTH_TELLING_M = 0.5
# Around the middle of the subjects, far enough for the shifts of web maps (700 m, 1.3 km).
_CORNERS_WITHIN_M = 5000.0


@dataclass(frozen=True)
class Entry:
    """How a constraint layer comes in: its move to the analysis CRS and its fields, or the issue that keeps it out."""

    move: Move | None = None
    columns: dict | None = None
    refused: Issue | None = None
    remarks: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Features:
    """The features of one constraint layer that may matter, in order of feature id. All arrays have one length.

    fid: int64. id, code, name, feature_class, grade: text or None. attribute_area: m2, NaN where unknown.
    geometry: in the analysis CRS, None where there is none or where its kind cannot answer for the role.
    states_areas: whether the layer has a field of areas at all. unfit: the shapes of those of another kind.
    """

    fid: np.ndarray
    id: np.ndarray
    code: np.ndarray
    name: np.ndarray
    feature_class: np.ndarray
    grade: np.ndarray
    attribute_area: np.ndarray
    geometry: np.ndarray
    states_areas: bool
    unfit: np.ndarray

    def __len__(self):
        return len(self.fid)


def enter(case, constraint, layer, frame: Frame):
    """The `Entry` of a constraint layer whose fields are named (`with_found_fields`).

    Raises CaseFault for a field or pipeline that the case names wrongly.
    """
    if isinstance(layer, Issue):
        return Entry(refused=layer)
    place = f"constraints[{case.constraints.index(constraint) + 1}]"
    columns = named_fields(layer, constraint.fields, place)
    if layer.crs is None:
        return Entry(refused=Issue(constraint.key, "crs_missing", Severity.ERROR, params={"source": constraint.source}))
    if not on_earth(layer.crs):
        return Entry(refused=Issue(constraint.key, "crs_unusable", Severity.ERROR, params={"got": crs_name(layer.crs)}))
    try:
        move = move_between(layer.crs, frame.crs, constraint.transform, frame.degrees)
    except CaseFault as fault:
        raise CaseFault(fault.code, Place(key=f"{place}.transform"), **fault.params) from None
    issue = datum_issue(constraint.key, move, layer.crs, frame.crs, case.options.accept_datum_shift)
    if issue is not None and issue.severity == Severity.ERROR:
        return Entry(refused=issue)
    remarks = (*((issue,) if issue else ()), *_on_domain(constraint.key, layer, columns.get("class")))
    return Entry(move, columns, remarks=remarks)


def _on_domain(key, layer, name):
    """[an issue] where the field of classes holds codes whose meanings a domain tells."""
    field = next((field for field in layer.fields if field.name == name and field.meanings), None)
    if field is None:
        return []
    params = {"field": name, "domain": field.domain, "count": len(field.meanings)}
    return [Issue(key, "domain_meanings", Severity.INFO, params=params)]


def datum_issue(key, move, source, target, accepted):
    """What is to be said of a move between two CRS; severity `error` where it must not be taken. None if nothing."""
    params = {
        "source_crs": crs_name(source),
        "target_crs": crs_name(target),
        "operation": move.operation,
        "accuracy_m": move.accuracy_m,
    }
    if move.grade == Grade.UNKNOWN:
        severity = Severity.WARNING if accepted and move.apply else Severity.ERROR
        return Issue(
            key, "datum_shift_accepted" if severity == Severity.WARNING else "datum_unknown", severity, params=params
        )
    if move.grade == Grade.NEGLIGIBLE:
        return Issue(key, "datum_negligible", Severity.REMARK, params=params)
    if move.grade == Grade.NAMED:
        return Issue(key, "datum_named", Severity.REMARK, params=params)
    if move.grade == Grade.STATED:
        return Issue(key, "datum_stated", Severity.WARNING, params=params)
    if move.grade == Grade.KNOWN and (move.accuracy_m is None or move.accuracy_m > _WORTH_TELLING_M):
        return Issue(key, "datum_accuracy", Severity.WARNING, params=params)
    return Issue(key, "crs_moved", Severity.INFO, params=params) if move.apply else None


def gate_of(constraint, layer, entry, frame, threads=1, checks=()):
    """The gate that the features of a constraint layer pass."""
    columns, move, area_of = entry.columns, entry.move, frame.on_ellipsoid.area
    known = key_of_pass(layer, columns, move, frame.crs)
    return Gate(constraint.key, layer, columns, {}, move, area_of, threads, checks, known)


def checks_of(case, constraint, layer, entry, frame, boxes=None, ground=None):
    """The `Check`s for one pass of all of a constraint layer. boxes, ground: as `tiling_checks` takes them."""
    area_of = frame.on_ellipsoid.area
    meanings = meanings_of(layer, entry.columns.get("class"))
    unit, day = constraint.area_unit, case.date
    about = About(constraint.role, entry.columns, layer.crs, area_of, unit, day, frame.crs, meanings)
    shifted = WebMapOffset(frame.marks, frame.crs)
    x0, y0, x1, y1 = frame.bounds
    corners = Corners(((x0 + x1) / 2, (y0 + y1) / 2), frame.margin(_CORNERS_WITHIN_M))
    return (*feature_checks(about), shifted, corners, *tiling_checks(constraint, frame, boxes, ground))


def read_near(constraint, gate, near, bounds=None, step=None):
    """The `Features` near the subjects. near: batch geometry → rows worth keeping. bounds: a window to read.

    step: called with the number of features that have passed so far.
    """
    kept = []
    for batch in gate.features(bounds):
        rows = near(batch.geometry)
        kept.append(
            (batch.fid[rows], batch.geometry[rows], {name: column[rows] for name, column in batch.attributes.items()})
        )
        if step:
            step(gate.count)
    meanings = meanings_of(gate.layer, gate.columns.get("class"))
    return features_of(constraint, kept, "area" in gate.columns, meanings)


def features_of(constraint, kept, states_areas, meanings):
    """The `Features` of [(fid, geometry, attributes)] that have passed a gate. meanings: of the classes, by code."""
    empty = np.empty(0, dtype=object)
    fid = np.concatenate([part[0] for part in kept]) if kept else np.empty(0, np.int64)
    order = np.argsort(fid, kind="stable")
    geometry = np.concatenate([part[1] for part in kept])[order] if kept else empty
    fit = np.isin(shapely.get_dimensions(geometry), [Kind.ALL.index(kind) for kind in kinds_of(constraint.role)])

    def column(name):
        if not kept or name not in kept[0][2]:
            return np.full(len(fid), None, dtype=object)
        return np.concatenate([part[2][name] for part in kept])[order]

    fid = fid[order]
    code, classes = column("code"), column("class")
    ids = column("id")
    nameless = np.flatnonzero(~ids.astype(bool))
    ids[nameless] = list(map(str, fid[nameless].tolist()))
    area = numbers(column("area").tolist()) * AREA_UNITS[constraint.area_unit]
    grades = _grades(constraint.role, classes, code, meanings)
    unfit = geometry[~fit & ~np.equal(geometry, None)]
    shapes = np.where(fit, geometry, None)
    return Features(fid, ids, code, column("name"), classes, grades, area, shapes, states_areas, unfit)


def _grades(role, classes, codes, meanings):
    """The grade of each feature; equal classes and codes are looked up once. meanings: of the classes, by code."""
    known, pairs = {}, list(zip(classes.tolist(), codes.tolist()))
    for pair in pairs:
        if pair not in known:
            known[pair] = grade_of(role, meanings.get(pair[0], pair[0]), pair[1])
    return np.array([known[pair] for pair in pairs], dtype=object)
