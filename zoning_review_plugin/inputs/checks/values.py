"""Values of one attribute, counted while they pass: many equal faults of a layer are one issue."""

from __future__ import annotations

from collections import Counter

_TOLD = 5


class Values:
    """How often each text occurs; empty ones are counted as None."""

    def __init__(self):
        self.counts = Counter()

    def add(self, column):
        """Count an array of text or None."""
        self.counts.update(column.tolist())

    @property
    def empty(self):
        """How many features have no value."""
        return sum(count for text, count in self.counts.items() if not (text and text.strip()))

    def stated(self):
        """(text, count) of all that is not empty."""
        return [(text, count) for text, count in self.counts.items() if text and text.strip()]


def told(pairs):
    """{count, examples} of (example, count) pairs: the sum, and the first few examples."""
    examples = [example for example, _ in pairs[:_TOLD]]
    more = ["…"] if len(pairs) > _TOLD else []
    return {"count": sum(count for _, count in pairs), "examples": ", ".join(examples + more)}
