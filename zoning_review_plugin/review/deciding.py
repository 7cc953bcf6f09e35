"""A decision taken, or taken back, on one finding: what the list of decisions is then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..model.decision import Decision
from .decided import meant


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


def without_decision(decisions, found, place):
    """`decisions` with none on the finding at a place of the table `found`.

    One that was taken for several findings at once stays for the others, written out for each at the end; what is not
    touched keeps its `line`.
    """
    names = found["subject_id"].to_numpy(dtype=object)
    left, apart = [], []
    for decision in decisions:
        rows = np.flatnonzero(meant(found, names, decision)) if _may_concern(decision, found, place) else ()
        if place not in rows:
            left.append(decision)
            continue
        for row in rows:
            if row != place:
                one = found.iloc[row]
                apart.append(replace(decision, pack=_text(one["pack"]), scheme=_text(one["scheme"]), line=None))
    return left + apart


def with_decision(decisions, found, place, decision):
    """`decisions` with this one on the finding at a place of `found`."""
    return [*without_decision(decisions, found, place), decision]


def _may_concern(decision, found, place):
    finding = ("subject_id", "rule_id")
    return (decision.subject, decision.rule) == tuple(found[name].iat[place] for name in finding)


def _text(value):
    return value if isinstance(value, str) else None
