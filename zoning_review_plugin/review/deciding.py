"""Decisions taken, or taken back, on single findings: what the list of decisions is then."""

from __future__ import annotations

from dataclasses import replace

from ..model.decision import Decision
from .decided import Decidable


def decision_on(finding, verdict, by, at, reason, evidence=None) -> Decision:
    """A `Decision` bound to a row of the table `finding`: to the verdict and the facts computed, so that it reopens."""
    return Decision(
        subject=finding["subject_id"],
        rule=finding["rule_id"],
        pack=_text(finding["pack"]),
        scheme=_text(finding["scheme"]),
        verdict=verdict,
        by=by,
        at=at,
        reason=reason,
        evidence=evidence or None,
        computed=_text(finding["verdict"]),
        facts=_text(finding["facts_hash"]),
    )


def without_decisions(decisions, found, places):
    """`decisions` with none on the findings at `places` of the table `found`.

    One that was taken for several findings at once stays for the others, written out for each at the end; what is not
    touched keeps its `line`.
    """
    findings = Decidable(found, found["subject_id"].to_numpy(dtype=object), decisions)
    gone, left, apart = set(places), [], []
    for decision in decisions:
        rows = findings.meant(decision)
        if gone.isdisjoint(rows):
            left.append(decision)
            continue
        for one in (found.iloc[row] for row in rows if row not in gone):
            apart.append(replace(decision, pack=_text(one["pack"]), scheme=_text(one["scheme"]), line=None))
    return left + apart


def with_decisions_on(decisions, found, new):
    """`decisions` with others on some findings. new: {place in `found`: `Decision`}."""
    return [*without_decisions(decisions, found, new), *new.values()]


def _text(value):
    return value if isinstance(value, str) else None
