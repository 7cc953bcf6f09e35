"""Rows of a table that are made some at a time: those of a province do not fit into memory twice."""

from __future__ import annotations

from functools import cached_property


class LongRows:
    """Stands where a table has its frame. Whatever is asked but its length and its parts is asked of the whole frame,
    which is made then, and kept."""

    def __init__(self, count, make):
        """count: of the rows. make: function (start, stop) → the frame of these rows."""
        self._count, self._make = count, make

    def __len__(self):
        return self._count

    def part(self, start, stop):
        """The frame of the rows from `start` to before `stop`."""
        return self._make(start, min(stop, self._count))

    @cached_property
    def whole(self):
        """The frame of all rows."""
        return self._make(0, self._count)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.whole, name)

    def __getitem__(self, key):
        return self.whole[key]

    def __contains__(self, key):
        return key in self.whole


def rows_between(rows, start, stop):
    """Some rows of a table, a frame or `LongRows`, as a frame."""
    return rows.part(start, stop) if isinstance(rows, LongRows) else rows.iloc[start:stop]
