"""The account of one constraint layer: what the gate found in it, and whether it can be relied on."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..inputs.files.damage import accepted
from ..inputs.gate import found_issues
from ..inputs.meaning.roles import kinds_of
from ..inputs.shapes.doubt import OpenRepair
from ..model.codes import Basis, Severity, Usability
from ..model.progress import Progress
from ..model.records import Issue
from .constraint_layer import Entry, checks_of, enter, gate_of
from .elsewhere import causes, is_apart, without_crs

_CONTRADICTIONS = ("area_unit_differs", "area_like_no_unit")
_AS_A_UNIT = 10.0


@dataclass(frozen=True)
class LayerAccount:
    """What the gate has to say of one layer after all of it has passed.

    stated_areas: how many features state an area. unplaced: how many have no usable geometry, so that they
    may lie anywhere; 0 where the case accepts that. apart: whether the whole layer lies too far off to matter.
    areas_contradict: whether the case takes areas as stated, and these contradict the ground by as much as a unit.
    open_repairs: of features whose shape nobody knows for sure. corners: (n, 2) some, in the analysis CRS.
    """

    key: str
    issues: tuple[Issue, ...]
    usable: bool
    count: int = 0
    content: str = ""
    operation: str = ""
    columns: dict[str, str] | None = None
    renamed: dict[int, str] | None = None
    kinds: dict[str, int] | None = None
    stated_areas: int = 0
    unplaced: int = 0
    apart: bool = False
    areas_contradict: bool = False
    open_repairs: tuple[OpenRepair, ...] = ()
    corners: np.ndarray | None = field(default=None, compare=False, repr=False)

    @property
    def verdict(self):
        """The `Usability` of the layer."""
        return usability(self.issues) if self.usable else Usability.NOT_USABLE


def corners_of(accounts):
    """{constraint key: corners} of the layers that can be used. accounts: `LayerAccount` by constraint key."""
    return {key: account.corners for key, account in accounts.items() if account.usable}


def usability(issues):
    """The `Usability` of a layer that can be used, by its issues."""
    said = any(issue.severity != Severity.INFO for issue in issues)
    return Usability.WITH_REMARKS if said else Usability.USABLE


def survey(case, layers, frame, key, progress=None, boxes=None, ground=None) -> LayerAccount:
    """The account of one layer by itself: all of it passes the gate, nothing is overlaid.

    boxes, ground: where a layer that should tile is looked at, and what it answers for; as `tiling_checks` takes them.
    """
    progress = progress or Progress()
    constraint = next(c for c in case.constraints if c.key == key)
    layer = layers.constraints[key]
    entry = enter(case, constraint, layer, frame)
    if entry.refused:
        return refused_account(case, constraint, layer, entry, frame)
    checks = checks_of(case, constraint, layer, entry, frame, boxes, ground)
    gate = gate_of(constraint, layer, entry, frame, checks=checks)
    for _ in gate.features():
        progress.step("stage.check", 0.0)
    return account_of(case, constraint, entry, gate, frame)


def refused_account(case, constraint, layer, entry: Entry, frame):
    """The `LayerAccount` of a layer that does not come in at all: why, and what was noticed when it was opened."""
    more = without_crs(case, constraint.key, layer, frame) if entry.refused.check_code == "crs_missing" else []
    return LayerAccount(constraint.key, (entry.refused, *found_issues(constraint.key, layer), *more), False)


def account_of(case, constraint, entry: Entry, gate, frame):
    """The `LayerAccount` of a layer once all of it has passed its gate."""
    lenient = case.options.accept_incomplete
    issue = _unusable(constraint, gate, lenient)
    usable = (issue is None or issue.severity != Severity.ERROR) and (lenient or gate.damage() is None)
    renamed = gate.renamed()
    told = [issue.named(renamed) for issue in (accepted(gate.issues) if lenient else gate.issues)]
    issues = [*entry.remarks, *told, *causes(case, gate, frame), *([issue] if issue else [])]
    if renamed:
        params = {"count": len(renamed), "example": next(iter(renamed.values()))}
        issues.append(Issue(constraint.key, "duplicate_ids", Severity.WARNING, params=params))
    if gate.unplaced:
        severity = Severity.REMARK if case.options.accept_incomplete else Severity.WARNING
        issues.append(Issue(constraint.key, "features_unplaced", severity, params={"count": gate.unplaced}))
    if "area" in gate.columns and 0 < gate.stated_areas < gate.count:
        params = {"count": gate.count - gate.stated_areas, "field": gate.columns["area"]}
        issues.append(Issue(constraint.key, "areas_unstated", Severity.WARNING, params=params))
    contradict = _contradicts(case, constraint, gate)
    issues += contradict
    return LayerAccount(
        constraint.key,
        tuple(issues),
        usable,
        gate.count,
        gate.content,
        entry.move.operation,
        entry.columns,
        renamed,
        _kinds(gate),
        gate.stated_areas,
        0 if case.options.accept_incomplete else gate.unplaced,
        is_apart(case, gate, frame),
        bool(contradict),
        tuple(gate.open_repairs),
        gate.corners,
    )


def _contradicts(case, constraint, gate):
    """[an issue] where the case takes areas as they are stated, and these cannot be in the unit that it names."""
    if case.options.area_basis != Basis.ATTRIBUTE:
        return []
    found = next((issue for issue in gate.issues if issue.check_code in _CONTRADICTIONS), None)
    if found is None or not _by_a_unit(found.params):
        return []
    return [Issue(constraint.key, "stated_areas_unusable", Severity.ERROR, params=dict(found.params))]


def _by_a_unit(params):
    """Whether stated areas are off by as much as a unit: some state less for good reasons, but not by ten times."""
    times = float(params.get("times", "inf"))
    return not 1 / _AS_A_UNIT < times < _AS_A_UNIT


def _kinds(gate):
    """{kind: count} of the features: also of those that a server was not asked for."""
    return dict(gate.kinds) if gate.layer.kinds is None else gate.layer.kinds


def _unusable(constraint, gate, accept_incomplete):
    """The issue for which a layer that has been read cannot be relied on; None where it can (but see severity)."""
    found = _kinds(gate)
    if gate.count == 0 and not any(found.values()):
        return Issue(constraint.key, "layer_empty", Severity.ERROR, params={"source": constraint.source})
    short = gate.missing()
    if short is not None:
        severity = Severity.WARNING if accept_incomplete else Severity.ERROR
        return Issue(short.layer, short.check_code, severity, params=short.params)
    if gate.count and gate.misplaced.wrong.count == gate.count:
        return Issue(constraint.key, "layer_elsewhere", Severity.ERROR, params={"count": gate.count})
    kinds = kinds_of(constraint.role)
    if not any(found.get(kind) for kind in kinds):
        params = {
            "role": constraint.role,
            "wanted": ", ".join(kinds),
            "got": ", ".join(sorted(k for k, n in found.items() if n)) or "-",
        }
        return Issue(constraint.key, "wrong_geometry_kind", Severity.ERROR, params=params)
    others = sum(n for kind, n in found.items() if kind not in kinds)
    if others:
        return Issue(
            constraint.key,
            "other_geometry_kinds",
            Severity.WARNING,
            params={"count": others, "wanted": ", ".join(kinds)},
        )
    return None
