"""Texts where a number should be: each row is told, with what was probably meant. Nothing is read into them."""

from __future__ import annotations

import math
import re
import unicodedata

import numpy as np

from ...model.codes import Severity
from ...model.records import Issue
from ..texts.text_values import number

_MOST = 100
_UNIT = re.compile(r"(?<=\d)\s*(?![eE][-+]?\d)[^\W\d_]\S*$")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?")


class Unreadable:
    """Collects what stands in the field `field` and is no number."""

    def __init__(self, field):
        self._field = field
        self._rows, self._count = [], 0

    def see(self, seen, texts, bad):
        """texts: one for each feature. bad: bool, where they state no number; empty ones do not count."""
        for row in np.flatnonzero(bad):
            if texts[row] and texts[row].strip():
                self._count += 1
                if len(self._rows) < _MOST:
                    self._rows.append((seen.feature(row), texts[row]))

    def issues(self, key):
        """An `Issue` for each row, and one that counts those beyond the first hundred."""
        found = []
        for feature, text in self._rows:
            params = {"field": self._field, "text": text, "meant": meant(text)}
            found.append(Issue(key, "number_unreadable", Severity.WARNING, feature, params))
        if self._count > len(self._rows):
            params = {"field": self._field, "count": self._count - len(self._rows)}
            found.append(Issue(key, "numbers_unreadable_more", Severity.WARNING, params=params))
        return found


def meant(text):
    """The number that a text with separators, full-width digits or a unit behind it probably means, "?" if none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _UNIT.sub("", plain)
    plain = re.sub("[,' ]", "", plain) if _GROUPED.fullmatch(plain) else plain
    return plain if math.isfinite(number(plain)) else "?"
