"""The account of one constraint layer: what the gate found in it, and whether it can be relied on."""

from __future__ import annotations

from dataclasses import dataclass

from ..inputs.damage import accepted
from ..inputs.gate import found_issues
from ..inputs.roles import kinds_of
from ..model.codes import Severity, Usability
from ..model.progress import Progress
from ..model.records import Issue
from .constraint_layer import Entry, enter, gate_of


@dataclass(frozen=True)
class LayerAccount:
    """What the gate has to say of one layer after all of it has passed.

    stated_areas: how many features state an area. unplaced: how many have no usable geometry, so that they
    may lie anywhere; 0 where the case accepts that.
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

    @property
    def verdict(self):
        """The `Usability` of the layer."""
        if not self.usable:
            return Usability.NOT_USABLE
        said = any(issue.severity != Severity.INFO for issue in self.issues)
        return Usability.WITH_REMARKS if said else Usability.USABLE


def survey(case, layers, frame, key, progress=None) -> LayerAccount:
    """The account of one layer by itself: all of it passes the gate, nothing is overlaid."""
    progress = progress or Progress()
    constraint = next(c for c in case.constraints if c.key == key)
    entry = enter(case, constraint, layers.constraints[key], frame)
    if entry.refused:
        return refused_account(key, entry, layers.constraints[key])
    gate = gate_of(case, constraint, layers.constraints[key], entry, frame)
    for _ in gate.features():
        progress.step("stage.check", 0.0)
    return account_of(case, constraint, entry, gate)


def refused_account(key, entry: Entry, layer):
    """The `LayerAccount` of a layer that is not read: why, and what was noticed when it was opened."""
    return LayerAccount(key, (entry.refused, *found_issues(key, layer)), False)


def account_of(case, constraint, entry: Entry, gate):
    """The `LayerAccount` of a layer once all of it has passed its gate."""
    lenient = case.options.accept_incomplete
    issue = _unusable(constraint, gate, lenient)
    usable = (issue is None or issue.severity != Severity.ERROR) and (lenient or gate.damage() is None)
    renamed = gate.renamed()
    issues = [*entry.remarks, *(accepted(gate.issues) if lenient else gate.issues), *([issue] if issue else [])]
    if renamed:
        params = {"count": len(renamed), "example": next(iter(renamed.values()))}
        issues.append(Issue(constraint.key, "duplicate_ids", Severity.WARNING, params=params))
    if gate.unplaced:
        severity = Severity.REMARK if case.options.accept_incomplete else Severity.WARNING
        issues.append(Issue(constraint.key, "features_unplaced", severity, params={"count": gate.unplaced}))
    if "area" in gate.columns and 0 < gate.stated_areas < gate.count:
        params = {"count": gate.count - gate.stated_areas, "field": gate.columns["area"]}
        issues.append(Issue(constraint.key, "areas_unstated", Severity.WARNING, params=params))
    return LayerAccount(
        constraint.key,
        tuple(issues),
        usable,
        gate.count,
        gate.content.text(),
        entry.move.operation,
        entry.columns,
        renamed,
        _kinds(gate),
        gate.stated_areas,
        0 if case.options.accept_incomplete else gate.unplaced,
    )


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
