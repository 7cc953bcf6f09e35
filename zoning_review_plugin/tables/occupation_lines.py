"""The lines of T5, made when they are read: figures of the rows as they were closed, and lines of sums between them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from .land_classes import UNCLASSIFIED
from .long_rows import LongRows
from .marks import Marks
from .table import BODY, SUBTOTAL, TOTAL


class SumLine(NamedTuple):
    """A subtotal (else the total): its cells by column, and columns whose figure was rounded the other way."""

    below: bool
    cells: dict
    moved: list[str]


class Block(NamedTuple):
    """The lines of one scheme.

    numbers: of the row on each line, -1 on lines of sums. columns: {key: values of the rows}. sums: {line: `SumLine`}.
    adjusted: {key: bool, rows whose figure was rounded the other way}.
    """

    scheme: str
    numbers: np.ndarray
    columns: dict[str, np.ndarray]
    sums: dict[int, SumLine]
    adjusted: dict[str, np.ndarray]

    @property
    def unclassed(self):
        """Whether any line has land of no class."""
        lines = [line.cells.get(UNCLASSIFIED, np.nan) for line in self.sums.values()]
        return bool((self.columns[UNCLASSIFIED] > 0).any() or any(area > 0 for area in lines))

    def between(self, start, stop, seq):
        """The lines from `start` to before `stop` as a frame. seq: how many rows come before this scheme."""
        numbers = self.numbers[start:stop]
        body = numbers >= 0
        frame = {key: _spread(values, numbers) for key, values in self.columns.items()}
        inside = [line for line in self.sums if start <= line < stop]
        for line in inside:
            for key, value in self.sums[line].cells.items():
                frame[key][line - start] = value
        before = seq + start - sum(line < start for line in self.sums)
        counted = (before + np.cumsum(body)).tolist()
        texts = [str(count) if row else "" for count, row in zip(counted, body.tolist())]
        return pd.DataFrame({"seq": pd.Series(texts, dtype=object), "scheme": self.scheme, **frame}, copy=False)

    def marked(self, key):
        """Lines with an adjusted figure in a column, ascending."""
        rows = np.append(self.adjusted[key], False)  # for lines without a row, which ask for the last
        sums = [line for line, one in self.sums.items() if key in one.moved]
        return np.sort(np.concatenate([np.flatnonzero(rows[self.numbers]), np.array(sums, dtype=np.int64)]))


def _spread(values, numbers):
    """The values of rows on their lines; nothing on those that have no row (number -1)."""
    found = values[numbers]
    found[numbers < 0] = "" if values.dtype == object else np.nan
    return found


class OccupationLines:
    """The lines of all schemes, one behind the other. shown: keys of the columns of the table."""

    def __init__(self, blocks, shown):
        self._blocks, self._shown = blocks, shown
        self._ends = np.cumsum([0, *(len(block.numbers) for block in blocks)]).tolist()
        self._rows_before = np.cumsum([0, *(len(block.numbers) - len(block.sums) for block in blocks)]).tolist()

    def rows(self):
        """All of them, to be read some at a time."""
        return LongRows(self._ends[-1], self._between)

    def kinds(self):
        """The kind of each line."""
        found = []
        for block in self._blocks:
            kinds = [BODY] * len(block.numbers)
            for line, one in block.sums.items():
                kinds[line] = SUBTOTAL if one.below else TOTAL
            found += kinds
        return tuple(found)

    def marks(self):
        """The `Marks` of figures that were rounded the other way."""
        keys = [key for key in self._shown if self._blocks and key in self._blocks[0].adjusted]
        blocks = list(zip(self._ends, self._blocks))
        return Marks({key: np.concatenate([first + block.marked(key) for first, block in blocks]) for key in keys})

    def _between(self, start, stop):
        frames = []
        for block, first, last, seq in zip(self._blocks, self._ends, self._ends[1:], self._rows_before):
            if first < stop and start < last:
                frames.append(block.between(max(start - first, 0), min(stop, last) - first, seq))
        frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
        return frame.reindex(columns=self._shown)
