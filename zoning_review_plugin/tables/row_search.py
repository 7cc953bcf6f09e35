"""Which rows of a table hold some words: fast enough for every key that is typed, in steps where rows are many."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate

import numpy as np

_STEP = 10_000  # rows that one step looks through
_END = "\0"  # between rows: no word holds it


class RowSearch:
    """The texts of rows, ready to be looked through. texts: one for each row."""

    def __init__(self, texts):
        texts = [text.lower().replace(_END, " ") for text in texts]
        self._count = len(texts)
        self._steps = [_joined(texts[first : first + _STEP]) for first in range(0, len(texts), _STEP)]

    def found(self, text, rows):
        """Those of some rows (their places, an array) that hold every word of `text`."""
        if not text.strip():
            return rows
        looking = self.looking(text)
        while True:
            try:
                next(looking)
            except StopIteration as done:
                return rows[done.value[rows]]

    def looking(self, text):
        """Look through all rows in steps. The generator returns a bool for each row."""
        words, held = text.lower().replace(_END, " ").split(), np.ones(self._count, bool)
        for number, (joined, starts) in enumerate(self._steps):
            part = held[number * _STEP : number * _STEP + len(starts) - 1]
            for word in words:
                part &= _holding(word, joined, starts)
            yield
        return held


def _joined(texts):
    """(one text, where each of them starts in it, and where the next would)."""
    starts = array("q", accumulate((len(text) + 1 for text in texts), initial=0))
    return _END.join(texts), starts


def _holding(word, joined, starts):
    held, at = np.zeros(len(starts) - 1, bool), joined.find(word)
    while at >= 0:
        row = bisect_right(starts, at) - 1
        held[row] = True
        at = joined.find(word, starts[row + 1])
    return held
