"""Lines that return to their start, where areas are wanted: as drawings have them, or saved as the wrong kind."""

from __future__ import annotations

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.records import Issue
from .check import Check

_LEAST_CORNERS = 4  # of a ring, the first one twice
_MOST_EXAMPLES = 5


class ClosedLines(Check):
    """Counts features that are nothing but closed lines. They stay lines: a ring road is one."""

    of_shape = True

    def __init__(self):
        self._count, self._examples = 0, []

    def see(self, seen):
        for row in np.flatnonzero(shapely.get_dimensions(seen.clean) == 1):
            parts = shapely.get_parts(seen.clean[row])
            if shapely.is_closed(parts).all() and (shapely.get_num_coordinates(parts) >= _LEAST_CORNERS).all():
                self._count += 1
                self._examples += [seen.id(row)] if len(self._examples) < _MOST_EXAMPLES else []

    def issues(self, key):
        if not self._count:
            return []
        params = {"count": self._count, "examples": ", ".join(self._examples)}
        return [Issue(key, "lines_closed", Severity.REMARK, params=params)]
