"""Rows kept small until somebody reads them: texts that many rows share are held once, by their number."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .long_rows import LongRows

_SHARED = 0.5  # of the rows: a column with more distinct texts than that is kept as it stands


class PackedRows:
    """Frames of the same columns, one after the other."""

    def __init__(self):
        self._parts, self._ends = [], [0]

    def __len__(self):
        return self._ends[-1]

    def add(self, frame):
        """Put rows behind those that are there."""
        self._parts.append({name: _packed(frame[name]) for name in frame.columns})
        self._ends.append(self._ends[-1] + len(frame))

    def between(self, start, stop):
        """The rows from `start` to before `stop` as a frame; at least one part must have been added."""
        first = int(np.searchsorted(self._ends, start, side="right")) - 1
        last = max(first + 1, int(np.searchsorted(self._ends, stop, side="left")))
        frames = []
        for part, begin in zip(self._parts[first:last], self._ends[first:last]):
            mine = slice(max(0, start - begin), max(0, stop - begin))
            frames.append(pd.DataFrame({name: column(mine) for name, column in part.items()}))
        return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)

    def rows(self):
        """All of them, to be read some at a time."""
        return LongRows(len(self), self.between)


def _packed(values):
    """A function that gives a slice of a column back."""
    if values.dtype != object:
        plain = values.to_numpy(copy=True)
        return lambda some: plain[some]
    found = {}
    codes = np.array([found.setdefault(value, len(found)) for value in values], dtype=np.int64)
    if len(found) > _SHARED * len(values):
        plain = values.to_numpy(copy=True)
        return lambda some: plain[some]
    distinct = np.array([*found, None], dtype=object)[:-1]
    codes = codes.astype(np.min_scalar_type(len(found)))
    return lambda some: distinct[codes[some]]
