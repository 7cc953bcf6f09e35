"""What is to be said of a case as a whole, before any figure: dates, planes, and what this version leaves aside."""

from __future__ import annotations

import math

from ..inputs.places.crs import crs_name, is_web_mercator
from ..inputs.source import parse_source
from ..model.codes import Basis, Severity
from ..model.errors import CaseFault, Place
from ..model.records import Issue
from .constraint_layer import datum_issue
from .frame import Frame

# A plane whose areas are off by more than this is told.
_PLANE_TOLERANCE = 1e-4
# Beyond this a plane is no basis for areas at all (Web Mercator and its kind).
_PLANE_LIMIT = 0.05


def remarks_on_case(case, subjects, frame: Frame):
    """Issues on the case as a whole, which is dated, and on how its `Subjects` came in.

    Raises CaseFault where the area basis cannot be taken in the analysis CRS.
    """
    said = [*_datum(case, subjects, frame), *_web_mercator(frame), *_plane(case, frame)]
    return [*said, *_validity(case), *_left_aside(case)]


def _datum(case, subjects, frame):
    """How each subject source came to the analysis CRS."""
    accepted = case.options.accept_datum_shift
    found = [datum_issue(gate.key, gate.move, gate.layer.crs, frame.crs, accepted) for gate in subjects.gates]
    return [issue for issue in found if issue]


def _web_mercator(frame):
    """A word on the CRS of web maps as the place where layers meet: it is good for looking, not for measuring."""
    if not is_web_mercator(frame.crs):
        return []
    stretch = 100 * (1 / math.cos(math.radians(frame.centre[1])) - 1)
    params = {"crs": crs_name(frame.crs), "percent": f"{stretch:.0f}"}
    return [Issue("", "web_mercator", Severity.WARNING, params=params)]


def _plane(case, frame):
    if case.options.area_basis != Basis.PROJECTED:
        return []
    error = frame.scale_error()
    plane = frame.zone.name if frame.crs.is_geographic else frame.crs.name
    if error > _PLANE_LIMIT:
        raise CaseFault("plane_unusable", Place(key="options.area_basis"), plane=plane, percent=f"{100 * error:.0f}")
    if error > _PLANE_TOLERANCE:
        return [Issue("", "plane_stretched", Severity.WARNING, params={"plane": plane, "ppm": f"{1e6 * error:.0f}"})]
    return []


def _validity(case):
    """Layers that were not in force on the day of the review."""
    found, day = [], case.date
    for constraint in case.constraints:
        if constraint.valid_from and day < constraint.valid_from or constraint.valid_to and day > constraint.valid_to:
            params = {"day": day, "valid_from": constraint.valid_from or "…", "valid_to": constraint.valid_to or "…"}
            found.append(Issue(constraint.key, "layer_not_in_force", Severity.WARNING, params=params))
    return found


def _left_aside(case):
    """Parts of the case that this version reads but does not act on: said, so that nobody takes them for done."""
    found = []
    if case.plan and case.plan.boundary and not parse_source(case.plan.boundary, case.folder).exists():
        found.append(Issue("plan", "plan_boundary_missing", Severity.WARNING, params={"source": case.plan.boundary}))
    return found
