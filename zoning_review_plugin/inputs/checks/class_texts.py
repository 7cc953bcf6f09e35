"""Classes that mean no grade: rules for a grade can then say nothing of the feature."""

from __future__ import annotations

from ...model.codes import Severity
from ...model.records import Issue
from ..meaning.roles import grade_of, value_rule
from .check import Check
from .values import Values, told


def tells_grades(role):
    """Whether the classes of layers of `role` are meant to be grades, and nothing else."""
    return bool(value_rule(role, "class").get("grades"))


class ClassTexts(Check):
    """Looks at each different class of a layer of `role`. meanings: of codes for classes."""

    def __init__(self, role, meanings):
        self._role, self._meanings, self._values = role, meanings, Values()

    def see(self, seen):
        self._values.add(seen.attributes["class"])

    def issues(self, key):
        pairs = [
            (text, count)
            for text, count in self._values.stated()
            if not grade_of(self._role, self._meanings.get(text, text), None)
        ]
        if self._values.empty:
            pairs.append(("-", self._values.empty))
        return [Issue(key, "class_not_known", Severity.REMARK, params=told(pairs))] if pairs else []
