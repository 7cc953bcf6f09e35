"""What a person may decide: open items, breaches, and what was decided, as a list with its filters."""

from __future__ import annotations

import numpy as np

from ..model.codes import BREACHES

TO_JUDGE, MISSING, BREACH, DECIDED, REOPENED = "to_judge", "missing", "breach", "decided", "reopened"
KINDS = (TO_JUDGE, MISSING, BREACH, REOPENED, DECIDED)
OPEN = (TO_JUDGE, MISSING, REOPENED)
COLUMNS = (
    "decision_kind", "verdict", "override_verdict", "subject_id", "clause_no", "finding", "subject_name", "scheme",
    "pack", "missing", "override_by", "override_reason",
)  # fmt: skip


class DecisionList:
    """The findings of a `FindingsView` that a person may decide on; `verdict` is the computed one here.

    What gave way to a stricter clause is listed only where somebody decided on it.
    """

    def __init__(self, view, words):
        self.view, self._words = view, words
        finding = view.result.tables["finding"]
        self.frame = view.frame.assign(verdict=finding["verdict"], decision_kind=_kinds(finding))

    def places(self, kind=None):
        """The places of findings of one of `KINDS`, of all where None; worst first."""
        mine = self.frame["decision_kind"]
        mask = mine.notna() if kind is None else mine.eq(kind)
        return self.view.order[mask.to_numpy(bool)[self.view.order]]

    def counts(self):
        """{kind: how many}."""
        found = self.frame["decision_kind"].value_counts()
        return {kind: int(found.get(kind, 0)) for kind in KINDS}

    def text(self, row, column):
        """What a reader sees of one cell."""
        value = self.frame[column].iat[row]
        if column == "decision_kind":
            return self._words.code("decision_kind", value)
        if column in ("verdict", "override_verdict"):
            return self._words.code("verdict", value) if isinstance(value, str) else ""
        return self.view.text(row, column)

    def to_confirm(self, row):
        """The verdict that a person confirms at a place: what was computed; None where nothing was."""
        finding = self.frame.iloc[row]
        verdict = finding["verdict"] if self._is_one(finding["verdict"]) else finding["computed"]
        return verdict if self._is_one(verdict) else None

    @staticmethod
    def _is_one(verdict):
        return isinstance(verdict, str) and verdict not in ("to_be_judged", "information_missing")


def _kinds(finding):
    """(n,) the kind of each finding, None where there is nothing to decide."""
    found = np.full(len(finding), None, dtype=object)
    counts = finding["superseded_by"].isna().to_numpy()
    verdict = finding["verdict"]
    found[counts & verdict.eq("to_be_judged").to_numpy()] = TO_JUDGE
    found[counts & verdict.eq("information_missing").to_numpy()] = MISSING
    found[counts & verdict.isin(BREACHES).to_numpy()] = BREACH
    found[finding["override_state"].eq("stands").to_numpy()] = DECIDED
    found[finding["override_state"].eq("reopened").to_numpy()] = REOPENED
    return found
