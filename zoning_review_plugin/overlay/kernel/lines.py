"""Lines as flat arrays, their edges in a tree of boxes: the form in which the kernel reads them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .compiling import compiled
from .polygons import GROUP, RING, enclose, groups_of, runs_of


class Lines(NamedTuple):
    """Simple lines, each a chain of edges; an edge may be of length zero.

    xy: (v, 2) vertices. start: (n + 1,) first vertex of each line. box: (n, 4). first, run, run_box, group_box: as in
    `Polygons`, each line a ring by itself that need not close.
    """

    xy: np.ndarray
    start: np.ndarray
    first: np.ndarray
    box: np.ndarray
    run: np.ndarray
    run_box: np.ndarray
    group_box: np.ndarray


def lines_of_geometry(lines):
    """The `Lines` of an object array of shapely lines of one part, none of them empty."""
    start = np.zeros(len(lines) + 1, np.int64)
    np.cumsum(shapely.get_num_coordinates(lines), out=start[1:])
    return Lines(*lines_from(shapely.get_coordinates(lines), start))


@compiled
def lines_from(xy, start):
    """The `Lines` of vertices (v, 2) and first vertices of lines (n + 1,)."""
    first = np.zeros((len(start), 3), np.int64)
    first[:, RING] = np.arange(len(start))
    run, run_box = runs_of(xy, start, first)
    group_box = groups_of(run_box, first)
    box = np.empty((len(start) - 1, 4))
    for k in range(len(start) - 1):
        enclose(box, k, group_box, first[k, GROUP], first[k + 1, GROUP])
    return Lines(xy, start, first, box, run, run_box, group_box)
