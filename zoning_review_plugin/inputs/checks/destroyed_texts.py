"""Values that went through a wrong encoding before they came here."""

from __future__ import annotations

from ...model.codes import Severity
from ...model.records import Issue
from ..texts.destroyed_texts import destroyed, suspicious
from .check import Check

_MOST_EXAMPLES = 5


class DestroyedTexts(Check):
    """Sees the attributes that a review uses."""

    def __init__(self):
        self._count = 0
        self._examples = []

    def see(self, seen):
        for column in seen.attributes.values():
            texts = [text for text in column.tolist() if text]
            whole = "\n".join(texts)
            if whole.isascii() and "??" not in whole or not suspicious(whole):
                continue
            for text in texts:
                if destroyed(text):
                    self._count += 1
                    if len(self._examples) < _MOST_EXAMPLES and text not in self._examples:
                        self._examples.append(text)

    def issues(self, key):
        if not self._count:
            return []
        params = {"count": self._count, "examples": " | ".join(self._examples)}
        return [Issue(key, "texts_destroyed", Severity.WARNING, params=params)]
