"""Issues that each have their place: the first few hundreds are told one by one, of the others how many."""

from __future__ import annotations

import numpy as np

from ...model.codes import Severity
from ...model.records import Issue

MOST = 200


def plain(figure, digits=4):
    """A figure with so many digits that count, written out: 186600000, 0.0021."""
    return np.format_float_positional(float(f"{figure:.{digits}g}"), trim="-")


def told(key, issues, count):
    """The first `MOST` of `issues` (one code, the gravest first), and how many of `count` are left."""
    kept = list(issues[:MOST])
    if count > len(kept):
        params = {"count": count - len(kept), "told": len(kept), "kind": kept[0].check_code}
        kept.append(Issue(key, "more_of_a_kind", Severity.REMARK, params=params))
    return kept


class Worst:
    """Findings of one check, of which only the gravest are kept while a layer passes."""

    def __init__(self):
        self.count = 0
        self._kept = []

    def add(self, findings):
        """findings: (gravity, make) pairs; `make` is called with the layer's key for the `Issue`."""
        self.count += len(findings)
        self._kept += findings
        if len(self._kept) > 4 * MOST:
            self._shorten()

    def issues(self, key):
        """The `Issue`s, gravest first, and one for the rest."""
        self._shorten()
        return told(key, [make(key) for _, make in self._kept], self.count) if self._kept else []

    def _shorten(self):
        self._kept = sorted(self._kept, key=lambda finding: -finding[0])[:MOST]
