"""What a person may decide: open items, breaches, and what was decided, as a list with its filters."""

from __future__ import annotations

from functools import cached_property

from .decision_kinds import BREACH, DECIDED, KINDS, MISSING, OPEN, REOPENED, TO_JUDGE

__all__ = ["BREACH", "COLUMNS", "DECIDED", "KINDS", "MISSING", "OPEN", "REOPENED", "TO_JUDGE", "DecisionList"]
COLUMNS = (
    "decision_kind", "verdict", "override_verdict", "subject_id", "clause_no", "finding", "subject_name", "scheme",
    "pack", "missing", "override_by", "override_reason",
)  # fmt: skip


class DecisionList:
    """The findings of a `FindingsView` that a person may decide on; `verdict` is the computed one here.

    What gave way to a stricter clause is listed only where somebody decided on it.
    """

    def __init__(self, view, words):
        self.view, self._words, self._finding = view, words, view.result.tables["finding"]

    @cached_property
    def frame(self):
        """All findings as a table, with `decision_kind`, and the computed verdict as `verdict`."""
        frame = self.view.frame.copy(deep=False)
        frame["verdict"], frame["decision_kind"] = self._finding["verdict"], self.view.decision_kinds
        return frame

    def places(self, kind=None):
        """The places of findings of one of `KINDS`, of all where None; worst first."""
        return self.view.decision_places[kind]

    def counts(self):
        """{kind: how many}."""
        return {kind: self.view.decision_counts.get(kind, 0) for kind in KINDS}

    def text(self, row, column):
        """What a reader sees of one cell."""
        if column == "decision_kind":
            return self._words.code("decision_kind", self.view.decision_kinds[row])
        if column in ("verdict", "override_verdict"):
            value = self._finding[column].iat[row]
            return self._words.code("verdict", value) if isinstance(value, str) else ""
        return self.view.text(row, column)

    def to_confirm(self, row):
        """The verdict that a person confirms at a place: what was computed; None where nothing was."""
        verdicts = (self._finding[column].iat[row] for column in ("verdict", "computed"))
        return next((verdict for verdict in verdicts if self._is_one(verdict)), None)

    @staticmethod
    def _is_one(verdict):
        return isinstance(verdict, str) and verdict not in ("to_be_judged", "information_missing")
