"""Groups of rows, as many as there are subjects: kept as columns, each made when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Group(NamedTuple):
    """key: what its rows share. label: for readers. rows: their places in the table, in the order of reading."""

    key: str
    label: str
    rows: np.ndarray


class Groups(Sequence):
    """A sequence of `Group`s. A hundred thousand small arrays would take long to hand over to another process."""

    def __init__(self, groups):
        groups = list(groups)
        self._keys, self._labels = (np.array([*texts, None], dtype=object)[:-1] for texts in _columns(groups))
        self._rows = np.concatenate([np.empty(0, np.int64), *(group.rows for group in groups)])
        self._ends = np.cumsum([0, *(len(group.rows) for group in groups)])

    def __len__(self):
        return len(self._keys)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        number = range(len(self))[place]
        return Group(self._keys[number], self._labels[number], self._rows[self._ends[number] : self._ends[number + 1]])


def _columns(groups):
    return [group.key for group in groups], [group.label for group in groups]
